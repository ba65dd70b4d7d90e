// Secrets in rows: AES-256-GCM under a data key of the business, which is stored wrapped by a key
// encryption key (KEK) from a file. Deleting a business's wrapped data key erases its secrets, in
// old backups too.
//
//   sealed:  version(1) = 1 | dek_id(4, big endian) | nonce(12) | ciphertext | tag(16)
//   wrapped: nonce(12) | ciphertext(32) | tag(16)
//
// What a blob belongs to is authenticated with it (AAD, every part with its length in front), so
// it does not open in another row, column, table or business.
#pragma once

#include "base/id.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace croozer::crypto {

// Where a secret lives.
struct Binding {
    BusinessId business;
    std::string_view table;
    std::string_view column;
    // The row's id as text.
    std::string_view row;
};

// 32 bytes that are wiped when they go.
class KeyBytes {
public:
    KeyBytes() = default;
    explicit KeyBytes(std::string_view bytes);
    KeyBytes(KeyBytes const&) = default;
    KeyBytes& operator=(KeyBytes const&) = default;
    ~KeyBytes();

    [[nodiscard]] std::array<std::uint8_t, 32> const& bytes() const { return bytes_; }

    [[nodiscard]] std::array<std::uint8_t, 32>& bytes() { return bytes_; }

private:
    std::array<std::uint8_t, 32> bytes_{};
};

// An open data key of one business. Thread-safe to use; keep it in memory only.
class DataKey {
public:
    DataKey(BusinessId business, std::uint32_t id, KeyBytes key)
        : business_(business), id_(id), key_(std::move(key)) {}

    [[nodiscard]] BusinessId business() const { return business_; }

    [[nodiscard]] std::uint32_t id() const { return id_; }

    [[nodiscard]] KeyBytes const& key() const { return key_; }

private:
    BusinessId business_;
    std::uint32_t id_;
    KeyBytes key_;
};

// As a row holds it.
struct WrappedDataKey {
    std::uint32_t dek_id{0};
    std::string kek_id;
    std::string bytes;
};

// `binding.business` must be the key's. The nonce is from the kernel's generator, never injected:
// a repeated nonce would break the key.
[[nodiscard]] SealedSecret seal(DataKey const& key, Binding const& binding, Secret const& secret);

// Errors: Corrupt "sealed_secret" when the blob is not one, was made for another place or by
// another key, or was changed. The cases are not told apart.
[[nodiscard]] Result<Secret> open(
    DataKey const& key, Binding const& binding, SealedSecret const& sealed
);

// Which data key a blob needs. Corrupt "sealed_secret" when it is no blob.
[[nodiscard]] Result<std::uint32_t> data_key_id(SealedSecret const& sealed);

// Holds every known KEK; the last line of the file is the current one. Thread-safe once made.
class Vault {
public:
    // The key file has lines `id:base64url(32 bytes)`; ids are 1 to 32 of [A-Za-z0-9_-]. It is made
    // with a first key and mode 0600 if it does not exist. Refused (Forbidden "key_file_mode") when
    // group or others may touch it; Corrupt "key_file" when a line is not one; Internal "key_file"
    // when it cannot be read or made.
    [[nodiscard]] static Result<Vault> load_or_create(std::string const& path);
    // Appends a new current KEK and replaces the file in one rename. Errors as above.
    [[nodiscard]] static Result<Vault> add_key(std::string const& path);

    // A fresh key for `business`, wrapped by the current KEK; its id is random and never zero.
    [[nodiscard]] WrappedDataKey new_data_key(BusinessId business, RandomSource& random) const;
    // Errors: NotFound "kek" for an unknown KEK id, Corrupt "data_key" for a blob that is not this
    // business's or was changed.
    [[nodiscard]] Result<DataKey> unwrap(BusinessId business, WrappedDataKey const& wrapped) const;
    // The same data key under the current KEK. Errors as for unwrap.
    [[nodiscard]] Result<WrappedDataKey> rewrap(BusinessId business, WrappedDataKey const& wrapped)
        const;

    [[nodiscard]] std::string const& current_key_id() const { return keys_.back().first; }

private:
    using NamedKey = std::pair<std::string, KeyBytes>;

    explicit Vault(std::vector<NamedKey> keys) : keys_(std::move(keys)) {}

    [[nodiscard]] static Result<Vault> load(std::string const& path);
    [[nodiscard]] WrappedDataKey wrap(DataKey const& key) const;

    std::vector<NamedKey> keys_;
};

}  // namespace croozer::crypto
