// What a parse does to the cart. Pure; indexes that do not exist change nothing.
#pragma once

#include "domain/ordering/cart.hpp"
#include "domain/understanding/understand.hpp"

#include <vector>

namespace croozer::conversation {

// Equal lines become one.
void add_line(ordering::Cart& cart, ordering::CartLine line);
// What it asks for is what the cart holds already, all of it and nothing else.
[[nodiscard]] bool only_says_again(ordering::Cart const& cart, understanding::Parse const& parse);
// All edits speak of the cart as it was before the first of them.
void apply_edits(
    ordering::Cart& cart, std::vector<understanding::Edit> const& edits, menu::Menu const& menu
);
// New parts replace old ones; another street forgets the old house.
void merge_address(ordering::Address& address, ordering::Address const& news);

}  // namespace croozer::conversation
