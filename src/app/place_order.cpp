// How an order comes to be: priced from the present menu, stock taken, numbered, rung.
#include "app/journal.hpp"
#include "app/order_commands.hpp"
#include "app/order_problem.hpp"
#include "app/stock.hpp"
#include "base/phone.hpp"
#include "domain/business/hours.hpp"
#include "domain/ordering/order_number.hpp"
#include "store/repositories/businesses.hpp"
#include "store/repositories/customers.hpp"
#include "store/repositories/orders.hpp"

#include <set>

namespace croozer::app {
namespace {

constexpr std::size_t track_token_bytes = 16;

Result<void> refuse_problems(ordering::Quote const& quote) {
    if (quote.problems.empty()) {
        return {};
    }
    return std::unexpected(error_of(quote.problems.front()));
}

Result<void> insert_parts(
    Context& context,
    store::NewOrder const& order,
    PlaceOrder const& command,
    std::set<ProductId> const& reserved
) {
    auto& session = context.session;
    std::int64_t number = 0;
    for (auto const& line : order.quote.lines) {
        CHECK(store::insert_order_line(
            session,
            context.business,
            order.id,
            ++number,
            context.ids.next<OrderLineId>(),
            line,
            reserved.contains(line.product) ? line.quantity : 0
        ));
    }
    number = 0;
    for (auto const& adjustment : order.quote.adjustments) {
        CHECK(store::insert_adjustment(
            session, context.business, order.id, ++number, adjustment, "system"
        ));
    }
    CHECK(store::append_timeline(
        session,
        context.business,
        order.id,
        {.id = context.ids.v7(),
         .status = "pending",
         .previous_status = {},
         .at = context.now,
         .actor_kind = std::string(command.who.kind_name()),
         .actor_id = command.who.id,
         .actor_name = command.who.name,
         .notes = {},
         .promised_at = std::nullopt,
         .message = std::nullopt,
         .undo_until = std::nullopt}
    ));
    for (auto const& message : command.source_messages) {
        CHECK(store::link_order_message(session, context.business, order.id, message, "source"));
    }
    return {};
}

Result<SealedSecret> sealed_door_code(Context& context, OrderId order, std::string const& code) {
    if (code.empty()) {
        return SealedSecret{};
    }
    return context.secrets.seal(
        context.session,
        context.business,
        {.table = "orders", .column = "door_code_sealed", .row = order.value},
        Secret(code),
        context.system_now
    );
}

}  // namespace

Result<PlacedOrder> place_order(
    Context& context, PlaceOrder const& command, business::Settings const& settings
) {
    auto& session = context.session;
    auto const business = context.business;
    if (command.cart.lines.empty()) {
        return failure(ErrorCode::Validation, "empty");
    }
    auto const shop = TRY(context.shops.load(session, business));
    store::NewOrder order{
        .id = context.ids.next<OrderId>(),
        .location = TRY(store::default_location(session, business)),
        .business_day = business::business_day(settings, context.now),
        .number = 0,
        .order_number = {},
        .source = command.source,
        .source_detail = command.source_detail,
        .customer = command.customer,
        .customer_name = command.customer_name,
        .customer_phone = command.customer_phone,
        .conversation = command.conversation,
        .menu_version = shop.menu->version,
        .cart = command.cart,
        .door_code = {},
        .quote = ordering::quote(*shop.menu, command.cart, settings, context.now),
        .currency = settings.currency,
        .quoted_minutes = command.quoted_minutes,
        .notes = command.notes,
        .track_token = context.random.token(track_token_bytes),
        .at = context.now
    };
    CHECK(refuse_problems(order.quote));
    if (command.accepted_total && *command.accepted_total != order.quote.total) {
        return failure(ErrorCode::Conflict, "price_changed");
    }
    if (command.cart.fulfilment == ordering::Fulfilment::Delivery) {
        CHECK(store::remember_address(
            session, business, command.customer, context.ids.v7(), command.cart.address, context.now
        ));
    }
    CHECK(store::count_customer_order(
        session, business, command.customer, order.quote.total, context.now
    ));
    auto const reserved = TRY(take_stock(context, order.quote.lines));
    order.door_code = TRY(sealed_door_code(context, order.id, command.cart.address.door_code));
    // Counters last, in the one order every command keeps: order number, then event.
    order.number = TRY(store::next_order_number(session, business, order.business_day));
    order.order_number = ordering::order_number(order.business_day, order.number);
    CHECK(store::insert_order(session, business, order));
    CHECK(insert_parts(context, order, command, reserved));
    note_event(context, "order", order.id.value, 1, command.who.kind_name());
    return PlacedOrder{.id = order.id, .number = order.number, .order_number = order.order_number};
}

namespace {

// By phone if one is given; a new one if nobody has that phone.
Result<CustomerId> customer_of(Context& context, CreateOrder const& command) {
    auto const fresh = context.ids.next<CustomerId>();
    auto const& phone = command.customer_phone;
    auto const customer = phone.empty() ? fresh
                                        : TRY(store::claim_identity(
                                              context.session,
                                              context.business,
                                              fresh,
                                              store::IdentityKind::Phone,
                                              "",
                                              phone,
                                              context.now
                                          ));
    if (customer == fresh) {
        CHECK(store::insert_customer(
            context.session,
            context.business,
            {.id = fresh,
             .name = command.customer_name,
             .whatsapp_name = {},
             .username = std::nullopt,
             .phone = phone.empty() ? std::nullopt : std::optional(phone)},
            context.now
        ));
    }
    return customer;
}

}  // namespace

Result<PlacedOrder> create_order(Context& context, CreateOrder command) {
    auto const shop = TRY(context.shops.load(context.session, context.business));
    if (command.customer) {
        auto const known =
            TRY(store::find_customer(context.session, context.business, *command.customer));
        if (!known) {
            auto error = make_error(ErrorCode::Validation, "unknown_reference");
            error.pointer = "/customerId";
            return std::unexpected(std::move(error));
        }
        command.order.customer = known->id;
        command.order.customer_name = known->name;
        command.order.customer_phone = known->phone;
    } else {
        command.order.customer = TRY(customer_of(context, command));
        command.order.customer_name = command.customer_name;
        if (!command.customer_phone.empty()) {
            command.order.customer_phone = command.customer_phone;
        }
    }
    bool const delivery = command.order.cart.fulfilment == ordering::Fulfilment::Delivery;
    command.order.quoted_minutes =
        delivery ? shop.settings->delivery_minutes : shop.settings->pickup_minutes;
    return place_order(context, command.order, *shop.settings);
}

}  // namespace croozer::app
