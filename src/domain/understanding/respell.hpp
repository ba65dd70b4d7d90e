// Messages that are not written as their words are: with the keyboard in the other language, or
// with words run together.
#pragma once

#include "domain/understanding/lexicon.hpp"

#include <string_view>

namespace croozer::understanding {

// The message cut into words, after undoing a wrong keyboard layout and joined words where the
// shop's lexicon bears that out.
[[nodiscard]] Tokens read_tokens(CompiledLexicon const& lexicon, std::string_view text);

}  // namespace croozer::understanding
