// A look at a token, daily or asked for: debug_token, and fb_exchange_token when its end is near
// or somebody wants it renewed.
#include "app/account_care.hpp"
#include "app/account_state.hpp"
#include "app/alerts.hpp"
#include "app/journal.hpp"
#include "store/documents/json.hpp"
#include "store/repositories/account_care.hpp"
#include "store/repositories/jobs.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace croozer::app {
namespace {

namespace json = boost::json;

constexpr std::string_view token_expires = "token_expires";
constexpr std::int64_t token_refused = 190;
// Of 14, 7, 3 and 1 days the owner is told, each once.
constexpr std::array<std::int64_t, 4> told_at_days{1, 3, 7, 14};
constexpr std::int64_t critical_days = 3;

struct Present {
    store::AccountCare account;
    std::optional<Secret> token;  // nothing: it does not open
};

Result<std::optional<Present>> load(Context& context, AccountId id) {
    auto account = TRY(store::find_account_care(context.session, context.business, id));
    if (!account) {
        return std::nullopt;
    }
    auto token = TRY(open_token_or_break(context, id, account->token));
    return Present{.account = *std::move(account), .token = std::move(token)};
}

bool is_near(std::optional<Instant> end, Instant now) {
    return end && *end - now <= Duration(token_extended_within);
}

// One look. Its callbacks hold it.
class TokenVisit : public std::enable_shared_from_this<TokenVisit> {
public:
    TokenVisit(
        AccountCare& care,
        store::Lane lane,
        BusinessId business,
        AccountId account,
        Extend extend,
        AccountCare::TokenDone done
    )
        : care_(care), lane_(lane), business_(business), extend_(extend), done_(std::move(done)) {
        conclusion_.account = account;
    }

    void start() {
        care_.runner().run(
            lane_,
            business_,
            [id = conclusion_.account](Context& context) { return load(context, id); },
            [self = shared_from_this()](Result<std::optional<Present>> present) {
                if (!present) {
                    self->done_(std::unexpected(present.error()));
                } else if (!*present) {
                    self->done_(TokenLook{.fate = TokenLook::Fate::Gone, .detail = {}});
                } else if (!(*present)->token) {
                    self->done_(TokenLook{.fate = TokenLook::Fate::Dead, .detail = "sealed_secret"}
                    );
                } else {
                    self->inspect(**std::move(present));
                }
            }
        );
    }

private:
    using Fate = TokenLook::Fate;

    void inspect(Present present) {
        conclusion_.inspected = present.account.token;
        token_ = *std::move(present.token);
        care_.platform().inspect_token(
            token_,
            [self = shared_from_this()](PlatformResult<TokenFacts> facts) {
                self->inspected(std::move(facts));
            }
        );
    }

    void inspected(PlatformResult<TokenFacts> facts) {
        if (!facts) {
            // That call is made with the app's own token: an error of it says nothing of this one.
            conclusion_.detail = facts.error().detail;
            conclude(Fate::Unknown);
            return;
        }
        if (!facts->is_valid) {
            conclusion_.is_dead = true;
            conclusion_.error_code = token_refused;
            conclusion_.detail = "debug_token: the token is not valid";
            conclude(Fate::Dead);
            return;
        }
        auto const& end = facts->expires_at;
        bool const due = extend_ == Extend::Now ? end.has_value()
                                                : is_near(end, care_.runner().system_clock().now());
        conclusion_.facts = *std::move(facts);
        if (due) {
            extend();
        } else {
            conclude(Fate::Good);
        }
    }

    void extend() {
        care_.platform().extend_token(
            token_,
            [self = shared_from_this()](PlatformResult<GrantedToken> granted) {
                if (!granted || granted->token.empty()) {
                    self->conclusion_.detail =
                        granted ? "no token was given" : granted.error().detail;
                    self->conclude(Fate::Short);
                    return;
                }
                self->inspect_successor(*std::move(granted));
            }
        );
    }

    // The old one works until its own end, so a successor that cannot be proven good is not taken:
    // the next look gets another.
    void inspect_successor(GrantedToken granted) {
        auto const token = granted.token;
        care_.platform().inspect_token(
            token,
            [self = shared_from_this(),
             granted = std::move(granted)](PlatformResult<TokenFacts> facts) {
                if (!facts || !facts->is_valid) {
                    self->conclusion_.detail =
                        facts ? "the new token is not valid" : facts.error().detail;
                    self->conclude(Fate::Short);
                    return;
                }
                if (!facts->expires_at && granted.lifetime) {
                    facts->expires_at =
                        self->care_.runner().system_clock().now() + Duration(*granted.lifetime);
                }
                self->conclusion_.facts = *std::move(facts);
                self->conclusion_.successor = granted.token;
                self->conclude(Fate::Extended);
            }
        );
    }

