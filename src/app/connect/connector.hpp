// Connects numbers: takes an attempt through its steps, each stored before the next begins, so that
// whoever comes after a crash goes on where it stopped. Calls Meta outside any transaction.
#pragma once

#include "app/business_platform.hpp"
#include "app/runner.hpp"
#include "app/template_catalogue.hpp"
#include "base/secret.hpp"
#include "store/repositories/connect_attempts.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace croozer::app {

inline constexpr std::string_view connect_job = "connect";
// Its subject is the account that is to go.
inline constexpr std::string_view disconnect_job = "disconnect";

struct BeginConnect {
    store::ConnectVariant variant{store::ConnectVariant::Embedded};
    Secret code;          // of Embedded Signup and coexistence
    Secret access_token;  // of the manual way
    std::string waba_hint;
    std::string number_hint;
    std::optional<Secret> pin;
    Who who;
};

struct RetryConnect {
    ConnectAttemptId attempt;
    std::optional<Secret> pin;
    std::optional<std::string> phone_number_id;
    Who who;
};

// A command: the attempt runs again from where it failed. Errors: NotFound, BadRequest "oauth_code"
// (its code was never exchanged, or its token is gone: begin anew), Conflict "connect_running",
// "connect_done" and "disconnect_running", Validation "unknown_reference" (no such number).
[[nodiscard]] Result<store::ConnectAttempt> retry_connect(
    Context& context, RetryConnect const& command
);

// Thread-safe. All must outlive it and what is under way.
class Connector {
public:
    using Done = std::move_only_function<void(Result<store::ConnectAttempt>)>;

    // `routes_changed`: numbers lead elsewhere from now on; any thread.
    Connector(
        Runner& runner,
        BusinessPlatform& platform,
        TemplateCatalogue& templates,
        std::function<void()> routes_changed
    )
        : runner_(runner),
          platform_(platform),
          templates_(templates),
          routes_changed_(std::move(routes_changed)) {}

    // Exchanges the code before it is too old and goes on until it is known whose the number is;
    // the job takes the rest. Errors: Conflict "connect_running", "disconnect_running".
    void begin(BusinessId business, BeginConnect command, Done done);
    // To the end, or until it stands still. Errors: NotFound, Conflict "stale" (somebody else goes
    // on with it).
    void resume(BusinessId business, ConnectAttemptId attempt, Done done);
    // What stands still has failed.
    void abandon(BusinessId business, ConnectAttemptId attempt, Done done);
    // Stops the subscription at Meta if nobody else's numbers hang on it, then lets the number go.
    // Cut in between, its job goes on with it. Errors: NotFound (nothing is connected), Conflict
    // "connect_running", "disconnect_running".
    void disconnect(BusinessId business, Who who, std::move_only_function<void(Result<void>)> done);
    // The job's part. Error: NotFound (it is gone already).
    void finish_disconnect(
        BusinessId business, AccountId account, std::move_only_function<void(Result<void>)> done
    );

    [[nodiscard]] BusinessPlatform& platform() { return platform_; }

private:
    Runner& runner_;
    BusinessPlatform& platform_;
    TemplateCatalogue& templates_;
    std::function<void()> routes_changed_;
};

}  // namespace croozer::app
