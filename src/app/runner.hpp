// Runs a command in its business's transaction and, once it is durable, wakes what it left behind.
#pragma once

#include "app/context.hpp"
#include "app/journal.hpp"
#include "base/random.hpp"
#include "store/engine.hpp"

#include <memory>
#include <utility>

namespace croozer::app {

class Signals {
public:
    Signals() = default;
    Signals(Signals const&) = delete;
    Signals& operator=(Signals const&) = delete;
    virtual ~Signals() = default;
    // From any thread, after a commit.
    virtual void work_due(BusinessId business, Instant due) = 0;
    virtual void events_written(BusinessId business) = 0;
};

class Runner {
public:
    Runner(
        store::Engine& engine,
        Clock const& trade,
        Clock const& system,
        RandomSource& random,
        ShopCache& shops,
        SecretKeeper& secrets,
        Signals& signals
    )
        : engine_(engine),
          trade_(trade),
          system_(system),
          random_(random),
          shops_(shops),
          secrets_(secrets),
          signals_(signals) {}

    // `command`: Result<T>(Context&), may run more than once; `done`: void(Result<T>), after the
    // commit, on an engine thread.
    template <class Command, class Done>
    void run(store::Lane lane, BusinessId business, Command command, Done done) {
        auto effects = std::make_shared<Effects>();
        using T = typename std::invoke_result_t<Command&, Context&>::value_type;
        store::write(
            engine_,
            lane,
            store::Scope::of(business),
            [this, business, effects, command = std::move(command)](store::Session& session
            ) mutable -> Result<T> {
                *effects = {};
                Journal journal;
                IdSource ids(system_, random_);
                Context context{
                    .session = session,
                    .business = business,
                    .now = trade_.now(),
                    .system_now = system_.now(),
                    .ids = ids,
                    .random = random_,
                    .shops = shops_,
                    .secrets = secrets_,
                    .effects = *effects,
                    .journal = journal
                };
                auto outcome = command(context);
                if (outcome) {
                    CHECK(write_journal(context));
                }
                return outcome;
            },
            [this, business, effects, done = std::move(done)](Result<T> outcome) mutable {
                if (outcome) {
                    if (effects->work_due) {
                        signals_.work_due(business, *effects->work_due);
                    }
                    if (effects->events) {
                        signals_.events_written(business);
                    }
                }
                done(std::move(outcome));
            }
        );
    }

    // For start-up, command lines and tests.
    template <class Command>
    auto run_and_wait(BusinessId business, Command command) {
        using T = typename std::invoke_result_t<Command&, Context&>::value_type;
        return store::impl::wait_for<T>([&](auto done) {
            run(store::Lane::Interactive, business, std::move(command), std::move(done));
        });
    }

    [[nodiscard]] store::Engine& engine() { return engine_; }

    [[nodiscard]] Clock const& trade_clock() const { return trade_; }

    [[nodiscard]] Clock const& system_clock() const { return system_; }

    [[nodiscard]] RandomSource& random() { return random_; }

    [[nodiscard]] ShopCache& shops() { return shops_; }

    [[nodiscard]] SecretKeeper& secrets() { return secrets_; }

private:
    store::Engine& engine_;
    Clock const& trade_;
    Clock const& system_;
    RandomSource& random_;
    ShopCache& shops_;
    SecretKeeper& secrets_;
    Signals& signals_;
};

}  // namespace croozer::app
