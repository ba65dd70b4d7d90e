// What Meta says of our own messages.
#include "app/journal.hpp"
#include "app/message_pricing.hpp"
#include "app/outbox.hpp"
#include "app/receive_message.hpp"
#include "store/repositories/inbox.hpp"
#include "store/repositories/messages.hpp"
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

Result<void> apply(
    Context& context, store::OutboundMessage const& message, store::StatusChange const& change
) {
    // It arrived, so nothing that waits to know that need wait any longer.
    TRY(store::settle_by_status(context.session, context.business, message.id.value));
    CHECK(note_pricing(context, message.id, change));
    if (!TRY(store::raise_status(context.session, context.business, message.id, change))) {
        return {};
    }
    if (change.status == "failed") {
        return announce_failure(context, message, change.error_code);
    }
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
        CHECK(apply(context, *message, change));
    } else {
        received.reason = "early";
    }
    CHECK(settle_fate(context, origin, received));
    return received;
}

}  // namespace croozer::app
