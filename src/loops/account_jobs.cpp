#include "loops/account_jobs.hpp"

#include "app/account_state.hpp"
#include "app/alert_mail.hpp"
#include "app/alerts.hpp"
#include "base/log.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/directory.hpp"
#include "store/repositories/jobs.hpp"

#include <algorithm>
#include <array>
#include <deque>

namespace croozer::loops {
namespace {

using namespace std::chrono_literals;
using Fate = JobOutcome::Fate;

// Longer than a look can take: five calls of Graph of 20 s each, and more if fields are refused and
// read one by one.
constexpr auto look_lease = 10min;
constexpr auto watch_lease = 1min;
// Longer than the mailer's own time-out.
constexpr auto mail_lease = 5min;
// What Meta did not answer is asked again in a part of the period: hourly for the token.
constexpr std::int64_t retry_part = 24;
constexpr std::int64_t health_retry_part = 12;
constexpr std::int64_t jitter_parts = 10;
// 1, 2, 4… minutes, then every two hours: 18 tries are a day.
constexpr Duration mail_base = 1min;
constexpr Duration mail_cap = 2h;
constexpr std::int64_t mail_tries = 18;
// Of reads and writes, before the adoption of accounts is left to the next start.
constexpr std::int64_t most_failures = 100;
// A connected number has one of each (loops/template_sync has the last).
constexpr std::array kept_by{
    app::account_keep_job, app::account_health_job, std::string_view("template_sync")
};

JobOutcome again(Instant due, std::string error) {
    return {.fate = Fate::Again, .due_at = due, .error = std::move(error)};
}

JobOutcome finished() {
    return {.fate = Fate::Finished, .due_at = {}, .error = {}};
}

// The account that lacks a job; nullopt: no number is connected, or it has all.
Result<std::optional<AccountId>> find_missing(store::Session& session, BusinessId business) {
    auto const account = TRY(store::connected_account(session, business));
    if (!account) {
        return std::nullopt;
    }
    for (auto const kind : kept_by) {
        if (!TRY(store::has_job(session, business, kind, account->id.value))) {
            return account->id;
        }
    }
    return std::nullopt;
}

}  // namespace

AccountJobs::AccountJobs(app::AccountCare& care, app::Mailer* mailer, AccountJobsOptions options)
    : care_(care), mailer_(mailer), options_(std::move(options)) {}

Instant AccountJobs::after(Duration period) {
    auto& runner = care_.runner();
    auto const tenth = std::max<std::int64_t>(period.count() / jitter_parts, 1);
    auto const jitter = runner.random().below(static_cast<std::uint64_t>(2 * tenth));
    return runner.system_clock().now() + period - Duration(tenth) +
           Duration(static_cast<std::int64_t>(jitter));
}

void AccountJobs::handle_in(Jobs& jobs) {
    jobs.handle(
        std::string(app::account_keep_job),
        look_lease,
        [this](auto const& call, auto done) { keep(call, std::move(done)); }
    );
    jobs.handle(
        std::string(app::account_health_job),
        look_lease,
        [this](auto const& call, auto done) { check(call, std::move(done)); }
    );
    jobs.handle(
        std::string(app::status_watch_job),
        watch_lease,
        [this](auto const& call, auto done) { watch(call, std::move(done)); }
    );
    jobs.handle(std::string(app::alert_mail_job), mail_lease, [this](auto const& call, auto done) {
        mail(call, std::move(done));
    });
}

void AccountJobs::keep(JobCall const& call, Jobs::Done done) {
    care_.look_at_token(
        store::Lane::Background,
        call.business,
        AccountId{call.subject},
        app::Extend::NearItsEnd,
        [this, done = std::move(done)](Result<app::TokenLook> look) mutable {
            using Token = app::TokenLook::Fate;
            auto const soon = options_.token_every / retry_part;
            if (!look) {
                done(again(after(soon), look.error().slug));
            } else if (look->fate == Token::Gone) {
                done(finished());
            } else if (look->fate == Token::Unknown || look->fate == Token::Short) {
                log::warn("token not kept", {{"detail", look->detail}});
                done(again(after(soon), look->detail));
            } else {
                done(again(after(options_.token_every), look->detail));
            }
        }
    );
}

void AccountJobs::check(JobCall const& call, Jobs::Done done) {
    care_.look_at_health(
        call.business,
        AccountId{call.subject},
        [this, done = std::move(done)](Result<app::HealthLook> look) mutable {
            auto const soon = options_.health_every / health_retry_part;
            if (!look) {
                done(again(after(soon), look.error().slug));
            } else if (look->is_gone) {
                done(finished());
            } else {
                done(again(after(look->is_complete ? options_.health_every : soon), look->detail));
            }
        }
    );
}

void AccountJobs::watch(JobCall const& call, Jobs::Done done) {
    care_.runner().run(
        store::Lane::Background,
        call.business,
        [this, account = AccountId{call.subject}](app::Context& context) {
            return app::watch_statuses(context, account, options_.status_within);
        },
        [this, done = std::move(done)](Result<std::optional<Instant>> const& next) mutable {
            if (!next) {
                done(again(after(options_.status_within), next.error().slug));
            } else if (*next) {
                done(again(**next, {}));
            } else {
                done(finished());
            }
        }
    );
}

void AccountJobs::mail(JobCall const& call, Jobs::Done done) {
    if (mailer_ == nullptr) {
        done(finished());
        return;
    }
    app::mail_alert(
        care_.runner(),
        *mailer_,
        options_.public_url,
        call.business,
        AlertId{call.subject},
        [this, attempts = call.attempts, done = std::move(done)](app::MailOutcome outcome) mutable {
            using Mail = app::MailOutcome::Fate;
            if (outcome.fate == Mail::Sent) {
                done(finished());
                return;
            }
            if (outcome.fate == Mail::Refused || attempts >= mail_tries) {
                // Nobody else will notice: the alert stands on the screens only.
                log::error("alert never mailed", {{"detail", outcome.detail}});
                done({.fate = Fate::Dead, .due_at = {}, .error = std::move(outcome.detail)});
                return;
            }
            log::warn("alert not mailed", {{"detail", outcome.detail}});
            auto const doublings = std::min<std::int64_t>(std::max<std::int64_t>(attempts, 1), 8);
            auto const pause = std::min(mail_base * (std::int64_t{1} << (doublings - 1)), mail_cap);
            done(again(after(pause), std::move(outcome.detail)));
        }
    );
}

// The businesses that are still to be looked through; those that failed once more at the end.
struct AccountJobs::Adoption {
    std::deque<BusinessId> left;
    std::int64_t failures{0};
};

void AccountJobs::adopt_all() {
    store::read(
        care_.runner().engine(),
        store::Scope::shared(),
        [](store::Session& session) { return store::all_businesses(session); },
        [this](Result<std::vector<BusinessId>> const& businesses) {
            if (businesses) {
                adopt(std::make_shared<Adoption>(
                    std::deque<BusinessId>(businesses->begin(), businesses->end())
                ));
            } else {
                log::warn("accounts not looked through", {{"error", businesses.error().slug}});
            }
        }
    );
}

void AccountJobs::adopt(AdoptionPtr adoption) {
    if (stopping_ || adoption->left.empty()) {
        return;
    }
    auto const business = adoption->left.front();
    adoption->left.pop_front();
    store::read(
        care_.runner().engine(),
        store::Scope::of(business),
        [business](store::Session& session) { return find_missing(session, business); },
        [this, business, adoption](Result<std::optional<AccountId>> const& missing) {
            if (!missing) {
                put_off(business, missing.error().slug, adoption);
            } else if (*missing) {
                put_jobs(business, **missing, adoption);
            } else {
                adopt(adoption);
            }
        }
    );
}

void AccountJobs::put_off(BusinessId business, std::string_view error, AdoptionPtr adoption) {
    log::warn("account not looked through", {{"error", error}});
    if (++adoption->failures > most_failures) {
        // Too much to do, or at the end: the next start goes on.
        log::error(
            "accounts not looked through",
            {{"left", static_cast<std::int64_t>(adoption->left.size() + 1)}}
        );
        return;
    }
    adoption->left.push_back(business);
    adopt(std::move(adoption));
}

void AccountJobs::put_jobs(BusinessId business, AccountId account, AdoptionPtr adoption) {
    // Somewhere in the next hour or health period: many may have waited for this start.
    auto const now = care_.runner().system_clock().now();
    auto const spread =
        static_cast<std::uint64_t>(std::max<Duration>(options_.health_every, 1us).count());
    auto const due =
        now + Duration(static_cast<std::int64_t>(care_.runner().random().below(spread)));
    care_.runner().run(
        store::Lane::Background,
        business,
        [account, due](app::Context& context) -> Result<bool> {
            for (auto const kind : kept_by) {
                CHECK(app::look_at_account(context, kind, account, due));
            }
            return true;
        },
        [this, business, adoption](Result<bool> const& put) {
            if (put) {
                adopt(adoption);
            } else {
                put_off(business, put.error().slug, adoption);
            }
        }
    );
}

}  // namespace croozer::loops
