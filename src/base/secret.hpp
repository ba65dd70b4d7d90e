// A secret cannot be printed, logged or serialised by accident, and is wiped when it goes.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace croozer {

class Secret {
public:
    Secret() = default;

    explicit Secret(std::string text) : text_(std::move(text)) {}

    Secret(Secret const&) = default;
    Secret& operator=(Secret const&) = default;

    Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }

    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            wipe();
            text_ = std::move(other.text_);
            other.wipe();
        }
        return *this;
    }

    ~Secret() { wipe(); }

    // The one way to the text; every call is a place to review.
    [[nodiscard]] std::string_view reveal() const { return text_; }

    [[nodiscard]] bool empty() const { return text_.empty(); }

private:
    void wipe() noexcept;
    std::string text_;
};

// The ciphertext of a secret as a row holds it (crypto/vault.hpp makes and opens it).
struct SealedSecret {
    std::string bytes;
    friend bool operator==(SealedSecret const&, SealedSecret const&) = default;
};

}  // namespace croozer
