#include "domain/understanding/audit.hpp"

#include "domain/understanding/auditor.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

void Audit::look(Context const& context) {
    bool const open = context.cart != nullptr && !context.cart->lines.empty();
    ordering::Cart const* const cart = open ? context.cart : nullptr;
    for (ordering::CartLine const& line : parse_.lines) {
        held_.add(line);
    }
    for (Edit const& edit : parse_.edits) {
        held_.add(edit.item);
        held_.quantities.push_back(edit.quantity);
        if (edit.option) {
            held_.options.push_back(&*edit.option);
        }
        for (OptionChange const& change : edit.changes) {
            held_.options.push_back(&change.option);
        }
    }
    if (cart != nullptr) {
        for (ordering::CartLine const& line : cart->lines) {
            held_.add(line);
        }
    }
    std::size_t const said_last = turned();
    bool lost = false;
    for (std::size_t i = 0; i < spans_.size(); ++i) {
        Span const& span = spans_[i];
        bool const named = cart == nullptr ? span.menu() : span.option() || is_new_dish(span);
        bool const name = named && !span.fuzzy && !holds(span) && !only_counts(span) &&
                          !sizes_nothing(i) && !decorates(i) && !calls(span, cart);
        lost = lost || name || (span.number && !counts(*span.number));
        bool const not_so_many = i > 0 && spans_[i - 1].is(Word::Not);
        if (span.number && *span.number > 1 && !counts(*span.number) && !not_so_many &&
            (cart == nullptr ? is_amount(i) : !takes_off(*cart, *span.number))) {
            ask(i);
        }
        bool const refuses = refused(i);
        if (cart != nullptr && refuses && span.product() && stays(span, *cart) && !keeps()) {
            ask(i);
        }
        if (cart == nullptr && scratched(i)) {
            continue;
        }
        if ((i >= said_last && name && !refuses && !taken_back(i) && !replaced(i)) ||
            (cart == nullptr && refuses && span.option() && positively(i))) {
            ask(i);
        }
    }
    if (cart == nullptr && !lost && corrected()) {
        ask(at_);
    }
    if (!takes_out() || on_condition() || (cart != nullptr && half_of_nothing())) {
        ask(at_);
    }
    if (cart == nullptr || !parse_.ambiguities.empty()) {
        return;
    }
    // Who was asked says it again, and means no other one.
    if (!context.clarifying && says_cart_again(*cart)) {
        parse_.edits.clear();
        ask_which(0, AmbiguityKind::QuantityUnclear);
    } else if (!context.clarifying && adds_again(*cart)) {
        std::erase_if(parse_.edits, [&](Edit const& edit) { return again(edit, *cart); });
        auto const named = std::ranges::find_if(spans_, &Span::menu);
        ask_which(named == spans_.end() ? 0 : static_cast<std::size_t>(named - spans_.begin()));
    } else if (contradicts() || removes_either() || adds_for_wrong(*cart) ||
               changes_too_many(*cart)) {
        ask_which(0);
    } else if (leaves_named(*cart) || qualifies_nothing()) {
        ask_which(at_);
    }
}

// A dish by its own name; "both bowls" are whatever there is.
bool Audit::is_new_dish(Span const& span) const {
    bool const all = std::ranges::any_of(spans_, [](Span const& own) {
        return own.is(Word::All) || own.is(Word::Other) || own.is(Word::Ordinal);
    });
    return !all && span.has(MeaningKind::Product);
}

// "actually", "sorry": and nothing is added by it.
bool Audit::corrected() {
    bool menu = false;
    for (std::size_t i = 0; i + 1 < spans_.size(); ++i) {
        menu = menu || spans_[i].menu();
        Span const& next = spans_[i + 1];
        bool const goes_on = next.joined() || next.is(Word::And) || next.is(Word::Add) ||
                             next.is(Word::More) || next.is(Word::With);
        if (menu && spans_[i].is(Word::Actually) && !goes_on && !counts_anew(i + 1)) {
            at_ = i;
            return true;
        }
    }
    return false;
}

// "actually make that two": a number that came to something.
bool Audit::counts_anew(std::size_t from) const {
    for (std::size_t i = from; i < spans_.size(); ++i) {
        if (i > from && spans_[i].before == Break::Hard) {
            return false;
        }
        if (spans_[i].number && *spans_[i].number > 1) {
            return counts(*spans_[i].number);
        }
    }
    return false;
}

