// The general words of an order in both languages: what is said around the dishes, never a dish.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace croozer::understanding {

enum class Word : std::uint8_t {
    Filler,     // means nothing here
    OrderVerb,  // "give me", "אפשר": an order follows
    Number,
    Ordinal,
    Half,
    Times,  // the x of "x2"
    With,
    Without,
    Not,  // "no onion", or a no
    Extra,
    Light,
    And,
    But,
    Plain,  // "רגילה", when the menu does not use it
    All,    // "all of them"
    Everything,
    Other,  // "the other one"
    Rest,   // "the rest"
    Add,
    More,  // "another", "עוד"
    Remove,
    Keep,   // "keep the cola": what follows stays as it is; 1: "the other one stays"
    Total,  // "to sum up": the whole order follows
    Change,
    Make,  // "make it 3"
    Instead,
    Actually,
    Same,
    Confirm,
    Deny,
    Cancel,
    OrderNoun,
    Status,
    Human,
    Complaint,
    MenuWord,
    Greeting,
    Thanks,
    AskHours,
    AskPrice,
    AskKosher,
    AskAllergens,
    AskArea,
    AskHave,
    AskOther,
    Usual,
    Finished,
    Delivery,
    Pickup,
    Cash,
    Card,
    ChangeFrom,
    Street,
    StreetAfter,  // English: "Herzl street 5"
    Entrance,
    Floor,
    GroundFloor,
    Apartment,
    Code,
    Address,
    Note,   // for who brings it: "ring the bell", "leave it at the door"
    Table,  // of a guest who sits in the shop; its number is no quantity
    Name,
    GivenName,  // "Dana": says nothing of the dishes; who it is of, its place tells (facts.cpp)
    Currency,
    Unit,      // a measure after a number: litre, gram, people
    TimeCue,   // "at"; 1: "between"
    TimeUnit,  // minutes, hours
    Meridiem,  // am, pm
    TimeWord,
};

// The value of fillers that are read as they are written alone: what we do not know may be a dish,
// and is no misspelt or romanised word of talk.
constexpr std::int64_t only_as_written = 13;

// Phrases of one meaning, separated by '|'. A phrase that stands twice keeps its first meaning.
struct WordList {
    Word word{Word::Filler};
    std::int64_t value{0};
    std::string_view phrases;
};

// A picture and the words that it stands for, the likeliest first, in both languages.
struct EmojiName {
    std::string_view emoji;
    std::string_view words;
};

[[nodiscard]] std::span<EmojiName const> emoji_names();
[[nodiscard]] std::span<WordList const> hebrew_words();
[[nodiscard]] std::span<WordList const> english_words();
[[nodiscard]] std::span<WordList const> talk_words();

}  // namespace croozer::understanding
