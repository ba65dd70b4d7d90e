#include "app/deliver.hpp"
#include "app/order_template.hpp"
#include "app/outbox.hpp"
#include "app/send_trouble.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/customers.hpp"
#include "store/repositories/marketing.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/orders.hpp"
#include "store/repositories/templates.hpp"
#include "store/repositories/work.hpp"

#include <algorithm>

namespace croozer::app {
namespace {

using namespace std::chrono_literals;

// Longer than the client's own time-out, so that a lease ends only when its owner is gone.
constexpr auto send_lease = 60s;
// How long the outcome of one send that tries is awaited before the next may.
constexpr auto slow_trial = 1min;

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

SendResult undecided(MessageId id, store::ClaimedSend const& claim, AccountId account) {
    SendResult result{
        .id = id,
        .fence = claim.fence,
        .attempts = claim.attempts,
        .account = account,
        .outcome = {}
    };
    result.outcome.detail = needs_decision;
    return result;
}

// Customers may stop advertising after it was queued, and Meta may call a template advertising that
// was none: what counts is how both stand when it leaves
// (developers.facebook.com/documentation/business-messaging/whatsapp/getting-opt-in).
Result<bool> is_unwanted_advertising(
    Context& context, store::OutboundMessage const& message, store::Account const& account
) {
    auto const* const leaving = conversation::template_of(message.reply);
    if (leaving == nullptr) {
        return false;
    }
    auto const found = TRY(store::find_template_by_name(
        context.session, context.business, account.waba_id, leaving->name, leaving->language
    ));
    auto const& category = found ? found->seen.category : leaving->category;
    return category == "MARKETING" &&
           !TRY(store::takes_marketing(context.session, context.business, message.customer));
}

enum class Leave : std::uint8_t { Now, Trial, Later };

// Whether this send may leave through its account. An account in error, or slowed down, lets one
// send in a while try, for only a send shows that it is well again; the rest wait untried.
Result<Leave> account_lets_through(
    Context& context,
    store::OutboundMessage const& message,
    std::int64_t fence,
    store::Account const& account
) {
    if (!is_held(account, message.reply)) {
        return Leave::Now;
    }
    bool const wants_payment =
        account.status == "active" && is_payment_error(account.error_code.value_or(0));
    bool const is_slowed = account.status == "active" && !wants_payment;
    auto const again_at =
        context.system_now + (is_slowed ? Duration(slow_trial) : Duration(account_pause));
    if (TRY(store::claim_retry(
            context.session, context.business, account.id, context.system_now, again_at
        ))) {
        return Leave::Trial;
    }
    auto const retry_at = account.retry_at.value_or(again_at);
    auto const due = retry_at > context.system_now ? retry_at : again_at;
    TRY(store::defer_work(
        context.session, context.business, message.id.value, fence, due, account_not_active
    ));
    if (wants_payment) {
        CHECK(store::step_aside(context.session, context.business, message.id.value, due));
    }
    return Leave::Later;
}

// A token that does not open was sealed for another place or under a key that is gone: nothing may
// leave with it until the owner connects again.
Result<std::optional<Secret>> open_token(
    Context& context, MessageId id, std::int64_t fence, store::Account const& account
) {
    auto token = TRY(open_token_or_break(context, account.id, account.token));
    if (token) {
        return token;
    }
    TRY(store::defer_work(
        context.session,
        context.business,
        id.value,
        fence,
        context.system_now + Duration(account_pause),
        account_not_active
    ));
    return std::nullopt;
}

struct Parties {
    store::OutboundMessage message;
    store::Conversation conversation;
    store::Customer customer;
    store::Account account;
};

Result<Parties> parties_of(Context& context, store::OutboundMessage message) {
    auto& session = context.session;
    auto const business = context.business;
    auto conversation = TRY(store::find_conversation(session, business, message.conversation));
    auto customer = TRY(store::find_customer(session, business, message.customer));
    if (!conversation || !customer) {
        return failure(ErrorCode::Corrupt, "send_without_conversation");
    }
    auto account = TRY(store::find_account(session, business, conversation->account));
    if (!account) {
        return failure(ErrorCode::Corrupt, "no_account");
    }
    return Parties{
        .message = std::move(message),
        .conversation = *std::move(conversation),
        .customer = *std::move(customer),
        .account = *std::move(account)
    };
}

// Why it need not, or may not, leave any more. Outside the window it becomes its template.
Result<std::optional<std::string_view>> reason_against(Context& context, Parties& of) {
    auto reason =
        worthless(of.message, of.conversation.last_inbound_at, of.customer.blocked, context.now);
    if (reason == "window_closed") {
        reason = TRY(leave_as_template(context, of.message, of.conversation, of.customer));
    }
    if (!reason && of.account.status == "disconnected") {
        reason = "account_disconnected";
    }
    if (!reason && TRY(is_unwanted_advertising(context, of.message, of.account))) {
        reason = "opted_out";
    }
    return reason;
}

ReadyToSend ready(Parties of, store::ClaimedSend const& claim, Secret token, bool is_trial) {
    return {
        .message =
            {.phone_number_id = of.account.phone_number_id,
             .token = std::move(token),
             .recipient =
                 {.phone = of.customer.phone.value_or(""), .bsuid = of.customer.bsuid.value_or("")},
             .reply = of.message.reply,
             .reply_to_wamid = of.message.reply_to_wamid,
             .callback_data = of.message.id.to_string()},
        .fence = claim.fence,
        .attempts = claim.attempts,
        .account = of.account.id,
        .order = of.message.order,
        .token = of.account.token,
        .is_trial = is_trial,
        .is_coexistence = of.account.is_coexistence
    };
}

Result<std::optional<store::ClaimedSend>> claim(Context& context, MessageId id) {
    auto const settle_at = context.system_now + Duration(send_settle_wait);
    if (TRY(store::expire_lease(
            context.session, context.business, id.value, context.system_now, settle_at
        ))) {
        context.effects.wake_work(settle_at);
        return std::nullopt;
    }
    return store::claim_send(
        context.session,
        context.business,
        id.value,
        context.system_now,
        context.system_now + Duration(send_lease)
    );
}

}  // namespace

Result<std::optional<ReadyToSend>> begin_send(Context& context, MessageId id) {
    auto const claimed = TRY(claim(context, id));
    if (!claimed) {
        return std::nullopt;
    }
    auto message = TRY(store::find_outbound(context.session, context.business, id));
    if (!message || message->status != "queued") {
        TRY(store::finish_work(context.session, context.business, id.value, claimed->fence));
        return std::nullopt;
    }
    auto of = TRY(parties_of(context, *std::move(message)));
    if (auto const reason = TRY(reason_against(context, of))) {
        CHECK(give_up(context, of.message, claimed->fence, *reason));
        return std::nullopt;
    }
    // A send of unknown outcome that no status settled leaves once more, and only once: domain
    // texts are at-least-once. Then a person decides.
    if (claimed->unknown_sends > 1) {
        CHECK(bury_send(context, undecided(id, *claimed, of.account.id)));
        return std::nullopt;
    }
    auto const leave = TRY(account_lets_through(context, of.message, claimed->fence, of.account));
    if (leave == Leave::Later) {
        return std::nullopt;
    }
    auto token = TRY(open_token(context, id, claimed->fence, of.account));
    if (!token) {
        return std::nullopt;
    }
    return ready(std::move(of), *claimed, *std::move(token), leave == Leave::Trial);
}

}  // namespace croozer::app
