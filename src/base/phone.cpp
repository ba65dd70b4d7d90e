#include "base/phone.hpp"

#include "base/text.hpp"

namespace croozer {
namespace {

constexpr std::size_t shortest = 6;
constexpr std::size_t longest = 15;

// Digits only; '+' may lead. nullopt if any other visible character occurs.
std::optional<std::string> digits_of(std::string_view text) {
    std::string digits;
    for (std::size_t at = 0; at < text.size();) {
        char32_t const c = next_code_point(text, at);
        if (c >= '0' && c <= '9') {
            digits.push_back(static_cast<char>(c));
        } else if (c >= 0x0660 && c <= 0x0669) {
            digits.push_back(static_cast<char>('0' + (c - 0x0660)));
        } else if (c == '+' && digits.empty()) {
            digits.push_back('+');
        } else {
            bool const decoration = c == ' ' || c == '-' || c == '(' || c == ')' || c == '.' ||
                                    c == 0xA0 || (c >= 0x2010 && c <= 0x2015) ||
                                    (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
                                    (c >= 0x2066 && c <= 0x2069);
            if (!decoration) {
                return std::nullopt;
            }
        }
    }
    return digits;
}

}  // namespace

std::optional<std::string> normal_phone(std::string_view text) {
    if (!is_valid_utf8(text)) {
        return std::nullopt;
    }
    auto parsed = digits_of(text);
    if (!parsed || parsed->empty()) {
        return std::nullopt;
    }
    std::string digits = std::move(*parsed);
    bool international = false;
    if (digits.front() == '+') {
        digits.erase(0, 1);
        international = true;
    } else if (digits.starts_with("00")) {
        digits.erase(0, 2);
        international = true;
    }
    if (digits.starts_with("9720")) {
        digits.erase(3, 1);  // "+972(0)54…" keeps the trunk zero by mistake.
    }
    if (!international && digits.starts_with("0") && (digits.size() == 9 || digits.size() == 10)) {
        digits = "972" + digits.substr(1);
    } else if (!international && digits.size() == 9 && digits.starts_with("5")) {
        digits = "972" + digits;
    }
    if (digits.starts_with("0") || digits.size() < shortest || digits.size() > longest) {
        return std::nullopt;
    }
    bool const israeli = digits.starts_with("972");
    if (israeli && digits.size() != 11 && digits.size() != 12) {
        return std::nullopt;
    }
    // Short forms without a country ("*2500", "1700…") are no WhatsApp number.
    if (!international && !israeli && digits.size() < 10) {
        return std::nullopt;
    }
    return digits;
}

std::string display_phone(std::string_view normal) {
    if (normal.starts_with("972") && normal.size() == 12) {
        std::string const local = "0" + std::string(normal.substr(3));
        return local.substr(0, 3) + "-" + local.substr(3, 3) + "-" + local.substr(6);
    }
    return "+" + std::string(normal);
}

std::string masked_phone(std::string_view normal) {
    std::size_t const shown = normal.size() < 4 ? 0 : 4;
    return std::string(normal.size() - shown, '*') +
           std::string(normal.substr(normal.size() - shown));
}

}  // namespace croozer
