#include "app/outbox.hpp"

#include "app/alerts.hpp"
#include "app/journal.hpp"
#include "app/marketing_consent.hpp"
#include "base/text.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/orders.hpp"
#include "store/repositories/work.hpp"

#include <boost/json.hpp>

namespace croozer::app {
bool window_is_open(std::optional<Instant> last_inbound_at, Instant now) {
    return last_inbound_at && now - *last_inbound_at < service_window;
}

std::optional<std::string_view> worthless(
    store::OutboundMessage const& message,
    std::optional<Instant> last_inbound_at,
    bool blocked,
    Instant now
) {
    if (blocked) {
        return "blocked";
    }
    if (message.expires_at && now >= *message.expires_at) {
        return "expired";
    }
    if (conversation::template_of(message.reply) == nullptr &&
        !window_is_open(last_inbound_at, now)) {
        return "window_closed";
    }
    return std::nullopt;
}

Result<void> announce_message(Context& context, MessageId id, std::optional<OrderId> order) {
    if (order) {
        auto const row = TRY(store::find_order(context.session, context.business, *order));
        note_event(context, "order", order->value, row ? row->version : 1, "system");
    }
    note_event(context, "message", id.value, 1, "system");
    return {};
}

Result<void> announce_failure(
    Context& context,
    store::OutboundMessage const& message,
    std::int64_t error_code,
    std::string_view detail
) {
    if (error_code == user_stopped_marketing) {
        CHECK(note_marketing(
            context,
            {.customer = message.customer,
             .is_given = false,
             .wording = "131050: the user has stopped to receive marketing messages",
             .proof = message.id,
             .at = context.now}
        ));
    }
    if (message.order &&
        !TRY(store::has_newer_news(context.session, context.business, *message.order, message.id)
        )) {
        CHECK(store::set_order_notification(
            context.session,
            context.business,
            *message.order,
            "not_notified",
            error_code == 0 ? std::string(detail) : "error_" + std::to_string(error_code)
        ));
    }
    return announce_message(context, message.id, message.order);
}

Result<void> queue_send(
    Context& context, MessageId id, ConversationId conversation, Duration hold
) {
    auto const due = context.system_now + hold;
    CHECK(store::insert_work(
        context.session,
        context.business,
        {.id = id.value,
         .kind = "send",
         .subject = id.value,
         .lane = conversation.value,
         .due_at = due,
         .not_before = due,
         .expires_at = std::nullopt,
         .created_at = context.system_now}
    ));
    context.effects.wake_work(due);
    return {};
}

Result<void> tell_of_dead_letters(Context& context) {
    constexpr std::string_view kind = "dead_letters";
    auto const count =
        TRY(store::count_dead_letters(context.session, context.business, needs_decision));
    if (count == 0) {
        TRY(resolve_alert(context, kind));
        return {};
    }
    TRY(raise_alert(
        context,
        {.kind = kind,
         .level = AlertLevel::Critical,
         .detail = boost::json::serialize(boost::json::object{{"count", count}})}
    ));
    return {};
}

Result<MessageId> enqueue_message(Context& context, Outgoing const& outgoing) {
    auto const id = context.ids.next<MessageId>();
    store::NewOutbound const message{
        .id = id,
        .conversation = outgoing.conversation,
        .customer = outgoing.customer,
        .order = outgoing.order,
        .author = outgoing.author,
        .author_name = outgoing.author_name,
        .reply = outgoing.reply,
        .reply_to_wamid = outgoing.reply_to_wamid,
        .status = outgoing.draft ? "draft" : "queued",
        .expires_at =
            outgoing.lifetime ? std::optional(context.now + *outgoing.lifetime) : std::nullopt,
        .created_at = context.now
    };
    CHECK(store::insert_outbound(context.session, context.business, message));
    CHECK(store::touch_outbound(
        context.session,
        context.business,
        outgoing.conversation,
        context.now,
        first_code_points(outgoing.reply.body, preview_code_points)
    ));
    if (!outgoing.draft) {
        CHECK(
            queue_send(context, id, outgoing.conversation, outgoing.hold.value_or(Duration::zero()))
        );
    }
    note_event(context, "message", id.value, 1, outgoing.author);
    return id;
}

}  // namespace croozer::app
