#include "domain/understanding/edit_words.hpp"
#include "domain/understanding/editor.hpp"

#include <algorithm>

namespace croozer::understanding {

void Editor::count_option(Grouped& read, Spans spans) const {
    std::optional<std::int64_t> const number = lone_number(spans);
    if (!number || *number < 1 || *number > most_of_option || !read.drafts.empty() ||
        read.loose.size() != 1) {
        return;
    }
    // "only two with tuna": two of the dish.
    auto const counted =
        std::ranges::find_if(spans, [](Span const& s) { return s.number.has_value(); });
    if (counted + 1 != spans.end() && (counted + 1)->is(Word::With)) {
        return;
    }
    Chosen& chosen = read.loose.front();
    if (lexicon_.group(chosen.group).max != 1) {
        chosen.count = static_cast<std::uint8_t>(*number);
        std::erase_if(read.ambiguities, [](Ambiguity const& doubt) {
            return doubt.kind == AmbiguityKind::QuantityUnclear;
        });
    }
}

void Editor::options_alone(
    Pointer const& pointer,
    std::vector<Chosen> const& options,
    std::vector<std::int64_t> const& among,
    Spans spans
) {
    std::optional<Target> const target = list_.target(pointer, among, options, spans);
    if (!target) {
        return;
    }
    // "one more like it, but add feta": to which of them?
    bool const copied =
        !pointer.any() && list_.copied() &&
        std::ranges::find(target->lines, list_.out.edits.back().line) != target->lines.end();
    bool unclear = copied || std::ranges::any_of(target->lines, [&](std::int64_t line) {
                       return std::ranges::any_of(options, [&](Chosen const& chosen) {
                           return has_rival(chosen, line, spans);
                       });
                   });
    // "the tuna one": another line has it, so it is not to be added here.
    for (Chosen const& chosen : options) {
        std::vector<std::int64_t> const holding = lines_holding({chosen}, at_.lines());
        bool const elsewhere = std::ranges::any_of(holding, [&](std::int64_t line) {
            return std::ranges::find(target->lines, line) == target->lines.end();
        });
        // …or one of these has it, and not the others.
        std::size_t const having = lines_holding({chosen}, target->lines).size();
        bool const among_them = having > 0 && having < target->lines.size() && !chosen.negated &&
                                lexicon_.group(chosen.group).max == 1;
        // "change the fries to large", whatever else is large
        bool const into = elsewhere && find(spans, Word::Change) && !among.empty() &&
                          options.size() == 1 && says_to(spans, chosen);
        unclear = unclear || ((elsewhere || among_them) && !into && says_the(spans, chosen)) ||
                  (among_them && says_to(spans, chosen));
    }
    if (unclear) {
        list_.ask(AmbiguityKind::UnknownWords, spans);
        return;
    }
    std::vector<Chosen> wanted = options;
    if (find(spans, Word::More) && lone_number(spans) && target->lines.size() == 1) {
        for (Chosen& chosen : wanted) {
            count_on(chosen, target->lines.front());
        }
    }
    list_.change(*target, wanted, spans);
}

// "…and to the large one": "ולגדול".
bool Editor::says_to(Spans spans, Chosen const& chosen) {
    return std::ranges::any_of(spans, [&](Span const& span) {
        return (span.prefix & prefix::to) != 0 &&
               std::ranges::any_of(span.meanings, [&](Meaning const& meaning) {
                   return meaning.kind == MeaningKind::Option && meaning.group == chosen.group &&
                          meaning.option == chosen.option;
               });
    });
}

// "one more sugar": on top of what is there.
void Editor::count_on(Chosen& chosen, std::int64_t line) const {
    auto const wanted = at_.on_line(chosen, line);
    menu::OptionGroup const& group = lexicon_.group(chosen.group);
    if (!wanted || chosen.negated || group.max == 1) {
        return;
    }
    for (ordering::ChosenOption const& held : cart_.lines[static_cast<std::size_t>(line)].options) {
        if (held.group == wanted->group && held.option == wanted->option && !held.negated) {
            chosen.count = static_cast<std::uint8_t>(
                std::min<std::int64_t>(chosen.count + held.count, most_of_option)
            );
        }
    }
}

std::optional<Chosen> Editor::as_option(
    Draft const& draft, std::function<bool(std::int32_t group)> const& fits
) const {
    for (Edge const& edge : lattice_.starting(draft.first)) {
        for (Meaning const& meaning : edge.meanings) {
            bool const its = edge.last == draft.last && meaning.kind == MeaningKind::Option;
            if (its && fits(meaning.group)) {
                return Chosen{.group = meaning.group, .option = meaning.option};
            }
        }
    }
    return std::nullopt;
}

bool Editor::has_rival(Chosen const& chosen, std::int64_t line, Spans spans) const {
    auto const wanted = at_.on_line(chosen, line);
    std::vector<Edge const*> own;
    for (Span const& span : spans) {
        for (Edge const& edge : lattice_.starting(span.first)) {
            bool const names = std::ranges::any_of(edge.meanings, [&](Meaning const& m) {
                return m.kind == MeaningKind::Option && m.group == chosen.group &&
                       m.option == chosen.option;
            });
            if (names) {
                own.push_back(&edge);
            }
        }
    }
    return std::ranges::any_of(own, [&](Edge const* edge) {
        return std::ranges::any_of(lattice_.starting(edge->first), [&](Edge const& other) {
            return other.last == edge->last && other.cost <= edge->cost &&
                   names_other(other, *wanted, line);
        });
    });
}

bool Editor::names_other(Edge const& edge, ordering::ChosenOption const& wanted, std::int64_t line)
    const {
    return std::ranges::any_of(edge.meanings, [&](Meaning const& meaning) {
        if (meaning.kind != MeaningKind::Option) {
            return false;
        }
        auto const other = at_.on_line({.group = meaning.group, .option = meaning.option}, line);
        return other && (other->group != wanted.group || other->option != wanted.option);
    });
}

}  // namespace croozer::understanding
