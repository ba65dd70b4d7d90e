#include "loops/connect_jobs.hpp"

#include "app/connect/connect_steps.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace croozer::loops {
namespace {

using namespace std::chrono_literals;

// Shorter than a slow run: who comes after a crash should not wait for long. A run that lost its
// lease finds the attempt changed and ends.
constexpr auto connect_lease = 30s;
constexpr auto try_again = 5s;
constexpr auto longest_wait = 5min;
// What Meta cannot do in so many tries is shown to the owner, who may try once more.
constexpr std::int64_t most_tries = 4;

Duration wait_after(std::int64_t attempts) {
    constexpr std::int64_t most_doublings = 10;
    auto const doublings = std::clamp<std::int64_t>(attempts - 1, 0, most_doublings);
    return std::min<Duration>(longest_wait, Duration(try_again) * (std::int64_t{1} << doublings));
}

JobOutcome finished() {
    return {.fate = JobOutcome::Fate::Finished, .due_at = {}, .error = {}};
}

JobOutcome again(Instant now, std::int64_t attempts, std::string error) {
    return {
        .fate = JobOutcome::Fate::Again,
        .due_at = now + wait_after(attempts),
        .error = std::move(error)
    };
}

}  // namespace

void handle_connect_jobs(Jobs& jobs, app::Connector& connector, Clock const& clock) {
    auto worker = [&connector, &clock](JobCall const& call, Jobs::Done done) {
        ConnectAttemptId const id{call.subject};
        connector.resume(
            call.business,
            id,
            [&connector, &clock, call, id, done = std::move(done)](
                Result<store::ConnectAttempt> attempt
            ) mutable {
                if (!attempt) {
                    bool const gone = attempt.error().code == ErrorCode::NotFound;
                    done(
                        gone ? finished() : again(clock.now(), call.attempts, attempt.error().slug)
                    );
                } else if (!app::is_stalled(*attempt)) {
                    done(finished());
                } else if (call.attempts < most_tries) {
                    done(again(clock.now(), call.attempts, "upstream"));
                } else {
                    connector.abandon(
                        call.business,
                        id,
                        [&clock, attempts = call.attempts, done = std::move(done)](
                            Result<store::ConnectAttempt> const& abandoned
                        ) mutable {
                            done(
                                abandoned ? finished()
                                          : again(clock.now(), attempts, abandoned.error().slug)
                            );
                        }
                    );
                }
            }
        );
    };
    jobs.handle(std::string(app::connect_job), connect_lease, std::move(worker));
    jobs.handle(
        std::string(app::disconnect_job),
        connect_lease,
        [&connector, &clock](JobCall const& call, Jobs::Done done) {
            connector.finish_disconnect(
                call.business,
                AccountId{call.subject},
                [&clock, attempts = call.attempts, done = std::move(done)](Result<void> const& gone
                ) mutable {
                    bool const over = gone || gone.error().code == ErrorCode::NotFound;
                    done(over ? finished() : again(clock.now(), attempts, gone.error().slug));
                }
            );
        }
    );
}

}  // namespace croozer::loops
