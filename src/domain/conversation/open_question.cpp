// An answer is read with what was asked: alone, "the margherita" would be one more pizza and "12"
// would be nothing.
#include "base/limits.hpp"
#include "base/text.hpp"
#include "domain/conversation/cart_edits.hpp"
#include "domain/conversation/turn.hpp"

#include <algorithm>
#include <charconv>

namespace croozer::conversation {

namespace {

using understanding::Edit;
using understanding::Parse;

bool is_clear(Parse const& parse) {
    return parse.ambiguities.empty() && parse.residue.empty();
}

bool changes_options(Edit const& edit) {
    return edit.kind == understanding::EditKind::AddOption ||
           edit.kind == understanding::EditKind::RemoveOption;
}

bool only_changes_options(Parse const& parse) {
    return !parse.edits.empty() && std::ranges::all_of(parse.edits, changes_options);
}

}  // namespace

understanding::Context Turn::context() const {
    return {
        .cart = &out_.cart,
        .address_asked = out_.state.awaiting == Awaiting::Address,
        .card_open = out_.state.awaiting == Awaiting::CardAnswer,
        .clarifying = out_.state.awaiting == Awaiting::Clarification,
    };
}

Parse Turn::understood(std::string const& message) const {
    std::string const words(first_code_points(message, limits::message_code_points));
    std::optional<Parse> answer;
    if (out_.state.awaiting == Awaiting::Clarification && !out_.state.pending_text.empty()) {
        answer = asks_which_line() ? line_answer(words) : dish_answer(words);
    } else if (out_.state.awaiting == Awaiting::Address) {
        answer = house_answer(words);
    }
    return answer ? *std::move(answer) : read(words, context());
}

Parse Turn::read(std::string_view words, understanding::Context context) const {
    context.places = places_;
    return understanding::understand(*in_.lexicon, words, context);
}

// "two drinks", and now "cola".
std::optional<Parse> Turn::dish_answer(std::string const& words) const {
    Parse together = read(out_.state.pending_text + " " + words, {});
    if (together.lines.size() == 1 && is_clear(together)) {
        return together;
    }
    return std::nullopt;
}

// "Herzl", and now "12, floor 3".
std::optional<Parse> Turn::house_answer(std::string const& words) const {
    ordering::Address const& held = out_.cart.address;
    if (held.street.empty() || !held.house.empty()) {
        return std::nullopt;
    }
    Parse together = read(held.street + " " + words, context());
    bool const fits = together.intent == understanding::Intent::Address && is_clear(together) &&
                      together.address.street == held.street && !together.address.house.empty();
    return fits ? std::optional(std::move(together)) : std::nullopt;
}

bool Turn::asks_which_line() const {
    Parse const open = read(out_.state.pending_text, context());
    return std::ranges::any_of(open.ambiguities, [](understanding::Ambiguity const& doubt) {
        return doubt.kind == understanding::AmbiguityKind::WhichLine;
    });
}

// "with mushrooms", and now "the margherita".
std::optional<Parse> Turn::line_answer(std::string const& words) const {
    Parse together = read(out_.state.pending_text + " " + words, context());
    if (only_changes_options(together) && is_clear(together)) {
        return together;
    }
    Parse alone = read(words, context());
    auto const line = line_named(alone);
    if (!line) {
        return std::nullopt;
    }
    alone.edits = pending_edits(*line);
    alone.lines.clear();
    alone.intent = understanding::Intent::Modify;
    return alone;
}

// The only line of the only product that was named.
std::optional<std::size_t> Turn::line_named(Parse const& parse) const {
    std::vector<ordering::CartLine> named = parse.lines;
    for (Edit const& edit : parse.edits) {
        if (edit.kind != understanding::EditKind::Add) {
            return std::nullopt;
        }
        named.push_back(edit.item);
    }
    if (named.size() != 1 || !parse.ambiguities.empty()) {
        return std::nullopt;
    }
    auto const is_it = [&](ordering::CartLine const& line) {
        return line.product == named.front().product;
    };
    auto const& lines = out_.cart.lines;
    if (std::ranges::count_if(lines, is_it) != 1) {
        return std::nullopt;
    }
    return std::ranges::find_if(lines, is_it) - lines.begin();
}

// What the open words change on that line.
std::vector<Edit> Turn::pending_edits(std::size_t line) const {
    ordering::Cart one;
    one.lines = {out_.cart.lines[line]};
    std::vector<Edit> edits =
        read(out_.state.pending_text, {.cart = &one, .clarifying = true}).edits;
    // "greek pizza with corn", of the one that is there: its corn.
    for (std::size_t i = 0; i < edits.size(); ++i) {
        Edit const added = edits[i];
        bool const same = added.kind == understanding::EditKind::Add &&
                          added.item.product == one.lines.front().product;
        for (ordering::ChosenOption const& option :
             same ? added.item.options : std::vector<ordering::ChosenOption>{}) {
            Edit change;
            change.kind = understanding::EditKind::AddOption;
            change.option = option;
            edits.push_back(std::move(change));
        }
    }
    std::erase_if(edits, [](Edit const& edit) { return !changes_options(edit); });
    for (Edit& edit : edits) {
        edit.line = static_cast<std::int64_t>(line);
    }
    return edits;
}

// A line chosen from the list we offered.
void Turn::pick_line(std::string_view number) {
    std::size_t line = 0;
    auto const [end, error] = std::from_chars(number.data(), number.data() + number.size(), line);
    bool const known = error == std::errc() && end == number.data() + number.size() &&
                       line < out_.cart.lines.size() && !out_.state.pending_text.empty();
    if (known) {
        apply_edits(out_.cart, pending_edits(line), menu_);
        out_.state.pending_text.clear();
        out_.state.clarifications = 0;
    }
    dirty_ = true;  // A list from before shows what the order is now.
}

}  // namespace croozer::conversation