// Behind the last word that may take back what was said before it.
std::size_t Audit::turned() const {
    static constexpr auto words = std::to_array<Word>(
        {Word::Actually,
         Word::Instead,
         Word::Change,
         Word::Make,
         Word::Remove,
         Word::Deny,
         Word::Cancel}
    );
    std::size_t behind = 0;
    for (std::size_t i = 0; i < spans_.size(); ++i) {
        bool const turns =
            std::ranges::any_of(words, [&](Word word) { return spans_[i].is(word); });
        behind = turns ? i + 1 : behind;
    }
    return behind;
}

// "…and the naan with butter".
bool Audit::begins_dish(std::size_t at) const {
    return spans_[at].product() && at + 1 < spans_.size() && spans_[at + 1].before == Break::None &&
           (spans_[at + 1].is(Word::With) || spans_[at + 1].is(Word::Without));
}

// "…instead of the cabbage".
bool Audit::replaced(std::size_t at) const {
    std::size_t before = at;
    while (before > 0 && spans_[before - 1].filler()) {
        --before;
    }
    return before > 0 && spans_[before - 1].is(Word::Instead);
}

// "without" stands before it, or before what it is joined to.
bool Audit::refused(std::size_t at) const {
    for (std::size_t i = at; i > 0 && spans_[i].before != Break::Hard; --i) {
        Span const& before = spans_[i - 1];
        bool const no = before.is(Word::Not) && spans_[i].before == Break::None;
        if (no || before.is(Word::Without) || before.is(Word::Remove) || before.is(Word::Cancel)) {
            return true;
        }
        bool const and_ = (spans_[i].joined() || before.is(Word::And)) &&
                          spans_[i].before == Break::None && !begins_dish(i);
        if (!before.filler() && !(and_ && (before.menu() || before.is(Word::And)))) {
            return false;
        }
    }
    return false;
}

// What was refused is there all the same, and was not asked for elsewhere.
bool Audit::positively(std::size_t at) const {
    Span const& span = spans_[at];
    bool const elsewhere = std::ranges::any_of(spans_, [&](Span const& other) {
        return &other != &span && std::ranges::any_of(other.meanings, [&](Meaning const& m) {
            return std::ranges::find(span.meanings, m) != span.meanings.end();
        });
    });
    bool plus = false;
    bool minus = false;
    for (Meaning const& meaning : span.meanings) {
        if (meaning.kind != MeaningKind::Option) {
            continue;
        }
        auto const& wanted =
            lexicon_.group(meaning.group).options[static_cast<std::size_t>(meaning.option)];
        for (ordering::ChosenOption const* option : held_.options) {
            plus = plus || (option->option == wanted.id && !option->negated);
            minus = minus || (option->option == wanted.id && option->negated);
        }
    }
    return plus && !minus && !elsewhere;
}

// "if it takes half an hour, then two": a bare "if" before what is ordered.
bool Audit::on_condition() {
    for (std::size_t i = 0; i + 1 < spans_.size(); ++i) {
        std::string_view const key = tokens_.list[spans_[i].first].key;
        bool const before = std::any_of(
            spans_.begin() + static_cast<std::ptrdiff_t>(i),
            spans_.end(),
            [](Span const& span) { return span.menu(); }
        );
        if (before && spans_[i].last == spans_[i].first + 1 && (key == "if" || key == "אמ")) {
            at_ = i;
            return true;
        }
    }
    return false;
}

// Whether what "without" says is somewhere.
// "…and without the dessert", of which nothing was understood.
bool Audit::refuses_nothing() {
    for (std::size_t i = 0; i < spans_.size(); ++i) {
        std::string_view const key = tokens_.list[spans_[i].first].key;
        if (!spans_[i].is(Word::Without) ||
            (key != "without" && !key.ends_with("בלי") && !key.ends_with("ללא"))) {
            continue;
        }
        std::size_t at = i + 1;
        while (at < spans_.size() && spans_[at].is(Word::Filler) && spans_[at].before == Break::None
        ) {
            ++at;
        }
        bool const ends = at == spans_.size() || spans_[at].before != Break::None;
        if (ends && at > i + 1) {
            at_ = i;
            return true;
        }
    }
    return false;
}

