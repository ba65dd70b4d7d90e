#include "domain/understanding/edit_pieces.hpp"

#include "domain/understanding/edit_words.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace croozer::understanding {

namespace {

enum class Verb : std::uint8_t { None, Add, Remove, Make, Change, Instead };

// What a piece says, span by span.
struct Shape {
    Verb verb{Verb::None};
    int verbs{0};
    int dishes{0};
    int choices{0};
    int numbers{0};
    int determined{0};  // dishes behind a number or an article
    int named{0};       // dishes of the cart, spoken of as of what is there
    bool without{false};
    bool placed{false};  // "on the pizza"
    bool more{false};
    bool strange{false};
};

bool is_one_of(Span const& span, std::span<Word const> words) {
    return std::ranges::any_of(words, [&](Word word) { return span.is(word); });
}

std::optional<Verb> verb_of(Span const& span) {
    if (span.is(Word::Remove) || span.is(Word::Cancel) ||
        value_of(span, Word::Without) == scratch_word) {
        return value_of(span, Word::Cancel).value_or(0) > 0 ? std::nullopt
                                                            : std::optional(Verb::Remove);
    }
    if (span.is(Word::Add)) {
        return Verb::Add;
    }
    if (span.is(Word::Make)) {
        return Verb::Make;
    }
    if (span.is(Word::Change)) {
        return value_of(span, Word::Change) == 2 ? std::nullopt : std::optional(Verb::Change);
    }
    return span.is(Word::Instead) ? std::optional(Verb::Instead) : std::nullopt;
}

// "ועוד".
bool more_behind_and(Span const& span) {
    return value_of(span, Word::And) == and_more;
}

bool joins(Span const& span) {
    return (span.is(Word::And) && !more_behind_and(span)) || span.is(Word::But);
}

// Words that say nothing of what is to change.
bool is_noise(Span const& span) {
    static constexpr auto words = std::to_array<Word>(
        {Word::Confirm,
         Word::Greeting,
         Word::Thanks,
         Word::Finished,
         Word::Actually,
         Word::OrderNoun,
         Word::OrderVerb,
         Word::With,
         Word::Extra,
         Word::Light,
         Word::Half,
         Word::Times}
    );
    auto const filler = value_of(span, Word::Filler);
    return is_one_of(span, words) || (filler && filler != only_word);
}

void see_dish(Spans piece, std::size_t at, CartLookup const& cart, Shape& shape) {
    Span const& span = piece[at];
    bool determined = false;
    bool definite = (span.prefix & prefix::the) != 0;
    bool place = (span.prefix & (prefix::in | prefix::to | prefix::from)) != 0;
    for (std::size_t i = at; i > 0; --i) {
        Span const& before = piece[i - 1];
        auto const filler = value_of(before, Word::Filler);
        bool const more = before.is(Word::More) || more_behind_and(before);
        if (!before.number && !filler && !more && !before.option()) {
            break;
        }
        determined = determined || more || before.number || filler == article_word;
        definite = definite || filler == definite_word || filler == own_word ||
                   (before.is(Word::Without) && definite);
        place = place || filler == place_word || filler == in_word || filler == on_word ||
                filler == of_word;
    }
    ++shape.dishes;
    shape.determined += determined ? 1 : 0;
    shape.placed = shape.placed || place;
    shape.named += (definite || place) && !cart.lines_told(span).empty() ? 1 : 0;
}

Shape shape_of(Spans piece, CartLookup const& cart) {
    Shape shape;
    for (std::size_t i = 0; i < piece.size(); ++i) {
        Span const& span = piece[i];
        // "a couple of changes: …"
        bool const title =
            i > 0 && span.before != Break::None && !says_menu(piece.first(i)) && shape.verbs == 0;
        // "another greek one"
        bool const pronoun = span.number == 1 && span.latin && i > 0 &&
                             (piece[i - 1].option() || piece[i - 1].is(Word::More) ||
                              value_of(piece[i - 1], Word::Filler) == definite_word);
        // "take the onion off and give me a focaccia": two wishes.
        bool const orders =
            span.is(Word::OrderVerb) && (shape.verbs > 0 || shape.dishes > 0 || shape.without);
        shape.strange = shape.strange || title || pronoun || orders;
        if (span.menu()) {
            bool const dish = span.product() && (!span.option() || !cart.lines_told(span).empty() ||
                                                 shape.dishes == 0);
            if (dish) {
                see_dish(piece, i, cart, shape);
            } else {
                ++shape.choices;
            }
        } else if (span.number) {
            ++shape.numbers;
            // "2 without lettuce": of the second line, or of two?
            bool const points =
                shape.dishes == 0 && i + 1 < piece.size() && piece[i + 1].is(Word::Without);
            shape.strange = shape.strange || points;
        } else if (auto const verb = verb_of(span)) {
            // "no mushrooms, add corn", but "no cola, a sprite instead"
            shape.strange = shape.strange || (shape.without && *verb != Verb::Instead);
            // "add… and put": two; "take … off", "no, take…": one.
            bool const again =
                shape.verb == *verb && (span.is(Word::Remove) || span.is(Word::Cancel));
            shape.verbs += again ? 0 : 1;
            bool const with = shape.verb == Verb::Add && *verb == Verb::Instead;
            shape.verbs -= with ? 1 : 0;  // "put a sprite instead"
            shape.verb = *verb;
        } else if (span.is(Word::Without) || span.is(Word::Not)) {
            // "medium instead of family and without the onion"
            shape.strange = shape.strange || shape.verb == Verb::Instead ||
                            value_of(span, Word::Without) == except_word;
            shape.without = true;
        } else if (span.is(Word::More) || more_behind_and(span)) {
            shape.more = true;
        } else if (!is_noise(span) && !joins(span)) {
            shape.strange = true;
        }
    }
    return shape;
}

// Whether that is one wish and nothing else.
bool is_plain(Spans piece, CartLookup const& cart) {
    Shape const shape = shape_of(piece, cart);
    bool const counts = shape.verb == Verb::Make && shape.numbers == 1;  // "make it two"
    if (shape.strange || shape.verbs > 1 || (shape.dishes == 0 && shape.choices == 0 && !counts)) {
        return false;
    }
    switch (shape.verb) {
        case Verb::Remove:
            return !shape.more && !shape.without &&
                   (shape.dishes < 2 || (shape.choices == 0 && shape.numbers == 0));
        case Verb::Add:
            return shape.named == 0 ? shape.dishes < 2 || shape.determined == shape.dishes
                                    : shape.dishes == 1 && shape.choices > 0 && shape.placed;
        case Verb::Make:
            return shape.dishes < 2 && (shape.choices > 0 || shape.numbers > 0);
        case Verb::Change:
        case Verb::Instead:
            return shape.dishes + shape.choices + shape.numbers > 1 && shape.dishes < 3 &&
                   !shape.more && std::ranges::none_of(piece, joins);
        case Verb::None:
            break;
    }
    if (shape.without) {
        return shape.dishes < 2 && (shape.choices > 0 || shape.named > 0);
    }
    if (shape.named > 0) {
        return shape.dishes == 1 && (shape.choices > 0 || shape.numbers > 0);
    }
    return shape.dishes > 0 && shape.determined == shape.dishes;
}

// Whether a piece may begin there: after a comma, "and", or with its verb.
bool may_begin(Spans spans, std::size_t at) {
    Span const& span = spans[at];
    return span.before != Break::None || span.joined() || more_behind_and(span) ||
           joins(spans[at - 1]) || span.is(Word::Without) || span.is(Word::OrderVerb) ||
           (verb_of(span) && !span.is(Word::Instead) &&
            value_of(span, Word::Remove) != particle_word);
}

// "…and no onion", "…and the fries large", "…and a cola": with what begins a wish of its own.
bool begins_wish(Spans piece) {
    constexpr unsigned the_place = prefix::the | prefix::in | prefix::to;
    for (Span const& span : piece) {
        auto const filler = value_of(span, Word::Filler);
        if (span.number || verb_of(span) || span.is(Word::Without) || span.is(Word::Not) ||
            span.is(Word::More) || more_behind_and(span) || span.is(Word::OrderVerb) ||
            span.is(Word::Extra) || span.is(Word::Light) || filler == definite_word ||
            filler == article_word || filler == own_word || filler == in_word ||
            filler == on_word) {
            return true;
        }
        if (span.menu()) {
            return span.product() && (span.before != Break::None || (span.prefix & the_place) != 0);
        }
    }
    return false;
}

Spans without_joins(Spans piece) {
    while (!piece.empty() && joins(piece.front())) {
        piece = piece.subspan(1);
    }
    while (!piece.empty() && joins(piece.back())) {
        piece = piece.first(piece.size() - 1);
    }
    return piece;
}

// "Hi, a few changes:" says nothing yet.
Spans without_title(Spans spans) {
    for (std::size_t at = spans.size(); at-- > 1;) {
        Spans const title = spans.first(at);
        bool const empty = std::ranges::all_of(title, [](Span const& span) {
            return is_noise(span) || span.number || span.unknown();
        });
        if (spans[at].before != Break::None && empty) {
            return spans.subspan(at);
        }
    }
    return spans;
}

// "make it six and two teas": of what is there, or more?
bool leaves_open(Spans before, Spans after, CartLookup const& cart) {
    Shape const one = shape_of(before, cart);
    Shape const two = shape_of(after, cart);
    bool const reaches = one.verb != Verb::None && one.verb != Verb::Add;
    return reaches && two.verb == Verb::None && two.named == 0 && !two.without && !two.more;
}

}  // namespace

