// What Meta says of a number and its account, as the JSON columns of whatsapp_accounts hold it:
// `health`, `facts` and `restrictions`.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "domain/business/account_health.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store::documents {

using business::AccountHealth;
using business::HealthEntity;
using business::HealthTrouble;

// Empty: not told.
struct AccountFacts {
    std::string verified_name;
    std::string name_status;
    std::string review_status;
    std::string verification_status;
    std::string country;
    std::string currency;
    std::optional<bool> is_funded;
    std::string number_status;
    std::string about;
    std::string picture_url;
    std::string history;  // of the WhatsApp Business app: "refused", "failed"; empty: as asked for
};

struct AccountRestriction {
    std::string type;  // RESTRICTED_BIZ_INITIATED_MESSAGING…
    std::optional<Instant> expiration;
    std::string remediation;
};

[[nodiscard]] std::string encode_health(AccountHealth const& health);
[[nodiscard]] Result<AccountHealth> decode_health(std::string_view text);
[[nodiscard]] std::string encode_facts(AccountFacts const& facts);
[[nodiscard]] Result<AccountFacts> decode_facts(std::string_view text);
// What `told` does not tell stays as it was known.
[[nodiscard]] AccountFacts merged(AccountFacts known, AccountFacts const& told);
[[nodiscard]] std::string encode_restrictions(std::vector<AccountRestriction> const& restrictions);
// Of an empty text: none.
[[nodiscard]] Result<std::vector<AccountRestriction>> decode_restrictions(std::string_view text);

}  // namespace croozer::store::documents
