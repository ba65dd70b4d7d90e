// What a message is for, from the words that say so.
#pragma once

#include "domain/understanding/match.hpp"

#include <vector>

namespace croozer::understanding {

struct Cues {
    bool menu_items{false};    // products or options are named
    bool about_dishes{false};  // …and the message is an order or a change, not a question
    bool order_verb{false};
    bool cancel{false};
    bool status{false};
    bool human{false};
    bool complaint{false};
    bool menu{false};
    bool greeting{false};
    bool thanks{false};
    bool confirm{false};
    bool deny{false};
    bool usual{false};
    bool finished{false};
    bool edit{false};
    bool points{false};  // "the second one"
    bool allergy{false};
    bool danger{false};      // …of life
    bool wordy{false};       // more than a word or two was said
    bool cancels_it{false};  // something of the cart, and not the order
    bool unknown{false};     // words that mean nothing here
    Question question{Question::None};
    // Spans [first, last) of clauses that only ask.
    std::vector<std::pair<std::size_t, std::size_t>> asking;  // tokens
};

// `cart`: there is one, and it may be changed.
[[nodiscard]] Cues read_cues(Tokens const& tokens, std::vector<Span> const& spans, bool cart);
[[nodiscard]] std::vector<Span> without_questions(std::vector<Span> spans, Cues const& cues);
[[nodiscard]] Intent intent_of(Cues const& cues, Parse const& parse, Context const& context);

}  // namespace croozer::understanding
