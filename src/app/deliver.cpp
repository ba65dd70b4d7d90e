#include "app/deliver.hpp"

#include "app/account_state.hpp"
#include "app/journal.hpp"
#include "app/message_pricing.hpp"
#include "app/order_template.hpp"
#include "app/outbox.hpp"
#include "app/send_backoff.hpp"
#include "app/send_trouble.hpp"
#include "store/repositories/account_care.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/customers.hpp"
#include "store/repositories/jobs.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/work.hpp"

#include <algorithm>

namespace croozer::app {
namespace {

using namespace std::chrono_literals;

constexpr auto retry_base = 2s;
constexpr auto retry_cap = 15min;
// Graph's 429 without a code of its own says the same.
constexpr std::int64_t throughput_reached = 130429;
// A number that was too fast: its bucket goes on slower than that by itself.
constexpr auto least_hold = 5s;

// Somebody looks whether a status follows.
Result<void> expect_status(Context& context, AccountId account, Duration within) {
    auto const due = context.system_now + within;
    CHECK(store::rearm_job(
        context.session,
        context.business,
        {.kind = status_watch_job,
         .subject = account.value,
         .due_at = due,
         .created_at = context.system_now,
         .expires_at = {}}
    ));
    context.effects.wake_work(due);
    return {};
}

Result<void> accepted(Context& context, SendResult const& result) {
    auto& session = context.session;
    auto const business = context.business;
    // The work row before the message's, as a status webhook takes them. Whatever the fence says,
    // Graph has this message: its wamid is ours to keep.
    TRY(store::finish_work(session, business, result.id.value, result.fence));
    TRY(store::raise_status(
        session,
        business,
        result.id,
        {.status = "accepted",
         .wamid = result.outcome.wamid,
         .error_code = 0,
         .error_message = {},
         .billing_category = {},
         .cost_class = {},
         .accepted_at = context.system_now}
    ));
    for (auto const& early :
         TRY(store::take_early_statuses(session, business, result.outcome.wamid))) {
        CHECK(note_pricing(context, result.id, early));
        bool const raised = TRY(store::raise_status(session, business, result.id, early));
        auto const message = raised && early.status == "failed"
                                 ? TRY(store::find_outbound(session, business, result.id))
                                 : std::nullopt;
        if (message) {
            CHECK(announce_failure(context, *message, early.error_code));
        }
    }
    auto const account = TRY(store::find_account(session, business, result.account));
    // Of an active account only the send that was let through to try says that it is well again.
    if (account && (account->status == "error" || result.is_trial)) {
        TRY(mend_account(context, result.account));
    }
    if (result.status_within) {
        CHECK(expect_status(context, result.account, *result.status_within));
    }
    // The next line of this chat may have waited for this one.
    context.effects.wake_work(context.system_now);
    return {};
}

Result<void> again(
    Context& context, SendResult const& result, std::string_view state, Duration in
) {
    auto const due = context.system_now + in;
    if (TRY(store::requeue_work(
            context.session,
            context.business,
            result.id.value,
            result.fence,
            state,
            due,
            result.outcome.detail
        ))) {
        context.effects.wake_work(due);
    }
    return {};
}

Result<void> try_later(Context& context, SendResult const& result) {
    auto const in = delay_after(result.outcome, result.attempts, context.random);
    if (!holds_its_chat(result.outcome)) {
        CHECK(store::step_aside(
            context.session, context.business, result.id.value, context.system_now + in
        ));
    }
    return again(context, result, "queued", in);
}

// By Meta's clock the window is closed already: news of an order leaves as its template instead.
Result<bool> sent_again_as_template(Context& context, SendResult const& result) {
    auto& session = context.session;
    auto const business = context.business;
    auto message = result.outcome.error_code == window_is_closed_code
                       ? TRY(store::find_outbound(session, business, result.id))
                       : std::nullopt;
    if (!message || conversation::template_of(message->reply) != nullptr) {
        return false;
    }
    auto const conversation =
        TRY(store::find_conversation(session, business, message->conversation));
    auto const customer = TRY(store::find_customer(session, business, message->customer));
    if (!conversation || !customer ||
        TRY(leave_as_template(context, *message, *conversation, *customer))) {
        return false;
    }
    CHECK(again(context, result, "queued", Duration::zero()));
    return true;
}

// Queued again after the next in line has had its turn to try, and not counted: it is the account's
// trouble, not this message's.
Result<void> wait_for_account(Context& context, SendResult const& result, Duration pause) {
    TRY(store::defer_work(
        context.session,
        context.business,
        result.id.value,
        result.fence,
        context.system_now + pause,
        account_not_active
    ));
    return {};
}

AccountTrouble trouble_of(SendOutcome const& outcome) {
    return {.action = outcome.action, .code = outcome.error_code, .detail = outcome.detail};
}

Result<void> account_refused(Context& context, SendResult const& result) {
    // Of the token that it left with: another may have taken its place meanwhile.
    if (result.outcome.action == ErrorAction::Reauthorise && result.token &&
        !TRY(store::has_token(context.session, context.business, result.account, *result.token))) {
        return wait_for_account(context, result, Duration::zero());
    }
    CHECK(break_account(context, result.account, trouble_of(result.outcome)));
    return wait_for_account(context, result, 2 * Duration(account_pause));
}

// Meta wants a way to pay (131042). What costs waits, and holds up nobody; answers that are free go
// out, each by itself.
Result<void> payment_refused(Context& context, SendResult const& result) {
    CHECK(hold_account(context, result.account, trouble_of(result.outcome), Duration(account_pause))
    );
    auto const pause = 2 * Duration(account_pause);
    CHECK(wait_for_account(context, result, pause));
    auto const message = TRY(store::find_outbound(context.session, context.business, result.id));
    if (message && conversation::template_of(message->reply) != nullptr) {
        CHECK(store::step_aside(
            context.session, context.business, result.id.value, context.system_now + pause
        ));
    }
    return {};
}

// "BACKOFF" of more than this message: everything that leaves by this number slows down with it.
Result<void> slow_down(Context& context, SendResult const& result) {
    auto trouble = trouble_of(result.outcome);
    if (trouble.code == 0) {
        trouble.code = throughput_reached;
    }
    auto const pause = std::max<Duration>(least_hold, result.outcome.retry_after);
    CHECK(hold_account(context, result.account, trouble, pause));
    return wait_for_account(context, result, pause);
}

Result<void> refused_for_good(Context& context, SendResult const& result) {
    if (TRY(sent_again_as_template(context, result))) {
        return {};
    }
    if (auto const message =
            TRY(store::find_outbound(context.session, context.business, result.id))) {
        CHECK(note_template_trouble(
            context, result.account, message->reply, result.outcome.error_code
        ));
    }
    return bury_send(context, result);
}

Result<void> refused(Context& context, SendResult const& result) {
    auto const& outcome = result.outcome;
    switch (outcome.action) {
        case ErrorAction::Retry:
        case ErrorAction::BackOffPair:
            if (result.attempts >= most_attempts(outcome)) {
                return bury_send(context, result);
            }
            return try_later(context, result);
        case ErrorAction::BackOffNumber:
        case ErrorAction::BackOffAccount:
            return slow_down(context, result);
        case ErrorAction::Reauthorise:
        case ErrorAction::StopAccount:
            return account_refused(context, result);
        case ErrorAction::StopBillable:
            return payment_refused(context, result);
        case ErrorAction::None:
        case ErrorAction::Stop:
        case ErrorAction::Fix:
            return refused_for_good(context, result);
    }
    return {};
}

}  // namespace

Duration retry_delay(
    std::int64_t attempts, std::chrono::milliseconds wished, RandomSource& random
) {
    auto const exponent = std::min<std::int64_t>(attempts, 20);
    Duration const ceiling =
        std::min<Duration>(retry_cap, Duration(retry_base) * (std::int64_t{1} << exponent));
    auto const jittered =
        Duration(static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(ceiling.count()))
        ));
    return std::max<Duration>(jittered, wished);
}

