#include "domain/understanding/forms.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace croozer::understanding {

namespace {

constexpr std::size_t shortest_stem = 2;

class Forms {
public:
    explicit Forms(std::u32string word) : word_(std::move(word)) {}

    [[nodiscard]] bool ends(std::u32string_view tail) const {
        return word_.size() >= tail.size() + shortest_stem && word_.ends_with(tail);
    }

    // The word with its last `cut` letters replaced.
    void add(std::size_t cut, std::u32string_view tail) {
        std::u32string form = word_.substr(0, word_.size() - cut);
        form += tail;
        std::string const text = narrow(form);
        if (form != word_ && std::ranges::find(forms_, text) == forms_.end()) {
            forms_.push_back(text);
        }
    }

    std::vector<std::string> take() { return std::move(forms_); }

private:
    std::u32string word_;
    std::vector<std::string> forms_;
};

// Letters here are match keys, so a final mem is written as מ.
void hebrew_forms(Forms& forms, bool adjective) {
    if (forms.ends(U"ימ")) {
        forms.add(2, U"");
        forms.add(2, U"ה");
        forms.add(2, U"י");
        forms.add(1, U"");
    } else if (forms.ends(U"ות")) {
        forms.add(2, U"ה");
        forms.add(2, U"ת");
        forms.add(2, U"");
        if (forms.ends(U"יות")) {
            forms.add(3, U"ייה");
            forms.add(3, U"ית");
            forms.add(3, U"י");
        }
    } else if (forms.ends(U"ייה")) {
        forms.add(3, U"יות");
        forms.add(3, U"יית");
        forms.add(1, U"ות");
    } else if (forms.ends(U"ה")) {
        forms.add(1, U"ת");
        forms.add(1, U"ות");
        forms.add(1, U"ימ");  // "ביצים"
        if (adjective) {
            forms.add(1, U"");
        }
    } else if (forms.ends(U"ית")) {
        forms.add(1, U"ות");
        forms.add(1, U"");
        forms.add(1, U"ימ");
        forms.add(1, U"ימ");
        forms.add(1, U"ימ");
        forms.add(0, U"ות");
        forms.add(2, U"יימ");
    } else if (forms.ends(U"ת")) {
        forms.add(1, U"ות");
        forms.add(0, U"ות");
    } else if (forms.ends(U"י")) {
        forms.add(0, U"ת");
        forms.add(0, U"ות");
        forms.add(0, U"ימ");
        forms.add(0, U"מ");
    } else {
        forms.add(0, U"ימ");
        forms.add(0, U"ות");
        forms.add(0, U"י");
        if (adjective) {
            forms.add(0, U"ה");
        }
    }
}

void english_forms(Forms& forms) {
    if (forms.ends(U"ies")) {
        forms.add(3, U"y");
    } else if (forms.ends(U"oes") || forms.ends(U"ses") || forms.ends(U"ches")) {
        forms.add(2, U"");
    } else if (forms.ends(U"s")) {
        forms.add(1, U"");
        forms.add(0, U"es");
    } else if (forms.ends(U"y")) {
        forms.add(1, U"ies");
        forms.add(0, U"s");
    } else if (forms.ends(U"o") || forms.ends(U"h") || forms.ends(U"x")) {
        forms.add(0, U"es");
        forms.add(0, U"s");
    } else {
        forms.add(0, U"s");
    }
}

bool is_hebrew(char32_t c) {
    return c >= U'א' && c <= U'ת';
}

char32_t sound(char32_t c) {
    switch (c) {
        case U'ט':
            return U'ת';
        case U'ק':
        case U'ח':
            return U'כ';
        case U'ס':
            return U'ש';
        case U'ע':
        case U'ה':
            return U'א';
        case U'ב':
            return U'ו';
        case U'e':
        case U'i':
        case U'o':
        case U'u':
        case U'y':
            return U'a';
        case U'k':
        case U'q':
            return U'c';
        case U'z':
            return U's';
        default:
            return c;
    }
}

constexpr float weak_stroke = 0.4F;
constexpr float strong_stroke = 0.9F;
constexpr float like_sound = 0.5F;
constexpr float beside_on_keyboard = 0.8F;
constexpr float swap_of_two = 0.7F;
constexpr float at_the_start = 0.3F;

// A letter too many or too few: doubled and weak ones are easily so.
float stroke(std::u32string_view word, std::size_t at) {
    char32_t const c = word[at];
    bool const doubled = at > 0 && word[at - 1] == c;
    bool const weak = at > 0 && (c == U'י' || c == U'ו' || c == U'א' || c == U'h');
    return doubled || weak ? weak_stroke : strong_stroke;
}

struct Key {
    int row{-9};
    int column{0};
};

Key key_of(char32_t c) {
    static constexpr std::array<std::u32string_view, 6> rows{
        U"qwertyuiop", U"asdfghjkl", U"zxcvbnm", U"/'קראטוןםפ", U"שדגכעיחלך", U"זסבהנמצתץ"
    };
    for (std::size_t row = 0; row < rows.size(); ++row) {
        std::size_t const column = rows.at(row).find(c);
        if (column != std::u32string_view::npos) {
            return {.row = static_cast<int>(row), .column = static_cast<int>(column)};
        }
    }
    return {};
}

float exchange(char32_t a, char32_t b, bool first) {
    if (a == b) {
        return 0;
    }
    float const more = first ? at_the_start : 0;
    if (sound(a) == sound(b)) {
        return like_sound + more;
    }
    Key const from = key_of(a);
    Key const to = key_of(b);
    constexpr int rows_of_a_keyboard = 3;
    bool const beside = from.row >= 0 && to.row >= 0 &&
                        from.row / rows_of_a_keyboard == to.row / rows_of_a_keyboard &&
                        std::abs(from.row - to.row) <= 1 && std::abs(from.column - to.column) <= 1;
    return (beside ? beside_on_keyboard : 1.0F) + more;
}

}  // namespace

