#include "app/fetch_media.hpp"

#include "app/app_fixture.hpp"

namespace croozer::app::test {
namespace {

using namespace std::chrono_literals;

class FetchMediaTest : public AppTest {
protected:
    // A photo of who has this phone, and the row of its file.
    MediaId photo_from(std::string const& phone) {
        auto photo = message_of({.phone = phone, .bsuid = {}, .username = {}, .name = "Noa"}, "");
        photo.type = InboundType::Image;
        photo.media_id = "6" + phone;
        photo.mime_type = "image/jpeg";
        receive(photo);
        auto const found = rows(
            "select f.id from media f join messages m on m.business_id = f.business_id "
            "and m.id = f.message_id where f.business_id = $1 and m.wamid = $2",
            {Value(photo.wamid)}
        );
        return found && !found->empty() ? found->front().id<MediaId>(0) : MediaId{};
    }

    MediaTask begin(MediaId id) {
        auto task = run([&](Context& context) { return begin_media(context, id); });
        EXPECT_TRUE(task);
        return task ? *std::move(task) : MediaTask{};
    }

    void keep(MediaId id, std::int64_t bytes) {
        auto const done = run([&](Context& context) -> Result<void> {
            CHECK(finish_media(
                context,
                id,
                {.bytes = "abc", .sha256 = std::string(64, 'a'), .mime_type = "image/jpeg"}
            ));
            TRY(context.session.execute(
                "update media set size = $3 where business_id = $1 and id = $2",
                {context.business, id, bytes}
            ));
            return {};
        });
        ASSERT_TRUE(done) << done.error().detail;
    }

    std::int64_t alerts() {
        return number("select count(*) from alerts where business_id = $1 and kind = 'media_failed'"
        );
    }
};

INSTANTIATE_TEST_SUITE_P(
    Engines, FetchMediaTest, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(FetchMediaTest, WhoSentTooMuchOfADayIsFetchedNoMore) {
    auto const first = photo_from("972541234567");
    EXPECT_TRUE(begin(first).wanted);
    keep(first, media_bytes_a_customer);
    EXPECT_EQ(begin(photo_from("972541234567")).hopeless, "quota");
    auto const other = photo_from("972547654321");
    EXPECT_TRUE(begin(other).wanted) << "of another";
    keep(other, media_bytes_a_business - media_bytes_a_customer);
    EXPECT_EQ(begin(photo_from("972549999999")).hopeless, "quota") << "all together";
    advance(25h);
    EXPECT_TRUE(begin(photo_from("972541234567")).wanted) << "the next day";
}

TEST_P(FetchMediaTest, WhatABlockedCustomerSendsIsNotFetchedAndNobodyIsTold) {
    auto const photo = photo_from("972541234567");
    ASSERT_TRUE(run([](Context& context) -> Result<void> {
        TRY(context.session.execute(
            "update customers set blocked_at = $2 where business_id = $1",
            {context.business, context.system_now}
        ));
        return {};
    }));
    EXPECT_EQ(begin(photo).hopeless, "blocked");
    ASSERT_TRUE(run([&](Context& context) { return give_up_media(context, photo, "blocked"); }));
    EXPECT_EQ(text("select reason from media where business_id = $1"), "blocked");
    EXPECT_EQ(alerts(), 0);
}

TEST_P(FetchMediaTest, MetaIsAskedForAsLongAsItKeepsTheFile) {
    auto const photo = photo_from("972541234567");
    auto const put_off = [&] {
        return run([&](Context& context) { return put_off_media(context, photo, "graph_190"); });
    };
    Duration waited{};
    int tries = 0;
    for (auto next = put_off(); next && *next; next = put_off()) {
        auto const now =
            run([](Context& context) -> Result<Instant> { return context.system_now; });
        auto const wait = **next - *now;
        ASSERT_GT(wait, Duration::zero());
        waited += wait;
        ASSERT_LT(++tries, 100);
        advance(wait);
    }
    EXPECT_GT(waited, Duration(6 * 24h));
    EXPECT_LT(waited, Duration(7 * 24h));
    EXPECT_EQ(text("select state from media where business_id = $1"), "failed");
    EXPECT_EQ(alerts(), 1);
}

TEST_P(FetchMediaTest, WhatIsTakenBackIsNotAccepted) {
    auto const photo = photo_from("972541234567");
    std::string const hash(64, 'a');
    auto const accept = [&] {
        return run([&](Context& context) { return accept_media(context, photo, hash); });
    };
    EXPECT_TRUE(accept().value_or(false));
    ASSERT_TRUE(run([](Context& context) -> Result<void> {
        auto const found = TRY(context.session.query(
            "select message_id from media where business_id = $1", {context.business}
        ));
        return drop_media(context, found.front().id<MessageId>(0));
    }));
    EXPECT_FALSE(accept().value_or(true));
    EXPECT_EQ(begin(photo).removable_sha256, hash) << "its bytes may lie there";
}

}  // namespace
}  // namespace croozer::app::test
