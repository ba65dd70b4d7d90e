// A member writes to a customer from the board.
#include "app/drafts.hpp"
#include "app/order_commands.hpp"
#include "app/outbox.hpp"
#include "app/update_conversation.hpp"
#include "domain/conversation/templates.hpp"
#include "store/documents/template_document.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/customers.hpp"
#include "store/repositories/marketing.hpp"
#include "store/repositories/messages.hpp"
#include "store/repositories/templates.hpp"
#include "store/repositories/work.hpp"

#include <utility>

namespace croozer::app {
namespace {

// In the words of a refusal; the rest is on the list of templates.
constexpr std::size_t named_templates = 20;

Result<store::Customer> find_recipient(Context& context, SendMessage const& command) {
    auto id = command.customer;
    if (!id && !command.phone.empty()) {
        id = TRY(store::find_by_identity(
            context.session, context.business, store::IdentityKind::Phone, "", command.phone
        ));
    }
    auto customer = id ? TRY(store::find_customer(context.session, context.business, *id))
                       : std::optional<store::Customer>();
    if (!customer) {
        return failure(ErrorCode::Validation, "recipient");
    }
    if (customer->blocked) {
        return failure(ErrorCode::Conflict, "blocked");
    }
    return *std::move(customer);
}

// A template may be the first word that the customer has of this number.
Result<store::Conversation> open_chat(
    Context& context, AccountId account, store::Customer const& customer
) {
    auto& session = context.session;
    auto const business = context.business;
    auto const shop = TRY(context.shops.load(session, business));
    conversation::State state;
    state.language = customer.preferred_language.value_or(shop.settings->language);
    CHECK(store::insert_conversation(
        session,
        business,
        context.ids.next<ConversationId>(),
        account,
        customer.id,
        state,
        context.now
    ));
    auto made = TRY(store::conversation_at(session, business, account, customer.id));
    if (!made) {
        return failure(ErrorCode::Corrupt, "conversation");
    }
    return *std::move(made);
}

Result<void> refuse_closed_window(Context& context, store::Account const& account) {
    std::string names;
    std::size_t count = 0;
    for (auto const& row :
         TRY(store::list_templates(context.session, context.business, account.waba_id))) {
        if (row.seen.status == "APPROVED" && count++ < named_templates) {
            names += (names.empty() ? "" : ",") + row.seen.name + "/" + row.seen.language;
        }
    }
    return failure(ErrorCode::Conflict, "window_closed", names);
}

// The template as it stands at Meta, and its text as the customer will read it.
Result<void> complete_template(
    Context& context,
    conversation::Reply& reply,
    store::Customer const& customer,
    std::string const& waba_id
) {
    auto& message = std::get<conversation::TemplateMessage>(reply.content);
    auto const found = TRY(store::find_template_by_name(
        context.session, context.business, waba_id, message.name, message.language
    ));
    if (!found || found->seen.status != "APPROVED") {
        return failure(
            ErrorCode::Conflict, "template_unusable", found ? found->seen.status : "UNKNOWN"
        );
    }
    message.category = found->seen.category;
    // Codes to sign in with are not a shop's business, and a customer without a phone could not get
    // them (131062).
    if (message.category == "AUTHENTICATION") {
        return failure(ErrorCode::Conflict, "template_unusable", message.category);
    }
    // Utility messages stay allowed: the refusal is of advertising
    // (developers.facebook.com/documentation/business-messaging/whatsapp/getting-opt-in).
    if (message.category == "MARKETING" &&
        !TRY(store::takes_marketing(context.session, context.business, customer.id))) {
        return failure(ErrorCode::Conflict, "opted_out");
    }
    auto const components = TRY(store::documents::decode_components(found->seen.components));
    CHECK(conversation::check_parameters(message, components));
    reply.body = conversation::rendered(message, components);
    return {};
}

Result<void> complete_reaction(
    Context& context,
    conversation::Reaction& reaction,
    std::optional<MessageId> to,
    ConversationId conversation
) {
    auto const wamid =
        to ? TRY(store::find_wamid(context.session, context.business, conversation, *to))
           : std::optional<std::string>();
    if (!wamid) {
        auto error = make_error(ErrorCode::Validation, "unknown_reference");
        error.pointer = "/reaction/messageId";
        return std::unexpected(std::move(error));
    }
    reaction.wamid = *wamid;
    return {};
}

}  // namespace

Result<SentMessage> send_message(Context& context, SendMessage const& command) {
    auto& session = context.session;
    auto const business = context.business;
    auto const customer = TRY(find_recipient(context, command));
    auto reply = command.reply;
    reply.purpose = "staff";
    bool const is_template = conversation::template_of(reply) != nullptr;
    // The number that is connected now: a chat with another that was before is only to be read, and
    // Meta counts the window for each number by itself.
    auto const account = TRY(store::connected_account(session, business));
    if (!account) {
        return failure(ErrorCode::Conflict, is_template ? "no_account" : "window_closed");
    }
    auto const known = TRY(store::conversation_at(session, business, account->id, customer.id));
    if (is_template) {
        CHECK(complete_template(context, reply, customer, account->waba_id));
    } else if (!known || !window_is_open(known->last_inbound_at, context.now)) {
        CHECK(refuse_closed_window(context, *account));
    }
    auto const conversation = known ? *known : TRY(open_chat(context, account->id, customer));
    if (auto* const reaction = std::get_if<conversation::Reaction>(&reply.content)) {
        CHECK(complete_reaction(context, *reaction, command.reaction_to, conversation.id));
    }
    auto const id = TRY(enqueue_message(
        context,
        {.conversation = conversation.id,
         .customer = customer.id,
         .order = std::nullopt,
         .reply = std::move(reply),
         .author = "person",
         .author_name = command.who.name,
         .reply_to_wamid = {},
         .draft = false,
         .hold = std::nullopt,
         .lifetime = std::nullopt}
    ));
    CHECK(store::pause_for_staff(
        session, business, conversation.id, context.now + Duration(staff_pause)
    ));
    // Whatever came before has its answer now.
    CHECK(store::mark_answered(session, business, conversation.id, context.ids.next<MessageId>()));
    CHECK(store::finish_turn(session, business, conversation.id));
    CHECK(withdraw_drafts(context, conversation.id));
    return SentMessage{.id = id, .conversation = conversation.id};
}

}  // namespace croozer::app
