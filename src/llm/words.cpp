#include "llm/words.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

namespace croozer::llm {
namespace {

constexpr double near = 0.8;
constexpr std::size_t least_sound = 3;
constexpr std::size_t least_stem = 2;

bool is_point(char32_t c) {
    return (c >= 0x0591 && c <= 0x05C7 && c != 0x05BE) || c == U'\'' || c == 0x05F3 ||
           c == 0x2019 || c == U'"' || c == 0x05F4;
}

bool is_unseen(char32_t c) {
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0x00AD || c == 0x061C ||
           (c >= 0xE0000 && c <= 0xE0FFF);  // tags: text that people do not see and models read
}

bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

bool is_hebrew(char32_t c) {
    return c >= 0x05D0 && c <= 0x05EA;
}

bool is_letter(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || is_hebrew(c) ||
           (c >= 0x00DF && c <= 0x024F) || c == 0x00BD;
}

char32_t folded(char32_t c) {
    if (c >= U'A' && c <= U'Z') {
        return c + (U'a' - U'A');
    }
    switch (c) {
        case U'ך':
            return U'כ';
        case U'ם':
            return U'מ';
        case U'ן':
            return U'נ';
        case U'ף':
            return U'פ';
        case U'ץ':
            return U'צ';
        default:
            return c;
    }
}

// What a consonant sounds like; vowels and weak letters are not heard.
char sound_of(char32_t c) {
    static constexpr std::u32string_view from = U"בגדזחטכלמנסצפקרשתbvcdfgjklmnpqrstxz";
    static constexpr std::string_view to = "bgdsktklmnsspkrstbbkdpggklmnpkrstks";
    static_assert(from.size() == to.size());
    auto const at = from.find(c);
    return at == std::u32string_view::npos ? '\0' : to[at];
}

std::string sound(std::u32string_view letters) {
    std::string heard;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        char32_t const next = i + 1 < letters.size() ? letters[i + 1] : U'\0';
        char one = sound_of(letters[i]);
        if (next == U'h' && (letters[i] == U's' || letters[i] == U'p')) {
            one = letters[i] == U's' ? 's' : 'p';
        }
        // "tz" and "ts" are one sound.
        bool const compound = letters[i] == U't' && (next == U'z' || next == U's');
        if (one != '\0' && !compound && (heard.empty() || heard.back() != one)) {
            heard.push_back(one);
        }
    }
    return heard;
}

std::u32string_view stem(std::u32string_view letters) {
    for (std::u32string_view const ending : {U"ימ", U"ות", U"יות", U"s", U"es", U"ה"}) {
        if (letters.size() >= ending.size() + least_stem && letters.ends_with(ending)) {
            return letters.substr(0, letters.size() - ending.size());
        }
    }
    return letters;
}

// Optimal string alignment, given up above `most`. Nobody misspells a longer word than this.
constexpr std::size_t longest_word = 32;

std::size_t edits(std::u32string_view a, std::u32string_view b, std::size_t most) {
    if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > most ||
        std::max(a.size(), b.size()) > longest_word) {
        return most + 1;
    }
    using Row = std::array<std::size_t, longest_word + 1>;
    Row before{};
    Row last{};
    Row row{};
    for (std::size_t j = 0; j <= b.size(); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] =
                std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)}
                );
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        before = last;
        last = row;
    }
    return last[b.size()];
}

// An edit changes at most two of the letters that a word has, so most words are told apart by this.
bool may_be_near(std::u32string_view a, std::u32string_view b, std::size_t most) {
    constexpr unsigned bits = 64;
    auto const letters_of = [](std::u32string_view word) {
        std::uint64_t letters = 0;
        for (char32_t const c : word) {
            letters |= std::uint64_t{1} << (static_cast<unsigned>(c) % bits);
        }
        return letters;
    };
    return static_cast<std::size_t>(std::popcount(letters_of(a) ^ letters_of(b))) <= 2 * most;
}

std::size_t edits_allowed(std::size_t letters) {
    constexpr std::size_t four = 4;
    constexpr std::size_t six = 6;
    constexpr std::size_t nine = 9;
    return letters < four ? 0 : letters < six ? 1 : letters < nine ? 2 : 3;
}

bool all_digits(std::u32string_view letters) {
    return std::ranges::all_of(letters, [](char32_t c) { return c >= U'0' && c <= U'9'; });
}

double likeness(std::u32string_view written, Word const& name) {
    if (written == name.letters ||
        (written.front() == name.letters.front() && stem(written) == stem(name.letters))) {
        return 1;
    }
    if (all_digits(written) || all_digits(name.letters)) {
        return 0;  // 2 is not 3.
    }
    std::size_t const allowed =
        std::min(edits_allowed(written.size()), edits_allowed(name.letters.size()));
    bool const is_near = allowed > 0 && may_be_near(written, name.letters, allowed) &&
                         edits(written, name.letters, allowed) <= allowed;
    return is_near ? near : 0;
}

struct CueWord {
    std::u32string_view word;
    Cue cue;
};

