#include "api/views/views.hpp"
#include "base/log.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "store/documents/cart_document.hpp"

#include <array>
#include <string_view>

namespace croozer::api {
namespace {

namespace json = boost::json;
using ordering::OrderState;
using ordering::Role;

constexpr auto courier_memory = std::chrono::hours(2);

template <class T>
json::value or_null(std::optional<T> const& value) {
    return value ? json::value(*value) : json::value(nullptr);
}

std::string first_name(std::string_view name) {
    name = trimmed(name);
    return std::string(name.substr(0, name.find(' ')));
}

json::object customer_part(store::OrderRecord const& order, Audience const& audience) {
    if (audience.role == Role::Kitchen) {
        return {{"name", first_name(order.customer_name)}};
    }
    bool const masked = audience.role == Role::Viewer;
    return {
        {"id", order.customer.to_string()},
        {"name", order.customer_name},
        {"phone", phone_or_null(order.customer_phone, masked)},
        {"phoneDisplay", phone_display_or_null(order.customer_phone, masked)}
    };
}

json::array variants(store::OrderLineRecord const& line, bool prices) {
    json::array array;
    for (auto const& option : line.options) {
        json::object object{
            {"group", option.chosen.group},
            {"option", option.chosen.option},
            {"groupName", option.group_name.in(Language::English)},
            {"groupNameHe", option.group_name.in(Language::Hebrew)},
            {"name", option.name.in(Language::English)},
            {"nameHe", option.name.in(Language::Hebrew)},
            {"part", store::documents::part_name(option.chosen.part)},
            {"qualifier",
             text_or_null(std::string(store::documents::qualifier_name(option.chosen.qualifier)))},
            {"negated", option.chosen.negated},
            {"count", option.chosen.count}
        };
        if (prices) {
            object["price"] = option.price.minor;
        }
        array.push_back(std::move(object));
    }
    return array;
}

json::array items(store::OrderRecord const& order, bool prices) {
    json::array array;
    for (auto const& line : order.lines) {
        json::object object{
            {"id", line.id.to_string()},
            {"productId", line.product ? json::value(line.product->to_string()) : json::value()},
            {"name", line.name.in(Language::English)},
            {"nameHe", line.name.in(Language::Hebrew)},
            {"kitchenName", line.kitchen_name},
            {"quantity", line.quantity},
            {"variants", variants(line, prices)},
            {"notes", line.note}
        };
        if (prices) {
            object["price"] = line.unit.minor;
            object["subtotal"] = line.total.minor;
        }
        array.push_back(std::move(object));
    }
    return array;
}

json::value address_part(
    store::OrderRecord const& order, Audience const& audience, std::optional<Secret> const& code
) {
    if (!order.address || audience.role == Role::Kitchen || audience.role == Role::Viewer) {
        return nullptr;
    }
    auto const& address = *order.address;
    std::string building = address.house;
    if (!address.entrance.empty()) {
        building += (building.empty() ? "" : " / ") + address.entrance;
    }
    json::object object{
        {"street", address.street},
        {"city", address.city},
        {"building", building},
        {"floor", address.floor},
        {"apartment", address.apartment},
        {"bellName", address.bell_name},
        {"place", address.place},
        {"label", address.label},
        {"notes", address.notes}
    };
    if (code) {
        object["doorCode"] = code->reveal();
    }
    if (address.latitude_e6 && address.longitude_e6) {
        object["location"] = {
            {"latitude", static_cast<double>(*address.latitude_e6) / 1e6},
            {"longitude", static_cast<double>(*address.longitude_e6) / 1e6}
        };
    }
    return object;
}

void add_money(json::object& view, store::OrderRecord const& order) {
    json::array adjustments;
    for (auto const& adjustment : order.adjustments) {
        adjustments.push_back(
            {{"kind", adjustment.kind},
             {"amount", adjustment.amount.minor},
             {"reason", adjustment.reason.in(Language::English)},
             {"reasonHe", adjustment.reason.in(Language::Hebrew)}}
        );
    }
    view["subtotal"] = order.subtotal.minor;
    view["adjustments"] = std::move(adjustments);
    view["deliveryFee"] = order.delivery_fee.minor;
    view["discount"] = order.discount.minor;
    view["tax"] = order.tax.minor;
    view["taxRateBp"] = order.tax_rate_basis_points;
    view["total"] = order.total.minor;
    view["currency"] = order.currency;
    view["paymentStatus"] = order.payment_status;
    view["paymentMethod"] = text_or_null(order.payment_method);
}

void add_times(json::object& view, store::OrderRecord const& order) {
    view["quotedMinutes"] = or_null(order.quoted_minutes);
    view["requestedFor"] = instant_or_null(order.requested_for);
    view["promisedAt"] = instant_or_null(order.promised_at);
    view["orderedAt"] = order.ordered_at.to_rfc3339();
    view["confirmedAt"] = instant_or_null(order.confirmed_at);
    view["readyAt"] = instant_or_null(order.ready_at);
    view["outAt"] = instant_or_null(order.out_at);
    view["completedAt"] = instant_or_null(order.completed_at);
    view["cancelledAt"] = instant_or_null(order.cancelled_at);
    view["createdAt"] = order.created_at.to_rfc3339();
    view["updatedAt"] = order.updated_at.to_rfc3339();
}

json::array allowed_part(store::OrderRecord const& order, Audience const& audience) {
    json::array array;
    ordering::MoveRequest const request{
        .from = order.status,
        .to = order.status,
        .fulfilment = order.fulfilment,
        .actor = {.kind = ordering::ActorKind::Member, .role = audience.role},
        .ready_at = order.ready_at,
        .now = audience.now
    };
    for (auto const state : ordering::allowed_moves(request)) {
        array.emplace_back(ordering::state_name(state));
    }
    return array;
}

bool delivers(Role role) {
    return role == Role::Owner || role == Role::Manager || role == Role::Cashier ||
           role == Role::Courier;
}

}  // namespace

bool sees_order(Audience const& audience, store::OrderRecord const& order) {
    if (audience.role != Role::Courier) {
        return true;
    }
    if (order.fulfilment != ordering::Fulfilment::Delivery) {
        return false;
    }
    bool const lately = order.completed_at && audience.now - *order.completed_at <= courier_memory;
    return order.status == OrderState::Ready || order.status == OrderState::OutForDelivery ||
           (order.status == OrderState::Delivered && lately);
}

Result<std::optional<Secret>> door_code_for(
    store::Session& session,
    BusinessId business,
    app::SecretKeeper& secrets,
    store::OrderRecord const& order,
    Audience const& audience
) {
    if (order.door_code.bytes.empty() || ordering::is_final(order.status) ||
        !delivers(audience.role)) {
        return std::nullopt;
    }
    auto code = secrets.open(
        session,
        business,
        {.table = "orders", .column = "door_code_sealed", .row = order.id.value},
        order.door_code
    );
    if (!code) {
        // A code that cannot be opened must not hide the order.
        log::error("door code not opened", {{"slug", std::string_view(code.error().slug)}});
        return std::nullopt;
    }
    return *std::move(code);
}

json::object order_view(
    BusinessId business,
    store::OrderRecord const& order,
    Audience const& audience,
    std::optional<Secret> const& door_code
) {
    bool const kitchen = audience.role == Role::Kitchen;
    json::object view{
        {"id", order.id.to_string()},
        {"businessId", business.to_string()},
        {"version", order.version},
        {"orderNumber", order.order_number},
        {"number", order.number},
        {"status", ordering::state_name(order.status)},
        {"source", order.source},
        {"deliveryType", ordering::fulfilment_name(order.fulfilment)},
        {"customer", customer_part(order, audience)},
        {"items", items(order, !kitchen)}
    };
    if (!kitchen) {
        add_money(view, order);
        view["deliveryAddress"] = address_part(order, audience, door_code);
        view["conversationId"] =
            order.conversation ? json::value(order.conversation->to_string()) : json::value();
    }
    add_times(view, order);
    view["allowed"] = allowed_part(order, audience);
    view["notes"] = order.notes;
    view["customerNotes"] = order.customer_notes;
    view["cancelReason"] = text_or_null(order.cancel_reason);
    view["failedDeliveryReason"] = text_or_null(order.failed_delivery_reason);
    if (order.notification_state.empty()) {
        view["notification"] = nullptr;
    } else {
        view["notification"] = {
            {"state", order.notification_state}, {"reason", text_or_null(order.notification_reason)}
        };
    }
    return view;
}

json::object timeline_view(store::TimelineRecord const& entry, Audience const& audience) {
    bool const shortened = audience.role == Role::Kitchen && entry.actor_kind == "customer";
    json::object view{
        {"id", entry.id.to_string()},
        {"status", entry.status},
        {"at", entry.at.to_rfc3339()},
        {"actor",
         {{"kind", entry.actor_kind},
          {"name", shortened ? first_name(entry.actor_name) : entry.actor_name}}},
        {"notes", entry.notes},
        {"promisedAt", instant_or_null(entry.promised_at)}
    };
    if (!entry.message_status.empty()) {
        view["notification"] = {{"state", entry.message_status}};
    }
    return view;
}

json::object order_stats_view(store::OrderStats const& stats, Audience const& audience) {
    json::object by_status;
    for (auto const state :
         {OrderState::Pending,
          OrderState::Confirmed,
          OrderState::Preparing,
          OrderState::Ready,
          OrderState::OutForDelivery,
          OrderState::Delivered,
          OrderState::Cancelled}) {
        auto const found = stats.by_status.find(state);
        by_status[ordering::state_name(state)] = found == stats.by_status.end() ? 0 : found->second;
    }
    json::object view{
        {"byStatus", std::move(by_status)},
        {"openOrders", stats.open_orders},
        {"ordersToday", stats.orders_today},
        {"averagePrepMinutes", or_null(stats.average_preparation_minutes)}
    };
    if (audience.role != Role::Kitchen && audience.role != Role::Courier) {
        view["revenueToday"] = stats.revenue_today.minor;
    }
    return view;
}

}  // namespace croozer::api
