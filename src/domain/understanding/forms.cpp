#include "domain/understanding/forms.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace croozer::understanding {

namespace {

constexpr std::size_t shortest_stem = 2;

std::string narrow(std::u32string_view letters) {
    std::string text;
    for (char32_t const letter : letters) {
        append_code_point(text, letter);
    }
    return text;
}

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
    } else if (forms.ends(U"ה")) {
        forms.add(1, U"ת");
        forms.add(1, U"ות");
        if (adjective) {
            forms.add(1, U"");
            forms.add(1, U"ימ");
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
        default:
            return c;
    }
}

}  // namespace

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
    if (letters.size() < shortest_stem + 1) {
        return {};
    }
    Forms forms(letters);
    if (letters.front() >= 0x05D0 && letters.front() <= 0x05EA) {
        hebrew_forms(forms, adjective);
    } else if (letters.front() >= U'a' && letters.front() <= U'z') {
        english_forms(forms);
    }
    return forms.take();
}

std::string sound_key(std::string_view key) {
    std::u32string heard;
    for (char32_t const letter : wide(key)) {
        char32_t const c = sound(letter);
        bool const weak = (c == U'י' || c == U'ו') && !heard.empty();
        bool const doubled = !heard.empty() && heard.back() == c;
        if (!weak && !doubled) {
            heard.push_back(c);
        }
    }
    return narrow(heard);
}

bool one_edit_apart(std::u32string_view a, std::u32string_view b) {
    if (a.size() > b.size()) {
        std::swap(a, b);
    }
    if (b.size() - a.size() > 1) {
        return false;
    }
    std::size_t head = 0;
    while (head < a.size() && a[head] == b[head]) {
        ++head;
    }
    std::u32string_view const rest_a = a.substr(head);
    std::u32string_view const rest_b = b.substr(head);
    if (a.size() != b.size()) {
        return rest_a == rest_b.substr(1);
    }
    if (rest_a.empty()) {
        return false;
    }
    if (rest_a.substr(1) == rest_b.substr(1)) {
        return true;
    }
    return rest_a.size() >= 2 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] &&
           rest_a.substr(2) == rest_b.substr(2);
}

}  // namespace croozer::understanding
