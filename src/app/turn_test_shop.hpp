// For tests: a shop on each engine, a customer who writes to it, and turns taken as the
// loop takes them.
#pragma once

#include "app/app_fixture.hpp"
#include "app/take_turn.hpp"
#include "store/queries/chat_queries.hpp"
#include "store/repositories/orders.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace croozer::app::test {

class ShopTest : public store::test::EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        runner_ =
            std::make_unique<Runner>(engine(), clock_, clock_, random_, shops_, keeper_, signals_);
        open_shop();
    }

    void TearDown() override { engine().stop(); }

    // A command of this shop; its error fails the test.
    template <class Command>
    auto run(Command command) {
        auto outcome = runner_->run_and_wait(business_, std::move(command));
        EXPECT_TRUE(outcome) << outcome.error().slug << " " << outcome.error().detail;
        return value_of(std::move(outcome));
    }

    [[nodiscard]] Runner& runner() { return *runner_; }

    template <class Query>
    auto read(Query query) {
        auto outcome =
            store::read_and_wait(engine(), store::Scope::of(business_), std::move(query));
        EXPECT_TRUE(outcome) << outcome.error().slug << " " << outcome.error().detail;
        return *std::move(outcome);
    }

    void receive(InboundMessage message) {
        message.wamid = "wamid.IN" + std::to_string(++received_);
        message.sender = {.phone = "972500000001", .bsuid = {}, .username = {}, .name = "Noa"};
        message.sent_at = clock_.now() - age_;
        conversation_ = run([&](Context& context) {
                            return receive_message(
                                context,
                                {.inbox = context.ids.next<InboxId>(),
                                 .change_no = 0,
                                 .account = account_,
                                 .field = "messages"},
                                message
                            );
                        }).conversation;
        // An id is only ordered by its millisecond.
        clock_.advance(std::chrono::seconds(1));
    }

    void writes(std::string text) {
        InboundMessage message;
        message.type = InboundType::Text;
        message.text = std::move(text);
        receive(std::move(message));
    }

    // A template's button, with what whoever made the template gave it.
    void taps_template(std::string title, std::string payload) {
        InboundMessage message;
        message.type = InboundType::TemplateButton;
        message.text = std::move(title);
        message.payload = std::move(payload);
        receive(std::move(message));
    }

    void taps(std::string id) {
        InboundMessage message;
        message.type = InboundType::ButtonReply;
        message.payload = std::move(id);
        receive(std::move(message));
    }

    void reacts(std::string emoji, std::string wamid) {
        InboundMessage message;
        message.type = InboundType::Reaction;
        message.text = std::move(emoji);
        message.target_wamid = std::move(wamid);
        receive(std::move(message));
    }

    std::unique_ptr<TurnInput> load() {
        return read([&](store::Session& session) {
            return load_turn(session, business_, conversation_, shops_, clock_.now());
        });
    }

    [[nodiscard]] std::int64_t version() {
        return read([&](store::Session& session) {
            return conversation_version(session, business_, conversation_);
        });
    }

    Result<TurnApplied> apply(TurnInput const& input) {
        auto const decision = conversation::decide(input.snapshot);
        return runner_->run_and_wait(business_, [&](Context& context) {
            return apply_turn(context, input, decision);
        });
    }

    // As the loop does: again at once when the conversation or the shop has moved on.
    TurnApplied take() {
        for (int attempt = 0; attempt < 3; ++attempt) {
            auto const input = load();
            if (input == nullptr) {
                run([&, seen = version()](Context& context) {
                    return drop_turn(context, conversation_, seen);
                });
                return {};
            }
            auto const applied = apply(*input);
            EXPECT_TRUE(applied) << applied.error().slug << " " << applied.error().detail;
            if (!applied || !applied->stale) {
                return applied.value_or(TurnApplied{});
            }
        }
        ADD_FAILURE() << "stale three times";
        return {};
    }

    [[nodiscard]] store::ConversationRecord chat() {
        return *read([&](store::Session& session) {
            return store::find_conversation_record(session, business_, conversation_);
        });
    }

    // Ours to the customer, newest first.
    [[nodiscard]] std::vector<store::MessageRecord> said() {
        auto all = read([&](store::Session& session) {
            return store::list_messages(session, business_, conversation_.value, {});
        });
        std::erase_if(all, [](auto const& message) { return message.direction != "outbound"; });
        return all;
    }

    [[nodiscard]] std::vector<conversation::OpenOrder> orders() {
        return read([&](store::Session& session) {
            return store::open_orders(session, business_, chat().customer);
        });
    }

    // Absent: no turn waits.
    [[nodiscard]] std::optional<Instant> turn_due() {
        return read([&](store::Session& session) -> Result<std::optional<Instant>> {
            auto const rows = TRY(session.query(
                "select due_at from work where business_id = $1 and id = $2 and kind = 'turn'",
                {business_, conversation_}
            ));
            return rows.empty() ? std::nullopt : std::optional(rows.front().instant(0));
        });
    }

    void edit(ProductEdit edit) {
        run([&](Context& context) { return edit_product(context, edit); });
    }

    void set_price(std::int64_t minor) {
        ProductEdit change;
        change.id = pizza_;
        change.price = Money{minor};
        edit(std::move(change));
    }

    // The id of a button on the latest card.
    [[nodiscard]] std::string card(std::string_view answer) {
        auto const conversation = read([&](store::Session& session) {
            return store::find_conversation(session, business_, conversation_);
        });
        return conversation::card_button_id(
            conversation_, conversation->state.card_version, answer
        );
    }

    ManualClock clock_{Instant::parse_rfc3339("2026-11-22T16:00:00Z").value()};
    Duration age_{0};  // how late what the customer sends arrives
    ConversationId conversation_;
    BusinessId business_{store::test::fresh_business()};
    ProductId pizza_;

private:
    template <class T>
    static T value_of(Result<T> outcome) {
        if constexpr (!std::is_void_v<T>) {
            return *std::move(outcome);
        }
    }

    ProductId product(std::string he, std::string en, std::int64_t minor) {
        ProductEdit product;
        product.name_he = std::move(he);
        product.name_en = std::move(en);
        product.price = Money{minor};
        return run([&](Context& context) { return edit_product(context, product); }).id;
    }

    void open_shop() {
        CreateBusiness shop;
        shop.name = "Pizza One";
        shop.type = "pizzeria";
        shop.settings.timezone = "Asia/Jerusalem";
        shop.settings.currency = "ILS";
        shop.settings.language = Language::English;
        shop.settings.pickup_hours.always_open = true;
        shop.settings.offers_delivery = false;
        shop.settings.tax_rates = {{.from = {0}, .basis_points = 1800}};
        account_ = run([&](Context& context) -> Result<AccountId> {
            CHECK(create_business(context, shop));
            CHECK(activate_business(context));
            auto const id = context.ids.next<AccountId>();
            CHECK(store::insert_account(
                context.session,
                business_,
                {.id = id,
                 .version = 1,
                 .phone_number_id = "1",
                 .waba_id = "2",
                 .portfolio_id = "3",
                 .phone_number = "972300000000",
                 .display_name = "Pizza One",
                 .token = SealedSecret{"token"},
                 .status = "active"},
                "permanent",
                context.system_now
            ));
            return id;
        });
        pizza_ = product("פיצה מרגריטה", "Margherita pizza", 6200);
        product("קולה", "Cola", 900);
    }

    SystemRandom random_;
    ShopCache shops_;
    PlainKeeper keeper_;
    CountedSignals signals_;
    std::unique_ptr<Runner> runner_;
    AccountId account_;
    int received_{0};
};

}  // namespace croozer::app::test
