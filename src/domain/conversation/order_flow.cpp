#include "base/text.hpp"
#include "domain/business/hours.hpp"
#include "domain/conversation/card.hpp"
#include "domain/conversation/cart_edits.hpp"
#include "domain/conversation/turn.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace croozer::conversation {

namespace {

// A yes counts this long after closing if the card went out before (domain.md).
constexpr auto grace_after_closing = std::chrono::minutes(10);
constexpr std::int64_t most_clarifications = 2;
// Meta's limit for the body of a message with buttons (Cloud API, interactive messages).
constexpr std::size_t button_body_code_points = 1024;
constexpr std::size_t text_code_points = 4096;

business::OpenState opened(
    business::Settings const& settings, ordering::Fulfilment fulfilment, Instant at
) {
    business::OpenState const pickup =
        business::open_state(settings.pickup_hours, settings.timezone, at);
    business::OpenState const delivery =
        business::open_state(settings.delivery_hours, settings.timezone, at);
    if (fulfilment == ordering::Fulfilment::Pickup || !settings.offers_delivery) {
        return pickup;
    }
    if (fulfilment == ordering::Fulfilment::Delivery || !settings.offers_pickup) {
        return delivery;
    }
    if (pickup.open || delivery.open) {
        return pickup.open ? pickup : delivery;
    }
    bool const pickup_first =
        pickup.opens_at && (!delivery.opens_at || *pickup.opens_at <= *delivery.opens_at);
    return pickup_first ? pickup : delivery;
}

}  // namespace

ordering::Quote Turn::priced() const {
    return ordering::quote(menu_, out_.cart, settings_, in_.now);
}

std::int64_t Turn::estimate(ordering::Quote const& quote) const {
    if (out_.cart.fulfilment != ordering::Fulfilment::Delivery) {
        return settings_.pickup_minutes;
    }
    auto const zone = std::ranges::find(settings_.zones, quote.zone, &business::DeliveryZone::id);
    return settings_.delivery_minutes + (zone == settings_.zones.end() ? 0 : zone->extra_minutes);
}

void Turn::take_order(understanding::Parse const& parse) {
    if (parse.repeat_last) {
        if (!in_.last_order || in_.last_order->lines.empty()) {
            say(Text::NoLastOrder);
            out_.state.awaiting = Awaiting::Items;
            reply("question");
            return;
        }
        out_.cart.lines = in_.last_order->lines;
    }
    bool const held = !out_.cart.lines.empty();
    bool const progress = !parse.lines.empty() || !parse.edits.empty() || parse.repeat_last;
    // Who is asked about one word often says the whole order again: that is not a second one.
    bool const said_again =
        in_.state.awaiting == Awaiting::Clarification && only_says_again(out_.cart, parse);
    if (!said_again) {
        for (ordering::CartLine const& line : parse.lines) {
            add_line(out_.cart, line);
        }
        apply_edits(out_.cart, parse.edits, menu_);
    }
    if (progress) {
        out_.state.pending_text.clear();
    }
    if (!parse.ambiguities.empty()) {
        clarify(parse.ambiguities);
        note_unknown_words(parse);
        return;
    }
    out_.state.clarifications = 0;
    if (out_.cart.lines.empty() && held && !parse.edits.empty()) {
        clear_cart();
        say(Text::CartCleared);
        reply("cancelled");
        return;
    }
    if (out_.cart.lines.empty()) {
        say(Text::AskItems);
        out_.state.awaiting = Awaiting::Items;
        reply("question");
        return;
    }
    next_step();
}

// The cart is as clear as it gets: the one next question, or the card.
void Turn::next_step() {
    if (out_.cart.lines.empty()) {
        say(Text::AskItems);
        out_.state.awaiting = Awaiting::Items;
        reply("question");
        return;
    }
    done_ = true;
    using enum ordering::Fulfilment;
    if (out_.cart.fulfilment == Pickup && !settings_.offers_pickup) {
        say(Text::NoPickup);
        out_.cart.fulfilment = Unknown;
    } else if (out_.cart.fulfilment == Delivery && !settings_.offers_delivery) {
        say(Text::NoDelivery);
        out_.cart.fulfilment = Unknown;
    }
    if (out_.cart.fulfilment == Unknown && settings_.offers_pickup != settings_.offers_delivery) {
        out_.cart.fulfilment = settings_.offers_pickup ? Pickup : Delivery;
    }
    if (tell_closed() || ask_fulfilment() || ask_address()) {
        return;
    }
    ordering::Quote const quote = priced();
    if (!tell_problems(quote)) {
        send_card(quote);
    }
}

