#include "app/receive_message.hpp"

#include "app/fetch_media.hpp"
#include "app/journal.hpp"
#include "app/marketing_consent.hpp"
#include "app/open_conversation.hpp"
#include "app/recognise_customer.hpp"
#include "app/revise_message.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"
#include "domain/conversation/marketing_words.hpp"
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

bool asks_to_stop(InboundMessage const& message) {
    return message.type == InboundType::Text && conversation::asks_for_no_marketing(message.text);
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

// A customer who was asked for their phone shares it: Meta vouches that the card is their own.
// Anybody else's card says nothing of who sent it.
Sender sender_of(InboundMessage const& message) {
    auto sender = message.sender;
    if (message.type == InboundType::Contacts && message.contact_origin == "contact_request" &&
        sender.phone.empty() && normal_phone(message.text) == message.text) {
        sender.phone = message.text;
    }
    return sender;
}

SeenIdentity identity_of(InboundMessage const& message, Sender const& sender) {
    bool const is_change = message.type == InboundType::System;
    return {
        .sender = sender,
        .previous_bsuid = message.previous_bsuid,
        .previous_phone = is_change ? message.payload : std::string()
    };
}

// What a message does besides being there.
Result<void> take_effect(
    Context& context,
    ChangeOrigin const& origin,
    InboundMessage const& message,
    MessageId id,
    CustomerId customer,
    ConversationId conversation
) {
    CHECK(want_media(context, origin.account, id, message));
    auto const sent_at = message.sent_at.value_or(context.now);
    if (asks_to_stop(message)) {
        return stop_marketing_by_words(
            context,
            {.customer = customer,
             .is_given = false,
             .wording = message.text,
             .proof = id,
             .at = sent_at},
            conversation,
            context.now - sent_at <= stale_after
        );
    }
    bool const revises = message.type == InboundType::Edit || message.type == InboundType::Revoke;
    if (revises && !message.target_wamid.empty()) {
        auto const shop = TRY(context.shops.load(context.session, context.business));
        return revise_message(context, message, conversation, customer, shop.settings->language);
    }
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
    auto const sender = sender_of(message);
    auto const customer =
        TRY(recognise_customer(context, identity_of(message, sender), account->portfolio_id));
    auto const conversation =
        TRY(open_conversation(context, origin.account, customer, shop.settings->language));
    CHECK(touch_customer(context, customer, sender));
    Received received{.fate = Fate::Accepted, .reason = {}, .conversation = conversation.id};
    auto const sent_at = message.sent_at.value_or(context.now);
    bool const stale = context.now - sent_at > stale_after;
    received.turn_is_due = starts_a_turn(message.type) && !stale && !asks_to_stop(message);
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
    CHECK(take_effect(context, origin, message, id, customer, conversation.id));
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
