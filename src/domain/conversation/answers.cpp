#include "base/text.hpp"
#include "domain/business/hours.hpp"
#include "domain/conversation/turn.hpp"
#include "domain/menu/availability.hpp"

#include <algorithm>

namespace croozer::conversation {

namespace {

// Meta's limit for a text body.
constexpr std::size_t text_code_points = 4096;
constexpr auto told_again_after = std::chrono::hours(1);

}  // namespace

OpenOrder const* Turn::open_order() const {
    auto const found = std::ranges::find_if(in_.open_orders, [](OpenOrder const& order) {
        return !ordering::is_final(order.state);
    });
    return found == in_.open_orders.end() ? nullptr : &*found;
}

// Once; what is lost again is a person's matter.
bool Turn::ask_again() {
    if (!is_news(out_.state.resend_asked_at)) {
        return false;
    }
    say(Text::AskResend);
    return true;
}

// Told now, unless it was within the hour.
bool Turn::is_news(std::optional<Instant>& told_at) const {
    bool const is = !told_at || in_.now - *told_at >= told_again_after;
    if (is) {
        told_at = in_.now;
    }
    return is;
}

void Turn::hand_over(HandoverReason reason, Text words) {
    out_.handover = reason;
    out_.state.clarifications = 0;
    said_.clear();
    say(words);
    reply("handover");
}

void Turn::status() {
    OpenOrder const* order = open_order();
    if (order == nullptr) {
        if (!out_.cart.lines.empty()) {
            next_step();
            return;
        }
        say(Text::NoOpenOrder);
        reply("status");
        return;
    }
    std::string const number = std::to_string(order->number);
    std::string const at =
        order->promised_at ? business::clock_text(settings_, *order->promised_at) : std::string();
    auto const tell = [&](Text plain, Text timed) {
        say_words(fill(at.empty() ? plain : timed, language(), {number, at}));
    };
    using enum ordering::OrderState;
    switch (order->state) {
        case Pending:
            tell(Text::StatusPending, Text::StatusPending);
            break;
        case Confirmed:
            tell(Text::StatusConfirmed, Text::StatusConfirmedAt);
            break;
        case Preparing:
            tell(Text::StatusPreparing, Text::StatusPreparingAt);
            break;
        case Ready:
            tell(Text::StatusReady, Text::StatusReady);
            break;
        case OutForDelivery:
            tell(Text::StatusOnTheWay, Text::StatusOnTheWay);
            break;
        case Delivered:
        case Cancelled:
            say(Text::NoOpenOrder);
            break;
    }
    reply("status");
}

void Turn::cancel() {
    if (!out_.cart.lines.empty()) {
        clear_cart();
        say(Text::CartCleared);
        reply("cancelled");
        return;
    }
    OpenOrder const* order = open_order();
    if (order == nullptr) {
        say(Text::NothingToCancel);
        reply("question");
        return;
    }
    using enum ordering::OrderState;
    if (order->state != Pending && order->state != Confirmed) {
        hand_over(HandoverReason::CancelRequest, Text::HandoverCancel);
        return;
    }
    out_.state.awaiting = Awaiting::CancelConfirmation;
    out_.state.cancel_subject = order->id;
    say_words(fill(Text::AskCancelOrder, language(), {std::to_string(order->number)}));
    std::string const id = "cancel:" + order->id.to_string();
    reply(
        "question",
        {button_for(id + ":yes", Text::ButtonCancelYes),
         button_for(id + ":no", Text::ButtonCancelNo)}
    );
}

void Turn::answer_hours() {
    business::WeekHours const& hours =
        settings_.offers_pickup ? settings_.pickup_hours : settings_.delivery_hours;
    business::OpenState const state = business::open_state(hours, settings_.timezone, in_.now);
    if (state.open && state.closes_at) {
        say_words(fill(
            Text::HoursOpenUntil, language(), {business::clock_text(settings_, *state.closes_at)}
        ));
    } else if (state.open) {
        say(Text::HoursAlwaysOpen);
    } else if (state.opens_at) {
        say_words(fill(Text::Closed, language(), {business::clock_text(settings_, *state.opens_at)})
        );
    } else {
        say(Text::ClosedNoTime);
    }
    reply("answer");
}

// The price of a product as it is sold without a further word: its required defaults included.
void Turn::answer_prices(understanding::Parse const& parse) {
    for (ProductId const id : parse.asked_about) {
        ordering::Cart one;
        one.fulfilment = ordering::Fulfilment::Pickup;
        one.lines.push_back({.product = id, .quantity = 1, .options = {}, .note = {}});
        ordering::Quote const quote = ordering::quote(menu_, one, settings_, in_.now);
        menu::Product const* product = menu_.product(id);
        if (product == nullptr) {
            continue;
        }
        std::string name = name_of(id);
        Money price = product->price;
        if (!quote.lines.empty()) {
            std::string defaults;
            for (ordering::PricedOption const& option : quote.lines.front().options) {
                defaults += (defaults.empty() ? "" : ", ") +
                            isolated(option.name.in(language()), language());
            }
            name += defaults.empty() ? "" : " (" + defaults + ")";
            price = quote.lines.front().unit;
        }
        say_words(fill(Text::PriceOf, language(), {name, money(price)}));
    }
    reply("answer");
}

// Of the cart: with the card if there is one, otherwise before the question that is still open.
void Turn::answer_total() {
    if (out_.state.awaiting == Awaiting::CardAnswer) {
        remind_card();
        return;
    }
    ordering::Cart goods = out_.cart;
    goods.fulfilment = ordering::Fulfilment::Pickup;
    bool const card_follows = out_.cart.fulfilment == ordering::Fulfilment::Pickup;
    if (!card_follows && settings_.offers_delivery) {
        ordering::Quote const quote = ordering::quote(menu_, goods, settings_, in_.now);
        say_words(fill(Text::TotalSoFar, language(), {money(quote.total)}));
    }
    next_step();
}

// What is neither hours nor price.
void Turn::answer_other(understanding::Parse const& parse) {
    bool const clear = parse.residue.empty();
    if (clear && !parse.asked_about.empty()) {
        // "do you have vegan pizza?" about something on the menu: its price is the answer.
        answer_prices(parse);
    } else if (clear && parse.cash_tendered_minor && !out_.cart.lines.empty()) {
        next_step();  // "do you have change from 200?": noted.
    } else {
        hand_over(HandoverReason::Question, Text::HandoverQuestion);
    }
}

void Turn::answer_question(understanding::Parse const& parse) {
    using enum understanding::Question;
    switch (parse.question) {
        case Hours:
            answer_hours();
            return;
        case Price:
            if (!parse.asked_about.empty()) {
                answer_prices(parse);
            } else if (!out_.cart.lines.empty()) {
                answer_total();
            } else {
                send_menu();
            }
            return;
        case Menu:
            send_menu();
            return;
        case DeliveryArea:
            if (!settings_.offers_delivery) {
                say(Text::NoDelivery);
                reply("answer");
            } else if (!out_.cart.lines.empty() && !parse.address.empty()) {
                next_step();
            } else {
                say(Text::DeliveryFrom);
                reply("answer");
            }
            return;
        case Other:
            answer_other(parse);
            return;
        case Kosher:
        case Allergens:
        case None:
            break;
    }
    hand_over(HandoverReason::Question, Text::HandoverQuestion);
}

std::string Turn::deal_text(menu::Deal const& deal) const {
    std::string slots;
    for (menu::DealSlot const& slot : deal.slots) {
        std::string const name = isolated(slot.name.in(language()), language());
        slots += slots.empty() ? "" : " + ";
        slots += slot.quantity == 1 ? name : std::to_string(slot.quantity) + " × " + name;
    }
    return fill(
        Text::PriceOf,
        language(),
        {isolated(deal.name.in(language()), language()) + " (" + slots + ")", money(deal.price)}
    );
}

// The deals first, so that a long menu does not lose them; then the products under their
// categories.
std::vector<std::string> Turn::menu_blocks() const {
    std::vector<std::string> blocks;
    for (menu::Deal const& deal : menu_.deals) {
        if (deal.sound() && menu::on_sale(deal, settings_.timezone, in_.now)) {
            std::string const title = "\n*" + std::string(label(Text::MenuDeals)) + "*\n";
            blocks.push_back((blocks.empty() ? title : "") + deal_text(deal));
        }
    }
    std::string category;
    for (menu::Product const& product : menu_.products) {
        std::string block;
        if (product.category != category) {
            block = "\n*" + isolated(product.category_name.in(language()), language()) + "*\n";
        }
        blocks.push_back(block + name_of(product.id) + ": " + money(product.price));
        category = product.category;
    }
    return blocks;
}

void Turn::send_menu() {
    say_words(fill(Text::MenuTitle, language(), {isolated(settings_.name, language())}));
    std::string const tail(label(Text::MenuTail));
    std::string const more(label(Text::MenuTooLong));
    std::size_t room =
        text_code_points - code_points(said_) - code_points(tail) - code_points(more) - 4;
    for (std::string const& block : menu_blocks()) {
        std::size_t const size = code_points(block) + 1;
        if (size > room) {
            say_words(more);
            break;
        }
        room -= size;
        say_words(block);
    }
    say_words("\n" + tail);
    if (out_.state.awaiting == Awaiting::Nothing) {
        out_.state.awaiting = Awaiting::Items;
    }
    reply("menu");
}

// Words that are no order: asked about while there is a cart, otherwise one hint a business day.
void Turn::not_an_order(understanding::Parse const& parse) {
    bool const cart = !out_.cart.lines.empty();
    if (cart && !parse.residue.empty()) {
        clarify(
            {{.kind = understanding::AmbiguityKind::UnknownWords,
              .words = parse.residue,
              .clause = parse.residue,
              .products = {}}}
        );
        return;
    }
    if (cart) {
        // An emoji under a card needs no second one.
        out_.state.awaiting == Awaiting::CardAnswer ? remind_card() : next_step();
        return;
    }
    std::string const today = business::business_day(settings_, in_.now);
    if (out_.state.hint_day == today) {
        hand_over(HandoverReason::NotUnderstood, Text::HandoverUnclear);
        return;
    }
    out_.state.hint_day = today;
    say_words(fill(Text::Hint, language(), {isolated(settings_.name, language())}));
    reply("hint");
}

}  // namespace croozer::conversation
