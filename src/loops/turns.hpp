// Takes turns: snapshot on a reader, the pure decision there too, the apply on the writer.
#pragma once

#include "app/runner.hpp"
#include "app/take_turn.hpp"
#include "loops/in_hand.hpp"
#include "store/repositories/work.hpp"

namespace croozer::loops {

class Turns {
public:
    explicit Turns(app::Runner& runner) : runner_(runner) {}

    void take(store::DueWork const& item);

private:
    void attempt(BusinessId business, ConversationId conversation, int attempts);
    void apply(
        BusinessId business,
        std::shared_ptr<app::TurnInput const> input,
        std::shared_ptr<conversation::Decision const> decision,
        int attempts
    );
    void drop(BusinessId business, ConversationId conversation, std::int64_t seen_version);
    void fail(BusinessId business, ConversationId conversation, Error const& error);

    app::Runner& runner_;
    InHand in_hand_;
};

}  // namespace croozer::loops
