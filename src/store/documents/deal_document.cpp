#include "store/documents/deal_document.hpp"

#include "store/documents/json.hpp"

namespace croozer::store::documents {
namespace {

namespace json = boost::json;

constexpr std::int64_t every_day = 0x7F;

json::object name_object(LocalText const& name) {
    return {{"he", name.he}, {"en", name.en}};
}

LocalText name_from(json::object const& object) {
    return {.he = text_of(object, "he"), .en = text_of(object, "en")};
}

// A product that cannot be read is Corrupt: left out, the deal would be another one.
Result<ProductId> product_from(json::value const& value) {
    auto const* text = value.if_string();
    auto const id = text == nullptr ? std::nullopt : ProductId::parse(*text);
    if (!id) {
        return failure(ErrorCode::Corrupt, "document", "deal product");
    }
    return *id;
}

json::object slot_object(menu::DealSlot const& slot) {
    json::array products;
    for (auto const& product : slot.products) {
        products.emplace_back(product.to_string());
    }
    json::array upcharges;
    for (auto const& [product, amount] : slot.upcharges) {
        upcharges.push_back({{"product", product.to_string()}, {"amount", amount.minor}});
    }
    json::object object{
        {"name", name_object(slot.name)},
        {"quantity", slot.quantity},
        {"products", std::move(products)},
        {"upcharges", std::move(upcharges)}
    };
    if (slot.required) {
        object["required"] = {{"group", slot.required->group}, {"option", slot.required->option}};
    }
    return object;
}

Result<menu::DealSlot> slot_from(json::object const& object) {
    menu::DealSlot slot;
    if (auto const* name = object_of(object, "name")) {
        slot.name = name_from(*name);
    }
    slot.quantity = integer_of(object, "quantity");
    if (auto const* products = array_of(object, "products")) {
        for (auto const& product : *products) {
            slot.products.push_back(TRY(product_from(product)));
        }
    }
    if (auto const* upcharges = array_of(object, "upcharges")) {
        for (auto const& value : *upcharges) {
            if (auto const* upcharge = value.if_object()) {
                auto const* product = upcharge->if_contains("product");
                slot.upcharges.emplace_back(
                    TRY(product_from(product == nullptr ? json::value() : *product)),
                    Money{integer_of(*upcharge, "amount")}
                );
            }
        }
    }
    if (auto const* required = object_of(object, "required")) {
        slot.required = {
            .group = text_of(*required, "group"), .option = text_of(*required, "option")
        };
    }
    return slot;
}

}  // namespace

std::string encode_deal_name(menu::Deal const& deal) {
    auto object = name_object(deal.name);
    object["synonyms"] = to_array(deal.synonyms);
    return json::serialize(object);
}

std::string encode_deal_slots(menu::Deal const& deal) {
    json::array slots;
    for (auto const& slot : deal.slots) {
        slots.push_back(slot_object(slot));
    }
    return json::serialize(slots);
}

std::string encode_deal_conditions(menu::Deal const& deal) {
    auto const& conditions = deal.conditions;
    json::object const object{
        {"minimumSubtotal", conditions.minimum_subtotal.minor},
        {"pickup", conditions.pickup},
        {"delivery", conditions.delivery},
        {"fromMinute", conditions.window.from_minute},
        {"untilMinute", conditions.window.until_minute},
        {"days", std::int64_t{conditions.window.days}}
    };
    return json::serialize(object);
}

Result<void> decode_deal(DealDocuments const& documents, menu::Deal& into) {
    auto const name = TRY(parse_object(documents.name));
    into.name = name_from(name);
    into.synonyms = texts_of(name, "synonyms");
    auto const slots = TRY(parse_array(documents.slots));
    for (auto const& value : slots) {
        if (auto const* slot = value.if_object()) {
            into.slots.push_back(TRY(slot_from(*slot)));
        }
    }
    auto const conditions = TRY(parse_object(documents.conditions));
    into.conditions = {
        .minimum_subtotal = {integer_of(conditions, "minimumSubtotal")},
        .pickup = boolean_of(conditions, "pickup", true),
        .delivery = boolean_of(conditions, "delivery", true),
        .window =
            {.from_minute = integer_of(conditions, "fromMinute"),
             .until_minute = integer_of(conditions, "untilMinute"),
             .days = static_cast<std::uint8_t>(integer_of(conditions, "days", every_day))}
    };
    return {};
}

}  // namespace croozer::store::documents
