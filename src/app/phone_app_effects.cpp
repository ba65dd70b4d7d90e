// A number that also lives on the shop's own phone (coexistence): what is typed there is ours to
// show and answers the customer as a member's message does; its address book has names; its history
// is old (developers.facebook.com/documentation/business-messaging/whatsapp/embedded-signup/
// onboarding-business-app-users).
#include "app/fetch_media.hpp"
#include "app/journal.hpp"
#include "app/news_effects.hpp"
#include "app/open_conversation.hpp"
#include "app/outbox.hpp"
#include "app/recognise_customer.hpp"
#include "app/update_conversation.hpp"
#include "base/text.hpp"
#include "store/documents/cart_document.hpp"
#include "store/documents/inbound_document.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/customers.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/phone_messages.hpp"
#include "store/repositories/work.hpp"

#include <utility>

namespace croozer::app {
namespace {

struct Chat {
    CustomerId customer;
    ConversationId conversation;
};

Result<Chat> chat_of(
    Context& context, ChangeOrigin const& origin, std::string phone, std::string bsuid
) {
    auto const account =
        TRY(store::find_account(context.session, context.business, origin.account));
    if (!account) {
        return failure(ErrorCode::Corrupt, "no_account");
    }
    auto const shop = TRY(context.shops.load(context.session, context.business));
    Sender const sender{
        .phone = std::move(phone), .bsuid = std::move(bsuid), .username = {}, .name = {}
    };
    auto const customer =
        TRY(recognise_customer(context, {.sender = sender}, account->portfolio_id));
    auto const conversation =
        TRY(open_conversation(context, origin.account, customer, shop.settings->language));
    return Chat{.customer = customer, .conversation = conversation.id};
}

// The history's words in ours; what it does not say has at least been sent.
std::string status_of(PhoneMessage const& message) {
    auto const status = lower_ascii(message.status);
    if (status == "error") {
        return "failed";
    }
    return store::status_rank(status) == 0 ? "sent" : status;
}

std::string content_of(PhoneMessage const& message) {
    if (message.is_from_customer) {
        store::documents::InboundContent content;
        content.text = message.text;
        return store::documents::encode_inbound(content);
    }
    conversation::Reply reply;
    reply.purpose = "phone_app";
    reply.body = message.text;
    return store::documents::encode_reply(reply);
}

Result<bool> keep(
    Context& context, Chat const& chat, PhoneMessage const& message, MessageId id, Instant at
) {
    return store::insert_phone_message(
        context.session,
        context.business,
        {.id = id,
         .conversation = chat.conversation,
         .customer = chat.customer,
         .wamid = message.wamid,
         .is_from_customer = message.is_from_customer,
         .type = message.type.empty() ? "unsupported" : message.type,
         .content = content_of(message),
         .status = status_of(message),
         .sent_at = message.sent_at.value_or(context.now),
         .created_at = at}
    );
}

// As when a member writes from the board (send_message.cpp): the bot is quiet for half an hour from
// when it was written, and what was written before has its answer.
Result<void> give_chat_to_staff(Context& context, Chat const& chat, Instant written_at) {
    auto const until = written_at + Duration(staff_pause);
    if (until <= context.now) {
        return {};
    }
    auto& session = context.session;
    CHECK(store::pause_for_staff(session, context.business, chat.conversation, until));
    CHECK(store::mark_answered_until(session, context.business, chat.conversation, written_at));
    // Webhooks come in any order: what the customer wrote after it has no answer yet. Its turn
    // leaves it to staff, and comes again at the end of the pause (take_turn.cpp).
    if (TRY(store::has_unanswered(session, context.business, chat.conversation))) {
        return {};
    }
    return store::finish_turn(session, context.business, chat.conversation);
}

}  // namespace

Result<Because> take(Context& context, ChangeOrigin const& origin, MessageEcho const& news) {
    auto const chat = TRY(chat_of(context, origin, news.customer_phone, news.customer_bsuid));
    auto const id = context.ids.next<MessageId>();
    if (!TRY(keep(context, chat, news.message, id, context.now))) {
        return "known already";
    }
    CHECK(want_media(context, origin.account, id, news.message));
    CHECK(store::touch_outbound(
        context.session,
        context.business,
        chat.conversation,
        context.now,
        first_code_points(news.message.text, preview_code_points)
    ));
    CHECK(give_chat_to_staff(context, chat, news.message.sent_at.value_or(context.now)));
    note_event(context, "message", id.value, 1, "phone_app");
    note_event(context, "conversation", chat.conversation.value, 1, "phone_app");
    return Because{};
}

Result<Because> take(Context& context, ChangeOrigin const&, PhoneContact const& news) {
    if (news.action == "remove") {
        return "removed from the phone only";
    }
    auto const customer = TRY(store::find_by_identity(
        context.session, context.business, store::IdentityKind::Phone, "", news.phone
    ));
    if (!customer) {
        return "no such customer";
    }
    if (!TRY(store::name_nameless(
            context.session, context.business, *customer, news.name, context.now
        ))) {
        return "has a name";
    }
    return Because{};
}

Result<Because> take(Context& context, ChangeOrigin const& origin, HistoryThread const& news) {
    if (news.messages.empty()) {
        return "empty";
    }
    auto const chat = TRY(chat_of(context, origin, news.customer_phone, news.customer_bsuid));
    PhoneMessage const* newest = nullptr;
    bool is_news = false;
    for (auto const& message : news.messages) {
        auto const at = message.sent_at.value_or(context.now);
        is_news |= TRY(keep(context, chat, message, context.ids.next<MessageId>(), at));
        if (newest == nullptr || *newest->sent_at < at) {
            newest = &message;
        }
    }
    CHECK(store::touch_history(
        context.session,
        context.business,
        chat.conversation,
        newest->sent_at.value_or(context.now),
        first_code_points(newest->text, preview_code_points)
    ));
    note_event(context, "conversation", chat.conversation.value, 1, "phone_app");
    return is_news ? Because{} : "known already";
}

}  // namespace croozer::app
