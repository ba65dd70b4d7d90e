#include "loops/template_sync.hpp"

#include "app/account_access.hpp"
#include "app/sync_templates.hpp"

#include <algorithm>
#include <utility>

namespace croozer::loops {
namespace {

using namespace std::chrono_literals;

constexpr auto pause = 24h;
constexpr auto first_retry = 1min;
constexpr std::int64_t most_doublings = 8;

}  // namespace

JobOutcome TemplateSync::tomorrow(std::string error) const {
    return {
        .fate = JobOutcome::Fate::Again,
        .due_at = runner_.system_clock().now() + Duration(pause),
        .error = std::move(error)
    };
}

JobOutcome TemplateSync::soon(std::int64_t attempts, std::string error) const {
    auto const doublings = std::clamp<std::int64_t>(attempts - 1, 0, most_doublings);
    return {
        .fate = JobOutcome::Fate::Again,
        .due_at =
            runner_.system_clock().now() + Duration(first_retry) * (std::int64_t{1} << doublings),
        .error = std::move(error)
    };
}

void TemplateSync::work(JobCall const& call, Jobs::Done done) {
    runner_.run(
        store::Lane::Background,
        call.business,
        [](app::Context& context) { return app::account_access(context); },
        [this, call, done = std::move(done)](Result<std::optional<app::AccountAccess>> access
        ) mutable {
            if (!access) {
                done(soon(call.attempts, access.error().slug));
                return;
            }
            // Disconnected, or another number by now, which has a job of its own.
            if (!*access || (*access)->account.value != call.subject) {
                done({.fate = JobOutcome::Fate::Finished, .due_at = {}, .error = {}});
                return;
            }
            auto waba_id = (*access)->waba_id;
            auto const since = (*access)->at;
            catalogue_.list(
                std::move((*access)->token),
                waba_id,
                [this, call, waba_id, since, done = std::move(done)](
                    app::PlatformResult<std::vector<conversation::SeenTemplate>> list
                ) mutable {
                    if (list) {
                        save(call, std::move(waba_id), since, *std::move(list), std::move(done));
                    } else if (list.error().is_passing) {
                        done(soon(call.attempts, list.error().detail));
                    } else {
                        done(tomorrow(list.error().detail));
                    }
                }
            );
        }
    );
}

void TemplateSync::save(
    JobCall const& call,
    std::string waba_id,
    Instant since,
    std::vector<conversation::SeenTemplate> list,
    Jobs::Done done
) {
    runner_.run(
        store::Lane::Background,
        call.business,
        [waba_id = std::move(waba_id), since, list = std::move(list)](app::Context& context) {
            return app::save_templates(context, waba_id, list, since);
        },
        [this, call, done = std::move(done)](Result<std::int64_t> saved) mutable {
            done(saved ? tomorrow() : soon(call.attempts, saved.error().slug));
        }
    );
}

}  // namespace croozer::loops
