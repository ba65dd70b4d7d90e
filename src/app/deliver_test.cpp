#include "app/deliver.hpp"

#include "app/app_fixture.hpp"
#include "app/outbox.hpp"
#include "app/replay_send.hpp"

namespace croozer::app::test {
namespace {

using namespace std::chrono_literals;
using Fate = SendOutcome::Fate;

constexpr auto account_pause = 5min;
constexpr auto settle_wait = 90s;

class DeliverTest : public AppTest {
protected:
    void SetUp() override {
        AppTest::SetUp();
        for (auto const* phone : {"972541234567", "972529876543"}) {
            chats_.push_back(receive(
                message_of({.phone = phone, .bsuid = {}, .username = {}, .name = "Noa"}, "שלום")
            ));
        }
    }

    // A line of chat 0 or 1, due at once.
    MessageId line(std::size_t chat, std::string text = "שלום") {
        conversation::Reply reply;
        reply.body = std::move(text);
        auto const id = run([&](Context& context) {
            return enqueue_message(
                context,
                {.conversation = chats_.at(chat),
                 .customer = customer_of(chats_.at(chat)),
                 .order = std::nullopt,
                 .reply = reply,
                 .author = "bot",
                 .author_name = {},
                 .reply_to_wamid = {},
                 .draft = false,
                 .hold = std::nullopt,
                 .lifetime = std::nullopt}
            );
        });
        EXPECT_TRUE(id);
        return id.value_or(MessageId{});
    }

    std::optional<ReadyToSend> begin(MessageId id) {
        auto ready = run([&](Context& context) { return begin_send(context, id); });
        EXPECT_TRUE(ready) << ready.error().slug;
        return ready ? *std::move(ready) : std::nullopt;
    }

    void finish(MessageId id, ReadyToSend const& ready, SendOutcome const& outcome) {
        EXPECT_TRUE(run([&](Context& context) {
            return finish_send(
                context,
                {.id = id,
                 .fence = ready.fence,
                 .attempts = ready.attempts,
                 .account = ready.account,
                 .outcome = outcome,
                 .token = ready.token,
                 .is_trial = ready.is_trial}
            );
        }));
    }

    static SendOutcome accepted_as(std::string wamid) {
        SendOutcome outcome;
        outcome.fate = Fate::Accepted;
        outcome.wamid = std::move(wamid);
        return outcome;
    }

    static SendOutcome refused(ErrorAction action, std::int64_t code) {
        SendOutcome outcome;
        outcome.fate = Fate::Refused;
        outcome.action = action;
        outcome.error_code = code;
        outcome.detail = "Meta's words";
        return outcome;
    }

    static SendOutcome refused_for_the_account() {
        return refused(ErrorAction::StopAccount, 131031);
    }

    static SendOutcome refused_for_payment() { return refused(ErrorAction::StopBillable, 131042); }

    bool is_waiting(MessageId id) {
        return number(
                   "select count(*) from work where business_id = $1 and id = $2 "
                   "and state = 'queued'",
                   {Value(id)}
               ) == 1;
    }

    std::string account_status() {
        return text("select status from whatsapp_accounts where business_id = $1");
    }

    std::string status_of(MessageId id) {
        return text("select status from messages where business_id = $1 and id = $2", {Value(id)});
    }

