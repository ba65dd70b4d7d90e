// Other forms of a word as people write it: plural, construct, gender. Generated generously; the
// lexicon keeps only those that collide with no real name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::understanding {

// `key` is a match key (tokens.hpp). `adjective`: the word describes (a size, a colour), so it also
// changes its gender. The key itself is not among the results.
[[nodiscard]] std::vector<std::string> other_forms(std::string_view key, bool adjective);

// How far two words are apart for somebody who types: a stroke is at most 1; neighbours on the
// keyboard, letters that sound alike, doubled or weak letters and swapped ones are less. Beyond
// `most` the result is only known to be greater than it.
[[nodiscard]] float typing_distance(std::u32string_view a, std::u32string_view b, float most);

// The distance up to which a token of so many letters may be a misspelt word.
[[nodiscard]] float typing_errors_allowed(std::size_t letters);

// One bit a letter, so that words without a common letter need no comparison.
[[nodiscard]] std::uint64_t letter_set(std::u32string_view letters);

[[nodiscard]] std::u32string wide(std::string_view key);
[[nodiscard]] std::string narrow(std::u32string_view letters);

}  // namespace croozer::understanding
