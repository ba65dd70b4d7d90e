#include "app/connect/connect_run.hpp"

#include "app/connect_whatsapp.hpp"
#include "app/journal.hpp"
#include "store/repositories/jobs.hpp"

#include <utility>

namespace croozer::app {
namespace {

using store::ConnectAttempt;
using store::ConnectState;
using store::ConnectStep;

constexpr std::uint64_t pins = 1'000'000;
constexpr std::size_t pin_digits = 6;

Secret random_pin(RandomSource& random) {
    auto digits = std::to_string(random.below(pins));
    digits.insert(0, pin_digits - digits.size(), '0');
    return Secret(std::move(digits));
}

struct Loaded {
    ConnectAttempt attempt;
    Secret token;
    std::optional<Secret> pin;
};

Result<Loaded> load_attempt(
    store::Session& session, BusinessId business, SecretKeeper& secrets, ConnectAttemptId id
) {
    auto attempt = TRY(store::find_attempt(session, business, id));
    if (!attempt) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    Loaded loaded;
    auto const open = [&](std::string_view column, SealedSecret const& sealed) {
        return secrets.open(
            session,
            business,
            {.table = "connect_attempts", .column = column, .row = id.value},
            sealed
        );
    };
    if (attempt->token) {
        loaded.token = TRY(open("token_sealed", *attempt->token));
    }
    if (attempt->pin) {
        loaded.pin = TRY(open("pin_sealed", *attempt->pin));
    }
    loaded.attempt = *std::move(attempt);
    return loaded;
}

}  // namespace

Result<SealedSecret> seal_for_attempt(
    Context& context, ConnectAttemptId attempt, std::string_view column, Secret const& secret
) {
    return context.secrets.seal(
        context.session,
        context.business,
        {.table = "connect_attempts", .column = column, .row = attempt.value},
        secret,
        context.system_now
    );
}

Who ConnectRun::who() const {
    return {
        .kind = attempt_.requested_by ? WhoKind::Member : WhoKind::System,
        .id = attempt_.requested_by ? std::optional(attempt_.requested_by->value) : std::nullopt,
        .name = "system",
        .role = ordering::Role::Viewer,
        .remote_address = {},
        .request_id = {}
    };
}

void ConnectRun::load(ConnectAttemptId attempt) {
    store::read(
        parts_.runner.engine(),
        store::Scope::of(parts_.business),
        [attempt, business = parts_.business, &secrets = parts_.runner.secrets()](
            store::Session& session
        ) { return load_attempt(session, business, secrets, attempt); },
        [self = shared_from_this()](Result<Loaded> loaded) {
            if (!loaded) {
                self->finish(std::unexpected(std::move(loaded).error()));
                return;
            }
            self->pin_ = std::move(loaded->pin);
            self->go_on(std::move(loaded->attempt), std::move(loaded->token));
        }
    );
}

void ConnectRun::go_on(ConnectAttempt attempt, Secret token) {
    attempt_ = std::move(attempt);
    token_ = std::move(token);
    step();
}

void ConnectRun::exchange(ConnectAttempt attempt, Secret code) {
    attempt_ = std::move(attempt);
    parts_.platform.exchange_code(
        std::string(code.reveal()),
        [self = shared_from_this()](PlatformResult<GrantedToken> granted) {
            settle_exchange(self->attempt_, granted, self->now());
            if (granted) {
                self->token_ = granted->token;
            }
            // The token is kept in the transaction that says the code was exchanged.
            self->store_then(
                [self](Context& context) -> Result<void> {
                    if (!self->token_.empty()) {
                        self->attempt_.token = TRY(seal_for_attempt(
                            context, self->attempt_.id, "token_sealed", self->token_
                        ));
                    }
                    return {};
                },
                &ConnectRun::step
            );
        }
    );
}

void ConnectRun::fail(Error error) {
    finish(std::unexpected(std::move(error)));
}

void ConnectRun::finish(Result<ConnectAttempt> result) {
    parts_.done(std::move(result));
}

void ConnectRun::save() {
    store_then([](Context&) -> Result<void> { return {}; }, &ConnectRun::step);
}

void ConnectRun::store_then(
    std::function<Result<void>(Context&)> more, void (ConnectRun::*then)()
) {
    if (attempt_.state == ConnectState::Done) {
        attempt_.token.reset();
        attempt_.pin.reset();
    }
    parts_.runner.run(
        store::Lane::Interactive,
        parts_.business,
        [self = shared_from_this(), more = std::move(more)](Context& context) -> Result<bool> {
            CHECK(more(context));
            auto const& attempt = self->attempt_;
            if (!TRY(store::save_attempt(context.session, context.business, attempt))) {
                return false;
            }
            if (attempt.state != ConnectState::Running) {
                CHECK(store::drop_job(
                    context.session, context.business, connect_job, attempt.id.value
                ));
            }
            note_event(context, "connect_attempt", attempt.id.value, attempt.version + 1, "system");
            return true;
        },
        [self = shared_from_this(), then](Result<bool> saved) {
            if (!saved) {
                self->not_stored(std::move(saved).error());
            } else if (!*saved) {
                self->finish(failure(ErrorCode::Conflict, "stale"));
            } else {
                ++self->attempt_.version;
                if (is_stalled(self->attempt_)) {
                    self->finish(self->attempt_);
                } else {
                    (self.get()->*then)();
                }
            }
        }
    );
}

void ConnectRun::not_stored(Error error) {
    bool const attaching = next_step(attempt_) == ConnectStep::Templates;
    if (!attaching || error.code != ErrorCode::ConstraintUnique) {
        fail(std::move(error));
        return;
    }
    // The business has connected another number in the meantime.
    attempt_.account.reset();
    settle_ownership(attempt_, Ownership::HasOther, now());
    save();
}

void ConnectRun::step() {
    auto const next = next_step(attempt_);
    if (attempt_.state != ConnectState::Running || !next || *next > parts_.until) {
        finish(attempt_);
        return;
    }
    act(*next);
}

void ConnectRun::act(ConnectStep next) {
    auto& platform = parts_.platform;
    switch (next) {
        case ConnectStep::Exchange:
            settle_lost_code(attempt_, now());
            save();
            return;
        case ConnectStep::Inspect:
            platform.inspect_token(
                token_,
                then<TokenFacts>([app = platform.app_id(
                                  )](ConnectAttempt& attempt,
                                     PlatformResult<TokenFacts> const& facts,
                                     Instant at) { settle_inspect(attempt, facts, app, at); })
            );
            return;
        case ConnectStep::Waba:
            settle_waba(attempt_, now());
            save();
            return;
        case ConnectStep::Numbers:
            platform.list_numbers(
                token_, attempt_.waba_id, then<std::vector<NumberFacts>>(settle_numbers)
            );
            return;
        case ConnectStep::Ownership:
            check_ownership();
            return;
        case ConnectStep::Subscribe:
            platform.subscribe(token_, attempt_.waba_id, then<bool>(settle_subscribe));
            return;
        case ConnectStep::Register:
            register_number();
            return;
        case ConnectStep::Facts:
            read_facts();
            return;
        case ConnectStep::Templates:
            attach();
            return;
        case ConnectStep::Test:
            if (auto const type = app_data_to_request(attempt_)) {
                request_app_data(*type);
            } else {
                test();
            }
            return;
    }
}

void ConnectRun::check_ownership() {
    store::read(
        parts_.runner.engine(),
        store::Scope::shared(),
        [number = attempt_.phone_number_id](store::Session& session) {
            return store::find_phone_route(session, number);
        },
        [self = shared_from_this()](Result<std::optional<store::PhoneRoute>> route) {
            self->take_ownership(std::move(route));
        }
    );
}

void ConnectRun::take_ownership(Result<std::optional<store::PhoneRoute>> route) {
    if (!route) {
        finish(std::unexpected(std::move(route).error()));
        return;
    }
    if (*route && (*route)->business != parts_.business) {
        settle_ownership(attempt_, Ownership::Elsewhere, now());
        save();
        return;
    }
    store::read(
        parts_.runner.engine(),
        store::Scope::of(parts_.business),
        [business = parts_.business](store::Session& session) {
            return store::connected_account(session, business);
        },
        [self = shared_from_this()](Result<std::optional<store::Account>> connected) {
            if (!connected) {
                self->finish(std::unexpected(std::move(connected).error()));
                return;
            }
            bool const other =
                *connected && (*connected)->phone_number_id != self->attempt_.phone_number_id;
            settle_ownership(
                self->attempt_, other ? Ownership::HasOther : Ownership::Free, self->now()
            );
            self->save();
        }
    );
}

void ConnectRun::register_number() {
    if (!needs_registration(attempt_)) {
        skip_registration(attempt_, now());
        save();
        return;
    }
    if (pin_) {
        call_register();
        return;
    }
    // Kept before Meta has it: after a crash nobody would know it.
    store_then(
        [self = shared_from_this()](Context& context) -> Result<void> {
            if (!self->pin_) {
                self->pin_ = TRY(kept_pin(context, self->attempt_.phone_number_id));
            }
            if (!self->pin_) {
                self->pin_ = random_pin(context.random);
            }
            self->attempt_.pin =
                TRY(seal_for_attempt(context, self->attempt_.id, "pin_sealed", *self->pin_));
            return {};
        },
        &ConnectRun::call_register
    );
}

void ConnectRun::call_register() {
    parts_.platform.register_number(
        token_, attempt_.phone_number_id, *pin_, then<bool>(settle_register)
    );
}

void ConnectRun::read_facts() {
    parts_.platform.read_waba(
        token_,
        attempt_.waba_id,
        [self = shared_from_this()](PlatformResult<WabaFacts> waba) {
            self->parts_.platform.read_number(
                self->token_,
                self->attempt_.phone_number_id,
                [self, waba = std::move(waba)](PlatformResult<NumberFacts> number) {
                    settle_facts(
                        self->attempt_, {.waba = waba, .number = std::move(number)}, self->now()
                    );
                    self->save();
                }
            );
        }
    );
}

void ConnectRun::request_app_data(std::string_view sync_type) {
    parts_.platform.request_app_data(
        token_,
        attempt_.phone_number_id,
        std::string(sync_type),
        [self = shared_from_this(), sync_type](PlatformResult<bool> accepted) {
            settle_app_data(self->attempt_, sync_type, accepted, self->now());
            self->save();
        }
    );
}

void ConnectRun::test() {
    auto const begun = std::chrono::steady_clock::now();
    parts_.platform.read_number(
        token_,
        attempt_.phone_number_id,
        [self = shared_from_this(), begun](PlatformResult<NumberFacts> number) {
            auto const latency = std::chrono::duration_cast<std::chrono::milliseconds>(
                std::chrono::steady_clock::now() - begun
            );
            self->parts_.platform.subscribed_apps(
                self->token_,
                self->attempt_.waba_id,
                [self,
                 number = std::move(number),
                 latency](PlatformResult<std::vector<SubscribedApp>> apps) {
                    settle_test(
                        self->attempt_,
                        {.number = number, .latency = latency, .apps = std::move(apps)},
                        self->parts_.platform.app_id(),
                        self->now()
                    );
                    self->save();
                }
            );
        }
    );
}

}  // namespace croozer::app
