#include "api/routes/order_input.hpp"

#include "base/limits.hpp"

#include <array>

namespace croozer::api {
namespace {

using input::Need;
using input::ObjectReader;

constexpr std::array<std::string_view, 2> staff_sources{"manual", "phone"};
constexpr std::array<std::string_view, 2> delivery_types{"pickup", "delivery"};
constexpr std::array<std::string_view, 4> payment_kinds{"cash", "card", "online", "other"};
constexpr std::array<std::string_view, 3> parts{"whole", "h1", "h2"};
constexpr std::array<std::string_view, 2> qualifiers{"extra", "light"};
constexpr std::size_t options_a_line = 50;
constexpr std::int64_t most_of_an_option = 20;
constexpr std::size_t address_part_code_points = 100;

std::string note(ObjectReader& reader, std::string_view name) {
    return reader.text(name, {.code_points = limits::note_code_points, .may_be_empty = true})
        .value_or("");
}

ordering::ChosenOption read_option(ObjectReader& reader) {
    ordering::ChosenOption option;
    option.group = reader.text("group", {.code_points = limits::name_code_points}, Need::Required)
                       .value_or("");
    option.option = reader.text("option", {.code_points = limits::name_code_points}, Need::Required)
                        .value_or("");
    auto const part = reader.choice("part", parts).value_or("whole");
    option.part = part == "h1"   ? ordering::Part::First
                  : part == "h2" ? ordering::Part::Second
                                 : ordering::Part::Whole;
    if (!reader.is_null("qualifier")) {
        auto const qualifier = reader.choice("qualifier", qualifiers).value_or("");
        option.qualifier = qualifier == "extra"   ? ordering::Qualifier::Extra
                           : qualifier == "light" ? ordering::Qualifier::Light
                                                  : ordering::Qualifier::None;
    }
    option.negated = reader.boolean("negated").value_or(false);
    option.count = reader.integer("count", 1, most_of_an_option).value_or(1);
    return option;
}

ordering::CartLine read_line(ObjectReader& reader) {
    ordering::CartLine line;
    line.product = ProductId{reader.id("productId", Need::Required).value_or(Uuid{})};
    line.quantity =
        reader.integer("quantity", 1, limits::line_quantity, Need::Required).value_or(1);
    reader.objects("options", options_a_line, Need::Optional, [&](ObjectReader& option) {
        line.options.push_back(read_option(option));
    });
    line.note = note(reader, "notes");
    return line;
}

ordering::Address read_address(ObjectReader& reader) {
    auto const part = [&](std::string_view name) {
        return reader.text(name, {.code_points = address_part_code_points, .may_be_empty = true})
            .value_or("");
    };
    ordering::Address address;
    address.city = part("city");
    address.street = part("street");
    address.house = part("building");
    address.entrance = part("entrance");
    address.floor = part("floor");
    address.apartment = part("apartment");
    address.door_code = part("doorCode");
    address.bell_name = part("bellName");
    address.place = part("place");
    address.notes = note(reader, "notes");
    return address;
}

void read_delivery(ObjectReader& reader, ordering::Cart& cart) {
    auto const type = reader.choice("deliveryType", delivery_types, Need::Required);
    cart.fulfilment =
        ordering::fulfilment_from_name(type.value_or("")).value_or(ordering::Fulfilment::Unknown);
    reader.object("address", Need::Optional, [&](ObjectReader& address) {
        cart.address = read_address(address);
    });
    if (cart.fulfilment == ordering::Fulfilment::Delivery && cart.address.empty()) {
        reader.refuse("address", "missing");
    }
    cart.requested_for = reader.instant("requestedFor");
}

}  // namespace

std::optional<std::vector<ordering::CartLine>> read_lines(
    ObjectReader& reader, std::string_view name, Need need
) {
    std::vector<ordering::CartLine> lines;
    bool const there = reader.objects(name, limits::order_lines, need, [&](ObjectReader& line) {
        lines.push_back(read_line(line));
    });
    return there ? std::optional(std::move(lines)) : std::nullopt;
}

app::CreateOrder read_new_order(ObjectReader& reader) {
    app::CreateOrder command;
    auto& order = command.order;
    reader.ignore("businessId");  // the access check has read it
    if (auto const customer = reader.id("customerId")) {
        command.customer = CustomerId{*customer};
    }
    bool const described = reader.object("customer", Need::Optional, [&](ObjectReader& customer) {
        command.customer_name =
            customer.text("name", {.code_points = limits::name_code_points}, Need::Required)
                .value_or("");
        command.customer_phone = customer.phone("phone").value_or("");
    });
    if (!described && !reader.has("customerId")) {
        reader.refuse("customer", "missing");
    }
    auto const source = reader.choice("source", staff_sources).value_or("manual");
    order.source = ordering::source_from_name(source).value_or(ordering::OrderSource::Manual);
    order.source_detail =
        reader.boolean("confirmedByPhone").value_or(false) ? "confirmed_by_phone" : "";
    auto& cart = order.cart;
    cart.lines =
        read_lines(reader, "items", Need::Required).value_or(std::vector<ordering::CartLine>());
    if (cart.lines.empty()) {
        reader.refuse("items", "empty");
    }
    reader.object("deliveryDetails", Need::Required, [&](ObjectReader& delivery) {
        read_delivery(delivery, cart);
    });
    if (auto const payment = reader.choice("paymentMethod", payment_kinds)) {
        cart.payment =
            ordering::payment_kind_from_name(*payment).value_or(ordering::PaymentKind::Unknown);
    }
    cart.customer_name = command.customer_name;
    order.customer_name = command.customer_name;
    order.notes = note(reader, "notes");
    return command;
}

}  // namespace croozer::api
