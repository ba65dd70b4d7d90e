#include "domain/menu/menu.hpp"

#include "domain/menu/availability.hpp"

#include <gtest/gtest.h>

namespace croozer::menu {
namespace {

std::string const jerusalem = "Asia/Jerusalem";

Instant at(std::string_view text) {
    return Instant::parse_rfc3339(text).value();
}

TEST(Menu, FindsWhatAProductHas) {
    Menu menu;
    Option option;
    option.id = "olives";
    OptionGroup group;
    group.id = "topping";
    group.options = {option};
    menu.groups = {group};
    Product pizza;
    pizza.id.value.bytes[15] = 1;
    pizza.groups = {"topping", "gone"};
    Product cola;
    cola.id.value.bytes[15] = 2;
    menu.products = {pizza, cola};
    EXPECT_EQ(menu.product(cola.id), &menu.products[1]);
    EXPECT_EQ(menu.product(ProductId{}), nullptr);
    auto const [found_group, found] = menu.option(pizza, "topping", "olives");
    EXPECT_EQ(found_group, &menu.groups[0]);
    EXPECT_EQ(found, &menu.groups[0].options[0]);
    EXPECT_EQ(menu.option(cola, "topping", "olives").second, nullptr);
    EXPECT_EQ(menu.option(pizza, "topping", "ham").first, nullptr);
    EXPECT_EQ(menu.option(pizza, "gone", "olives").first, nullptr);
}

TEST(Availability, SoldOutUntilAnInstant) {
    Availability availability;
    EXPECT_TRUE(on_sale(availability, jerusalem, Instant{}));
    availability.available = false;
    EXPECT_FALSE(on_sale(availability, jerusalem, Instant{}));
    availability.until = Instant{10};
    EXPECT_FALSE(on_sale(availability, jerusalem, Instant{9}));
    EXPECT_TRUE(on_sale(availability, jerusalem, Instant{10}));
}

TEST(Availability, HoursAreLocal) {
    Availability lunch;
    lunch.window.from_minute = 720;
    lunch.window.until_minute = 960;
    EXPECT_FALSE(on_sale(lunch, jerusalem, at("2026-11-23T09:59:00Z")));
    EXPECT_TRUE(on_sale(lunch, jerusalem, at("2026-11-23T10:00:00Z")));
    EXPECT_FALSE(on_sale(lunch, jerusalem, at("2026-11-23T14:00:00Z")));
}

TEST(Availability, NightBelongsToItsFirstDay) {
    Availability thursday_night;
    thursday_night.window.from_minute = 1320;
    thursday_night.window.until_minute = 120;
    thursday_night.window.days = 1U << 4U;
    EXPECT_TRUE(on_sale(thursday_night, jerusalem, at("2026-11-26T20:00:00Z")));
    EXPECT_TRUE(on_sale(thursday_night, jerusalem, at("2026-11-26T23:59:00Z")));
    EXPECT_FALSE(on_sale(thursday_night, jerusalem, at("2026-11-27T00:00:00Z")));
    EXPECT_FALSE(on_sale(thursday_night, jerusalem, at("2026-11-25T23:00:00Z")));
    thursday_night.window.until_minute = thursday_night.window.from_minute;  // the whole day
    EXPECT_TRUE(on_sale(thursday_night, jerusalem, at("2026-11-26T10:00:00Z")));
    EXPECT_FALSE(on_sale(thursday_night, jerusalem, at("2026-11-27T10:00:00Z")));
}

}  // namespace
}  // namespace croozer::menu
