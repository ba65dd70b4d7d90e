#include "api/cursor.hpp"

#include "base/random.hpp"
#include "crypto/hmac.hpp"

#include <algorithm>
#include <span>

namespace croozer::api {
namespace {

constexpr std::size_t instant_bytes = 8;
constexpr std::size_t place_bytes = instant_bytes + 16;
constexpr std::size_t tag_bytes = 16;

std::string pack(CursorPlace const& place) {
    std::string bytes(place_bytes, '\0');
    auto bits = static_cast<std::uint64_t>(place.at.microseconds);
    for (std::size_t i = instant_bytes; i-- > 0; bits >>= 8U) {
        bytes[i] = static_cast<char>(bits & 0xFFU);
    }
    std::ranges::copy(place.id.bytes, bytes.begin() + instant_bytes);
    return bytes;
}

std::string tag_of(
    Secret const& key, BusinessId business, std::string_view list, std::string_view packed
) {
    std::string message = "cursor:" + business.to_string() + ":" + std::string(list) + ":";
    message += packed;
    auto const digest = crypto::hmac_sha256(key.reveal(), message);
    return {digest.begin(), digest.begin() + tag_bytes};
}

}  // namespace

std::string write_cursor(
    Secret const& key, BusinessId business, std::string_view list, CursorPlace const& place
) {
    auto bytes = pack(place);
    bytes += tag_of(key, business, list, bytes);
    std::vector<std::uint8_t> const raw(bytes.begin(), bytes.end());
    return base64url(raw);
}

std::optional<CursorPlace> read_cursor(
    Secret const& key, BusinessId business, std::string_view list, std::string_view cursor
) {
    auto const bytes = crypto::from_base64url(cursor);
    if (!bytes || bytes->size() != place_bytes + tag_bytes) {
        return std::nullopt;
    }
    std::string_view const packed = std::string_view(*bytes).substr(0, place_bytes);
    if (!crypto::constant_time_equal(
            std::string_view(*bytes).substr(place_bytes), tag_of(key, business, list, packed)
        )) {
        return std::nullopt;
    }
    CursorPlace place;
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < instant_bytes; ++i) {
        bits = (bits << 8U) | static_cast<std::uint8_t>(packed[i]);
    }
    place.at.microseconds = static_cast<std::int64_t>(bits);
    std::ranges::transform(packed.substr(instant_bytes), place.id.bytes.begin(), [](char c) {
        return static_cast<std::uint8_t>(c);
    });
    return place;
}

}  // namespace croozer::api