bool Audit::takes_out() {
    auto const without = std::ranges::find_if(spans_, [](Span const& s) {
        return s.is(Word::Without) && s.meanings.front().value == 0;
    });
    if (without == spans_.end()) {
        return true;
    }
    at_ = static_cast<std::size_t>(without - spans_.begin());
    for (std::size_t i = at_ + 1; i < spans_.size(); ++i) {
        if (spans_[i].product() && refused(i)) {
            return true;
        }
    }
    if (!parse_.edits.empty() && refuses_nothing()) {
        return false;
    }
    // "the same, only without corn": there is none in the copy.
    bool const copied = std::ranges::any_of(spans_, [](Span const& s) {
        return s.is(Word::Same) && s.meanings.front().value == 1;
    });
    return copied || !parse_.edits.empty() ||
           std::ranges::any_of(held_.options, [](auto const* option) { return option->negated; });
}

// "with cream… scratch the cream": as if it had never been said.
bool Audit::scratched(std::size_t at) const {
    return std::ranges::any_of(spans_, [&](Span const& without) {
        if (!without.is(Word::Without) || without.meanings.front().value != 1) {
            return false;
        }
        auto const gone = static_cast<std::size_t>(&without - spans_.data()) + 1;
        return gone < spans_.size() &&
               std::ranges::any_of(
                   spans_[gone].meanings,
                   [&](Meaning const& meaning) {
                       return std::ranges::find(spans_[at].meanings, meaning) !=
                              spans_[at].meanings.end();
                   }
               );
    });
}

// "with olives… not olives, mushrooms", "medium… no, well done": another of its kind took its
// place.
bool Audit::taken_back(std::size_t at) const {
    constexpr std::size_t near = 3;
    std::size_t turn = at + 1;
    while (turn < spans_.size() && !turns(turn)) {
        ++turn;
    }
    for (std::size_t i = turn + 1; i < spans_.size() && i <= turn + near; ++i) {
        if (spans_[i].menu() && holds(spans_[i]) && same_kind(spans_[at], spans_[i])) {
            return true;
        }
    }
    return false;
}

// "…, no", "…, uh no".
bool Audit::turns(std::size_t at) const {
    bool const apart = spans_[at].before != Break::None ||
                       (spans_[at - 1].filler() && spans_[at - 1].before != Break::None);
    return spans_[at].is(Word::Not) && apart;
}

bool Audit::same_kind(Span const& one, Span const& other) const {
    auto const kind = [&](Meaning const& meaning) -> std::string const* {
        return meaning.kind == MeaningKind::Product  ? &lexicon_.product(meaning.product).category
               : meaning.kind == MeaningKind::Option ? &lexicon_.group(meaning.group).id
                                                     : nullptr;
    };
    return std::ranges::any_of(one.meanings, [&](Meaning const& own) {
        return std::ranges::any_of(other.meanings, [&](Meaning const& meaning) {
            return own.kind == meaning.kind && kind(own) != nullptr && *kind(own) == *kind(meaning);
        });
    });
}

void Audit::ask(std::size_t at) {
    std::string const words = tokens_.words(spans_[at].first, spans_[at].last);
    parse_.ambiguities.push_back({
        .kind = AmbiguityKind::UnknownWords,
        .words = words,
        .clause = words,
        .products = {},
    });
}

// Of which line that is: the whole message waits for the answer.
void Audit::ask_which(std::size_t at, AmbiguityKind kind) {
    bool const line = kind == AmbiguityKind::WhichLine;
    parse_.ambiguities.push_back({
        .kind = kind,
        .words = tokens_.words(spans_[at].first, line ? spans_[at].last : spans_.back().last),
        .clause = tokens_.words(spans_.front().first, spans_.back().last),
        .products = {},
    });
}

void audit(
    CompiledLexicon const& lexicon,
    Lattice const& lattice,
    std::span<Span const> spans,
    Context const& context,
    Parse& parse
) {
    if (parse.ambiguities.empty() && (!parse.lines.empty() || !parse.edits.empty())) {
        Audit(lexicon, lattice, spans, parse).look(context);
    }
}

}  // namespace croozer::understanding
