#include "domain/understanding/transliterated.hpp"

#include "domain/understanding/forms.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace croozer::understanding {

namespace {

using Sound = std::pair<std::string_view, std::string_view>;

// The longer ones first; the letters that are not here are vowels, or as good as.
constexpr auto english_sounds =
    std::to_array<Sound>({{"sh", "S"}, {"tch", "c"}, {"ch", "c"}, {"ph", "p"}, {"th", "t"},
                          {"ck", "k"}, {"ce", "s"},  {"ci", "s"}, {"cy", "s"}, {"qu", "k"},
                          {"x", "ks"}, {"gh", "g"},  {"zz", "c"}, {"b", "b"},  {"c", "k"},
                          {"d", "d"},  {"f", "p"},   {"g", "g"},  {"j", "g"},  {"k", "k"},
                          {"l", "l"},  {"m", "m"},   {"n", "n"},  {"p", "p"},  {"q", "k"},
                          {"r", "r"},  {"s", "s"},   {"t", "t"},  {"v", "b"},  {"z", "s"}});

constexpr std::u32string_view hebrew_letters = U"בגדזטכלמנספצקרשתאהויעח";
constexpr std::string_view hebrew_sounds = "bgdstklmnspckrStahwy??";
constexpr std::string_view hebrew_vowels = "ahwy?";

void add_vowels(Sounded& word, std::string_view vowels) {
    if (word.vowels.size() <= word.consonants.size()) {
        word.vowels.resize(word.consonants.size() + 1);
    }
    word.vowels.back() += vowels;
}

void add_consonants(Sounded& word, std::string_view sounds) {
    word.consonants += sounds;
    word.vowels.resize(word.consonants.size() + 1);
}

}  // namespace

Sounded sounds_of_english(std::string_view key) {
    Sounded word;
    add_vowels(word, "");
    std::string_view last;
    for (std::size_t at = 0; at < key.size();) {
        std::string_view const rest = key.substr(at);
        auto const* const found = std::ranges::find_if(english_sounds, [&](Sound const& sound) {
            return rest.starts_with(sound.first);
        });
        if (found == english_sounds.end()) {
            add_vowels(word, rest.substr(0, 1));
            last = {};
            ++at;
            continue;
        }
        auto const& [letters, sound] = *found;
        if (sound != last) {  // "butter" has one t
            add_consonants(word, sound);
        }
        if (letters.size() > 1 && sound == "s") {
            add_vowels(word, letters.substr(1));  // the e of "ce"
        }
        last = sound;
        at += letters.size();
    }
    return word;
}

Sounded sounds_of_hebrew(std::string_view key) {
    Sounded word;
    add_vowels(word, "");
    for (char32_t const letter : wide(key)) {
        std::size_t const at = hebrew_letters.find(letter);
        if (at == std::u32string_view::npos) {
            continue;
        }
        std::string_view const sound = hebrew_sounds.substr(at, 1);
        if (hebrew_vowels.contains(sound.front())) {
            add_vowels(word, sound);
        } else {
            add_consonants(word, sound);
        }
    }
    return word;
}

bool may_be_written(Sounded const& english, Sounded const& hebrew) {
    if (english.consonants != hebrew.consonants) {
        return false;
    }
    for (std::size_t i = 0; i < hebrew.vowels.size(); ++i) {
        std::string_view const said = english.vowels[i];
        std::string_view const written = hebrew.vowels[i];
        bool const last = i + 1 == hebrew.vowels.size();
        auto const says = [&](std::string_view letters) {
            return said.find_first_of(letters) != std::string_view::npos;
        };
        for (char const vowel : written) {
            bool const fits = vowel == 'w'   ? says("ouw")
                              : vowel == 'y' ? says("ieya")
                              : vowel == 'h' ? says(last ? "a" : "h")
                                             : says("aue") || (i == 0 && !said.empty());
            if (!fits) {
                return false;
            }
        }
        bool const must = (i == 0 && says("aeiou")) || (last && says("aiouy"));
        if (must && written.empty()) {
            return false;
        }
    }
    return true;
}

}  // namespace croozer::understanding
