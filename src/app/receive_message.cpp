#include "app/receive_message.hpp"

#include "app/fetch_media.hpp"
#include "app/journal.hpp"
#include "app/marketing_consent.hpp"
#include "app/open_conversation.hpp"
#include "app/outbox.hpp"
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
        .error_code = message.error_code,
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

// The customer-service window is renewed by what a customer writes, not by news of their number or
// of an earlier message ("Customer service windows" in
// developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages).
bool opens_window(InboundType type) {
    return starts_a_turn(type);
}

// Written, or tapped: a refusal of offers counts however it is said (Communications Law
// (Telecommunications and Broadcasting) 1982, section 30A).
bool asks_to_stop(InboundMessage const& message) {
    using enum InboundType;
    bool const has_words = message.type == Text || message.type == TemplateButton ||
                           message.type == ButtonReply || message.type == ListReply;
    return has_words && conversation::asks_for_no_marketing(message.text);
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
        .previous_bsuid =
            message.previous_bsuid == sender.bsuid ? std::string() : message.previous_bsuid,
        .previous_phone = is_change ? message.payload : std::string()
    };
}

// What a message does besides being there. False: its words are not to be shown.
Result<bool> take_effect(
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
        CHECK(stop_marketing_by_words(
            context,
            {.customer = customer,
             .is_given = false,
             .wording = message.text,
             .proof = id,
             .at = sent_at},
            conversation,
            context.now - sent_at <= stale_after
        ));
        return true;
    }
    bool const revises = message.type == InboundType::Edit || message.type == InboundType::Revoke;
    if (revises && !message.target_wamid.empty()) {
        auto const shop = TRY(context.shops.load(context.session, context.business));
        return revise_message(context, message, conversation, customer, shop.settings->language);
    }
    return true;
}

// Where a message is put.
struct Place {
    CustomerId customer;
    store::ConversationKey conversation;
    business::Settings const& settings;
};

Result<bool> insert(
    Context& context, InboundMessage const& message, Place const& place, MessageId id, bool answered
) {
    return store::insert_inbound(
        context.session,
        context.business,
        {.id = id,
         .conversation = place.conversation.id,
         .customer = place.customer,
         .wamid = message.wamid,
         .type = std::string(type_name(message)),
         .content = content_of(message),
         .reply_to_wamid = message.reply_to_wamid,
         .answered = answered,
         .sent_at = message.sent_at.value_or(context.now),
         .created_at = context.now}
    );
}

// The message as it was written, and what became of it since; then what it starts. False: known
// already.
Result<bool> take_in(
    Context& context,
    ChangeOrigin const& origin,
    InboundMessage const& written,
    Place const& place,
    Received& received
) {
    auto& session = context.session;
    auto const chat = place.conversation.id;
    auto const overtaken =
        starts_a_turn(written.type) ? TRY(overtaken_by(context, written, chat)) : Overtaken{};
    auto const& message = overtaken.edited ? *overtaken.edited : written;
    auto const sent_at = message.sent_at.value_or(context.now);
    bool const stale = context.now - sent_at > stale_after;
    bool const is_gone = overtaken.is_taken_back;
    received.turn_is_due =
        starts_a_turn(message.type) && !stale && !is_gone && !asks_to_stop(message);
    auto const id = context.ids.next<MessageId>();
    if (!TRY(insert(context, written, place, id, !received.turn_is_due))) {
        return false;
    }
    if (!overtaken.revisions.empty()) {
        CHECK(overtake(context, written.wamid, content_of(written), chat, overtaken));
    }
    bool const is_shown =
        !is_gone && TRY(take_effect(context, origin, message, id, place.customer, chat));
    std::optional<Instant> due;
    if (received.turn_is_due) {
        due = turn_due(context, message, place.conversation, place.settings.burst_seconds);
        CHECK(store::schedule_turn(session, context.business, chat, *due));
        context.effects.wake_work(*due);
    }
    CHECK(store::touch_inbound(
        session,
        context.business,
        chat,
        {.received_at = context.now,
         .window_from = opens_window(message.type) ? std::optional(std::min(sent_at, context.now))
                                                   : std::nullopt,
         .preview =
             is_shown
                 ? std::optional(std::string(first_code_points(message.text, preview_code_points)))
                 : std::nullopt,
         .turn_due_at = due}
    ));
    if (stale) {
        received.reason = "stale";
    }
    note_event(context, "message", id.value, 1, "customer");
    return true;
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
    if (!message.group_id.empty()) {
        Received const ignored{
            .fate = Fate::Ignored, .reason = "written to a group", .conversation = {}
        };
        CHECK(settle_fate(context, origin, ignored));
        return ignored;
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
    if (!TRY(take_in(context, origin, message, {customer, conversation, *shop.settings}, received)
        )) {
        received.fate = Fate::Duplicate;
        received.turn_is_due = false;
    }
    CHECK(settle_fate(context, origin, received));
    return received;
}

}  // namespace croozer::app