bool Turn::tell_closed() {
    business::OpenState const state = opened(settings_, out_.cart.fulfilment, in_.now);
    if (state.open) {
        return false;
    }
    say_words(
        state.opens_at
            ? fill(Text::Closed, language(), {business::clock_text(settings_, *state.opens_at)})
            : std::string(label(Text::ClosedNoTime))
    );
    say(Text::ClosedCart);
    out_.state.awaiting = Awaiting::Items;
    reply(
        "closed",
        {button_for("cart:keep", Text::ButtonKeep), button_for("cart:cancel", Text::ButtonCancel)}
    );
    return true;
}

// "Keep it": until the end of the day on which the shop opens.
void Turn::keep_cart() {
    business::OpenState const state = opened(settings_, out_.cart.fulfilment, in_.now);
    out_.state.cart_expires_at =
        business::business_day_end(settings_, state.opens_at.value_or(in_.now));
    say(Text::Kept);
    reply("closed");
}

bool Turn::ask_fulfilment() {
    if (out_.cart.fulfilment != ordering::Fulfilment::Unknown) {
        return false;
    }
    ordering::Quote const quote = priced();
    if (quote.lines.size() == out_.cart.lines.size()) {
        say_words(lines_text(quote, settings_, language()));
    }
    say(Text::AskFulfilment);
    out_.state.awaiting = Awaiting::Fulfilment;
    reply(
        "question",
        {button_for("fulfil:pickup", Text::ButtonPickup),
         button_for("fulfil:delivery", Text::ButtonDelivery)}
    );
    return true;
}

bool Turn::ask_address() {
    if (out_.cart.fulfilment != ordering::Fulfilment::Delivery) {
        return false;
    }
    ordering::Address& address = out_.cart.address;
    if (address.empty()) {
        address = in_.saved_address;
    }
    bool const found =
        (!address.street.empty() && !address.house.empty()) || !address.place.empty();
    bool const asked = out_.state.awaiting == Awaiting::Address;
    bool const inside = !address.apartment.empty() || !address.floor.empty();
    if (found && (inside || asked || address == in_.saved_address || !address.place.empty())) {
        return false;
    }
    if (found) {
        say_words(fill(
            Text::AskApartment, language(), {isolated(address.street, language()), address.house}
        ));
    } else if (!address.street.empty()) {
        say_words(fill(Text::AskHouse, language(), {isolated(address.street, language())}));
    } else {
        say(Text::AskAddress);
    }
    out_.state.awaiting = Awaiting::Address;
    reply("question");
    return true;
}

void Turn::send_card(ordering::Quote const& quote) {
    if (late()) {
        hand_over(HandoverReason::Late, Text::HandoverLate);
        return;
    }
    State& state = out_.state;
    ++state.card_version;
    state.awaiting = Awaiting::CardAnswer;
    state.card_total_minor = quote.total.minor;
    state.card_sent_at = in_.now;
    state.clarifications = 0;
    out_.quoted_minutes = estimate(quote);
    std::string const lines = lines_text(quote, settings_, language());
    std::string const rest =
        summary_text(quote, out_.cart, settings_, out_.quoted_minutes, language());
    std::string const question(label(Text::CardQuestion));
    Text const title = yes_ == nullptr ? Text::CardTitle : Text::CardChanged;
    std::string const head = said_.empty() ? std::string(label(title)) : said_;
    std::string whole = head + "\n" + lines + "\n" + rest + "\n" + question;
    if (code_points(whole) > button_body_code_points) {
        // Nothing is cut: the lines go ahead as text, the card stays short.
        std::string page = head;
        for (std::string_view const line : split(lines, '\n')) {
            if (code_points(page) + code_points(line) + 1 > text_code_points) {
                said_ = page;
                reply("card_lines");
                page.clear();
            }
            page += (page.empty() ? "" : "\n") + std::string(line);
        }
        said_ = page;
        reply("card_lines");
        whole = rest + "\n" + question;
    }
    said_ = whole;
    reply(
        "card",
        {button_for(card_id("yes"), Text::ButtonYes),
         button_for(card_id("change"), Text::ButtonChange),
         button_for(card_id("cancel"), Text::ButtonCancel)}
    );
}

// What a card shows of the cart is as it was when the card went out. The rest (a name, cash, a wish
// for a time) rides along with a yes.
bool Turn::same_order() const {
    return out_.cart.lines == in_.cart.lines && out_.cart.fulfilment == in_.cart.fulfilment &&
           out_.cart.address == in_.cart.address;
}

