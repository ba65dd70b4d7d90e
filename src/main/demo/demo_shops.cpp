#include "main/demo/demo_shops.hpp"

#include <string>
#include <utility>

namespace croozer::main {
namespace {

using menu::HalvesPolicy;
using menu::Option;
using menu::OptionGroup;

Money shekels(std::int64_t whole, std::int64_t agorot = 0) {
    return {whole * 100 + agorot};
}

Option option(
    std::string id,
    std::string he,
    std::string en,
    Money price,
    std::vector<std::string> synonyms = {},
    std::vector<std::pair<std::string, Money>> by_size = {}
) {
    return {
        .id = std::move(id),
        .name = {.he = std::move(he), .en = std::move(en)},
        .synonyms = std::move(synonyms),
        .price = price,
        .price_by_size = std::move(by_size),
        .available = true
    };
}

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

struct Product {
    std::string he;
    std::string en;
    std::string category;
    Money price;
    std::vector<std::string> groups;
    std::vector<std::string> synonyms;
    std::vector<menu::ImpliedOption> implied;
    std::vector<std::string> allergens;
    std::string sku;
    std::string description_he;
    std::string description_en;
};

LocalText category_name(std::string_view category) {
    if (category == "pizza") {
        return {.he = "פיצות", .en = "Pizzas"};
    }
    if (category == "sides") {
        return {.he = "נלווים", .en = "Sides"};
    }
    if (category == "drinks") {
        return {.he = "שתייה", .en = "Drinks"};
    }
    if (category == "bouquets") {
        return {.he = "זרים", .en = "Bouquets"};
    }
    if (category == "plants") {
        return {.he = "עציצים", .en = "Plants"};
    }
    return {.he = "תוספות למשלוח", .en = "Extras"};
}

app::ProductEdit edit_of(Product const& product, std::int64_t display_order) {
    auto const category = category_name(product.category);
    app::ProductEdit edit;
    edit.name_he = product.he;
    edit.name_en = product.en;
    edit.kitchen_name = product.he;
    edit.description_he = product.description_he;
    edit.description_en = product.description_en;
    edit.category = product.category;
    edit.category_he = category.he;
    edit.category_en = category.en;
    edit.price = product.price;
    edit.option_groups = product.groups;
    edit.synonyms = product.synonyms;
    edit.implied = product.implied;
    edit.allergens = product.allergens;
    edit.sku = product.sku;
    edit.display_order = display_order;
    edit.preparation_minutes = product.category == "pizza" ? 12 : 3;
    edit.who.name = "Croozer";
    return edit;
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

Product simple(
    std::string he,
    std::string en,
    std::string category,
    Money price,
    std::vector<std::string> synonyms,
    std::vector<std::string> groups = {},
    std::vector<std::string> allergens = {}
) {
    return {
        .he = std::move(he),
        .en = std::move(en),
        .category = std::move(category),
        .price = price,
        .groups = std::move(groups),
        .synonyms = std::move(synonyms),
        .implied = {},
        .allergens = std::move(allergens),
        .sku = {},
        .description_he = {},
        .description_en = {}
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

business::Settings common_settings() {
    business::Settings settings;
    settings.timezone = "Asia/Jerusalem";
    settings.currency = "ILS";
    settings.language = Language::Hebrew;
    // The demo is open at any hour.
    settings.pickup_hours.always_open = true;
    settings.delivery_hours.always_open = true;
    settings.burst_seconds = 4;
    settings.bot_mode = business::BotMode::Auto;
    settings.payment_methods = {
        {.kind = ordering::PaymentKind::Cash,
         .label = {.he = "מזומן לשליח", .en = "Cash on delivery"},
         .at_the_door = true},
        {.kind = ordering::PaymentKind::Card,
         .label = {.he = "אשראי לשליח", .en = "Card on delivery"},
         .at_the_door = true}
    };
    // VAT in Israel: 17 % until the end of 2024, 18 % since 2025-01-01.
    settings.tax_rates = {
        {.from = {0}, .basis_points = 1'700},
        {.from = Instant::from_seconds(1'735'682'400), .basis_points = 1'800}
    };
    return settings;
}

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
    return demo;
}

OptionGroup bouquet_sizes() {
    return {
        .id = "bouquet_size",
        .name = {.he = "גודל הזר", .en = "Bouquet size"},
        .min = 1,
        .max = 1,
        .included_free = 0,
        .default_option = "medium",
        .halves = HalvesPolicy::NotAllowed,
        .is_size = true,
        .negatable = false,
        .qualifiable = false,
        .options =
            {option("small", "קטן", "Small", shekels(-40), {"קטנה"}),
             option("medium", "בינוני", "Medium", shekels(0), {"בינונית", "רגיל", "regular"}),
             option("large", "גדול", "Large", shekels(60), {"גדולה", "ענק"})}
    };
}

OptionGroup flower_colours() {
    return {
        .id = "colour",
        .name = {.he = "צבע", .en = "Colour"},
        .min = 0,
        .max = 3,
        .included_free = 0,
        .default_option = "",
        .halves = HalvesPolicy::NotAllowed,
        .is_size = false,
        .negatable = true,
        .qualifiable = false,
        .options =
            {option("red", "אדום", "Red", shekels(0), {"אדומים", "אדומות"}),
             option("white", "לבן", "White", shekels(0), {"לבנים", "לבנות"}),
             option("pink", "ורוד", "Pink", shekels(0), {"ורודים", "ורודות"}),
             option("yellow", "צהוב", "Yellow", shekels(0), {"צהובים", "צהובות"}),
             option("purple", "סגול", "Purple", shekels(0), {"סגולים", "סגולות"})}
    };
}

DemoMenu florist() {
    DemoMenu demo;
    demo.settings = common_settings();
    demo.settings.name = "פרחי הגליל";
    demo.settings.type = "retail";
    demo.settings.phone = "97245550177";
    demo.settings.city = "חיפה";
    demo.settings.street_line = "הנמל 12";
    demo.settings.pickup_minutes = 30;
    demo.settings.delivery_minutes = 120;
    demo.settings.delivery_fee = shekels(35);
    demo.settings.delivery_minimum = shekels(120);
    demo.email = "owner@flowers.example";
    demo.groups = {bouquet_sizes(), flower_colours()};
    std::vector<std::string> const bouquet{"bouquet_size", "colour"};
    std::vector<Product> const products{
        simple("זר ורדים", "Rose bouquet", "bouquets", shekels(180), {"ורדים", "roses"}, bouquet),
        simple(
            "זר עונתי", "Seasonal bouquet", "bouquets", shekels(150), {"זר", "bouquet"}, bouquet
        ),
        simple(
            "זר חמניות",
            "Sunflower bouquet",
            "bouquets",
            shekels(140),
            {"חמניות", "sunflowers"},
            bouquet
        ),
        simple("זר כלה", "Bridal bouquet", "bouquets", shekels(420), {}, bouquet),
        simple("סחלב", "Orchid", "plants", shekels(120), {"סחלבים"}),
        simple("עציץ תבלינים", "Herb pot", "plants", shekels(35), {"תבלינים", "herbs"}),
        simple("אגרטל זכוכית", "Glass vase", "extras", shekels(60), {"אגרטל", "vase"}),
        simple("שוקולד", "Chocolates", "extras", shekels(45), {"בונבוניירה", "chocolate"}),
        simple("כרטיס ברכה", "Greeting card", "extras", shekels(10), {"ברכה", "card"})
    };
    std::int64_t order = 0;
    for (auto const& product : products) {
        demo.products.push_back(edit_of(product, ++order));
    }
    return demo;
}

}  // namespace

DemoMenu demo_menu(std::string_view key) {
    if (key == "pizzeria") {
        return pizzeria();
    }
    if (key == "florist") {
        return florist();
    }
    return {};
}

}  // namespace croozer::main
