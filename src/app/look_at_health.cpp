// A number's hourly look: what Meta says of it and its account, and what people must know of that.
#include "app/account_care.hpp"
#include "app/account_state.hpp"
#include "app/alerts.hpp"
#include "store/documents/account_document.hpp"
#include "store/documents/json.hpp"
#include "store/repositories/account_care.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace croozer::app {
namespace {

namespace json = boost::json;
namespace documents = store::documents;

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

documents::AccountHealth document_of(Health const& health) {
    documents::AccountHealth document{.can_send = health.can_send, .entities = {}};
    for (auto const& entity : health.entities) {
        documents::HealthEntity kept{
            .type = entity.type,
            .id = entity.id,
            .can_send = entity.can_send,
            .troubles = {},
            .information = entity.information
        };
        for (auto const& trouble : entity.troubles) {
            kept.troubles.push_back(
                {.code = trouble.code,
                 .description = trouble.description,
                 .possible_solution = trouble.possible_solution}
            );
        }
        document.entities.push_back(std::move(kept));
    }
    return document;
}

documents::AccountFacts merged(documents::AccountFacts facts, HealthConclusion const& conclusion) {
    if (auto const& number = conclusion.number) {
        facts.verified_name = number->verified_name;
        facts.name_status = number->name_status;
        facts.number_status = number->status;
    }
    if (auto const& waba = conclusion.waba) {
        facts.review_status = waba->review_status;
        facts.verification_status = waba->verification_status;
        facts.country = waba->country;
        facts.currency = waba->currency;
        facts.is_funded = !waba->funding_id.empty();
    }
    if (auto const& profile = conclusion.profile) {
        facts.about = profile->about;
        facts.picture_url = profile->picture_url;
    }
    return facts;
}

// What is known after the look: what it did not read stands.
Result<store::AccountCare> after(
    store::AccountCare const& before, HealthConclusion const& conclusion
) {
    auto account = before;
    auto const known = before.facts.empty() ? documents::AccountFacts{}
                                            : TRY(documents::decode_facts(before.facts));
    account.facts = documents::encode_facts(merged(known, conclusion));
    // The number's own health has the entities above it as well.
    auto const& number = conclusion.number;
    if (number && !number->health.can_send.empty()) {
        account.health = documents::encode_health(document_of(number->health));
    } else if (conclusion.waba && !conclusion.waba->health.can_send.empty()) {
        account.health = documents::encode_health(document_of(conclusion.waba->health));
    }
    if (number) {
        account.quality = number->quality_rating;
        account.throughput_level = number->throughput_level;
        account.messaging_limit = number->messaging_limit;
    }
    if (conclusion.is_subscribed) {
        account.is_subscribed = *conclusion.is_subscribed;
    }
    if (!conclusion.webhook_fields.empty()) {
        account.subscribed_fields = documents::encode_texts(conclusion.webhook_fields);
    }
    return account;
}

bool differ(store::AccountCare const& a, store::AccountCare const& b) {
    return a.health != b.health || a.facts != b.facts || a.quality != b.quality ||
           a.messaging_limit != b.messaging_limit || a.throughput_level != b.throughput_level ||
           a.subscribed_fields != b.subscribed_fields || a.is_subscribed != b.is_subscribed;
}

// Raised while `detail` is there, over when it is not.
Result<void> tell(
    Context& context,
    AccountId account,
    std::string_view kind,
    AlertLevel level,
    std::optional<json::object> const& detail
) {
    if (!detail) {
        TRY(resolve_alert(context, kind, account.value));
        return {};
    }
    TRY(raise_alert(
        context,
        {.kind = kind, .subject = account.value, .level = level, .detail = json::serialize(*detail)}
    ));
    return {};
}

// Meta's three colours of a number's quality: yellow may lower its limits, red does
// (developers.facebook.com/documentation/business-messaging/whatsapp/messaging-limits).
Result<void> tell_quality(Context& context, store::AccountCare const& account) {
    bool const red = account.quality == "RED";
    bool const bad = red || account.quality == "YELLOW";
    return tell(
        context,
        account.id,
        "number_quality",
        red ? AlertLevel::Critical : AlertLevel::Warning,
        bad ? std::optional(json::object{{"quality", account.quality}}) : std::nullopt
    );
}

// BLOCKED: no message leaves at all
// (developers.facebook.com/documentation/business-messaging/whatsapp/support/health-status).
Result<void> tell_block(Context& context, store::AccountCare const& account) {
    auto const health = account.health.empty() ? documents::AccountHealth{}
                                               : TRY(documents::decode_health(account.health));
    std::optional<json::object> detail;
    if (health.can_send == "BLOCKED") {
        detail = json::object{{"reason", ""}};
        for (auto const& entity : health.entities) {
            if (entity.can_send == "BLOCKED" && !entity.troubles.empty()) {
                auto const& trouble = entity.troubles.front();
                *detail = {{"reason", trouble.description}, {"code", trouble.code}};
                break;
            }
        }
    } else if (account.status == "error" && account.error_code &&
               !is_payment_error(*account.error_code)) {
        return {};  // a send was refused: told of then, over when one goes through
    }
    return tell(context, account.id, "account_blocked", AlertLevel::Critical, detail);
}

// Without a payment method Meta sends nothing that costs, and since 2026-10-01 replies may
// (developers.facebook.com/documentation/business-messaging/whatsapp/pricing).
Result<void> tell_payments(Context& context, store::AccountCare const& account) {
    if (account.status == "error" && account.error_code && is_payment_error(*account.error_code)) {
        return {};
    }
    auto const facts = TRY(documents::decode_facts(account.facts));
    bool const missing = facts.is_funded.has_value() && !*facts.is_funded;
    return tell(
        context,
        account.id,
        "payments_missing",
        AlertLevel::Warning,
        missing ? std::optional(json::object{}) : std::nullopt
    );
}

}  // namespace

Result<void> conclude_health(Context& context, HealthConclusion const& conclusion) {
    auto const before =
        TRY(store::find_account_care(context.session, context.business, conclusion.account));
    if (!before) {
        return {};
    }
    auto const account = TRY(after(*before, conclusion));
    CHECK(store::save_health(context.session, context.business, account, context.system_now));
    CHECK(tell_quality(context, account));
    CHECK(tell_block(context, account));
    CHECK(tell_payments(context, account));
    // Nothing of what customers write reaches us until the app is subscribed again
    // (developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview).
    CHECK(tell(
        context,
        account.id,
        "webhook_unsubscribed",
        AlertLevel::Critical,
        account.is_subscribed ? std::nullopt : std::optional(json::object{})
    ));
    if (differ(*before, account)) {
        announce_account(context, account.id);
    }
    // debug_token decides; an account in error was told of already.
    if (conclusion.is_token_doubtful && account.status == "active") {
        CHECK(look_at_account(context, account_keep_job, account.id, context.system_now));
    }
    return {};
}

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
