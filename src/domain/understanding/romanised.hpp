// Hebrew in Latin letters: "efshar hafuch katan im halav soya".
#pragma once

#include "domain/understanding/tokens.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::understanding {

// Whether what is unknown of the message may be Hebrew in Latin letters: most of it is unknown, or
// some of it is what only Hebrew says.
[[nodiscard]] bool may_be_romanised(Tokens const& tokens);

// Letters that Hebrew glues before a word stand apart or not in Latin: "be pita" is "בפיתה".
void take_particles(Tokens& tokens);

struct Particle {
    std::string_view letters;
    std::uint8_t bit{0};  // prefix::
};

// The one that the word begins with; its letters are empty if there is none.
[[nodiscard]] Particle particle_of(std::string_view key);

// The match key of the general word that this one is: "efshar" is "אפשר". Empty: none.
[[nodiscard]] std::string_view said_in_hebrew(std::string_view key);

// The consonants of a word as they sound, alike for both scripts: "batzal" and "בצל" are "bcl".
// Letters that may be silent or not give more than one.
[[nodiscard]] std::string latin_skeleton(std::string_view key);
[[nodiscard]] std::vector<std::string> hebrew_skeletons(std::string_view key);

// …with the vowels that Hebrew writes, for words of hardly any consonant: "soya" and "סויה" are
// "swy".
[[nodiscard]] std::string latin_voiced(std::string_view key);
[[nodiscard]] std::string hebrew_voiced(std::string_view key);

}  // namespace croozer::understanding