// The same card once more, in one sentence, with its buttons.
void Turn::remind_card() {
    ordering::Quote const quote = priced();
    bool const stands = quote.placeable() && quote.total.minor == out_.state.card_total_minor;
    if (!stands || out_.cart != in_.cart) {
        next_step();
        return;
    }
    say_words(fill(Text::AnswerCard, language(), {money(quote.total)}));
    reply(
        "card_reminder",
        {button_for(card_id("yes"), Text::ButtonYes),
         button_for(card_id("change"), Text::ButtonChange),
         button_for(card_id("cancel"), Text::ButtonCancel)}
    );
}

// The customer said yes: what the card said must still be true.
void Turn::accept() {
    if (late()) {
        hand_over(HandoverReason::Late, Text::HandoverLate);
        return;
    }
    if (!same_order()) {
        next_step();
        return;
    }
    Instant const sent = out_.state.card_sent_at.value_or(in_.now);
    business::OpenState const now = opened(settings_, out_.cart.fulfilment, in_.now);
    business::OpenState const then = opened(settings_, out_.cart.fulfilment, sent);
    bool const in_time = now.open || (then.open && then.closes_at &&
                                      in_.now <= *then.closes_at + grace_after_closing);
    if (!in_time) {
        std::ignore = tell_closed();
        return;
    }
    ordering::Quote const quote = priced();
    if (!quote.placeable()) {
        say(Text::CardChanged);
        if (!tell_problems(quote)) {
            next_step();
        }
        return;
    }
    // A total that is not known is no promise to rely on.
    Money const promised{out_.state.card_total_minor};
    if (promised != quote.total) {
        promised == Money{}
            ? say(Text::CardChanged)
            : say_words(
                  fill(Text::CardPriceChanged, language(), {money(quote.total), money(promised)})
              );
        send_card(quote);
        return;
    }
    out_.place_order = true;
    out_.accepted_total = quote.total;
    out_.quoted_minutes = estimate(quote);
    out_.state.awaiting = Awaiting::Nothing;
    out_.state.card_sent_at.reset();
    out_.state.card_total_minor = 0;
}

// "Go on without": takes out exactly what the quote refuses, as the question named it.
void Turn::go_without() {
    ordering::Quote const quote = priced();
    std::vector<bool> gone(out_.cart.lines.size(), false);
    for (ordering::Problem const& problem : quote.problems) {
        auto const index = static_cast<std::size_t>(problem.line);
        if (problem.line < 0 || index >= gone.size()) {
            continue;
        }
        auto& options = out_.cart.lines[index].options;
        std::size_t const before = options.size();
        std::erase_if(options, [&](ordering::ChosenOption const& option) {
            return !problem.subject.empty() && option.option == problem.subject;
        });
        gone[index] = gone[index] || options.size() == before;
    }
    std::vector<ordering::CartLine> kept;
    for (std::size_t i = 0; i < gone.size(); ++i) {
        if (!gone[i]) {
            kept.push_back(out_.cart.lines[i]);
        }
    }
    out_.cart.lines = std::move(kept);
    next_step();
}

void Turn::clarify(std::vector<understanding::Ambiguity> const& doubts) {
    State& state = out_.state;
    if (++state.clarifications > most_clarifications) {
        hand_over(HandoverReason::NotUnderstood, Text::HandoverUnclear);
        return;
    }
    using enum understanding::AmbiguityKind;
    std::string unknown;
    for (understanding::Ambiguity const& doubt : doubts) {
        std::string const words = isolated(doubt.words, language());
        if (doubt.kind == UnknownWords) {
            unknown += (unknown.empty() ? "" : ", ") + words;
            continue;
        }
        Text const key = doubt.kind == WhichProduct    ? Text::WhichProduct
                         : doubt.kind == WhichLine     ? Text::WhichLine
                         : doubt.kind == HalvesUnclear ? Text::HalvesUnclear
                                                       : Text::QuantityUnclear;
        say_words(fill(key, language(), {words}));
        if (doubt.kind == WhichProduct && doubts.size() > 1) {
            std::string names;
            constexpr std::size_t most_names = 10;
            for (std::size_t i = 0; i < std::min(doubt.products.size(), most_names); ++i) {
                names += (names.empty() ? "" : ", ") + name_of(doubt.products[i]);
            }
            say_words(names);
        }
    }
    if (!unknown.empty()) {
        say_words(fill(Text::UnknownWords, language(), {unknown}));
        say(Text::ClarifyTail);
    }
    state.awaiting = Awaiting::Clarification;
    bool const only_product = doubts.size() == 1 && doubts.front().kind == WhichProduct;
    bool const only_line = doubts.size() == 1 && doubts.front().kind == WhichLine;
    state.pending_text = only_product || only_line ? doubts.front().clause : std::string();
    if (only_product) {
        offer_products(doubts.front(), std::exchange(said_, {}));
    } else if (only_line) {
        offer_lines();
    } else {
        reply("clarification");
    }
}

}  // namespace croozer::conversation
