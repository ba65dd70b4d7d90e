#include "domain/ordering/order_state.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace croozer::ordering {
namespace {

using namespace std::chrono_literals;

constexpr Duration recall_time = 10min;

using Roles = std::uint8_t;

constexpr Roles bit(Role role) {
    return static_cast<Roles>(1U << std::to_underlying(role));
}

constexpr Roles nobody = 0;
constexpr Roles manager_up = bit(Role::Owner) | bit(Role::Manager);
constexpr Roles cashier_up = manager_up | bit(Role::Cashier);
// Who runs the shop may stand in for its cook or its courier; the cashier is only named by rows of
// the counter.
constexpr Roles kitchen = manager_up | bit(Role::Kitchen);
constexpr Roles courier = manager_up | bit(Role::Courier);

enum class Where : std::uint8_t { Any, Counter, Delivery };
enum class Also : std::uint8_t { None, Customer, Rule, Recall };

struct Row {
    OrderState from;
    OrderState to;
    Where where;
    Roles roles;
    Also also;
};

using enum OrderState;

constexpr std::array table{
    Row{Pending, Confirmed, Where::Any, cashier_up, Also::Rule},
    Row{Pending, Cancelled, Where::Any, cashier_up, Also::Customer},
    Row{Confirmed, Preparing, Where::Any, cashier_up | kitchen, Also::None},
    Row{Confirmed, Ready, Where::Any, kitchen, Also::None},
    Row{Confirmed, Cancelled, Where::Any, cashier_up, Also::Customer},
    Row{Preparing, Ready, Where::Any, kitchen, Also::None},
    Row{Preparing, Cancelled, Where::Any, cashier_up, Also::None},
    Row{Ready, OutForDelivery, Where::Delivery, cashier_up | courier, Also::None},
    Row{Ready, Delivered, Where::Counter, cashier_up, Also::None},
    Row{Ready, Preparing, Where::Any, cashier_up | kitchen, Also::Recall},
    Row{Ready, Cancelled, Where::Any, manager_up, Also::None},
    Row{OutForDelivery, Delivered, Where::Delivery, courier, Also::None},
    Row{OutForDelivery, Cancelled, Where::Any, manager_up, Also::None},
};

// An order that never said how it leaves is handed over at the counter.
constexpr bool applies(Row const& row, Fulfilment fulfilment) {
    switch (row.where) {
        case Where::Any:
            return true;
        case Where::Counter:
            return fulfilment != Fulfilment::Delivery;
        case Where::Delivery:
            return fulfilment == Fulfilment::Delivery;
    }
    return false;
}

constexpr bool permits(Row const& row, Actor actor) {
    switch (actor.kind) {
        case ActorKind::Member:
            return (row.roles & bit(actor.role)) != nobody;
        case ActorKind::Customer:
            return row.also == Also::Customer;
        case ActorKind::Rule:
            return row.also == Also::Rule;
    }
    return false;
}

MoveVerdict judge_row(Row const& row, MoveRequest const& request) {
    if (!permits(row, request.actor)) {
        return MoveVerdict::NotForActor;
    }
    if (row.also == Also::Recall &&
        (!request.ready_at || request.now - *request.ready_at > recall_time)) {
        return MoveVerdict::TooLate;
    }
    return MoveVerdict::Allowed;
}

template <class Enum, std::size_t size>
using Names = std::array<std::pair<Enum, std::string_view>, size>;

template <class Enum, std::size_t size>
std::string_view name_in(Names<Enum, size> const& names, Enum value) {
    auto const found = std::ranges::find(names, value, &std::pair<Enum, std::string_view>::first);
    return found == names.end() ? std::string_view{} : found->second;
}

template <class Enum, std::size_t size>
std::optional<Enum> value_in(Names<Enum, size> const& names, std::string_view name) {
    auto const found = std::ranges::find(names, name, &std::pair<Enum, std::string_view>::second);
    return found == names.end() ? std::nullopt : std::optional(found->first);
}

constexpr Names<OrderState, 7> state_names{{
    {Pending, "pending"},
    {Confirmed, "confirmed"},
    {Preparing, "preparing"},
    {Ready, "ready"},
    {OutForDelivery, "out_for_delivery"},
    {Delivered, "delivered"},
    {Cancelled, "cancelled"},
}};

constexpr Names<Role, 6> role_names{{
    {Role::Owner, "owner"},
    {Role::Manager, "manager"},
    {Role::Cashier, "cashier"},
    {Role::Kitchen, "kitchen"},
    {Role::Courier, "courier"},
    {Role::Viewer, "viewer"},
}};

constexpr Names<OrderSource, 4> source_names{{
    {OrderSource::Whatsapp, "whatsapp"},
    {OrderSource::Manual, "manual"},
    {OrderSource::Web, "web"},
    {OrderSource::Phone, "phone"},
}};

constexpr Names<Fulfilment, 3> fulfilment_names{{
    {Fulfilment::Unknown, "unknown"},
    {Fulfilment::Pickup, "pickup"},
    {Fulfilment::Delivery, "delivery"},
}};

constexpr Names<PaymentKind, 5> payment_kind_names{{
    {PaymentKind::Unknown, "unknown"},
    {PaymentKind::Cash, "cash"},
    {PaymentKind::Card, "card"},
    {PaymentKind::Online, "online"},
    {PaymentKind::Other, "other"},
}};

}  // namespace

