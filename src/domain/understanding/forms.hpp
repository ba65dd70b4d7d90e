// Other forms of a word as people write it: plural, construct, gender. Generated generously; the
// lexicon keeps only those that collide with no real name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace croozer::understanding {

// `key` is a match key (tokens.hpp). `adjective`: the word describes (a size, a colour), so it also
// changes its gender. The key itself is not among the results.
[[nodiscard]] std::vector<std::string> other_forms(std::string_view key, bool adjective);

// The key without what ears do not hear: weak letters dropped, like-sounding letters made one.
[[nodiscard]] std::string sound_key(std::string_view key);

// Whether the two keys differ by one insertion, deletion, substitution or swap of neighbours.
[[nodiscard]] bool one_edit_apart(std::u32string_view a, std::u32string_view b);

[[nodiscard]] std::u32string wide(std::string_view key);

}  // namespace croozer::understanding
