#include "app/deliver.hpp"

#include "app/account_state.hpp"
#include "app/journal.hpp"
#include "app/message_pricing.hpp"
#include "app/order_template.hpp"
#include "app/outbox.hpp"
#include "app/send_backoff.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/customers.hpp"
#include "store/repositories/jobs.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/orders.hpp"
#include "store/repositories/work.hpp"

#include <algorithm>

namespace croozer::app {
namespace {

using namespace std::chrono_literals;

// Longer than the client's own time-out, so that a lease ends only when its owner is gone.
constexpr auto send_lease = 60s;
// A status webhook that echoes our callback data settles an unknown send within this.
constexpr auto settle_wait = 90s;
constexpr auto retry_base = 2s;
constexpr auto retry_cap = 15min;
// "Re-engagement message": more than 24 hours since the customer wrote.
constexpr std::int64_t window_is_closed = 131047;

// Worthless or forbidden by now: visible on the message and on its order, never sent.
Result<void> give_up(
    Context& context,
    store::OutboundMessage const& message,
    std::int64_t fence,
    std::string_view reason
) {
    TRY(store::raise_status(
        context.session,
        context.business,
        message.id,
        {.status = "not_notified",
         .wamid = std::nullopt,
         .error_code = 0,
         .error_message = std::string(reason),
         .billing_category = {},
         .cost_class = {}}
    ));
    TRY(store::finish_work(context.session, context.business, message.id.value, fence));
    if (message.order) {
        CHECK(store::set_order_notification(
            context.session, context.business, *message.order, "not_notified", reason
        ));
    }
    return announce_message(context, message.id, message.order);
}

// Whether this send may leave through its account. An account in error lets one send in a while
// try, for only a send shows that the owner has mended it; the rest wait untried.
Result<bool> account_lets_through(
    Context& context, MessageId id, std::int64_t fence, store::Account const& account
) {
    if (account.status == "active") {
        return true;
    }
    auto const later = context.system_now + Duration(account_pause);
    if (TRY(store::claim_retry(
            context.session, context.business, account.id, context.system_now, later
        ))) {
        return true;
    }
    TRY(store::defer_work(
        context.session, context.business, id.value, fence, later, account_not_active
    ));
    return false;
}

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
    TRY(mend_account(context, result.account));
    if (result.status_within) {
        CHECK(expect_status(context, result.account, *result.status_within));
    }
    // The next line of this chat may have waited for this one.
    context.effects.wake_work(context.system_now);
    return {};
}

Result<void> bury(Context& context, SendResult const& result) {
    auto const message = TRY(store::find_outbound(context.session, context.business, result.id));
    TRY(store::bury_work(
        context.session,
        context.business,
        result.id.value,
        result.fence,
        context.system_now,
        result.outcome.detail
    ));
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
    return message ? announce_failure(
                         context, *message, result.outcome.error_code, result.outcome.detail
                     )
                   : announce_message(context, result.id, std::nullopt);
}

SendResult undecided(MessageId id, store::ClaimedSend const& claim, AccountId account) {
    SendResult result{
        .id = id,
        .fence = claim.fence,
        .attempts = claim.attempts,
        .account = account,
        .outcome = {}
    };
    result.outcome.detail = "needs_decision";
    return result;
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
    auto message = result.outcome.error_code == window_is_closed
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

Result<void> refused(Context& context, SendResult const& result) {
    auto const& outcome = result.outcome;
    switch (outcome.action) {
        case ErrorAction::Retry:
        case ErrorAction::BackOffPair:
        case ErrorAction::BackOffNumber:
        case ErrorAction::BackOffAccount:
            if (result.attempts >= most_attempts(outcome)) {
                return bury(context, result);
            }
            return try_later(context, result);
        case ErrorAction::Reauthorise:
        case ErrorAction::StopAccount:
            // The queue is kept, not burnt: it drains when the account works again.
            CHECK(break_account(
                context,
                result.account,
                {.action = outcome.action, .code = outcome.error_code, .detail = outcome.detail}
            ));
            // Not this message's fault: it does not count as one of its attempts.
            TRY(store::defer_work(
                context.session,
                context.business,
                result.id.value,
                result.fence,
                context.system_now + Duration(account_pause),
                account_not_active
            ));
            return {};
        case ErrorAction::None:
        case ErrorAction::Stop:
        case ErrorAction::Fix:
            if (TRY(sent_again_as_template(context, result))) {
                return {};
            }
            return bury(context, result);
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

Result<std::optional<ReadyToSend>> begin_send(Context& context, MessageId id) {
    auto& session = context.session;
    auto const business = context.business;
    if (TRY(store::expire_lease(
            session,
            business,
            id.value,
            context.system_now,
            context.system_now + Duration(settle_wait)
        ))) {
        context.effects.wake_work(context.system_now + Duration(settle_wait));
        return std::nullopt;
    }
    auto const claim = TRY(store::claim_send(
        session, business, id.value, context.system_now, context.system_now + Duration(send_lease)
    ));
    if (!claim) {
        return std::nullopt;
    }
    auto message = TRY(store::find_outbound(session, business, id));
    if (!message || message->status != "queued") {
        TRY(store::finish_work(session, business, id.value, claim->fence));
        return std::nullopt;
    }
    auto const conversation =
        TRY(store::find_conversation(session, business, message->conversation));
    auto const customer = TRY(store::find_customer(session, business, message->customer));
    if (!conversation || !customer) {
        return failure(ErrorCode::Corrupt, "send_without_conversation");
    }
    auto reason =
        worthless(*message, conversation->last_inbound_at, customer->blocked, context.now);
    if (reason == "window_closed") {
        reason = TRY(leave_as_template(context, *message, *conversation, *customer));
    }
    if (reason) {
        CHECK(give_up(context, *message, claim->fence, *reason));
        return std::nullopt;
    }
    auto const account = TRY(store::find_account(session, business, conversation->account));
    if (!account) {
        return failure(ErrorCode::Corrupt, "no_account");
    }
    if (account->status == "disconnected") {
        CHECK(give_up(context, *message, claim->fence, "account_disconnected"));
        return std::nullopt;
    }
    // A send of unknown outcome that no status settled leaves once more, and only once: domain
    // texts are at-least-once. Then a person decides.
    if (claim->unknown_sends > 1) {
        CHECK(bury(context, undecided(id, *claim, account->id)));
        return std::nullopt;
    }
    if (!TRY(account_lets_through(context, id, claim->fence, *account))) {
        return std::nullopt;
    }
    return ReadyToSend{
        .message =
            {.phone_number_id = account->phone_number_id,
             .token = TRY(context.secrets.open(
                 session,
                 business,
                 {.table = "whatsapp_accounts", .column = "token_sealed", .row = account->id.value},
                 account->token
             )),
             .recipient =
                 {.phone = customer->phone.value_or(""), .bsuid = customer->bsuid.value_or("")},
             .reply = message->reply,
             .reply_to_wamid = message->reply_to_wamid,
             .callback_data = id.to_string()},
        .fence = claim->fence,
        .attempts = claim->attempts,
        .account = account->id,
        .order = message->order
    };
}

Result<bool> finish_send(Context& context, SendResult const& result) {
    switch (result.outcome.fate) {
        case SendOutcome::Fate::Accepted:
            CHECK(accepted(context, result));
            note_event(context, "message", result.id.value, 1, "system");
            return true;
        case SendOutcome::Fate::NotSent:
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
            CHECK(again(context, result, "unknown", settle_wait));
            return true;
    }
    return true;
}

}  // namespace croozer::app
