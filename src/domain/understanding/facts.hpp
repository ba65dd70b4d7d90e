// What an order says besides dishes: address, fulfilment, payment, name, time. Runs before the
// dishes are grouped, so that a house number is never a quantity.
#pragma once

#include "domain/understanding/match.hpp"

#include <vector>

namespace croozer::understanding {

// Writes what it finds to `parse` and marks those spans used.
void read_facts(
    Tokens const& tokens, std::vector<Span>& spans, Context const& context, Parse& parse
);

// The span right behind, with no break between them, unless something took it already.
[[nodiscard]] Span* beside(std::vector<Span>& spans, std::size_t at);

// Names, telephone numbers, ages and how many people there are (people.cpp).
void read_people(Tokens const& tokens, std::vector<Span>& spans, Parse& parse);

// The address part of it (address.cpp). `expected` says that plain words may be a street.
void read_address(
    Tokens const& tokens, std::vector<Span>& spans, Context const& context, Parse& parse
);

}  // namespace croozer::understanding
