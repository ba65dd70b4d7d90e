// Two shops for the tests of understanding and conversation: a pizzeria and a florist. Made up.
#pragma once

#include "domain/menu/menu.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace croozer::testing_menu {

inline ProductId id_of(std::uint8_t number) {
    ProductId id;
    id.value.bytes[15] = number;
    id.value.bytes[0] = 1;
    return id;
}

inline menu::Option option(
    std::string id,
    std::string he,
    std::string en,
    std::int64_t price,
    std::vector<std::string> synonyms = {}
) {
    return {
        .id = std::move(id),
        .name = {.he = std::move(he), .en = std::move(en)},
        .synonyms = std::move(synonyms),
        .price = {price},
        .price_by_size = {},
    };
}

inline menu::Product product(
    std::uint8_t number,
    std::string sku,
    LocalText name,
    std::string category,
    LocalText category_name,
    std::int64_t price,
    std::vector<std::string> groups,
    std::vector<std::string> synonyms = {}
) {
    menu::Product item;
    item.id = id_of(number);
    item.sku = std::move(sku);
    item.kitchen_name = name.he;
    item.name = std::move(name);
    item.synonyms = std::move(synonyms);
    item.category = std::move(category);
    item.category_name = std::move(category_name);
    item.price = {price};
    item.groups = std::move(groups);
    item.display_order = number;
    return item;
}

inline std::vector<menu::OptionGroup> pizzeria_groups() {
    menu::OptionGroup size{
        .id = "size",
        .name = {"גודל", "Size"},
        .min = 1,
        .max = 1,
        .default_option = "family",
        .is_size = true,
        .options = {}
    };
    size.options = {
        option("personal", "אישית", "Personal", -2000, {"קטנה", "small"}),
        option("large", "גדולה", "Large", -800),
        option("family", "משפחתית", "Family", 0, {"family size"}),
    };
    menu::OptionGroup topping{
        .id = "topping",
        .name = {"תוספות", "Toppings"},
        .default_option = "",
        .halves = menu::HalvesPolicy::HalfPrice,
        .negatable = true,
        .qualifiable = true,
        .options = {}
    };
    topping.options = {
        option("olives", "זיתים", "Olives", 600),
        option("green_olives", "זיתים ירוקים", "Green olives", 600),
        option("mushrooms", "פטריות", "Mushrooms", 600),
        option("corn", "תירס", "Corn", 600),
        option("onion", "בצל", "Onion", 500, {"onions"}),
        option("tomatoes", "עגבניות", "Tomatoes", 500),
        option("tuna", "טונה", "Tuna", 800),
        option("cheese", "אקסטרה גבינה", "Extra cheese", 900, {"גבינה", "cheese", "mozzarella"}),
        option("bulgarian", "בולגרית", "Feta", 700, {"גבינה בולגרית"}),
        option("peppers", "פלפלים", "Peppers", 500),
        option("hot_pepper", "פלפל חריף", "Hot pepper", 400, {"חריף", "jalapeno", "חלפיניו"}),
        option("garlic", "שום", "Garlic", 300),
        option("pineapple", "אננס", "Pineapple", 700),
        option("pepperoni", "פפרוני", "Pepperoni", 900),
        option("anchovies", "אנשובי", "Anchovies", 900),
    };
    menu::OptionGroup bottle{
        .id = "bottle",
        .name = {"נפח", "Bottle"},
        .min = 1,
        .max = 1,
        .default_option = "can",
        .is_size = false,
        .options = {}
    };
    bottle.options = {
        option("can", "פחית", "Can", 0),
        option(
            "litre_and_half",
            "1.5 ליטר",
            "1.5 liter",
            600,
            {"ליטר וחצי", "בקבוק", "גדולה", "bottle", "large"}
        ),
    };
    return {size, topping, bottle};
}

