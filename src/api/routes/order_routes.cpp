// Orders: the board, one order, and every move.
#include "api/call.hpp"
#include "api/routes/order_input.hpp"
#include "api/routes/page.hpp"
#include "api/views/views.hpp"
#include "app/order_commands.hpp"
#include "domain/business/hours.hpp"
#include "store/repositories/businesses.hpp"

#include <array>

namespace croozer::api {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 7> states{
    "pending", "confirmed", "preparing", "ready", "out_for_delivery", "delivered", "cancelled"
};
constexpr std::array<std::string_view, 4> sources{"whatsapp", "manual", "web", "phone"};
constexpr std::array<std::string_view, 2> delivery_types{"pickup", "delivery"};
constexpr std::int64_t most_promised_minutes = 240;
constexpr std::size_t undo_token_code_points = 200;

Audience audience_of(Call const& call) {
    return {.role = call.shop.role, .now = call.api.runner().trade_clock().now()};
}

Result<json::object> one_order(
    store::Session& session, Call& call, Audience const& audience, store::OrderRecord const& order
) {
    auto const code =
        TRY(door_code_for(session, call.business(), call.api.secrets(), order, audience));
    return order_view(call.business(), order, audience, code);
}

// Errors: NotFound, also for an order this role does not see.
Result<store::OrderRecord> visible_order(
    store::Session& session, BusinessId business, OrderId id, Audience const& audience
) {
    auto order = TRY(store::find_order_record(session, business, id));
    if (!order || !sees_order(audience, *order)) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    return *std::move(order);
}

// As order_view shows them.
store::OrderSearch search_of(ordering::Role role) {
    switch (role) {
        case ordering::Role::Kitchen:
            return store::OrderSearch::Number;
        case ordering::Role::Viewer:
            return store::OrderSearch::NumberAndName;
        case ordering::Role::Owner:
        case ordering::Role::Manager:
        case ordering::Role::Cashier:
        case ordering::Role::Courier:
            break;
    }
    return store::OrderSearch::NumberNameAndPhone;
}

store::OrderFilter read_filter(Call const& call, QueryReader& query, Page const& page) {
    store::OrderFilter filter;
    for (auto const& name : query.choices("status", states)) {
        if (auto const state = ordering::state_from_name(name)) {
            filter.states.push_back(*state);
        }
    }
    filter.source = query.choice("source", sources).value_or("");
    filter.fulfilment = query.choice("deliveryType", delivery_types).value_or("");
    filter.search = query.text("q", limits::search_code_points).value_or("");
    filter.search_in = search_of(call.shop.role);
    filter.from = query.instant("from");
    filter.until = query.instant("to");
    filter.for_courier = call.shop.role == ordering::Role::Courier;
    filter.now = call.api.runner().trade_clock().now();
    if (page.after) {
        filter.after_at = page.after->at;
        filter.after_id = OrderId{page.after->id};
    }
    filter.limit = page.limit + 1;
    return filter;
}

void get_orders(CallPtr call) {
    input::Problems problems;
    QueryReader query(call->request, problems);
    auto const page = read_page(*call, query, "orders");
    auto const filter = read_filter(*call, query, page);
    query.finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    answer_by_query(call, [call, page, filter](store::Session& session) -> Result<Answer> {
        auto const business = call->business();
        auto const audience = audience_of(*call);
        auto orders = TRY(store::list_orders(session, business, filter));
        auto const settings = TRY(store::load_settings(session, business));
        auto const stats = TRY(
            store::order_stats(session, business, business::business_day(settings, audience.now))
        );
        auto pagination =
            end_page(*call, "orders", page, orders, [](store::OrderRecord const& order) {
                return CursorPlace{.at = order.ordered_at, .id = order.id.value};
            });
        json::array list;
        for (auto const& order : orders) {
            list.push_back(TRY(one_order(session, *call, audience, order)));
        }
        return json_answer(
            200,
            {{"orders", std::move(list)},
             {"pagination", std::move(pagination)},
             {"stats", order_stats_view(stats, audience)}}
        );
    });
}

void get_order(CallPtr call) {
    auto const id = path_id<OrderId>(*call);
    if (!id) {
        refuse(*call, id.error());
        return;
    }
    if (refuse_parameters(*call)) {
        return;
    }
    answer_by_query(call, [call, id = *id](store::Session& session) -> Result<Answer> {
        auto const business = call->business();
        auto const audience = audience_of(*call);
        auto const order = TRY(visible_order(session, business, id, audience));
        json::array timeline;
        for (auto const& entry : TRY(store::order_timeline_of(session, business, id))) {
            timeline.push_back(timeline_view(entry, audience));
        }
        json::object body{
            {"order", TRY(one_order(session, *call, audience, order))},
            {"customer", nullptr},
            {"timeline", std::move(timeline)}
        };
        if (may(audience.role, Resource::Customers, Verb::Read)) {
            auto const customer =
                TRY(store::find_customer_record(session, business, order.customer));
            if (customer) {
                body["customer"] = customer_view(business, *customer, audience);
            }
        }
        return json_answer(200, body, order.version);
    });
}

Result<Answer> order_answer(
    store::Session& session, Call& call, OrderId id, int status, json::object body
) {
    auto const audience = audience_of(call);
    auto const order = TRY(store::find_order_record(session, call.business(), id));
    if (!order) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    body["order"] = TRY(one_order(session, call, audience, *order));
    return json_answer(status, body, order->version);
}

void post_order(CallPtr call) {
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    auto command = read_new_order(reader);
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    command.order.who = call->who();
    answer_by_command(call, [call, command](app::Context& context) -> Result<Answer> {
        auto const settings = TRY(store::load_settings(context.session, context.business));
        auto order = command;
        bool const delivery = order.order.cart.fulfilment == ordering::Fulfilment::Delivery;
        order.order.quoted_minutes = delivery ? settings.delivery_minutes : settings.pickup_minutes;
        auto const placed = TRY(app::create_order(context, std::move(order)));
        return order_answer(context.session, *call, placed.id, 201, {});
    });
}

json::object moved_body(app::MovedOrder const& moved) {
    using enum app::NotificationState;
    auto const state = moved.notification.state;
    json::object body{
        {"notificationSent", state == Queued},
        {"notification",
         {{"state",
           state == Queued ? "queued"
           : state == Off  ? "off"
                           : "not_notified"},
          {"reason", text_or_null(moved.notification.reason)}}},
        {"undo", nullptr}
    };
    if (!moved.undo_token.empty() && moved.undo_until) {
        body["undo"] = {{"token", moved.undo_token}, {"until", moved.undo_until->to_rfc3339()}};
    }
    return body;
}

// Moves an order this role sees, at the version the client saw.
void run_move(CallPtr call, app::MoveOrder command, bool cancels) {
    auto const id = path_id<OrderId>(*call);
    auto const version = expected_version(call->request);
    if (!id || !version) {
        refuse(*call, id ? version.error() : id.error());
        return;
    }
    command.order = *id;
    command.expected_version = *version;
    command.who = call->who();
    answer_by_command(call, [call, command, cancels](app::Context& context) -> Result<Answer> {
        TRY(visible_order(context.session, context.business, command.order, audience_of(*call)));
        auto const moved = TRY(app::move_order(context, command));
        auto body = moved_body(moved);
        if (cancels) {
            body["refundInitiated"] = moved.refund_initiated;
        }
        return order_answer(context.session, *call, command.order, 200, std::move(body));
    });
}

void patch_status(CallPtr call) {
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    app::MoveOrder command;
    auto const status = reader.choice("status", states, input::Need::Required);
    command.notes =
        reader.text("notes", {.code_points = limits::note_code_points, .may_be_empty = true})
            .value_or("");
    command.promised_minutes = reader.integer("promisedMinutes", 1, most_promised_minutes);
    reader.ignore("businessId");
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    command.to = ordering::state_from_name(*status).value_or(ordering::OrderState::Pending);
    bool const cancels = command.to == ordering::OrderState::Cancelled;
    if (cancels && !may(call->shop.role, Resource::Orders, Verb::Cancel)) {
        refuse(*call, make_error(ErrorCode::Forbidden, "forbidden"));
        return;
    }
    run_move(std::move(call), std::move(command), cancels);
}

void post_cancel(CallPtr call) {
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    app::MoveOrder command;
    command.to = ordering::OrderState::Cancelled;
    command.notes =
        reader.text("reason", {.code_points = limits::note_code_points}, input::Need::Required)
            .value_or("");
    reader.ignore("businessId");
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    run_move(std::move(call), std::move(command), true);
}

void post_undo(CallPtr call) {
    auto const id = path_id<OrderId>(*call);
    if (!id) {
        refuse(*call, id.error());
        return;
    }
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    auto const token =
        reader.text("token", {.code_points = undo_token_code_points}, input::Need::Required);
    reader.ignore("businessId");
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    app::UndoMove const command{.order = *id, .token = *token, .who = call->who()};
    answer_by_command(call, [call, command](app::Context& context) -> Result<Answer> {
        TRY(visible_order(context.session, context.business, command.order, audience_of(*call)));
        TRY(app::undo_move(context, command));
        return order_answer(context.session, *call, command.order, 200, {});
    });
}

}  // namespace

void add_order_routes(Routes& routes) {
    using enum http::Method;
    routes.shop(Get, "/api/orders", Resource::Orders, Verb::Read, get_orders);
    routes.shop(Post, "/api/orders", Resource::Orders, Verb::Create, post_order);
    routes.shop(Get, "/api/orders/{id}", Resource::Orders, Verb::Read, get_order);
    routes.shop(Patch, "/api/orders/{id}/status", Resource::Orders, Verb::Move, patch_status);
    routes.shop(Post, "/api/orders/{id}/cancel", Resource::Orders, Verb::Cancel, post_cancel);
    routes.shop(Post, "/api/orders/{id}/undo", Resource::Orders, Verb::Undo, post_undo);
}

}  // namespace croozer::api
