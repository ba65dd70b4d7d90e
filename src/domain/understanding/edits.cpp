#include "domain/understanding/edits.hpp"

#include "domain/understanding/cart_lookup.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

using Spans = std::span<Span const>;

bool is_cue(Span const& span) {
    static constexpr auto cues = std::to_array<Word>(
        {Word::Add, Word::Remove, Word::Change, Word::Make, Word::Actually, Word::Cancel}
    );
    return std::ranges::any_of(cues, [&](Word word) { return span.is(word); });
}

class Editor {
public:
    Editor(CompiledLexicon const& lexicon, Lattice const& lattice, ordering::Cart const& cart)
        : lexicon_(lexicon),
          lattice_(lattice),
          tokens_(lattice.tokens()),
          cart_(cart),
          at_(lexicon, cart) {}

    Edited read(Spans spans) {
        std::size_t first = 0;
        for (std::size_t i = 1; i <= spans.size(); ++i) {
            bool const ends = i == spans.size() || spans[i].before == Break::Hard ||
                              (is_cue(spans[i]) && !holds_instead(spans.subspan(first, i - first)));
            if (ends) {
                clause(spans.subspan(first, i - first));
                first = i;
            }
        }
        return std::move(out_);
    }

private:
    static bool holds_instead(Spans spans) {
        return std::ranges::any_of(spans, [](Span const& s) { return s.is(Word::Instead); });
    }

    static Span const* find(Spans spans, Word word) {
        auto const found = std::ranges::find_if(spans, [&](Span const& s) { return s.is(word); });
        return found == spans.end() ? nullptr : &*found;
    }

    static std::optional<std::int64_t> lone(Spans spans) {
        std::optional<std::int64_t> number;
        for (Span const& span : spans) {
            number = span.number ? span.number : number;
        }
        return number;
    }

    std::string words(Spans spans) const {
        return spans.empty() ? "" : tokens_.words(spans.front().first, spans.back().last);
    }

    void ask(AmbiguityKind kind, Spans spans) {
        out_.ambiguities.push_back(
            {.kind = kind, .words = words(spans), .clause = words(spans), .products = {}}
        );
    }

    void clause(Spans spans) {
        if (spans.empty()) {
            return;
        }
        bool const menu = std::ranges::any_of(spans, [](Span const& s) { return s.menu(); });
        if (find(spans, Word::Instead) != nullptr) {
            instead(spans);
        } else if (menu &&
                   (find(spans, Word::Remove) != nullptr || find(spans, Word::Cancel) != nullptr)) {
            remove(spans);
        } else if (menu) {
            add_or_change(spans);
        } else if (find(spans, Word::More) != nullptr && !has_unknown(spans)) {
            one_more(spans);
        } else if (lone(spans) && !has_unknown(spans)) {
            set_quantity(spans, *lone(spans), {});
        } else {
            Grouped grouped = group(lexicon_, lattice_, spans, Bare::StaysLoose);
            std::ranges::move(grouped.unknown, std::back_inserter(out_.unknown));
        }
    }

    static bool has_unknown(Spans spans) {
        return std::ranges::any_of(spans, [](Span const& s) { return s.unknown(); });
    }

    // An option for the open cart; `among` is where the words say it belongs, or empty.
    void option(Chosen const& chosen, std::vector<std::int64_t> const& among, Spans spans) {
        ordering::ChosenOption wanted = chosen_option(lexicon_, chosen);
        if (chosen.negated) {
            std::vector<std::int64_t> holders = at_.lines_with_option(wanted);
            if (!among.empty()) {
                std::erase_if(holders, [&](std::int64_t line) {
                    return std::ranges::find(among, line) == among.end();
                });
            }
            if (holders.size() == 1) {
                wanted.negated = false;
                push(EditKind::RemoveOption, holders.front(), wanted);
                return;
            }
            if (holders.size() > 1) {
                ask(AmbiguityKind::WhichLine, spans);
                return;
            }
            if (!lexicon_.group(chosen.group).negatable) {
                ask(AmbiguityKind::UnknownWords, spans);
                return;
            }
        }
        std::vector<std::int64_t> const targets =
            among.empty() ? at_.lines_with_group(chosen.group) : among;
        if (targets.size() == 1) {
            push(EditKind::AddOption, targets.front(), wanted);
        } else {
            ask(targets.empty() ? AmbiguityKind::UnknownWords : AmbiguityKind::WhichLine, spans);
        }
    }

