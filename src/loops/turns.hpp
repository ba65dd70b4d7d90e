// Takes turns: snapshot on a reader, the pure decision there too, the apply on the writer. A text
// that stayed unclear goes to the interpreter in between, outside any transaction.
#pragma once

#include "app/ports.hpp"
#include "app/runner.hpp"
#include "app/take_turn.hpp"
#include "loops/in_hand.hpp"
#include "store/repositories/work.hpp"

namespace croozer::loops {

class Turns {
public:
    // Without an interpreter the customer is asked at once.
    explicit Turns(app::Runner& runner, app::Interpreter* interpreter = nullptr)
        : runner_(runner), interpreter_(interpreter) {}

    void take(store::DueWork const& item);

private:
    struct Decided {
        std::int64_t seen_version{0};
        std::shared_ptr<app::TurnInput> input;
        std::shared_ptr<conversation::Decision const> decision;
    };

    void attempt(BusinessId business, ConversationId conversation, int attempts);
    void interpret(BusinessId business, Decided const& decided, int attempts);
    void decide_again(
        BusinessId business, std::shared_ptr<app::TurnInput> const& input, int attempts
    );
    void apply(
        BusinessId business,
        std::shared_ptr<app::TurnInput const> const& input,
        std::shared_ptr<conversation::Decision const> const& decision,
        int attempts
    );
    void drop(BusinessId business, ConversationId conversation, std::int64_t seen_version);
    void fail(BusinessId business, ConversationId conversation, Error const& error);

    app::Runner& runner_;
    app::Interpreter* interpreter_;
    InHand in_hand_;
};

}  // namespace croozer::loops
