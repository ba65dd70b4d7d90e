// Reading words and finding phrases in a compiled menu.
#include "base/text.hpp"
#include "domain/understanding/forms.hpp"
#include "domain/understanding/lexicon.hpp"
#include "domain/understanding/respell.hpp"

#include <algorithm>
#include <bit>

namespace croozer::understanding {

namespace {

constexpr std::size_t longest_prefix = 3;

// What a reading costs (Edge::cost).
constexpr float misspelt = 0.2F;
constexpr float per_error = 0.6F;
constexpr float abbreviation = 1.0F;
constexpr float as_near = 0.15F;
constexpr std::size_t most_readings = 4;
constexpr std::size_t shortest_abbreviation = 4;
constexpr int most_letters_apart = 4;
constexpr float part_of_option = 0.7F;
constexpr float romanised = 0.4F;
constexpr float per_letter = 0.05F;
constexpr float written_apart = 0.1F;
constexpr float word_of_names = 0.5F;
constexpr float part_of_several_words = 0.1F;
constexpr float part_of_product = 1.0F;

float origin_cost(bool part, std::size_t words, Meaning const& meaning) {
    if (!part) {
        return 0;
    }
    if (words > 1) {
        return part_of_several_words;
    }
    return meaning.kind == MeaningKind::Product ? part_of_product : part_of_option;
}

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

std::string narrow(std::u32string_view letters) {
    std::string text;
    for (char32_t const letter : letters) {
        append_code_point(text, letter);
    }
    return text;
}

}  // namespace

bool CompiledLexicon::stands_alone(std::uint32_t word) const {
    auto const step = steps_.find(step_key(0, word));
    return step != steps_.end() &&
           (nodes_[step->second].general || !nodes_[step->second].meanings.empty());
}

bool CompiledLexicon::known(Token const& token) const {
    return std::ranges::any_of(readings(token), [&](Reading const& reading) {
        return stands_alone(reading.word);
    });
}

bool CompiledLexicon::names(Token const& token) const {
    return std::ranges::any_of(readings(token), [&](Reading const& reading) {
        auto const step = steps_.find(step_key(0, reading.word));
        return step != steps_.end() && !nodes_[step->second].meanings.empty();
    });
}

// Rare enough to look through all words each time rather than to keep an index for each shop.
std::vector<Reading> CompiledLexicon::romanised_readings(Token const& token) const {
    constexpr std::size_t shortest = 2;
    constexpr std::size_t most = 6;
    std::vector<Reading> found;
    std::string const skeleton = token.latin ? latin_skeleton(token.key) : std::string();
    if (skeleton.size() < shortest) {
        return found;
    }
    for (auto const& [key, word] : vocabulary_) {
        bool const hebrew = key.size() >= 4 && static_cast<unsigned char>(key.front()) == 0xD7;
        if (!hebrew || found.size() == most || !stands_alone(word)) {
            continue;
        }
        auto const sounds = hebrew_skeletons(key);
        if (std::ranges::find(sounds, skeleton) != sounds.end()) {
            auto const longer =
                static_cast<float>(token.key.size()) - static_cast<float>(wide(key).size());
            found.push_back({.word = word, .cost = romanised + per_letter * std::abs(longer)});
        }
    }
    return found;
}

std::vector<Reading> CompiledLexicon::readings(Token const& token) const {
    std::vector<Reading> found;
    auto const whole = vocabulary_.find(token.key);
    if (whole != vocabulary_.end()) {
        found.push_back({.word = whole->second});
    }
    // A word of its own is never a shorter one with letters before it: "בלי" is not "ב" and "לי".
    bool const own = whole != vocabulary_.end() && stands_alone(whole->second);
    if (own || token.digits || token.emoji || !token.hebrew) {
        return found;
    }
    std::u32string const letters = wide(token.key);
    for (std::size_t cut = 1; cut <= longest_prefix && cut + 2 <= letters.size(); ++cut) {
        auto const bits = prefix_bits(std::u32string_view(letters).substr(0, cut));
        auto const rest = bits ? vocabulary_.find(narrow(std::u32string_view(letters).substr(cut)))
                               : vocabulary_.end();
        if (rest != vocabulary_.end()) {
            found.push_back({.word = rest->second, .prefix = *bits});
            if (stands_alone(rest->second)) {
                break;
            }
        }
    }
    return found;
}

// The nearest words to a token that means nothing as it stands. Forms of one word may all be near.
void CompiledLexicon::add_near(std::vector<Reading>& found, std::string_view key, std::uint8_t bits)
    const {
    std::u32string const letters = wide(key);
    float const most = typing_errors_allowed(letters.size());
    if (most <= 0) {
        return;
    }
    std::uint64_t const own = letter_set(letters);
    std::vector<std::pair<float, std::uint32_t>> near;
    for (SpelledWord const& word : spelled_) {
        std::size_t const longer = std::max(word.letters.size(), letters.size());
        std::size_t const shorter = std::min(word.letters.size(), letters.size());
        bool const apart =
            longer - shorter > 2 || std::popcount(own ^ word.set) > most_letters_apart;
        float distance = apart ? most + 1 : typing_distance(letters, word.letters, most);
        bool const short_form = letters.size() >= shortest_abbreviation &&
                                word.letters.size() >= letters.size() + 2 &&
                                word.letters.starts_with(letters);
        distance = short_form ? std::min(distance, abbreviation) : distance;
        if (distance <= most) {
            near.emplace_back(distance, word.word);
        }
    }
    std::ranges::sort(near);
    for (auto const& [distance, word] : near) {
        bool const enough =
            found.size() >= most_readings || distance > near.front().first + as_near;
        if (enough) {
            break;
        }
        if (std::ranges::find(found, word, &Reading::word) == found.end()) {
            found.push_back({.word = word, .prefix = bits, .cost = misspelt + distance * per_error}
            );
        }
    }
}

std::vector<Reading> CompiledLexicon::near_readings(Token const& token) const {
    std::vector<Reading> found;
    if (token.digits || token.emoji) {
        return found;
    }
    add_near(found, token.key, 0);
    std::u32string const letters = wide(token.key);
    if (token.hebrew && letters.size() > shortest_abbreviation) {
        if (auto const bits = prefix_bits(std::u32string_view(letters).substr(0, 1))) {
            add_near(found, narrow(std::u32string_view(letters).substr(1)), *bits);
        }
    }
    return found;
}

void CompiledLexicon::walk(
    std::vector<Token> const& tokens,
    std::vector<std::vector<Reading>> const& readings,
    std::uint32_t node,
    Edge so_far,
    std::vector<Edge>& out
) const {
    Node const& here = nodes_[node];
    bool const inner = so_far.last > so_far.first;
    if (inner && !here.meanings.empty()) {
        Edge edge = so_far;
        edge.meanings = here.meanings;
        edge.modifier = here.modifier && here.origin >= Origin::Part;
        edge.cost +=
            origin_cost(here.origin >= Origin::Part, edge.last - edge.first, here.meanings.front());
        out.push_back(edge);
    }
    if (inner && here.general) {
        Edge edge = so_far;
        edge.meanings = std::span(&*here.general, 1);
        edge.cost += here.origin >= Origin::Part ? word_of_names : 0;
        if (here.general->word == Word::Number) {
            edge.number = here.general->value;
        }
        out.push_back(edge);
    }
    std::size_t const at = so_far.last;
    if (at >= tokens.size() || (inner && tokens[at].before != Break::None)) {
        return;
    }
    for (Reading const& reading : readings[at]) {
        if (inner && (reading.prefix & ~prefix::the) != 0) {
            continue;
        }
        auto const next = steps_.find(step_key(node, reading.word));
        if (next == steps_.end()) {
            continue;
        }
        Edge deeper = so_far;
        ++deeper.last;
        deeper.prefix =
            inner ? so_far.prefix : static_cast<std::uint8_t>(reading.prefix | tokens[at].prefix);
        deeper.cost += reading.cost;
        deeper.fuzzy = so_far.fuzzy || reading.cost > 0;
        walk(tokens, readings, next->second, deeper, out);
    }
    // "pepper jack" for "pepperjack".
    bool const two = at + 1 < tokens.size() && tokens[at + 1].before == Break::None &&
                     !tokens[at].digits && !tokens[at].emoji && !tokens[at + 1].digits;
    auto const word =
        two ? vocabulary_.find(tokens[at].key + tokens[at + 1].key) : vocabulary_.end();
    auto const next =
        word == vocabulary_.end() ? steps_.end() : steps_.find(step_key(node, word->second));
    if (next != steps_.end()) {
        Edge deeper = so_far;
        deeper.last += 2;
        deeper.cost += written_apart;
        walk(tokens, readings, next->second, deeper, out);
    }
}

void CompiledLexicon::edges(
    std::vector<Token> const& tokens,
    std::vector<std::vector<Reading>> const& readings,
    std::size_t at,
    std::vector<Edge>& out
) const {
    walk(tokens, readings, 0, {.first = at, .last = at, .meanings = {}}, out);
}

}  // namespace croozer::understanding