std::vector<std::vector<Span>> plain_pieces(Spans all, CartLookup const& cart) {
    Spans const spans = without_title(all);
    constexpr std::size_t most = 40;
    std::size_t const count = spans.size();
    if (count == 0 || count > most) {
        return {};
    }
    constexpr int none = 1'000;
    constexpr int cut = 10;
    std::vector<int> pieces(count + 1, none);
    std::vector<std::size_t> begins(count + 1, 0);
    pieces[0] = 0;
    for (std::size_t end = 1; end <= count; ++end) {
        if (end < count && !may_begin(spans, end)) {
            continue;
        }
        for (std::size_t first = 0; first < end; ++first) {
            // Rather at a comma than at an "and".
            int const cost = pieces[first] + (spans[first].before == Break::None ? cut + 1 : cut);
            if (cost >= pieces[end]) {
                continue;
            }
            Spans const piece = without_joins(spans.subspan(first, end - first));
            bool const begun = first == 0 || begins_wish(spans.subspan(first, end - first));
            if (!piece.empty() && begun && is_plain(piece, cart)) {
                pieces[end] = cost;
                begins[end] = first;
            }
        }
    }
    if (pieces[count] == none) {
        return {};
    }
    std::vector<std::vector<Span>> found;
    for (std::size_t end = count; end > 0; end = begins[end]) {
        Spans const piece = without_joins(spans.subspan(begins[end], end - begins[end]));
        std::vector<Span> own(piece.begin(), piece.end());
        own.front().before = Break::Hard;
        own.front().prefix &= static_cast<std::uint8_t>(~prefix::and_);
        found.insert(found.begin(), std::move(own));
    }
    for (std::size_t i = 1; i < found.size(); ++i) {
        if (leaves_open(found[i - 1], found[i], cart)) {
            return {};
        }
    }
    return found;
}

}  // namespace croozer::understanding
