// A message cut into words, ready for matching (reference for the steps: Unicode NFKC, UAX #9 for
// the bidi marks that copies from WhatsApp carry).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::understanding {

// What stands between a word and the one before it.
enum class Break : std::uint8_t { None, Soft /* , + : */, Hard /* line, bullet, . ? ! ; */ };

// Letters that Hebrew glues before a word, as bits.
namespace prefix {
inline constexpr std::uint8_t and_ = 1;
inline constexpr std::uint8_t that = 2;
inline constexpr std::uint8_t in = 4;
inline constexpr std::uint8_t to = 8;
inline constexpr std::uint8_t from = 16;
inline constexpr std::uint8_t as = 32;
inline constexpr std::uint8_t the = 64;
}  // namespace prefix

struct Token {
    std::string key;  // lower case, final letters as usual ones, without geresh
    std::size_t begin{0};
    std::size_t end{0};  // bytes in Tokens::clean
    Break before{Break::None};
    std::uint8_t prefix{0};  // of a number or of a Latin word: "ב-62", "ה-burger"
    bool glued{false};       // no space before it
    bool listed{false};      // a colon stands before it
    bool digits{false};
    bool ordinal{false};  // "4th"
    bool ranged{false};   // the 4 of "3-4"
    bool hebrew{false};
    bool latin{false};
    bool emoji{false};
    bool known{false};                   // says something in this shop; set by read_tokens()
    std::int32_t repeated{1};            // of a picture
    bool asked{false};                   // a question mark follows
    std::optional<std::int64_t> number;  // of plain digits, at most four
};

struct Tokens {
    std::string clean;
    std::vector<Token> list;

    // The words [first, last) as the customer wrote them.
    [[nodiscard]] std::string words(std::size_t first, std::size_t last) const;
};

// NFKC, without bidi marks, niqqud and zero-width characters. `text` is valid UTF-8.
[[nodiscard]] std::string clean_text(std::string_view text);
[[nodiscard]] Tokens tokenise(std::string_view text);
// The keys of a name, one a word.
[[nodiscard]] std::vector<std::string> name_keys(std::string_view name);

}  // namespace croozer::understanding
