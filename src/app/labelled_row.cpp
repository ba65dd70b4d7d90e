#include "app/labelled_row.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "domain/conversation/cart_edits.hpp"

#include <algorithm>
#include <cmath>

namespace croozer::app {

namespace {

namespace json = boost::json;
using understanding::Parse;

std::string_view intent_name(Parse const& parse) {
    using understanding::Intent;
    switch (parse.intent) {
        case Intent::Order:
            return "order";
        case Intent::Modify:
            return "modify";
        case Intent::Cancel:
            return "cancel";
        case Intent::Status:
            return "status";
        case Intent::Question:
        case Intent::Menu:  // the labels have no intent of its own for it
            return "question";
        case Intent::Greeting:
        case Intent::Thanks:
            return "greeting";
        case Intent::Address:
            return "address";
        case Intent::Confirm:
            return "confirm";
        case Intent::Deny:
            return "deny";
        case Intent::Human:
            return "human";
        case Intent::Unknown:
            break;
    }
    return "unknown";
}

std::string_view decision_name(understanding::Decision decision) {
    switch (decision) {
        case understanding::Decision::Accept:
            return "accept";
        case understanding::Decision::Ask:
            return "ask";
        case understanding::Decision::HandOver:
            break;
    }
    return "hand_over";
}

json::object option_object(ordering::ChosenOption const& option) {
    json::object object{
        {"name", option.group},
        {"value", option.option},
        {"qualifier", nullptr},
        {"negated", option.negated}
    };
    if (option.qualifier != ordering::Qualifier::None) {
        object["qualifier"] = option.qualifier == ordering::Qualifier::Extra ? "extra" : "light";
    }
    if (option.count != 1) {
        object["count"] = option.count;
    }
    if (option.part != ordering::Part::Whole) {
        object["part"] = option.part == ordering::Part::First ? "h1" : "h2";
    }
    return object;
}

json::object item_object(std::string const& product, ordering::CartLine const& line) {
    json::array options;
    for (ordering::ChosenOption const& option : line.options) {
        options.push_back(option_object(option));
    }
    return {{"product", product}, {"quantity", line.quantity}, {"options", std::move(options)}};
}

ordering::ChosenOption option_from(json::object const& object) {
    ordering::ChosenOption option{
        .group = std::string(object.at("name").as_string()),
        .option = std::string(object.at("value").as_string())
    };
    if (auto const* qualifier = object.if_contains("qualifier");
        qualifier != nullptr && qualifier->is_string()) {
        option.qualifier = qualifier->as_string() == "extra" ? ordering::Qualifier::Extra
                                                             : ordering::Qualifier::Light;
    }
    if (auto const* negated = object.if_contains("negated")) {
        option.negated = negated->as_bool();
    }
    if (auto const* count = object.if_contains("count")) {
        option.count = count->to_number<std::int64_t>();
    }
    if (auto const* part = object.if_contains("part")) {
        option.part = part->as_string() == "h1" ? ordering::Part::First : ordering::Part::Second;
    }
    return option;
}

json::object address_object(ordering::Address const& address) {
    json::object object;
    auto const add = [&](char const* name, std::string const& value) {
        if (!value.empty()) {
            object[name] = value;
        }
    };
    add("city", address.city);
    add("street", address.street);
    add("number", address.house);
    add("entrance", address.entrance);
    add("floor", address.floor);
    add("apartment", address.apartment);
    add("code", address.door_code);
    return object;
}

void add_facts(Parse const& parse, json::object& answer) {
    if (!parse.address.empty()) {
        answer["address"] = address_object(parse.address);
    }
    if (parse.fulfilment != ordering::Fulfilment::Unknown) {
        answer["fulfilment"] =
            parse.fulfilment == ordering::Fulfilment::Delivery ? "delivery" : "pickup";
    }
    if (parse.payment != ordering::PaymentKind::Unknown) {
        answer["payment"] = parse.payment == ordering::PaymentKind::Cash ? "cash" : "card";
    }
    if (parse.cash_tendered_minor) {
        answer["cash_tendered_minor"] = *parse.cash_tendered_minor;
    }
    if (!parse.time_words.empty()) {
        answer["time"] = parse.time_words;
    }
    if (!parse.customer_name.empty()) {
        answer["customer_name"] = parse.customer_name;
    }
    if (parse.repeat_last) {
        answer["repeat_last"] = true;
    }
    json::array doubts;
    for (understanding::Ambiguity const& doubt : parse.ambiguities) {
        doubts.push_back(json::value(doubt.words));
    }
    if (!doubts.empty()) {
        answer["asks"] = std::move(doubts);
    }
    if (!parse.residue.empty()) {
        answer["residue"] = parse.residue;
    }
}

}  // namespace

std::string const* KeyedMenu::key(ProductId id) const {
    auto const found = std::ranges::find(menu->products, id, &menu::Product::id);
    return found == menu->products.end()
               ? nullptr
               : &product_keys[static_cast<std::size_t>(found - menu->products.begin())];
}

std::optional<ProductId> KeyedMenu::product(std::string_view key) const {
    auto const found = std::ranges::find(product_keys, key);
    return found == product_keys.end()
               ? std::nullopt
               : std::optional(
                     menu->products[static_cast<std::size_t>(found - product_keys.begin())].id
                 );
}

KeyedMenu keyed_by_id(std::shared_ptr<menu::Menu const> menu) {
    KeyedMenu keyed{.menu = std::move(menu), .product_keys = {}};
    for (menu::Product const& product : keyed.menu->products) {
        keyed.product_keys.push_back(product.id.to_string());
    }
    return keyed;
}

json::array items_array(KeyedMenu const& menu, std::vector<ordering::CartLine> const& lines) {
    json::array items;
    for (ordering::CartLine const& line : lines) {
        if (std::string const* key = menu.key(line.product)) {
            items.push_back(item_object(*key, line));
        }
    }
    return items;
}

ordering::Cart cart_from(KeyedMenu const& menu, json::object const& row) {
    ordering::Cart cart;
    auto const* const context = row.if_contains("context");
    auto const* const lines = context == nullptr || !context->is_object()
                                  ? nullptr
                                  : context->as_object().if_contains("cart");
    if (lines == nullptr || !lines->is_array()) {
        return cart;
    }
    for (json::value const& value : lines->as_array()) {
        json::object const& item = value.as_object();
        auto const product = menu.product(std::string_view(item.at("product").as_string()));
        if (!product) {
            continue;
        }
        ordering::CartLine line{
            .product = *product,
            .quantity = item.at("quantity").to_number<std::int64_t>(),
            .options = {},
            .note = {}
        };
        for (json::value const& option : item.at("options").as_array()) {
            line.options.push_back(option_from(option.as_object()));
        }
        cart.lines.push_back(std::move(line));
    }
    return cart;
}

std::string text_of(json::object const& row) {
    std::string_view const text(row.at("text").as_string());
    return std::string(first_code_points(text, limits::message_code_points));
}

Parse parse_row(
    understanding::Lexicon const& lexicon, std::string_view text, ordering::Cart const& cart
) {
    return understanding::understand(lexicon, text, {.cart = &cart});
}

json::object answer_of(
    KeyedMenu const& menu, json::object const& row, Parse const& parse, ordering::Cart cart
) {
    std::vector<ordering::CartLine> lines = parse.lines;
    for (understanding::Edit const& edit : parse.edits) {
        if (edit.kind == understanding::EditKind::Add) {
            lines.push_back(edit.item);
        }
    }
    json::array items = items_array(menu, lines);
    conversation::apply_edits(cart, parse.edits, *menu.menu);
    for (ordering::CartLine const& line : parse.lines) {
        conversation::add_line(cart, line);
    }
    if (parse.intent == understanding::Intent::Cancel) {
        cart.lines.clear();
    }
    json::object answer{
        {"id", row.at("id")},
        {"intent", json::string_view(intent_name(parse))},
        {"items", std::move(items)},
        {"cart_after", items_array(menu, cart.lines)},
        {"decision", json::string_view(decision_name(parse.decision))},
        {"confidence", std::round(parse.confidence * 1000) / 1000},
        {"doubt", parse.doubt},
        {"margin", std::min(parse.margin, 9.0F)},
    };
    add_facts(parse, answer);
    return answer;
}

}  // namespace croozer::app
