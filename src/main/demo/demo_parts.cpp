#include "main/demo/demo_parts.hpp"

namespace croozer::main::demo {
namespace {

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

}  // namespace

menu::Option option(
    std::string id,
    std::string he,
    std::string en,
    Money price,
    std::vector<std::string> synonyms,
    std::vector<std::pair<std::string, Money>> by_size
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

Product simple(
    std::string he,
    std::string en,
    std::string category,
    Money price,
    std::vector<std::string> synonyms,
    std::vector<std::string> groups,
    std::vector<std::string> allergens
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

}  // namespace croozer::main::demo
