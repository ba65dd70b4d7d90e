#include "store/media_files.hpp"

#include "base/id.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace croozer::store {
namespace {

namespace fs = std::filesystem;

class MediaFilesTest : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "croozer-media-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        directory_ = pattern;
    }

    void TearDown() override {
        fs::permissions(directory_, fs::perms::owner_all);
        fs::remove_all(directory_);
    }

    fs::path directory_;
    BusinessId business_{Uuid{{1}}};
    BusinessId other_{Uuid{{2}}};
    std::string hash_ = std::string(64, 'a');
};

TEST_F(MediaFilesTest, BytesLieThereOnceForEachShop) {
    MediaFiles const files(directory_ / "media");
    std::string const bytes("a\0b", 3);
    ASSERT_TRUE(files.put(business_, hash_, bytes));
    ASSERT_TRUE(files.put(business_, hash_, bytes));
    EXPECT_EQ(files.get(business_, hash_).value_or(""), bytes);
    EXPECT_FALSE(files.get(other_, hash_));
    std::size_t count = 0;
    for (auto const& entry : fs::recursive_directory_iterator(directory_ / "media")) {
        count += entry.is_regular_file() ? 1U : 0U;
    }
    EXPECT_EQ(count, 1U) << "and nothing temporary is left";
    ASSERT_TRUE(files.remove(business_, hash_));
    EXPECT_TRUE(files.remove(business_, hash_)) << "gone already";
    EXPECT_FALSE(files.get(business_, hash_));
}

TEST_F(MediaFilesTest, TheReserveOfTheDiskIsLeftAlone) {
    constexpr auto everything = std::uint64_t{1} << 60;
    MediaFiles const files(directory_ / "media", {.bytes = everything, .percent = 0});
    for (auto const& refused : {files.has_room(1), files.put(business_, hash_, "x")}) {
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().slug, "disk_full");
    }
    EXPECT_FALSE(fs::exists(directory_ / "media")) << "nothing is written";
    MediaFiles const generous(directory_ / "media", {.bytes = 0, .percent = 100});
    EXPECT_FALSE(generous.has_room(1)) << "a share of the disk counts too";
    EXPECT_TRUE(MediaFiles(directory_, {.bytes = 0, .percent = 0}).has_room(1));
}

TEST_F(MediaFilesTest, WhatACrashLeftHalfWrittenGoes) {
    MediaFiles const files(directory_ / "media", {.bytes = 0, .percent = 0});
    ASSERT_TRUE(files.put(business_, hash_, "x"));
    std::ofstream(directory_ / "media" / "incoming" / "a1b2c3") << "half";
    files.remove_incoming();
    EXPECT_FALSE(fs::exists(directory_ / "media" / "incoming"));
    EXPECT_EQ(files.get(business_, hash_).value_or(""), "x");
    EXPECT_TRUE(files.put(business_, std::string(64, 'b'), "y")) << "the next makes the folder";
}

TEST_F(MediaFilesTest, ANameThatIsNoHashLeadsNowhere) {
    MediaFiles const files(directory_);
    for (auto const& name :
         {std::string("../../etc/passwd"),
          std::string(),
          std::string(64, 'A'),
          std::string(63, 'a'),
          "../" + std::string(61, 'a')}) {
        EXPECT_FALSE(files.get(business_, name)) << name;
        EXPECT_FALSE(files.put(business_, name, "x")) << name;
    }
}

TEST_F(MediaFilesTest, WhatCannotBeWrittenSaysSo) {
    // A file where the folder should be: not even root gets past it.
    std::ofstream(directory_ / "media") << "x";
    auto const stored = MediaFiles(directory_ / "media").put(business_, hash_, "x");
    ASSERT_FALSE(stored);
    EXPECT_EQ(stored.error().slug, "media_file");
}

}  // namespace
}  // namespace croozer::store
