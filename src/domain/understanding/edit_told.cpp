// Which line a clause tells of by what is on it, and what goes onto that one.
#include "domain/understanding/edit_words.hpp"
#include "domain/understanding/editor.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

// "onion on the corn half", "on the half with the corn": the half that the corn is on.
bool Editor::on_half_told(Grouped& read, Spans spans) const {
    Span const* const half = find(spans, Word::Half);
    if (half == nullptr || !read.drafts.empty() || read.loose.size() < 2 ||
        find(spans, Word::Change) || find(spans, Word::Instead)) {
        return false;
    }
    auto const at = static_cast<std::size_t>(half - spans.data());
    std::size_t behind = at + 1;
    while (behind < spans.size() && (spans[behind].filler() || spans[behind].is(Word::With))) {
        ++behind;
    }
    auto const beside = [&](Chosen const& chosen) {
        auto const says = [&](std::size_t i) {
            return i < spans.size() && std::ranges::any_of(
                                           spans[i].meanings,
                                           [&](Meaning const& meaning) {
                                               return meaning.kind == MeaningKind::Option &&
                                                      meaning.group == chosen.group &&
                                                      meaning.option == chosen.option;
                                           }
                                       );
        };
        return (at > 0 && says(at - 1)) || says(behind);
    };
    for (std::size_t i = 0; i < read.loose.size(); ++i) {
        for (std::int64_t const line : at_.lines()) {
            ordering::Part const part = part_of(read.loose[i], line);
            if (part != ordering::Part::Whole && beside(read.loose[i])) {
                read.loose.erase(read.loose.begin() + static_cast<std::ptrdiff_t>(i));
                for (Chosen& chosen : read.loose) {
                    chosen.part = part;
                }
                return true;
            }
        }
    }
    return false;
}

// "put the olives on half of it".
void Editor::on_half(Grouped& read, Spans spans) const {
    Span const* const half = find(spans, Word::Half);
    constexpr std::int64_t all_over = 2;
    if (half == nullptr || half->meanings.front().value == all_over ||
        half->before == Break::Hard || !read.drafts.empty() ||
        says_menu(spans.subspan(static_cast<std::size_t>(half - spans.data()) + 1))) {
        return;
    }
    bool const all = std::ranges::all_of(read.loose, [&](Chosen const& chosen) {
        return chosen.part == ordering::Part::Whole && !chosen.negated &&
               lexicon_.group(chosen.group).halves != menu::HalvesPolicy::NotAllowed;
    });
    for (Chosen& chosen : read.loose) {
        chosen.part = all ? ordering::Part::First : chosen.part;
    }
}

// The lines of `among` that have all of them.
std::vector<std::int64_t> Editor::lines_holding(
    std::vector<Chosen> const& options, std::vector<std::int64_t> among
) const {
    std::erase_if(among, [&](std::int64_t line) {
        return !std::ranges::all_of(options, [&](Chosen const& chosen) {
            auto const wanted = at_.on_line(chosen, line);
            return !chosen.negated && wanted && at_.holds(*wanted, line);
        });
    });
    return among;
}

// "the one with corn", "את האישית": what one line has already says which one is meant.
bool Editor::describes(
    Pointed const& pointed,
    std::vector<Chosen> const& options,
    std::vector<std::int64_t> const& among,
    Spans spans
) {
    bool const verb = find(spans, Word::Add) || find(spans, Word::Make) ||
                      find(spans, Word::Change) || find(spans, Word::OrderVerb) ||
                      says_only(pointed.rest);
    std::vector<std::int64_t> const lines = lines_holding(options, among);
    bool const plain = std::ranges::all_of(options, [](Chosen const& chosen) {
        return chosen.qualifier == ordering::Qualifier::None && chosen.count == 1 &&
               chosen.part == ordering::Part::Whole;
    });
    if (verb || !plain || (pointed.pointer.any() && pointed.pointer.named.empty()) ||
        lines.size() != 1) {
        return false;
    }
    list_.mention(lines);
    told_ = options;
    only_named_ = true;
    return true;
}

