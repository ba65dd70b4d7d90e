// A burger bar with every kind of option group that a menu can have, for the fuzz target of
// understanding; the pizzeria is the unit tests'.
#pragma once

#include "domain/understanding/trade_test_menu.hpp"

namespace croozer::fuzzing {

inline std::vector<menu::OptionGroup> burger_groups() {
    using testing_menu::option;
    // Required with a default, replaces the others' price.
    menu::OptionGroup size{
        .id = "size",
        .name = {"גודל", "Size"},
        .min = 1,
        .max = 1,
        .default_option = "single",
        .is_size = true,
        .options = {}
    };
    size.options = {
        option("single", "רגיל", "Single", 0, {"regular", "160"}),
        option("double", "כפול", "Double", 1800, {"דאבל", "double patty"}),
        option("kids", "ילדים", "Kids", -1200, {"קטן", "small"}),
    };
    // Required without a default.
    menu::OptionGroup doneness{
        .id = "doneness",
        .name = {"מידת עשייה", "Doneness"},
        .min = 1,
        .max = 1,
        .default_option = "",
        .options = {}
    };
    doneness.options = {
        option("rare", "נא", "Rare", 0),
        option("medium", "מדיום", "Medium", 0, {"M"}),
        option("well_done", "עשוי היטב", "Well done", 0, {"וול דאן", "וול"}),
    };
    // Any number, some of them free, in halves, with a price of its own by size.
    menu::OptionGroup topping{
        .id = "topping",
        .name = {"תוספות", "Toppings"},
        .included_free = 2,
        .default_option = "",
        .halves = menu::HalvesPolicy::AverageHalf,
        .negatable = true,
        .qualifiable = true,
        .options = {}
    };
    topping.options = {
        option("onion", "בצל", "Onion", 0, {"onions"}),
        option("fried_onion", "בצל מטוגן", "Fried onion", 400),
        option("tomato", "עגבניה", "Tomato", 0),
        option("cheddar", "צ'דר", "Cheddar", 600, {"גבינה", "cheese"}),
        option("egg", "ביצת עין", "Fried egg", 700, {"ביצה", "egg"}),
        option("onion_jam", "ריבת בצל", "Onion jam", 500),
        option("pickles", "חמוצים", "Pickles", 0),
    };
    topping.options[3].price_by_size = {{"double", Money{900}}};
    topping.options[5].available = false;
    // At most two; can be had several times.
    menu::OptionGroup sauce{
        .id = "sauce",
        .name = {"רטבים", "Sauces"},
        .max = 2,
        .default_option = "",
        .halves = menu::HalvesPolicy::DearerHalf,
        .negatable = true,
        .options = {}
    };
    sauce.options = {
        option("ketchup", "קטשופ", "Ketchup", 0),
        option("mayo", "מיונז", "Mayo", 0, {"mayonnaise"}),
        option("bbq", "ברביקיו", "BBQ", 200, {"barbecue"}),
    };
    sauce.options[2].counted = {{"double bbq", 2}, {"triple bbq", 3}};
    // One or none.
    menu::OptionGroup meal{
        .id = "meal", .name = {"ארוחה", "Meal"}, .max = 1, .default_option = "", .options = {}
    };
    meal.options = {
        option("meal", "ארוחה", "Meal", 1900, {"ארוחה עסקית", "combo"}),
        option("big_meal", "ארוחה גדולה", "Large meal", 2400),
    };
    // Shares the words of its options with the toppings.
    menu::OptionGroup flavour{
        .id = "flavour",
        .name = {"טעם", "Flavour"},
        .max = 0,
        .default_option = "",
        .halves = menu::HalvesPolicy::FullPrice,
        .qualifiable = true,
        .options = {}
    };
    flavour.options = {
        option("cheese", "גבינה", "Cheese", 500),
        option("onion", "בצל", "Onion", 0),
        option("spicy", "חריף", "Spicy", 0, {"🌶"}),
    };
    return {size, doneness, topping, sauce, meal, flavour};
}

inline std::shared_ptr<menu::Menu const> burger_bar() {
    using testing_menu::product;
    auto menu = std::make_shared<menu::Menu>();
    menu->revision = 1;
    menu->groups = burger_groups();
    LocalText const burgers{"המבורגרים", "Burgers"};
    LocalText const sides{"תוספות בצד", "Sides"};
    LocalText const drinks{"שתייה", "Drinks"};
    std::vector<std::string> const all{"size", "doneness", "topping", "sauce", "meal"};
    menu->products = {
        product(
            1,
            "classic",
            {"המבורגר קלאסי", "Classic burger"},
            "burger",
            burgers,
            5200,
            all,
            {"המבורגר", "burger", "🍔"}
        ),
        product(2, "cheeseburger", {"צ'יזבורגר", "Cheeseburger"}, "burger", burgers, 5800, all),
        product(
            3,
            "chicken",
            {"המבורגר עוף", "Chicken burger"},
            "burger",
            burgers,
            5000,
            {"size", "topping", "sauce", "meal"},
            {"crispy chicken"}
        ),
        product(
            4,
            "vegan",
            {"המבורגר טבעוני", "Vegan burger"},
            "burger",
            burgers,
            5400,
            {"size", "topping", "sauce"}
        ),
        product(
            10,
            "fries",
            {"צ'יפס", "Fries"},
            "sides",
            sides,
            1800,
            {"size", "flavour"},
            {"🍟", "chips"}
        ),
        product(11, "onion_rings", {"טבעות בצל", "Onion rings"}, "sides", sides, 2200, {"flavour"}),
        product(
            12,
            "wings",
            {"12 כנפיים", "12 wings"},
            "sides",
            sides,
            4200,
            {"sauce"},
            {"כנפיים", "wings"}
        ),
        product(20, "cola", {"קולה", "Cola"}, "drinks", drinks, 1200, {}, {"coke"}),
        product(
            21,
            "beer",
            {"בירה מהחבית", "Draft beer"},
            "drinks",
            drinks,
            2600,
            {"size"},
            {"בירה", "beer"}
        ),
        product(22, "water", {"מים", "Water"}, "drinks", drinks, 1000, {}),
    };
    menu->products[0].implied = {{"בורגר כפול", "size", "double"}};
    menu->products[9].availability.available = false;
    return menu;
}

}  // namespace croozer::fuzzing
