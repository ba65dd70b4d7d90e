#include "meta/json_reading.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"

#include <boost/json.hpp>

#include <charconv>
#include <cmath>

namespace croozer::meta {
namespace {

// 9999-12-31T23:59:59Z, the last instant RFC 3339 can write. Milliseconds would be beyond it.
constexpr std::int64_t latest_seconds = 253'402'300'799;

// All of `text` as a number, or nothing.
template <class Number>
std::optional<Number> parsed(std::string_view text) {
    Number number{};
    auto const* const end = text.data() + text.size();
    auto const [stopped, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && stopped == end && !text.empty() ? std::optional(number)
                                                                   : std::nullopt;
}

std::string_view view(boost::json::string const& text) {
    return {text.data(), text.size()};
}

}  // namespace

JsonObject const* as_object(JsonValue const& value) {
    return value.if_object();
}

JsonValue const* value_at(JsonObject const& object, std::string_view key) {
    return object.if_contains(key);
}

JsonObject const* object_at(JsonObject const& object, std::string_view key) {
    auto const* const value = value_at(object, key);
    return value == nullptr ? nullptr : value->if_object();
}

JsonArray const* array_at(JsonObject const& object, std::string_view key) {
    auto const* const value = value_at(object, key);
    return value == nullptr ? nullptr : value->if_array();
}

JsonObject const* first_object_at(JsonObject const& object, std::string_view key) {
    auto const* const array = array_at(object, key);
    return array == nullptr || array->empty() ? nullptr : array->front().if_object();
}

std::string_view string_at(JsonObject const& object, std::string_view key) {
    auto const* const value = value_at(object, key);
    auto const* const text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? std::string_view{} : view(*text);
}

std::optional<std::int64_t> integer_at(JsonObject const& object, std::string_view key) {
    auto const* const value = value_at(object, key);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (auto const* const integer = value->if_int64()) {
        return *integer;
    }
    if (auto const* const text = value->if_string()) {
        return parsed<std::int64_t>(view(*text));
    }
    // Beyond 2^53 a double is no longer a count of anything.
    constexpr double exact = 9'007'199'254'740'992.0;
    if (auto const* const number = value->if_double();
        number != nullptr && std::abs(*number) <= exact && std::trunc(*number) == *number) {
        return static_cast<std::int64_t>(*number);
    }
    return std::nullopt;
}

std::optional<Instant> instant_at(JsonObject const& object, std::string_view key) {
    auto const seconds = integer_at(object, key);
    return seconds && *seconds > 0 && *seconds <= latest_seconds
               ? std::optional(Instant::from_seconds(*seconds))
               : std::nullopt;
}

std::optional<double> number_at(JsonObject const& object, std::string_view key) {
    auto const* const value = value_at(object, key);
    if (value == nullptr) {
        return std::nullopt;
    }
    std::optional<double> number;
    if (auto const* const real = value->if_double()) {
        number = *real;
    } else if (auto const* const integer = value->if_int64()) {
        number = static_cast<double>(*integer);
    } else if (auto const* const text = value->if_string()) {
        number = parsed<double>(view(*text));
    }
    return number && std::isfinite(*number) ? number : std::nullopt;
}

bool is_true_at(JsonObject const& object, std::string_view key) {
    auto const* const value = value_at(object, key);
    auto const* const flag = value == nullptr ? nullptr : value->if_bool();
    return flag != nullptr && *flag;
}

std::string text_at(JsonObject const& object, std::string_view key, std::size_t code_points) {
    auto const* const value = value_at(object, key);
    if (value == nullptr) {
        return {};
    }
    if (auto const* const text = value->if_string()) {
        return clean_text(view(*text), code_points);
    }
    if (auto const* const integer = value->if_int64()) {
        return std::to_string(*integer);
    }
    if (auto const* const large = value->if_uint64()) {
        return std::to_string(*large);
    }
    return {};
}

std::string id_at(JsonObject const& object, std::string_view key) {
    if (string_at(object, key).size() > limits::meta_id_bytes) {
        return {};
    }
    return text_at(object, key, limits::meta_id_bytes);
}

std::string clean_text(std::string_view text, std::size_t code_points) {
    auto const kept = text.size() <= code_points ? text : first_code_points(text, code_points);
    return kept.find('\0') == std::string_view::npos ? std::string(kept) : to_valid_utf8(kept);
}

}  // namespace croozer::meta