Result<void> bury_send(Context& context, SendResult const& result) {
    auto const message = TRY(store::find_outbound(context.session, context.business, result.id));
    if (!TRY(store::bury_work(
            context.session,
            context.business,
            result.id.value,
            result.fence,
            context.system_now,
            result.outcome.detail
        ))) {
        return {};  // a status has proved meanwhile that it arrived
    }
    TRY(store::raise_status(
        context.session,
        context.business,
        result.id,
        {.status = "failed",
         .wamid = std::nullopt,
         .error_code = result.outcome.error_code,
         .error_message = result.outcome.detail,
         .billing_category = {},
         .cost_class = {}}
    ));
    context.effects.wake_work(context.system_now);
    CHECK(tell_of_dead_letters(context));
    return message ? announce_failure(
                         context, *message, result.outcome.error_code, result.outcome.detail
                     )
                   : announce_message(context, result.id, std::nullopt);
}

Result<bool> finish_send(Context& context, SendResult const& result) {
    switch (result.outcome.fate) {
        case SendOutcome::Fate::Accepted:
            CHECK(accepted(context, result));
            note_event(context, "message", result.id.value, 1, "system");
            return true;
        case SendOutcome::Fate::NotSent:
            if (result.outcome.action == ErrorAction::BackOffNumber) {
                CHECK(slow_down(context, result));
                return true;
            }
            CHECK(again(
                context,
                result,
                "queued",
                retry_delay(result.attempts, result.outcome.retry_after, context.random)
            ));
            return true;
        case SendOutcome::Fate::Refused:
            CHECK(refused(context, result));
            return true;
        case SendOutcome::Fate::Unknown:
            CHECK(again(context, result, "unknown", Duration(send_settle_wait)));
            return true;
    }
    return true;
}

}  // namespace croozer::app
