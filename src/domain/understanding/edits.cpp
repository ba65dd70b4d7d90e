#include "domain/understanding/edits.hpp"

#include "domain/understanding/edit_pieces.hpp"
#include "domain/understanding/edit_words.hpp"
#include "domain/understanding/editor.hpp"

#include <algorithm>
#include <utility>

namespace croozer::understanding {

Edited Editor::read(Spans all) {
    // "start over: just one rainbow roll".
    std::vector<Span> kept(all.begin(), all.end());
    bool const anew = std::erase_if(kept, starts_over) > 0;
    if (anew) {
        list_.remove({.lines = at_.lines()});
        Grouped fresh = group(lexicon_, lattice_, kept);
        add_lines(fresh);
        keep_doubts(fresh);
        if (!fresh.loose.empty() || fresh.drafts.empty()) {
            list_.ask(AmbiguityKind::WhichLine, all);
        }
        return std::move(list_.out);
    }
    kept = without_except(without_stays(all));
    Spans const spans = kept;
    drop_title(kept);
    mark_heads(kept);
    if (says_total(spans, all) || divides(spans)) {
        return std::move(list_.out);
    }
    for (Spans const part : clauses_of(spans)) {
        if (retracts(part) || same_for(part) || only_some(part)) {
            continue;
        }
        EditList::Mark const before = list_.mark();
        bool const named = std::exchange(only_named_, false);
        clause(without_reasons(part));
        EditList::Mark const after = list_.mark();
        bool const nothing = before.edits == after.edits &&
                             before.ambiguities == after.ambiguities &&
                             before.unknown == after.unknown;
        if (before.edits != after.edits) {
            done_ = {.spans = part, .before = before};
        }
        // A dish was spoken of, and nothing came of it: never in silence.
        bool const verb = find(part, Word::Change) || find(part, Word::Make);
        bool const last = part.data() + part.size() == spans.data() + spans.size();
        if (nothing && says_menu(part) && (!only_named_ || (verb && last))) {
            list_.ask(AmbiguityKind::WhichLine, part);
        }
        only_named_ = only_named_ || named;
    }
    // Who names what is there and wants nothing of it may want more of it, or less.
    if (list_.out.edits.empty() && list_.out.ambiguities.empty() && only_named_) {
        list_.ask(AmbiguityKind::WhichLine, spans);
    }
    return std::move(list_.out);
}

std::optional<Edited> Editor::read_plain(Spans all) {
    std::vector<std::vector<Span>> const pieces = plain_pieces(all, at_);
    if (pieces.size() < 2) {
        return std::nullopt;
    }
    for (std::vector<Span> const& piece : pieces) {
        EditList::Mark const before = list_.mark();
        clause(piece);
        EditList::Mark const after = list_.mark();
        if (before.edits == after.edits || before.ambiguities != after.ambiguities ||
            before.unknown != after.unknown) {
            return std::nullopt;
        }
    }
    list_.out.plain = true;
    return std::move(list_.out);
}

Grouped Editor::grouped(Spans spans) {
    // "make the burger a meal with a cola": the cola is the meal's.
    bool const meal = at_.has_meal() || std::ranges::any_of(spans, [&](Span const& span) {
                          return std::ranges::any_of(span.meanings, [&](Meaning const& meaning) {
                              return meaning.kind == MeaningKind::Option
                                         ? lexicon_.makes_meal(meaning.group)
                                         : meaning.kind == MeaningKind::Product &&
                                               lexicon_.is_meal(meaning.product);
                          });
                      });
    Grouped found =
        group(lexicon_, lattice_, spans, meal ? Bare::StaysLoose : Bare::StaysLooseNoMeals);
    std::erase_if(found.loose, [](Chosen const& chosen) { return chosen.option < 0; });
    return found;
}

void Editor::keep_doubts(Grouped& grouped) {
    std::ranges::move(grouped.ambiguities, std::back_inserter(list_.out.ambiguities));
    std::ranges::move(grouped.unknown, std::back_inserter(list_.out.unknown));
}

void Editor::weigh(Grouped const& grouped) {
    if (!grouped.drafts.empty()) {
        list_.out.doubt = std::max(list_.out.doubt, grouped.doubt);
        list_.out.margin = std::min(list_.out.margin, grouped.margin);
    }
}

// …so of those only the spelling counts.
void Editor::weigh_options(Grouped const& grouped, Spans spans) {
    constexpr float stranger = 0.5F;  // taken for a word of the menu only now
    float doubt = 0;
    for (Span const& span : spans) {
        Edge const* const edge = lattice_.longest(span.first, false);
        bool const guessed = span.unknown() && edge != nullptr && !edge->general();
        doubt += (span.option() || guessed) && edge != nullptr ? edge->cost : 0;
        doubt += guessed ? stranger : 0;
    }
    if (!grouped.loose.empty()) {
        list_.out.doubt = std::max(list_.out.doubt, doubt);
    }
}

// A dish that is asked for as in an order is as sure as there.
void Editor::add_asked_for(Grouped& grouped, Spans spans) {
    constexpr float new_dish = 0.4F;
    bool const asked =
        find(spans, Word::Add) || find(spans, Word::More) || find(spans, Word::OrderVerb);
    bool const turned = find(spans, Word::Change) || find(spans, Word::Instead) ||
                        find(spans, Word::Total) || find(spans, Word::Make);
    grouped.doubt -= asked && !turned && grouped.unknown.empty() ? new_dish : 0;
    add_lines(grouped);
}

void Editor::add_lines(Grouped& grouped) {
    weigh(grouped);
    for (ordering::CartLine& line : lines_of(lexicon_, lattice_.tokens(), grouped)) {
        list_.add(std::move(line));
    }
}

std::vector<std::int64_t> Editor::may_mean(Pointer const& pointer) const {
    return pointer.named.empty() ? at_.lines() : pointer.named;
}

bool Editor::has_unknown(Spans spans) {
    return std::ranges::any_of(spans, [](Span const& s) { return s.unknown(); });
}

// "looks good, except the sirloin should be medium": it is not what goes.
std::vector<Span> Editor::without_except(Spans spans) {
    std::vector<Span> kept(spans.begin(), spans.end());
    auto const except = std::ranges::find_if(kept, [](Span const& span) {
        return value_of(span, Word::Without) == except_word;
    });
    for (auto at = except; at != kept.end() && (at == except || at->before == Break::None); ++at) {
        if (at->is(Word::Make)) {
            kept.erase(except);
            return kept;
        }
    }
    return kept;
}

void Editor::clause(Spans spans) {
    if (restores(spans)) {
        return;
    }
    if (keeps_so_many(spans)) {
        return;
    }
    // "drop the pizza and keep the cola"
    if (Span const* const keep = find(spans, Word::Keep);
        keep != nullptr && says_menu(spans.first(static_cast<std::size_t>(keep - spans.data())))) {
        spans = spans.first(static_cast<std::size_t>(keep - spans.data()));
    }
    if (keeps_only(spans) || keeps_named(spans)) {
        return;
    }
    Pointed const pointed = read_pointer(spans, at_);
    if (sizes_by_number(pointed, spans)) {
        return;
    }
    if (find(spans, Word::Instead) != nullptr && find(spans, Word::More) &&
        find(spans, Word::Same)) {
        copy_but(pointed, spans);
        return;
    }
    if (find(spans, Word::Instead) != nullptr) {
        instead(spans);
        return;
    }
    if (doubles(spans)) {
        double_lines(pointed, spans);
        return;
    }
    if (rather(pointed, spans) || recounts(pointed, spans)) {
        return;
    }
    std::vector<Span> const told = without_turn(without_less(pointed.rest));
    Spans const rest = told;
    Grouped read = grouped(rest);
    as_served(pointed.pointer, read, rest);
    size_by_itself(read, rest);
    size_of_more(read, rest);
    count_option(read, rest);
    if (!on_half_told(read, rest)) {
        on_half(read, rest);
    }
    weigh_options(read, rest);
    if (!read.drafts.empty() && !says_menu(rest)) {
        constexpr float stranger = 0.5F;  // taken for a dish only now
        read.doubt += stranger;
    }
    bool const dishes = !read.drafts.empty() || !read.loose.empty();
    bool const removes =
        find(spans, Word::Remove) != nullptr || takes_out(spans) ||
        (find(spans, Word::Cancel) != nullptr && (dishes || pointed.pointer.any())) ||
        (cancels_all(spans) && says_menu(rest)) ||  // "remove everything but the pizza"
        declined(spans);
    bool const refuses = find(rest, Word::Without) || find(rest, Word::Not);
    if (!dishes && !removes && refuses && without(pointed)) {
        return;
    }
    // "the pizza without corn, the cola bottled and the sprite comes off": which of them?
    Span const* const verb = find(spans, Word::Remove);
    bool const trails = verb != nullptr && value_of(*verb, Word::Remove) == particle_word &&
                        read.drafts.size() > 1 && std::ranges::any_of(spans, [](Span const& span) {
                            return span.option() || span.is(Word::Without);
                        });
    // "make it two like that"
    bool const counts_same = pointed.pointer.same && find(rest, Word::Make) && lone_number(rest) &&
                             !dishes && !find(rest, Word::More) && !find(rest, Word::Add);
    bool const copies = pointed.pointer.same || points_to_copy(pointed, rest) ||
                        ((!dishes || more_but(read, rest)) && one_more(rest) && !has_unknown(rest));
    if (removes && read.drafts.size() > 1 && (trails || find(spans, Word::More))) {
        list_.ask(AmbiguityKind::WhichLine, spans);  // "two breads more and a cola less"
    } else if (removes) {
        remove(pointed, read, spans);
    } else if (counts_same || (!copies && !dishes && lone_number(rest) && !has_unknown(rest) &&
                               !refuses && !says_menu(rest))) {
        set_quantity(pointed.pointer, *lone_number(rest), may_mean(pointed.pointer), spans);
    } else if (copies) {
        copy(pointed, read, spans);
    } else if (dishes) {
        change_or_add(pointed, read, spans);
    } else if (pointed.pointer.ordinal || pointed.pointer.portion) {
        list_.ask(AmbiguityKind::UnknownWords, spans);
    } else {
        keep_doubts(read);
    }
}

// "the labneh - no need", "צ'יפס לא צריך".
bool Editor::declined(Spans spans) const {
    auto const& tokens = lattice_.tokens().list;
    bool named = false;
    for (std::size_t i = 1; i < spans.size(); ++i) {
        named = named || spans[i - 1].menu();
        if (named && spans[i].before == Break::Soft && says_menu(spans.subspan(i))) {
            return false;  // "bring a cola, no need for the fries": of two things
        }
        bool const no_need = spans[i].is(Word::Not) && spans[i].last < tokens.size() &&
                             tokens[spans[i].last].key.starts_with("צריכ") &&
                             says_menu(spans.first(i)) && !says_menu(spans.subspan(i));
        if (no_need) {
            return true;
        }
    }
    auto const last =
        std::find_if(spans.rbegin(), spans.rend(), [](Span const& span) { return !span.filler(); });
    return last != spans.rend() && last->is(Word::Without) && last->before == Break::Soft &&
           says_menu(spans) &&
           !says_menu(spans.subspan(static_cast<std::size_t>(last.base() - spans.begin())));
}

bool Editor::refers(Draft const& draft, Pointed const& pointed, Spans spans) const {
    std::vector<std::int64_t> const held = at_.lines_of_draft(draft);
    Spans const rest = pointed.rest;
    if (held.empty() || (draft.counted && !pointed.pointer.any())) {
        return false;
    }
    bool const more = find(rest, Word::More) != nullptr;
    bool const changes = find(rest, Word::Change) || find(rest, Word::Make);
    bool const pointer = pointed.pointer.any() && !draft.counted && !list_.adds();
    std::size_t const begin = spans[0].is(Word::And) || spans[0].is(Word::Without) ? 1 : 0;
    bool const refused = held.size() == 1 && !draft.options.empty() &&
                         !orders(spans.subspan(begin)) &&
                         std::ranges::all_of(draft.options, &Chosen::negated);
    return changes || pointer || (!more && (draft.definite || refused));
}

bool Editor::orders(Spans spans) {
    while (!spans.empty() && spans.back().is(Word::And)) {
        spans = spans.first(spans.size() - 1);  // it begins the next clause
    }
    return find(spans, Word::OrderVerb) || find(spans, Word::Add) || find(spans, Word::And) ||
           std::ranges::any_of(spans, [](Span const& span) {
               return span.joined() || is_article(span);
           });
}

// Whether this message added something that the clause may point at: more of those, or anything
// where it names none.
bool Editor::adds_pointed(Pointer const& pointer) const {
    return pointer.named.empty() ? list_.adds() : list_.adds_of(pointer.named);
}

void Editor::change_or_add(Pointed const& pointed, Grouped& read, Spans spans) {
    Spans const rest = pointed.rest;
    bool const changes = find(rest, Word::Change) || find(rest, Word::Make);
    if (swaps_by_verb(pointed, read, spans)) {
        return;
    }
    if (puts_inside(read, spans) || all_served(pointed, read, spans) || more_of_head(read, spans)) {
        return;
    }
    head_of_line(read, spans);
    // "the tobiko one: make it panko"
    bool const made_other = find(rest, Word::Make) && read.drafts.empty() &&
                            read.loose.size() == 1 &&
                            std::ranges::any_of(told_, [&](Chosen const& chosen) {
                                return chosen.group == read.loose.front().group &&
                                       chosen.option != read.loose.front().option;
                            });
    list_.replaces((find(rest, Word::Change) || made_other) && !find(rest, Word::With));
    bool const any = std::ranges::any_of(read.drafts, [&](Draft const& draft) {
        return refers(draft, pointed, spans);
    });
    // "…and make the fries large": they are in the cart.
    bool const there = !pointed.pointer.named.empty() && changes && read.drafts.empty();
    if (pointed.pointer.any() && !any && !there &&
        (!read.drafts.empty() || adds_pointed(pointed.pointer))) {
        if (all_described(pointed, read, spans)) {
            return;
        }
        bool const wishes = find(rest, Word::Add) || find(rest, Word::More) || orders(rest);
        // "all drinks zero", "add basil to all the pizzas and one more bread"
        bool const all = pointed.pointer.all && (!wishes || !pointed.pointer.named.empty());
        // "one of the cokes zero" is no zero more
        bool const of_those = pointed.pointer.portion && !wishes;
        if (all || of_those || (find(rest, Word::Change) && !pointed.pointer.named.empty())) {
            list_.ask(AmbiguityKind::WhichLine, spans);  // never once more what is to go
            return;
        }
        read = grouped(spans);  // it pointed at what is new here
        if (std::erase_if(read.drafts, [&](Draft const& draft) {
                return rather_there(draft, spans);
            }) > 0) {
            list_.ask(AmbiguityKind::WhichLine, spans);
        }
        add_lines(read);
        keep_doubts(read);
        return;
    }
    std::vector<std::int64_t> among = may_mean(pointed.pointer);
    bool const adds =
        find(rest, Word::Add) || find(rest, Word::More) || find(rest, Word::OrderVerb);
    bool const corrects = changes || find(rest, Word::Actually);
    std::erase_if(read.drafts, [&](Draft const& draft) {
        std::vector<std::int64_t> const held = at_.lines_of_draft(draft);
        bool const set =
            !more_of(draft, rest) &&
            (corrects || says_only(rest) || find(rest, Word::Total) || (draft.definite && !adds));
        // "make it 3 colas", "make it 3 small ones with corn"
        std::vector<std::int64_t> const same = lines_holding(draft.options, held);
        if (draft.counted && set && (draft.options.empty() ? !held.empty() : same.size() == 1)) {
            set_quantity(pointed.pointer, draft.quantity, same, spans);
            return true;
        }
        // "one pad thai not spicy", of two: of those, or one more?
        bool const of_them = draft.counted && !draft.options.empty() && held.size() == 1 &&
                             draft.quantity < list_.quantity(held.front()) && !orders(spans) &&
                             !find(rest, Word::More);
        if (of_them) {
            list_.ask(AmbiguityKind::WhichLine, spans);
            return true;
        }
        if (!refers(draft, pointed, spans)) {
            // "make one a coke zero": of what is there? "Swap the mash for couscous", of which
            // only the couscous was understood, adds nothing.
            bool const fresh = held.empty() && !find(rest, Word::Add) && !find(rest, Word::More);
            bool const unclear = fresh && ((find(rest, Word::Make) && !alike(draft).empty()) ||
                                           find(rest, Word::Change));
            if (unclear && made_into(draft, rest)) {
                return true;
            }
            if (unclear) {
                list_.ask(AmbiguityKind::WhichLine, spans);
            }
            return unclear;
        }
        if (draft.options.empty()) {
            among = held;
            list_.mention(held);
            only_named_ = true;
        } else if (describes(pointed, draft.options, held, spans)) {
        } else if (auto const target = list_.target(pointed.pointer, held, draft.options, spans)) {
            list_.change(*target, draft.options, spans);
        }
        return true;
    });
    if (!read.loose.empty() && !read.drafts.empty() && dish_with(rest)) {
        list_.ask(AmbiguityKind::WhichLine, spans);
    } else if (!read.loose.empty() && !describes(pointed, read.loose, among, spans)) {
        options_alone(pointed.pointer, read.loose, among, spans);
    }
    if (std::erase_if(read.drafts, [&](Draft const& draft) { return rather_there(draft, spans); }) >
        0) {
        list_.ask(AmbiguityKind::WhichLine, spans);
    }
    add_asked_for(read, spans);
    keep_doubts(read);
}

// "a cola with onion": what no cola can have is not for another dish.
bool Editor::dish_with(Spans spans) {
    for (std::size_t i = 0; i + 2 < spans.size(); ++i) {
        if (spans[i].product() && spans[i + 1].is(Word::With) && spans[i + 2].option() &&
            !spans[i + 2].product()) {
            return true;
        }
    }
    return false;
}

Edited read_edits(
    CompiledLexicon const& lexicon,
    Lattice const& lattice,
    std::vector<Span> const& spans,
    ordering::Cart const& cart,
    bool clarifying
) {
    if (auto plain = Editor(lexicon, lattice, cart, clarifying).read_plain(spans)) {
        return *std::move(plain);
    }
    return Editor(lexicon, lattice, cart, clarifying).read(spans);
}

}  // namespace croozer::understanding
