#include "loops/media.hpp"

#include "app/app_fixture.hpp"
#include "app/fetch_media.hpp"

#include <filesystem>

namespace croozer::loops {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using app::InboundType;
using store::Value;

// Answers when the test does.
class HeldLibrary final : public app::MediaLibrary {
public:
    void fetch(app::WantedMedia /*wanted*/, Done done) override {
        std::lock_guard const guard(mutex_);
        held_.push_back(std::move(done));
        asked_.notify_all();
    }

    void answer(std::expected<app::FetchedMedia, app::MediaFailure> const& with) {
        std::unique_lock lock(mutex_);
        ASSERT_TRUE(asked_.wait_for(lock, 10s, [this] { return !held_.empty(); }));
        auto done = std::move(held_.front());
        held_.pop_front();
        lock.unlock();
        done(with);
    }

    bool is_asked(std::size_t times) {
        std::unique_lock lock(mutex_);
        return asked_.wait_for(lock, 10s, [&] { return held_.size() == times; });
    }

private:
    std::mutex mutex_;
    std::condition_variable asked_;
    std::deque<Done> held_;
};

class MediaLoopTest : public app::test::AppTest {
protected:
    void SetUp() override {
        AppTest::SetUp();
        std::string pattern = (fs::temp_directory_path() / "croozer-media-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        directory_ = pattern;
        files_ = store::MediaFiles(directory_, {.bytes = 0, .percent = 0});
        media_.emplace(runner(), library_, files_, operators_);
        media_->start();
    }

    void TearDown() override {
        media_.reset();
        fs::remove_all(directory_);
        AppTest::TearDown();
    }

    // The wamid of a new photo.
    std::string photo() {
        auto message = message_of(noa(), "");
        message.type = InboundType::Image;
        message.media_id = "601" + message.wamid;
        message.mime_type = "image/jpeg";
        receive(message);
        return message.wamid;
    }

    Uuid file_of(std::string const& wamid) {
        auto const found = rows(
            "select f.id from media f join messages m on m.business_id = f.business_id "
            "and m.id = f.message_id where f.business_id = $1 and m.wamid = $2",
            {Value(wamid)}
        );
        return found && !found->empty() ? found->front().uuid(0) : Uuid{};
    }

    void revoke(std::string const& wamid) {
        auto message = message_of(noa(), "");
        message.type = InboundType::Revoke;
        message.target_wamid = wamid;
        receive(message);
    }

    static std::future<JobOutcome> take(
        Media& media, BusinessId business, Uuid file, std::int64_t attempts = 1
    ) {
        auto promise = std::make_shared<std::promise<JobOutcome>>();
        media.take(
            {.business = business, .subject = file, .attempts = attempts},
            [promise](JobOutcome outcome) { promise->set_value(std::move(outcome)); }
        );
        return promise->get_future();
    }

    std::future<JobOutcome> take(Uuid file) { return take(*media_, business(), file); }

    static bool is_done(std::future<JobOutcome> const& outcome) {
        return outcome.wait_for(10s) == std::future_status::ready;
    }

    [[nodiscard]] std::size_t files_on_disk() const {
        std::size_t count = 0;
        for (auto const& entry : fs::recursive_directory_iterator(directory_)) {
            count += entry.is_regular_file() ? 1U : 0U;
        }
        return count;
    }

    std::string state() { return text("select state from media where business_id = $1"); }

    static app::Sender noa() {
        return {.phone = "972541234567", .bsuid = "IL.1", .username = {}, .name = "Noa"};
    }

    static app::FetchedMedia bytes() {
        return {.bytes = "abc", .sha256 = std::string(64, 'a'), .mime_type = "image/jpeg"};
    }

    fs::path directory_;
    HeldLibrary library_;
    store::MediaFiles files_{fs::path()};
    SystemClock operators_clock_;
    app::OperatorAlerts operators_{operators_clock_, nullptr, {}};
    std::optional<Media> media_;
};

INSTANTIATE_TEST_SUITE_P(
    Engines, MediaLoopTest, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(MediaLoopTest, APhotoTakenBackWhileItIsFetchedLeavesNothing) {
    auto const wamid = photo();
    auto const file = file_of(wamid);
    auto fetching = take(file);
    ASSERT_TRUE(library_.is_asked(1));
    revoke(wamid);
    library_.answer(bytes());
    ASSERT_TRUE(is_done(fetching));
    ASSERT_TRUE(is_done(take(file))) << "the revoke's own job";
    EXPECT_EQ(files_on_disk(), 0U);
    EXPECT_EQ(number("select count(*) from media where business_id = $1"), 0);
}

TEST_P(MediaLoopTest, APhotoWhoseBytesAreThereButNotItsRowGoesTooWhenItIsTakenBack) {
    auto const wamid = photo();
    auto const file = file_of(wamid);
    ASSERT_TRUE(run([&](app::Context& context) {
        return app::accept_media(context, MediaId{file}, bytes().sha256);
    }));
    ASSERT_TRUE(files_.put(business(), bytes().sha256, bytes().bytes));
    revoke(wamid);
    ASSERT_TRUE(is_done(take(file)));
    EXPECT_EQ(files_on_disk(), 0U);
}

TEST_P(MediaLoopTest, TheSameBytesStayWhileAnotherMessageHasThem) {
    auto const first = photo();
    auto const second = photo();
    for (auto const& wamid : {first, second}) {
        auto fetching = take(file_of(wamid));
        library_.answer(bytes());
        ASSERT_TRUE(is_done(fetching));
    }
    auto const file = file_of(first);
    revoke(first);
    ASSERT_TRUE(is_done(take(file)));
    EXPECT_EQ(files_on_disk(), 1U);
    auto const last = file_of(second);
    revoke(second);
    ASSERT_TRUE(is_done(take(last)));
    EXPECT_EQ(files_on_disk(), 0U);
}

TEST_P(MediaLoopTest, AFullDiskCostsAFileNoneOfItsTries) {
    auto const file = file_of(photo());
    store::MediaFiles const full(directory_, {.bytes = std::uint64_t{1} << 60, .percent = 0});
    Media waiting(runner(), library_, full, operators_);
    waiting.start();
    for (int i = 1; i <= 25; ++i) {
        auto outcome = take(waiting, business(), file, i);
        ASSERT_TRUE(is_done(outcome));
        EXPECT_EQ(outcome.get().error, "disk_full");
    }
    auto again = take(file);
    library_.answer(std::unexpected(app::MediaFailure{.is_passing = true, .reason = "no_answer"}));
    ASSERT_TRUE(is_done(again));
    EXPECT_EQ(again.get().fate, JobOutcome::Fate::Again);
    EXPECT_EQ(state(), "waiting");
    auto last = take(file);
    library_.answer(bytes());
    ASSERT_TRUE(is_done(last));
    EXPECT_EQ(last.get().fate, JobOutcome::Fate::Finished);
    EXPECT_EQ(state(), "stored");
    EXPECT_EQ(files_on_disk(), 1U);
}

TEST_P(MediaLoopTest, OneShopsSlowFilesHoldUpNoOther) {
    std::vector<std::future<JobOutcome>> slow;
    for (int i = 0; i < 4; ++i) {
        slow.push_back(take(file_of(photo())));
    }
    ASSERT_TRUE(library_.is_asked(1));
    EXPECT_TRUE(is_done(take(*media_, store::test::fresh_business(), Uuid{}))) << "of another shop";
    EXPECT_TRUE(library_.is_asked(1)) << "one at a time";
    for (auto const& one : slow) {
        library_.answer(bytes());
        EXPECT_TRUE(is_done(one));
    }
}

TEST_P(MediaLoopTest, WhatFindsNoPlaceComesAgain) {
    std::vector<std::future<JobOutcome>> taken;
    auto const file = file_of(photo());
    taken.push_back(take(file));
    ASSERT_TRUE(library_.is_asked(1));
    for (int i = 0; i < 8; ++i) {
        taken.push_back(take(Uuid{}));
    }
    auto refused = take(Uuid{});
    ASSERT_TRUE(is_done(refused));
    EXPECT_EQ(refused.get().error, "busy");
    library_.answer(bytes());
    for (auto const& one : taken) {
        EXPECT_TRUE(is_done(one));
    }
}

}  // namespace
}  // namespace croozer::loops
