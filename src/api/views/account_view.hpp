// A shop's number and its alerts as the JSON that clients read.
#pragma once

#include "store/queries/account_queries.hpp"
#include "store/repositories/alerts.hpp"

#include <boost/json.hpp>

#include <string>
#include <vector>

namespace croozer::api {

[[nodiscard]] boost::json::object account_view(store::AccountRecord const& account);
// For who may not read the number's page: that there is one and whether it works.
[[nodiscard]] boost::json::object account_summary_view(store::AccountRecord const& account);
// Days until its end (begun ones count), scopes and what is missing of them.
[[nodiscard]] boost::json::object token_view(store::AccountRecord const& account, Instant now);
// null: never read.
[[nodiscard]] boost::json::value account_health_view(store::AccountRecord const& account);
[[nodiscard]] boost::json::value account_facts_view(store::AccountRecord const& account);
[[nodiscard]] boost::json::object account_limits_view(
    store::AccountRecord const& account, std::int64_t used_today
);
[[nodiscard]] boost::json::array restrictions_view(store::AccountRecord const& account);
[[nodiscard]] boost::json::object alert_view(store::Alert const& alert);

}  // namespace croozer::api
