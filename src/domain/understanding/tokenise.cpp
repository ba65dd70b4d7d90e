#include "base/text.hpp"
#include "domain/understanding/tokens.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <charconv>
#include <tuple>
#include <utility>

namespace croozer::understanding {

namespace {

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

bool is_hebrew(char32_t c) {
    return c >= 0x05D0 && c <= 0x05EA;
}

bool is_letter(char32_t c) {
    constexpr char32_t ascii_end = 0x80;
    if (c < ascii_end) {
        return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
    }
    return is_hebrew(c) || (!is_digit(c) && u_isalpha(static_cast<UChar32>(c)) != 0);
}

bool is_emoji(char32_t c) {
    return (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || c == 0x2B50;
}

char32_t folded(char32_t c) {
    switch (c) {
        case 0x05DA:
            return 0x05DB;  // ך
        case 0x05DD:
            return 0x05DE;  // ם
        case 0x05DF:
            return 0x05E0;  // ן
        case 0x05E3:
            return 0x05E4;  // ף
        case 0x05E5:
            return 0x05E6;  // ץ
        default:
            return is_hebrew(c) ? c : static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    }
}

std::uint8_t prefix_of(std::string_view key) {
    if (key == "ו") {
        return prefix::and_;
    }
    if (key == "ב") {
        return prefix::in;
    }
    if (key == "ל") {
        return prefix::to;
    }
    if (key == "מ") {
        return prefix::from;
    }
    if (key == "ה") {
        return prefix::the;
    }
    return 0;
}

class Cutter {
public:
    explicit Cutter(std::string clean) { out_.clean = std::move(clean); }

    Tokens cut() {
        std::string_view const text = out_.clean;
        std::size_t at = 0;
        while (at < text.size()) {
            std::size_t next = at;
            char32_t const c = next_code_point(text, next);
            if (is_digit(c)) {
                at = digits(at);
            } else if (is_letter(c)) {
                at = word(at);
            } else if (is_arrow(c, next) && !at_line_start_ && !out_.list.empty()) {
                at = arrow(at, c == U'-' || c == U'=' ? next + 1 : next);
            } else if (is_emoji(c)) {
                at = emoji(at, c);
            } else {
                mark(c, at, next);
                at = next;
            }
        }
        drop_list_numbers();
        return std::move(out_);
    }

private:
    char32_t peek(std::size_t at) const {
        return at < out_.clean.size() ? next_code_point(out_.clean, at) : U'\0';
    }

    void push(Token token) {
        token.before = out_.list.empty() ? Break::Hard : break_;
        token.glued = !out_.list.empty() && out_.list.back().end == token.begin;
        // "ב-62", "ו2", "ב 8", "ה-burger": the letter is a prefix of the number or the word.
        if ((token.digits || token.latin) && break_ == Break::None && !out_.list.empty()) {
            std::uint8_t const bits = prefix_of(out_.list.back().key);
            bool const and_word = token.latin && bits == prefix::and_;  // stands by itself
            if (bits != 0 && !and_word) {
                token.prefix = bits;
                token.before = out_.list.back().before;
                out_.list.pop_back();
            }
        }
        token.ranged = token.digits && hyphen_ && break_ == Break::None && !out_.list.empty() &&
                       out_.list.back().digits;
        list_mark_.resize(out_.list.size());
        list_mark_.push_back(Mark::None);
        out_.list.push_back(std::move(token));
        out_.list.back().listed = std::exchange(colon_, false);
        break_ = Break::None;
        hyphen_ = false;
        at_line_start_ = false;
    }

    std::size_t digits(std::size_t at) {
        Token token{.key = {}, .begin = at, .digits = true, .number = {}};
        bool plain = true;
        while (at < out_.clean.size()) {
            char32_t const c = peek(at);
            bool const inner = (c == U'.' || c == U':' || c == U'/') && is_digit(peek(at + 1));
            if (!is_digit(c) && !inner) {
                break;
            }
            plain = plain && !inner;
            token.key.push_back(static_cast<char>(c));
            ++at;
        }
        while (peek(at) == U'#' || peek(at) == U'*') {
            plain = false;
            token.key.push_back(out_.clean[at]);
            ++at;
        }
        // A leading zero is a phone or a code, never a count.
        if (plain && token.key.size() <= 4 && (token.key.front() != '0' || token.key == "0")) {
            std::int64_t value = 0;
            std::from_chars(token.key.data(), token.key.data() + token.key.size(), value);
            token.number = value;
        }
        token.end = at;
        bool const point = plain && (peek(at) == U'.' || peek(at) == U')');
        bool const mark = at_line_start_ && point;
        bool const inline_mark = point && !mark && peek(at + 1) == U' ';
        push(std::move(token));
        list_mark_.back() = mark ? Mark::Line : inline_mark ? Mark::Inline : Mark::None;
        at += mark ? 1 : 0;
        return at;
    }

    std::size_t word(std::size_t at) {
        Token token{.key = {}, .begin = at, .number = {}};
        char32_t const first = peek(at);
        bool const hebrew = is_hebrew(first);
        letters_.clear();
        while (at < out_.clean.size()) {
            std::size_t next = at;
            char32_t const c = next_code_point(out_.clean, next);
            if (is_letter(c)) {
                if (is_hebrew(c) != hebrew) {
                    break;
                }
                letters_.push_back(folded(c));
            } else if (c == U'\'' && letters_.size() == 1 && letters_[0] == U'ת' &&
                       is_hebrew(peek(next))) {
                letters_[0] = U'ה';  // "ת'פיצה" is "את הפיצה"
            } else if ((c != U'\'' && c != U'"') || !is_letter(peek(next))) {
                // A trailing geresh belongs to the abbreviation: רח' ; a quote does not.
                if (c == U'\'') {
                    at = next;
                }
                break;
            }
            at = next;
        }
        collapse(letters_, token.key);
        token.end = at;
        if (ends_ordinal(token)) {
            out_.list.back().end = at;
            out_.list.back().ordinal = true;
            return at;
        }
        token.hebrew = hebrew;
        token.latin = !hebrew;
        push(std::move(token));
        return at;
    }

    // The letters of "3rd" and "4th".
    [[nodiscard]] bool ends_ordinal(Token const& token) const {
        bool const behind = !out_.list.empty() && out_.list.back().digits &&
                            out_.list.back().end == token.begin && out_.list.back().number;
        return behind &&
               (token.key == "st" || token.key == "nd" || token.key == "rd" || token.key == "th");
    }

    // "דחוףףףף" is "דחוף": three or more of a letter are one.
    static void collapse(std::vector<char32_t> const& letters, std::string& key) {
        for (std::size_t i = 0; i < letters.size();) {
            std::size_t run = i;
            while (run < letters.size() && letters[run] == letters[i]) {
                ++run;
            }
            append_code_point(key, letters[i]);
            if (run - i == 2) {
                append_code_point(key, letters[i]);
            }
            i = run;
        }
    }

    std::size_t emoji(std::size_t at, char32_t kind) {
        Token token{.key = {}, .begin = at, .emoji = true, .number = {}};
        append_code_point(token.key, kind);
        token.repeated = 0;
        while (at < out_.clean.size() && peek(at) == kind) {
            std::ignore = next_code_point(out_.clean, at);
            ++token.repeated;
        }
        token.end = at;
        push(std::move(token));
        return at;
    }

    // "coke -> lemonade"
    [[nodiscard]] bool is_arrow(char32_t c, std::size_t next) const {
        return c == 0x2192 || c == 0x27A1 || ((c == U'-' || c == U'=') && peek(next) == U'>');
    }

    std::size_t arrow(std::size_t at, std::size_t end) {
        push({.key = "becomes", .begin = at, .end = end, .latin = true, .number = {}});
        return end;
    }

    void mark(char32_t c, std::size_t at, std::size_t next) {
        switch (c) {
            case U'\n':
                break_ = Break::Hard;
                at_line_start_ = true;
                break;
            case U'?':
                if (!out_.list.empty()) {
                    out_.list.back().asked = true;
                }
                break_ = Break::Hard;
                break;
            case U'.':
            case U'!':
            case U';':
                break_ = Break::Hard;
                break;
            case U':':
                colon_ = true;
                break_ = std::max(break_, Break::Soft);
                break;
            case U',':
            case U'(':
            case U')':
            case U'+':
            case U'&':
                break_ = std::max(break_, Break::Soft);
                break;
            case U'-':
                dash(at, next);
                break;
            default:
                break;
        }
    }

    void dash(std::size_t at, std::size_t next) {
        bool const spaced = at > 0 && out_.clean[at - 1] == ' ' && peek(next) == U' ';
        if (spaced && !at_line_start_) {
            break_ = std::max(break_, Break::Soft);
        } else {
            hyphen_ = true;
        }
    }

    // "1. … 2. …" are numbers of a list only if they run 1, 2, 3 down the message, each in a line
    // of its own or all in one.
    void drop_list_numbers() {
        list_mark_.resize(out_.list.size());
        auto const first = std::ranges::find_if(list_mark_, [](Mark m) { return m != Mark::None; });
        auto const at = static_cast<std::size_t>(first - list_mark_.begin());
        // "I'd like: 1. … 2. …"
        bool const announced = at < out_.list.size() && out_.list[at].listed;
        bool const numbered =
            announced || (at == 0 && !list_mark_.empty() && list_mark_.front() == Mark::Line);
        if (!numbered || !run(true) || std::ranges::count(list_mark_, Mark::None) == 0) {
            std::ranges::replace(list_mark_, Mark::Inline, Mark::None);
            if (!run(false)) {
                return;
            }
        }
        std::vector<Token> kept;
        kept.reserve(out_.list.size());
        for (std::size_t i = 0; i < out_.list.size(); ++i) {
            if (list_mark_[i] == Mark::None) {
                kept.push_back(std::move(out_.list[i]));
            } else if (i + 1 < out_.list.size()) {
                out_.list[i + 1].before = Break::Hard;
            }
        }
        out_.list = std::move(kept);
    }

    [[nodiscard]] bool run(bool inline_too) const {
        std::int64_t expected = 1;
        for (std::size_t i = 0; i < out_.list.size(); ++i) {
            bool const marked =
                list_mark_[i] == Mark::Line || (inline_too && list_mark_[i] == Mark::Inline);
            if (marked && out_.list[i].number != expected++) {
                return false;
            }
        }
        return true;
    }

    enum class Mark : std::uint8_t { None, Line, Inline };

    Tokens out_;
    std::vector<char32_t> letters_;  // of the word at hand
    std::vector<Mark> list_mark_;
    Break break_{Break::None};
    bool hyphen_{false};
    bool colon_{false};
    bool at_line_start_{true};
};

}  // namespace

std::string Tokens::words(std::size_t first, std::size_t last) const {
    if (first >= last || last > list.size()) {
        return {};
    }
    return clean.substr(list[first].begin, list[last - 1].end - list[first].begin);
}

Tokens tokenise(std::string_view text) {
    return Cutter(clean_text(text)).cut();
}

std::vector<std::string> name_keys(std::string_view name) {
    std::vector<std::string> keys;
    for (Token& token : tokenise(name).list) {
        keys.push_back(std::move(token.key));
    }
    return keys;
}

}  // namespace croozer::understanding
