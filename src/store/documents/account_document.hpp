// What Meta says of a number and its account, as the JSON columns of whatsapp_accounts hold it:
// `health` and `facts`.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store::documents {

struct HealthTrouble {
    std::int64_t code{0};
    std::string description;
    std::string possible_solution;
};

struct HealthEntity {
    std::string type;  // PHONE_NUMBER, WABA, BUSINESS, APP
    std::string id;
    std::string can_send;  // AVAILABLE, LIMITED, BLOCKED
    std::vector<HealthTrouble> troubles;
    std::vector<std::string> information;
};

struct AccountHealth {
    std::string can_send;  // the worst of its entities
    std::vector<HealthEntity> entities;
};

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
};

[[nodiscard]] std::string encode_health(AccountHealth const& health);
[[nodiscard]] Result<AccountHealth> decode_health(std::string_view text);
[[nodiscard]] std::string encode_facts(AccountFacts const& facts);
[[nodiscard]] Result<AccountFacts> decode_facts(std::string_view text);

}  // namespace croozer::store::documents
