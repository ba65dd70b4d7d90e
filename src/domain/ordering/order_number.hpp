// The long number of an order, as the customer and the books see it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace croozer::ordering {

// "ORD-20261123-0047": `business_day` is YYYYMMDD (business/hours.hpp), `n` counts from 1 within it
// and takes at least four digits.
[[nodiscard]] std::string order_number(std::string_view business_day, std::int64_t n);

}  // namespace croozer::ordering