std::string narrow(std::u32string_view letters) {
    std::string text;
    for (char32_t const letter : letters) {
        append_code_point(text, letter);
    }
    return text;
}

std::u32string wide(std::string_view key) {
    std::u32string letters;
    std::size_t at = 0;
    while (at < key.size()) {
        letters.push_back(next_code_point(key, at));
    }
    return letters;
}

std::vector<std::string> other_forms(std::string_view key, bool adjective) {
    std::u32string const letters = wide(key);
    Forms forms(letters);
    constexpr std::u32string_view not_a_stem = U"התימ";
    if (letters.size() == shortest_stem && is_hebrew(letters.front()) &&
        not_a_stem.find(letters.back()) == std::u32string_view::npos) {
        forms.add(0, U"ימ");  // "זר", "זרים"
        forms.add(0, U"י");
        if (adjective) {
            forms.add(0, U"ה");  // "קרה"
            forms.add(0, U"ות");
        }
        return forms.take();
    }
    if (letters.size() < shortest_stem + 1) {
        return {};
    }
    if (is_hebrew(letters.front())) {
        hebrew_forms(forms, adjective);
    } else if (letters.front() >= U'a' && letters.front() <= U'z') {
        english_forms(forms);
    }
    return forms.take();
}

std::uint64_t letter_set(std::u32string_view letters) {
    constexpr unsigned bits = 64;
    std::uint64_t set = 0;
    for (char32_t const letter : letters) {
        set |= std::uint64_t{1} << (letter % bits);
    }
    return set;
}

float typing_errors_allowed(std::size_t letters) {
    constexpr std::array<float, 9> allowed{0, 0, 0, 0.9F, 1.3F, 1.3F, 1.6F, 1.6F, 2};
    return letters < allowed.size() ? allowed.at(letters) : allowed.back();
}

float typing_distance(std::u32string_view a, std::u32string_view b, float most) {
    constexpr std::size_t longest = 32;
    if (a.size() >= longest || b.size() >= longest) {
        return most + 1;
    }
    // Three rows of the usual table: two back for the swap of neighbours.
    std::array<std::array<float, longest>, 3> rows{};
    for (std::size_t j = 1; j <= b.size(); ++j) {
        rows[0][j] = rows[0][j - 1] + stroke(b, j - 1);
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows.at(i % 3);
        auto const& above = rows.at((i + 2) % 3);
        auto const& two_above = rows.at((i + 1) % 3);
        row[0] = above[0] + stroke(a, i - 1);
        float least = row[0];
        for (std::size_t j = 1; j <= b.size(); ++j) {
            float best = above.at(j - 1) + exchange(a[i - 1], b[j - 1], i == 1 && j == 1);
            best = std::min(best, above.at(j) + stroke(a, i - 1));
            best = std::min(best, row.at(j - 1) + stroke(b, j - 1));
            bool const swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            best = swapped ? std::min(best, two_above.at(j - 2) + swap_of_two) : best;
            row.at(j) = best;
            least = std::min(least, best);
        }
        if (least > most + swap_of_two) {
            return most + 1;
        }
    }
    return rows.at(a.size() % 3).at(b.size());
}

}  // namespace croozer::understanding
