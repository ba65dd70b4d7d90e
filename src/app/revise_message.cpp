#include "app/revise_message.hpp"

#include "app/fetch_media.hpp"
#include "app/journal.hpp"
#include "domain/conversation/texts.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/customers.hpp"
#include "store/repositories/order_flags.hpp"
#include "store/repositories/orders.hpp"
#include "store/repositories/revisions.hpp"

#include <algorithm>

namespace croozer::app {
namespace {

// How long before its message a revision may come: between Meta's clock and ours.
constexpr auto clocks_differ = std::chrono::minutes(5);
// Meta retries for days.
constexpr auto revisions_come_within = std::chrono::hours(24 * 8);

struct Flag {
    std::string note;
    std::string_view reason;  // why the counter rings
};

Flag flag_of(bool is_edit, Language language) {
    using enum conversation::Text;
    return {
        .note = std::string(
            conversation::text(is_edit ? StaffMessageEdited : StaffMessageDeleted, language)
        ),
        .reason = is_edit ? "order_message_edited" : "order_message_deleted"
    };
}

bool is_over(ordering::OrderState state) {
    return state == ordering::OrderState::Delivered || state == ordering::OrderState::Cancelled;
}

// The counter rings only if something can still be done about the order.
Result<bool> flag_order(
    Context& context, OrderId id, store::Customer const& customer, Flag const& flag
) {
    auto& session = context.session;
    auto const order = TRY(store::lock_order(session, context.business, id));
    if (!order) {
        return false;
    }
    auto const state = std::string(ordering::state_name(order->state));
    CHECK(store::append_timeline(
        session,
        context.business,
        id,
        {.id = context.ids.v7(),
         .status = state,
         .previous_status = state,
         .at = context.now,
         .actor_kind = "customer",
         .actor_id = customer.id.value,
         .actor_name = customer.name,
         .notes = flag.note,
         .promised_at = std::nullopt,
         .message = std::nullopt,
         .undo_until = std::nullopt}
    ));
    auto const version = TRY(store::touch_order(session, context.business, id, context.now));
    note_event(context, "order", id.value, version, "customer");
    return !is_over(order->state);
}

// The text as it is now; a file that came with it stays.
Result<std::string> edited_content(
    std::string_view before, store::documents::InboundContent const& edit
) {
    auto content = TRY(store::documents::decode_inbound(before));
    content.text = edit.text;
    if (!edit.media_id.empty()) {
        content.media_id = edit.media_id;
        content.mime_type = edit.mime_type;
        content.file_name = edit.file_name;
    }
    return store::documents::encode_inbound(content);
}

Result<void> flag_orders(
    Context& context,
    MessageId message,
    ConversationId conversation,
    CustomerId customer_id,
    Flag const& flag
) {
    auto& session = context.session;
    auto const orders = TRY(store::orders_of_message(session, context.business, message));
    if (orders.empty()) {
        return {};
    }
    auto const customer = TRY(store::find_customer(session, context.business, customer_id));
    if (!customer) {
        return failure(ErrorCode::Corrupt, "no_customer");
    }
    // The conversation before the orders, as every command locks them.
    CHECK(store::lock_conversation(session, context.business, conversation));
    bool rings = false;
    for (auto const& order : orders) {
        rings |= TRY(flag_order(context, order, *customer, flag));
    }
    if (rings) {
        CHECK(store::ring(session, context.business, conversation, flag.reason));
        note_event(context, "conversation", conversation.value, 1, "customer");
    }
    return {};
}

bool is_taken_back(std::vector<store::Revision> const& revisions) {
    return !std::ranges::all_of(revisions, &store::Revision::is_edit);
}

// The row of an edit has words too.
Result<void> blank(Context& context, std::vector<store::Revision> const& revisions) {
    for (auto const& revision : revisions) {
        if (revision.is_edit) {
            CHECK(store::blank_revision(context.session, context.business, revision, context.now));
            note_event(context, "message", revision.id.value, 2, "customer");
        }
    }
    return {};
}

}  // namespace

Result<Overtaken> overtaken_by(
    Context& context, InboundMessage const& message, ConversationId conversation
) {
    auto const since = message.sent_at.value_or(context.now) - Duration(clocks_differ);
    Overtaken overtaken;
    overtaken.revisions = TRY(
        store::revisions_of(context.session, context.business, conversation, message.wamid, since)
    );
    overtaken.is_taken_back = is_taken_back(overtaken.revisions);
    if (!overtaken.revisions.empty() && !overtaken.is_taken_back) {
        auto const& last = overtaken.revisions.back().content;
        auto& now = overtaken.edited.emplace(message);
        now.text = last.text;
        if (!last.media_id.empty()) {
            now.media_id = last.media_id;
            now.mime_type = last.mime_type;
            now.file_name = last.file_name;
            now.media_sha256.clear();
        }
    }
    return overtaken;
}

Result<void> overtake(
    Context& context,
    std::string_view wamid,
    std::string_view content,
    ConversationId conversation,
    Overtaken const& overtaken
) {
    std::optional<std::string> now;
    if (!overtaken.is_taken_back) {
        now = TRY(edited_content(content, overtaken.revisions.back().content));
    }
    TRY(store::revise_inbound(
        context.session, context.business, conversation, wamid, now, context.now
    ));
    return {};
}

Result<bool> revise_message(
    Context& context,
    InboundMessage const& message,
    ConversationId conversation,
    CustomerId customer,
    Language language
) {
    auto& session = context.session;
    auto const business = context.business;
    auto const target =
        TRY(store::find_inbound(session, business, conversation, message.target_wamid));
    auto const since = context.now - Duration(revisions_come_within);
    auto const revisions =
        TRY(store::revisions_of(session, business, conversation, message.target_wamid, since));
    bool const taken_back = is_taken_back(revisions);
    if (taken_back) {
        CHECK(blank(context, revisions));
    }
    bool const is_edit = message.type == InboundType::Edit;
    auto const sent_at = message.sent_at.value_or(context.now);
    bool const is_old = is_edit && (taken_back || revisions.back().sent_at > sent_at);
    if (!target || is_old) {
        return !is_old;
    }
    std::optional<std::string> content;
    if (is_edit) {
        content = TRY(edited_content(target->content, revisions.back().content));
    }
    bool const changed = TRY(store::revise_inbound(
        session, business, conversation, message.target_wamid, content, context.now
    ));
    if (!changed) {
        return !is_edit;
    }
    if (!is_edit) {
        CHECK(drop_media(context, target->id));
    }
    note_event(context, "message", target->id.value, 2, "customer");
    CHECK(flag_orders(context, target->id, conversation, customer, flag_of(is_edit, language)));
    return true;
}

}  // namespace croozer::app
