// Signed webhooks as Meta posts them, built cheaply enough to make tens of thousands a second.
#pragma once

#include "crypto/hmac.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace croozer::bench {

// Shop n of a bench; run.mjs seeds the same ones.
struct Shop {
    std::string waba_id;
    std::string phone_number_id;
};

[[nodiscard]] Shop shop_number(std::size_t n);
// Digits of an Israeli mobile number, a different one for every n below 10^8.
[[nodiscard]] std::string customer_phone(std::size_t n);

class WebhookMaker {
public:
    WebhookMaker(std::string_view app_secret, std::uint16_t port);

    // Whole HTTP requests. `text` holds nothing that JSON escapes. A body shorter than
    // `least_bytes` is filled up in the sender's name.
    [[nodiscard]] std::string text(
        Shop const& shop, std::string_view phone, std::string_view text, std::size_t least_bytes = 0
    );
    [[nodiscard]] std::string button(
        Shop const& shop, std::string_view phone, std::string_view button_id
    );
    [[nodiscard]] std::string status(
        Shop const& shop,
        std::string_view phone,
        std::string_view wamid,
        std::string_view status,
        std::string_view callback_data
    );

private:
    [[nodiscard]] std::string message(
        Shop const& shop, std::string_view phone, std::string_view content, std::size_t least_bytes
    );
    [[nodiscard]] std::string signed_request(std::string_view body);

    crypto::HmacSha256 hmac_;
    std::string head_;
    std::string run_;  // makes wamids of this process its own
    std::uint64_t made_{0};
};

}  // namespace croozer::bench
