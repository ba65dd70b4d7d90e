// One run of an attempt through its steps; its callbacks hold it.
#pragma once

#include "app/connect/connect_steps.hpp"
#include "app/connect/connector.hpp"
#include "store/repositories/accounts.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace croozer::app {

// Seals `secret` as this column of the attempt's row.
[[nodiscard]] Result<SealedSecret> seal_for_attempt(
    Context& context, ConnectAttemptId attempt, std::string_view column, Secret const& secret
);

class ConnectRun : public std::enable_shared_from_this<ConnectRun> {
public:
    struct Parts {
        Runner& runner;
        BusinessPlatform& platform;
        TemplateCatalogue& templates;
        std::function<void()> routes_changed;
        BusinessId business;
        // The last step of this run.
        store::ConnectStep until{store::ConnectStep::Test};
        Connector::Done done;
    };

    explicit ConnectRun(Parts parts) : parts_(std::move(parts)) {}

    // Loads the attempt and goes on with it.
    void load(ConnectAttemptId attempt);
    // With an attempt that has just been stored.
    void exchange(store::ConnectAttempt attempt, Secret code);
    void go_on(store::ConnectAttempt attempt, Secret token);
    // It never began.
    void fail(Error error);

private:
    void step();
    void act(store::ConnectStep next);
    void finish(Result<store::ConnectAttempt> result);
    // Stores what a step came to, then takes the next.
    void save();
    void not_stored(Error error);
    void store_then(std::function<Result<void>(Context&)> more, void (ConnectRun::*then)());

    void check_ownership();
    void take_ownership(Result<std::optional<store::PhoneRoute>> route);
    void register_number();
    void call_register();
    void read_facts();
    void attach();
    void claim_route();
    void lost_the_number();
    void read_templates();
    void store_templates(ReadTemplates read, Instant since);
    void queued();
    void request_app_data(std::string_view sync_type);
    void test();

    // Settles by Meta's answer and stores that.
    template <class T, class Settle>
    [[nodiscard]] PlatformDone<T> then(Settle settle) {
        return [self = shared_from_this(), settle](PlatformResult<T> answer) {
            settle(self->attempt_, answer, self->now());
            self->save();
        };
    }

    [[nodiscard]] Instant now() const { return parts_.runner.system_clock().now(); }

    [[nodiscard]] Who who() const;

    Parts parts_;
    store::ConnectAttempt attempt_;
    Secret token_;
    std::optional<Secret> pin_;
    AccountId claimed_;
};

}  // namespace croozer::app
