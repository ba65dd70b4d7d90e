// What Meta says of our own messages.
#include "app/journal.hpp"
#include "app/message_pricing.hpp"
#include "app/order_template.hpp"
#include "app/outbox.hpp"
#include "app/receive_message.hpp"
#include "app/send_trouble.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/customers.hpp"
#include "store/repositories/inbox.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/orders.hpp"
#include "store/repositories/work.hpp"

namespace croozer::app {
namespace {

// Our callback data is the id of our message; without it the wamid must do.
Result<std::optional<store::OutboundMessage>> message_of(
    Context& context, StatusUpdate const& status
) {
    auto& session = context.session;
    if (auto const named = MessageId::parse(status.callback_data)) {
        if (auto message = TRY(store::find_outbound(session, context.business, *named))) {
            return message;
        }
    }
    auto const known = TRY(store::find_message_by_wamid(session, context.business, status.wamid));
    if (!known) {
        return std::nullopt;
    }
    return store::find_outbound(session, context.business, *known);
}

bool is_proof_of_leaving(std::string_view status) {
    return store::status_rank(status) >= store::status_rank("sent") && status != "failed";
}

// It had been given up, because nobody knew: now we do, and what was thought is taken back.
Result<void> take_back_dead_letter(Context& context, store::OutboundMessage const& message) {
    auto& session = context.session;
    auto const business = context.business;
    if (!TRY(store::settle_dead_letter(session, business, message.id.value))) {
        return {};
    }
    CHECK(store::requeue_message(session, business, message.id));
    CHECK(tell_of_dead_letters(context));
    if (message.order &&
        !TRY(store::has_newer_news(session, business, *message.order, message.id))) {
        CHECK(store::set_order_notification(session, business, *message.order, "queued", ""));
        return announce_message(context, message.id, message.order);
    }
    return {};
}

// By Meta's clock the window was closed (131047): news that is still news leaves as its template, a
// message of its own. False: it is not, or there is none.
Result<bool> told_as_template(
    Context& context, store::OutboundMessage const& message, StatusUpdate const& status
) {
    auto& session = context.session;
    auto const business = context.business;
    if (status.error_code != window_is_closed_code || !message.order ||
        conversation::template_of(message.reply) != nullptr ||
        (message.expires_at && context.now >= *message.expires_at) ||
        TRY(store::has_newer_news(session, business, *message.order, message.id))) {
        return false;
    }
    auto const conversation =
        TRY(store::find_conversation(session, business, message.conversation));
    auto const customer = TRY(store::find_customer(session, business, message.customer));
    if (!conversation || !customer) {
        return false;
    }
    auto as = TRY(as_order_template(context, message, *conversation, *customer));
    if (!as.reply) {
        return false;
    }
    auto const id = TRY(enqueue_message(
        context,
        {.conversation = message.conversation,
         .customer = message.customer,
         .order = message.order,
         .reply = *std::move(as.reply),
         .author = "bot",
         .author_name = {},
         .reply_to_wamid = {},
         .draft = false,
         .hold = std::nullopt,
         .lifetime =
             message.expires_at ? std::optional(*message.expires_at - context.now) : std::nullopt}
    ));
    CHECK(store::link_order_message(session, business, *message.order, id, "reply"));
    CHECK(store::set_order_notification(session, business, *message.order, "queued", ""));
    return true;
}

// A person's marketing cap (131049) is not tried again here, as it is when Graph answers with it:
// Meta tells of it when it has taken the message on, and the shop sees that it did not arrive.
Result<void> failed(
    Context& context, store::OutboundMessage const& message, StatusUpdate const& status
) {
    CHECK(note_late_trouble(
        context,
        message,
        {.action = status.error_action, .code = status.error_code, .detail = status.error_title}
    ));
    if (TRY(told_as_template(context, message, status))) {
        return announce_message(context, message.id, message.order);
    }
    return announce_failure(context, message, status.error_code);
}

Result<void> apply(
    Context& context,
    store::OutboundMessage const& message,
    store::StatusChange const& change,
    StatusUpdate const& status
) {
    // It arrived, so nothing that waits to know that need wait any longer.
    TRY(store::settle_by_status(context.session, context.business, message.id.value));
    if (is_proof_of_leaving(change.status)) {
        CHECK(take_back_dead_letter(context, message));
    }
    CHECK(note_pricing(context, message.id, change));
    if (!TRY(store::raise_status(context.session, context.business, message.id, change))) {
        return {};
    }
    if (change.status == "failed") {
        return failed(context, message, status);
    }
    CHECK(note_arrival(context, message, change));
    note_event(context, "message", message.id.value, 1, "system");
    return {};
}

}  // namespace

std::string_view fate_name(Fate fate) {
    switch (fate) {
        case Fate::Accepted:
            return "accepted";
        case Fate::Duplicate:
            return "duplicate";
        case Fate::Ignored:
            return "ignored";
        case Fate::Seen:
            return "seen";
    }
    return "accepted";
}

Result<void> settle_fate(Context& context, ChangeOrigin const& origin, Received const& received) {
    return store::set_change_fate(
        context.session,
        context.business,
        origin.inbox,
        origin.change_no,
        fate_name(received.fate),
        received.reason
    );
}

Result<Received> receive_status(
    Context& context, ChangeOrigin const& origin, StatusUpdate const& status
) {
    auto& session = context.session;
    auto const business = context.business;
    if (!TRY(store::claim_change(
            session, business, origin.inbox, origin.change_no, origin.field, context.now
        ))) {
        return Received{.fate = Fate::Seen, .reason = {}, .conversation = {}};
    }
    Received received;
    auto const message = TRY(message_of(context, status));
    store::StatusChange const change{
        .status = status.raw_status,
        .wamid = status.wamid,
        .error_code = status.error_code,
        .error_message = status.error_title,
        .billing_category = status.pricing_category,
        .cost_class = status.pricing_type
    };
    bool const fresh = TRY(store::insert_status(
        session,
        business,
        {.wamid = status.wamid,
         .callback_data = status.callback_data,
         .change = change,
         .at = status.at.value_or(context.now)},
        message.has_value()
    ));
    if (!fresh) {
        received.fate = Fate::Duplicate;
    } else if (status.status == DeliveryStatus::Other) {
        received = {.fate = Fate::Ignored, .reason = "unknown_status", .conversation = {}};
    } else if (message) {
        CHECK(apply(context, *message, change, status));
    } else {
        received.reason = "early";
    }
    CHECK(settle_fate(context, origin, received));
    return received;
}

}  // namespace croozer::app
