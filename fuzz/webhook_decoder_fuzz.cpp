// Whatever bytes come, decoding ends, numbers its changes densely and yields valid UTF-8.
#include "base/limits.hpp"
#include "base/text.hpp"
#include "meta/webhook_decoder.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

namespace {

void require(bool condition) {
    if (!condition) {
        std::abort();
    }
}

void check(croozer::app::InboundMessage const& message) {
    for (auto const* const text :
         {&message.text,
          &message.payload,
          &message.wamid,
          &message.raw_type,
          &message.sender.name,
          &message.sender.username,
          &message.location_name,
          &message.location_address,
          &message.file_name}) {
        require(croozer::is_valid_utf8(*text));
        require(text->find('\0') == std::string_view::npos);
    }
    require(croozer::code_points(message.text) <= croozer::limits::message_code_points);
    require(croozer::code_points(message.sender.name) <= croozer::limits::name_code_points);
    require(message.latitude_e6.has_value() == message.longitude_e6.has_value());
}

void check(croozer::app::StatusUpdate const& status) {
    require(croozer::is_valid_utf8(status.error_title));
    require(croozer::is_valid_utf8(status.callback_data));
}

void check(croozer::app::AccountNews const& news) {
    require(croozer::is_valid_utf8(news.event));
    if (auto const* const echo = std::get_if<croozer::app::MessageEcho>(&news.detail)) {
        require(croozer::is_valid_utf8(echo->message.text));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libFuzzer gives bytes.
    std::string_view const body(reinterpret_cast<char const*>(data), size);
    auto const webhook = croozer::meta::Decoder().decode(body);
    require(webhook.unusable.empty() || webhook.changes.empty());
    std::int64_t expected = 0;
    for (auto const& change : webhook.changes) {
        require(change.change_no == expected++);
        std::visit([](auto const& content) { check(content); }, change.content);
        auto const* const message = std::get_if<croozer::app::InboundMessage>(&change.content);
        require(message == nullptr || !change.unusable.empty() || message->sender.known());
    }
    return 0;
}
