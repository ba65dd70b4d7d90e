// The two languages of the product. Everything a person reads exists in both.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace croozer {

enum class Language : std::uint8_t { Hebrew, English };

[[nodiscard]] constexpr std::string_view language_code(Language language) {
    return language == Language::Hebrew ? "he" : "en";
}

[[nodiscard]] constexpr std::optional<Language> language_from_code(std::string_view code) {
    if (code == "he") {
        return Language::Hebrew;
    }
    if (code == "en") {
        return Language::English;
    }
    return std::nullopt;
}

// A name in both languages; one may be empty, then the other is shown.
struct LocalText {
    std::string he;
    std::string en;

    [[nodiscard]] std::string const& in(Language language) const {
        bool const hebrew = language == Language::Hebrew;
        std::string const& wanted = hebrew ? he : en;
        return wanted.empty() ? (hebrew ? en : he) : wanted;
    }

    friend bool operator==(LocalText const&, LocalText const&) = default;
};

}  // namespace croozer
