// The words of a text, and how alike two of them are: only as much as it takes to see whether what
// a model proposes was said at all. Looser than the shop's own reading, which has read before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::llm {

struct Word {
    std::u32string letters;  // lower case, Hebrew final letters as usual ones, without points
    std::string sound;       // its consonants, alike in both scripts
    std::size_t begin{0};    // bytes of the text
    std::size_t end{0};
    bool breaks{false};  // a line or sentence ends before it
};

enum class Cue : std::uint8_t { None, Without, Extra, Light, Half, Glue };

// `text` is valid UTF-8.
[[nodiscard]] std::vector<Word> words_of(std::string_view text);
// 1: the same word, or a prefix or ending away from it; 0.8: a few letters off, or the same sound;
// 0: another word.
[[nodiscard]] double likeness(Word const& written, Word const& name);
// Digits, or a number's word up to twelve.
[[nodiscard]] std::optional<std::int64_t> number_of(Word const& word);
[[nodiscard]] Cue cue_of(Word const& word);

// Without control, bidi and other unseen characters; white space as one blank or line break; cut to
// `code_points`.
[[nodiscard]] std::string plain_text(std::string_view text, std::size_t code_points);

}  // namespace croozer::llm
