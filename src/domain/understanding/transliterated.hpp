// English in Hebrew letters: "גרליק ברד", "צ'יז", where the menu says "garlic bread", "cheese".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace croozer::understanding {

// A word by its sounds, alike for both scripts: "garlic" and "גרליק" have the consonants "grlk".
struct Sounded {
    std::string consonants;
    std::vector<std::string> vowels;  // before each consonant, and behind the last
};

[[nodiscard]] Sounded sounds_of_english(std::string_view key);
// Of vowels, those that are written: a, h, w, y.
[[nodiscard]] Sounded sounds_of_hebrew(std::string_view key);
// Whether the one may be written for the other, whose consonants are the same.
[[nodiscard]] bool may_be_written(Sounded const& english, Sounded const& hebrew);

}  // namespace croozer::understanding
