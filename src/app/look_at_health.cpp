// A number's hourly look: what Meta says of it and its account (conclude_health.cpp draws the
// conclusions).
#include "app/account_care.hpp"
#include "app/account_state.hpp"
#include "store/repositories/account_care.hpp"

#include <algorithm>

namespace croozer::app {
namespace {

constexpr auto fields_kept = std::chrono::hours(1);

struct Present {
    std::string phone_number_id;
    std::string waba_id;
    std::optional<Secret> token;  // nothing: it does not open
};

Result<std::optional<Present>> load(Context& context, AccountId id) {
    auto const account = TRY(store::find_account_care(context.session, context.business, id));
    if (!account) {
        return std::nullopt;
    }
    return Present{
        .phone_number_id = account->phone_number_id,
        .waba_id = account->waba_id,
        .token = TRY(open_token_or_break(context, id, account->token))
    };
}

// One look: number, account, subscription and profile one after the other; each may fail alone. Its
// callbacks hold it.
class HealthVisit : public std::enable_shared_from_this<HealthVisit> {
public:
    HealthVisit(
        AccountCare& care, BusinessId business, AccountId account, AccountCare::HealthDone done
    )
        : care_(care), business_(business), done_(std::move(done)) {
        conclusion_.account = account;
    }

    void start() {
        care_.runner().run(
            store::Lane::Background,
            business_,
            [id = conclusion_.account](Context& context) { return load(context, id); },
            [self = shared_from_this()](Result<std::optional<Present>> present) {
                if (!present) {
                    self->done_(std::unexpected(present.error()));
                } else if (!*present) {
                    self->done_(HealthLook{.is_gone = true, .is_complete = true, .detail = {}});
                } else if (!(*present)->token) {
                    self->done_(HealthLook{
                        .is_gone = false, .is_complete = false, .detail = "sealed_secret"
                    });
                } else {
                    self->present_ = **std::move(present);
                    self->read_number();
                }
            }
        );
    }

private:
    // Keeps a good answer, notes the trouble of another.
    template <class T, class Into>
    void take(PlatformResult<T> answer, Into& into) {
        if (answer) {
            into = *std::move(answer);
            return;
        }
        look_.is_complete = false;
        look_.detail = answer.error().detail;
        if (answer.error().action == ErrorAction::Reauthorise) {
            conclusion_.is_token_doubtful = true;
        }
    }

    void read_number() {
        care_.platform().read_number(
            *present_.token,
            present_.phone_number_id,
            [self = shared_from_this()](PlatformResult<NumberFacts> number) {
                self->take(std::move(number), self->conclusion_.number);
                self->read_waba();
            }
        );
    }

    void read_waba() {
        care_.platform().read_waba(
            *present_.token,
            present_.waba_id,
            [self = shared_from_this()](PlatformResult<WabaFacts> waba) {
                self->take(std::move(waba), self->conclusion_.waba);
                self->read_subscription();
            }
        );
    }

    void read_subscription() {
        care_.platform().subscribed_apps(
            *present_.token,
            present_.waba_id,
            [self = shared_from_this()](PlatformResult<std::vector<SubscribedApp>> apps) {
                std::optional<std::vector<SubscribedApp>> known;
                self->take(std::move(apps), known);
                if (known) {
                    self->conclusion_.is_subscribed =
                        std::ranges::any_of(*known, [&](SubscribedApp const& app) {
                            return app.id == self->care_.platform().app_id();
                        });
                }
                if (self->conclusion_.is_subscribed == false) {
                    self->subscribe();
                } else {
                    self->read_profile();
                }
            }
        );
    }

    // What we may mend nobody else should have to: people are told only if it fails.
    void subscribe() {
        care_.platform().subscribe(
            *present_.token,
            present_.waba_id,
            [self = shared_from_this()](PlatformResult<bool> subscribed) {
                self->take(std::move(subscribed), self->conclusion_.is_subscribed);
                self->read_profile();
            }
        );
    }

    void read_profile() {
        care_.platform().read_profile(
            *present_.token,
            present_.phone_number_id,
            [self = shared_from_this()](PlatformResult<ProfileFacts> profile) {
                self->take(std::move(profile), self->conclusion_.profile);
                self->read_fields();
            }
        );
    }

    void read_fields() {
        care_.webhook_fields([self = shared_from_this()](std::vector<std::string> fields) {
            self->conclusion_.webhook_fields = std::move(fields);
            self->conclude();
        });
    }

    void conclude() {
        care_.runner().run(
            store::Lane::Background,
            business_,
            [self = shared_from_this()](Context& context) -> Result<bool> {
                CHECK(conclude_health(context, self->conclusion_));
                return true;
            },
            [self = shared_from_this()](Result<bool> const& concluded) {
                if (!concluded) {
                    self->done_(std::unexpected(concluded.error()));
                } else {
                    self->done_(std::move(self->look_));
                }
            }
        );
    }

    AccountCare& care_;
    BusinessId business_;
    AccountCare::HealthDone done_;
    Present present_;
    HealthConclusion conclusion_;
    HealthLook look_{.is_gone = false, .is_complete = true, .detail = {}};
};

}  // namespace

void AccountCare::look_at_health(BusinessId business, AccountId account, HealthDone done) {
    std::make_shared<HealthVisit>(*this, business, account, std::move(done))->start();
}

void AccountCare::webhook_fields(std::move_only_function<void(std::vector<std::string>)> done) {
    auto const now = runner_.system_clock().now();
    std::optional<std::vector<std::string>> known;
    {
        std::lock_guard const guard(mutex_);
        if (fields_at_ && now - *fields_at_ < Duration(fields_kept)) {
            known = fields_;
        } else {
            // Others take what is known while this one asks.
            fields_at_ = now;
        }
    }
    if (known) {
        done(*std::move(known));
        return;
    }
    platform_.subscribed_fields(
        [this, done = std::move(done)](PlatformResult<std::vector<std::string>> fields) mutable {
            std::vector<std::string> known;
            {
                std::lock_guard const guard(mutex_);
                if (fields) {
                    fields_ = *std::move(fields);
                } else {
                    fields_at_.reset();
                }
                known = fields_;
            }
            done(std::move(known));
        }
    );
}

}  // namespace croozer::app
