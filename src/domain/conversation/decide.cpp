#include "base/limits.hpp"
#include "base/text.hpp"
#include "domain/conversation/cart_edits.hpp"
#include "domain/conversation/turn.hpp"

#include <algorithm>

namespace croozer::conversation {

namespace {

// domain.md "Messages to the customer": an order older than this gets no automatic card.
constexpr auto latest_order = std::chrono::minutes(20);
// Of a message, to know it again.
constexpr std::size_t remembered_code_points = 64;
constexpr std::int64_t most_repeats = 2;
constexpr auto soon = std::chrono::minutes(10);
constexpr std::string_view agrees = "\U0001F44D";

// Changes of an open cart are left to our own rules, and what somebody must not eat to a person.
bool needs_interpreter(understanding::Parse const& parse) {
    bool const order = parse.intent == understanding::Intent::Order && !parse.ambiguities.empty();
    bool const unknown = parse.intent == understanding::Intent::Unknown && !parse.residue.empty();
    return (order || unknown) && parse.edits.empty() && !parse.allergy;
}

}  // namespace

std::string_view handover_reason_name(HandoverReason reason) {
    switch (reason) {
        case HandoverReason::AskedForPerson:
            return "asked_for_person";
        case HandoverReason::NotUnderstood:
            return "not_understood";
        case HandoverReason::Media:
            return "media";
        case HandoverReason::Late:
            return "late";
        case HandoverReason::CancelRequest:
            return "cancel_request";
        case HandoverReason::ZoneUnknown:
            return "zone_unknown";
        case HandoverReason::Complaint:
            return "complaint";
        case HandoverReason::Question:
            return "question";
    }
    return "not_understood";
}

Decision decide(Snapshot const& snapshot) {
    return Turn(snapshot).run();
}

Turn::Turn(Snapshot const& snapshot)
    : in_(snapshot), settings_(*snapshot.settings), menu_(snapshot.lexicon->menu()) {
    out_.state = snapshot.state;
    out_.cart = snapshot.cart;
    places_.push_back(settings_.city);
    for (business::DeliveryZone const& zone : settings_.zones) {
        places_.insert(places_.end(), zone.cities.begin(), zone.cities.end());
        places_.insert(places_.end(), zone.neighbourhoods.begin(), zone.neighbourhoods.end());
    }
    std::erase(places_, std::string());
}

Decision Turn::run() {
    if (in_.unanswered.empty() || in_.is_member || in_.blocked) {
        return std::move(out_);
    }
    if (in_.bot_mode == business::BotMode::Off || in_.paused) {
        out_.needs_person = somebody_speaks();
        out_.wait_for_staff = in_.paused && in_.bot_mode != business::BotMode::Off;
        return std::move(out_);
    }
    out_.draft_only = in_.bot_mode == business::BotMode::Assist;
    expire_cart();
    read_inbound();
    settle();
    return std::move(out_);
}

// A heart under a message calls nobody; a thumb may be a yes.
bool Turn::somebody_speaks() const {
    return std::ranges::any_of(in_.unanswered, [](Inbound const& inbound) {
        return inbound.kind != InboundKind::Reaction || inbound.text.starts_with(agrees);
    });
}

// Assist: the customer sees none of this before staff sends it, so nothing of it can wait for their
// answer. A card that was sent is theirs to accept: that is an order, and they hear so.
void Turn::keep_to_drafts() {
    State& state = out_.state;
    bool const card_is_out = in_.state.awaiting == Awaiting::CardAnswer;
    if (out_.place_order && card_is_out) {
        out_.draft_only = false;
        return;
    }
    out_.needs_person = !out_.replies.empty() || out_.place_order;
    out_.place_order = false;
    out_.accepted_total.reset();
    bool const is_new_card = state.card_version != in_.state.card_version;
    bool const is_draft = state.awaiting == Awaiting::CardAnswer && (is_new_card || !card_is_out);
    if (is_draft || state.awaiting == Awaiting::CancelConfirmation) {
        state.awaiting = Awaiting::Items;
        state.cancel_subject.reset();
        state.card_sent_at.reset();
    }
    // A card that was drafted for the cart of before can no longer be sent.
    if (!is_new_card && !card_is_out && out_.cart != in_.cart) {
        ++state.card_version;
    }
}

// What holds after a turn, whatever was said in it.
void Turn::settle() {
    if (out_.draft_only) {
        keep_to_drafts();
    }
    State& state = out_.state;
    // A card speaks of the cart it was made from: another cart without a card of its own voids it.
    bool const newer = state.card_version != in_.state.card_version;
    if (state.awaiting == Awaiting::CardAnswer && !newer && out_.cart != in_.cart) {
        state.awaiting = Awaiting::Items;
        ++state.card_version;
    }
    if (out_.place_order || out_.cart == ordering::Cart{}) {
        state.cart_expires_at.reset();
    } else if (!state.cart_expires_at) {
        state.cart_expires_at = business::business_day_end(settings_, in_.now);
    }
}

void Turn::expire_cart() {
    if (out_.state.cart_expires_at && in_.now >= *out_.state.cart_expires_at) {
        clear_cart();
    }
}

void Turn::clear_cart() {
    out_.cart = ordering::Cart{};
    out_.state.awaiting = Awaiting::Nothing;
    out_.state.card_sent_at.reset();
    out_.state.cart_expires_at.reset();
    out_.state.card_total_minor = 0;
    out_.state.clarifications = 0;
    out_.state.pending_text.clear();
}

void Turn::read_inbound() {
    std::string words;
    bool media = false;
    bool lost = false;
    for (Inbound const& inbound : in_.unanswered) {
        switch (inbound.kind) {
            case InboundKind::Text:
                words += (words.empty() ? "" : "\n") + inbound.text;
                break;
            case InboundKind::Reaction:
                if (is_thumb_on_card(inbound)) {
                    words += (words.empty() ? "" : "\n") + inbound.text;
                }
                break;
            case InboundKind::ButtonReply:
            case InboundKind::ListReply:
                // A yes is heard last: what else was said may have changed what it says yes to.
                if (is_card_yes(inbound)) {
                    yes_ = yes_ != nullptr && yes_->payload == card_id("yes") ? yes_ : &inbound;
                } else if (!done_) {
                    button(inbound);
                }
                break;
            case InboundKind::Location:
                media |= !locate(inbound);
                break;
            case InboundKind::CatalogOrder:
                for (ordering::CartLine const& line : inbound.lines) {
                    add_line(out_.cart, line);
                }
                dirty_ = true;
                break;
            case InboundKind::Media:
            case InboundKind::Unsupported:
                media = true;
                break;
            case InboundKind::Contact:
                break;
            case InboundKind::Lost:
                lost = true;
                break;
        }
    }
    media |= lost && !ask_again();
    if (media) {
        // What was written is kept for the person who looks.
        keep(understood(words));
        hand_over(HandoverReason::Media, Text::HandoverMedia);
    } else if (!words.empty()) {
        text_turn(words);
    } else if (yes_ != nullptr && !done_) {
        card_button(yes_->payload, "yes");
    } else if (dirty_ && !done_) {
        late() ? hand_over(HandoverReason::Late, Text::HandoverLate) : next_step();
    }
    if (lost && !said_.empty()) {
        reply("question");  // nothing else was answered
    }
}

// Without coordinates it says nothing that we could read: what was known stays, and a person looks.
bool Turn::locate(Inbound const& inbound) {
    if (!inbound.latitude_e6 || !inbound.longitude_e6) {
        return false;
    }
    out_.cart.address.latitude_e6 = inbound.latitude_e6;
    out_.cart.address.longitude_e6 = inbound.longitude_e6;
    if (out_.cart.fulfilment == ordering::Fulfilment::Unknown && settings_.offers_delivery) {
        out_.cart.fulfilment = ordering::Fulfilment::Delivery;
    }
    dirty_ = true;
    return true;
}

// A thumb on the open card agrees to it; any other reaction is no answer.
bool Turn::is_thumb_on_card(Inbound const& inbound) const {
    return inbound.text.starts_with(agrees) && out_.state.awaiting == Awaiting::CardAnswer &&
           std::ranges::find(in_.card_wamids, inbound.target_wamid) != in_.card_wamids.end();
}

bool Turn::late() const {
    return std::ranges::any_of(in_.unanswered, [this](Inbound const& inbound) {
        return in_.now - inbound.sent_at > latest_order;
    });
}

void Turn::learn(understanding::Parse const& parse) {
    if (parse.language && !out_.state.language_is_sticky) {
        out_.state.language = *parse.language;
    }
    if (parse.allergy) {
        return;
    }
    ordering::Cart& cart = out_.cart;
    if (parse.fulfilment != ordering::Fulfilment::Unknown) {
        cart.fulfilment = parse.fulfilment;
    }
    if (parse.payment != ordering::PaymentKind::Unknown) {
        cart.payment = parse.payment;
    }
    if (parse.cash_tendered_minor) {
        cart.cash_tendered_minor = parse.cash_tendered_minor;
    }
    if (!parse.customer_name.empty()) {
        cart.customer_name = parse.customer_name;
        out_.customer_name = parse.customer_name;
    }
    if (!parse.time_words.empty()) {
        // A wish for a time goes to the people who make it, in the customer's words.
        cart.note = std::string(first_code_points(
            cart.note + (cart.note.empty() ? "" : " ") + parse.time_words, limits::note_code_points
        ));
    }
    if (!parse.address.empty()) {
        merge_address(cart.address, parse.address);
        if (cart.fulfilment == ordering::Fulfilment::Unknown && settings_.offers_delivery) {
            cart.fulfilment = ordering::Fulfilment::Delivery;
        }
    }
}

// Everything a message says about the order, for a person to go on from.
void Turn::keep(understanding::Parse const& parse) {
    learn(parse);
    if (parse.allergy) {
        return;  // What they must not eat is no wish for it.
    }
    for (ordering::CartLine const& line : parse.lines) {
        add_line(out_.cart, line);
    }
    apply_edits(out_.cart, parse.edits, menu_);
}

void Turn::text_turn(std::string const& message) {
    understanding::Parse const parse = in_.reading ? *in_.reading : understood(message);
    if (repeats_itself(message, parse)) {
        hand_over(HandoverReason::NotUnderstood, Text::HandoverUnclear);
        return;
    }
    note_doubt(message, parse);
    hear(parse);
    if (out_.handover && *out_.handover != HandoverReason::NotUnderstood) {
        out_.doubt.reset();  // A person's matter, however well it is read.
    }
}

// Two machines would answer each other for ever: the same words a third time within minutes are
// left to a person, unless they order something or ask after an order.
bool Turn::repeats_itself(std::string const& message, understanding::Parse const& parse) {
    using enum understanding::Intent;
    State& state = out_.state;
    bool const fruitful = parse.intent == Order || parse.intent == Modify ||
                          parse.intent == Confirm ||
                          (parse.intent == Status && open_order() != nullptr);
    std::string words(first_code_points(message, remembered_code_points));
    bool const again = !fruitful && words == state.last_words && state.last_words_at &&
                       in_.now - *state.last_words_at < soon;
    state.repeats = again ? state.repeats + 1 : 0;
    state.last_words = fruitful ? std::string() : std::move(words);
    state.last_words_at = in_.now;
    return state.repeats >= most_repeats && !out_.handover && yes_ == nullptr;
}

void Turn::note_doubt(std::string const& message, understanding::Parse const& parse) {
    // Where an address was asked for, what nobody understands is likely one, and stays in the
    // house.
    bool const address = out_.state.awaiting == Awaiting::Address;
    if (!in_.reading && !out_.handover && !address && needs_interpreter(parse)) {
        out_.doubt = Doubt{.text = message, .parse = parse, .cart = out_.cart};
    }
}

void Turn::hear(understanding::Parse const& parse) {
    using enum understanding::Intent;
    bool const ordering = parse.intent == Order || parse.intent == Modify ||
                          (parse.intent == Confirm && in_.state.awaiting == Awaiting::CardAnswer);
    if (out_.handover) {
        keep(parse);  // A button called somebody already.
    } else if (parse.allergy) {
        keep(parse);
        hand_over(HandoverReason::Question, Text::HandoverQuestion);
    } else if (late() && (ordering || dirty_ || yes_ != nullptr)) {
        keep(parse);
        hand_over(HandoverReason::Late, Text::HandoverLate);
    } else if (yes_ != nullptr && !done_) {
        words_with_yes(parse);
    } else if (done_) {
        words_with_button(parse);
    } else {
        learn(parse);
        act(parse);
        if (dirty_ && !done_ && !out_.place_order) {
            next_step();  // The words had nothing to add to what was tapped or sent.
        }
    }
}

// A card was tapped and something was written too: only plain agreement leaves the yes a yes.
void Turn::words_with_yes(understanding::Parse const& parse) {
    using enum understanding::Intent;
    if (parse.intent == Unknown && !parse.residue.empty()) {
        keep(parse);
        hand_over(HandoverReason::NotUnderstood, Text::HandoverUnclear);
        return;
    }
    learn(parse);
    if (parse.intent == Confirm || parse.intent == Thanks) {
        card_button(yes_->payload, "yes");
        return;
    }
    std::int64_t const version = out_.state.card_version;
    act(parse);
    bool const waits = out_.state.awaiting == Awaiting::CardAnswer && !out_.handover;
    if (waits && out_.state.card_version == version) {
        remind_card();  // Answered, but nothing is ordered yet.
    }
}

// Another button answered already: small talk adds nothing to it, anything else is heard.
void Turn::words_with_button(understanding::Parse const& parse) {
    using enum understanding::Intent;
    learn(parse);
    if (parse.intent == Deny && out_.cancel_order) {
        out_.cancel_order.reset();  // Yes and no at once.
        hand_over(HandoverReason::CancelRequest, Text::HandoverPerson);
        return;
    }
    bool const cancelled = out_.cancel_order || open_order() == nullptr;
    bool const small_talk = parse.intent == Confirm || parse.intent == Deny ||
                            parse.intent == Thanks || parse.intent == Greeting ||
                            (parse.intent == Unknown && parse.residue.empty()) ||
                            (parse.intent == Cancel && out_.cart.lines.empty() && cancelled);
    if (!small_talk) {
        act(parse);
    }
}

}  // namespace croozer::conversation
