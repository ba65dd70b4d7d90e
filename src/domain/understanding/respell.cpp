#include "domain/understanding/respell.hpp"

#include "base/text.hpp"
#include "domain/understanding/forms.hpp"
#include "domain/understanding/romanised.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

// The same keys on the two layouts of an Israeli keyboard.
constexpr std::u32string_view latin_keys = U"qwertyuiopasdfghjkl;'zxcvbnm,./";
constexpr std::u32string_view hebrew_keys = U"/'קראטוןםפשדגכעיחלךף,זסבהנמצתץ.";
constexpr std::size_t shortest_joined = 6;
constexpr std::size_t shortest_menu_part = 4;
constexpr std::size_t most_parts = 3;

std::string other_layout(std::string_view text) {
    std::string typed;
    std::size_t at = 0;
    while (at < text.size()) {
        char32_t const c = next_code_point(text, at);
        char32_t const lower = c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c;
        std::size_t const in_hebrew = hebrew_keys.find(c);
        std::size_t const in_latin = latin_keys.find(lower);
        bool const hebrew = c >= 0x05D0 && c <= 0x05EA;
        if (hebrew && in_hebrew != std::u32string_view::npos) {
            append_code_point(typed, latin_keys[in_hebrew]);
        } else if (in_latin != std::u32string_view::npos) {
            append_code_point(typed, hebrew_keys[in_latin]);
        } else {
            append_code_point(typed, c);
        }
    }
    return typed;
}

struct Coverage {
    std::size_t words{0};
    std::size_t known{0};

    // At least so many of ten.
    [[nodiscard]] bool tenths(std::size_t least) const { return known * 10 >= words * least; }
};

void look_up(CompiledLexicon const& lexicon, Tokens& tokens) {
    for (Token& token : tokens.list) {
        token.known = lexicon.known(token);
    }
}

Coverage coverage(Tokens const& tokens) {
    Coverage result;
    for (Token const& token : tokens.list) {
        if (token.hebrew || token.latin) {
            ++result.words;
            result.known += token.known ? 1U : 0U;
        }
    }
    return result;
}

class Splitter {
public:
    explicit Splitter(CompiledLexicon const& lexicon) : lexicon_(lexicon) {}

    // The byte offsets in the key at which new words begin; empty: it is not several words.
    std::vector<std::size_t> split(Token const& token) {
        starts_.clear();
        starts_.push_back(0);
        for (std::size_t at = 0; at < token.key.size();) {
            std::ignore = next_code_point(token.key, at);
            starts_.push_back(at);
        }
        token_ = &token;
        cuts_.clear();
        bool const found = starts_.size() > shortest_joined && parts(0, most_parts, false);
        return found ? cuts_ : std::vector<std::size_t>{};
    }

private:
    bool parts(std::size_t from, std::size_t left, bool menu) {
        std::size_t const last = starts_.size() - 1;
        for (std::size_t to = last; to > from; --to) {
            bool const whole = from == 0 && to == last;
            bool const letter_a = to == from + 1 && token_->key[starts_[from]] == 'a';
            if (whole || (to < from + 2 && !letter_a) || (to < last && left == 1)) {
                continue;
            }
            Token part = *token_;
            part.key = token_->key.substr(starts_[from], starts_[to] - starts_[from]);
            if (!lexicon_.known(part)) {
                continue;
            }
            bool const of_menu = menu || (to - from >= shortest_menu_part && lexicon_.names(part));
            if (to == last) {
                if (of_menu) {
                    return true;
                }
                continue;
            }
            cuts_.push_back(starts_[to]);
            if (parts(to, left - 1, of_menu)) {
                return true;
            }
            cuts_.pop_back();
        }
        return false;
    }

    CompiledLexicon const& lexicon_;
    Token const* token_{nullptr};
    std::vector<std::size_t> starts_;
    std::vector<std::size_t> cuts_;
};

void split_joined(CompiledLexicon const& lexicon, Tokens& tokens) {
    Splitter splitter(lexicon);
    std::vector<Token> list;
    list.reserve(tokens.list.size());
    for (Token& token : tokens.list) {
        bool const word = token.hebrew || token.latin;
        std::vector<std::size_t> const cuts =
            word && !token.known ? splitter.split(token) : std::vector<std::size_t>{};
        if (cuts.empty()) {
            list.push_back(std::move(token));
            continue;
        }
        // Every part keeps the place of the whole, so that what is quoted is what was written.
        std::size_t from = 0;
        for (std::size_t i = 0; i <= cuts.size(); ++i) {
            std::size_t const to = i < cuts.size() ? cuts[i] : token.key.size();
            Token part = token;
            part.key = token.key.substr(from, to - from);
            part.known = true;
            part.before = i == 0 ? token.before : Break::None;
            part.glued = i > 0;
            part.asked = token.asked && i == cuts.size();
            list.push_back(std::move(part));
            from = to;
        }
    }
    tokens.list = std::move(list);
}

}  // namespace

Tokens read_tokens(CompiledLexicon const& lexicon, std::string_view text) {
    Tokens tokens = tokenise(text);
    look_up(lexicon, tokens);
    Coverage const plain = coverage(tokens);
    constexpr std::size_t hardly = 4;
    constexpr std::size_t mostly = 6;
    if (plain.words > 0 && !plain.tenths(hardly)) {
        Tokens typed = tokenise(other_layout(text));
        look_up(lexicon, typed);
        Coverage const other = coverage(typed);
        if (other.words > 0 && other.tenths(mostly)) {
            tokens = std::move(typed);
        }
    }
    split_joined(lexicon, tokens);
    if (may_be_romanised(tokens)) {
        take_particles(tokens);
    }
    return tokens;
}

}  // namespace croozer::understanding
