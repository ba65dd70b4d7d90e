// Eight writers of one shop do everything that a shop does, all at once. Commands lock rows in one
// order (ARCHITECTURE.md "Data"), so none of them is ever the victim of a deadlock: each runs once.
#include "app/app_fixture.hpp"
#include "app/deliver.hpp"
#include "app/take_turn.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <random>
#include <thread>
#include <tuple>

namespace croozer::app::test {
namespace {

using ordering::OrderState;

constexpr int workers = 8;
constexpr int steps_each = 60;
constexpr std::int64_t much = 100'000;

std::string phone_of(std::size_t customer) {
    return "97254123450" + std::to_string(customer);
}

class LockOrderTest : public AppTest {
protected:
    void SetUp() override {
        AppTest::SetUp();
        for (auto const* const name : {"bread", "cake", "tea"}) {
            products_.push_back(add_product(name, much));
        }
    }

    // Counts how often it had to be run; what a shop may be told ("too late") is no failure.
    template <class Command>
    auto count_and_run(Command command) {
        ++commands_;
        auto outcome = run([&](Context& context) {
            ++runs_;
            return command(context);
        });
        if (!outcome && !is_answer(outcome.error().code)) {
            ADD_FAILURE() << outcome.error().slug << " " << outcome.error().detail;
        }
        return outcome;
    }

    // Somebody else was faster: the order has moved on.
    static bool is_answer(ErrorCode code) {
        return code == ErrorCode::Conflict || code == ErrorCode::PreconditionFailed ||
               code == ErrorCode::Forbidden;
    }

    // One worker's own dice and what it has seen.
    struct Worker {
        std::mt19937 dice;

        std::size_t below(std::size_t bound) { return dice() % bound; }
    };

    ordering::Cart cart(Worker& worker) {
        ordering::Cart cart;
        cart.fulfilment = ordering::Fulfilment::Pickup;
        if (worker.below(2) == 0) {
            cart.fulfilment = ordering::Fulfilment::Delivery;
            cart.address.city = city;
            cart.address.street = "הרצל";
            cart.address.house = std::to_string(worker.below(2));
        }
        cart.lines = {line_of(products_[0]), line_of(products_[1], 2), line_of(products_[2])};
        std::ranges::shuffle(cart.lines, worker.dice);
        return cart;
    }

    void write_and_order(Worker& worker) {
        Sender sender;
        sender.phone = phone_of(worker.below(customers));
        sender.bsuid = "IL." + sender.phone;
        auto const message = message_of(sender, "שלום");
        auto const received = count_and_run([&](Context& context) {
            return receive_message(context, origin(), message);
        });
        if (received) {
            take_turn(worker, received->conversation);
        }
    }

    // The customer says yes, or takes an order back.
    void take_turn(Worker& worker, ConversationId conversation) {
        auto const input = store::read_and_wait(
            engine(),
            store::Scope::of(business()),
            [&](store::Session& session) -> Result<std::shared_ptr<TurnInput const>> {
                return std::shared_ptr<TurnInput const>(TRY(load_turn(
                    session, business(), conversation, shops(), runner().trade_clock().now()
                )));
            }
        );
        if (!input || !*input) {
            return;
        }
        conversation::Decision decision;
        decision.state = (*input)->snapshot.state;
        auto const& open = (*input)->snapshot.open_orders;
        if (!open.empty() && worker.below(2) == 0) {
            decision.cancel_order = open.front().id;
        } else {
            decision.cart = cart(worker);
            decision.place_order = true;
            decision.customer_name = "Noa " + std::to_string(worker.below(9));
        }
        auto const applied =
            count_and_run([&](Context& context) { return apply_turn(context, **input, decision); });
        if (applied && applied->order) {
            remember(*applied->order);
        }
    }

    void order_by_phone(Worker& worker) {
        auto command = order_for(phone_of(worker.below(customers)), {});
        command.order.cart = cart(worker);
        auto const placed =
            count_and_run([&](Context& context) { return create_order(context, command); });
        if (placed) {
            remember(placed->id);
        }
    }

    void move(Worker& worker) {
        std::array const states{
            OrderState::Confirmed, OrderState::Preparing, OrderState::Ready, OrderState::Cancelled
        };
        auto const order = any_order(worker);
        if (!order) {
            return;
        }
        auto const to = states.at(worker.below(states.size()));
        auto const moved = count_and_run([&](Context& context) {
            return move_order(context, move_to(*order, to));
        });
        if (moved && !moved->undo_token.empty() && worker.below(2) == 0) {
            std::ignore = count_and_run([&](Context& context) {
                return undo_move(
                    context, {.order = *order, .token = moved->undo_token, .who = member()}
                );
            });
        }
    }

