#include "domain/ordering/quote.hpp"

#include "base/limits.hpp"
#include "domain/menu/availability.hpp"
#include "domain/ordering/deals.hpp"
#include "domain/ordering/delivery_zone.hpp"
#include "domain/ordering/line_price.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace croozer::ordering {
namespace {

using business::Settings;

constexpr std::int64_t basis_points_of_one = 10'000;
// Bank of Israel, "Rounding of cash payments": the total paid in cash goes to the nearest 10
// agorot.
constexpr std::int64_t cash_coin_minor = 10;
constexpr std::string_view cash_rounding_currency = "ILS";

void report(Quote& quote, ProblemKind kind, std::int64_t line = -1, std::int64_t amount = 0) {
    quote.problems.push_back(Problem{.kind = kind, .line = line, .subject = {}, .amount = amount});
}

// Units of each product asked for by the lines so far.
using Asked = std::unordered_map<ProductId, std::int64_t>;

void check_supply(
    Quote& quote,
    menu::Product const& product,
    CartLine const& line,
    std::int64_t index,
    Settings const& settings,
    Instant now,
    Asked& asked
) {
    menu::Availability const& availability = product.availability;
    if (!menu::on_sale(availability, settings.timezone, now)) {
        report(quote, ProblemKind::Unavailable, index);
        return;
    }
    if (!quantity_in_range(line.quantity) || !availability.stock || availability.backorder) {
        return;
    }
    std::int64_t const stock = std::max<std::int64_t>(*availability.stock, 0);
    std::int64_t& units = asked[product.id];
    bool const enough_before = units <= stock;
    units += line.quantity;
    // Said once for a product, at the line that asks for too much.
    if (enough_before && units > stock) {
        report(quote, ProblemKind::OutOfStock, index, stock);
    }
}

void price_lines(
    Quote& quote, menu::Menu const& menu, Cart const& cart, Settings const& settings, Instant now
) {
    if (cart.lines.size() > limits::order_lines) {
        report(quote, ProblemKind::TooManyLines);
    }
    Asked asked;
    std::size_t const count = std::min(cart.lines.size(), limits::order_lines);
    for (std::size_t i = 0; i < count; ++i) {
        CartLine const& line = cart.lines[i];
        auto const index = static_cast<std::int64_t>(i);
        if (menu::Product const* const product = menu.product(line.product)) {
            check_supply(quote, *product, line, index, settings, now, asked);
        }
        if (auto priced = price_line(menu, line, index, quote.problems)) {
            // No line is above the limit of an order, so that this sum cannot overflow.
            quote.subtotal.minor += priced->total.minor;
            quote.lines.push_back(*std::move(priced));
        }
    }
    quote.total = quote.subtotal;
}

void adjust(Quote& quote, AdjustmentKind kind, Money amount, LocalText reason = {}) {
    if (amount.minor == 0) {
        return;
    }
    auto const total = Money::add(quote.total, amount);
    if (!total) {
        report(quote, ProblemKind::AmountTooLarge);
        return;
    }
    quote.total = *total;
    quote.adjustments.push_back(
        Adjustment{.kind = kind, .amount = amount, .reason = std::move(reason)}
    );
}

void apply_deals(
    Quote& quote, menu::Menu const& menu, Cart const& cart, Settings const& settings, Instant now
) {
    Goods const goods{
        .lines = quote.lines, .subtotal = quote.subtotal, .fulfilment = cart.fulfilment
    };
    for (DealSaving& saving : deal_savings(menu, goods, settings.timezone, now)) {
        adjust(quote, AdjustmentKind::Deal, Money{-saving.amount.minor}, std::move(saving.name));
    }
}

void add_delivery(Quote& quote, Cart const& cart, Settings const& settings) {
    if (cart.fulfilment != Fulfilment::Delivery) {
        return;
    }
    ZoneMatch const match = find_zone(settings, cart.address);
    if (match.answer != ZoneAnswer::Inside) {
        bool const outside = match.answer == ZoneAnswer::Outside;
        report(quote, outside ? ProblemKind::OutsideZone : ProblemKind::ZoneUnknown);
        return;
    }
    quote.zone = match.zone;
    // What is paid for the goods must be worth the ride: after deals, before the fee. Of an empty
    // cart there is nothing missing yet.
    Money const goods = quote.total;
    if (!quote.lines.empty() && goods < match.minimum_order) {
        std::int64_t const missing = match.minimum_order.minor - goods.minor;
        report(quote, ProblemKind::BelowMinimum, -1, missing);
    }
    adjust(quote, AdjustmentKind::DeliveryFee, match.fee);
}

void round_cash(Quote& quote, Cart const& cart, Settings const& settings) {
    bool const rounded = settings.round_cash_total && cart.payment == PaymentKind::Cash &&
                         settings.currency == cash_rounding_currency;
    if (!rounded || quote.total.minor <= 0) {
        return;
    }
    std::int64_t const rest = quote.total.minor % cash_coin_minor;
    bool const down = rest < cash_coin_minor / 2;
    adjust(quote, AdjustmentKind::CashRounding, Money{down ? -rest : cash_coin_minor - rest});
}

std::int64_t tax_rate(Settings const& settings, Instant now) {
    if (settings.tax_mode != business::TaxMode::Standard) {
        return 0;
    }
    std::int64_t rate = 0;
    for (business::TaxRate const& dated : settings.tax_rates) {
        if (dated.from <= now) {
            rate = dated.basis_points;
        }
    }
    return std::clamp<std::int64_t>(rate, 0, basis_points_of_one);
}

// The tax inside a gross amount within limits::order_total_minor, half up.
Money contained_tax(Money gross, std::int64_t basis_points) {
    std::int64_t const divisor = basis_points_of_one + basis_points;
    return Money{(2 * gross.minor * basis_points + divisor) / (2 * divisor)};
}

}  // namespace

std::string_view adjustment_kind_name(AdjustmentKind kind) {
    switch (kind) {
        case AdjustmentKind::Discount:
            return "discount";
        case AdjustmentKind::Deal:
            return "deal";
        case AdjustmentKind::Coupon:
            return "coupon";
        case AdjustmentKind::DeliveryFee:
            return "delivery_fee";
        case AdjustmentKind::Tip:
            return "tip";
        case AdjustmentKind::CashRounding:
            return "cash_rounding";
        case AdjustmentKind::Deposit:
            return "deposit";
    }
    return {};
}

Quote quote(menu::Menu const& menu, Cart const& cart, Settings const& settings, Instant now) {
    Quote result;
    price_lines(result, menu, cart, settings, now);
    apply_deals(result, menu, cart, settings, now);
    add_delivery(result, cart, settings);
    round_cash(result, cart, settings);
    result.tax_rate_basis_points = tax_rate(settings, now);
    if (result.total.minor > limits::order_total_minor) {
        report(result, ProblemKind::AmountTooLarge);
    } else if (result.total.minor > 0) {
        result.tax = contained_tax(result.total, result.tax_rate_basis_points);
    }
    return result;
}

}  // namespace croozer::ordering
