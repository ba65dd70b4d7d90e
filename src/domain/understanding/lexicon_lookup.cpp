// Reading words and finding phrases in a compiled menu.
#include "base/text.hpp"
#include "domain/understanding/forms.hpp"
#include "domain/understanding/lexicon.hpp"
#include "domain/understanding/romanised.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace croozer::understanding {

namespace {

constexpr std::size_t longest_prefix = 3;

// What a reading costs (Edge::cost).
constexpr float misspelt = 0.2F;
constexpr float per_error = 0.6F;
constexpr float as_near = 0.15F;
constexpr float same_word = 0.45F;  // a letter doubled or not
// "קצר" is as near to "קר" as any word of three letters to some other.
constexpr float hardly_alike = 0.4F;
constexpr std::size_t shortest_sure = 3;
constexpr float one_stroke = 0.9F;
constexpr std::size_t shortest_behind_prefix = 4;
constexpr std::size_t most_readings = 4;
constexpr float romanised_talk = 0.1F;

// The prefix letters in the only order Hebrew allows: ו, then ש/מש/כש, then ב/ל/מ/כ, then ה.
std::optional<std::uint8_t> prefix_bits(std::u32string_view letters) {
    std::uint8_t bits = 0;
    std::size_t at = 0;
    auto const take = [&](char32_t letter, std::uint8_t bit) {
        if (at < letters.size() && letters[at] == letter) {
            bits = static_cast<std::uint8_t>(bits | bit);
            ++at;
            return true;
        }
        return false;
    };
    take(U'ו', prefix::and_);
    if (letters.substr(at).starts_with(U"כש") || letters.substr(at).starts_with(U"מש")) {
        at += 2;
        bits |= prefix::that;
    } else {
        take(U'ש', prefix::that);
    }
    if (!take(U'ב', prefix::in) && !take(U'ל', prefix::to) && !take(U'מ', prefix::from)) {
        take(U'כ', prefix::as);
    }
    take(U'ה', prefix::the);
    return at == letters.size() && at > 0 ? std::optional(bits) : std::nullopt;
}

}  // namespace

// "a beer" is no black beer and no ginger beer: it may be any of what a shop calls by its brand.
bool is_kind_of_drink(std::string_view key) {
    static constexpr auto kinds = std::to_array<std::string_view>(
        {"beer", "beers", "בירה", "בירות", "wine", "wines", "יינ", "יינות"}
    );
    return std::ranges::find(kinds, key) != kinds.end();
}

template <class Take>
void CompiledLexicon::keys_of(Token const& token, Take take) {
    // A word of its own is never a shorter one with letters before it: "בלי" is not "ב" and "לי".
    if (take(token.key, std::uint8_t{0}) || token.digits || token.emoji || !token.hebrew) {
        return;
    }
    std::u32string const letters = wide(token.key);
    for (std::size_t cut = 1; cut <= longest_prefix && cut + 2 <= letters.size(); ++cut) {
        auto const bits = prefix_bits(std::u32string_view(letters).substr(0, cut));
        if (bits && take(narrow(std::u32string_view(letters).substr(cut)), *bits)) {
            return;
        }
    }
}

Readings CompiledLexicon::readings(std::vector<Token> const& tokens) const {
    Readings found;
    found.general.resize(tokens.size());
    found.menu.resize(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        bool general = false;  // a phrase of its own among the general words
        bool alone = false;    // …that means something
        keys_of(tokens[i], [&](std::string const& key, std::uint8_t bits) {
            auto const word = general ? std::nullopt : general_words().word(key);
            if (word) {
                found.general[i].push_back({.word = *word, .prefix = bits});
                general = general_words().stands_alone(*word);
            }
            auto const named = trie_.word(key);
            // "בחצי" is a general word, and "ב" before the "חצי בגט" of a menu.
            bool const begins = named && (bits == 0 || !alone || !trie_.stands_alone(*named));
            if (begins) {
                found.menu[i].push_back({.word = *named, .prefix = bits});
            }
            alone = general && !(word && general_words().is_only_filler(*word));
            return named && trie_.is_name(*named);
        });
    }
    found.general_joined = general_words().joined(tokens);
    found.menu_joined = trie_.joined(tokens);
    // "בינוני תות" is no "בינוניתות": what is a name by itself is no end of another word.
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        bool const two = found.menu_joined[i] && tokens[i].hebrew &&
                         !trie_.is_name(*found.menu_joined[i]) && names_by(tokens[i].key) &&
                         names_by(tokens[i + 1].key);
        found.menu_joined[i] = two ? std::nullopt : found.menu_joined[i];
    }
    return found;
}

