#include "http/target.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace croozer::http {

namespace {

int nibble(char digit) {
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    char const lower = static_cast<char>(digit | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

constexpr Rejection not_found{404, "not_found", "There is nothing at this path."};
constexpr Rejection invalid_path{
    400, "invalid_path", "The path is not valid percent-encoded UTF-8."
};
constexpr Rejection invalid_query{
    400, "invalid_query", "The query is not valid percent-encoded UTF-8, or too long."
};

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        char const byte = text[at];
        if (byte == '+' && plus_is_space) {
            out += ' ';
            continue;
        }
        if (byte != '%') {
            out += byte;
            continue;
        }
        if (text.size() - at < 3) {
            return std::nullopt;
        }
        int const high = nibble(text[at + 1]);
        int const low = nibble(text[at + 2]);
        if (high < 0 || low < 0 || high + low == 0) {
            return std::nullopt;
        }
        out += static_cast<char>(high * 16 + low);
        at += 2;
    }
    if (!is_valid_utf8(out)) {
        return std::nullopt;
    }
    return out;
}

std::expected<std::string, Rejection> decoded_path(std::string_view raw) {
    auto path = percent_decoded(raw, false);
    if (!path) {
        return std::unexpected(invalid_path);
    }
    bool const controls = std::ranges::any_of(*path, [](char letter) {
        auto const code = static_cast<unsigned char>(letter);
        return code < 0x20 || code == 0x7f;
    });
    if (controls) {
        return std::unexpected(invalid_path);
    }
    // An escaped slash would make one segment look like two.
    auto const slashes = std::ranges::count(raw, '/');
    if (!path->starts_with('/') || path->contains('\\') || path->contains("//") ||
        std::ranges::count(*path, '/') != slashes) {
        return std::unexpected(not_found);
    }
    for (auto const segment : split(*path, '/')) {
        if (segment == "." || segment == "..") {
            return std::unexpected(not_found);
        }
    }
    return *std::move(path);
}

std::expected<std::vector<std::pair<std::string, std::string>>, Rejection> decoded_query(
    std::string_view raw
) {
    std::vector<std::pair<std::string, std::string>> out;
    if (raw.empty()) {
        return out;
    }
    for (auto const part : split(raw, '&')) {
        if (part.empty()) {
            continue;
        }
        auto const equals = std::min(part.find('='), part.size());
        auto name = percent_decoded(part.substr(0, equals), true);
        auto value = percent_decoded(
            equals < part.size() ? part.substr(equals + 1) : std::string_view{}, true
        );
        if (!name || !value || out.size() == limits::query_parameters) {
            return std::unexpected(invalid_query);
        }
        out.emplace_back(*std::move(name), *std::move(value));
    }
    return out;
}

}  // namespace croozer::http
