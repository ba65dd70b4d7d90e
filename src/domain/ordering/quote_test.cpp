#include "domain/ordering/quote.hpp"

#include "base/limits.hpp"
#include "base/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace croozer::ordering {
namespace {

using menu::HalvesPolicy;

ProductId product_id(std::uint8_t n) {
    ProductId id;
    id.value.bytes[15] = n;
    return id;
}

ProductId const pizza = product_id(1);
ProductId const cola = product_id(2);

menu::Option option(std::string id, std::int64_t minor) {
    menu::Option made;
    made.id = std::move(id);
    made.price = Money{minor};
    return made;
}

menu::Menu pizzeria(HalvesPolicy halves = HalvesPolicy::HalfPrice) {
    menu::OptionGroup size;
    size.id = "size";
    size.min = 1;
    size.is_size = true;
    size.default_option = "large";
    size.options = {option("personal", -1500), option("large", 0), option("family", 1200)};
    menu::OptionGroup topping;
    topping.id = "topping";
    topping.max = 3;
    topping.halves = halves;
    topping.options = {option("olives", 500), option("tuna", 850), option("ham", 700)};
    topping.options[0].price_by_size = {{"family", Money{950}}};
    menu::OptionGroup ice;
    ice.id = "ice";
    ice.options = {option("cubes", 0)};
    menu::Product margherita;
    margherita.id = pizza;
    margherita.price = Money{5000};
    margherita.groups = {"size", "topping"};
    menu::Product drink;
    drink.id = cola;
    drink.price = Money{1203};
    drink.groups = {"ice"};
    menu::Menu made;
    made.groups = {size, topping, ice};
    made.products = {margherita, drink};
    return made;
}

business::Settings shop() {
    business::Settings settings;
    settings.timezone = "Asia/Jerusalem";
    settings.currency = "ILS";
    settings.city = "חיפה";
    settings.tax_rates = {{Instant{0}, 1700}, {Instant{100}, 1800}};
    return settings;
}

ChosenOption topping(std::string id, Part part = Part::Whole) {
    ChosenOption chosen;
    chosen.group = "topping";
    chosen.option = std::move(id);
    chosen.part = part;
    return chosen;
}

Cart cart_of(ProductId product, std::vector<ChosenOption> options = {}, std::int64_t quantity = 1) {
    Cart cart;
    cart.lines = {CartLine{.product = product, .quantity = quantity, .options = options, .note = {}}
    };
    return cart;
}

Quote price(menu::Menu const& menu, Cart const& cart, business::Settings const& settings = shop()) {
    return quote(menu, cart, settings, Instant{200});
}

std::int64_t unit(HalvesPolicy halves, std::vector<ChosenOption> options) {
    Quote const result = price(pizzeria(halves), cart_of(pizza, std::move(options)));
    EXPECT_TRUE(result.placeable());
    return result.lines.empty() ? -1 : result.lines[0].unit.minor;
}

ProblemKind only_problem(Quote const& result) {
    EXPECT_EQ(result.problems.size(), 1U);
    EXPECT_FALSE(result.placeable());
    return result.problems.empty() ? ProblemKind{} : result.problems[0].kind;
}

TEST(Quote, DefaultsAreFilledInAndShown) {
    Quote const result = price(pizzeria(), cart_of(pizza, {}, 2));
    ASSERT_TRUE(result.placeable());
    ASSERT_EQ(result.lines[0].options.size(), 1U);
    EXPECT_EQ(result.lines[0].options[0].chosen.option, "large");
    EXPECT_EQ(result.total.minor, 10'000);
}

TEST(Quote, SizePicksOptionPrices) {
    ChosenOption family;
    family.group = "size";
    family.option = "family";
    EXPECT_EQ(unit(HalvesPolicy::HalfPrice, {topping("olives"), family}), 5000 + 1200 + 950);
    EXPECT_EQ(unit(HalvesPolicy::HalfPrice, {topping("olives")}), 5500);
}

TEST(Quote, QualifiersCountsAndRemovals) {
    ChosenOption extra = topping("olives");
    extra.qualifier = Qualifier::Extra;
    EXPECT_EQ(unit(HalvesPolicy::HalfPrice, {extra}), 6000);
    extra.qualifier = Qualifier::Light;
    extra.count = 2;
    EXPECT_EQ(unit(HalvesPolicy::HalfPrice, {extra}), 6000);
    extra.negated = true;
    EXPECT_EQ(unit(HalvesPolicy::HalfPrice, {extra}), 5000);
}

TEST(Quote, HalvesByPolicy) {
    std::vector<ChosenOption> const halves{
        topping("olives", Part::First), topping("tuna", Part::Second)
    };
    EXPECT_EQ(unit(HalvesPolicy::HalfPrice, halves), 5000 + 250 + 430);
    EXPECT_EQ(unit(HalvesPolicy::DearerHalf, halves), 5850);
    EXPECT_EQ(unit(HalvesPolicy::AverageHalf, halves), 5000 + 680);
    EXPECT_EQ(unit(HalvesPolicy::FullPrice, halves), 5000 + 1350);
    std::vector<ChosenOption> const one{topping("tuna", Part::Second)};
    EXPECT_EQ(unit(HalvesPolicy::DearerHalf, one), 5850);
    EXPECT_EQ(unit(HalvesPolicy::AverageHalf, one), 5430);
}

TEST(Quote, SameToppingOnBothHalvesIsWholeAndChargedOnce) {
    std::vector<ChosenOption> const both{
        topping("tuna", Part::First), topping("tuna", Part::Second)
    };
    for (auto const policy :
         {HalvesPolicy::HalfPrice,
          HalvesPolicy::DearerHalf,
          HalvesPolicy::AverageHalf,
          HalvesPolicy::FullPrice,
          HalvesPolicy::NotAllowed}) {
        EXPECT_EQ(unit(policy, both), 5850);
    }
}

TEST(Quote, CheapestIncludedAreFree) {
    menu::Menu menu = pizzeria();
    menu.groups[1].included_free = 1;
    auto const two = price(menu, cart_of(pizza, {topping("tuna"), topping("olives")}));
    EXPECT_EQ(two.total.minor, 5850);
    auto const halves = price(
        menu, cart_of(pizza, {topping("tuna", Part::First), topping("olives", Part::Second)})
    );
    EXPECT_EQ(halves.total.minor, 5000);
    ChosenOption no_olives = topping("olives");
    no_olives.negated = true;
    EXPECT_EQ(price(menu, cart_of(pizza, {no_olives, topping("tuna")})).total.minor, 5000);
}

TEST(Quote, ProblemsOfOptions) {
    auto const kind = [](menu::Menu const& menu, std::vector<ChosenOption> options, bool priced) {
        Quote const result = price(menu, cart_of(pizza, std::move(options)));
        EXPECT_EQ(result.lines.size(), priced ? 1U : 0U);
        return only_problem(result);
    };
    EXPECT_EQ(kind(pizzeria(), {topping("bacon")}, false), ProblemKind::UnknownOption);
    ChosenOption cubes;
    cubes.group = "ice";
    cubes.option = "cubes";
    EXPECT_EQ(kind(pizzeria(), {cubes}, false), ProblemKind::OptionNotOfProduct);
    EXPECT_EQ(
        kind(pizzeria(HalvesPolicy::NotAllowed), {topping("tuna", Part::First)}, false),
        ProblemKind::HalvesNotAllowed
    );
    ChosenOption many = topping("tuna");
    many.count = 4;
    EXPECT_EQ(kind(pizzeria(), {many}, true), ProblemKind::TooManyOptions);
    many.count = -1;
    EXPECT_EQ(kind(pizzeria(), {many}, false), ProblemKind::QuantityOutOfRange);
    menu::Menu sold_out = pizzeria();
    sold_out.groups[1].options[0].available = false;
    EXPECT_EQ(kind(sold_out, {topping("olives")}, true), ProblemKind::Unavailable);
    sold_out.groups[0].options[1].available = false;
    EXPECT_EQ(kind(sold_out, {}, false), ProblemKind::OptionRequired);
    menu::Menu dear = pizzeria();
    dear.groups[1].options[1].price = Money{INT64_MAX};
    EXPECT_EQ(kind(dear, {topping("tuna")}, false), ProblemKind::AmountTooLarge);
}

TEST(Quote, ProblemsOfLines) {
    EXPECT_EQ(only_problem(price(pizzeria(), cart_of(product_id(9)))), ProblemKind::UnknownProduct);
    for (std::int64_t const quantity :
         {INT64_MIN, std::int64_t{-1}, std::int64_t{0}, std::int64_t{1000}, INT64_MAX}) {
        Quote const result = price(pizzeria(), cart_of(cola, {}, quantity));
        EXPECT_EQ(only_problem(result), ProblemKind::QuantityOutOfRange);
        EXPECT_TRUE(result.lines.empty());
    }
    Cart many = cart_of(cola);
    many.lines.resize(limits::order_lines + 1, many.lines[0]);
    EXPECT_EQ(only_problem(price(pizzeria(), many)), ProblemKind::TooManyLines);
    menu::Menu dear = pizzeria();
    dear.products[1].price = Money{limits::order_total_minor};
    EXPECT_EQ(only_problem(price(dear, cart_of(cola, {}, 2))), ProblemKind::AmountTooLarge);
    Cart two = cart_of(cola);
    two.lines.push_back(two.lines[0]);
    EXPECT_EQ(only_problem(price(dear, two)), ProblemKind::AmountTooLarge);
}

TEST(Quote, StockIsSummedOverLines) {
    menu::Menu menu = pizzeria();
    menu.products[1].availability.stock = 3;
    Cart cart = cart_of(cola, {}, 2);
    cart.lines.push_back(cart.lines[0]);
    Quote const result = price(menu, cart);
    EXPECT_EQ(only_problem(result), ProblemKind::OutOfStock);
    EXPECT_EQ(result.problems[0].amount, 3);
    EXPECT_EQ(result.problems[0].line, 1);
    menu.products[1].availability.backorder = true;
    EXPECT_TRUE(price(menu, cart).placeable());
    menu.products[1].availability.available = false;
    EXPECT_EQ(price(menu, cart).problems.size(), 2U);
}

TEST(Quote, DeliveryFeeAndMinimum) {
    business::Settings settings = shop();
    settings.delivery_fee = Money{1500};
    settings.delivery_minimum = Money{6000};
    Cart cart = cart_of(pizza);
    cart.fulfilment = Fulfilment::Delivery;
    Quote const result = price(pizzeria(), cart, settings);
    EXPECT_EQ(only_problem(result), ProblemKind::BelowMinimum);
    EXPECT_EQ(result.problems[0].amount, 1000);
    EXPECT_EQ(result.adjustments.at(0).kind, AdjustmentKind::DeliveryFee);
    EXPECT_EQ(result.total.minor, 6500);
    cart.address.city = "עכו";
    Quote const elsewhere = price(pizzeria(), cart, settings);
    EXPECT_EQ(only_problem(elsewhere), ProblemKind::ZoneUnknown);
    EXPECT_TRUE(elsewhere.adjustments.empty());
    settings.offers_delivery = false;
    EXPECT_EQ(only_problem(price(pizzeria(), cart, settings)), ProblemKind::OutsideZone);
    cart.fulfilment = Fulfilment::Pickup;
    EXPECT_TRUE(price(pizzeria(), cart, settings).placeable());
}

TEST(Quote, CashIsRoundedInItsOwnRow) {
    for (std::int64_t rest = 0; rest < 10; ++rest) {
        menu::Menu menu = pizzeria();
        menu.products[1].price = Money{1700 + rest};
        Cart cart = cart_of(cola);
        EXPECT_EQ(price(menu, cart).total.minor, 1700 + rest);
        cart.payment = PaymentKind::Cash;
        Quote const cash = price(menu, cart);
        EXPECT_EQ(cash.total.minor, rest < 5 ? 1700 : 1710);
        EXPECT_EQ(cash.adjustments.size(), rest == 0 ? 0U : 1U);
        business::Settings dollars = shop();
        dollars.currency = "USD";
        EXPECT_EQ(price(menu, cart, dollars).total.minor, 1700 + rest);
    }
}

TEST(Quote, TaxIsExtractedOnceFromTheTotalByDate) {
    menu::Menu const menu = pizzeria();
    Quote const later = quote(menu, cart_of(pizza), shop(), Instant{100});
    EXPECT_EQ(later.tax_rate_basis_points, 1800);
    EXPECT_EQ(later.tax.minor, 763);  // 5000 × 18 / 118 = 762.7
    Quote const before = quote(menu, cart_of(pizza), shop(), Instant{99});
    EXPECT_EQ(before.tax_rate_basis_points, 1700);
    EXPECT_EQ(before.tax.minor, 726);  // 726.5 would round up; it is 726.49…
    for (auto const mode : {business::TaxMode::Exempt, business::TaxMode::ZeroRated}) {
        business::Settings settings = shop();
        settings.tax_mode = mode;
        EXPECT_EQ(price(menu, cart_of(pizza), settings).tax.minor, 0);
        EXPECT_EQ(price(menu, cart_of(pizza), settings).tax_rate_basis_points, 0);
    }
}

// Any cart, also a hostile one, keeps the sums; a further line never makes it cheaper.
TEST(Quote, SumsHoldForRandomCarts) {
    SeededRandom random(20261123);
    for (int round = 0; round < 3000; ++round) {
        menu::Menu menu = pizzeria(static_cast<HalvesPolicy>(random.below(5)));
        menu.groups[1].included_free = static_cast<std::int64_t>(random.below(4));
        Cart cart;
        cart.fulfilment = static_cast<Fulfilment>(random.below(3));
        cart.payment = static_cast<PaymentKind>(random.below(5));
        business::Settings settings = shop();
        settings.delivery_fee = Money{static_cast<std::int64_t>(random.below(3000))};
        std::int64_t last = 0;
        for (std::uint64_t lines = random.below(8); lines > 0; --lines) {
            CartLine line;
            line.product = product_id(static_cast<std::uint8_t>(random.below(4)));
            line.quantity = static_cast<std::int64_t>(random.below(1100)) - 50;
            for (std::uint64_t options = random.below(6); options > 0; --options) {
                std::array const names{"olives", "tuna", "ham", "bacon"};
                ChosenOption chosen =
                    topping(names[random.below(4)], static_cast<Part>(random.below(3)));
                chosen.qualifier = static_cast<Qualifier>(random.below(3));
                chosen.negated = random.below(4) == 0;
                chosen.count = static_cast<std::int64_t>(random.below(4));
                line.options.push_back(chosen);
            }
            cart.lines.push_back(line);
            Quote const result = price(menu, cart, settings);
            std::int64_t total = 0;
            for (PricedLine const& priced : result.lines) {
                std::int64_t sum = 5000;
                for (PricedOption const& each : priced.options) {
                    sum += each.price.minor;
                }
                EXPECT_EQ(priced.unit.minor, priced.product == pizza ? sum : 1203);
                EXPECT_EQ(priced.total.minor, priced.unit.minor * priced.quantity);
                EXPECT_GT(priced.quantity, 0);
                total += priced.total.minor;
            }
            EXPECT_EQ(result.subtotal.minor, total);
            for (Adjustment const& adjustment : result.adjustments) {
                total += adjustment.amount.minor;
            }
            EXPECT_EQ(result.total.minor, total);
            EXPECT_GE(result.subtotal.minor, last);
            last = result.subtotal.minor;
        }
    }
}

}  // namespace
}  // namespace croozer::ordering
