// "A large cola" where colas come in one size.
#include "domain/understanding/search.hpp"

#include <algorithm>

namespace croozer::understanding {

namespace {

constexpr float size_of_nothing = 0.3F;

}  // namespace

// There is nothing to ask.
void Search::idle_size(State const& from, std::size_t position) {
    State state = from;
    state.cost += size_of_nothing;
    if (token(at_[position]).latin) {
        // The name follows, or a word of it that we do not know.
        bool const unknown_next =
            !alone_in_line(position + 1) && lattice_.starting(at_[position + 1]).empty();
        if (!names_one_size(position + (unknown_next ? 2 : 1), at_[position])) {
            return;
        }
        state.idle_size = static_cast<std::int32_t>(at_[position]);
        push(state, position + 1);
        return;
    }
    Item const* const current = open(state);
    bool const behind =
        current != nullptr && !state.broken && state.number < 0 && state.before == Before::Product;
    if (behind && one_size(*current, at_[position])) {
        push(state, position + 1);
    }
}

bool Search::names_one_size(std::size_t next, std::size_t at) const {
    if (alone_in_line(next)) {
        return false;
    }
    return std::ranges::any_of(lattice_.starting(at_[next]), [&](Edge const& edge) {
        return std::ranges::any_of(edge.meanings, [&](Meaning const& meaning) {
            Item named;
            named.candidates = std::span(&meaning.product, 1);
            return meaning.kind == MeaningKind::Product && one_size(named, at);
        });
    });
}

// Whether the word at `at` says nothing of it: no size to choose, and nothing else of that name.
bool Search::one_size(Item const& item, std::size_t at) const {
    bool const sized = std::ranges::any_of(item.candidates, [&](std::int32_t product) {
        return lexicon_.comes_in_sizes(product);
    });
    return !sized && std::ranges::none_of(lattice_.starting(at), [&](Edge const& edge) {
        return takes(item, edge);
    });
}

}  // namespace croozer::understanding
