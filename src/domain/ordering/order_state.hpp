// The seven states of an order and who may move it where (domain.md "Order states"). One table;
// the API, the chat, the board and the tests read it.
#pragma once

#include "base/time.hpp"
#include "domain/ordering/cart.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace croozer::ordering {

enum class OrderState : std::uint8_t {
    Pending,
    Confirmed,
    Preparing,
    Ready,
    OutForDelivery,
    Delivered,
    Cancelled,
};

enum class OrderSource : std::uint8_t { Whatsapp, Manual, Web, Phone };

enum class Role : std::uint8_t { Owner, Manager, Cashier, Kitchen, Courier, Viewer };

// Who asks for the move: a role of the shop, the customer in the chat, or a rule of the shop.
enum class ActorKind : std::uint8_t { Member, Customer, Rule };

struct Actor {
    ActorKind kind{ActorKind::Rule};
    Role role{Role::Viewer};  // of a member
};

struct MoveRequest {
    OrderState from{OrderState::Pending};
    OrderState to{OrderState::Pending};
    Fulfilment fulfilment{Fulfilment::Pickup};
    Actor actor;
    // For the recall ready → preparing: when it became ready, and now.
    std::optional<Instant> ready_at;
    Instant now;
};

enum class MoveVerdict : std::uint8_t {
    Allowed,
    NoChange,        // already there: success without effect
    NotATransition,  // the states do not connect (409 with allowed_moves)
    NotForActor,  // they connect, but not for this actor (403; a customer's late cancel becomes a
                  // request)
    TooLate,      // recall after 10 minutes
    ReasonRequired,  // never returned by judge_move; the caller checks reason_required()
};

[[nodiscard]] MoveVerdict judge_move(MoveRequest const& request);
// The states this actor may move the order to now, in the table's order.
[[nodiscard]] std::vector<OrderState> allowed_moves(MoveRequest const& request);
// A cancellation by staff needs words.
[[nodiscard]] bool reason_required(OrderState to, Actor actor);

// Whether the customer is told of this step by default.
[[nodiscard]] bool customer_told_by_default(OrderState to, Fulfilment fulfilment);

[[nodiscard]] std::string_view state_name(OrderState state);  // "out_for_delivery"
[[nodiscard]] std::optional<OrderState> state_from_name(std::string_view name);
[[nodiscard]] std::string_view role_name(Role role);
[[nodiscard]] std::optional<Role> role_from_name(std::string_view name);
[[nodiscard]] std::string_view source_name(OrderSource source);
[[nodiscard]] std::optional<OrderSource> source_from_name(std::string_view name);
[[nodiscard]] std::string_view fulfilment_name(Fulfilment fulfilment
);  // "pickup", "delivery", "unknown"
[[nodiscard]] std::optional<Fulfilment> fulfilment_from_name(std::string_view name);
[[nodiscard]] std::string_view payment_kind_name(PaymentKind kind);  // "cash"… "unknown"
[[nodiscard]] std::optional<PaymentKind> payment_kind_from_name(std::string_view name);

// A final state is never left.
[[nodiscard]] bool is_final(OrderState state);

}  // namespace croozer::ordering
