#include "app/receive_message.hpp"

#include "app/journal.hpp"
#include "app/recognise_customer.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "store/documents/inbound_document.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/customers.hpp"
#include "store/repositories/inbox.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/work.hpp"

namespace croozer::app {
namespace {

using namespace std::chrono_literals;

// A burst is gathered until this long after its first message, whatever follows.
constexpr auto longest_burst = 12s;
constexpr std::size_t preview_code_points = 120;
// Meta retries for days; what is older is kept and shown, but starts nothing.
constexpr auto stale_after = std::chrono::hours(24 * 8);

std::string_view type_name(InboundMessage const& message) {
    switch (message.type) {
        case InboundType::Text:
            return "text";
        case InboundType::Image:
            return "image";
        case InboundType::Video:
            return "video";
        case InboundType::Audio:
            return "audio";
        case InboundType::Document:
            return "document";
        case InboundType::Sticker:
            return "sticker";
        case InboundType::Location:
            return "location";
        case InboundType::Contacts:
            return "contacts";
        case InboundType::ButtonReply:
            return "button_reply";
        case InboundType::ListReply:
            return "list_reply";
        case InboundType::FlowReply:
            return "flow_reply";
        case InboundType::TemplateButton:
            return "button";
        case InboundType::CatalogOrder:
            return "order";
        case InboundType::Reaction:
            return "reaction";
        case InboundType::System:
            return "system";
        case InboundType::Edit:
            return "edit";
        case InboundType::Revoke:
            return "revoke";
        case InboundType::Unsupported:
            return "unsupported";
    }
    return "unsupported";
}

std::string content_of(InboundMessage const& message) {
    store::documents::InboundContent content{
        .text = message.text,
        .payload = message.payload,
        .latitude_e6 = message.latitude_e6,
        .longitude_e6 = message.longitude_e6,
        .location_name = message.location_name,
        .location_address = message.location_address,
        .media_id = message.media_id,
        .mime_type = message.mime_type,
        .file_name = message.file_name,
        .is_voice = message.is_voice,
        .forwarded = message.forwarded,
        .target_wamid = message.target_wamid,
        .referral = message.referral_source,
        .items = {}
    };
    for (auto const& item : message.items) {
        content.items.push_back({.retailer_id = item.retailer_id, .quantity = item.quantity});
    }
    return store::documents::encode_inbound(content);
}

// When the bot should answer: buttons at once, text after the burst it belongs to.
Instant turn_due(
    Context const& context,
    InboundMessage const& message,
    store::ConversationKey const& conversation,
    std::int64_t burst_seconds
) {
    if (message.type != InboundType::Text) {
        return context.system_now;
    }
    auto const silence = std::chrono::seconds(burst_seconds);
    auto const waited = conversation.first_unanswered_at
                            ? context.now - *conversation.first_unanswered_at
                            : Duration::zero();
    auto const left = std::max(Duration::zero(), Duration(longest_burst) - waited);
    return context.system_now + std::min<Duration>(silence, left);
}

bool starts_a_turn(InboundType type) {
    switch (type) {
        case InboundType::System:
        case InboundType::Edit:
        case InboundType::Revoke:
            return false;
        default:
            return true;
    }
}

// The first lock that a command takes (ARCHITECTURE.md "Data"), after a new customer's identity.
Result<store::ConversationKey> find_or_make_conversation(
    Context& context, AccountId account, CustomerId customer, Language language
) {
    auto& session = context.session;
    auto const business = context.business;
    auto found = TRY(store::lock_conversation_of(session, business, account, customer));
    if (found) {
        return *found;
    }
    conversation::State state;
    state.language = language;
    CHECK(store::insert_conversation(
        session, business, context.ids.next<ConversationId>(), account, customer, state, context.now
    ));
    // Ours, or that of a concurrent first message, for which the insert has waited.
    found = TRY(store::lock_conversation_of(session, business, account, customer));
    if (!found) {
        return failure(ErrorCode::Corrupt, "no_conversation");
    }
    return *found;
}

Result<void> touch_customer(Context& context, CustomerId customer, Sender const& sender) {
    return store::touch_customer(
        context.session,
        context.business,
        {.id = customer,
         .name = "",
         .whatsapp_name = sender.name,
         .username = sender.username.empty() ? std::nullopt : std::optional(sender.username),
         .phone = sender.phone.empty() ? std::nullopt : std::optional(sender.phone)},
        context.now
    );
}

// An edit or a withdrawal changes the message it names and lets the bot look again.
Result<void> revise(Context& context, InboundMessage const& message, ConversationId conversation) {
    std::optional<std::string> content;
    if (message.type == InboundType::Edit) {
        content = content_of(message);
    }
    TRY(store::revise_inbound(
        context.session,
        context.business,
        conversation,
        message.target_wamid,
        std::move(content),
        context.now
    ));
    return {};
}

}  // namespace

Result<Received> receive_message(
    Context& context, ChangeOrigin const& origin, InboundMessage const& message
) {
    auto& session = context.session;
    auto const business = context.business;
    if (!TRY(store::claim_change(
            session, business, origin.inbox, origin.change_no, origin.field, context.now
        ))) {
        return Received{.fate = Fate::Seen, .reason = {}, .conversation = {}};
    }
    auto const account = TRY(store::find_account(session, business, origin.account));
    if (!account) {
        return failure(ErrorCode::Corrupt, "no_account");
    }
    auto const shop = TRY(context.shops.load(session, business));
    auto const customer = TRY(recognise_customer(context, message, account->portfolio_id));
    auto const conversation =
        TRY(find_or_make_conversation(context, origin.account, customer, shop.settings->language));
    CHECK(touch_customer(context, customer, message.sender));
    Received received{.fate = Fate::Accepted, .reason = {}, .conversation = conversation.id};
    auto const sent_at = message.sent_at.value_or(context.now);
    bool const stale = context.now - sent_at > stale_after;
    received.turn_is_due = starts_a_turn(message.type) && !stale;
    auto const id = context.ids.next<MessageId>();
    bool const inserted = TRY(store::insert_inbound(
        session,
        business,
        {.id = id,
         .conversation = conversation.id,
         .customer = customer,
         .wamid = message.wamid,
         .type = std::string(type_name(message)),
         .content = content_of(message),
         .reply_to_wamid = message.reply_to_wamid,
         .answered = !received.turn_is_due,
         .sent_at = sent_at,
         .created_at = context.now}
    ));
    if (!inserted) {
        received.fate = Fate::Duplicate;
        received.turn_is_due = false;
        CHECK(settle_fate(context, origin, received));
        return received;
    }
    if (!message.target_wamid.empty() &&
        (message.type == InboundType::Edit || message.type == InboundType::Revoke)) {
        CHECK(revise(context, message, conversation.id));
    }
    std::optional<Instant> due;
    if (received.turn_is_due) {
        due = turn_due(context, message, conversation, shop.settings->burst_seconds);
        CHECK(store::schedule_turn(session, business, conversation.id, *due));
        context.effects.wake_work(*due);
    }
    CHECK(store::touch_inbound(
        session,
        business,
        conversation.id,
        {.received_at = context.now,
         .sent_at = std::min(sent_at, context.now),
         .preview = std::string(first_code_points(message.text, preview_code_points)),
         .turn_due_at = due}
    ));
    if (stale) {
        received.reason = "stale";
    }
    CHECK(settle_fate(context, origin, received));
    note_event(context, "message", id.value, 1, "customer");
    return received;
}

}  // namespace croozer::app
