// "Does it work?", asked by a person: one read of Graph with its time, whether our webhooks are
// subscribed, and when the last one came. And a message to try it with.
#pragma once

#include "app/account_care.hpp"
#include "app/context.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace croozer::app {

struct AccountCheck {
    // graph, number: its status at Meta, health, subscribed_apps, webhook: Meta reaches us
    std::string name;
    bool ok{false};
    std::string detail;
};

struct AccountTest {
    std::chrono::milliseconds latency{0};  // of the read of the number
    std::vector<AccountCheck> checks;
    std::vector<std::string> capabilities;  // empty: it may send nothing

    // Nothing has come from Meta yet and nothing should have: a new number is no fault.
    bool awaits_webhook{false};

    [[nodiscard]] bool is_good() const;
    // A message would leave, whatever comes back.
    [[nodiscard]] bool can_send() const;
};

// Errors: Conflict "not_connected"; nothing of Meta's is an error here, it is a check that failed.
void test_account(
    AccountCare& care, BusinessId business, std::move_only_function<void(Result<AccountTest>)> done
);

// Through the ordinary outbox, as any message; the bot stays in the chat. Errors: Validation
// "recipient", Conflict "window_closed", "blocked".
[[nodiscard]] Result<MessageId> send_test_message(
    Context& context, std::string const& phone, Who const& who
);

// What a number in this state may send: nothing while Meta blocks it or does not have it, templates
// only while it may write first, all else only while it may answer
// (developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/account_update,
// restriction_info).
[[nodiscard]] std::vector<std::string> capabilities_of(
    NumberFacts const& number, std::vector<std::string> const& restrictions
);

}  // namespace croozer::app