    void push(EditKind kind, std::int64_t line, ordering::ChosenOption option) {
        out_.edits.push_back(
            {.kind = kind, .line = line, .item = {}, .quantity = 0, .option = std::move(option)}
        );
    }

    void push(EditKind kind, std::int64_t line, std::int64_t quantity) {
        out_.edits.push_back(
            {.kind = kind, .line = line, .item = {}, .quantity = quantity, .option = {}}
        );
    }

    void push_item(EditKind kind, std::int64_t line, ordering::CartLine item) {
        out_.edits.push_back(
            {.kind = kind, .line = line, .item = std::move(item), .quantity = 0, .option = {}}
        );
    }

    void add_lines(Grouped& grouped) {
        for (ordering::CartLine& line : lines_of(lexicon_, tokens_, grouped)) {
            push_item(EditKind::Add, -1, std::move(line));
        }
    }

    void keep_doubts(Grouped& grouped) {
        std::ranges::move(grouped.ambiguities, std::back_inserter(out_.ambiguities));
        std::ranges::move(grouped.unknown, std::back_inserter(out_.unknown));
    }

    void add_or_change(Spans spans) {
        bool const changes = find(spans, Word::Change) || find(spans, Word::Make);
        bool const corrects = find(spans, Word::Actually) != nullptr;
        Grouped grouped = group(lexicon_, lattice_, spans, Bare::StaysLoose);
        if (find(spans, Word::Change) && grouped.drafts.size() == 2) {
            replace(grouped.drafts[0], grouped, spans);
            return;
        }
        if (grouped.drafts.size() == 1) {
            Draft const& draft = grouped.drafts.front();
            std::vector<std::int64_t> const held = at_.lines_of_draft(draft);
            bool const refers =
                !held.empty() && (changes || (draft.definite && !draft.options.empty()));
            if (refers && !draft.options.empty()) {
                for (Chosen const& chosen : draft.options) {
                    option(chosen, held, spans);
                }
                keep_doubts(grouped);
                return;
            }
            if (!held.empty() && draft.counted && (changes || corrects)) {
                set_quantity(spans, draft.quantity, held);
                return;
            }
        }
        for (Chosen const& chosen : grouped.loose) {
            if (chosen.option >= 0) {
                option(chosen, {}, spans);
            }
        }
        size_of_one(grouped, changes || corrects, spans);
        add_lines(grouped);
        keep_doubts(grouped);
    }

    // "make it family", "בעצם משפחתית": a size without a product changes the one line that has
    // sizes.
    void size_of_one(Grouped& grouped, bool corrects, Spans spans) {
        bool const named = std::ranges::any_of(spans, [](Span const& s) { return s.product(); });
        if (!corrects || named || grouped.drafts.size() != 1 || grouped.drafts.front().counted) {
            return;
        }
        for (Chosen const& chosen : grouped.drafts.front().options) {
            option(chosen, {}, spans);
        }
        grouped.drafts.clear();
    }

    void remove(Spans spans) {
        Grouped grouped = group(lexicon_, lattice_, spans, Bare::StaysLoose);
        for (Chosen chosen : grouped.loose) {
            if (chosen.option >= 0) {
                chosen.negated = true;
                option(chosen, {}, spans);
            }
        }
        for (Draft const& draft : grouped.drafts) {
            std::vector<std::int64_t> held = at_.lines_of_draft(draft);
            std::vector<std::int64_t> exact = held;
            std::erase_if(exact, [&](std::int64_t line) { return !at_.has_options(line, draft); });
            bool const source = draft.definite && exact.empty() && !draft.options.empty();
            if (source) {  // "תוריד את הזיתים מהפיצה"
                for (Chosen chosen : draft.options) {
                    chosen.negated = true;
                    option(chosen, held, spans);
                }
                continue;
            }
            held = exact.empty() ? held : exact;
            if (held.size() != 1) {
                ask(held.empty() ? AmbiguityKind::UnknownWords : AmbiguityKind::WhichLine, spans);
                continue;
            }
            std::int64_t const has = cart_.lines[static_cast<std::size_t>(held.front())].quantity;
            if (draft.counted && draft.quantity < has) {
                push(EditKind::SetQuantity, held.front(), has - draft.quantity);
            } else {
                push(EditKind::Remove, held.front(), 0);
            }
        }
        std::ranges::move(grouped.unknown, std::back_inserter(out_.unknown));
    }

