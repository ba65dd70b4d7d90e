#include "domain/understanding/edits.hpp"

#include "domain/understanding/edit_list.hpp"

#include <algorithm>

namespace croozer::understanding {

namespace {

constexpr std::int64_t most_of_option = 20;

// One side of "A instead of B".
struct Side {
    Grouped grouped;
    std::vector<Chosen> options;      // loose ones, and those of a dish of the cart
    std::vector<std::int64_t> named;  // the lines of that dish
    bool product{false};              // a dish by itself
};

class Editor {
public:
    Editor(CompiledLexicon const& lexicon, Lattice const& lattice, ordering::Cart const& cart)
        : lexicon_(lexicon),
          lattice_(lattice),
          cart_(cart),
          at_(lexicon, cart),
          list_(lexicon, lattice.tokens(), cart) {}

    Edited read(Spans spans) {
        for (Spans const part : clauses_of(spans)) {
            clause(part);
        }
        // Who names a dish and nothing else wants it.
        if (list_.out.edits.empty() && list_.out.ambiguities.empty()) {
            for (ordering::CartLine& line : only_named_) {
                list_.add(std::move(line));
            }
        }
        return std::move(list_.out);
    }

private:
    Grouped grouped(Spans spans) {
        Grouped found = group(lexicon_, lattice_, spans, Bare::StaysLoose);
        std::erase_if(found.loose, [](Chosen const& chosen) { return chosen.option < 0; });
        return found;
    }

    void keep_doubts(Grouped& grouped) {
        std::ranges::move(grouped.ambiguities, std::back_inserter(list_.out.ambiguities));
        std::ranges::move(grouped.unknown, std::back_inserter(list_.out.unknown));
    }

    // New dishes are as doubtful as those of an order; options by themselves always look strange.
    void weigh(Grouped const& grouped) {
        if (!grouped.drafts.empty()) {
            list_.out.doubt = std::max(list_.out.doubt, grouped.doubt);
            list_.out.margin = std::min(list_.out.margin, grouped.margin);
        }
    }

    void add_lines(Grouped& grouped) {
        weigh(grouped);
        for (ordering::CartLine& line : lines_of(lexicon_, lattice_.tokens(), grouped)) {
            list_.add(std::move(line));
        }
    }

    [[nodiscard]] std::vector<std::int64_t> may_mean(Pointer const& pointer) const {
        return pointer.named.empty() ? at_.lines() : pointer.named;
    }

    static bool has_unknown(Spans spans) {
        return std::ranges::any_of(spans, [](Span const& s) { return s.unknown(); });
    }

    void clause(Spans spans) {
        if (find(spans, Word::Instead) != nullptr) {
            instead(spans);
            return;
        }
        Pointed const pointed = read_pointer(spans, at_);
        Spans const rest = pointed.rest;
        Grouped read = grouped(rest);
        size_by_itself(read, rest);
        count_option(read, rest);
        bool const dishes = !read.drafts.empty() || !read.loose.empty();
        bool const removes = find(spans, Word::Remove) != nullptr ||
                             (find(spans, Word::Cancel) != nullptr && dishes);
        bool const refuses = find(rest, Word::Without) || find(rest, Word::Not);
        if (!dishes && !removes && refuses && without(pointed)) {
            return;
        }
        if (removes) {
            remove(pointed, read, spans);
        } else if (pointed.pointer.same || points_to_copy(pointed, rest)) {
            copy(pointed, read, spans);
        } else if (dishes) {
            change_or_add(pointed, read, spans);
        } else if (find(rest, Word::More) != nullptr && !has_unknown(rest)) {
            copy(pointed, read, spans);
        } else if (lone_number(rest) && !has_unknown(rest)) {
            set_quantity(pointed.pointer, *lone_number(rest), may_mean(pointed.pointer), spans);
        } else if (pointed.pointer.ordinal || pointed.pointer.portion) {
            list_.ask(AmbiguityKind::UnknownWords, spans);
        } else {
            keep_doubts(read);
        }
    }

    // "another like the first".
    static bool points_to_copy(Pointed const& pointed, Spans rest) {
        return pointed.pointer.ordinal && find(rest, Word::More) != nullptr;
    }

    // "make it family", "בעצם משפחתית": only a size was said, so no line of its own.
    static void size_by_itself(Grouped& read, Spans spans) {
        bool const named = std::ranges::any_of(spans, [](Span const& s) { return s.product(); });
        if (named || read.drafts.size() != 1 || read.drafts.front().counted ||
            !read.drafts.front().plain) {
            return;
        }
        std::ranges::copy(read.drafts.front().options, std::back_inserter(read.loose));
        read.drafts.clear();
    }

