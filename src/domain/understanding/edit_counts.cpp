// How many of a line there are to be.
#include "domain/understanding/edit_words.hpp"
#include "domain/understanding/editor.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

void Editor::set_quantity(
    Pointer const& pointer,
    std::int64_t quantity,
    std::vector<std::int64_t> const& among,
    Spans spans
) {
    std::optional<Target> const target = list_.target(pointer, among, {}, spans);
    if (!target) {
        return;
    }
    bool const same = std::ranges::all_of(target->lines, [&](std::int64_t line) {
        return list_.quantity(line) == quantity;
    });
    if (same && find(spans, Word::Change)) {  // "turn the double espresso into a single"
        list_.ask(AmbiguityKind::WhichLine, spans);
        return;
    }
    for (std::int64_t const line : target->lines) {
        if (quantity > 0) {
            list_.set_quantity(line, quantity);
        }
    }
}

// "from 4 to 6", "מ-4 ל-6".
std::optional<std::pair<std::int64_t, std::int64_t>> Editor::from_to(Spans spans) const {
    auto const led = [&](std::size_t at, std::string_view word, unsigned letter) {
        return (spans[at].prefix & letter) != 0 ||
               (at > 0 && lattice_.tokens().list[spans[at - 1].last - 1].key == word);
    };
    for (std::size_t i = 0; i + 1 < spans.size(); ++i) {
        std::size_t const next = spans[i + 1].number ? i + 1 : i + 2;
        if (spans[i].number && next < spans.size() && spans[next].number &&
            led(i, "from", prefix::from) && led(next, "to", prefix::to)) {
            return std::pair(*spans[i].number, *spans[next].number);
        }
    }
    return std::nullopt;
}

// "the family meal for 6", where it comes for 4 and for 6.
bool Editor::sizes_by_number(Pointed const& pointed, Spans spans) {
    auto const number = std::ranges::find_if(spans, [&](Span const& span) {
        bool const word =
            &span != spans.data() && lattice_.tokens().list[(&span)[-1].last - 1].key == "for";
        return span.number && ((span.prefix & prefix::to) != 0 || word);
    });
    static constexpr auto other_changes = std::to_array<Word>(
        {Word::Add, Word::More, Word::Remove, Word::Cancel, Word::Without, Word::Keep}
    );
    bool const other =
        std::ranges::any_of(other_changes, [&](Word word) { return find(spans, word) != nullptr; });
    if (number == spans.end() || other || takes_out(spans)) {
        return false;
    }
    std::vector<Span> rest;
    std::ranges::copy_if(pointed.rest, std::back_inserter(rest), [&](Span const& span) {
        return span.first < number->first;
    });
    Grouped const read = grouped(rest);
    std::vector<std::int64_t> lines = may_mean(pointed.pointer);
    if (read.drafts.size() == 1) {
        lines = at_.lines_of_draft(read.drafts.front());
    }
    bool const named = !pointed.pointer.named.empty() || read.drafts.size() == 1;
    if (!named || lines.size() != 1 || read.drafts.size() > 1 || !read.loose.empty() ||
        list_.adds()) {
        return false;
    }
    std::int32_t const held = at_.product_of(lines.front());
    for (NumberedOption const& option : lexicon_.numbered_options()) {
        if (option.number != *number->number || held < 0 ||
            !lexicon_.has_group(held, option.group)) {
            continue;
        }
        list_.change(
            {.lines = lines}, {Chosen{.group = option.group, .option = option.option}}, spans
        );
        auto behind = static_cast<std::size_t>(number - spans.begin()) + 1;
        while (behind < spans.size() && !spans[behind].menu() && !spans[behind].is(Word::With) &&
               !spans[behind].is(Word::Without)) {
            ++behind;
        }
        list_.mention(lines);
        if (says_menu(spans.subspan(behind))) {
            clause(spans.subspan(behind));
        }
        return true;
    }
    return false;
}

// "increase the bouquets from 4 to 6".
bool Editor::recounts(Pointed const& pointed, Spans spans) {
    auto const counts = from_to(spans);
    if (!counts || has_unknown(spans)) {
        return false;
    }
    std::vector<Span> rest = pointed.rest;
    std::erase_if(rest, [](Span const& span) { return span.number.has_value(); });
    Grouped read = grouped(rest);
    std::vector<std::int64_t> lines = may_mean(pointed.pointer);
    if (!read.drafts.empty()) {
        lines = at_.lines_of_draft(read.drafts.front());
    }
    std::erase_if(lines, [&](std::int64_t line) { return list_.quantity(line) != counts->first; });
    if (lines.size() != 1 || read.drafts.size() > 1 || !read.loose.empty()) {
        return false;
    }
    list_.set_quantity(lines.front(), counts->second);
    keep_doubts(read);
    return true;
}

