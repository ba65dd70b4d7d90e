// Blue ticks as soon as a message is ours, and "typing…" where the bot is about to answer: Meta
// shows it until then, or for 25 seconds
// (developers.facebook.com/documentation/business-messaging/whatsapp/typing-indicators). Not work:
// bounded memory, dropped on trouble, never retried.
#pragma once

#include "app/ports.hpp"
#include "app/runner.hpp"

#include <atomic>
#include <string>

namespace croozer::loops {

class Receipts {
public:
    Receipts(app::Runner& runner, app::Messenger& messenger)
        : runner_(runner), messenger_(messenger) {}

    void seen(
        BusinessId business, AccountId account, ConversationId conversation, std::string wamid
    );

private:
    static constexpr int most_waiting = 512;
    app::Runner& runner_;
    app::Messenger& messenger_;
    std::atomic<int> waiting_{0};
};

}  // namespace croozer::loops
