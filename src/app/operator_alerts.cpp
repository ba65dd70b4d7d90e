#include "app/operator_alerts.hpp"

#include "base/log.hpp"

#include <utility>

namespace croozer::app {
namespace {

struct Words {
    std::string_view slug;
    std::string_view subject;
    std::string_view text;
};

constexpr std::array<Words, operator_alert_kinds> all_words{{
    {"webhook_malformed",
     "a webhook of Meta's could not be read",
     "Meta signed a webhook that is no JSON we can read. Meta was told that it arrived, because it "
     "would repeat it for days; the body is kept for seven days in parked_changes."},
    {"webhook_mismatch",
     "a webhook names another account's number",
     "A webhook of one WhatsApp Business Account names a phone number that is connected through "
     "another account. No shop was shown it; it is kept for seven days in parked_changes. The "
     "number may have been moved in Meta without being connected again here."},
    {"webhook_too_large",
     "a webhook was refused for its size",
     "A request larger than Meta's webhooks may be came to the webhook address and was refused "
     "unread. If it was Meta's, what it said is lost unless Meta splits it."},
    {"webhook_not_stored",
     "the database does not take messages",
     "Meta's webhooks are answered with 503 because the database does not store them. Nothing is "
     "lost yet: Meta repeats them, less and less often. Look at the disk and at the database now."},
    {"clock_behind",
     "the clock of this machine is behind",
     "A message of Meta's is of a time that this machine has not reached. Opening hours, the "
     "24-hour window and the expiry of cards go by this machine's clock: look at its time "
     "synchronisation."},
    {"disk_full",
     "the disk is nearly full",
     "There is no room for the files that customers send; they wait until there is. Orders are "
     "taken as long as the database finds room."},
    {"graph_refused",
     "Meta refuses what Croozer asks",
     "Meta answered a message of a shop with an error that no shop can mend: of the app, of its "
     "permissions, or of what Croozer sent. The message is kept as refused and shown to the shop."},
}};

Words const& words_of(OperatorAlert kind) {
    return all_words.at(static_cast<std::size_t>(kind));
}

// A clock that was set back must not silence this.
bool is_due(Instant next, Instant now, Duration every) {
    return now >= next || next - now > every;
}

std::string letter(OperatorAlert kind, std::int64_t times, std::string_view detail) {
    std::string text(words_of(kind).text);
    if (!detail.empty()) {
        text.append("\n\n").append(detail);
    }
    text += "\n\nSeen " + std::to_string(times) + (times == 1 ? " time" : " times") +
            " since the last mail. In the log: operator alert, " +
            std::string(words_of(kind).slug) + ".\n";
    return text;
}

}  // namespace

std::string_view to_string(OperatorAlert kind) {
    return words_of(kind).slug;
}

void OperatorAlerts::raise(OperatorAlert kind, std::string_view detail) {
    auto const now = clock_.now();
    std::int64_t to_log = 0;
    std::int64_t to_mail = 0;
    {
        std::lock_guard const guard(mutex_);
        auto& state = states_.at(static_cast<std::size_t>(kind));
        ++state.not_logged;
        ++state.not_mailed;
        if (is_due(state.next_line, now, log_every)) {
            state.next_line = now + log_every;
            to_log = std::exchange(state.not_logged, 0);
        }
        bool const can_mail = mailer_ != nullptr && !address_.empty();
        if (can_mail && is_due(state.next_mail, now, mail_every)) {
            state.next_mail = now + mail_every;
            to_mail = std::exchange(state.not_mailed, 0);
        }
    }
    if (to_log > 0) {
        log::error(
            "operator alert", {{"kind", to_string(kind)}, {"times", to_log}, {"detail", detail}}
        );
    }
    if (to_mail > 0) {
        mail(kind, now, to_mail, detail);
    }
}

void OperatorAlerts::mail(
    OperatorAlert kind, Instant now, std::int64_t times, std::string_view detail
) {
    mailer_->send(
        {.id = "operator." + std::string(to_string(kind)) + "." + std::to_string(now.microseconds),
         .to = address_,
         .subject = "Croozer: " + std::string(words_of(kind).subject),
         .text = letter(kind, times, detail)},
        [this, kind, times](MailOutcome const& outcome) {
            if (outcome.fate != MailOutcome::Fate::Sent) {
                not_mailed(kind, times, outcome);
            }
        }
    );
}

// The next that is raised, once the relay has had a moment, tries again.
void OperatorAlerts::not_mailed(
    OperatorAlert kind, std::int64_t times, MailOutcome const& outcome
) {
    log::error("operator alert not mailed", {{"kind", to_string(kind)}, {"why", outcome.detail}});
    std::lock_guard const guard(mutex_);
    auto& state = states_.at(static_cast<std::size_t>(kind));
    state.next_mail = clock_.now() + mail_again_after;
    state.not_mailed += times;
}

}  // namespace croozer::app
