#include "loops/jobs.hpp"

#include "base/log.hpp"
#include "store/repositories/jobs.hpp"

#include <utility>

namespace croozer::loops {

void Jobs::handle(std::string const& kind, Duration lease, Worker worker) {
    scheduler_.handle(kind, [this, lease, worker = std::move(worker)](store::DueWork const& item) {
        take(item, lease, worker);
    });
}

void Jobs::take(store::DueWork const& item, Duration lease, Worker const& worker) {
    if (!in_hand_.take(item.id)) {
        return;
    }
    runner_.run(
        store::Lane::Background,
        item.business,
        [id = item.id, lease](app::Context& context) {
            return store::claim_job(
                context.session,
                context.business,
                id,
                context.system_now,
                context.system_now + lease
            );
        },
        [this, business = item.business, id = item.id, kind = item.kind, worker](
            Result<std::optional<store::ClaimedJob>> claimed
        ) {
            if (!claimed || !*claimed) {
                if (!claimed) {
                    log::warn("job not claimed", {{"kind", kind}, {"error", claimed.error().slug}});
                }
                in_hand_.put_down(id);
                return;
            }
            auto const& job = **claimed;
            worker(
                {.business = business, .subject = job.subject, .attempts = job.attempts},
                [this, business, id, fence = job.fence](JobOutcome outcome) {
                    settle(business, id, fence, std::move(outcome));
                }
            );
        }
    );
}

void Jobs::settle(BusinessId business, Uuid id, std::int64_t fence, JobOutcome outcome) {
    runner_.run(
        store::Lane::Background,
        business,
        [id, fence, outcome = std::move(outcome)](app::Context& context) -> Result<bool> {
            auto& session = context.session;
            switch (outcome.fate) {
                case JobOutcome::Fate::Finished:
                    return store::finish_work(session, context.business, id, fence);
                case JobOutcome::Fate::Again:
                    context.effects.wake_work(outcome.due_at);
                    if (outcome.error.empty()) {
                        return store::renew_work(
                            session, context.business, id, fence, outcome.due_at
                        );
                    }
                    return store::requeue_work(
                        session,
                        context.business,
                        id,
                        fence,
                        "queued",
                        outcome.due_at,
                        outcome.error
                    );
                case JobOutcome::Fate::Dead:
                    break;
            }
            return store::bury_work(
                session, context.business, id, fence, context.system_now, outcome.error
            );
        },
        [this, id](Result<bool> const& settled) {
            if (!settled) {
                // Its lease runs out and it is done once more.
                log::error("job not settled", {{"error", settled.error().slug}});
            }
            in_hand_.put_down(id);
        }
    );
}

}  // namespace croozer::loops
