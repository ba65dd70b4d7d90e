// Files of customers on their way to browsers, and those of staff on their way to Meta.
#include "api/api_fixture.hpp"
#include "base/base64.hpp"
#include "store/media_files.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/media.hpp"

namespace croozer::api {
namespace {

struct Uploader final : app::MediaUploader {
    void upload(
        Secret token,
        std::string phone_number_id,
        app::OutgoingFile file,
        app::PlatformDone<std::string> done
    ) override {
        last = std::string(token.reveal()) + " " + phone_number_id + " " + file.bytes;
        ++uploads;
        done(std::string("900"));
    }

    std::string last;
    int uploads{0};
};

constexpr std::size_t file_bytes = 50'000;

class MediaRoutes : public ApiTest {
protected:
    MediaRoutes() { api_->use(uploader_); }

    template <class Command>
    void in_shop(Command command) {
        auto const done = runner_->run_and_wait(business_, std::move(command));
        EXPECT_TRUE(done) << done.error().detail;
    }

    // Where a stored photo is read.
    std::string photo() {
        std::string const hash(64, 'a');
        auto const bytes = std::string(file_bytes, 'x');
        EXPECT_TRUE(store::MediaFiles(api_->options().media_directory).put(business_, hash, bytes));
        MediaId id;
        in_shop([&](app::Context& context) -> Result<bool> {
            store::Media media{
                .id = context.ids.next<MediaId>(),
                .message = context.ids.next<MessageId>(),
                .account = context.ids.next<AccountId>(),
                .meta_id = "1",
                .kind = "image",
                .mime_type = "image/jpeg",
                .file_name = {},
                .announced_sha256 = {}
            };
            CHECK(store::insert_media(context.session, context.business, media, context.system_now)
            );
            media.sha256 = hash;
            media.size = static_cast<std::int64_t>(bytes.size());
            id = media.id;
            return store::mark_media_stored(
                context.session, context.business, media, context.system_now
            );
        });
        return path_ + "/media/" + id.to_string();
    }

    void connect() {
        in_shop([](app::Context& context) -> Result<bool> {
            CHECK(store::insert_account(
                context.session,
                context.business,
                {.id = context.ids.next<AccountId>(),
                 .version = 1,
                 .phone_number_id = "401",
                 .waba_id = "301",
                 .portfolio_id = "501",
                 .phone_number = "97235550123",
                 .display_name = "Napoli",
                 .token = SealedSecret{"sealed:token"},
                 .status = "active"},
                "permanent",
                context.system_now
            ));
            return true;
        });
    }

    http::Response upload(std::string const& mime_type, std::string const& bytes) {
        return change(
            owner_,
            Method::Post,
            path_ + "/media-uploads",
            {{"fileName", "a"}, {"mimeType", mime_type}, {"data", base64(bytes)}}
        );
    }

    Uploader uploader_;
    Person owner_{sign_in("1")};
    std::string shop_{make_shop(owner_)};
    BusinessId business_{BusinessId::parse(shop_).value_or(BusinessId{})};
    std::string path_{"/api/businesses/" + shop_};
};

}  // namespace

TEST_F(MediaRoutes, FilesThatAreReadSlowlyTakeTheRoomOfFilesOnly) {
    auto const path = photo();
    auto const cashier = member(shop_, "2", ordering::Role::Cashier);
    auto const manager = member(shop_, "3", ordering::Role::Manager);
    std::optional<http::Response> slow = get(owner_, path);
    ASSERT_EQ(slow->status, 200);
    EXPECT_EQ(slow->body.size(), file_bytes);
    auto const second = get(owner_, path);
    EXPECT_EQ(second.status, 503) << "one person's share";
    EXPECT_FALSE(header_of(second, "Retry-After").empty());
    auto const other = get(cashier, path);
    EXPECT_EQ(other.status, 200);
    EXPECT_EQ(get(manager, path).status, 503) << "all together";
    EXPECT_EQ(get(manager, path_).status, 200) << "anything else answers";
    slow.reset();
    EXPECT_EQ(get(manager, path).status, 200) << "once one has been sent";
}

TEST_F(MediaRoutes, AnUploadIsWhatItSays) {
    connect();
    auto const png = std::string("\x89PNG\r\n\x1a\n1111");
    auto const good = upload("image/png", png);
    ASSERT_EQ(good.status, 201) << good.body;
    EXPECT_EQ(uploader_.last, "token 401 " + png);
    for (auto const& [type, bytes] : std::vector<std::pair<std::string, std::string>>{
             {"image/jpeg", "<html><script>alert(1)</script></html>"},
             {"image/jpeg", png},
             {"image/svg+xml", "<svg onload=\"alert(1)\"/>"},
             {"application/pdf", "MZ"},
             {"text/html", "<html>"}
         }) {
        auto const refused = upload(type, bytes);
        EXPECT_EQ(refused.status, 415) << type << refused.body;
        EXPECT_EQ(slug_of(refused), "file_type");
    }
    EXPECT_EQ(upload("text/plain", "a menu").status, 201);
    EXPECT_EQ(uploader_.uploads, 2);
}

TEST_F(MediaRoutes, UploadsComeInSomeAMinute) {
    connect();
    http::Response last;
    for (int i = 0; i < 30 && last.status != 429; ++i) {
        last = upload("text/plain", "a menu");
    }
    EXPECT_EQ(last.status, 429);
    EXPECT_FALSE(header_of(last, "Retry-After").empty());
    EXPECT_LT(uploader_.uploads, 30);
}

}  // namespace croozer::api
