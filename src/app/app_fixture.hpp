// For tests of commands: a shop that is always open, on either engine, with a WhatsApp account.
#pragma once

#include "app/order_commands.hpp"
#include "app/receive_message.hpp"
#include "app/runner.hpp"
#include "app/shop_commands.hpp"
#include "store/contract_engines.hpp"
#include "store/repositories/accounts.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace croozer::app::test {

using store::Value;
using store::test::Kind;

struct PlainKeeper final : SecretKeeper {
    Result<SealedSecret> seal(
        store::Session&, BusinessId, SealedPlace const&, Secret const& secret, Instant
    ) override {
        return SealedSecret{std::string(secret.reveal())};
    }

    Result<Secret> open(store::Session&, BusinessId, SealedPlace const&, SealedSecret const& sealed)
        override {
        if (opens_nothing) {
            return failure(ErrorCode::Corrupt, "sealed");
        }
        return Secret(sealed.bytes);
    }

    std::atomic<bool> opens_nothing{false};
};

struct CountedSignals final : Signals {
    void work_due(BusinessId, Instant) override { ++due; }

    void events_written(BusinessId) override { ++events; }

    std::atomic<int> due{0};
    std::atomic<int> events{0};
};

// Holds the first run of each of `count` commands until all have come here, so that they overlap.
// Where only one command runs at a time nobody waits.
class Meeting {
public:
    Meeting(Kind kind, int count) : waits_(kind == Kind::Postgres), latch_(count) {}

    void arrive(bool& came) {
        if (waits_ && !std::exchange(came, true)) {
            latch_.arrive_and_wait();
        }
    }

private:
    bool waits_;
    std::latch latch_;
};

class AppTest : public store::test::EngineTest {
protected:
    static constexpr auto portfolio = "portfolio";
    static constexpr auto city = "תל אביב";

    [[nodiscard]] Runner& runner() { return *runner_; }

    template <class Command>
    auto run(Command command) {
        return runner().run_and_wait(business_, std::move(command));
    }

    void SetUp() override {
        EngineTest::SetUp();
        if (HasFatalFailure()) {
            return;
        }
        runner_ =
            std::make_unique<Runner>(engine(), clock_, clock_, random_, shops_, keeper_, signals_);
        ASSERT_TRUE(run([this](Context& context) { return open_shop(context, account_); }));
    }

    // Both clocks.
    void advance(Duration by) { clock_.set_offset(clock_.offset() + by); }

    [[nodiscard]] BusinessId business() const { return business_; }

    [[nodiscard]] AccountId account() const { return account_; }

    [[nodiscard]] CountedSignals& signals() { return signals_; }

    [[nodiscard]] ShopCache& shops() { return shops_; }

    [[nodiscard]] PlainKeeper& keeper() { return keeper_; }

    // "critical {…}" of the open alert, or "none".
    std::string open_alert(std::string const& kind) {
        return text(
            "select level || ' ' || coalesce(detail, '{}') from alerts "
            "where business_id = $1 and kind = $2 and resolved_at is null",
            {Value(kind)}
        );
    }

    // Starts the commands at once, each `command(context, index)`, and waits for their outcomes.
    template <class Command>
    auto run_together(int count, Command command) {
        using Outcome = std::invoke_result_t<Command&, Context&, int>;
        std::vector<std::future<Outcome>> futures;
        for (int i = 0; i < count; ++i) {
            auto promise = std::make_shared<std::promise<Outcome>>();
            futures.push_back(promise->get_future());
            runner().run(
                store::Lane::Interactive,
                business_,
                [command, i](Context& context) mutable { return command(context, i); },
                [promise](Outcome outcome) { promise->set_value(std::move(outcome)); }
            );
        }
        std::vector<Outcome> outcomes;
        for (auto& future : futures) {
            outcomes.push_back(future.get());
        }
        return outcomes;
    }

    Result<store::Rows> rows(std::string_view sql, std::vector<Value> parameters = {}) {
        parameters.insert(parameters.begin(), Value(business_));
        return store::read_and_wait(
            engine(),
            store::Scope::of(business_),
            [&](store::Session& session) {
                return session.query(sql, std::span<Value const>(parameters));
            }
        );
    }

    // SQL that a test puts together: drivers keep statements under their text for good.
    static std::string_view lasting(std::string sql) {
        static std::set<std::string> kept;
        return *kept.insert(std::move(sql)).first;
    }

    // The first cell; -1 if the query failed or gave no row.
    std::int64_t number(std::string_view sql, std::vector<Value> parameters = {}) {
        auto const found = rows(sql, std::move(parameters));
        EXPECT_TRUE(found) << found.error().detail;
        return found && !found->empty() ? found->front().integer(0) : -1;
    }

