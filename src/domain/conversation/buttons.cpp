// What a tap means. A button is pressed whenever the customer likes, so each says what it is for.
#include "base/text.hpp"
#include "domain/conversation/cart_edits.hpp"
#include "domain/conversation/turn.hpp"

#include <algorithm>

namespace croozer::conversation {

std::string card_button_id(
    ConversationId conversation, std::int64_t version, std::string_view answer
) {
    return "card:" + conversation.to_string() + ":" + std::to_string(version) + ":" +
           std::string(answer);
}

bool open_card(
    State& state,
    ordering::Cart const& cart,
    Reply const& card,
    ConversationId conversation,
    Instant now
) {
    auto const yes = card_button_id(conversation, state.card_version, "yes");
    if (cart.lines.empty() ||
        std::ranges::find(card.buttons, yes, &Button::id) == card.buttons.end()) {
        return false;
    }
    state.awaiting = Awaiting::CardAnswer;
    state.card_sent_at = now;
    return true;
}

bool is_button_id(std::string_view payload) {
    auto const parts = split(payload, ':');
    auto const name = parts.front();
    auto const count = parts.size();
    return (name == "card" && count == 4) || (name == "cancel" && count == 3) ||
           ((name == "fulfil" || name == "pick" || name == "line" || name == "cart") && count == 2);
}

std::string Turn::card_id(std::string_view answer) const {
    return card_button_id(in_.conversation, out_.state.card_version, answer);
}

bool Turn::is_card_yes(Inbound const& inbound) {
    return inbound.payload.starts_with("card:") && inbound.payload.ends_with(":yes");
}

void Turn::button(Inbound const& inbound) {
    std::vector<std::string_view> const parts = split(inbound.payload, ':');
    if (parts.front() == "card") {
        card_button(inbound.payload, parts.back());
    } else if (parts.size() == 3 && parts[0] == "cancel") {
        cancel_button(parts[1], parts[2]);
    } else if (parts.size() == 2 && parts[0] == "fulfil" && !out_.cart.lines.empty()) {
        out_.cart.fulfilment =
            parts[1] == "pickup" ? ordering::Fulfilment::Pickup : ordering::Fulfilment::Delivery;
        dirty_ = true;
    } else if (parts.size() == 2 && parts[0] == "pick") {
        pick(parts[1]);
    } else if (parts.size() == 2 && parts[0] == "line" && !out_.cart.lines.empty()) {
        pick_line(parts[1]);
    } else if (inbound.payload == "cart:keep" && !out_.cart.lines.empty()) {
        keep_cart();
    } else if (inbound.payload == "cart:cancel" && !out_.cart.lines.empty()) {
        done_ = true;
        clear_cart();
        say(Text::CartCleared);
        reply("cancelled");
    } else {
        dead_button();
    }
}

void Turn::dead_button() {
    done_ = true;
    if (is_news(out_.state.dead_button_told_at)) {
        say(Text::NoCard);
        reply("question");
    }
}

void Turn::card_button(std::string_view card, std::string_view answer) {
    done_ = true;
    if (out_.cart.lines.empty()) {
        if (open_order() != nullptr) {
            status();
        } else {
            dead_button();
        }
        return;
    }
    bool const open = out_.state.awaiting == Awaiting::CardAnswer;
    bool const ours = card == card_id(answer);
    if (ours && answer == "without") {
        go_without();
    } else if (ours && answer == "yes") {
        open ? accept() : next_step();
    } else if (ours && answer == "change") {
        out_.state.awaiting = Awaiting::Items;
        say(Text::AskChange);
        reply("question");
    } else if (ours && answer == "cancel") {
        clear_cart();
        say(Text::CartCleared);
        reply("cancelled");
    } else {
        say(Text::NewerCard);
        open ? remind_card() : next_step();
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

}  // namespace croozer::conversation
