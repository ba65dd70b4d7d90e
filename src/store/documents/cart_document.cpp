#include "store/documents/cart_document.hpp"

#include "store/documents/content_document.hpp"
#include "store/documents/json.hpp"

namespace croozer::store::documents {
namespace {

namespace json = boost::json;
using ordering::Part;
using ordering::Qualifier;

Part part_from(std::string_view name) {
    return name == "h1" ? Part::First : name == "h2" ? Part::Second : Part::Whole;
}

Qualifier qualifier_from(std::string_view name) {
    return name == "extra"   ? Qualifier::Extra
           : name == "light" ? Qualifier::Light
                             : Qualifier::None;
}

json::object option_object(ordering::ChosenOption const& option) {
    json::object object{{"group", option.group}, {"option", option.option}};
    if (option.part != Part::Whole) {
        object["part"] = part_name(option.part);
    }
    if (option.qualifier != Qualifier::None) {
        object["qualifier"] = qualifier_name(option.qualifier);
    }
    if (option.negated) {
        object["negated"] = true;
    }
    if (option.count != 1) {
        object["count"] = option.count;
    }
    return object;
}

ordering::ChosenOption option_from(json::object const& object) {
    return {
        .group = text_of(object, "group"),
        .option = text_of(object, "option"),
        .part = part_from(text_of(object, "part")),
        .qualifier = qualifier_from(text_of(object, "qualifier")),
        .negated = boolean_of(object, "negated"),
        .count = integer_of(object, "count", 1)
    };
}

json::object line_object(ordering::CartLine const& line) {
    json::array options;
    for (auto const& option : line.options) {
        options.push_back(option_object(option));
    }
    json::object object{
        {"product", line.product.to_string()}, {"quantity", line.quantity}, {"options", options}
    };
    if (!line.note.empty()) {
        object["note"] = line.note;
    }
    return object;
}

template <class Each>
void each_object(json::array const* array, Each each) {
    if (array == nullptr) {
        return;
    }
    for (auto const& value : *array) {
        if (auto const* object = value.if_object()) {
            each(*object);
        }
    }
}

ordering::CartLine line_from(json::object const& object) {
    ordering::CartLine line;
    line.product = ProductId::parse(text_of(object, "product")).value_or(ProductId{});
    line.quantity = integer_of(object, "quantity", 1);
    line.note = text_of(object, "note");
    each_object(array_of(object, "options"), [&](json::object const& option) {
        line.options.push_back(option_from(option));
    });
    return line;
}

void put_text(json::object& object, std::string_view key, std::string const& text) {
    if (!text.empty()) {
        object[key] = text;
    }
}

json::object address_object(ordering::Address const& address) {
    json::object object;
    put_text(object, "city", address.city);
    put_text(object, "street", address.street);
    put_text(object, "house", address.house);
    put_text(object, "entrance", address.entrance);
    put_text(object, "floor", address.floor);
    put_text(object, "apartment", address.apartment);
    put_text(object, "bellName", address.bell_name);
    put_text(object, "place", address.place);
    put_text(object, "notes", address.notes);
    put_text(object, "label", address.label);
    if (address.latitude_e6 && address.longitude_e6) {
        object["latitudeE6"] = *address.latitude_e6;
        object["longitudeE6"] = *address.longitude_e6;
    }
    return object;
}

ordering::Address address_from(json::object const& object) {
    return {
        .city = text_of(object, "city"),
        .street = text_of(object, "street"),
        .house = text_of(object, "house"),
        .entrance = text_of(object, "entrance"),
        .floor = text_of(object, "floor"),
        .apartment = text_of(object, "apartment"),
        .door_code = text_of(object, "doorCode"),
        .bell_name = text_of(object, "bellName"),
        .place = text_of(object, "place"),
        .notes = text_of(object, "notes"),
        .label = text_of(object, "label"),
        .latitude_e6 = maybe_integer_of(object, "latitudeE6"),
        .longitude_e6 = maybe_integer_of(object, "longitudeE6")
    };
}

std::optional<Instant> instant_of(json::object const& object, std::string_view key) {
    auto const micros = maybe_integer_of(object, key);
    return micros ? std::optional(Instant{*micros}) : std::nullopt;
}

LocalText local_text(json::object const& object, std::string_view key) {
    auto const* names = object_of(object, key);
    return names == nullptr ? LocalText{}
                            : LocalText{.he = text_of(*names, "he"), .en = text_of(*names, "en")};
}

}  // namespace

std::string_view part_name(Part part) {
    return part == Part::First ? "h1" : part == Part::Second ? "h2" : "whole";
}

std::string_view qualifier_name(Qualifier qualifier) {
    return qualifier == Qualifier::Extra ? "extra" : qualifier == Qualifier::Light ? "light" : "";
}

std::string encode_cart(ordering::Cart const& cart) {
    json::array lines;
    for (auto const& line : cart.lines) {
        lines.push_back(line_object(line));
    }
    auto address = address_object(cart.address);
    // A cart lives until the order or the end of the day; the order seals the code.
    put_text(address, "doorCode", cart.address.door_code);
    json::object object{{"lines", lines}, {"fulfilment", fulfilment_name(cart.fulfilment)}};
    if (!address.empty()) {
        object["address"] = address;
    }
    if (cart.requested_for) {
        object["requestedFor"] = cart.requested_for->microseconds;
    }
    object["payment"] = payment_kind_name(cart.payment);
    if (cart.cash_tendered_minor) {
        object["cashTendered"] = *cart.cash_tendered_minor;
    }
    put_text(object, "customerName", cart.customer_name);
    put_text(object, "note", cart.note);
    return json::serialize(object);
}

Result<ordering::Cart> decode_cart(std::string_view text) {
    auto const object = TRY(parse_object(text));
    ordering::Cart cart;
    each_object(array_of(object, "lines"), [&](json::object const& line) {
        cart.lines.push_back(line_from(line));
    });
    cart.fulfilment = ordering::fulfilment_from_name(text_of(object, "fulfilment"))
                          .value_or(ordering::Fulfilment::Unknown);
    if (auto const* address = object_of(object, "address")) {
        cart.address = address_from(*address);
    }
    cart.requested_for = instant_of(object, "requestedFor");
    cart.payment = ordering::payment_kind_from_name(text_of(object, "payment"))
                       .value_or(ordering::PaymentKind::Unknown);
    cart.cash_tendered_minor = maybe_integer_of(object, "cashTendered");
    cart.customer_name = text_of(object, "customerName");
    cart.note = text_of(object, "note");
    return cart;
}

std::string encode_address(ordering::Address const& address) {
    return json::serialize(address_object(address));
}

Result<ordering::Address> decode_address(std::string_view text) {
    return address_from(TRY(parse_object(text)));
}

std::string encode_state(conversation::State const& state) {
    json::object object{
        {"awaiting", static_cast<std::int64_t>(state.awaiting)},
        {"language", language_code(state.language)},
        {"sticky", state.language_is_sticky},
        {"card", state.card_version},
        {"cardTotal", state.card_total_minor},
        {"clarifications", state.clarifications}
    };
    if (state.card_sent_at) {
        object["cardSentAt"] = state.card_sent_at->microseconds;
    }
    if (state.cart_expires_at) {
        object["cartExpiresAt"] = state.cart_expires_at->microseconds;
    }
    put_text(object, "hintDay", state.hint_day);
    put_text(object, "pendingText", state.pending_text);
    put_text(object, "lastWords", state.last_words);
    if (state.last_words_at) {
        object["lastWordsAt"] = state.last_words_at->microseconds;
    }
    object["repeats"] = state.repeats;
    if (state.dead_button_told_at) {
        object["deadButtonToldAt"] = state.dead_button_told_at->microseconds;
    }
    if (state.resend_asked_at) {
        object["resendAskedAt"] = state.resend_asked_at->microseconds;
    }
    if (state.cancel_subject) {
        object["cancelSubject"] = state.cancel_subject->to_string();
    }
    return json::serialize(object);
}

Result<conversation::State> decode_state(std::string_view text) {
    auto const object = TRY(parse_object(text));
    conversation::State state;
    auto const awaiting = integer_of(object, "awaiting");
    if (awaiting >= 0 &&
        awaiting <= static_cast<std::int64_t>(conversation::Awaiting::CancelConfirmation)) {
        state.awaiting = static_cast<conversation::Awaiting>(awaiting);
    }
    state.language = language_from_code(text_of(object, "language")).value_or(Language::Hebrew);
    state.language_is_sticky = boolean_of(object, "sticky");
    state.card_version = integer_of(object, "card");
    state.card_total_minor = integer_of(object, "cardTotal");
    state.clarifications = integer_of(object, "clarifications");
    state.card_sent_at = instant_of(object, "cardSentAt");
    state.cart_expires_at = instant_of(object, "cartExpiresAt");
    state.hint_day = text_of(object, "hintDay");
    state.pending_text = text_of(object, "pendingText");
    state.last_words = text_of(object, "lastWords");
    state.last_words_at = instant_of(object, "lastWordsAt");
    state.repeats = integer_of(object, "repeats");
    state.dead_button_told_at = instant_of(object, "deadButtonToldAt");
    state.resend_asked_at = instant_of(object, "resendAskedAt");
    state.cancel_subject = OrderId::parse(text_of(object, "cancelSubject"));
    return state;
}

std::string encode_reply(conversation::Reply const& reply) {
    json::object object{
        {"kind", static_cast<std::int64_t>(reply.kind)},
        {"purpose", reply.purpose},
        {"text", reply.body}
    };
    put_text(object, "footer", reply.footer);
    if (!reply.buttons.empty()) {
        json::array buttons;
        for (auto const& button : reply.buttons) {
            buttons.push_back({{"id", button.id}, {"title", button.title}});
        }
        object["buttons"] = buttons;
    }
    if (!reply.rows.empty()) {
        json::array rows;
        for (auto const& row : reply.rows) {
            rows.push_back({{"id", row.id}, {"title", row.title}, {"description", row.description}}
            );
        }
        object["rows"] = rows;
        object["listButton"] = reply.list_button;
    }
    put_content(object, reply.content);
    return json::serialize(object);
}

Result<conversation::Reply> decode_reply(std::string_view text) {
    auto const object = TRY(parse_object(text));
    conversation::Reply reply;
    auto const kind = integer_of(object, "kind");
    if (kind >= 0 && kind <= static_cast<std::int64_t>(conversation::ReplyKind::Other)) {
        reply.kind = static_cast<conversation::ReplyKind>(kind);
    }
    reply.purpose = text_of(object, "purpose");
    reply.body = text_of(object, "text");
    reply.footer = text_of(object, "footer");
    reply.list_button = text_of(object, "listButton");
    each_object(array_of(object, "buttons"), [&](json::object const& button) {
        reply.buttons.push_back({.id = text_of(button, "id"), .title = text_of(button, "title")});
    });
    each_object(array_of(object, "rows"), [&](json::object const& row) {
        reply.rows.push_back(
            {.id = text_of(row, "id"),
             .title = text_of(row, "title"),
             .description = text_of(row, "description")}
        );
    });
    reply.content = content_of(object);
    return reply;
}

std::string encode_options(std::vector<ordering::PricedOption> const& options) {
    json::array array;
    for (auto const& option : options) {
        auto object = option_object(option.chosen);
        object["groupName"] = {{"he", option.group_name.he}, {"en", option.group_name.en}};
        object["name"] = {{"he", option.name.he}, {"en", option.name.en}};
        object["price"] = option.price.minor;
        array.push_back(std::move(object));
    }
    return json::serialize(array);
}

Result<std::vector<ordering::PricedOption>> decode_options(std::string_view text) {
    auto const array = TRY(parse_array(text));
    std::vector<ordering::PricedOption> options;
    each_object(&array, [&](json::object const& object) {
        options.push_back(
            {.chosen = option_from(object),
             .group_name = local_text(object, "groupName"),
             .name = local_text(object, "name"),
             .price = {integer_of(object, "price")}}
        );
    });
    return options;
}

}  // namespace croozer::store::documents