    std::string text(std::string_view sql, std::vector<Value> parameters = {}) {
        auto const found = rows(sql, std::move(parameters));
        EXPECT_TRUE(found) << found.error().detail;
        return found && !found->empty() ? found->front().text(0) : "none";
    }

    InboundMessage message_of(Sender sender, std::string text) {
        InboundMessage message;
        message.wamid = "wamid." + std::to_string(++messages_);
        message.sender = std::move(sender);
        message.type = InboundType::Text;
        message.sent_at = clock_.now();
        message.text = std::move(text);
        return message;
    }

    // Each change comes in a webhook of its own.
    [[nodiscard]] ChangeOrigin origin() const {
        return {
            .inbox = InboxId{store::test::fresh_uuid()},
            .change_no = 1,
            .account = account_,
            .field = "messages"
        };
    }

    ConversationId receive(InboundMessage const& message) {
        auto const received =
            run([&](Context& context) { return receive_message(context, origin(), message); });
        EXPECT_TRUE(received) << received.error().slug << received.error().detail;
        return received ? received->conversation : ConversationId{};
    }

    // Whose conversation it is.
    CustomerId customer_of(ConversationId conversation) {
        auto const found = rows(
            "select customer_id from conversations where business_id = $1 and id = $2",
            {Value(conversation)}
        );
        return found && !found->empty() ? found->front().id<CustomerId>(0) : CustomerId{};
    }

    ProductId add_product(std::string name, std::optional<std::int64_t> stock = std::nullopt) {
        ProductEdit edit;
        edit.name_he = name;
        edit.name_en = std::move(name);
        edit.category = "food";
        edit.price = Money{1000};
        edit.track_stock = stock.has_value();
        edit.stock = stock;
        auto const made = run([&](Context& context) { return edit_product(context, edit); });
        EXPECT_TRUE(made);
        return made ? made->id : ProductId{};
    }

    std::int64_t stock_of(ProductId product) {
        return number(
            "select stock from products where business_id = $1 and id = $2", {Value(product)}
        );
    }

    static Who member() {
        return {
            .kind = WhoKind::Member,
            .id = std::nullopt,
            .name = "Dana",
            .role = ordering::Role::Owner,
            .remote_address = {},
            .request_id = {}
        };
    }

    // By staff, for pickup.
    static CreateOrder order_for(std::string phone, std::vector<ordering::CartLine> lines) {
        CreateOrder command;
        command.customer_name = "Noa";
        command.customer_phone = std::move(phone);
        command.order.cart.lines = std::move(lines);
        command.order.cart.fulfilment = ordering::Fulfilment::Pickup;
        command.order.source = ordering::OrderSource::Manual;
        command.order.who = member();
        return command;
    }

    static ordering::CartLine line_of(ProductId product, std::int64_t quantity = 1) {
        return {.product = product, .quantity = quantity, .options = {}, .note = {}};
    }

    static MoveOrder move_to(OrderId order, ordering::OrderState to) {
        return {
            .order = order,
            .expected_version = std::nullopt,
            .to = to,
            .notes = "a reason",
            .promised_minutes = std::nullopt,
            .who = member()
        };
    }

    // Always open, with a connected account.
    static Result<void> open_shop(Context& context, AccountId account) {
        business::Settings settings;
        settings.timezone = "Asia/Jerusalem";
        settings.currency = "ILS";
        settings.city = city;
        settings.pickup_hours.always_open = true;
        settings.delivery_hours.always_open = true;
        CHECK(create_business(
            context,
            {.owner = UserId{store::test::fresh_uuid()},
             .owner_name = "Dana",
             .name = "Shop",
             .type = "other",
             .phone = "031234567",
             .email = {},
             .settings = settings}
        ));
        CHECK(activate_business(context));
        return store::insert_account(
            context.session,
            context.business,
            {.id = account,
             .version = 1,
             .phone_number_id = "1",
             .waba_id = "2",
             .portfolio_id = portfolio,
             .phone_number = "97231234567",
             .display_name = "Shop",
             .token = SealedSecret{"token"},
             .status = "active"},
            "permanent",
            context.system_now
        );
    }

private:
    SystemClock system_clock_;
    TradeClock clock_{system_clock_};
    SystemRandom random_;
    ShopCache shops_;
    PlainKeeper keeper_;
    CountedSignals signals_;
    std::unique_ptr<Runner> runner_;
    BusinessId business_{store::test::fresh_business()};
    AccountId account_{store::test::fresh_uuid()};
    std::atomic<int> messages_{0};
};

}  // namespace croozer::app::test
