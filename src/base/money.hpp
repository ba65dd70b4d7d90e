// Money is an integer of minor units (agorot, cents); the currency belongs to the business. No
// floating point anywhere. Sums that leave int64 are errors, not wraps.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>

namespace croozer {

struct Money {
    std::int64_t minor{0};

    friend auto operator<=>(Money const&, Money const&) = default;

    [[nodiscard]] static std::optional<Money> add(Money a, Money b) {
        Money sum;
        return __builtin_add_overflow(a.minor, b.minor, &sum.minor) ? std::nullopt
                                                                    : std::optional(sum);
    }

    [[nodiscard]] static std::optional<Money> multiply(Money unit, std::int64_t times) {
        Money product;
        return __builtin_mul_overflow(unit.minor, times, &product.minor) ? std::nullopt
                                                                         : std::optional(product);
    }
};

}  // namespace croozer
