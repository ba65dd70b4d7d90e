#include "domain/understanding/edit_words.hpp"

#include <algorithm>

namespace croozer::understanding {

std::size_t behind_and(Spans here) {
    return !here.empty() && here[0].is(Word::And) ? 1 : 0;
}

// "one with…", "one without…".
bool is_part(Spans here, std::size_t at) {
    return at + 1 < here.size() && here[at].number && here[at + 1].before == Break::None &&
           (here[at + 1].is(Word::With) || here[at + 1].is(Word::Without));
}

std::optional<std::int64_t> value_of(Span const& span, Word word) {
    for (Meaning const& meaning : span.meanings) {
        if (meaning.kind == MeaningKind::General && meaning.word == word) {
            return meaning.value;
        }
    }
    return std::nullopt;
}

std::optional<std::int64_t> ordinal(Span const& span) {
    std::optional<std::int64_t> value = value_of(span, Word::Other);
    constexpr unsigned the_one = prefix::the | prefix::to | prefix::in | prefix::from;
    if (!value && (span.prefix & the_one) != 0) {
        value = value_of(span, Word::Ordinal);
    }
    return value == 0 ? std::nullopt : value;
}

// "one of", "אחת מה…", "אחת מהן".
bool is_portion(Spans spans, std::size_t at) {
    if (!spans[at].number || at + 1 >= spans.size() || spans[at + 1].before != Break::None) {
        return false;
    }
    Span const& next = spans[at + 1];
    constexpr unsigned from_the = prefix::from | prefix::the;
    bool const of_so_many = next.number && (next.prefix & prefix::from) != 0;  // "אחד משני ה…"
    bool const of_them = spans[at].number == 1 && next.product() && !next.latin &&
                         (next.prefix & prefix::from) != 0;  // "אחד מהמבורגרי הילדים"
    return of_so_many || of_them || value_of(next, Word::Filler) == of_word ||
           (next.product() && (next.prefix & from_the) == from_the) ||
           (spans[at].number == 1 && next.product() && next.prefix == prefix::the);
}

Span const* find(Spans spans, Word word) {
    auto const found = std::ranges::find_if(spans, [&](Span const& s) { return s.is(word); });
    return found == spans.end() ? nullptr : &*found;
}

bool says_only(Spans spans) {
    return std::ranges::any_of(spans, [](Span const& span) {
        return value_of(span, Word::Filler) == only_word;
    });
}

bool is_article(Span const& span) {
    return value_of(span, Word::Filler) == article_word;
}

bool says_menu(Spans spans) {
    return std::ranges::any_of(spans, [](Span const& s) { return s.menu(); });
}

std::optional<std::int64_t> lone_number(Spans spans) {
    std::optional<std::int64_t> number;
    for (Span const& span : spans) {
        number = span.number ? span.number : number;
    }
    return number;
}

bool cancels_all(Spans spans) {
    return std::ranges::any_of(spans, [](Span const& span) {
        return value_of(span, Word::Cancel) == 1;
    });
}

bool starts_over(Span const& span) {
    return value_of(span, Word::Cancel) == 2;
}

bool doubles(Spans spans) {
    return std::ranges::any_of(spans, [](Span const& span) {
        return value_of(span, Word::Change) == 2;
    });
}

bool says(Spans spans) {
    return std::ranges::any_of(spans, [](Span const& s) { return s.menu() || s.number; });
}

}  // namespace croozer::understanding
