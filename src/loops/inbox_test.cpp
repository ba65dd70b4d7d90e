// Webhooks on their way to their shops, on both engines.
#include "loops/inbox.hpp"

#include "app/app_fixture.hpp"
#include "app/connect_whatsapp.hpp"

#include <chrono>
#include <future>
#include <thread>

namespace croozer::loops {
namespace {

using namespace std::chrono_literals;
using app::Change;
using app::Context;
using app::test::Value;

// Whatever the body says, it holds these.
struct Fixed final : app::WebhookDecoder {
    app::Webhook decode(std::string_view) const override { return webhook; }

    app::Webhook webhook;
};

class InboxTest : public app::test::AppTest {
protected:
    static std::string waba() { return "waba"; }

    SystemClock operators_clock_;
    app::OperatorAlerts operators_{operators_clock_, nullptr, {}};

    Change message_to(std::int64_t change_no, std::string const& number) {
        return {
            .change_no = change_no,
            .field = "messages",
            .waba_id = waba(),
            .phone_number_id = number,
            .content = message_of(
                {.phone = "972541234567", .bsuid = {}, .username = {}, .name = "Noa"}, "hello"
            ),
            .unusable = {}
        };
    }

    void route(std::string const& number, BusinessId to, AccountId through) {
        auto const routed = store::write_and_wait(
            engine(),
            store::Scope::shared(),
            [=, this](store::Session& session) {
                return app::route_number(
                    session,
                    number,
                    {.business = to, .account = through, .waba_id = waba()},
                    runner().system_clock().now()
                );
            }
        );
        EXPECT_TRUE(routed && *routed);
    }

    void let_go(std::string const& number) {
        EXPECT_TRUE(store::write_and_wait(
            engine(),
            store::Scope::shared(),
            [=, this](store::Session& session) {
                return store::release_phone_route(session, number, business(), account());
            }
        ));
    }

    std::int64_t messages() {
        return number("select count(*) from messages where business_id = $1");
    }

    std::int64_t parked(std::string const& of_number) {
        return store::read_and_wait(
                   engine(),
                   store::Scope::shared(),
                   [&](store::Session& session) -> Result<std::int64_t> {
                       auto const rows = TRY(session.query(
                           "select count(*) from parked_changes where phone_number_id = $1",
                           {of_number}
                       ));
                       return rows.front().integer(0);
                   }
        ).value();
    }

    template <class Condition>
    static bool eventually(Condition condition) {
        auto const until = std::chrono::steady_clock::now() + 30s;
        while (!condition()) {
            if (std::chrono::steady_clock::now() > until) {
                return false;
            }
            std::this_thread::sleep_for(20ms);
        }
        return true;
    }

    // As at the end of the server: whatever the loop has asked of the engine is answered while the
    // loop still stands.
    struct EngineEndsFirst {
        store::Engine& engine;

        ~EngineEndsFirst() { engine.stop(); }
    };

    // A shop of its own, with a number.
    struct Other {
        BusinessId business{store::test::fresh_business()};
        AccountId account{store::test::fresh_uuid()};
    };

    Other open_other() {
        Other other;
        auto const opened = runner().run_and_wait(other.business, [&](Context& context) {
            return open_shop(context, other.account);
        });
        EXPECT_TRUE(opened) << opened.error().slug;
        return other;
    }

    std::int64_t messages_of(Other const& other) {
        return store::read_and_wait(
                   engine(),
                   store::Scope::of(other.business),
                   [&](store::Session& session) -> Result<std::int64_t> {
                       auto const rows = TRY(session.query(
                           "select count(*) from messages where business_id = $1", {other.business}
                       ));
                       return rows.front().integer(0);
                   }
        ).value();
    }
};

INSTANTIATE_TEST_SUITE_P(
    Engines, InboxTest, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

// Two numbers' messages come together; the first is consumed, the second waits for its shop. By
// then the first number may be another shop's, which must not read what was written to the old one.
TEST_P(InboxTest, WhatWasConsumedDoesNotComeAgainWithWhatWaited) {
    auto const first = store::test::fresh_uuid().to_string();
    auto const second = store::test::fresh_uuid().to_string();
    auto const other = open_other();
    Fixed decoder;
    decoder.webhook.changes = {message_to(0, first), message_to(1, second)};
    Inbox inbox(runner(), decoder, operators_, nullptr);
    EngineEndsFirst const end{engine()};
    inbox.start();
    route(first, business(), account());
    std::promise<bool> kept;
    inbox.accept("body", [&](Result<void> stored) { kept.set_value(stored.has_value()); });
    ASSERT_TRUE(kept.get_future().get());
    ASSERT_TRUE(eventually([&] { return messages() == 1 && parked(second) == 1; }));
    let_go(first);
    inbox.forget_routes();
    route(first, other.business, other.account);
    route(second, business(), account());
    ASSERT_TRUE(eventually([&] { return messages() == 2 && parked(second) == 0; }));
    inbox.stop();
    EXPECT_EQ(messages_of(other), 0);
}

}  // namespace
}  // namespace croozer::loops
