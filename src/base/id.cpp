#include "base/id.hpp"

#include "base/random.hpp"
#include "base/time.hpp"

#include <cstring>

namespace croozer {
namespace {

constexpr char hex_digits[] = "0123456789abcdef";

int hex_value(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

bool is_dash_position(std::size_t i) {
    return i == 8 || i == 13 || i == 18 || i == 23;
}

void set_version(Uuid& id, std::uint8_t version) {
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0F) | (version << 4));
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
}

}  // namespace

std::string Uuid::to_string() const {
    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            text.push_back('-');
        }
        text.push_back(hex_digits[bytes[i] >> 4]);
        text.push_back(hex_digits[bytes[i] & 0x0F]);
    }
    return text;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
    if (text.size() != 36) {
        return std::nullopt;
    }
    Uuid id;
    std::size_t nibble = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_dash_position(i)) {
            if (text[i] != '-') {
                return std::nullopt;
            }
            continue;
        }
        int const value = hex_value(text[i]);
        if (value < 0) {
            return std::nullopt;
        }
        auto& byte = id.bytes[nibble / 2];
        byte = static_cast<std::uint8_t>(
            nibble % 2 == 0 ? value << 4 : (byte | static_cast<std::uint8_t>(value))
        );
        ++nibble;
    }
    return id;
}

Uuid IdSource::v4() {
    Uuid id;
    random_.fill(id.bytes);
    set_version(id, 4);
    return id;
}

Uuid IdSource::v7() {
    constexpr std::int64_t parts = 0x1000;  // of a millisecond
    auto const now = clock_.now().microseconds;
    auto milliseconds = now / 1000;
    auto const part = static_cast<std::uint16_t>(now % 1000 * parts / 1000);
    Uuid id;
    random_.fill(id.bytes);
    if (milliseconds > last_milliseconds_ ||
        (milliseconds == last_milliseconds_ && part > counter_)) {
        counter_ = part;
    } else {
        // The clock stood still or stepped back: stay ascending.
        milliseconds = last_milliseconds_;
        if (++counter_ == parts) {
            counter_ = 0;
            ++milliseconds;
        }
    }
    last_milliseconds_ = milliseconds;
    for (std::size_t i = 0; i < 6; ++i) {
        id.bytes[i] = static_cast<std::uint8_t>(milliseconds >> (8 * (5 - i)));
    }
    id.bytes[6] = static_cast<std::uint8_t>(counter_ >> 8);
    id.bytes[7] = static_cast<std::uint8_t>(counter_);
    set_version(id, 7);
    return id;
}

std::int64_t bucket_of(BusinessId business) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (auto const byte : business.value.bytes) {
        hash = (hash ^ byte) * 1099511628211ULL;
    }
    return static_cast<std::int64_t>(hash % 256);
}

}  // namespace croozer

std::size_t std::hash<croozer::Uuid>::operator()(croozer::Uuid const& id) const noexcept {
    // The last eight bytes are random in every version we make.
    std::size_t value = 0;
    std::memcpy(&value, id.bytes.data() + 8, sizeof value);
    return value;
}
