// Which words of a message staff may teach: those that stood in the place of a dish and were asked
// about. They leave the chat they were written in, so nothing personal may be among them.
#pragma once

#include "base/id.hpp"
#include "domain/understanding/understand.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::learning {

struct UnknownWord {
    std::string word;     // word_key() of it: unique in a shop
    std::string written;  // as the customer wrote it, without "and" before it
    MessageId message;    // where it stands

    friend bool operator==(UnknownWord const&, UnknownWord const&) = default;
};

// The match keys of these words, joined by a space.
[[nodiscard]] std::string word_key(std::string_view words);

// At most limits::unknown_words_a_message, ordered by their key. Left out: words with a digit, of
// an e-mail or web address, of the message's address or name or beside them, of one of `personal`
// (names and streets that are known of this customer, places), what the shop knows by itself, and
// what is too long or no word.
[[nodiscard]] std::vector<UnknownWord> words_to_teach(
    understanding::Lexicon const& lexicon,
    understanding::Parse const& parse,
    std::string_view message,
    std::span<std::string const> personal
);

}  // namespace croozer::learning