// "no onion in the burrito, and put some guacamole in it": a dish by itself elsewhere.
bool Editor::puts_inside(Grouped& read, Spans spans) {
    static constexpr auto inside = std::to_array<std::string_view>(
        {"לו",
         "לה",
         "עליו",
         "עליה",
         "בפנימ",
         "בתוכו",
         "בתוכה",
         "inside",
         "in it",
         "on it",
         "to it",
         "on top of it",
         "inside it"}
    );
    bool const in_it = std::ranges::any_of(spans, [&](Span const& span) {
        std::string key;
        for (std::size_t i = span.first; i < span.last; ++i) {
            key += (i > span.first ? " " : "") + lattice_.tokens().list[i].key;
        }
        return std::ranges::find(inside, key) != inside.end();
    });
    bool const verb = find(spans, Word::Add) || find(spans, Word::OrderVerb);
    if (!in_it || !verb || list_.mentioned().size() != 1 || read.drafts.size() != 1 ||
        !read.loose.empty() || read.drafts.front().counted ||
        !read.drafts.front().options.empty()) {
        return false;
    }
    std::int64_t const line = list_.mentioned().front();
    std::optional<Chosen> const chosen = as_option(read.drafts.front(), [&](std::int32_t group) {
        std::int32_t const product = at_.product_of(line);
        return product >= 0 && lexicon_.has_group(product, group);
    });
    if (!chosen) {
        return false;
    }
    list_.change({.lines = {line}}, {*chosen}, spans);
    keep_doubts(read);
    return true;
}

// "both in a laffa", "in the mix put hummus, too": what can be had by itself, but is of a line
// here.
void Editor::as_served(Pointer const& pointer, Grouped& read, Spans spans) const {
    bool const puts = find(spans, Word::Add) || find(spans, Word::OrderVerb);
    if (find(spans, Word::Change)) {
        return;  // "for a lemonade"
    }
    std::erase_if(read.drafts, [&](Draft const& draft) {
        auto const own = std::ranges::find(spans, draft.first, &Span::first);
        bool const in = own != spans.end() &&
                        ((own->prefix & prefix::in) != 0 ||
                         (own != spans.begin() && value_of(*(own - 1), Word::Filler) == in_word));
        bool const into = puts && pointer.named.size() == 1;
        if (draft.counted || !draft.options.empty() || !at_.lines_of_draft(draft).empty() ||
            (!in && !into)) {
            return false;
        }
        std::vector<std::int64_t> const lines = pointer.named.empty() ? at_.lines() : pointer.named;
        std::optional<Chosen> const chosen = as_option(draft, [&](std::int32_t group) {
            return std::ranges::any_of(lines, [&](std::int64_t line) {
                std::int32_t const held = at_.product_of(line);
                return held >= 0 && lexicon_.has_group(held, group) &&
                       (into || lexicon_.group(group).max == 1);
            });
        });
        if (chosen) {
            read.loose.push_back(*chosen);
        }
        return chosen.has_value();
    });
}

// "sabich - in a laffa": a line of changes begins with the dish of the cart that it is about.
void Editor::head_of_line(Grouped& read, Spans spans) {
    if (read.drafts.empty()) {
        return;
    }
    Draft& draft = read.drafts.front();
    bool const first = std::ranges::none_of(spans, [&](Span const& span) {
        return span.first < draft.first && (span.menu() || span.number || span.is(Word::And) ||
                                            span.is(Word::More) || is_article(span));
    });
    bool const apart = std::ranges::any_of(spans, [&](Span const& span) {
        return span.before == Break::Soft && !span.joined() && !span.is(Word::And) &&
               !span.product() && !span.number &&
               std::ranges::none_of(spans, [&](Span const& other) {
                   return other.first < span.first && other.first >= draft.first &&
                          !other.product();
               });
    });
    auto const before = [&](Word word) {
        Span const* const verb = find(spans, word);
        return verb != nullptr && (verb->first < draft.first || verb->before == Break::None);
    };
    if (!first || !apart || draft.counted || at_.lines_of_draft(draft).size() != 1 ||
        before(Word::Add) || before(Word::OrderVerb)) {
        return;
    }
    Span const* const more = find(spans, Word::More);
    if (more == nullptr) {
        draft.definite = true;
    } else if (more->first > draft.first) {
        list_.ask(AmbiguityKind::WhichLine, spans);  // "shakshuka - another egg"
    }
}

// "Update:", over a list of changes.
void Editor::drop_title(std::vector<Span>& spans) const {
    bool stranger = false;
    for (std::size_t i = 1; i < spans.size(); ++i) {
        stranger = stranger || spans[i - 1].unknown();
        if (!spans[i - 1].unknown() && !spans[i - 1].filler() && !spans[i - 1].is(Word::And)) {
            return;
        }
        if (lattice_.tokens().list[spans[i].first].listed && stranger &&
            spans[i].before == Break::Hard) {
            spans.erase(spans.begin(), spans.begin() + static_cast<std::ptrdiff_t>(i));
            return;
        }
    }
}

