// The jobs that look after connected numbers: token daily, health hourly, statuses that do not
// come, and the mails of alerts.
#pragma once

#include "app/account_care.hpp"
#include "app/mailer.hpp"
#include "app/watch_statuses.hpp"
#include "loops/jobs.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

namespace croozer::loops {

struct AccountJobsOptions {
    Duration token_every{std::chrono::hours(24)};
    Duration health_every{std::chrono::hours(1)};
    Duration status_within{app::status_expected_within};
    std::string public_url;
};

class AccountJobs {
public:
    // All must outlive this. Without a mailer nothing is mailed.
    AccountJobs(app::AccountCare& care, app::Mailer* mailer, AccountJobsOptions options);

    // Before the scheduler starts.
    void handle_in(Jobs& jobs);
    // Gives numbers that have no jobs theirs, one business after the other in the background.
    void adopt_all();

    void stop() { stopping_ = true; }

private:
    void keep(JobCall const& call, Jobs::Done done);
    void check(JobCall const& call, Jobs::Done done);
    void watch(JobCall const& call, Jobs::Done done);
    void mail(JobCall const& call, Jobs::Done done);

    struct Adoption;
    using AdoptionPtr = std::shared_ptr<Adoption>;
    void adopt(AdoptionPtr adoption);
    void put_off(BusinessId business, std::string_view error, AdoptionPtr adoption);
    void put_jobs(BusinessId business, AccountId account, AdoptionPtr adoption);

    // Nine to eleven tenths of it, so that what began together does not stay together.
    [[nodiscard]] Instant after(Duration period);

    app::AccountCare& care_;
    app::Mailer* mailer_;
    AccountJobsOptions options_;
    std::atomic<bool> stopping_{false};
};

}  // namespace croozer::loops
