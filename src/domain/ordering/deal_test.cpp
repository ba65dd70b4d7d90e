// Deals as quote() applies them: the pizzeria's three, and any others.
#include "base/limits.hpp"
#include "base/random.hpp"
#include "domain/ordering/quote.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace croozer::ordering {
namespace {

using menu::Deal;
using menu::DealSlot;

constexpr std::string_view sunday_evening = "2026-11-22T17:00:00Z";  // 19:00 in Israel

ProductId product_id(std::uint8_t n) {
    ProductId id;
    id.value.bytes[15] = n;
    return id;
}

ProductId const margherita = product_id(1);
ProductId const greek = product_id(2);
ProductId const cola = product_id(3);
ProductId const bread = product_id(4);

menu::Option option(std::string id, std::int64_t minor) {
    menu::Option made;
    made.id = std::move(id);
    made.price = Money{minor};
    return made;
}

menu::Product product(ProductId id, std::int64_t minor, std::vector<std::string> groups) {
    menu::Product made;
    made.id = id;
    made.price = Money{minor};
    made.groups = std::move(groups);
    return made;
}

menu::Menu pizzeria(std::vector<Deal> deals) {
    menu::OptionGroup size;
    size.id = "size";
    size.min = 1;
    size.is_size = true;
    size.default_option = "family";
    size.options = {option("personal", -3000), option("family", 0), option("giant", 2000)};
    menu::OptionGroup topping;
    topping.id = "topping";
    topping.options = {option("olives", 900), option("none", -900)};
    menu::Menu made;
    made.groups = {size, topping};
    made.products = {
        product(margherita, 6200, {"size", "topping"}),
        product(greek, 7400, {"size", "topping"}),
        product(cola, 1000, {}),
        product(bread, 2200, {})
    };
    made.deals = std::move(deals);
    return made;
}

DealSlot slot(std::int64_t quantity, std::vector<ProductId> products) {
    DealSlot made;
    made.quantity = quantity;
    made.products = std::move(products);
    return made;
}

DealSlot family_pizza(std::int64_t quantity = 1) {
    DealSlot made = slot(quantity, {margherita, greek});
    made.required = {.group = "size", .option = "family"};
    made.upcharges = {{greek, Money{800}}};
    return made;
}

Deal deal(std::string name, std::int64_t minor, std::vector<DealSlot> slots) {
    Deal made;
    made.name = {.he = "דיל " + name, .en = std::move(name)};
    made.price = Money{minor};
    made.slots = std::move(slots);
    return made;
}

Deal couple() {
    return deal("couple", 7200, {family_pizza(), slot(2, {cola})});
}

Deal two_families() {
    return deal("two", 11'000, {family_pizza(2)});
}

CartLine line(
    ProductId product, std::int64_t quantity = 1, std::vector<ChosenOption> options = {}
) {
    return {.product = product, .quantity = quantity, .options = std::move(options), .note = {}};
}

ChosenOption chosen(std::string group, std::string option) {
    ChosenOption made;
    made.group = std::move(group);
    made.option = std::move(option);
    return made;
}

Cart cart_of(std::vector<CartLine> lines) {
    Cart cart;
    cart.lines = std::move(lines);
    cart.fulfilment = Fulfilment::Pickup;
    return cart;
}

Quote price(
    menu::Menu const& menu,
    Cart const& cart,
    std::string_view at = sunday_evening,
    business::Settings settings = {}
) {
    settings.timezone = "Asia/Jerusalem";
    settings.currency = "ILS";
    settings.city = "חיפה";
    settings.tax_rates = {{Instant{0}, 1800}};
    return quote(menu, cart, settings, Instant::parse_rfc3339(at).value());
}

std::int64_t total(std::vector<Deal> deals, std::vector<CartLine> lines) {
    Quote const result = price(pizzeria(std::move(deals)), cart_of(std::move(lines)));
    EXPECT_TRUE(result.placeable());
    return result.total.minor;
}

TEST(Deals, AnOrderThatHoldsADealCostsItsPrice) {
    Quote const result =
        price(pizzeria({couple()}), cart_of({line(margherita), line(cola, 3), line(bread)}));
    EXPECT_EQ(result.subtotal.minor, 6200 + 3000 + 2200);
    ASSERT_EQ(result.adjustments.size(), 1U);
    EXPECT_EQ(result.adjustments[0].kind, AdjustmentKind::Deal);
    EXPECT_EQ(result.adjustments[0].amount.minor, 7200 - 6200 - 2000);
    EXPECT_EQ(result.adjustments[0].reason, (LocalText{.he = "דיל couple", .en = "couple"}));
    EXPECT_EQ(result.total.minor, 7200 + 1000 + 2200);
    EXPECT_EQ(result.tax.minor, 1586);  // 10400 × 18 / 118: of the total, after the deal
    EXPECT_EQ(total({couple()}, {line(margherita), line(cola)}), 7200);
}

TEST(Deals, TheBaseIsCoveredAndTheRestKeepsItsPrice) {
    auto const olives = chosen("topping", "olives");
    EXPECT_EQ(total({couple()}, {line(margherita, 1, {olives}), line(cola, 2)}), 7200 + 900);
    // A dearer product by its upcharge, another size not at all.
    EXPECT_EQ(total({couple()}, {line(greek), line(cola, 2)}), 7200 + 800);
    auto const giant = chosen("size", "giant");
    EXPECT_EQ(total({couple()}, {line(margherita, 1, {giant}), line(cola, 2)}), 8200 + 2000);
    // The price of the required option is part of the base; without one the size is the rest.
    Deal any_size = deal("giant", 5000, {slot(1, {margherita})});
    EXPECT_EQ(total({any_size}, {line(margherita, 1, {giant})}), 5000 + 2000);
    any_size.slots[0].required = {.group = "size", .option = "giant"};
    EXPECT_EQ(total({any_size}, {line(margherita, 1, {giant})}), 5000);
    // A reduction does not make it pay out.
    auto const less = chosen("topping", "none");
    EXPECT_EQ(total({deal("free", 0, {slot(1, {margherita})})}, {line(margherita, 1, {less})}), 0);
}

TEST(Deals, ADealThatSavesNothingIsLeftOut) {
    for (std::int64_t const minor : {8200, 9000}) {
        Deal dear = couple();
        dear.price = Money{minor};
        Quote const result = price(pizzeria({dear}), cart_of({line(margherita), line(cola, 2)}));
        EXPECT_TRUE(result.adjustments.empty());
        EXPECT_EQ(result.total.minor, 8200);
    }
}

TEST(Deals, TheSameDealTwiceIsOneRowWithItsCount) {
    Quote const result =
        price(pizzeria({two_families()}), cart_of({line(margherita, 3), line(greek, 2)}));
    ASSERT_EQ(result.adjustments.size(), 1U);
    EXPECT_EQ(result.adjustments[0].reason.en, "2 × two");
    EXPECT_EQ(result.adjustments[0].reason.he, "2 × דיל two");
    // The two greek save 400 more each than a margherita would: they are covered.
    EXPECT_EQ(result.adjustments[0].amount.minor, 22'000 + 2 * 800 - 2 * 7400 - 2 * 6200);
    EXPECT_EQ(total({two_families()}, {line(margherita, 999)}), 499 * 11'000 + 6200);
}

TEST(Deals, NoUnitIsInTwo) {
    // One pizza: either the couple's (saves 10) or with bread (saves 9), not both.
    Deal const with_bread = deal("bread", 7500, {family_pizza(), slot(1, {bread})});
    EXPECT_EQ(
        total({couple(), with_bread}, {line(margherita), line(cola, 2), line(bread)}), 7200 + 2200
    );
    EXPECT_EQ(
        total({couple(), with_bread}, {line(margherita, 2), line(cola, 2), line(bread)}),
        7200 + 7500
    );
}

TEST(Deals, AUnitThatFitsTwoSlotsDoesNotBlockOne) {
    // Taking the dearer bread for "any" first would leave nothing for the second slot.
    Deal const any = deal("any", 2000, {slot(1, {bread, cola}), slot(1, {bread})});
    EXPECT_EQ(total({any}, {line(bread), line(cola)}), 2000);
    EXPECT_EQ(total({any}, {line(cola), line(cola), line(bread)}), 2000 + 1000);
    EXPECT_EQ(total({any}, {line(cola, 2)}), 2000);
}

TEST(Deals, TheSearchIsNotMisledByTheGreatestSaving) {
    // Two pizzas save 1400 together, but each with its drinks 1000.
    std::vector<Deal> const deals{two_families(), couple()};
    EXPECT_EQ(total(deals, {line(margherita, 2), line(cola, 4)}), 2 * 7200);
    EXPECT_EQ(total(deals, {line(margherita, 2), line(cola, 2)}), 11'000 + 2000);
    EXPECT_EQ(total(deals, {line(margherita, 4), line(cola, 4)}), 4 * 7200 - 2 * 7200 + 11'000);
}

TEST(Deals, Conditions) {
    auto const applied = [](Deal const& conditioned,
                            Fulfilment fulfilment = Fulfilment::Pickup,
                            std::string_view at = sunday_evening) {
        Cart cart = cart_of({line(margherita), line(cola, 2)});
        cart.fulfilment = fulfilment;
        auto const& rows = price(pizzeria({conditioned}), cart, at).adjustments;
        return std::ranges::find(rows, AdjustmentKind::Deal, &Adjustment::kind) != rows.end();
    };
    EXPECT_TRUE(applied(couple(), Fulfilment::Unknown));
    Deal off = couple();
    off.available = false;
    EXPECT_FALSE(applied(off));
    Deal large = couple();
    large.conditions.minimum_subtotal = Money{8200};
    EXPECT_TRUE(applied(large));
    large.conditions.minimum_subtotal = Money{8201};
    EXPECT_FALSE(applied(large));
    Deal pickup = couple();
    pickup.conditions.delivery = false;
    EXPECT_TRUE(applied(pickup));
    EXPECT_FALSE(applied(pickup, Fulfilment::Delivery));
    EXPECT_FALSE(applied(pickup, Fulfilment::Unknown));
    Deal delivered = couple();
    delivered.conditions.pickup = false;
    EXPECT_TRUE(applied(delivered, Fulfilment::Delivery));
    EXPECT_FALSE(applied(delivered));
    Deal lunch = couple();
    lunch.conditions.window = {.from_minute = 720, .until_minute = 960, .days = 0x1F};
    EXPECT_FALSE(applied(lunch));
    EXPECT_TRUE(applied(lunch, Fulfilment::Pickup, "2026-11-22T10:00:00Z"));
    EXPECT_FALSE(applied(lunch, Fulfilment::Pickup, "2026-11-21T10:00:00Z"));  // a Saturday
}

TEST(Deals, WhatCannotBePricedIsNotApplied) {
    std::vector<CartLine> const lines{line(margherita), line(cola, 2)};
    Deal const good = couple();
    Deal negative = good;
    negative.price = Money{-1};
    Deal endless = good;
    endless.slots[1].quantity = limits::deal_units;
    Deal none = good;
    none.slots[1].quantity = 0;
    Deal gift = good;
    gift.slots[0].upcharges = {{margherita, Money{-7000}}};
    Deal empty = good;
    empty.slots.clear();
    for (Deal const& broken : {negative, endless, none, gift, empty}) {
        EXPECT_FALSE(broken.sound());
        EXPECT_EQ(total({broken}, lines), 8200);
    }
    EXPECT_TRUE(good.sound());
}

TEST(Deals, TheMinimumOfAZoneIsAskedOfWhatIsPaidForTheGoods) {
    business::Settings settings;
    settings.delivery_fee = Money{1500};
    settings.delivery_minimum = Money{7500};
    Cart cart = cart_of({line(margherita), line(cola, 2)});
    cart.fulfilment = Fulfilment::Delivery;
    EXPECT_TRUE(price(pizzeria({}), cart, sunday_evening, settings).placeable());
    Quote const result = price(pizzeria({couple()}), cart, sunday_evening, settings);
    ASSERT_EQ(result.problems.size(), 1U);
    EXPECT_EQ(result.problems[0].kind, ProblemKind::BelowMinimum);
    EXPECT_EQ(result.problems[0].amount, 300);
    EXPECT_EQ(result.total.minor, 7200 + 1500);
}

Deal any_deal(SeededRandom& random) {
    Deal made = deal("x", static_cast<std::int64_t>(random.below(12'000)), {});
    for (std::uint64_t slots = random.below(3) + 1; slots > 0; --slots) {
        DealSlot each = slot(static_cast<std::int64_t>(random.below(3)) + 1, {});
        for (std::uint8_t n = 1; n <= 4; ++n) {
            if (random.below(2) == 0) {
                each.products.push_back(product_id(n));
            }
        }
        if (random.below(3) == 0) {
            each.required = {.group = "size", .option = "family"};
        }
        each.upcharges = {{greek, Money{static_cast<std::int64_t>(random.below(1500))}}};
        made.slots.push_back(std::move(each));
    }
    return made;
}

CartLine any_line(SeededRandom& random) {
    CartLine made = line(
        product_id(static_cast<std::uint8_t>(random.below(4) + 1)),
        static_cast<std::int64_t>(random.below(4)) + 1
    );
    if (made.product == margherita || made.product == greek) {
        if (random.below(2) == 0) {
            made.options.push_back(chosen("topping", random.below(2) == 0 ? "olives" : "none"));
        }
        if (random.below(3) == 0) {
            made.options.push_back(chosen("size", random.below(2) == 0 ? "personal" : "giant"));
        }
    }
    return made;
}

// Every unit on a line of its own, in any order.
Cart scattered(Cart cart, SeededRandom& random) {
    std::vector<CartLine> units;
    for (CartLine const& each : cart.lines) {
        for (std::int64_t i = 0; i < each.quantity; ++i) {
            units.push_back(line(each.product, 1, each.options));
        }
    }
    for (std::size_t i = units.size(); i > 1; --i) {
        std::swap(units[i - 1], units[random.below(i)]);
    }
    cart.lines = std::move(units);
    return cart;
}

TEST(Deals, AnyDealsKeepTheSumsAndNeverCostMore) {
    SeededRandom random(20261124);
    for (int round = 0; round < 1500; ++round) {
        std::vector<Deal> deals;
        for (std::uint64_t n = random.below(5); n > 0; --n) {
            deals.push_back(any_deal(random));
        }
        menu::Menu const menu = pizzeria(deals);
        Cart cart;
        cart.fulfilment = static_cast<Fulfilment>(random.below(3));
        cart.payment = static_cast<PaymentKind>(random.below(5));
        for (std::uint64_t n = random.below(7); n > 0; --n) {
            cart.lines.push_back(any_line(random));
        }
        Quote const result = price(menu, cart);
        std::int64_t sum = 0;
        for (PricedLine const& each : result.lines) {
            sum += each.total.minor;
        }
        EXPECT_EQ(result.subtotal.minor, sum);
        for (Adjustment const& adjustment : result.adjustments) {
            sum += adjustment.amount.minor;
            EXPECT_TRUE(adjustment.kind != AdjustmentKind::Deal || adjustment.amount.minor < 0);
        }
        EXPECT_EQ(result.total.minor, sum);
        EXPECT_GE(result.total.minor, 0);
        EXPECT_LE(result.total, price(pizzeria({}), cart).total);
        Quote const other = price(menu, scattered(cart, random));
        EXPECT_EQ(other.total, result.total);
        EXPECT_TRUE(std::ranges::equal(
            other.adjustments,
            result.adjustments,
            [](Adjustment const& a, Adjustment const& b) {
                return a.amount == b.amount && a.reason == b.reason;
            }
        ));
    }
}

// As many lines and deals as there may be, all of them in each other's way.
TEST(Deals, TheLargestOrderIsPricedInBoundedTime) {
    SeededRandom random(20261125);
    menu::Menu menu;
    std::vector<ProductId> ids;
    Cart cart;
    for (std::uint8_t n = 0; n < limits::order_lines; ++n) {
        ids.push_back(product_id(n));
        menu.products.push_back(
            product(ids.back(), 1000 + static_cast<std::int64_t>(random.below(5000)), {})
        );
        cart.lines.push_back(line(ids.back(), limits::line_quantity - n));
    }
    for (std::size_t n = 0; n < limits::deals_per_business; ++n) {
        std::vector<DealSlot> slots;
        for (std::int64_t units = 0; units < limits::deal_units; units += 2) {
            slots.push_back(slot(2, ids));
            slots.back().upcharges = {{ids[random.below(ids.size())], Money{100}}};
        }
        menu.deals.push_back(
            deal(std::to_string(n), 20'000 + static_cast<std::int64_t>(random.below(20'000)), slots)
        );
    }
    Quote const result = price(menu, cart);
    EXPECT_TRUE(result.problems.empty());
    EXPECT_LT(result.total, result.subtotal);
}

}  // namespace
}  // namespace croozer::ordering