bool CompiledLexicon::names_by(std::string const& key) const {
    auto const word = trie_.word(key);
    return word && trie_.stands_alone(*word);
}

bool CompiledLexicon::known(Token const& token) const {
    bool found = false;
    keys_of(token, [&](std::string const& key, std::uint8_t) {
        auto const word = general_words().word(key);
        found = (word && general_words().stands_alone(*word)) || names_by(key);
        return found;
    });
    return found;
}

bool CompiledLexicon::names(Token const& token) const {
    bool found = false;
    keys_of(token, [&](std::string const& key, std::uint8_t) {
        auto const word = general_words().word(key);
        found = names_by(key);
        return found || (word && general_words().stands_alone(*word));
    });
    return found;
}

// The nearest words of either kind; a general one must be nearer, for it takes a dish away.
void CompiledLexicon::add_near(
    std::string_view key, std::uint8_t bits, std::size_t at, Readings& readings
) const {
    std::u32string const letters = wide(key);
    float const most = typing_errors_allowed(letters.size());
    if (most <= 0) {
        return;
    }
    std::vector<Near> const menu = trie_.near(letters, most);
    // A word of some dish's name is spelt right: it is no misspelt talk.
    std::vector<Near> const general =
        trie_.word(std::string(key)) ? std::vector<Near>{}
                                     : general_words().near(letters, std::min(most, one_stroke));
    // A word that is known but says nothing by itself ("עגבניה" of other names) may be misspelt.
    auto const nearest_of = [most](std::vector<Near> const& from) {
        auto const other =
            std::ranges::find_if(from, [](Near const& near) { return near.distance > 0; });
        return other == from.end() ? most : other->distance;
    };
    float const nearest = std::min(nearest_of(menu), nearest_of(general));
    // A word that is only a part of dishes' names does not stand before a whole name: "pepers" of
    // "dr pepers", where peppers can be had.
    auto const name = std::ranges::find_if(menu, [this](Near const& near) {
        return near.distance > 0 && trie_.is_name(near.word);
    });
    bool const part = !menu.empty() && trie_.is_only_of(menu.front().word, MeaningKind::Product) &&
                      !trie_.is_name(menu.front().word) && name != menu.end() &&
                      name->distance <= same_word + nearest;
    float const farthest = part ? name->distance : nearest + as_near;
    auto const add = [&](std::vector<Near> const& from, float farthest_of, std::vector<Reading>& to
                     ) {
        for (Near const& near : from) {
            if (near.distance == 0) {
                continue;  // the word itself, which is read already
            }
            if (near.distance > farthest_of || to.size() >= most_readings) {
                return;
            }
            bool const short_word =
                letters.size() <= shortest_sure || (letters.size() == 4 && near.distance > 1);
            float const cost =
                misspelt + near.distance * per_error + (short_word ? hardly_alike : 0);
            to.push_back({.word = near.word, .prefix = bits, .cost = cost});
        }
    };
    add(menu, farthest, readings.menu[at]);
    add(general, nearest + as_near, readings.general[at]);
}

namespace {

// Colours are written as they are: a green that no dish has is no misspelt pink.
bool is_colour(std::string_view key) {
    static std::unordered_set<std::string_view> const words{
        "ירוק",   "ירוקה",  "ירוקימ", "ירוקות", "כחול",   "כחולה",  "כחולימ", "כחולות", "שחור",
        "שחורה",  "שחורימ", "שחורות", "חומ",    "חומה",   "חומימ",  "חומות",  "אפור",   "אפורה",
        "אפורימ", "סגול",   "סגולה",  "סגולימ", "סגולות", "ורוד",   "ורודה",  "ורודימ", "ורודות",
        "לבנ",    "לבנה",   "לבנימ",  "לבנות",  "אדומ",   "אדומה",  "אדומימ", "אדומות", "צהוב",
        "צהובה",  "צהובימ", "צהובות", "כתומ",   "כתומה",  "כתומימ", "כתומות", "תכלת",   "טורקיז",
        "זהב",    "כספ",    "black",  "white",  "red",    "green",  "blue",   "yellow", "pink",
        "purple", "brown",  "grey",   "gray",   "silver", "gold",   "golden", "beige",  "violet"
    };
    constexpr std::size_t letter = 2;  // bytes of a prefix letter
    static constexpr auto prefixes = std::to_array<std::string_view>({"ו", "ב", "ה", "ל"});
    bool const prefixed =
        key.size() > letter && std::ranges::find(prefixes, key.substr(0, letter)) != prefixes.end();
    return words.contains(key) || (prefixed && words.contains(key.substr(letter)));
}

}  // namespace

