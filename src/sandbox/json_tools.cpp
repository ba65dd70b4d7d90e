#include "sandbox/json_tools.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"

#include <array>
#include <cstddef>

namespace croozer::sandbox {
namespace {

constexpr char32_t first_outside_the_basic_plane = 0x10000;

void append_unit(std::string& out, std::uint32_t unit) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) {
        out += digits[(unit >> static_cast<unsigned>(shift)) & 0xFU];
    }
}

}  // namespace

std::optional<json::value> parse_json(std::string_view text) {
    json::parse_options options;
    options.max_depth = limits::json_depth;
    json::error_code error;
    json::value value = json::parse(text, error, {}, options);
    if (error) {
        return std::nullopt;
    }
    return value;
}

std::optional<json::object> parse_object(std::string_view text) {
    if (trimmed(text).empty()) {
        return json::object{};
    }
    std::optional<json::value> value = parse_json(text);
    if (!value || !value->is_object()) {
        return std::nullopt;
    }
    return std::move(value->get_object());
}

std::optional<std::string> text_of(json::object const& object, std::string_view key) {
    json::value const* const value = object.if_contains(key);
    if (value == nullptr || !value->is_string()) {
        return std::nullopt;
    }
    return std::string(value->get_string());
}

std::optional<std::int64_t> integer_of(json::object const& object, std::string_view key) {
    json::value const* const value = object.if_contains(key);
    if (value == nullptr || !value->is_int64()) {
        return std::nullopt;
    }
    return value->get_int64();
}

std::optional<bool> flag_of(json::object const& object, std::string_view key) {
    json::value const* const value = object.if_contains(key);
    if (value == nullptr || !value->is_bool()) {
        return std::nullopt;
    }
    return value->get_bool();
}

std::optional<double> number_of(json::object const& object, std::string_view key) {
    json::value const* const value = object.if_contains(key);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (value->is_double()) {
        return value->get_double();
    }
    if (value->is_int64()) {
        return static_cast<double>(value->get_int64());
    }
    return std::nullopt;
}

json::object const* object_of(json::object const& object, std::string_view key) {
    json::value const* const value = object.if_contains(key);
    return value == nullptr ? nullptr : value->if_object();
}

json::array const* array_of(json::object const& object, std::string_view key) {
    json::value const* const value = object.if_contains(key);
    return value == nullptr ? nullptr : value->if_array();
}

json::string to_json(std::string_view text) {
    return json::string(text);
}

std::string meta_json(json::value const& value) {
    // Outside strings JSON has neither "/" nor other characters than ASCII, so the text can be
    // walked without knowing where strings begin.
    std::string const text = to_valid_utf8(json::serialize(value));
    std::string out;
    out.reserve(text.size() + text.size() / 2);
    for (std::size_t at = 0; at < text.size();) {
        char const byte = text[at];
        if (byte == '/') {
            out += "\\/";
            ++at;
        } else if (static_cast<unsigned char>(byte) < 0x80U) {
            out += byte;
            ++at;
        } else {
            char32_t const point = next_code_point(text, at);
            if (point < first_outside_the_basic_plane) {
                append_unit(out, static_cast<std::uint32_t>(point));
            } else {
                auto const rest = static_cast<std::uint32_t>(point - first_outside_the_basic_plane);
                append_unit(out, 0xD800U + (rest >> 10U));
                append_unit(out, 0xDC00U + (rest & 0x3FFU));
            }
        }
    }
    return out;
}

}  // namespace croozer::sandbox