    // "add 2 sugars": so many of what can be had several times.
    void count_option(Grouped& read, Spans spans) const {
        std::optional<std::int64_t> const number = lone_number(spans);
        if (!number || *number < 1 || *number > most_of_option || !read.drafts.empty() ||
            read.loose.size() != 1) {
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

    // "scratch the coke", "not the meal": a dish or a choice that can only be taken out where it
    // is.
    bool without(Pointed const& pointed) {
        std::vector<Span> rest = pointed.rest;
        std::erase_if(rest, [](Span const& span) {
            return span.is(Word::Without) || span.is(Word::Not);
        });
        Grouped read = grouped(rest);
        std::erase_if(read.drafts, [&](Draft const& draft) {
            auto const option = at_.lines_of_draft(draft).empty() ? as_option(draft) : std::nullopt;
            if (option) {
                read.loose.push_back(*option);
            }
            return option.has_value();
        });
        bool const held = std::ranges::all_of(read.drafts, [&](Draft const& draft) {
            return !at_.lines_of_draft(draft).empty();
        });
        if ((read.drafts.empty() && read.loose.empty()) || !held) {
            return false;
        }
        remove(pointed, read, pointed.rest);
        return true;
    }

    // The option that a dish's words also name.
    [[nodiscard]] std::optional<Chosen> as_option(Draft const& draft) const {
        for (Edge const& edge : lattice_.starting(draft.first)) {
            for (Meaning const& meaning : edge.meanings) {
                if (edge.last == draft.last && meaning.kind == MeaningKind::Option) {
                    return Chosen{.group = meaning.group, .option = meaning.option};
                }
            }
        }
        return std::nullopt;
    }

    // Whether the words of `chosen` name another option of that line as well.
    [[nodiscard]] bool has_rival(Chosen const& chosen, std::int64_t line, Spans spans) const {
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

    bool names_other(Edge const& edge, ordering::ChosenOption const& wanted, std::int64_t line)
        const {
        return std::ranges::any_of(edge.meanings, [&](Meaning const& meaning) {
            if (meaning.kind != MeaningKind::Option) {
                return false;
            }
            auto const other =
                at_.on_line({.group = meaning.group, .option = meaning.option}, line);
            return other && (other->group != wanted.group || other->option != wanted.option);
        });
    }

    // Whether the clause speaks of a line that is there.
    bool refers(Draft const& draft, Pointed const& pointed, Spans spans) const {
        std::vector<std::int64_t> const held = at_.lines_of_draft(draft);
        Spans const rest = pointed.rest;
        if (held.empty() || (draft.counted && !pointed.pointer.any())) {
            return false;
        }
        bool const more = find(rest, Word::More) != nullptr;
        bool const changes = find(rest, Word::Change) || find(rest, Word::Make);
        bool const pointer = pointed.pointer.any() && !draft.counted && !list_.adds();
        bool const refused = held.size() == 1 && !draft.options.empty() && !orders(spans) &&
                             std::ranges::all_of(draft.options, &Chosen::negated);
        return changes || pointer || (!more && (draft.definite || refused));
    }

    static bool orders(Spans spans) {
        return find(spans, Word::OrderVerb) || find(spans, Word::Add) || find(spans, Word::And) ||
               std::ranges::any_of(spans, &Span::joined);
    }

    void change_or_add(Pointed const& pointed, Grouped& read, Spans spans) {
        Spans const rest = pointed.rest;
        bool const changes = find(rest, Word::Change) || find(rest, Word::Make);
        if (find(rest, Word::Change) && read.drafts.size() == 2 && read.loose.empty()) {
            replace(read.drafts[0], read, spans);
            return;
        }
        bool const any = std::ranges::any_of(read.drafts, [&](Draft const& draft) {
            return refers(draft, pointed, spans);
        });
        if (pointed.pointer.any() && !any && (!read.drafts.empty() || list_.adds())) {
            read = grouped(spans);  // it pointed at what is new here
            add_lines(read);
            keep_doubts(read);
            return;
        }
        std::vector<std::int64_t> among = may_mean(pointed.pointer);
        bool const corrects = changes || find(rest, Word::Actually);
        std::erase_if(read.drafts, [&](Draft const& draft) {
            std::vector<std::int64_t> const held = at_.lines_of_draft(draft);
            if (!held.empty() && draft.counted && corrects && draft.options.empty()) {
                set_quantity(pointed.pointer, draft.quantity, held, spans);
                return true;
            }
            if (!refers(draft, pointed, spans)) {
                return false;
            }
            if (draft.options.empty()) {
                among = held;
                mention(draft, held);
            } else if (auto const target =
                           list_.target(pointed.pointer, held, draft.options, spans)) {
                list_.change(*target, draft.options, spans);
            }
            return true;
        });
        if (!read.loose.empty()) {
            options_alone(pointed.pointer, read.loose, among, spans);
        }
        add_lines(read);
        keep_doubts(read);
    }

    void mention(Draft const& draft, std::vector<std::int64_t> const& held) {
        list_.mention(held);
        Grouped one;
        one.drafts.push_back(draft);
        std::ranges::move(
            lines_of(lexicon_, lattice_.tokens(), one), std::back_inserter(only_named_)
        );
    }

    void options_alone(
        Pointer const& pointer,
        std::vector<Chosen> const& options,
        std::vector<std::int64_t> const& among,
        Spans spans
    ) {
        std::optional<Target> const target = list_.target(pointer, among, options, spans);
        if (!target) {
            return;
        }
        bool const unclear = std::ranges::any_of(target->lines, [&](std::int64_t line) {
            return std::ranges::any_of(options, [&](Chosen const& chosen) {
                return has_rival(chosen, line, spans);
            });
        });
        if (unclear) {
            list_.ask(AmbiguityKind::UnknownWords, spans);
        } else {
            list_.change(*target, options, spans);
        }
    }

    void remove(Pointed const& pointed, Grouped& read, Spans spans) {
        Pointer const& pointer = pointed.pointer;
        if (pointer.all && find(pointed.rest, Word::Without) != nullptr) {
            list_.ask(AmbiguityKind::UnknownWords, spans);  // "remove all but…"
            return;
        }
        std::vector<std::int64_t> among = may_mean(pointed.pointer);
        std::vector<Chosen> options = read.loose;
        for (Draft const& draft : read.drafts) {
            std::vector<std::int64_t> const held = at_.lines_of_draft(draft);
            std::vector<std::int64_t> exact = held;
            std::erase_if(exact, [&](std::int64_t line) { return !at_.has_options(line, draft); });
            bool const source = !held.empty() && draft.definite &&
                                (draft.options.empty() ? !options.empty() : exact.empty());
            if (source) {  // "תוריד את הזיתים מהפיצה"
                among = held;
                std::ranges::copy(draft.options, std::back_inserter(options));
            } else {
                remove_lines(pointer, draft, exact.empty() ? held : exact, spans);
            }
        }
        for (Chosen& chosen : options) {
            chosen.negated = true;
        }
        if (!options.empty()) {
            options_alone(pointer, options, among, spans);
        } else if (read.drafts.empty()) {
            remove_pointed(pointed, spans);
        }
        keep_doubts(read);
    }

    void remove_lines(
        Pointer pointer, Draft const& draft, std::vector<std::int64_t> const& held, Spans spans
    ) {
        bool const fewer =
            draft.counted && held.size() == 1 && draft.quantity < list_.quantity(held.front());
        if (fewer) {
            pointer.portion = draft.quantity;
        }
        if (std::optional<Target> const target = list_.target(pointer, held, {}, spans)) {
            list_.remove(*target);
        }
    }

    // "take the second one off", "remove one".
    void remove_pointed(Pointed const& pointed, Spans spans) {
        Pointer pointer = pointed.pointer;
        if (!pointer.any()) {
            pointer.portion = lone_number(pointed.rest);
        }
        if (has_unknown(pointed.rest) || pointer.all || !pointer.any()) {
            if (!list_.out.edits.empty() || pointer.all) {
                list_.ask(AmbiguityKind::UnknownWords, spans);
            }
            return;
        }
        if (std::optional<Target> const target =
                list_.target(pointer, may_mean(pointer), {}, spans)) {
            list_.remove(*target);
        }
    }

    void set_quantity(
        Pointer pointer, std::int64_t quantity, std::vector<std::int64_t> const& among, Spans spans
    ) {
        std::optional<Target> const target = list_.target(pointer, among, {}, spans);
        if (!target) {
            return;
        }
        for (std::int64_t const line : target->lines) {
            if (quantity > 0) {
                list_.set_quantity(line, quantity);
            }
        }
    }

    // "another one like that but large", "עוד אחת כזאת".
    void copy(Pointed const& pointed, Grouped& read, Spans spans) {
        std::vector<std::int64_t> among = may_mean(pointed.pointer);
        std::vector<Chosen> options = read.loose;
        std::int64_t quantity = read.drafts.empty() ? lone_number(pointed.rest).value_or(1) : 1;
        if (read.drafts.size() > 1) {
            list_.ask(AmbiguityKind::WhichLine, spans);
            return;
        }
        if (!read.drafts.empty()) {
            Draft const& draft = read.drafts.front();
            among = at_.lines_of_draft(draft);
            quantity = draft.quantity;
            std::ranges::copy(draft.options, std::back_inserter(options));
        }
        Pointer pointer = pointed.pointer;
        pointer.portion = std::nullopt;
        if (std::optional<Target> const target = list_.target(pointer, among, options, spans)) {
            for (std::int64_t const line : target->lines) {
                list_.copy(line, quantity, options, spans);
            }
        }
        keep_doubts(read);
    }

    void replace(Draft const& old, Grouped& read, Spans spans) {
        std::vector<std::int64_t> const held = at_.lines_of_draft(old);
        if (held.size() != 1) {
            list_.ask(held.empty() ? AmbiguityKind::UnknownWords : AmbiguityKind::WhichLine, spans);
            return;
        }
        weigh(read);
        bool const counted = read.drafts.back().counted;
        read.drafts.erase(read.drafts.begin());
        std::vector<ordering::CartLine> lines = lines_of(lexicon_, lattice_.tokens(), read);
        if (!lines.empty()) {
            std::int64_t const quantity = list_.quantity(held.front());
            lines.front().quantity = counted ? lines.front().quantity : quantity;
            list_.replace(held.front(), std::move(lines.front()));
        }
        keep_doubts(read);
    }

    Side side(Spans spans) {
        Side found{.grouped = grouped(spans), .options = {}, .named = {}};
        size_by_itself(found.grouped, spans);
        found.options = found.grouped.loose;
        for (Draft const& draft : found.grouped.drafts) {
            std::vector<std::int64_t> const held = at_.lines_of_draft(draft);
            bool const holder = !held.empty() && draft.definite &&
                                (!draft.options.empty() || !found.grouped.loose.empty());
            if (holder) {
                found.named = held;
                std::ranges::copy(draft.options, std::back_inserter(found.options));
            } else {
                found.product = true;
            }
        }
        return found;
    }

    static bool says(Spans part) {
        return std::ranges::any_of(part, [](Span const& s) { return s.menu() || s.number; });
    }

    // Cuts behind the first thing that is said.
    static std::size_t behind_first(Spans spans) {
        std::size_t at = 0;
        while (at < spans.size() && !says(spans.subspan(at, 1))) {
            ++at;
        }
        return std::min(at + 1, spans.size());
    }

    // "במקום A B", "B במקום A", "B instead of A", "take A off, B instead"; products, options or
    // numbers.
    void instead(Spans spans) {
        Pointed const pointed = read_pointer(spans, at_);
        Spans const rest = pointed.rest;
        auto const cue = static_cast<std::size_t>(find(rest, Word::Instead) - rest.data());
        Spans fresh = rest.first(cue);
        Spans old = rest.subspan(cue + 1);
        if (!says(fresh)) {  // the first thing behind is the old one; the rest is the new one
            std::size_t const at = behind_first(old);
            fresh = old.subspan(at);
            old = old.first(at);
        } else if (!says(old)) {
            std::size_t const at = behind_first(fresh);
            if (!says(fresh.subspan(at))) {
                only_instead(pointed, fresh, spans);
                return;
            }
            old = fresh.first(at);
            fresh = fresh.subspan(at);
        }
        if (!says_menu(rest) && lone_number(fresh) && lone_number(old)) {
            swap_quantity(*lone_number(old), *lone_number(fresh), spans);
            return;
        }
        Side gone = side(old);
        Side wanted = side(fresh);
        if (gone.product && wanted.product) {
            Draft const draft = gone.grouped.drafts.front();
            wanted.grouped.drafts.insert(wanted.grouped.drafts.begin(), draft);
            replace(draft, wanted.grouped, spans);
        } else if (!gone.product && !wanted.product && !gone.options.empty() &&
                   !wanted.options.empty()) {
            swap_options(pointed.pointer, gone, wanted, spans);
        } else {
            list_.ask(AmbiguityKind::WhichLine, spans);
        }
    }

    // "spinach instead": what goes was said before, or is the other choice of its kind.
    void only_instead(Pointed const& pointed, Spans fresh, Spans spans) {
        Side wanted = side(fresh);
        if (wanted.product) {
            std::vector<std::int64_t> lines = alike(wanted.grouped.drafts.front());
            if (!list_.out.edits.empty() && list_.out.edits.back().kind == EditKind::Remove) {
                add_lines(wanted.grouped);
            } else if (lines.size() == 1) {
                Grouped& read = wanted.grouped;
                bool const counted = read.drafts.front().counted;
                std::vector<ordering::CartLine> fresh_lines =
                    lines_of(lexicon_, lattice_.tokens(), read);
                if (!fresh_lines.empty()) {
                    std::int64_t const had = list_.quantity(lines.front());
                    fresh_lines.front().quantity = counted ? fresh_lines.front().quantity : had;
                    list_.replace(lines.front(), std::move(fresh_lines.front()));
                }
            } else {
                list_.ask(AmbiguityKind::WhichLine, spans);
            }
            keep_doubts(wanted.grouped);
            return;
        }
        bool const single = std::ranges::all_of(wanted.options, [&](Chosen const& chosen) {
            return lexicon_.group(chosen.group).max == 1;
        });
        bool const dropped =
            !list_.out.edits.empty() && list_.out.edits.back().kind == EditKind::RemoveOption;
        if (wanted.options.empty() || (!single && !dropped)) {
            list_.ask(AmbiguityKind::WhichLine, spans);
            return;
        }
        std::vector<std::int64_t> const among =
            wanted.named.empty() ? may_mean(pointed.pointer) : wanted.named;
        options_alone(pointed.pointer, wanted.options, among, spans);
    }

    // Lines of the same category.
    std::vector<std::int64_t> alike(Draft const& draft) const {
        std::vector<std::int64_t> lines = at_.lines();
        std::erase_if(lines, [&](std::int64_t line) {
            std::int32_t const held =
                lexicon_.product_index(cart_.lines[static_cast<std::size_t>(line)].product);
            return held < 0 || draft.candidates.empty() ||
                   lexicon_.product(held).category !=
                       lexicon_.product(draft.candidates.front()).category;
        });
        return lines;
    }

    void swap_options(Pointer const& pointer, Side const& gone, Side const& wanted, Spans spans) {
        std::vector<std::int64_t> among = gone.named.empty() ? wanted.named : gone.named;
        among = among.empty() ? may_mean(pointer) : among;
        // Only what is there can go.
        auto const holds = [&](std::int64_t line) {
            return std::ranges::all_of(gone.options, [&](Chosen const& chosen) {
                auto const held = at_.on_line(chosen, line);
                return held && at_.holds(*held, line);
            });
        };
        if (!pointer.ordinal) {
            std::erase_if(among, [&](std::int64_t line) { return !holds(line); });
        }
        std::vector<Chosen> options;
        for (Chosen chosen : gone.options) {
            chosen.negated = true;
            options.push_back(chosen);
        }
        std::ranges::copy(wanted.options, std::back_inserter(options));
        if (among.empty()) {
            list_.ask(AmbiguityKind::WhichLine, spans);
            return;
        }
        std::optional<Target> const target = list_.target(pointer, among, options, spans);
        if (target && !std::ranges::all_of(target->lines, holds)) {
            list_.ask(AmbiguityKind::WhichLine, spans);
        } else if (target) {
            list_.change(*target, options, spans);
        }
    }

    void swap_quantity(std::int64_t old, std::int64_t fresh, Spans spans) {
        std::vector<std::int64_t> lines = at_.lines();
        std::erase_if(lines, [&](std::int64_t line) { return list_.quantity(line) != old; });
        if (lines.size() == 1) {
            list_.set_quantity(lines.front(), fresh);
        } else {
            list_.ask(AmbiguityKind::WhichLine, spans);
        }
    }

    CompiledLexicon const& lexicon_;
    Lattice const& lattice_;
    ordering::Cart const& cart_;
    CartLookup at_;
    EditList list_;
    std::vector<ordering::CartLine> only_named_;
};

}  // namespace

Edited read_edits(
    CompiledLexicon const& lexicon,
    Lattice const& lattice,
    std::vector<Span> const& spans,
    ordering::Cart const& cart
) {
    return Editor(lexicon, lattice, cart).read(spans);
}

}  // namespace croozer::understanding
