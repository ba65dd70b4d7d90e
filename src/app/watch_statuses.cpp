#include "app/watch_statuses.hpp"

#include "app/alerts.hpp"
#include "store/repositories/account_care.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace croozer::app {
namespace {

namespace json = boost::json;

// Meta repeats a webhook that nobody took for up to 7 days
// (developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview): what has
// no status after that will have none.
constexpr auto statuses_come_within = std::chrono::days(7);
// The longer one waits, the rarer the look: after a tenth of its age.
constexpr std::int64_t part_of_age = 10;
constexpr Duration least_pause = std::chrono::seconds(1);

}  // namespace

Result<std::optional<Instant>> watch_statuses(
    Context& context, AccountId account, Duration expected_within
) {
    auto const now = context.system_now;
    auto const known = TRY(store::find_account_care(context.session, context.business, account));
    // What an earlier connection sent tells nothing of this one.
    auto const waiting =
        known ? TRY(store::messages_without_status(
                    context.session,
                    context.business,
                    account,
                    std::max(now - Duration(statuses_come_within), known->connected_at),
                    now - expected_within
                ))
              : store::WaitingStatuses{};
    if (waiting.overdue == 0) {
        TRY(resolve_alert(context, no_status_alert, account.value));
        return waiting.oldest
                   ? std::optional(std::max(*waiting.oldest + expected_within, now + least_pause))
                   : std::nullopt;
    }
    TRY(raise_alert(
        context,
        {.kind = no_status_alert,
         .subject = account.value,
         .level = AlertLevel::Warning,
         .detail = json::serialize(json::object{
             {"count", waiting.overdue}, {"oldest", waiting.oldest.value_or(now).to_rfc3339()}
         })}
    ));
    auto const age = now - waiting.oldest.value_or(now);
    return now + std::max(age / part_of_age, least_pause);
}

}  // namespace croozer::app