    void set_quantity(Spans spans, std::int64_t quantity, std::vector<std::int64_t> lines) {
        if (lines.empty()) {
            for (std::size_t i = 0; i < cart_.lines.size(); ++i) {
                lines.push_back(static_cast<std::int64_t>(i));
            }
        }
        if (lines.size() == 1 && quantity > 0) {
            push(EditKind::SetQuantity, lines.front(), quantity);
        } else {
            ask(AmbiguityKind::WhichLine, spans);
        }
    }

    // "another one", "עוד אחת כזאת".
    void one_more(Spans spans) {
        if (cart_.lines.size() != 1) {
            ask(AmbiguityKind::WhichLine, spans);
            return;
        }
        push(EditKind::SetQuantity, 0, cart_.lines.front().quantity + lone(spans).value_or(1));
    }

    void replace(Draft const& old, Grouped& grouped, Spans spans) {
        std::vector<std::int64_t> const held = at_.lines_of_draft(old);
        if (held.size() != 1) {
            ask(held.empty() ? AmbiguityKind::UnknownWords : AmbiguityKind::WhichLine, spans);
            return;
        }
        std::int64_t const quantity = cart_.lines[static_cast<std::size_t>(held.front())].quantity;
        bool const counted = grouped.drafts.back().counted;
        grouped.drafts.erase(grouped.drafts.begin());
        std::vector<ordering::CartLine> lines = lines_of(lexicon_, tokens_, grouped);
        if (!lines.empty()) {
            lines.front().quantity = counted ? lines.front().quantity : quantity;
            push_item(EditKind::Replace, held.front(), std::move(lines.front()));
        }
        keep_doubts(grouped);
    }

    // "במקום A B", "B במקום A", "B instead of A"; products, options or numbers.
    void instead(Spans spans) {
        auto const cue = static_cast<std::size_t>(find(spans, Word::Instead) - spans.data());
        Spans before = spans.first(cue);
        Spans behind = spans.subspan(cue + 1);
        auto const says = [](Spans part) {
            return std::ranges::any_of(part, [](Span const& s) { return s.menu() || s.number; });
        };
        if (!says(before)) {
            // The first thing behind is the old one; the rest is the new one.
            std::size_t at = 0;
            while (at < behind.size() && !behind[at].menu() && !behind[at].number) {
                ++at;
            }
            at = std::min(at + 1, behind.size());
            before = behind.subspan(at);
            behind = behind.first(at);
        }
        Grouped fresh = group(lexicon_, lattice_, before, Bare::StaysLoose);
        Grouped old = group(lexicon_, lattice_, behind, Bare::StaysLoose);
        if (!old.drafts.empty() && !fresh.drafts.empty()) {
            Draft const gone = old.drafts.front();
            fresh.drafts.insert(fresh.drafts.begin(), gone);
            replace(gone, fresh, spans);
        } else if (old.loose.size() == 1 && fresh.loose.size() == 1) {
            swap_options(old.loose.front(), fresh.loose.front(), spans);
        } else if (lone(before) && lone(behind) && !says_menu(spans)) {
            swap_quantity(*lone(behind), *lone(before), spans);
        } else {
            ask(AmbiguityKind::WhichLine, spans);
        }
    }

    static bool says_menu(Spans spans) {
        return std::ranges::any_of(spans, [](Span const& s) { return s.menu(); });
    }

    void swap_options(Chosen const& old, Chosen const& fresh, Spans spans) {
        if (old.option < 0 || fresh.option < 0) {
            ask(AmbiguityKind::UnknownWords, spans);
            return;
        }
        ordering::ChosenOption const gone = chosen_option(lexicon_, old);
        std::vector<std::int64_t> const held = at_.lines_with_option(gone);
        if (held.size() != 1) {
            ask(AmbiguityKind::WhichLine, spans);
            return;
        }
        push(EditKind::RemoveOption, held.front(), gone);
        push(EditKind::AddOption, held.front(), chosen_option(lexicon_, fresh));
    }

    void swap_quantity(std::int64_t old, std::int64_t fresh, Spans spans) {
        std::vector<std::int64_t> lines;
        for (std::size_t i = 0; i < cart_.lines.size(); ++i) {
            if (cart_.lines[i].quantity == old) {
                lines.push_back(static_cast<std::int64_t>(i));
            }
        }
        if (lines.size() == 1) {
            push(EditKind::SetQuantity, lines.front(), fresh);
        } else {
            ask(AmbiguityKind::WhichLine, spans);
        }
    }

    CompiledLexicon const& lexicon_;
    Lattice const& lattice_;
    Tokens const& tokens_;
    ordering::Cart const& cart_;
    CartLookup at_;
    Edited out_;
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
