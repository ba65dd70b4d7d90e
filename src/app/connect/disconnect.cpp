// A number leaves its business.
#include "app/connect/connector.hpp"
#include "app/connect_whatsapp.hpp"
#include "base/log.hpp"
#include "store/repositories/jobs.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace croozer::app {
namespace {

struct Connected {
    store::Account account;
    Secret token;  // empty: it cannot be opened
};

// Longer than what is done at once may take: Meta is called once.
constexpr auto finish_after = std::chrono::minutes(1);

Result<Connected> connected_with_token(
    store::Session& session,
    BusinessId business,
    SecretKeeper& secrets,
    std::optional<store::Account> account
) {
    if (!account || account->status == "disconnected") {
        return failure(ErrorCode::NotFound, "not_found");
    }
    auto token = secrets.open(
        session,
        business,
        {.table = "whatsapp_accounts", .column = "token_sealed", .row = account->id.value},
        account->token
    );
    return Connected{.account = *std::move(account), .token = token ? *std::move(token) : Secret()};
}

// Its job first: from here on it is let go, whatever comes in between.
Result<Connected> begin_leaving(Context& context) {
    auto& session = context.session;
    auto const business = context.business;
    auto account = TRY(store::connected_account(session, business));
    auto connected =
        TRY(connected_with_token(session, business, context.secrets, std::move(account)));
    if (TRY(store::has_running_attempt(session, business))) {
        return failure(ErrorCode::Conflict, "connect_running");
    }
    auto const subject = connected.account.id.value;
    if (TRY(store::has_job(session, business, disconnect_job, subject))) {
        return failure(ErrorCode::Conflict, "disconnect_running");
    }
    CHECK(store::put_job(
        session,
        business,
        {.kind = disconnect_job,
         .subject = subject,
         .due_at = context.system_now + Duration(finish_after),
         .created_at = context.system_now}
    ));
    return connected;
}

// Its callbacks hold it.
class Disconnecting : public std::enable_shared_from_this<Disconnecting> {
public:
    struct Parts {
        Runner& runner;
        BusinessPlatform& platform;
        std::function<void()> routes_changed;
        BusinessId business;
        Who who;
        std::move_only_function<void(Result<void>)> done;
    };

    explicit Disconnecting(Parts parts) : parts_(std::move(parts)) {}

    void start() {
        parts_.runner.run(
            store::Lane::Interactive,
            parts_.business,
            begin_leaving,
            [self = shared_from_this()](Result<Connected> connected) {
                self->go_on(std::move(connected));
            }
        );
    }

    void resume(AccountId account) {
        store::read(
            parts_.runner.engine(),
            store::Scope::of(parts_.business),
            [business = parts_.business,
             &secrets = parts_.runner.secrets(),
             account](store::Session& session) -> Result<Connected> {
                return connected_with_token(
                    session, business, secrets, TRY(store::find_account(session, business, account))
                );
            },
            [self = shared_from_this()](Result<Connected> connected) {
                self->go_on(std::move(connected));
            }
        );
    }

private:
    void go_on(Result<Connected> connected) {
        if (!connected) {
            parts_.done(std::unexpected(std::move(connected).error()));
            return;
        }
        connected_ = *std::move(connected);
        look_for_others();
    }

    void look_for_others() {
        store::read(
            parts_.runner.engine(),
            store::Scope::shared(),
            [waba = connected_.account.waba_id, business = parts_.business](store::Session& session
            ) { return store::waba_serves_others(session, waba, business); },
            [self = shared_from_this()](Result<bool> others) {
                if (!others) {
                    self->parts_.done(std::unexpected(std::move(others).error()));
                } else if (*others || self->connected_.token.empty()) {
                    self->release();
                } else {
                    self->unsubscribe();
                }
            }
        );
    }

    // Best effort: the token may have ended, and the number must be free all the same.
    void unsubscribe() {
        parts_.platform.unsubscribe(
            connected_.token,
            connected_.account.waba_id,
            [self = shared_from_this()](PlatformResult<bool> const& unsubscribed) {
                if (!unsubscribed) {
                    log::warn(
                        "subscription not ended at Meta",
                        {{"code", unsubscribed.error().code},
                         {"detail", std::string_view(unsubscribed.error().detail)}}
                    );
                }
                self->release();
            }
        );
    }

    // The route first: none may lead to a disconnected account. And once more at the end, for an
    // attempt may have claimed it in between.
    void release() { release_then(&Disconnecting::detach); }

    void release_then(void (Disconnecting::*then)()) {
        store::write(
            parts_.runner.engine(),
            store::Lane::Interactive,
            store::Scope::shared(),
            [business = parts_.business,
             account = connected_.account.id,
             number = connected_.account.phone_number_id](store::Session& session) {
                return store::release_phone_route(session, number, business, account);
            },
            [self = shared_from_this(), then](Result<void> released) {
                if (!released) {
                    self->parts_.done(std::move(released));
                    return;
                }
                self->parts_.routes_changed();
                (self.get()->*then)();
            }
        );
    }

    void end() { parts_.done({}); }

    void detach() {
        parts_.runner.run(
            store::Lane::Interactive,
            parts_.business,
            [account = connected_.account.id, who = parts_.who](Context& context) -> Result<void> {
                TRY(detach_number(context, account, "", who));
                CHECK(store::drop_job(
                    context.session, context.business, disconnect_job, account.value
                ));
                return store::retire_attempts(
                    context.session, context.business, context.system_now
                );
            },
            [self = shared_from_this()](Result<void> detached) {
                if (!detached) {
                    self->parts_.done(std::move(detached));
                    return;
                }
                self->release_then(&Disconnecting::end);
            }
        );
    }

    Parts parts_;
    Connected connected_;
};

}  // namespace

void Connector::disconnect(
    BusinessId business, Who who, std::move_only_function<void(Result<void>)> done
) {
    std::make_shared<Disconnecting>(Disconnecting::Parts{
                                        .runner = runner_,
                                        .platform = platform_,
                                        .routes_changed = routes_changed_,
                                        .business = business,
                                        .who = std::move(who),
                                        .done = std::move(done)
                                    })
        ->start();
}

void Connector::finish_disconnect(
    BusinessId business, AccountId account, std::move_only_function<void(Result<void>)> done
) {
    std::make_shared<Disconnecting>(Disconnecting::Parts{
                                        .runner = runner_,
                                        .platform = platform_,
                                        .routes_changed = routes_changed_,
                                        .business = business,
                                        .who =
                                            {.kind = WhoKind::System,
                                             .id = std::nullopt,
                                             .name = "system",
                                             .role = ordering::Role::Viewer,
                                             .remote_address = {},
                                             .request_id = {}},
                                        .done = std::move(done)
                                    })
        ->resume(account);
}

}  // namespace croozer::app
