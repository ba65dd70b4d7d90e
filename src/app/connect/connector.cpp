#include "app/connect/connector.hpp"

#include "app/connect/connect_run.hpp"
#include "app/connect/connect_steps.hpp"
#include "app/connect_whatsapp.hpp"
#include "app/journal.hpp"
#include "base/log.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/jobs.hpp"

#include <chrono>
#include <utility>

namespace croozer::app {
namespace {

using store::ConnectAttempt;
using store::ConnectState;
using store::ConnectVariant;

// Longer than a request may take: then nobody is at it any more.
constexpr auto rescue_after = std::chrono::minutes(2);

// A number that is being let go would go from under an attempt.
Result<void> refuse_while_leaving(Context& context) {
    auto const connected = TRY(store::connected_account(context.session, context.business));
    if (connected &&
        TRY(store::has_job(context.session, context.business, disconnect_job, connected->id.value)
        )) {
        return failure(ErrorCode::Conflict, "disconnect_running");
    }
    return {};
}

Result<ConnectAttempt> insert_new(Context& context, BeginConnect const& command) {
    auto& session = context.session;
    auto const business = context.business;
    if (TRY(store::has_running_attempt(session, business))) {
        return failure(ErrorCode::Conflict, "connect_running");
    }
    CHECK(refuse_while_leaving(context));
    CHECK(store::retire_attempts(session, business, context.system_now));
    auto attempt = new_attempt(
        context.ids.next<ConnectAttemptId>(),
        command.variant,
        command.waba_hint,
        command.number_hint,
        context.system_now
    );
    if (command.variant == ConnectVariant::Manual) {
        attempt.token =
            TRY(seal_for_attempt(context, attempt.id, "token_sealed", command.access_token));
    }
    if (command.pin) {
        attempt.pin = TRY(seal_for_attempt(context, attempt.id, "pin_sealed", *command.pin));
    }
    if (command.who.id) {
        attempt.requested_by = UserId{*command.who.id};
    }
    CHECK(store::insert_attempt(session, business, attempt));
    CHECK(store::put_job(
        session,
        business,
        {.kind = connect_job,
         .subject = attempt.id.value,
         .due_at = context.system_now + Duration(rescue_after),
         .created_at = context.system_now}
    ));
    note_event(context, "connect_attempt", attempt.id.value, 1, command.who.name);
    note_audit(
        context,
        command.who,
        {.action = "whatsapp.connect_begin",
         .object_kind = "connect_attempt",
         .object = attempt.id.value}
    );
    return attempt;
}

// The job takes over now.
void hand_over(Runner& runner, BusinessId business, ConnectAttempt attempt, Connector::Done done) {
    auto const id = attempt.id;
    runner.run(
        store::Lane::Interactive,
        business,
        [id](Context& context) -> Result<void> {
            context.effects.wake_work(context.system_now);
            return store::put_job(
                context.session,
                context.business,
                {.kind = connect_job,
                 .subject = id.value,
                 .due_at = context.system_now,
                 .created_at = context.system_now}
            );
        },
        [attempt = std::move(attempt), done = std::move(done)](Result<void> queued) mutable {
            if (!queued) {
                // It is due in a while as it is.
                log::warn("connecting goes on later", {{"error", queued.error().slug}});
            }
            done(std::move(attempt));
        }
    );
}

}  // namespace

Result<ConnectAttempt> retry_connect(Context& context, RetryConnect const& command) {
    auto& session = context.session;
    auto const business = context.business;
    auto attempt = TRY(store::find_attempt(session, business, command.attempt));
    if (!attempt) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    if (attempt->state == ConnectState::Running || attempt->state == ConnectState::Done) {
        return failure(
            ErrorCode::Conflict,
            attempt->state == ConnectState::Running ? "connect_running" : "connect_done"
        );
    }
    if (!can_retry(*attempt)) {
        return failure(ErrorCode::BadRequest, "oauth_code");
    }
    if (TRY(store::has_running_attempt(session, business))) {
        return failure(ErrorCode::Conflict, "connect_running");
    }
    CHECK(refuse_while_leaving(context));
    if (!retry(*attempt, command.phone_number_id, context.system_now)) {
        auto error = make_error(ErrorCode::Validation, "unknown_reference");
        error.pointer = "/phoneNumberId";
        return std::unexpected(std::move(error));
    }
    if (command.pin) {
        attempt->pin = TRY(seal_for_attempt(context, attempt->id, "pin_sealed", *command.pin));
    }
    if (!TRY(store::save_attempt(session, business, *attempt))) {
        return failure(ErrorCode::Conflict, "connect_running");
    }
    ++attempt->version;
    CHECK(store::restart_job(
        session,
        business,
        {.kind = connect_job,
         .subject = attempt->id.value,
         .due_at = context.system_now,
         .created_at = context.system_now}
    ));
    context.effects.wake_work(context.system_now);
    note_event(context, "connect_attempt", attempt->id.value, attempt->version, command.who.name);
    note_audit(
        context,
        command.who,
        {.action = "whatsapp.connect_retry",
         .object_kind = "connect_attempt",
         .object = attempt->id.value}
    );
    return *std::move(attempt);
}

void Connector::begin(BusinessId business, BeginConnect command, Done done) {
    auto const shared = std::make_shared<BeginConnect>(std::move(command));
    auto handed = [this, business, done = std::move(done)](Result<ConnectAttempt> attempt) mutable {
        if (attempt && attempt->state == ConnectState::Running) {
            hand_over(runner_, business, *std::move(attempt), std::move(done));
        } else {
            done(std::move(attempt));
        }
    };
    auto const run = std::make_shared<ConnectRun>(ConnectRun::Parts{
        .runner = runner_,
        .platform = platform_,
        .templates = templates_,
        .routes_changed = routes_changed_,
        .business = business,
        .until = store::ConnectStep::Ownership,
        .done = std::move(handed)
    });
    runner_.run(
        store::Lane::Interactive,
        business,
        [shared](Context& context) { return insert_new(context, *shared); },
        [shared, run](Result<ConnectAttempt> attempt) {
            if (!attempt) {
                // Two began together and the other one was first.
                bool const raced = attempt.error().code == ErrorCode::ConstraintUnique;
                run->fail(
                    raced ? make_error(ErrorCode::Conflict, "connect_running")
                          : std::move(attempt).error()
                );
            } else if (shared->variant == ConnectVariant::Manual) {
                run->go_on(*std::move(attempt), shared->access_token);
            } else {
                run->exchange(*std::move(attempt), shared->code);
            }
        }
    );
}

void Connector::resume(BusinessId business, ConnectAttemptId attempt, Done done) {
    std::make_shared<ConnectRun>(ConnectRun::Parts{
                                     .runner = runner_,
                                     .platform = platform_,
                                     .templates = templates_,
                                     .routes_changed = routes_changed_,
                                     .business = business,
                                     .until = store::ConnectStep::Test,
                                     .done = std::move(done)
                                 })
        ->load(attempt);
}

void Connector::abandon(BusinessId business, ConnectAttemptId id, Done done) {
    runner_.run(
        store::Lane::Background,
        business,
        [id](Context& context) -> Result<ConnectAttempt> {
            auto attempt = TRY(store::find_attempt(context.session, context.business, id));
            if (!attempt) {
                return failure(ErrorCode::NotFound, "not_found");
            }
            give_up(*attempt, context.system_now);
            if (!TRY(store::save_attempt(context.session, context.business, *attempt))) {
                return failure(ErrorCode::Conflict, "stale");
            }
            note_event(context, "connect_attempt", id.value, ++attempt->version, "system");
            return *std::move(attempt);
        },
        std::move(done)
    );
}

}  // namespace croozer::app