// "brownie - swap vanilla for cookies", in a list of changes: the one that is there.
void Editor::mark_heads(std::vector<Span>& spans) const {
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (spans[i].before != Break::Hard && i > 0) {
            continue;
        }
        std::size_t at = i;
        while (at < spans.size() && spans[at].filler() && !is_article(spans[at]) &&
               !spans[at].is(Word::OrderVerb)) {
            ++at;
        }
        if (at + 1 >= spans.size() || !spans[at].product() || spans[at].joined()) {
            continue;
        }
        Span const& next = spans[at + 1];
        bool const verb = next.is(Word::Change) || next.is(Word::Make) || next.is(Word::Add) ||
                          next.is(Word::More) || next.is(Word::Remove) || next.is(Word::Cancel);
        if (verb && (next.before == Break::Soft || next.is(Word::Make)) &&
            at_.lines_of_span(spans[at]).size() == 1) {
            spans[at].prefix |= prefix::the;
        }
    }
}

// "falafel - one more".
bool Editor::more_of_head(Grouped& read, Spans spans) {
    if (read.drafts.size() != 1 || !read.loose.empty() || !read.drafts.front().options.empty()) {
        return false;
    }
    std::vector<std::int64_t> const lines = at_.lines_of_draft(read.drafts.front());
    auto const dash = std::ranges::find_if(spans, [&](Span const& span) {
        return span.first > read.drafts.front().first && span.before == Break::Soft;
    });
    Spans const behind(dash, spans.end());
    std::optional<std::int64_t> const number = lone_number(behind);
    bool const more = find(behind, Word::More) || find(behind, Word::Add);
    if (lines.size() != 1 || !number || !more || says_menu(behind)) {
        return false;
    }
    list_.set_quantity(lines.front(), list_.quantity(lines.front()) + *number);
    keep_doubts(read);
    return true;
}

// "switch all three to laffa": of those that are served in something, each.
bool Editor::all_served(Pointed const& pointed, Grouped& read, Spans spans) {
    bool const verb = find(spans, Word::Change) || find(spans, Word::Make);
    if (!verb || !pointed.pointer.all || !pointed.pointer.named.empty() ||
        read.drafts.size() != 1 || !read.loose.empty() || read.drafts.front().counted ||
        !read.drafts.front().options.empty() || !at_.lines_of_draft(read.drafts.front()).empty()) {
        return false;
    }
    auto const takes = [&](std::int64_t line, std::int32_t group) {
        std::int32_t const product = at_.product_of(line);
        return product >= 0 && lexicon_.has_group(product, group);
    };
    std::optional<Chosen> const chosen = as_option(read.drafts.front(), [&](std::int32_t group) {
        return lexicon_.group(group).max == 1 &&
               std::ranges::any_of(at_.lines(), [&](std::int64_t l) { return takes(l, group); });
    });
    if (!chosen) {
        return false;
    }
    std::vector<std::int64_t> lines = at_.lines();
    std::erase_if(lines, [&](std::int64_t line) { return !takes(line, chosen->group); });
    list_.change({.lines = lines}, {*chosen}, spans);
    keep_doubts(read);
    return true;
}

// "make that a double espresso", where there is one of its kind.
bool Editor::made_into(Draft const& draft, Spans spans) {
    std::vector<std::int64_t> const lines = alike(draft);
    bool const that = std::ranges::any_of(spans, [](Span const& span) {
        return value_of(span, Word::Make) == 1;
    });
    Grouped one;
    one.drafts.push_back(draft);
    std::vector<ordering::CartLine> fresh = lines_of(lexicon_, lattice_.tokens(), one);
    if (!that || lines.size() != 1 || stands_with(draft, spans) || fresh.size() != 1 ||
        find(spans, Word::Change) ||
        (draft.counted && draft.quantity != list_.quantity(lines.front()))) {
        return false;
    }
    fresh.front().quantity = list_.quantity(lines.front());
    keep_shared(lines.front(), fresh.front());
    list_.replace(lines.front(), std::move(fresh.front()));
    return true;
}

}  // namespace croozer::understanding
