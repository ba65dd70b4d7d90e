// "To sum up: 2 margheritas and a cola": the whole order said anew.
#include "domain/understanding/editor.hpp"

#include <algorithm>

namespace croozer::understanding {

namespace {

// "…without the soup", "forget the egg roll": a sentence that only says what is not in it.
bool refuses(Spans sentence) {
    std::size_t at = 0;
    while (at < sentence.size() && (sentence[at].filler() || sentence[at].is(Word::And))) {
        ++at;
    }
    bool const begins = at < sentence.size() && sentence[at].is(Word::Without);
    return begins || find(sentence, Word::Remove) || find(sentence, Word::Cancel);
}

std::vector<Span> without_refusals(Spans spans) {
    std::vector<Span> kept;
    for (std::size_t first = 0, last = 0; first < spans.size(); first = last) {
        last = first + 1;
        while (last < spans.size() && spans[last].before != Break::Hard) {
            ++last;
        }
        Spans const sentence = spans.subspan(first, last - first);
        if (!refuses(sentence)) {
            std::ranges::copy(sentence, std::back_inserter(kept));
        }
    }
    return kept;
}

bool has_all(ordering::CartLine const& line, ordering::CartLine const& said) {
    return line.product == said.product &&
           std::ranges::all_of(said.options, [&](ordering::ChosenOption const& option) {
               return std::ranges::find(line.options, option) != line.options.end();
           });
}

}  // namespace

// The line of the cart that is said again; its other choices were not taken back.
std::optional<std::int64_t> Editor::said_again(
    ordering::CartLine const& said, std::vector<std::int64_t> const& among
) const {
    std::vector<std::int64_t> alike = among;
    std::erase_if(alike, [&](std::int64_t line) {
        return !has_all(cart_.lines[static_cast<std::size_t>(line)], said);
    });
    for (std::int64_t const line : alike) {
        if (cart_.lines[static_cast<std::size_t>(line)].options.size() == said.options.size()) {
            return line;
        }
    }
    return alike.size() == 1 ? std::optional(alike.front()) : std::nullopt;
}

// `all`: with what is only said to stay.
bool Editor::says_total(Spans spans, Spans all) {
    Span const* const cue = find(spans, Word::Total);
    if (cue == nullptr) {
        return false;
    }
    auto const at = static_cast<std::size_t>(cue - spans.data());
    std::size_t first = at + 1;  // what it sums up follows, and no more is said of the sum
    while (first < spans.size() &&
           (spans[first].is(Word::Filler) || spans[first].is(Word::OrderVerb) ||
            spans[first].is(Word::Make) || spans[first].is(Word::OrderNoun))) {
        ++first;
    }
    bool const follows = first < spans.size() && (spans[first].menu() || spans[first].number);
    if (says_menu(spans.first(at)) || !follows || (cue->prefix & prefix::the) != 0 ||
        !says_menu(spans.subspan(at))) {
        return false;
    }
    Grouped read = group(lexicon_, lattice_, without_refusals(spans.subspan(at + 1)));
    std::vector<ordering::CartLine> lines = lines_of(lexicon_, lattice_.tokens(), read);
    if (lines.empty()) {
        return false;
    }
    weigh(read);
    bool const unclear = !read.ambiguities.empty() || !read.unknown.empty() || !read.loose.empty();
    keep_doubts(read);
    if (unclear) {  // what was not understood may be what would go
        if (list_.out.ambiguities.empty()) {
            list_.ask(AmbiguityKind::WhichLine, spans);
        }
        return true;
    }
    // "in total 3 cokes": all that is left, or all of the cokes?
    bool const one = lines.size() == 1 && at_.lines().size() > 1 &&
                     said_again(lines.front(), at_.lines()).has_value();
    if (one) {
        list_.ask(AmbiguityKind::WhichLine, spans);
        return true;
    }
    std::vector<std::int64_t> left = at_.lines();
    for (ordering::CartLine& line : lines) {
        if (auto const again = said_again(line, left)) {
            std::erase(left, *again);
            if (line.quantity != list_.quantity(*again)) {
                list_.set_quantity(*again, line.quantity);
            }
        } else {
            list_.add(std::move(line));
        }
    }
    if (find(all, Word::Keep)) {  // "…and the salad stays as is"
        for (Span const& span : all) {
            bool const summed = std::ranges::any_of(spans, [&](Span const& own) {
                return own.first == span.first;
            });
            std::vector<std::int64_t> const stays =
                span.menu() && !summed ? at_.lines_told(span) : std::vector<std::int64_t>{};
            std::erase_if(left, [&](std::int64_t line) {
                return std::ranges::find(stays, line) != stays.end();
            });
        }
    }
    list_.remove({.lines = left});
    return true;
}

}  // namespace croozer::understanding
