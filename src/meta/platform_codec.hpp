// Numbers, accounts and tokens in Graph's answers, as pure functions (business-phone-numbers).
// Lenient: what is missing or of another type is empty, an unknown value is kept as text.
#pragma once

#include "app/business_platform.hpp"
#include "meta/json_reading.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace croozer::meta {

// nullopt: no token in it.
[[nodiscard]] std::optional<app::GrantedToken> read_granted_token(JsonObject const& answer);
// Of debug_token; nullopt: it does not say whether the token is valid. expires_at 0 means never
// (developers.facebook.com/docs/graph-api/reference/debug_token).
[[nodiscard]] std::optional<app::TokenFacts> read_token_facts(JsonObject const& answer);
[[nodiscard]] app::Health read_health(JsonObject const& node);
[[nodiscard]] app::WabaFacts read_waba_facts(JsonObject const& node);
[[nodiscard]] app::NumberFacts read_number_facts(JsonObject const& node);
[[nodiscard]] std::vector<app::NumberFacts> read_numbers(JsonArray const& nodes);
// The edge answers with a list of one; nullopt: it does not.
[[nodiscard]] std::optional<app::ProfileFacts> read_profile_facts(JsonObject const& answer);
[[nodiscard]] std::vector<app::SubscribedApp> read_subscribed_apps(JsonArray const& nodes);
// Fields of the object whatsapp_business_account.
[[nodiscard]] std::vector<std::string> read_subscribed_fields(JsonArray const& nodes);

}  // namespace croozer::meta
