#include "domain/ordering/order_state.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>

namespace croozer::ordering {
namespace {

using namespace std::chrono_literals;
using enum OrderState;

constexpr std::array states{
    Pending, Confirmed, Preparing, Ready, OutForDelivery, Delivered, Cancelled
};
constexpr std::array roles{
    Role::Owner, Role::Manager, Role::Cashier, Role::Kitchen, Role::Courier, Role::Viewer
};

// domain.md "Order states" written out a second time: who may make the step. O owner, M manager,
// C cashier, K kitchen, R courier, u customer, a rule. Empty: no such step.
std::string who(OrderState from, OrderState to, Fulfilment fulfilment) {
    bool const delivery = fulfilment == Fulfilment::Delivery;
    switch (from) {
        case Pending:
            return to == Confirmed ? "OMCa" : to == Cancelled ? "OMCu" : "";
        case Confirmed:
            return to == Preparing ? "OMCK" : to == Ready ? "OMK" : to == Cancelled ? "OMCu" : "";
        case Preparing:
            return to == Ready ? "OMK" : to == Cancelled ? "OMC" : "";
        case Ready:
            if (to == OutForDelivery) {
                return delivery ? "OMCR" : "";
            }
            if (to == Delivered) {
                return delivery ? "" : "OMC";
            }
            return to == Preparing ? "OMCK" : to == Cancelled ? "OM" : "";
        case OutForDelivery:
            if (to == Delivered) {
                return delivery ? "OMR" : "";
            }
            return to == Cancelled ? "OM" : "";
        case Delivered:
        case Cancelled:
            return "";
    }
    return "";
}

char letter(Actor actor) {
    if (actor.kind == ActorKind::Customer) {
        return 'u';
    }
    if (actor.kind == ActorKind::Rule) {
        return 'a';
    }
    return std::string_view("OMCKR-").at(static_cast<std::size_t>(actor.role));
}

std::vector<Actor> actors() {
    std::vector<Actor> all{{ActorKind::Customer, Role::Viewer}, {ActorKind::Rule, Role::Viewer}};
    for (Role const role : roles) {
        all.push_back({ActorKind::Member, role});
    }
    return all;
}

MoveRequest request(OrderState from, OrderState to, Fulfilment fulfilment, Actor actor) {
    return MoveRequest{
        .from = from,
        .to = to,
        .fulfilment = fulfilment,
        .actor = actor,
        .ready_at = Instant{0},
        .now = Instant{0} + 5min,
    };
}

TEST(OrderState, EveryStepMatchesTheTable) {
    for (auto const fulfilment : {Fulfilment::Pickup, Fulfilment::Delivery, Fulfilment::Unknown}) {
        for (OrderState const from : states) {
            for (OrderState const to : states) {
                for (Actor const actor : actors()) {
                    std::string const allowed = who(from, to, fulfilment);
                    MoveVerdict expected = MoveVerdict::Allowed;
                    if (from == to) {
                        expected = MoveVerdict::NoChange;
                    } else if (allowed.empty()) {
                        expected = MoveVerdict::NotATransition;
                    } else if (!allowed.contains(letter(actor))) {
                        expected = MoveVerdict::NotForActor;
                    }
                    EXPECT_EQ(judge_move(request(from, to, fulfilment, actor)), expected)
                        << state_name(from) << " → " << state_name(to) << " by " << letter(actor)
                        << " for " << fulfilment_name(fulfilment);
                }
            }
        }
    }
}

TEST(OrderState, AllowedMovesAreThoseThatAreJudgedAllowed) {
    for (auto const fulfilment : {Fulfilment::Pickup, Fulfilment::Delivery}) {
        for (OrderState const from : states) {
            for (Actor const actor : actors()) {
                auto const moves = allowed_moves(request(from, from, fulfilment, actor));
                for (OrderState const to : states) {
                    bool const listed = std::ranges::find(moves, to) != moves.end();
                    auto const verdict = judge_move(request(from, to, fulfilment, actor));
                    EXPECT_EQ(listed, verdict == MoveVerdict::Allowed);
                }
            }
        }
    }
}

TEST(OrderState, RecallEndsAfterTenMinutes) {
    auto move = request(Ready, Preparing, Fulfilment::Pickup, {ActorKind::Member, Role::Kitchen});
    move.now = *move.ready_at + 10min;
    EXPECT_EQ(judge_move(move), MoveVerdict::Allowed);
    move.now = move.now + 1us;
    EXPECT_EQ(judge_move(move), MoveVerdict::TooLate);
    EXPECT_TRUE(allowed_moves(move).empty());
    move.ready_at.reset();
    EXPECT_EQ(judge_move(move), MoveVerdict::TooLate);
}

TEST(OrderState, OnlyStaffGiveReasonsAndOnlyForCancelling) {
    EXPECT_TRUE(reason_required(Cancelled, {ActorKind::Member, Role::Owner}));
    EXPECT_FALSE(reason_required(Cancelled, {ActorKind::Customer, Role::Viewer}));
    EXPECT_FALSE(reason_required(Ready, {ActorKind::Member, Role::Owner}));
}

TEST(OrderState, ReadyIsToldForPickupOnly) {
    EXPECT_TRUE(customer_told_by_default(Ready, Fulfilment::Pickup));
    EXPECT_FALSE(customer_told_by_default(Ready, Fulfilment::Delivery));
    EXPECT_TRUE(customer_told_by_default(Confirmed, Fulfilment::Pickup));
    EXPECT_TRUE(customer_told_by_default(OutForDelivery, Fulfilment::Delivery));
    EXPECT_TRUE(customer_told_by_default(Cancelled, Fulfilment::Delivery));
    EXPECT_FALSE(customer_told_by_default(Preparing, Fulfilment::Pickup));
    EXPECT_FALSE(customer_told_by_default(Delivered, Fulfilment::Delivery));
}

TEST(OrderState, NamesGoBothWays) {
    for (OrderState const state : states) {
        EXPECT_EQ(state_from_name(state_name(state)), state);
        EXPECT_EQ(is_final(state), state == Delivered || state == Cancelled);
    }
    for (Role const role : roles) {
        EXPECT_EQ(role_from_name(role_name(role)), role);
    }
    EXPECT_EQ(state_name(OutForDelivery), "out_for_delivery");
    EXPECT_EQ(source_from_name("phone"), OrderSource::Phone);
    EXPECT_EQ(payment_kind_from_name("cash"), PaymentKind::Cash);
    EXPECT_EQ(fulfilment_name(Fulfilment::Pickup), "pickup");
    EXPECT_FALSE(state_from_name("Pending"));
    EXPECT_FALSE(role_from_name(""));
}

}  // namespace
}  // namespace croozer::ordering
