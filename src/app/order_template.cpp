#include "app/order_template.hpp"

#include "domain/business/hours.hpp"
#include "domain/conversation/templates.hpp"
#include "store/documents/template_document.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/orders.hpp"
#include "store/repositories/templates.hpp"

#include <array>
#include <map>
#include <string>

namespace croozer::app {
namespace {

struct Mapped {
    conversation::OrderTemplate mapping;
    store::TemplateRow found;
};

Result<std::optional<Mapped>> mapped_template(
    Context& context, std::string_view purpose, store::Conversation const& conversation
) {
    auto& session = context.session;
    auto const business = context.business;
    auto const event = conversation::order_event_of(purpose);
    if (!event) {
        return std::nullopt;
    }
    auto const account = TRY(store::find_account(session, business, conversation.account));
    auto const shop = TRY(context.shops.load(session, business));
    if (!account) {
        return std::nullopt;
    }
    std::array const languages{conversation.state.language, shop.settings->language};
    for (auto const language : languages) {
        auto mapping = TRY(store::find_order_template(session, business, *event, language))
                           .value_or(conversation::default_order_template(*event, language));
        // The shop wants nothing told at this step.
        if (mapping.template_name.empty()) {
            return std::nullopt;
        }
        auto found = TRY(store::find_template_by_name(
            session, business, account->waba_id, mapping.template_name, mapping.template_language
        ));
        // Meta may call it marketing later, which is not for people who only wait for their order
        // (developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-categorization).
        if (found && found->seen.status == "APPROVED" && found->seen.category == "UTILITY") {
            return Mapped{.mapping = std::move(mapping), .found = *std::move(found)};
        }
    }
    return std::nullopt;
}

Result<std::map<std::string, std::string, std::less<>>> values_of(
    Context& context, OrderId id, store::Customer const& customer
) {
    std::map<std::string, std::string, std::less<>> values;
    auto const order = TRY(store::find_order(context.session, context.business, id));
    auto const shop = TRY(context.shops.load(context.session, context.business));
    if (!order) {
        return values;
    }
    values["order_number"] = std::to_string(order->number);
    if (order->promised_at) {
        values["promised_time"] = business::clock_text(*shop.settings, *order->promised_at);
    }
    values["shop_name"] = shop.settings->name;
    values["shop_phone"] = shop.settings->phone;
    values["customer_name"] = customer.name;
    values["reason"] = TRY(store::cancel_reason(context.session, context.business, id));
    return values;
}

}  // namespace

Result<bool> has_order_template(
    Context& context, std::string_view purpose, store::Conversation const& conversation
) {
    return TRY(mapped_template(context, purpose, conversation)).has_value();
}

Result<AsTemplate> as_order_template(
    Context& context,
    store::OutboundMessage const& message,
    store::Conversation const& conversation,
    store::Customer const& customer
) {
    auto const mapped = message.order
                            ? TRY(mapped_template(context, message.reply.purpose, conversation))
                            : std::optional<Mapped>();
    if (!mapped) {
        return AsTemplate{.reply = {}, .reason = "window_closed"};
    }
    auto const components = TRY(store::documents::decode_components(mapped->found.seen.components));
    auto filled = conversation::fill_order_template(
        mapped->mapping,
        components,
        mapped->found.seen.category,
        TRY(values_of(context, *message.order, customer))
    );
    if (!filled) {
        return AsTemplate{.reply = {}, .reason = "no_template"};
    }
    conversation::Reply reply;
    reply.kind = conversation::ReplyKind::Other;
    reply.purpose = message.reply.purpose;
    reply.body = conversation::rendered(*filled, components);
    reply.content = *std::move(filled);
    return AsTemplate{.reply = std::move(reply), .reason = {}};
}

Result<std::optional<std::string_view>> leave_as_template(
    Context& context,
    store::OutboundMessage& message,
    store::Conversation const& conversation,
    store::Customer const& customer
) {
    auto as = TRY(as_order_template(context, message, conversation, customer));
    if (!as.reply) {
        return as.reason;
    }
    CHECK(store::replace_reply(context.session, context.business, message.id, *as.reply));
    message.reply = *std::move(as.reply);
    return std::nullopt;
}

}  // namespace croozer::app
