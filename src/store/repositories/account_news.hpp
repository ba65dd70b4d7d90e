// What Meta's webhooks change on an account (app/receive_news.hpp).
#pragma once

#include "store/documents/account_document.hpp"
#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

struct NewsAccount {
    AccountId id;
    std::string phone_number_id;
    std::string phone_number;  // digits
    Instant connected_at;
    std::string told;  // JSON: what note_news_told wrote; empty: nothing yet
};

// The business's accounts of this WABA that are not disconnected.
[[nodiscard]] Result<std::vector<NewsAccount>> accounts_of_waba(
    Session& session, BusinessId business, std::string_view waba_id
);

// What is absent stays.
struct AccountChange {
    std::optional<std::string> messaging_limit{};
    std::optional<std::string> throughput_level{};
    std::optional<std::string> quality{};
    std::optional<std::string> display_name{};
    std::optional<std::string> restrictions{};  // JSON
};

[[nodiscard]] Result<void> change_account(
    Session& session, BusinessId business, AccountId id, AccountChange const& change
);
// Writes over what an account's news_told was read as. Error: Busy if somebody has changed it
// since.
[[nodiscard]] Result<void> note_news_told(
    Session& session,
    BusinessId business,
    AccountId id,
    std::string_view before,
    std::string_view after
);
// What `told` does not tell stays.
[[nodiscard]] Result<void> merge_account_facts(
    Session& session, BusinessId business, AccountId id, documents::AccountFacts const& told
);

}  // namespace croozer::store
