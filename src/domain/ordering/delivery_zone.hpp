// Whether a shop delivers to an address: in a zone, outside, or unknown. Unknown asks for a pin or
// a person and is never a silent fee.
#pragma once

#include "base/money.hpp"
#include "domain/business/settings.hpp"
#include "domain/ordering/cart.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace croozer::ordering {

enum class ZoneAnswer : std::uint8_t { Inside, Outside, Unknown };

struct ZoneMatch {
    ZoneAnswer answer{ZoneAnswer::Unknown};
    std::string zone;  // id; empty for a shop without zones
    Money fee;
    Money minimum_order;
};

// A zone's cities bound it; its streets and neighbourhoods, if it has any, narrow it within them. A
// zone without cities lies in the shop's city. The narrowest match counts: street, neighbourhood,
// whole city. An address without a city is taken for the shop's city only if no zone names another;
// a zone that bears the city's name names only it, however it writes it.
[[nodiscard]] ZoneMatch find_zone(business::Settings const& settings, Address const& address);

// The key by which names of places are compared: lower case, without niqqud, quotes, bidi marks and
// a leading "street"; a maqaf or dash is a space. Any bytes are accepted.
[[nodiscard]] std::string place_key(std::string_view text);

}  // namespace croozer::ordering
