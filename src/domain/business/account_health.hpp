// Whether messages of a number leave, as Meta says it of the number and of all that stands above it
// (developers.facebook.com/documentation/business-messaging/whatsapp/support/health-status).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace croozer::business {

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
    std::string can_send;  // the worst of its entities; empty: not told
    std::vector<HealthEntity> entities;
};

}  // namespace croozer::business
