#include "crypto/vault.hpp"

#include "crypto/gcm.hpp"
#include "crypto/hmac.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sys/stat.h>

namespace croozer::crypto {

namespace {

template <std::size_t Size>
std::array<std::uint8_t, Size> array_from_hex(std::string_view hex) {
    std::array<std::uint8_t, Size> out{};
    auto const bytes = from_hex(hex);
    std::ranges::copy(*bytes, out.begin());
    return out;
}

BusinessId business(std::uint8_t number) {
    BusinessId id;
    id.value.bytes[0] = number;
    return id;
}

class VaultTest : public testing::Test {
protected:
    void SetUp() override {
        auto name = (std::filesystem::temp_directory_path() / "vault-test-XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder_ = name;
    }

    void TearDown() override { std::filesystem::remove_all(folder_); }

    [[nodiscard]] std::string path() const { return (folder_ / "kek").string(); }

    void write_file(std::string const& text, mode_t mode) const {
        std::ofstream(path()) << text;
        ASSERT_EQ(chmod(path().c_str(), mode), 0);
    }

    std::filesystem::path folder_;
};

}  // namespace

// McGrew & Viega, "The Galois/Counter Mode of Operation", test cases 13, 14 and 16 (AES-256), as
// NIST's validation suite has them.
TEST(Gcm, PublishedVectors) {
    GcmKey const zero_key{};
    GcmNonce const zero_nonce{};
    auto const hex = [](std::string const& bytes) {
        return to_hex({reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size()});
    };
    EXPECT_EQ(hex(gcm_encrypt(zero_key, zero_nonce, "", "")), "530f8afbc74536b9a963b4f1c4cb738b");
    EXPECT_EQ(
        hex(gcm_encrypt(zero_key, zero_nonce, "", std::string(16, '\0'))),
        "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
    );
    auto const key =
        array_from_hex<32>("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
    auto const nonce = array_from_hex<12>("cafebabefacedbaddecaf888");
    auto const aad = *from_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    auto const plain = *from_hex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    );
    auto const sealed = gcm_encrypt(key, nonce, aad, plain);
    EXPECT_EQ(
        hex(sealed),
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b"
    );
    EXPECT_EQ(gcm_decrypt(key, nonce, aad, sealed), plain);
}

TEST_F(VaultTest, SealsAndOpens) {
    auto const vault = Vault::load_or_create(path());
    ASSERT_TRUE(vault);
    SeededRandom random(1);
    auto const wrapped = vault->new_data_key(business(1), random);
    EXPECT_NE(wrapped.dek_id, 0U);
    auto const key = vault->unwrap(business(1), wrapped);
    ASSERT_TRUE(key);
    Binding const binding{business(1), "accounts", "token", "row-1"};
    for (auto const& text : {std::string(), std::string("EAAB-token"), std::string(5'000, 'x')}) {
        auto const sealed = seal(*key, binding, Secret(text));
        EXPECT_EQ(sealed.bytes.size(), 1 + 4 + 12 + text.size() + 16);
        EXPECT_EQ(sealed.bytes.find("EAAB"), std::string::npos);
        EXPECT_EQ(data_key_id(sealed), wrapped.dek_id);
        auto const opened = open(*key, binding, sealed);
        ASSERT_TRUE(opened);
        EXPECT_EQ(opened->reveal(), text);
    }
}

TEST_F(VaultTest, EveryPartOfTheBindingCounts) {
    auto const vault = Vault::load_or_create(path());
    ASSERT_TRUE(vault);
    SeededRandom random(1);
    auto const key = vault->unwrap(business(1), vault->new_data_key(business(1), random));
    ASSERT_TRUE(key);
    Binding const good{business(1), "accounts", "token", "row-1"};
    auto const sealed = seal(*key, good, Secret("EAAB"));
    auto other = good;
    other.business = business(2);
    EXPECT_FALSE(open(*key, other, sealed));
    // The same key bytes handed to another business do not help either.
    EXPECT_FALSE(open(DataKey(business(2), key->id(), key->key()), other, sealed));
    other = good;
    other.table = "account";
    EXPECT_FALSE(open(*key, other, sealed));
    other = good;
    other.column = "pin";
    EXPECT_FALSE(open(*key, other, sealed));
    other = good;
    other.row = "row-2";
    EXPECT_FALSE(open(*key, other, sealed));
    // Parts that only join to the same bytes.
    other = good;
    other.table = "accountst";
    other.column = "oken";
    EXPECT_FALSE(open(*key, other, sealed));
    EXPECT_FALSE(open(DataKey(business(1), key->id() + 1, key->key()), good, sealed));
    EXPECT_TRUE(open(*key, good, sealed));
}

TEST_F(VaultTest, AnyChangedTruncatedOrExtendedBlobIsCorrupt) {
    auto const vault = Vault::load_or_create(path());
    ASSERT_TRUE(vault);
    SeededRandom random(1);
    auto const key = vault->unwrap(business(1), vault->new_data_key(business(1), random));
    ASSERT_TRUE(key);
    Binding const binding{business(1), "t", "c", "r"};
    auto const sealed = seal(*key, binding, Secret("EAAB"));
    for (std::size_t at = 0; at < sealed.bytes.size(); ++at) {
        auto changed = sealed;
        changed.bytes[at] = static_cast<char>(changed.bytes[at] ^ 1);
        auto const opened = open(*key, binding, changed);
        ASSERT_FALSE(opened) << at;
        EXPECT_EQ(opened.error().code, ErrorCode::Corrupt);
        EXPECT_FALSE(open(*key, binding, SealedSecret{sealed.bytes.substr(0, at)})) << at;
    }
    EXPECT_FALSE(open(*key, binding, SealedSecret{sealed.bytes + '\0'}));
}

TEST_F(VaultTest, NoncesDoNotRepeat) {
    std::set<GcmNonce> seen;
    for (int count = 0; count < 100'000; ++count) {
        ASSERT_TRUE(seen.insert(fresh_nonce()).second);
    }
}

TEST_F(VaultTest, WrappedKeyBelongsToOneBusiness) {
    auto const vault = Vault::load_or_create(path());
    ASSERT_TRUE(vault);
    SeededRandom random(1);
    auto const wrapped = vault->new_data_key(business(1), random);
    EXPECT_EQ(vault->unwrap(business(2), wrapped).error().slug, "data_key");
    auto changed = wrapped;
    changed.dek_id += 1;
    EXPECT_FALSE(vault->unwrap(business(1), changed));
    changed = wrapped;
    changed.bytes.pop_back();
    EXPECT_FALSE(vault->unwrap(business(1), changed));
    changed = wrapped;
    changed.kek_id = "k9";
    EXPECT_EQ(vault->unwrap(business(1), changed).error().slug, "kek");
}

TEST_F(VaultTest, OldKeysStillOpenAfterRotation) {
    auto const before = Vault::load_or_create(path());
    ASSERT_TRUE(before);
    SeededRandom random(1);
    auto const wrapped = before->new_data_key(business(1), random);
    auto const after = Vault::add_key(path());
    ASSERT_TRUE(after);
    EXPECT_NE(after->current_key_id(), before->current_key_id());
    auto const old_key = after->unwrap(business(1), wrapped);
    ASSERT_TRUE(old_key);
    auto const rewrapped = after->rewrap(business(1), wrapped);
    ASSERT_TRUE(rewrapped);
    EXPECT_EQ(rewrapped->kek_id, after->current_key_id());
    EXPECT_EQ(rewrapped->dek_id, wrapped.dek_id);
    EXPECT_FALSE(before->unwrap(business(1), *rewrapped));
    auto const new_key = Vault::load_or_create(path())->unwrap(business(1), *rewrapped);
    ASSERT_TRUE(new_key);
    EXPECT_EQ(new_key->key().bytes(), old_key->key().bytes());
    // A kek id cannot be swapped for another known one.
    auto swapped = wrapped;
    swapped.kek_id = after->current_key_id();
    EXPECT_FALSE(after->unwrap(business(1), swapped));
}

TEST_F(VaultTest, KeyFileIsMadeOnceAndPrivate) {
    auto const first = Vault::load_or_create(path());
    ASSERT_TRUE(first);
    struct stat about{};
    ASSERT_EQ(stat(path().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777U, 0600U);
    SeededRandom random(1);
    auto const wrapped = first->new_data_key(business(1), random);
    auto const second = Vault::load_or_create(path());
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->unwrap(business(1), wrapped));
    // Nothing is left beside it.
    EXPECT_EQ(
        std::distance(
            std::filesystem::directory_iterator(folder_), std::filesystem::directory_iterator()
        ),
        1
    );
}

TEST_F(VaultTest, RefusesBadKeyFiles) {
    std::string const line = "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";
    write_file(line, 0640);
    EXPECT_EQ(Vault::load_or_create(path()).error().slug, "key_file_mode");
    write_file(line, 0604);
    EXPECT_EQ(Vault::load_or_create(path()).error().slug, "key_file_mode");
    write_file(line, 0600);
    EXPECT_TRUE(Vault::load_or_create(path()));
    for (std::string const& text :
         {std::string(),
          std::string("k1\n"),
          std::string(":AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"),
          std::string("k 1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"),
          std::string("k1:AAAA\n"),
          std::string("k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"),
          line + line}) {
        write_file(text, 0600);
        auto const vault = Vault::load_or_create(path());
        ASSERT_FALSE(vault) << text;
        EXPECT_EQ(vault.error().code, ErrorCode::Corrupt) << text;
    }
    EXPECT_FALSE(Vault::load_or_create((folder_ / "no" / "such").string()));
}

}  // namespace croozer::crypto
