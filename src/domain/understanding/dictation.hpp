// What a customer wants written on something: "a card that says: happy 50th". It is no order.
#pragma once

#include "domain/understanding/match.hpp"
#include "domain/understanding/understand.hpp"

#include <string>
#include <vector>

namespace croozer::understanding {

struct Dictated {
    std::string words;
    std::size_t at{0};     // token of the words that announce it
    std::size_t first{0};  // …and of its own first word
};

// Takes the dictated words out of `spans`.
[[nodiscard]] std::vector<Dictated> take_dictation(Tokens const& tokens, std::vector<Span>& spans);

// Gives each to the line that it was said of, as its note.
void keep_dictation(
    CompiledLexicon const& lexicon,
    Tokens const& tokens,
    std::vector<Span> const& spans,
    std::vector<Dictated> const& dictated,
    Parse& parse
);

}  // namespace croozer::understanding
