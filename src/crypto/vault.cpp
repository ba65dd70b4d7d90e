#include "crypto/vault.hpp"

#include "crypto/gcm.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace croozer::crypto {

namespace {

constexpr char blob_version = 1;
constexpr std::size_t blob_head_bytes = 1 + 4;

void append_number(std::string& out, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) {
        out += static_cast<char>((number >> static_cast<unsigned>(shift)) & 0xffU);
    }
}

std::uint32_t read_number(std::string_view bytes) {
    std::uint32_t number{0};
    for (char const byte : bytes.substr(0, 4)) {
        number = (number << 8U) | static_cast<std::uint8_t>(byte);
    }
    return number;
}

std::string number_bytes(std::uint32_t number) {
    std::string out;
    append_number(out, number);
    return out;
}

std::string_view bytes_of(BusinessId const& business) {
    return {
        reinterpret_cast<char const*>(business.value.bytes.data()), business.value.bytes.size()
    };
}

// Every part with its length in front: no two lists of parts give the same bytes.
std::string length_prefixed(std::initializer_list<std::string_view> parts) {
    std::string out;
    for (auto const part : parts) {
        append_number(out, static_cast<std::uint32_t>(part.size()));
        out += part;
    }
    return out;
}

std::string secret_aad(Binding const& binding, std::uint32_t dek_id) {
    return length_prefixed(
        {"croozer/v1",
         bytes_of(binding.business),
         binding.table,
         binding.column,
         binding.row,
         number_bytes(dek_id)}
    );
}

std::string wrap_aad(BusinessId const& business, std::uint32_t dek_id, std::string_view kek_id) {
    return length_prefixed({"dek", bytes_of(business), number_bytes(dek_id), kek_id});
}

// nonce, ciphertext, tag.
std::string encrypt_with_nonce(KeyBytes const& key, std::string_view aad, std::string_view plain) {
    auto const nonce = fresh_nonce();
    std::string out(reinterpret_cast<char const*>(nonce.data()), nonce.size());
    out += gcm_encrypt(key.bytes(), nonce, aad, plain);
    return out;
}

std::optional<std::string> decrypt_with_nonce(
    KeyBytes const& key, std::string_view aad, std::string_view sealed
) {
    if (sealed.size() < gcm_nonce_bytes + gcm_tag_bytes) {
        return std::nullopt;
    }
    GcmNonce nonce{};
    std::ranges::copy(sealed.substr(0, gcm_nonce_bytes), nonce.begin());
    return gcm_decrypt(key.bytes(), nonce, aad, sealed.substr(gcm_nonce_bytes));
}

std::unexpected<Error> not_a_secret() {
    return failure(ErrorCode::Corrupt, "sealed_secret", "a sealed secret does not open");
}

}  // namespace

KeyBytes::KeyBytes(std::string_view bytes) {
    std::ranges::copy(bytes.substr(0, bytes_.size()), bytes_.begin());
}

KeyBytes::~KeyBytes() {
    OPENSSL_cleanse(bytes_.data(), bytes_.size());
}

SealedSecret seal(DataKey const& key, Binding const& binding, Secret const& secret) {
    // Both say whose it is; the key's word is the one that is authenticated, so a caller that mixes
    // them up makes a blob that does not open instead of one that opens for another.
    auto bound = binding;
    bound.business = key.business();
    SealedSecret sealed;
    sealed.bytes += blob_version;
    append_number(sealed.bytes, key.id());
    sealed.bytes += encrypt_with_nonce(key.key(), secret_aad(bound, key.id()), secret.reveal());
    return sealed;
}

Result<std::uint32_t> data_key_id(SealedSecret const& sealed) {
    std::string_view const bytes = sealed.bytes;
    if (bytes.size() < blob_head_bytes + gcm_nonce_bytes + gcm_tag_bytes ||
        bytes.front() != blob_version) {
        return not_a_secret();
    }
    return read_number(bytes.substr(1));
}

Result<Secret> open(DataKey const& key, Binding const& binding, SealedSecret const& sealed) {
    auto const dek_id = TRY(data_key_id(sealed));
    if (dek_id != key.id() || binding.business != key.business()) {
        return not_a_secret();
    }
    auto plain = decrypt_with_nonce(
        key.key(),
        secret_aad(binding, dek_id),
        std::string_view(sealed.bytes).substr(blob_head_bytes)
    );
    if (!plain) {
        return not_a_secret();
    }
    return Secret(*std::move(plain));
}

WrappedDataKey Vault::wrap(DataKey const& key) const {
    auto const& [kek_id, kek] = keys_.back();
    auto const& bytes = key.key().bytes();
    std::string_view const plain(reinterpret_cast<char const*>(bytes.data()), bytes.size());
    return WrappedDataKey{
        .dek_id = key.id(),
        .kek_id = kek_id,
        .bytes = encrypt_with_nonce(kek, wrap_aad(key.business(), key.id(), kek_id), plain),
    };
}

WrappedDataKey Vault::new_data_key(BusinessId business, RandomSource& random) const {
    // Rows hold the id as int64 and as int32 in reports, so it stays positive.
    auto const id = static_cast<std::uint32_t>(random.below(0x7fff'fffeU) + 1U);
    KeyBytes key;
    random.fill(key.bytes());
    return wrap(DataKey(business, id, key));
}

Result<DataKey> Vault::unwrap(BusinessId business, WrappedDataKey const& wrapped) const {
    auto const named = std::ranges::find(keys_, wrapped.kek_id, &NamedKey::first);
    if (named == keys_.end()) {
        return failure(ErrorCode::NotFound, "kek", "the key file does not hold this key id");
    }
    auto plain = decrypt_with_nonce(
        named->second, wrap_aad(business, wrapped.dek_id, wrapped.kek_id), wrapped.bytes
    );
    if (!plain || plain->size() != sizeof(GcmKey)) {
        return failure(ErrorCode::Corrupt, "data_key", "a wrapped data key does not open");
    }
    DataKey key(business, wrapped.dek_id, KeyBytes(*plain));
    OPENSSL_cleanse(plain->data(), plain->size());
    return key;
}

Result<WrappedDataKey> Vault::rewrap(BusinessId business, WrappedDataKey const& wrapped) const {
    return wrap(TRY(unwrap(business, wrapped)));
}

}  // namespace croozer::crypto
