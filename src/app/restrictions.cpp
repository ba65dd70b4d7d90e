#include "app/restrictions.hpp"

#include "app/alerts.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace croozer::app {
namespace {

namespace json = boost::json;

constexpr std::string_view number_restricted = "number_restricted";

// Answers to customers are what a shop lives by; the rest leaves orders alone.
bool is_grave(AccountRestriction const& restriction) {
    return restriction.type == "RESTRICTED_CUSTOMER_INITIATED_MESSAGING";
}

}  // namespace

std::vector<AccountRestriction> in_force(
    std::vector<AccountRestriction> restrictions, Instant now
) {
    std::erase_if(restrictions, [now](AccountRestriction const& one) {
        return one.expiration && *one.expiration <= now;
    });
    return restrictions;
}

Result<void> tell_restrictions(
    Context& context,
    AccountId account,
    std::vector<AccountRestriction> const& restrictions,
    bool happened
) {
    if (restrictions.empty()) {
        TRY(resolve_alert(context, number_restricted, account.value));
        return {};
    }
    auto worst = std::ranges::find_if(restrictions, is_grave);
    bool const grave = worst != restrictions.end();
    if (!grave) {
        worst = restrictions.begin();
    }
    json::object detail{{"type", worst->type}};
    if (worst->expiration) {
        detail["expiration"] = worst->expiration->to_rfc3339();
    }
    TRY(raise_alert(
        context,
        {.kind = number_restricted,
         .subject = account.value,
         .level = grave ? AlertLevel::Critical : AlertLevel::Warning,
         .detail = json::serialize(detail),
         .happened = happened}
    ));
    return {};
}

}  // namespace croozer::app