constexpr auto cue_words = std::to_array<CueWord>(
    {{U"without", Cue::Without}, {U"no", Cue::Without},  {U"hold", Cue::Without},
     {U"minus", Cue::Without},   {U"בלי", Cue::Without}, {U"ללא", Cue::Without},
     {U"לא", Cue::Without},      {U"בלא", Cue::Without}, {U"extra", Cue::Extra},
     {U"double", Cue::Extra},    {U"more", Cue::Extra},  {U"אקסטרה", Cue::Extra},
     {U"כפול", Cue::Extra},      {U"הרבה", Cue::Extra},  {U"light", Cue::Light},
     {U"less", Cue::Light},      {U"easy", Cue::Light},  {U"little", Cue::Light},
     {U"קצת", Cue::Light},       {U"מעט", Cue::Light},   {U"half", Cue::Half},
     {U"halves", Cue::Half},     {U"חצי", Cue::Half},    {U"½", Cue::Half},
     {U"with", Cue::Glue},       {U"and", Cue::Glue},    {U"a", Cue::Glue},
     {U"an", Cue::Glue},         {U"the", Cue::Glue},    {U"of", Cue::Glue},
     {U"on", Cue::Glue},         {U"עמ", Cue::Glue},     {U"ועמ", Cue::Glue},
     {U"של", Cue::Glue},         {U"על", Cue::Glue},     {U"גמ", Cue::Glue},
     {U"please", Cue::Glue},     {U"בבקשה", Cue::Glue},  {U"too", Cue::Glue}}
);

struct NumberWord {
    std::u32string_view word;
    std::int64_t number;
};

constexpr auto number_words = std::to_array<NumberWord>(
    {{U"one", 1},   {U"two", 2},   {U"three", 3}, {U"four", 4}, {U"five", 5},   {U"six", 6},
     {U"seven", 7}, {U"eight", 8}, {U"nine", 9},  {U"ten", 10}, {U"couple", 2}, {U"dozen", 12},
     {U"אחד", 1},   {U"אחת", 1},   {U"שתי", 2},   {U"שני", 2},  {U"שתימ", 2},   {U"שנימ", 2},
     {U"זוג", 2},   {U"שלוש", 3},  {U"שלושה", 3}, {U"ארבע", 4}, {U"ארבעה", 4},  {U"חמש", 5},
     {U"חמישה", 5}, {U"שש", 6},    {U"שישה", 6},  {U"שבע", 7},  {U"שבעה", 7},   {U"שמונה", 8},
     {U"תשע", 9},   {U"תשעה", 9},  {U"עשר", 10},  {U"עשרה", 10}}
);

// "וללא" is "ללא" after an and.
std::u32string_view without_and(std::u32string_view letters) {
    return letters.size() > least_stem && letters.starts_with(U'ו') ? letters.substr(1) : letters;
}

}  // namespace

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    Word word;
    bool breaks = false;
    auto const close = [&] {
        if (!word.letters.empty()) {
            word.sound = sound(word.letters);
            words.push_back(std::move(word));
            breaks = false;
        }
        word = Word{};
    };
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const begin = at;
        char32_t const c = folded(next_code_point(text, at));
        if (is_letter(c)) {
            if (word.letters.empty()) {
                word.begin = begin;
                word.breaks = breaks;
            }
            word.letters.push_back(c);
            word.end = at;
        } else if (!is_point(c) && !is_unseen(c)) {
            close();
            breaks = breaks || c == U'\n' || c == U'.' || c == U'!' || c == U'?' || c == U';';
        }
    }
    close();
    return words;
}

double likeness(Word const& written, Word const& name) {
    std::u32string_view letters = written.letters;
    double best = likeness(letters, name);
    // Hebrew glues "and", "the", "in", "to", "from", "that", "as" before a word: at most two.
    constexpr std::size_t least_letters = 3;
    for (int glued = 0; glued < 2 && best < 1 && letters.size() > least_letters &&
                        std::u32string_view(U"והבלמשכ").contains(letters.front());
         ++glued) {
        letters.remove_prefix(1);
        best = std::max(best, likeness(letters, name));
    }
    bool const sounds = written.sound.size() >= least_sound && written.sound == name.sound;
    return sounds ? std::max(best, near) : best;
}

std::optional<std::int64_t> number_of(Word const& word) {
    std::u32string_view letters = word.letters;
    if (letters.size() > 1 && letters.front() == U'x' && all_digits(letters.substr(1))) {
        letters.remove_prefix(1);
    }
    if (all_digits(letters)) {
        std::string digits(letters.begin(), letters.end());
        std::int64_t number = 0;
        auto const [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), number);
        return error == std::errc{} ? std::optional(number) : std::nullopt;
    }
    auto const found = std::ranges::find_if(number_words, [&](NumberWord const& candidate) {
        return candidate.word == letters || candidate.word == without_and(letters);
    });
    return found == number_words.end() ? std::nullopt : std::optional(found->number);
}

Cue cue_of(Word const& word) {
    auto const found = std::ranges::find_if(cue_words, [&](CueWord const& candidate) {
        return candidate.word == word.letters || candidate.word == without_and(word.letters);
    });
    return found == cue_words.end() ? Cue::None : found->cue;
}

std::string plain_text(std::string_view text, std::size_t code_points) {
    std::string plain;
    char blank = '\0';  // between the last word and the next
    std::size_t kept = 0;
    for (std::size_t at = 0; at < text.size() && kept < code_points;) {
        char32_t const c = next_code_point(text, at);
        if (is_unseen(c)) {
            continue;
        }
        if (c == U' ' || c == 0xA0 || is_control(c)) {
            blank = plain.empty() ? '\0' : c == U'\n' || blank == '\n' ? '\n' : ' ';
            continue;
        }
        if (blank != '\0' && ++kept < code_points) {
            plain.push_back(blank);
        }
        blank = '\0';
        if (kept < code_points) {
            append_code_point(plain, c);
            ++kept;
        }
    }
    return plain;
}

}  // namespace croozer::llm