    void edit(Worker& worker) {
        ProductEdit edit;
        edit.id = products_.at(worker.below(products_.size()));
        edit.price = Money{static_cast<std::int64_t>(1000 + worker.below(50))};
        edit.who = member();
        std::ignore = count_and_run([&](Context& context) { return edit_product(context, edit); });
    }

    // Graph's answer and Meta's status of the same message come at the same time.
    void deliver(Worker& worker) {
        auto const waiting = rows(
            "select id from messages where business_id = $1 and direction = 'outbound' "
            "and status_rank < 3 order by created_at desc limit 20"
        );
        if (!waiting || waiting->empty()) {
            return;
        }
        auto const message = waiting->at(worker.below(waiting->size())).id<MessageId>(0);
        auto const ready =
            count_and_run([&](Context& context) { return begin_send(context, message); });
        std::thread graph([&] {
            SendResult result;
            result.id = message;
            result.fence = ready && *ready ? (*ready)->fence : 0;
            result.account = account();
            result.outcome.fate = SendOutcome::Fate::Accepted;
            result.outcome.wamid = "out." + message.to_string();
            std::ignore =
                count_and_run([&](Context& context) { return finish_send(context, result); });
        });
        StatusUpdate update;
        update.wamid = "out." + message.to_string();
        bool const failed = worker.below(3) == 0;
        update.status = failed ? DeliveryStatus::Failed : DeliveryStatus::Delivered;
        update.raw_status = failed ? "failed" : "delivered";
        update.callback_data = message.to_string();
        std::ignore = count_and_run([&](Context& context) {
            return receive_status(context, origin(), update);
        });
        graph.join();
    }

    void work(unsigned seed) {
        Worker worker{.dice = std::mt19937(seed)};
        for (int i = 0; i < steps_each; ++i) {
            switch (worker.below(8)) {
                case 0:
                case 1:
                case 2:
                    write_and_order(worker);
                    break;
                case 3:
                    order_by_phone(worker);
                    break;
                case 4:
                case 5:
                    move(worker);
                    break;
                case 6:
                    edit(worker);
                    break;
                default:
                    deliver(worker);
            }
        }
    }

    void remember(OrderId order) {
        std::lock_guard const guard(mutex_);
        orders_.push_back(order);
    }

    std::optional<OrderId> any_order(Worker& worker) {
        std::lock_guard const guard(mutex_);
        return orders_.empty() ? std::nullopt
                               : std::optional(orders_[worker.below(orders_.size())]);
    }

    static constexpr std::size_t customers = 4;
    std::vector<ProductId> products_;
    std::atomic<int> commands_{0};
    std::atomic<int> runs_{0};
    std::mutex mutex_;
    std::vector<OrderId> orders_;
};

INSTANTIATE_TEST_SUITE_P(
    Engines, LockOrderTest, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(LockOrderTest, ABusyShopNeverDeadlocks) {
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < workers; ++i) {
            threads.emplace_back([this, i] { work(i); });
        }
    }
    EXPECT_EQ(runs_, commands_) << "each run beyond the first is a conflict";

    auto const orders = number("select count(*) from orders where business_id = $1");
    EXPECT_GT(orders, workers);
    EXPECT_EQ(number("select max(number) from orders where business_id = $1"), orders)
        << "order numbers are dense";
    auto const events = number("select count(*) from events where business_id = $1");
    EXPECT_EQ(number("select max(seq) from events where business_id = $1"), events);
    EXPECT_EQ(number("select n from event_counters where business_id = $1"), events);
    EXPECT_EQ(
        number("select count(*) from customers where business_id = $1"),
        number("select count(distinct phone) from customers where business_id = $1")
    );
    EXPECT_LE(
        number("select count(*) from customers where business_id = $1"),
        static_cast<std::int64_t>(customers)
    );
    for (auto const product : products_) {
        EXPECT_EQ(
            stock_of(product) +
                number(
                    "select coalesce(sum(l.reserved_units), 0) from order_lines l "
                    "join orders o on o.business_id = l.business_id and o.id = l.order_id "
                    "where l.business_id = $1 and l.product_id = $2 and o.status <> 'cancelled'",
                    {Value(product)}
                ),
            much
        );
    }
}

}  // namespace
}  // namespace croozer::app::test