// "take the sprites down to three".
bool Editor::lowers_to(Pointed const& pointed, Grouped& read, Spans spans) {
    auto const to = std::ranges::find_if(spans, [&](Span const& span) {
        bool const word = &span != spans.data() && (&span)[-1].last > 0 &&
                          lattice_.tokens().list[(&span)[-1].last - 1].key == "to";
        return span.number && ((span.prefix & prefix::to) != 0 || word);
    });
    if (to == spans.end() || read.drafts.size() > 1 || !read.loose.empty()) {
        return false;
    }
    std::vector<std::int64_t> lines =
        read.drafts.empty() ? pointed.pointer.named : at_.lines_of_draft(read.drafts.front());
    std::erase_if(lines, [&](std::int64_t line) { return list_.quantity(line) <= *to->number; });
    if (lines.size() != 1) {
        return false;
    }
    list_.set_quantity(lines.front(), *to->number);
    keep_doubts(read);
    return true;
}

bool Editor::says_less(Span const& span) const {
    static constexpr auto fewer = std::to_array<std::string_view>({"less", "fewer", "פחות"});
    return std::ranges::find(fewer, lattice_.tokens().list[span.first].key) != fewer.end();
}

std::vector<Span> Editor::without_less(Spans spans) const {
    std::vector<Span> kept(spans.begin(), spans.end());
    if (takes_out(spans)) {
        std::erase_if(kept, [this](Span const& span) { return says_less(span); });
    }
    return kept;
}

// "3 colas instead of 2", "instead of two omelettes one", "one sugar instead of two".
bool Editor::counts_instead(
    Pointer const& pointer, Side const& gone, Side const& wanted, Spans old, Spans fresh
) {
    auto const only = [](Side const& side) {
        return side.grouped.drafts.size() == 1 && side.grouped.loose.empty()
                   ? &side.grouped.drafts.front()
                   : nullptr;
    };
    bool const old_number = !says_menu(old) && lone_number(old);
    bool const fresh_number = !says_menu(fresh) && lone_number(fresh);
    if (Draft const* const draft = only(wanted); draft != nullptr && old_number) {
        std::int64_t const quantity =
            draft->counted ? draft->quantity : lone_number(fresh).value_or(0);
        std::vector<std::int64_t> lines = at_.lines_of_draft(*draft);
        if (!draft->options.empty()) {
            lines = lines_holding(draft->options, lines);
            if (lines.empty()) {
                return false;
            }
        }
        set_quantity(pointer, quantity, lines, fresh);
        return true;
    }
    if (Draft const* const draft = only(gone); draft != nullptr && fresh_number) {
        std::vector<std::int64_t> lines = at_.lines_of_draft(*draft);
        std::erase_if(lines, [&](std::int64_t line) {
            return list_.quantity(line) != lone_number(old).value_or(0);
        });
        set_quantity(pointer, *lone_number(fresh), lines, old);
        return true;
    }
    if (wanted.options.size() == 1 && !wanted.product && old_number && lone_number(fresh) &&
        lexicon_.group(wanted.options.front().group).max != 1) {
        std::vector<std::int64_t> const lines =
            lines_holding(wanted.options, wanted.named.empty() ? may_mean(pointer) : wanted.named);
        std::vector<Chosen> options = wanted.options;
        options.front().count = static_cast<std::uint8_t>(
            std::clamp<std::int64_t>(*lone_number(fresh), 1, most_of_option)
        );
        if (auto const target = list_.target(pointer, lines, options, fresh)) {
            list_.change(*target, options, fresh);
        }
        return true;
    }
    return false;
}

// "forget the rings and get me 2 more kubbeh instead", of which there are 3.
bool Editor::more_instead(std::int64_t old, ordering::CartLine const& fresh, Spans spans) {
    if (!find(spans, Word::More)) {
        return false;
    }
    std::vector<std::int64_t> lines = at_.lines();
    std::erase_if(lines, [&](std::int64_t line) {
        return line == old || cart_.lines[static_cast<std::size_t>(line)].product != fresh.product;
    });
    if (lines.size() != 1 || !fresh.options.empty()) {
        return false;
    }
    list_.remove({.lines = {old}});
    list_.set_quantity(lines.front(), list_.quantity(lines.front()) + fresh.quantity);
    return true;
}

void Editor::swap_quantity(std::int64_t old, std::int64_t fresh, Spans spans) {
    std::vector<std::int64_t> lines = at_.lines();
    std::erase_if(lines, [&](std::int64_t line) { return list_.quantity(line) != old; });
    if (lines.size() == 1) {
        list_.set_quantity(lines.front(), fresh);
    } else {
        list_.ask(AmbiguityKind::WhichLine, spans);
    }
}

}  // namespace croozer::understanding
