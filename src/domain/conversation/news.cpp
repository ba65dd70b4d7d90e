// Texts that commands send outside a turn: placed, accepted, ready, on the way, cancelled.
#include "domain/business/hours.hpp"
#include "domain/conversation/conversation.hpp"
#include "domain/conversation/texts.hpp"

namespace croozer::conversation {

namespace {

Reply plain(std::string purpose, std::string body) {
    return {
        .kind = ReplyKind::Text,
        .purpose = std::move(purpose),
        .body = std::move(body),
        .footer = {},
        .buttons = {},
        .list_button = {},
        .rows = {}
    };
}

Reply confirmed(OrderNews const& news, business::Settings const& settings) {
    std::string const number = std::to_string(news.number);
    bool const pickup = news.fulfilment == ordering::Fulfilment::Pickup;
    std::string body = news.promised_at
                           ? fill(
                                 pickup ? Text::NewsConfirmedPickup : Text::NewsConfirmedDelivery,
                                 news.language,
                                 {number, business::clock_text(settings, *news.promised_at)}
                             )
                           : fill(Text::NewsConfirmedNoTime, news.language, {number});
    if (!news.much_later_than_quoted) {
        return plain("accepted", std::move(body));
    }
    body += "\n" + std::string(text(Text::NewsLater, news.language));
    Reply reply = plain("accepted", std::move(body));
    reply.kind = ReplyKind::Buttons;
    reply.buttons.push_back(
        {.id = "cancel:" + news.id.to_string() + ":yes",
         .title = std::string(text(Text::ButtonFreeCancel, news.language))}
    );
    return reply;
}

Reply cancelled(OrderNews const& news) {
    std::string const number = std::to_string(news.number);
    if (news.by_customer) {
        return plain("cancelled", fill(Text::NewsCancelledByCustomer, news.language, {number}));
    }
    std::string body = news.reason.empty()
                           ? fill(Text::NewsCancelledByShop, news.language, {number})
                           : fill(
                                 Text::NewsCancelledReason,
                                 news.language,
                                 {number, isolated(news.reason, news.language)}
                             );
    if (!news.shop_phone.empty()) {
        body += "\n" + fill(Text::NewsCall, news.language, {news.shop_phone});
    }
    return plain("cancelled", std::move(body));
}

}  // namespace

Reply placed_reply(OrderNews const& news, business::Settings const& settings) {
    std::string body = fill(Text::NewsPlaced, news.language, {std::to_string(news.number)});
    if (news.quote != nullptr) {
        body += "\n" + fill(
                           Text::CardTotal,
                           news.language,
                           {money_text(news.quote->total, settings.currency, news.language)}
                       );
    }
    return plain("placed", std::move(body));
}

Reply handover_reply(Language language) {
    return plain("handover", std::string(text(Text::HandoverPerson, language)));
}

std::optional<Reply> status_reply(OrderNews const& news, business::Settings const& settings) {
    std::string const number = std::to_string(news.number);
    using enum ordering::OrderState;
    switch (news.state) {
        case Confirmed:
            return confirmed(news, settings);
        case Ready:
            if (news.fulfilment != ordering::Fulfilment::Pickup) {
                return std::nullopt;
            }
            return plain("ready", fill(Text::NewsReady, news.language, {number}));
        case OutForDelivery:
            return plain("on_the_way", fill(Text::NewsOnTheWay, news.language, {number}));
        case Cancelled:
            return cancelled(news);
        case Pending:
        case Preparing:
        case Delivered:
            return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace croozer::conversation
