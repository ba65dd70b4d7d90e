#include "base/limits.hpp"
#include "base/text.hpp"
#include "domain/conversation/cart_edits.hpp"
#include "domain/conversation/turn.hpp"

#include <algorithm>

namespace croozer::conversation {

namespace {

// domain.md "Messages to the customer": an order older than this gets no automatic card.
constexpr auto latest_order = std::chrono::minutes(20);
constexpr std::string_view agrees = "\U0001F44D";

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
}

Decision Turn::run() {
    bool const silent = in_.unanswered.empty() || in_.is_member || in_.blocked || in_.paused ||
                        in_.bot_mode == business::BotMode::Off;
    if (silent) {
        return std::move(out_);
    }
    out_.draft_only = in_.bot_mode == business::BotMode::Assist;
    expire_card();
    read_inbound();
    return std::move(out_);
}

void Turn::expire_card() {
    if (out_.state.card_expires_at && in_.now >= *out_.state.card_expires_at) {
        clear_cart();
    }
}

void Turn::clear_cart() {
    out_.cart = ordering::Cart{};
    out_.state.awaiting = Awaiting::Nothing;
    out_.state.card_sent_at.reset();
    out_.state.card_expires_at.reset();
    out_.state.card_total_minor = 0;
    out_.state.clarifications = 0;
    out_.state.pending_text.clear();
}

void Turn::read_inbound() {
    std::string words;
    bool media = false;
    for (Inbound const& inbound : in_.unanswered) {
        switch (inbound.kind) {
            case InboundKind::Text:
                words += (words.empty() ? "" : "\n") + inbound.text;
                break;
            case InboundKind::Reaction:
                // A thumb on an open card agrees; other reactions are no answer.
                if (inbound.text.starts_with(agrees) &&
                    out_.state.awaiting == Awaiting::CardAnswer) {
                    words += (words.empty() ? "" : "\n") + inbound.text;
                }
                break;
            case InboundKind::ButtonReply:
            case InboundKind::ListReply:
                if (!done_) {
                    button(inbound);
                }
                break;
            case InboundKind::Location:
                out_.cart.address.latitude_e6 = inbound.latitude_e6;
                out_.cart.address.longitude_e6 = inbound.longitude_e6;
                if (out_.cart.fulfilment == ordering::Fulfilment::Unknown &&
                    settings_.offers_delivery) {
                    out_.cart.fulfilment = ordering::Fulfilment::Delivery;
                }
                dirty_ = true;
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
        }
    }
    if (media) {
        if (!words.empty()) {
            // What was written is kept for the person who looks.
            understanding::Parse const parse = understood(words);
            learn(parse);
            for (ordering::CartLine const& line : parse.lines) {
                add_line(out_.cart, line);
            }
            apply_edits(out_.cart, parse.edits, menu_);
        }
        hand_over(HandoverReason::Media, Text::HandoverMedia);
        return;
    }
    if (!words.empty() && !out_.place_order && !out_.cancel_order && !out_.handover) {
        text_turn(words);
    } else if (dirty_ && !done_) {
        late() ? hand_over(HandoverReason::Late, Text::HandoverLate) : next_step();
    }
}

bool Turn::late() const {
    return std::ranges::any_of(in_.unanswered, [this](Inbound const& inbound) {
        return in_.now - inbound.sent_at > latest_order;
    });
}

void Turn::button(Inbound const& inbound) {
    std::vector<std::string_view> const parts = split(inbound.payload, ':');
    if (parts.size() == 3 && parts[0] == "card") {
        card_button(parts[1], parts[2]);
    } else if (parts.size() == 3 && parts[0] == "cancel") {
        cancel_button(parts[1], parts[2]);
    } else if (parts.size() == 2 && parts[0] == "fulfil" && !out_.cart.lines.empty()) {
        out_.cart.fulfilment =
            parts[1] == "pickup" ? ordering::Fulfilment::Pickup : ordering::Fulfilment::Delivery;
        dirty_ = true;
    } else if (parts.size() == 2 && parts[0] == "pick") {
        pick(parts[1]);
    } else if (inbound.payload == "cart:keep" && !out_.cart.lines.empty()) {
        done_ = true;
        say(Text::Kept);
        reply("closed");
    } else if (inbound.payload == "cart:cancel" && !out_.cart.lines.empty()) {
        done_ = true;
        clear_cart();
        say(Text::CartCleared);
        reply("cancelled");
    } else {
        done_ = true;
        say(Text::NoCard);
        reply("question");
    }
}

void Turn::card_button(std::string_view version, std::string_view answer) {
    done_ = true;
    bool const open = out_.state.awaiting == Awaiting::CardAnswer && !out_.cart.lines.empty();
    bool const newest = version == std::to_string(out_.state.card_version);
    if (answer == "without" && newest && !out_.cart.lines.empty()) {
        go_without();
        return;
    }
    if (!newest && open) {
        say(Text::NewerCard);
        remind_card();
        return;
    }
    bool const waiting = !out_.cart.lines.empty();
    if (!open && waiting && answer == "yes") {
        next_step();
        return;
    }
    if (!open && !waiting) {
        if (open_order() != nullptr) {
            status();
        } else {
            say(Text::NoCard);
            reply("question");
        }
        return;
    }
    if (answer == "yes") {
        accept();
    } else if (answer == "change") {
        out_.state.awaiting = Awaiting::Items;
        say(Text::AskChange);
        reply("question");
    } else {
        clear_cart();
        say(Text::CartCleared);
        reply("cancelled");
    }
}

void Turn::cancel_button(std::string_view order, std::string_view answer) {
    done_ = true;
    out_.state.cancel_subject.reset();
    if (out_.state.awaiting == Awaiting::CancelConfirmation) {
        out_.state.awaiting = Awaiting::Nothing;
    }
    auto const found = std::ranges::find_if(in_.open_orders, [&](OpenOrder const& candidate) {
        return candidate.id.to_string() == order;
    });
    if (answer != "yes") {
        say(Text::CancelKept);
        reply("question");
        return;
    }
    using enum ordering::OrderState;
    if (found == in_.open_orders.end()) {
        say(Text::NothingToCancel);
        reply("question");
    } else if (found->state == Pending || found->state == Confirmed) {
        out_.cancel_order = found->id;  // the move itself tells the customer
    } else {
        hand_over(HandoverReason::CancelRequest, Text::HandoverCancel);
    }
}

// A product chosen from the list we offered: the words that were open get their name.
void Turn::pick(std::string_view product) {
    auto const id = ProductId::parse(product);
    menu::Product const* found = id ? menu_.product(*id) : nullptr;
    if (found == nullptr) {
        done_ = true;
        say(Text::AskItems);
        reply("question");
        return;
    }
    std::string const& name = found->name.in(language());
    understanding::Parse const parse =
        understanding::understand(*in_.lexicon, out_.state.pending_text + " " + name, {});
    bool const fits =
        parse.lines.size() == 1 && parse.lines.front().product == *id && parse.ambiguities.empty();
    add_line(
        out_.cart,
        fits ? parse.lines.front()
             : ordering::CartLine{.product = *id, .quantity = 1, .options = {}, .note = {}}
    );
    out_.state.pending_text.clear();
    out_.state.clarifications = 0;
    dirty_ = true;
}

understanding::Parse Turn::understood(std::string const& message) const {
    understanding::Context const context{
        .cart = &out_.cart,
        .address_asked = out_.state.awaiting == Awaiting::Address,
        .card_open = out_.state.awaiting == Awaiting::CardAnswer,
    };
    std::string_view const words = first_code_points(message, limits::message_code_points);
    if (out_.state.awaiting == Awaiting::Clarification && !out_.state.pending_text.empty()) {
        std::string const whole = out_.state.pending_text + " " + std::string(words);
        understanding::Parse together = understanding::understand(*in_.lexicon, whole, {});
        if (together.lines.size() == 1 && together.ambiguities.empty() &&
            together.residue.empty()) {
            return together;
        }
    }
    return understanding::understand(*in_.lexicon, words, context);
}

void Turn::learn(understanding::Parse const& parse) {
    if (parse.language && !out_.state.language_is_sticky) {
        out_.state.language = *parse.language;
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

void Turn::text_turn(std::string const& message) {
    understanding::Parse const parse = understood(message);
    learn(parse);
    using enum understanding::Intent;
    bool const ordering = parse.intent == Order || parse.intent == Modify ||
                          (parse.intent == Confirm && in_.state.awaiting == Awaiting::CardAnswer);
    if (late() && (ordering || dirty_)) {
        for (ordering::CartLine const& line : parse.lines) {
            add_line(out_.cart, line);
        }
        apply_edits(out_.cart, parse.edits, menu_);
        hand_over(HandoverReason::Late, Text::HandoverLate);
        return;
    }
    if (done_ && !ordering) {
        return;  // a button already answered this turn
    }
    act(parse);
}

}  // namespace croozer::conversation