MoveVerdict judge_move(MoveRequest const& request) {
    if (request.from == request.to) {
        return MoveVerdict::NoChange;
    }
    for (Row const& row : table) {
        if (row.from == request.from && row.to == request.to && applies(row, request.fulfilment)) {
            return judge_row(row, request);
        }
    }
    return MoveVerdict::NotATransition;
}

std::vector<OrderState> allowed_moves(MoveRequest const& request) {
    std::vector<OrderState> states;
    for (Row const& row : table) {
        if (row.from == request.from && applies(row, request.fulfilment) &&
            judge_row(row, request) == MoveVerdict::Allowed) {
            states.push_back(row.to);
        }
    }
    return states;
}

bool reason_required(OrderState to, Actor actor) {
    return to == Cancelled && actor.kind == ActorKind::Member;
}

bool customer_told_by_default(OrderState to, Fulfilment fulfilment) {
    switch (to) {
        case Pending:  // the card becomes "received, number 47"
        case Confirmed:
        case OutForDelivery:
        case Cancelled:
            return true;
        case Ready:
            return fulfilment != Fulfilment::Delivery;
        case Preparing:
        case Delivered:
            return false;
    }
    return false;
}

std::string_view state_name(OrderState state) {
    return name_in(state_names, state);
}

std::optional<OrderState> state_from_name(std::string_view name) {
    return value_in(state_names, name);
}

std::string_view role_name(Role role) {
    return name_in(role_names, role);
}

std::optional<Role> role_from_name(std::string_view name) {
    return value_in(role_names, name);
}

std::string_view source_name(OrderSource source) {
    return name_in(source_names, source);
}

std::optional<OrderSource> source_from_name(std::string_view name) {
    return value_in(source_names, name);
}

std::string_view fulfilment_name(Fulfilment fulfilment) {
    return name_in(fulfilment_names, fulfilment);
}

std::optional<Fulfilment> fulfilment_from_name(std::string_view name) {
    return value_in(fulfilment_names, name);
}

std::string_view payment_kind_name(PaymentKind kind) {
    return name_in(payment_kind_names, kind);
}

std::optional<PaymentKind> payment_kind_from_name(std::string_view name) {
    return value_in(payment_kind_names, name);
}

bool is_final(OrderState state) {
    return state == Delivered || state == Cancelled;
}

}  // namespace croozer::ordering