    void lose_twice(MessageId id) {
        for (int time = 0; time < 2; ++time) {
            auto const ready = begin(id);
            ASSERT_TRUE(ready) << "it leaves once more";
            finish(id, *ready, SendOutcome{});  // unknown
            EXPECT_FALSE(begin(id)) << "a status may still settle it";
            advance(settle_wait + 1s);
        }
        EXPECT_FALSE(begin(id)) << "and not a third time";
    }

private:
    std::vector<ConversationId> chats_;
};

INSTANTIATE_TEST_SUITE_P(
    Engines, DeliverTest, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(DeliverTest, AnAccountInErrorLetsOneSendTryAndComesBackWithIt) {
    auto const first = line(0);
    auto const second = line(1);
    auto const refused = begin(first);
    ASSERT_TRUE(refused);
    finish(first, *refused, refused_for_the_account());
    EXPECT_EQ(account_status(), "error");
    EXPECT_FALSE(begin(second)) << "nothing leaves meanwhile";
    EXPECT_EQ(status_of(second), "queued");

    advance(account_pause + 1s);
    auto const trying = begin(second);
    ASSERT_TRUE(trying);
    EXPECT_EQ(trying->attempts, 1) << "waiting is no attempt";
    EXPECT_FALSE(begin(first)) << "one at a time";
    finish(second, *trying, accepted_as("wamid.A"));
    EXPECT_EQ(account_status(), "active");

    auto const after = begin(first);
    ASSERT_TRUE(after) << "the rest follows at once";
    EXPECT_EQ(after->attempts, 1) << "the account's trouble is not its own";
}

TEST_P(DeliverTest, AnAccountThatStaysInErrorIsTriedOnceAPause) {
    auto const id = line(0);
    auto const refused = begin(id);
    ASSERT_TRUE(refused);
    finish(id, *refused, refused_for_the_account());
    for (int pause = 0; pause < 20; ++pause) {
        // Nobody else is there to try in its stead.
        advance(2 * account_pause + 1s);
        auto const trying = begin(id);
        ASSERT_TRUE(trying) << "kept, not burnt, after " << pause << " pauses";
        finish(id, *trying, refused_for_the_account());
    }
    EXPECT_EQ(status_of(id), "queued");
}

TEST_P(DeliverTest, ASendOfUnknownOutcomeLeavesOnceMoreThenAPersonDecides) {
    auto const id = line(0);
    auto const not_sent = begin(id);
    ASSERT_TRUE(not_sent);
    SendOutcome nothing_left;
    nothing_left.fate = Fate::NotSent;
    finish(id, *not_sent, nothing_left);
    advance(15min);

    lose_twice(id);
    EXPECT_EQ(status_of(id), "failed");
    EXPECT_EQ(
        text("select last_error from work where business_id = $1 and state = 'dead'"),
        "needs_decision"
    );
}

TEST_P(DeliverTest, ADeadLetterLeavesAgainWhenAPersonSaysSo) {
    auto const id = line(0);
    lose_twice(id);
    auto const replay = [&] {
        return run([&](Context& context) {
            return replay_send(context, {.message = id, .who = member()});
        });
    };
    ASSERT_TRUE(replay());
    EXPECT_EQ(status_of(id), "queued");
    EXPECT_EQ(open_alert("dead_letters"), "none");
    auto const again = replay();
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::NotFound) << "it is not dead any more";
    auto const ready = begin(id);
    ASSERT_TRUE(ready);
    finish(id, *ready, accepted_as("wamid.B"));
    EXPECT_EQ(status_of(id), "accepted");
}

TEST_P(DeliverTest, ADeadLetterOutsideTheWindowStaysDead) {
    auto const id = line(0);
    lose_twice(id);
    advance(24h);
    auto const outcome = run([&](Context& context) {
        return replay_send(context, {.message = id, .who = member()});
    });
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().slug, "window_closed");
    EXPECT_EQ(number("select count(*) from work where business_id = $1 and state = 'dead'"), 1);
}

TEST_P(DeliverTest, OneThatMetaRefusesForPaymentHoldsNobodyElse) {
    auto const refused = line(0);
    auto const free = line(1);
    auto const first = begin(refused);
    ASSERT_TRUE(first);
    finish(refused, *first, refused_for_payment());
    EXPECT_EQ(account_status(), "active");
    EXPECT_NE(open_alert("payments_missing"), "none");
    auto const answer = begin(free);
    ASSERT_TRUE(answer);
    finish(free, *answer, accepted_as("wamid.A"));
    EXPECT_NE(open_alert("payments_missing"), "none") << "it was free";
    EXPECT_FALSE(begin(refused));
    advance(2 * account_pause + 1s);
    auto const again = begin(refused);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->attempts, 1) << "it is not counted";
    finish(refused, *again, refused_for_payment());
    EXPECT_TRUE(is_waiting(refused));
}

// X is older and refused at every try; Y would go through.
TEST_P(DeliverTest, AnAccountInErrorLetsTheNextInLineTry) {
    auto const x = line(0);
    auto const y = line(1);
    auto const first = begin(x);
    ASSERT_TRUE(first);
    finish(x, *first, refused_for_the_account());
    EXPECT_FALSE(begin(y));
    bool has_left = false;
    for (int minute = 0; minute < 10 && !has_left; ++minute) {
        advance(1min);
        if (auto const trying = begin(x)) {
            finish(x, *trying, refused_for_the_account());
        }
        if (auto const trying = begin(y)) {
            finish(y, *trying, accepted_as("wamid.Y"));
            has_left = true;
        }
    }
    EXPECT_TRUE(has_left);
}

TEST_P(DeliverTest, ANumberThatIsSlowedDownKeepsEveryChatFromTrying) {
    auto const first = line(0);
    auto const second = line(1);
    auto const ready = begin(first);
    ASSERT_TRUE(ready);
    auto restricted = refused(ErrorAction::BackOffNumber, 131048);
    restricted.retry_after = 1h;
    finish(first, *ready, restricted);
    EXPECT_EQ(account_status(), "active");
    EXPECT_EQ(open_alert("number_slowed"), "warning {\"code\":131048}");
    EXPECT_FALSE(begin(second));
    EXPECT_TRUE(is_waiting(second));
    advance(1h + 1s);
    auto const trial = begin(second);
    ASSERT_TRUE(trial) << "one tries";
    EXPECT_EQ(trial->attempts, 1) << "waiting is no attempt";
    EXPECT_FALSE(begin(first)) << "and only one";
    finish(second, *trial, accepted_as("wamid.A"));
    EXPECT_EQ(open_alert("number_slowed"), "none");
    auto const after = begin(first);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->attempts, 1);
    EXPECT_FALSE(after->is_trial);
}

