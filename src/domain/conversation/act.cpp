#include "domain/conversation/turn.hpp"

namespace croozer::conversation {

void Turn::act(understanding::Parse const& parse) {
    using enum understanding::Intent;
    bool const cart = !out_.cart.lines.empty();
    switch (parse.intent) {
        case Human:
            hand_over(HandoverReason::AskedForPerson, Text::HandoverPerson);
            break;
        case Status:
            status();
            break;
        case Cancel:
            cancel();
            break;
        case Order:
        case Modify:
            take_order(parse);
            break;
        case Menu:
            send_menu();
            break;
        case Question:
            answer_question(parse);
            break;
        case Address:
            if (cart) {
                next_step();
            } else {
                say(Text::AskItems);
                out_.state.awaiting = Awaiting::Items;
                reply("question");
            }
            break;
        case Confirm:
            if (out_.state.awaiting == Awaiting::CancelConfirmation && out_.state.cancel_subject) {
                cancel_button(out_.state.cancel_subject->to_string(), "yes");
            } else if (out_.state.awaiting == Awaiting::CardAnswer && cart) {
                accept();
            } else if (cart) {
                next_step();
            } else {
                not_an_order(parse);
            }
            break;
        case Deny:
            if (out_.state.awaiting == Awaiting::CancelConfirmation && out_.state.cancel_subject) {
                cancel_button(out_.state.cancel_subject->to_string(), "no");
            } else if (out_.state.awaiting == Awaiting::CardAnswer && cart) {
                out_.state.awaiting = Awaiting::Items;
                say(Text::AskChange);
                reply("question");
            } else if (cart) {
                next_step();
            }
            break;
        case Thanks:
            // Thanks are not consent: an open card is shown once more, otherwise silence is free.
            if (out_.state.awaiting == Awaiting::CardAnswer && cart) {
                remind_card();
            }
            break;
        case Greeting:
            if (cart) {
                next_step();
                break;
            }
            say_words(fill(
                Text::Welcome,
                language(),
                {isolated(settings_.name, language()),
                 menu_.products.empty() ? std::string() : name_of(menu_.products.front().id)}
            ));
            out_.state.awaiting = Awaiting::Items;
            reply("greeting");
            break;
        case Unknown:
            not_an_order(parse);
            break;
    }
}

}  // namespace croozer::conversation