inline std::shared_ptr<menu::Menu const> pizzeria() {
    auto menu = std::make_shared<menu::Menu>();
    menu->revision = 1;
    menu->groups = pizzeria_groups();
    LocalText const pizzas{"פיצות", "Pizzas"};
    LocalText const drinks{"שתייה", "Drinks"};
    LocalText const sides{"תוספות בצד", "Sides"};
    std::vector<std::string> const both{"size", "topping"};
    auto const pizza = [&](std::uint8_t n,
                           std::string sku,
                           LocalText name,
                           std::int64_t price,
                           std::vector<std::string> synonyms) {
        menu->products.push_back(product(
            n, std::move(sku), std::move(name), "pizza", pizzas, price, both, std::move(synonyms)
        ));
    };
    pizza(
        1,
        "margherita",
        {"פיצה מרגריטה", "Margherita pizza"},
        6200,
        {"פיצה", "pizza", "מרגריטה", "margherita"}
    );
    menu->products.back().implied = {{"מגש", "size", "family"}, {"מגשים", "size", "family"}};
    pizza(2, "greek", {"פיצה יוונית", "Greek pizza"}, 7200, {"יוונית", "greek"});
    pizza(3, "sicilian", {"פיצה סיציליאנית", "Sicilian pizza"}, 7400, {"סיציליאנית", "sicilian"});
    pizza(4, "white", {"פיצה ביאנקה", "White pizza"}, 7000, {"ביאנקה", "bianca"});
    pizza(5, "vegan", {"פיצה טבעונית", "Vegan pizza"}, 7200, {"טבעונית", "vegan"});
    pizza(
        6,
        "four_cheese",
        {"פיצה ארבע גבינות", "Four cheese pizza"},
        7800,
        {"ארבע גבינות", "four cheese", "4 גבינות"}
    );
    pizza(7, "garden", {"פיצה ירקות", "Garden pizza"}, 7200, {"garden"});
    pizza(8, "romana", {"פיצה רומנה", "Romana pizza"}, 7600, {"רומנה", "romana"});
    auto const drink =
        [&](std::uint8_t n, std::string sku, LocalText name, std::vector<std::string> s) {
            menu->products.push_back(product(
                n, std::move(sku), std::move(name), "drinks", drinks, 900, {"bottle"}, std::move(s)
            ));
        };
    drink(20, "cola", {"קולה", "Cola"}, {"קוקה קולה", "coke", "coca cola"});
    drink(21, "zero", {"קולה זירו", "Coke zero"}, {"זירו", "zero", "קולה בלי סוכר"});
    drink(22, "sprite", {"ספרייט", "Sprite"}, {});
    drink(23, "water", {"מים", "Water"}, {"מים מינרליים"});
    auto const side = [&](std::uint8_t n, std::string sku, LocalText name, std::int64_t price) {
        menu->products.push_back(
            product(n, std::move(sku), std::move(name), "sides", sides, price, {})
        );
    };
    side(30, "garlic_bread", {"לחם שום", "Garlic bread"}, 1800);
    side(31, "fries", {"צ'יפס", "Fries"}, 1600);
    side(32, "onion_rings", {"טבעות בצל", "Onion rings"}, 1800);
    side(33, "garlic_dip", {"רוטב שום", "Garlic dip"}, 400);
    return menu;
}

inline std::shared_ptr<menu::Menu const> florist() {
    auto menu = std::make_shared<menu::Menu>();
    menu->revision = 1;
    menu::OptionGroup colour{
        .id = "colour", .name = {"צבע", "Colour"}, .max = 1, .default_option = "", .options = {}
    };
    colour.options = {
        option("red", "אדום", "Red", 0),
        option("white", "לבן", "White", 0),
        option("pink", "ורוד", "Pink", 0),
        option("yellow", "צהוב", "Yellow", 0),
    };
    menu::OptionGroup size{
        .id = "bouquet_size",
        .name = {"גודל", "Size"},
        .min = 1,
        .max = 1,
        .default_option = "medium",
        .is_size = true,
        .options = {}
    };
    size.options = {
        option("small", "קטן", "Small", -3000),
        option("medium", "בינוני", "Medium", 0),
        option("big", "גדול", "Large", 5000, {"big"}),
    };
    menu->groups = {colour, size};
    LocalText const bouquets{"זרים", "Bouquets"};
    LocalText const stems{"פרחים", "Flowers"};
    LocalText const extras{"מתנות", "Gifts"};
    menu->products = {
        product(
            50,
            "field",
            {"זר שדה", "Field bouquet"},
            "bouquets",
            bouquets,
            15000,
            {"colour", "bouquet_size"}
        ),
        product(
            51,
            "bridal",
            {"זר כלה", "Bridal bouquet"},
            "bouquets",
            bouquets,
            45000,
            {"colour", "bouquet_size"}
        ),
        product(52, "rose", {"ורד", "Rose"}, "stems", stems, 1200, {"colour"}),
        product(53, "tulip", {"צבעוני", "Tulip"}, "stems", stems, 1000, {"colour"}, {"טוליפ"}),
        product(54, "orchid", {"סחלב", "Orchid"}, "stems", stems, 12000, {"colour"}),
        product(55, "chocolate", {"בונבוניירה", "Chocolate box"}, "gifts", extras, 6000, {}),
    };
    return menu;
}

}  // namespace croozer::testing_menu
