// Messages that are not written as their words are: with the keyboard in the other language, with
// words run together, or Hebrew in Latin letters.
#pragma once

#include "domain/understanding/lexicon.hpp"

#include <string>
#include <string_view>

namespace croozer::understanding {

// The message cut into words, after undoing a wrong keyboard layout and joined words where the
// shop's lexicon bears that out.
[[nodiscard]] Tokens read_tokens(CompiledLexicon const& lexicon, std::string_view text);

// Whether so little of a message in Latin letters is known that it may be Hebrew.
[[nodiscard]] bool may_be_romanised(Tokens const& tokens);

// The consonants of a word as they sound, alike for both scripts: "batzal" and "בצל" are "bcl".
// Letters that may be silent or not give more than one.
[[nodiscard]] std::string latin_skeleton(std::string_view key);
[[nodiscard]] std::vector<std::string> hebrew_skeletons(std::string_view key);

}  // namespace croozer::understanding
