#include "main/demo/demo_parts.hpp"

namespace croozer::main::demo {
namespace {

using menu::HalvesPolicy;
using menu::Option;
using menu::OptionGroup;

Option topping(
    std::string id, std::string he, std::string en, std::vector<std::string> synonyms = {}
) {
    return option(
        std::move(id),
        std::move(he),
        std::move(en),
        shekels(8),
        std::move(synonyms),
        {{"personal", shekels(5)}, {"large", shekels(7)}, {"family", shekels(9)}}
    );
}

OptionGroup pizza_sizes() {
    return {
        .id = "size",
        .name = {.he = "גודל", .en = "Size"},
        .min = 1,
        .max = 1,
        .included_free = 0,
        .default_option = "family",
        .halves = HalvesPolicy::NotAllowed,
        .is_size = true,
        .negatable = false,
        .qualifiable = false,
        .options =
            {option("personal", "אישית", "Personal", shekels(-30), {"אישי", "קטנה", "small"}),
             option("large", "גדולה", "Large", shekels(-12), {"גדול", "L"}),
             option("family", "משפחתית", "Family", shekels(0), {"משפחתי", "XL", "family size"})}
    };
}

OptionGroup pizza_toppings() {
    return {
        .id = "topping",
        .name = {.he = "תוספות", .en = "Toppings"},
        .min = 0,
        .max = 8,
        .included_free = 0,
        .default_option = "",
        .halves = HalvesPolicy::HalfPrice,
        .is_size = false,
        .negatable = true,
        .qualifiable = true,
        .options =
            {topping("olives", "זיתים", "Olives", {"זית", "זיתים שחורים", "black olives"}),
             topping("green_olives", "זיתים ירוקים", "Green olives"),
             topping("mushrooms", "פטריות", "Mushrooms", {"פטריה", "שמפיניון"}),
             topping("onion", "בצל", "Onion", {"בצלים"}),
             topping("red_onion", "בצל סגול", "Red onion"),
             topping("corn", "תירס", "Corn"),
             topping("tomatoes", "עגבניות", "Tomatoes", {"עגבניה", "tomato"}),
             topping("peppers", "פלפלים", "Peppers", {"גמבה", "bell peppers"}),
             topping("hot_pepper", "פלפל חריף", "Hot pepper", {"חריף", "ג'לפניו", "jalapeno"}),
             topping("tuna", "טונה", "Tuna"),
             topping("anchovies", "אנשובי", "Anchovies"),
             topping("pineapple", "אננס", "Pineapple"),
             topping("bulgarian", "בולגרית", "Bulgarian cheese", {"גבינה בולגרית", "feta"}),
             topping("extra_cheese", "אקסטרה גבינה", "Extra cheese", {"גבינה", "מוצרלה", "cheese"}),
             topping("basil", "בזיליקום", "Basil", {"בזיל"})}
    };
}

OptionGroup bottle_sizes() {
    return {
        .id = "bottle",
        .name = {.he = "נפח", .en = "Volume"},
        .min = 1,
        .max = 1,
        .included_free = 0,
        .default_option = "can",
        .halves = HalvesPolicy::NotAllowed,
        .is_size = true,
        .negatable = false,
        .qualifiable = false,
        .options =
            {option("can", "פחית", "Can", shekels(0), {"330 מ״ל", "330ml"}),
             option(
                 "half", "חצי ליטר", "Half a litre", shekels(2), {"500 מ״ל", "500ml", "0.5 ליטר"}
             ),
             option(
                 "big",
                 "ליטר וחצי",
                 "1.5 litres",
                 shekels(6),
                 {"1.5 ליטר", "בקבוק גדול", "בקבוק", "1.5l", "1.5 liter", "bottle"}
             )}
    };
}

Product pizza(
    std::string he,
    std::string en,
    Money price,
    std::string sku,
    std::string description_he,
    std::string description_en,
    std::vector<std::string> synonyms = {}
) {
    Product product{
        .he = std::move(he),
        .en = std::move(en),
        .category = "pizza",
        .price = price,
        .groups = {"size", "topping"},
        .synonyms = std::move(synonyms),
        .implied = {},
        .allergens = {"gluten", "milk"},
        .sku = std::move(sku),
        .description_he = std::move(description_he),
        .description_en = std::move(description_en)
    };
    return product;
}

std::vector<Product> pizzas() {
    auto margherita = pizza(
        "מרגריטה",
        "Margherita",
        shekels(62),
        "PZ-MARG",
        "רוטב עגבניות, מוצרלה ובזיליקום",
        "Tomato sauce, mozzarella and basil",
        {"פיצה", "פיצה מרגריטה", "פיצה רגילה", "פיצה גבינה", "pizza", "cheese pizza", "plain pizza"}
    );
    margherita.implied = {
        {.word = "מגש", .group = "size", .option = "family"},
        {.word = "מגש פיצה", .group = "size", .option = "family"},
        {.word = "tray", .group = "size", .option = "family"}
    };
    return {
        std::move(margherita),
        pizza(
            "נפוליטנה",
            "Napoletana",
            shekels(72),
            "PZ-NAPO",
            "אנשובי, צלפים וזיתים",
            "Anchovies, capers and olives",
            {"פיצה נפוליטנה"}
        ),
        pizza(
            "ארבע גבינות",
            "Four cheese",
            shekels(76),
            "PZ-4CHE",
            "מוצרלה, בולגרית, פרמזן וגאודה",
            "Mozzarella, Bulgarian, parmesan and gouda",
            {"פיצה ארבע גבינות", "4 גבינות", "quattro formaggi", "4 cheese"}
        ),
        pizza(
            "יוונית",
            "Greek",
            shekels(74),
            "PZ-GREE",
            "בולגרית, זיתים ובצל סגול",
            "Bulgarian cheese, olives and red onion",
            {"פיצה יוונית", "greek pizza"}
        ),
        pizza(
            "ים תיכונית",
            "Mediterranean",
            shekels(74),
            "PZ-MEDI",
            "חציל, עגבניות שרי ופסטו",
            "Aubergine, cherry tomatoes and pesto",
            {"פיצה ים תיכונית"}
        ),
        pizza(
            "ביאנקה",
            "Bianca",
            shekels(74),
            "PZ-BIAN",
            "שמנת, פטריות ושום קונפי, בלי רוטב עגבניות",
            "Cream, mushrooms and confit garlic, no tomato sauce",
            {"פיצה ביאנקה", "פיצה לבנה", "white pizza"}
        ),
        pizza(
            "חריפה",
            "Diavola",
            shekels(72),
            "PZ-DIAV",
            "צ׳ילי, פלפלים קלויים ושום",
            "Chilli, roast peppers and garlic",
            {"פיצה חריפה", "spicy pizza"}
        ),
        pizza(
            "טבעונית",
            "Vegan",
            shekels(78),
            "PZ-VEGA",
            "גבינה טבעונית וירקות קלויים",
            "Vegan cheese and roast vegetables",
            {"פיצה טבעונית", "vegan pizza"}
        ),
    };
}

std::vector<Product> sides_and_drinks() {
    return {
        simple(
            "לחם שום", "Garlic bread", "sides", shekels(22), {"לחמי שום"}, {}, {"gluten", "milk"}
        ),
        simple("צ׳יפס", "Fries", "sides", shekels(24), {"ציפס", "chips", "french fries"}),
        simple("טבעות בצל", "Onion rings", "sides", shekels(26), {}, {}, {"gluten"}),
        simple("סלט יווני", "Greek salad", "sides", shekels(38), {}, {}, {"milk"}),
        simple("סלט קיסר", "Caesar salad", "sides", shekels(42), {}, {}, {"milk", "egg", "fish"}),
        simple("רוטב שום", "Garlic dip", "sides", shekels(5), {"מטבל שום", "garlic sauce"}),
        simple(
            "קולה", "Coca-Cola", "drinks", shekels(10), {"קוקה קולה", "coke", "cola"}, {"bottle"}
        ),
        simple(
            "קולה זירו",
            "Coke Zero",
            "drinks",
            shekels(10),
            {"זירו", "קוקה קולה זירו", "zero", "cola zero"},
            {"bottle"}
        ),
        simple("ספרייט", "Sprite", "drinks", shekels(10), {"ספריט"}, {"bottle"}),
        simple("פאנטה", "Fanta", "drinks", shekels(10), {"פנטה"}, {"bottle"}),
        simple("מים", "Water", "drinks", shekels(8), {"מים מינרליים", "mineral water"}),
        simple("סודה", "Soda", "drinks", shekels(8), {"מי סודה", "soda water"}),
        simple(
            "בירה גולדסטאר", "Goldstar beer", "drinks", shekels(22), {"גולדסטאר", "בירה", "beer"}
        )
    };
}

// A family pizza; what a dearer one costs more is partly on us.
DemoSlot family_pizza(std::int64_t quantity) {
    return {
        .slot =
            {.name = {.he = "פיצה משפחתית", .en = "family pizza"},
             .quantity = quantity,
             .products = {},
             .required = menu::RequiredOption{.group = "size", .option = "family"},
             .upcharges = {}},
        .products =
            {{"Margherita", shekels(0)},
             {"Napoletana", shekels(8)},
             {"Diavola", shekels(8)},
             {"Greek", shekels(10)},
             {"Mediterranean", shekels(10)},
             {"Bianca", shekels(10)},
             {"Four cheese", shekels(12)},
             {"Vegan", shekels(12)}}
    };
}

DemoSlot soft_drinks(LocalText name, std::int64_t quantity, std::string volume) {
    return {
        .slot =
            {.name = std::move(name),
             .quantity = quantity,
             .products = {},
             .required = menu::RequiredOption{.group = "bottle", .option = std::move(volume)},
             .upcharges = {}},
        .products =
            {{"Coca-Cola", shekels(0)},
             {"Coke Zero", shekels(0)},
             {"Sprite", shekels(0)},
             {"Fanta", shekels(0)}}
    };
}

DemoDeal deal(std::string he, std::string en, Money price, std::vector<DemoSlot> slots) {
    DemoDeal made;
    made.deal.name = {.he = std::move(he), .en = std::move(en)};
    made.deal.price = price;
    made.slots = std::move(slots);
    return made;
}

std::vector<DemoDeal> deals() {
    DemoSlot garlic_bread{
        .slot =
            {.name = {.he = "לחם שום", .en = "garlic bread"},
             .quantity = 1,
             .products = {},
             .required = {},
             .upcharges = {}},
        .products = {{"Garlic bread", shekels(0)}}
    };
    // The parts cost 82, 124 and 100.
    return {
        deal(
            "דיל זוגי",
            "Couple deal",
            shekels(72),
            {family_pizza(1), soft_drinks({.he = "פחיות שתייה", .en = "cans"}, 2, "can")}
        ),
        deal("2 משפחתיות ב-110", "2 family pizzas for 110", shekels(110), {family_pizza(2)}),
        deal(
            "דיל משפחתי",
            "Family deal",
            shekels(85),
            {family_pizza(1),
             std::move(garlic_bread),
             soft_drinks({.he = "שתייה ליטר וחצי", .en = "1.5 litre drink"}, 1, "big")}
        )
    };
}

}  // namespace

DemoMenu pizzeria() {
    DemoMenu demo;
    demo.settings = common_settings();
    demo.settings.name = "פיצה נאפולי";
    demo.settings.type = "pizzeria";
    demo.settings.phone = "97235550123";
    demo.settings.city = "תל אביב";
    demo.settings.street_line = "אלנבי 44";
    demo.settings.pickup_minutes = 20;
    demo.settings.delivery_minutes = 45;
    demo.settings.delivery_fee = shekels(15);
    demo.settings.delivery_minimum = shekels(60);
    demo.settings.zones = {
        {.id = "centre",
         .name = {.he = "תל אביב", .en = "Tel Aviv"},
         .cities = {"תל אביב", "תל אביב יפו", "ת״א", "Tel Aviv", "TLV"},
         .neighbourhoods = {},
         .streets = {},
         .fee = shekels(15),
         .minimum_order = shekels(60),
         .extra_minutes = 0}
    };
    demo.email = "owner@pizza.example";
    demo.groups = {pizza_sizes(), pizza_toppings(), bottle_sizes()};
    std::int64_t order = 0;
    for (auto const& product : pizzas()) {
        demo.products.push_back(edit_of(product, ++order));
    }
    for (auto const& product : sides_and_drinks()) {
        demo.products.push_back(edit_of(product, ++order));
    }
    demo.deals = deals();
    return demo;
}

}  // namespace croozer::main::demo
