#include "crypto/gcm.hpp"

#include "base/log.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <cstdlib>
#include <limits>
#include <memory>

namespace croozer::crypto {

namespace {

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

// See hmac.cpp: a failure here is no memory or no provider, and there is no safe way on.
void require(bool ok) {
    if (!ok) {
        log::error("OpenSSL failed");
        std::abort();
    }
}

unsigned char const* bytes_of(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

int length_of(std::string_view text) {
    require(text.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()));
    return static_cast<int>(text.size());
}

Context make_context() {
    Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    require(context != nullptr);
    return context;
}

}  // namespace

std::string gcm_encrypt(
    GcmKey const& key, GcmNonce const& nonce, std::string_view aad, std::string_view plain
) {
    auto const context = make_context();
    auto* const ctx = context.get();
    std::string out(plain.size() + gcm_tag_bytes, '\0');
    auto* const to = reinterpret_cast<unsigned char*>(out.data());
    int written{0};
    int tail{0};
    require(EVP_EncryptInit_ex2(ctx, EVP_aes_256_gcm(), key.data(), nonce.data(), nullptr) == 1);
    require(EVP_EncryptUpdate(ctx, nullptr, &written, bytes_of(aad), length_of(aad)) == 1);
    written = 0;
    if (!plain.empty()) {
        require(EVP_EncryptUpdate(ctx, to, &written, bytes_of(plain), length_of(plain)) == 1);
    }
    require(EVP_EncryptFinal_ex(ctx, to + written, &tail) == 1);
    require(
        EVP_CIPHER_CTX_ctrl(
            ctx, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(gcm_tag_bytes), to + plain.size()
        ) == 1
    );
    return out;
}

std::optional<std::string> gcm_decrypt(
    GcmKey const& key, GcmNonce const& nonce, std::string_view aad, std::string_view sealed
) {
    if (sealed.size() < gcm_tag_bytes) {
        return std::nullopt;
    }
    auto const cipher = sealed.substr(0, sealed.size() - gcm_tag_bytes);
    std::string tag(sealed.substr(cipher.size()));
    auto const context = make_context();
    auto* const ctx = context.get();
    std::string out(cipher.size(), '\0');
    auto* const to = reinterpret_cast<unsigned char*>(out.data());
    int written{0};
    int tail{0};
    require(EVP_DecryptInit_ex2(ctx, EVP_aes_256_gcm(), key.data(), nonce.data(), nullptr) == 1);
    require(EVP_DecryptUpdate(ctx, nullptr, &written, bytes_of(aad), length_of(aad)) == 1);
    written = 0;
    if (!cipher.empty()) {
        require(EVP_DecryptUpdate(ctx, to, &written, bytes_of(cipher), length_of(cipher)) == 1);
    }
    require(
        EVP_CIPHER_CTX_ctrl(
            ctx, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(gcm_tag_bytes), tag.data()
        ) == 1
    );
    if (EVP_DecryptFinal_ex(ctx, to + written, &tail) != 1) {
        // The plain text of a forgery must not stay around.
        OPENSSL_cleanse(out.data(), out.size());
        return std::nullopt;
    }
    return out;
}

GcmNonce fresh_nonce() {
    GcmNonce nonce{};
    require(RAND_bytes(nonce.data(), static_cast<int>(nonce.size())) == 1);
    return nonce;
}

}  // namespace croozer::crypto