    void conclude(Fate fate) {
        care_.runner().run(
            lane_,
            business_,
            [self = shared_from_this()](Context& context) -> Result<bool> {
                CHECK(conclude_token(context, self->conclusion_));
                return true;
            },
            [self = shared_from_this(), fate](Result<bool> const& concluded) {
                if (!concluded) {
                    self->done_(std::unexpected(concluded.error()));
                    return;
                }
                self->done_(TokenLook{.fate = fate, .detail = self->conclusion_.detail});
            }
        );
    }

    AccountCare& care_;
    store::Lane lane_;
    BusinessId business_;
    Extend extend_;
    AccountCare::TokenDone done_;
    Secret token_;
    TokenConclusion conclusion_;
};

bool is_in_error_for_its_token(store::AccountCare const& account) {
    return account.status == "error" && account.error_code && is_token_error(*account.error_code);
}

// The tightest threshold that its end is within; nullopt: it has long enough.
std::optional<std::int64_t> threshold_of(std::optional<Instant> end, Instant now) {
    if (!end) {
        return std::nullopt;
    }
    auto const* const threshold = std::ranges::find_if(told_at_days, [&](std::int64_t days) {
        return *end - now <= Duration(std::chrono::days(days));
    });
    return threshold == told_at_days.end() ? std::nullopt : std::optional(*threshold);
}

Result<void> tell_days(
    Context& context, store::AccountCare const& account, std::optional<Instant> end
) {
    auto const threshold = threshold_of(end, context.system_now);
    if (!threshold) {
        TRY(resolve_alert(context, token_expires, account.id.value));
        return {};
    }
    if (account.token_told_days && *account.token_told_days <= *threshold) {
        return {};
    }
    auto const left = std::max(*end - context.system_now, Duration::zero());
    return raise_and_tell(
        context,
        {.kind = token_expires,
         .subject = account.id.value,
         .level = *threshold <= critical_days ? AlertLevel::Critical : AlertLevel::Warning,
         .detail = json::serialize(json::object{
             {"daysLeft", std::chrono::ceil<std::chrono::days>(left).count()},
             {"expiresAt", end->to_rfc3339()}
         })}
    );
}

std::optional<std::int64_t> told_days(
    store::AccountCare const& account, std::optional<Instant> end, Instant now
) {
    auto const threshold = threshold_of(end, now);
    if (threshold && account.token_told_days) {
        return std::min(*threshold, *account.token_told_days);
    }
    return threshold;
}

// Meta says nothing of it: its end as it was known last comes nearer all the same.
Result<void> count_days(Context& context, store::AccountCare const& account) {
    auto const end = account.token_expires_at;
    CHECK(tell_days(context, account, end));
    return store::save_told_days(
        context.session,
        context.business,
        account.id,
        account.token,
        told_days(account, end, context.system_now)
    );
}

Result<void> keep_facts(
    Context& context, store::AccountCare const& account, TokenConclusion const& conclusion
) {
    auto const& facts = *conclusion.facts;
    store::TokenState state{
        .token = account.token,
        .scopes = store::documents::encode_texts(facts.scopes),
        .expires_at = facts.expires_at,
        .data_access_expires_at = facts.data_access_expires_at,
        .checked_at = context.system_now,
        .told_days = told_days(account, facts.expires_at, context.system_now)
    };
    if (conclusion.successor) {
        state.token = TRY(context.secrets.seal(
            context.session,
            context.business,
            {.table = "whatsapp_accounts", .column = "token_sealed", .row = account.id.value},
            *conclusion.successor,
            context.system_now
        ));
    }
    TRY(store::save_token(context.session, context.business, account.id, account.token, state));
    CHECK(tell_days(context, account, facts.expires_at));
    // Whoever connected it may have asked for this look only.
    if (!TRY(store::has_job(context.session, context.business, account_health_job, account.id.value)
        )) {
        CHECK(look_at_account(context, account_health_job, account.id, context.system_now));
    }
    if (account.token_expires_at != facts.expires_at) {
        announce_account(context, account.id);
    }
    // Only what was refused for the token itself is mended by a good one.
    if (is_in_error_for_its_token(account)) {
        TRY(mend_account(context, account.id));
    }
    return {};
}

}  // namespace

Result<void> conclude_token(Context& context, TokenConclusion const& conclusion) {
    auto const account =
        TRY(store::find_account_care(context.session, context.business, conclusion.account));
    if (!account || account->token != conclusion.inspected) {
        return {};
    }
    if (conclusion.is_dead) {
        if (is_in_error_for_its_token(*account)) {
            return {};
        }
        return break_account(
            context,
            account->id,
            {.action = ErrorAction::Reauthorise,
             .code = conclusion.error_code,
             .detail = conclusion.detail}
        );
    }
    return conclusion.facts ? keep_facts(context, *account, conclusion)
                            : count_days(context, *account);
}

void AccountCare::look_at_token(
    store::Lane lane, BusinessId business, AccountId account, Extend extend, TokenDone done
) {
    std::make_shared<TokenVisit>(*this, lane, business, account, extend, std::move(done))->start();
}

}  // namespace croozer::app
