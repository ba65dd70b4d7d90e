#include "main/demo/demo_parts.hpp"

namespace croozer::main::demo {
namespace {

using menu::HalvesPolicy;
using menu::OptionGroup;

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

}  // namespace

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

}  // namespace croozer::main::demo