void CompiledLexicon::add_near(Token const& token, std::size_t at, Readings& readings) const {
    if (token.digits || token.emoji || is_colour(token.key) || is_kind_of_drink(token.key)) {
        return;
    }
    add_near(token.key, 0, at, readings);
    std::u32string const letters = wide(token.key);
    if (token.hebrew && letters.size() > shortest_behind_prefix) {
        if (auto const bits = prefix_bits(std::u32string_view(letters).substr(0, 1))) {
            add_near(narrow(std::u32string_view(letters).substr(1)), *bits, at, readings);
        }
    }
}

void CompiledLexicon::add_transliterated(Token const& token, std::size_t at, Readings& readings)
    const {
    constexpr std::size_t shortest = 3;
    std::u32string const letters = wide(token.key);
    if (!token.hebrew || letters.size() < shortest) {
        return;
    }
    auto const add = [&](std::string_view key, std::uint8_t bits) {
        for (Reading reading : trie_.transliterated(key)) {
            reading.prefix = bits;
            readings.menu[at].push_back(reading);
        }
    };
    add(token.key, 0);
    if (letters.size() > shortest) {
        if (auto const bits = prefix_bits(std::u32string_view(letters).substr(0, 1))) {
            add(narrow(std::u32string_view(letters).substr(1)), *bits);
        }
    }
}

bool CompiledLexicon::add_romanised(Token const& token, std::size_t at, Readings& readings) const {
    if (!token.latin) {
        return false;
    }
    std::string const said(said_in_hebrew(token.key));
    if (auto const word = general_words().word(said)) {
        readings.general[at].push_back({.word = *word, .cost = romanised_talk});
        if (auto const named = trie_.word(said)) {
            readings.menu[at].push_back({.word = *named, .cost = romanised_talk});
        }
        return true;
    }
    auto const add = [&](std::string const& key, std::uint8_t bits) {
        auto const take = [&](std::vector<Reading> const& found, std::vector<Reading>& to) {
            for (Reading reading : found) {
                reading.prefix |= bits;
                to.push_back(reading);
            }
        };
        std::vector<Reading> const named = trie_.romanised(key);
        std::vector<Reading> const said = general_words().romanised(key);
        take(named, readings.menu[at]);
        // What sounds as much like a word of the menu is no talk.
        bool const own = trie_.word(token.key).has_value();
        if (!own && (named.empty() || (!said.empty() && said.front().cost < named.front().cost))) {
            take(said, readings.general[at]);
        }
        return !readings.menu[at].empty() || !readings.general[at].empty();
    };
    if (add(token.key, 0)) {
        return true;
    }
    Particle const particle = particle_of(token.key);
    std::string const rest = token.key.substr(particle.letters.size());
    if (particle.letters.empty() || rest.size() < shortest_sure) {
        return false;
    }
    // "vetosif", "vegam"
    std::string const said_behind(said_in_hebrew(rest));
    if (auto const word = general_words().word(said_behind)) {
        readings.general[at].push_back(
            {.word = *word, .prefix = particle.bit, .cost = romanised_talk}
        );
        return true;
    }
    if (names_by(rest)) {
        readings.menu[at].push_back(
            {.word = *trie_.word(rest), .prefix = particle.bit, .cost = romanised_talk}
        );
        return true;
    }
    return add(rest, particle.bit);
}

bool CompiledLexicon::add_romanised_name(Token const& token, std::size_t at, Readings& readings)
    const {
    constexpr std::size_t longest = 3;
    auto const word = token.latin ? general_words().word(token.key) : std::nullopt;
    bool const filler = word && general_words().is_only_filler(*word);
    if (!filler || token.key.size() > longest || names_by(token.key)) {
        return false;
    }
    std::size_t const before = readings.menu[at].size();
    for (Reading const& reading : trie_.romanised(token.key)) {
        if (trie_.is_name(reading.word)) {
            readings.menu[at].push_back(reading);
        }
    }
    return readings.menu[at].size() > before;
}

void CompiledLexicon::edges(
    std::vector<Token> const& tokens,
    Readings const& readings,
    std::size_t at,
    std::vector<Edge>& out
) const {
    trie_.phrases(tokens, readings.menu, readings.menu_joined, at, out);
    general_words().phrases(tokens, readings.general, readings.general_joined, at, out);
}

}  // namespace croozer::understanding
