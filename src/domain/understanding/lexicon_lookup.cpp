// Reading words and finding phrases in a compiled menu.
#include "base/text.hpp"
#include "domain/understanding/forms.hpp"
#include "domain/understanding/lexicon.hpp"

#include <algorithm>

namespace croozer::understanding {

namespace {

// Shorter words are one edit from everything.
constexpr std::size_t shortest_fuzzy = 4;
constexpr std::size_t longest_prefix = 3;

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

void CompiledLexicon::add_fuzzy(
    std::vector<Reading>& found, std::string_view key, std::uint8_t bits
) const {
    std::u32string const letters = wide(key);
    if (letters.size() < shortest_fuzzy) {
        return;
    }
    std::string const sound = sound_key(key);
    std::vector<MenuWord const*> near;
    for (MenuWord const& word : menu_words_) {
        if (word.letters.size() + 1 < shortest_fuzzy || !one_edit_apart(letters, word.letters)) {
            continue;
        }
        bool const long_enough = letters.size() > shortest_fuzzy &&
                                 word.letters.size() >= shortest_fuzzy &&
                                 letters.front() == word.letters.front();
        if (long_enough || sound == word.sound) {
            near.push_back(&word);
        }
    }
    // What sounds the same is preferred; all that is left must be forms of one word.
    bool const heard = std::ranges::any_of(near, [&](auto const* w) { return w->sound == sound; });
    if (heard) {
        std::erase_if(near, [&](auto const* word) { return word->sound != sound; });
    }
    for (MenuWord const* candidate : near) {
        bool const common = std::ranges::all_of(near, [&](MenuWord const* word) {
            return std::ranges::any_of(near, [&](MenuWord const* same) {
                return same->word == word->word && same->base == candidate->base;
            });
        });
        if (common) {
            found.push_back({.word = candidate->word, .prefix = bits, .fuzzy = true});
            return;
        }
    }
}

std::vector<Reading> CompiledLexicon::readings(Token const& token) const {
    std::vector<Reading> found;
    auto const whole = vocabulary_.find(token.key);
    if (whole != vocabulary_.end()) {
        found.push_back({.word = whole->second});
    }
    if (token.digits || token.emoji) {
        return found;
    }
    std::u32string const letters = wide(token.key);
    for (std::size_t cut = 1; token.hebrew && cut <= longest_prefix && cut + 2 <= letters.size();
         ++cut) {
        auto const bits = prefix_bits(std::u32string_view(letters).substr(0, cut));
        if (!bits) {
            continue;
        }
        auto const rest = vocabulary_.find(narrow(std::u32string_view(letters).substr(cut)));
        if (rest != vocabulary_.end()) {
            found.push_back({.word = rest->second, .prefix = *bits});
        }
    }
    if (!found.empty()) {
        return found;
    }
    add_fuzzy(found, token.key, 0);
    if (found.empty() && token.hebrew && letters.size() > shortest_fuzzy) {
        if (auto const bits = prefix_bits(std::u32string_view(letters).substr(0, 1))) {
            add_fuzzy(found, narrow(std::u32string_view(letters).substr(1)), *bits);
        }
    }
    return found;
}

void CompiledLexicon::walk(
    std::vector<Token> const& tokens,
    std::vector<std::vector<Reading>> const& readings,
    std::size_t at,
    std::uint32_t node,
    PhraseMatch so_far,
    PhraseMatch& best
) const {
    Node const& here = nodes_[node];
    if (!here.meanings.empty() && so_far.length > best.length) {
        best = so_far;
        best.meanings = here.meanings;
    }
    if (at >= tokens.size() || (so_far.length > 0 && tokens[at].before != Break::None)) {
        return;
    }
    for (Reading const& reading : readings[at]) {
        bool const inner = so_far.length > 0;
        if (inner && (reading.prefix & ~prefix::the) != 0) {
            continue;
        }
        auto const next = here.next.find(reading.word);
        if (next == here.next.end()) {
            continue;
        }
        PhraseMatch deeper = so_far;
        ++deeper.length;
        deeper.prefix = inner ? so_far.prefix : reading.prefix;
        deeper.fuzzy = so_far.fuzzy || reading.fuzzy;
        walk(tokens, readings, at + 1, next->second, deeper, best);
    }
}

PhraseMatch CompiledLexicon::longest(
    std::vector<Token> const& tokens,
    std::vector<std::vector<Reading>> const& readings,
    std::size_t at
) const {
    PhraseMatch best;
    walk(tokens, readings, at, 0, {}, best);
    return best;
}

}  // namespace croozer::understanding
