// What a turn leaves for staff to teach.
#include "domain/conversation/turn.hpp"

#include <utility>

namespace croozer::conversation {

namespace {

// The last message that holds the words; of words that were respelt on the way, the last at all.
MessageId place_of(std::string_view written, std::vector<Inbound> const& inbound) {
    MessageId last;
    MessageId held;
    for (Inbound const& message : inbound) {
        if (message.kind == InboundKind::Text) {
            last = message.id;
            held = message.text.contains(written) ? message.id : held;
        }
    }
    return held.is_nil() ? last : held;
}

std::string texts_of(std::vector<Inbound> const& inbound) {
    std::string text;
    for (Inbound const& message : inbound) {
        if (message.kind == InboundKind::Text) {
            text += (text.empty() ? "" : "\n") + message.text;
        }
    }
    return text;
}

}  // namespace

// Only what was asked about: words that went to a person with everything else are theirs. What
// stands where an address was asked for is likely one.
void Turn::note_unknown_words(understanding::Parse const& parse) {
    if (out_.handover || in_.state.awaiting == Awaiting::Address) {
        return;
    }
    std::vector<std::string> personal = places_;
    for (ordering::Address const* held :
         {&in_.saved_address, &in_.cart.address, &std::as_const(out_).cart.address}) {
        personal.insert(personal.end(), {held->city, held->street, held->place, held->bell_name});
    }
    personal.insert(
        personal.end(), {in_.customer_name, in_.cart.customer_name, out_.cart.customer_name}
    );
    out_.unknown_words =
        learning::words_to_teach(*in_.lexicon, parse, texts_of(in_.unanswered), personal);
    for (learning::UnknownWord& word : out_.unknown_words) {
        word.message = place_of(word.written, in_.unanswered);
    }
}

}  // namespace croozer::conversation
