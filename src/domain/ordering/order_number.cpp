#include "domain/ordering/order_number.hpp"

namespace croozer::ordering {

std::string order_number(std::string_view business_day, std::int64_t n) {
    constexpr std::size_t least_digits = 4;
    std::string const digits = std::to_string(n);
    std::string text = "ORD-";
    text += business_day;
    text += '-';
    text.append(digits.size() < least_digits ? least_digits - digits.size() : 0, '0');
    text += digits;
    return text;
}

}  // namespace croozer::ordering
