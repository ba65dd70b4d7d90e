// quote(): the one function that prices. Chat, web, staff and API call it and nothing else adds up
// money. Prices include VAT; the tax is extracted once from the gross.
#pragma once

#include "base/money.hpp"
#include "base/time.hpp"
#include "domain/business/settings.hpp"
#include "domain/menu/menu.hpp"
#include "domain/ordering/cart.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::ordering {

enum class AdjustmentKind : std::uint8_t {
    Discount,
    Deal,
    Coupon,
    DeliveryFee,
    Tip,
    CashRounding,
    Deposit,
};

[[nodiscard]] std::string_view adjustment_kind_name(AdjustmentKind kind);  // "delivery_fee"

struct Adjustment {
    AdjustmentKind kind{AdjustmentKind::Discount};
    Money amount;      // signed
    LocalText reason;  // a deal's name
};

struct PricedOption {
    ChosenOption chosen;
    LocalText group_name;
    LocalText name;
    Money price;  // what this option adds to one unit
};

struct PricedLine {
    ProductId product;
    std::int64_t quantity{1};
    LocalText name;
    std::string kitchen_name;
    std::vector<PricedOption> options;
    std::string note;
    Money unit;
    Money total;
};

enum class ProblemKind : std::uint8_t {
    UnknownProduct,
    UnknownOption,
    OptionNotOfProduct,
    OptionRequired,  // a required group without default is not chosen
    TooManyOptions,
    HalvesNotAllowed,
    QuantityOutOfRange,
    Unavailable,  // product or option: sold out, wrong hour or day
    OutOfStock,
    BelowMinimum,  // detail: what is missing, in minor units
    OutsideZone,
    ZoneUnknown,  // ask for a pin or a person; never a silent fee
    TooManyLines,
    AmountTooLarge,
};

struct Problem {
    ProblemKind kind{ProblemKind::UnknownProduct};
    std::int64_t line{-1};  // index in the cart; -1: the whole order
    // Id of the group (OptionRequired, TooManyOptions, HalvesNotAllowed) or option at fault.
    std::string subject;
    // BelowMinimum: missing minor units; OutOfStock: units in stock; TooManyOptions: the maximum.
    std::int64_t amount{0};
};

struct Quote {
    std::vector<PricedLine> lines;  // one for each cart line that could be priced, in order
    std::vector<Adjustment> adjustments;
    Money subtotal;  // Σ lines
    Money total;     // Σ lines + Σ adjustments
    Money tax;       // contained in total
    std::int64_t tax_rate_basis_points{0};
    std::string zone;  // id of the delivery zone, or empty
    std::vector<Problem> problems;

    [[nodiscard]] bool placeable() const { return problems.empty() && !lines.empty(); }
};

// Defaults of required groups are filled in (and appear among the priced options). Deals apply by
// themselves where they make the order cheaper. `now` decides availability and the tax rate.
[[nodiscard]] Quote quote(
    menu::Menu const& menu, Cart const& cart, business::Settings const& settings, Instant now
);

}  // namespace croozer::ordering