TEST_P(DeliverTest, ARateThatWasExceededHoldsForSecondsAndTellsNobody) {
    auto const first = line(0);
    auto const second = line(1);
    auto const ready = begin(first);
    ASSERT_TRUE(ready);
    SendOutcome too_many;
    too_many.fate = Fate::NotSent;
    too_many.action = ErrorAction::BackOffNumber;
    finish(first, *ready, too_many);
    EXPECT_FALSE(begin(second));
    EXPECT_EQ(open_alert("number_slowed"), "none");
    advance(6s);
    EXPECT_TRUE(begin(second));
}

TEST_P(DeliverTest, WhatMetaCannotSayWhyIsTriedAFewTimesAndTheChatGoesOn) {
    auto const id = line(0);
    auto const next = line(0);
    auto unspecified = refused(ErrorAction::Retry, 131000);
    unspecified.most_attempts = 4;
    for (int attempt = 0; attempt < 4; ++attempt) {
        auto const ready = begin(id);
        ASSERT_TRUE(ready) << attempt;
        finish(id, *ready, unspecified);
        advance(15min);
    }
    EXPECT_EQ(status_of(id), "failed");
    EXPECT_TRUE(begin(next));
}

TEST_P(DeliverTest, ATokenThatDoesNotOpenStopsTheAccountAndKeepsItsQueue) {
    auto const id = line(0);
    keeper().opens_nothing = true;
    EXPECT_FALSE(begin(id));
    EXPECT_EQ(account_status(), "error");
    EXPECT_NE(open_alert("token_invalid"), "none");
    EXPECT_TRUE(is_waiting(id));
    EXPECT_FALSE(begin(id)) << "not every second";
    keeper().opens_nothing = false;
    advance(account_pause + 1s);
    EXPECT_TRUE(begin(id));
}

TEST_P(DeliverTest, ALateWordOnAnOldTokenDoesNotBreakTheNewOne) {
    auto const id = line(0);
    auto const ready = begin(id);
    ASSERT_TRUE(ready);
    EXPECT_TRUE(run([](Context& context) -> Result<std::int64_t> {
        return context.session.execute(
            "update whatsapp_accounts set token_sealed = $2 where business_id = $1",
            {context.business, SealedSecret{"new"}}
        );
    }));
    finish(id, *ready, refused(ErrorAction::Reauthorise, 190));
    EXPECT_EQ(account_status(), "active");
    EXPECT_TRUE(begin(id)) << "it leaves with the new one";
}

TEST_P(DeliverTest, AStatusTakesADeadLetterBack) {
    auto const id = line(0);
    lose_twice(id);
    EXPECT_EQ(open_alert("dead_letters"), "critical {\"count\":1}");
    StatusUpdate sent;
    sent.wamid = "wamid.late";
    sent.raw_status = "sent";
    sent.status = DeliveryStatus::Sent;
    sent.callback_data = id.to_string();
    EXPECT_TRUE(run([&](Context& context) { return receive_status(context, origin(), sent); }));
    EXPECT_EQ(status_of(id), "sent");
    EXPECT_EQ(open_alert("dead_letters"), "none");
    EXPECT_EQ(number("select count(*) from work where business_id = $1 and kind = 'send'"), 0);
    auto const again = run([&](Context& context) {
        return replay_send(context, {.message = id, .who = member()});
    });
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().slug, "already_sent");
}

// The writer may see a revision whose transaction is undone, and the number comes again with other
// content.
TEST_P(DeliverTest, WhatACommandReadOfAShopIsNotKept) {
    auto const revision = [&](bool fails) {
        return run([&](Context& context) -> Result<std::string> {
            TRY(context.session.execute(
                "update businesses set version = version + 1, name = $2 where business_id = $1",
                {context.business, fails ? "undone" : "kept"}
            ));
            auto const shop = TRY(context.shops.load(context.session, context.business));
            if (fails) {
                return failure(ErrorCode::Conflict, "undone");
            }
            return shop.settings->name;
        });
    };
    EXPECT_FALSE(revision(true));
    auto const kept = revision(false);
    ASSERT_TRUE(kept);
    EXPECT_EQ(*kept, "kept");
}

}  // namespace
}  // namespace croozer::app::test
