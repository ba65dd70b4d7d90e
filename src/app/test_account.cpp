#include "app/test_account.hpp"

#include "app/account_state.hpp"
#include "app/outbox.hpp"
#include "app/restrictions.hpp"
#include "app/watch_statuses.hpp"
#include "store/documents/account_document.hpp"
#include "store/queries/account_queries.hpp"
#include "store/queries/business_queries.hpp"
#include "store/repositories/account_care.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/alerts.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/customers.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace croozer::app {
namespace {

constexpr std::string_view blocked = "BLOCKED";
constexpr std::string_view webhook = "webhook";
// Types that may be sent while the customer's window is open, and the one that needs none
// (developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages).
constexpr std::array answers{
    std::string_view("text"),
    std::string_view("buttons"),
    std::string_view("list"),
    std::string_view("link"),
    std::string_view("image"),
    std::string_view("video"),
    std::string_view("audio"),
    std::string_view("document"),
    std::string_view("sticker"),
    std::string_view("location"),
    std::string_view("location_request"),
    std::string_view("contact_request"),
    std::string_view("reaction"),
    std::string_view("flow"),
};

std::vector<std::string> restriction_types(std::string const& document, Instant now) {
    auto restrictions = store::documents::decode_restrictions(document);
    std::vector<std::string> types;
    if (restrictions) {
        for (auto& one : in_force(*std::move(restrictions), now)) {
            types.push_back(std::move(one.type));
        }
    }
    return types;
}

struct Subject {
    AccountId account;
    std::string phone_number_id;
    std::string waba_id;
    std::optional<Secret> token;  // nothing: it does not open
    std::vector<std::string> restrictions;
    std::optional<Instant> last_webhook_at;
    bool misses_statuses{false};
};

Result<Subject> load(Context& context) {
    auto const record = TRY(store::find_account_record(context.session, context.business));
    if (!record) {
        return failure(ErrorCode::Conflict, "not_connected");
    }
    auto const account =
        TRY(store::find_account_care(context.session, context.business, record->id));
    if (!account) {
        return failure(ErrorCode::Conflict, "not_connected");
    }
    auto const no_status = TRY(store::find_open_alert(
        context.session, context.business, no_status_alert, account->id.value
    ));
    return Subject{
        .account = account->id,
        .phone_number_id = account->phone_number_id,
        .waba_id = account->waba_id,
        .token = TRY(open_token_or_break(context, account->id, account->token)),
        .restrictions = restriction_types(record->restrictions, context.system_now),
        .last_webhook_at = record->last_webhook_at,
        .misses_statuses = no_status.has_value()
    };
}

class Trial : public std::enable_shared_from_this<Trial> {
public:
    Trial(
        AccountCare& care,
        BusinessId business,
        std::move_only_function<void(Result<AccountTest>)> done
    )
        : care_(care), business_(business), done_(std::move(done)) {}

    void start() {
        care_.runner().run(
            store::Lane::Interactive,
            business_,
            load,
            [self = shared_from_this()](Result<Subject> subject) {
                if (!subject) {
                    self->done_(std::unexpected(std::move(subject).error()));
                    return;
                }
                self->subject_ = *std::move(subject);
                if (self->subject_.token) {
                    self->read_number();
                    return;
                }
                self->note("graph", false, "sealed_secret");
                self->done_(std::move(self->test_));
            }
        );
    }

private:
    void note(std::string name, bool ok, std::string detail) {
        test_.checks.push_back({.name = std::move(name), .ok = ok, .detail = std::move(detail)});
    }

    void read_number() {
        care_.platform().read_number(
            *subject_.token,
            subject_.phone_number_id,
            [self = shared_from_this(),
             began = std::chrono::steady_clock::now()](PlatformResult<NumberFacts> number) {
                self->test_.latency = std::chrono::duration_cast<std::chrono::milliseconds>(
                    std::chrono::steady_clock::now() - began
                );
                self->judge(number);
                self->read_subscription();
            }
        );
    }

    void judge(PlatformResult<NumberFacts> const& number) {
        if (!number) {
            note("graph", false, number.error().detail);
            is_refused_ = number.error().action == ErrorAction::Reauthorise;
            return;
        }
        note("graph", true, "");
        note("number", trouble_of_status(number->status).empty(), number->status);
        auto const& health = number->health.can_send;
        note("health", health != blocked, health);
        test_.capabilities = capabilities_of(*number, subject_.restrictions);
    }

    void read_subscription() {
        care_.platform().subscribed_apps(
            *subject_.token,
            subject_.waba_id,
            [self = shared_from_this()](PlatformResult<std::vector<SubscribedApp>> apps) {
                bool const ours = apps && std::ranges::any_of(*apps, [&](auto const& app) {
                                      return app.id == self->care_.platform().app_id();
                                  });
                self->note("subscribed_apps", ours, apps ? std::string() : apps.error().detail);
                self->judge_webhook(!apps || ours);
                self->look_at_token();
            }
        );
    }

    // The way back: Meta sends us nothing without a subscription, and a send of late that nobody
    // told of says that it is cut. A new number has had nothing yet.
    void judge_webhook(bool subscribed) {
        auto const& last = subject_.last_webhook_at;
        bool const may_come = subscribed && !subject_.misses_statuses;
        note(std::string(webhook), may_come && last.has_value(), last ? last->to_rfc3339() : "");
        test_.awaits_webhook = may_come && !last;
    }

    // debug_token decides whether it has ended; who asked sees it with the alert.
    void look_at_token() {
        if (!is_refused_) {
            done_(std::move(test_));
            return;
        }
        care_.runner().run(
            store::Lane::Interactive,
            business_,
            [account = subject_.account](Context& context) -> Result<bool> {
                CHECK(look_at_account(context, account_keep_job, account, context.system_now));
                return true;
            },
            [self = shared_from_this()](Result<bool> const&) {
                self->done_(std::move(self->test_));
            }
        );
    }

    AccountCare& care_;
    BusinessId business_;
    std::move_only_function<void(Result<AccountTest>)> done_;
    Subject subject_;
    AccountTest test_;
    bool is_refused_{false};  // Meta may have ended the token
};

}  // namespace

bool AccountTest::is_good() const {
    return std::ranges::all_of(checks, [this](AccountCheck const& check) {
        return check.ok || (awaits_webhook && check.name == webhook);
    });
}

bool AccountTest::can_send() const {
    return std::ranges::all_of(checks, [](AccountCheck const& check) {
        return check.ok || check.name == webhook;
    });
}

void test_account(
    AccountCare& care, BusinessId business, std::move_only_function<void(Result<AccountTest>)> done
) {
    std::make_shared<Trial>(care, business, std::move(done))->start();
}

std::vector<std::string> capabilities_of(
    NumberFacts const& number, std::vector<std::string> const& restrictions
) {
    auto const restricted = [&](std::string_view type) {
        return std::ranges::find(restrictions, type) != restrictions.end();
    };
    std::vector<std::string> capabilities;
    if (number.health.can_send == blocked || !trouble_of_status(number.status).empty()) {
        return capabilities;
    }
    if (!restricted("RESTRICTED_CUSTOMER_INITIATED_MESSAGING")) {
        capabilities.assign(answers.begin(), answers.end());
    }
    if (!restricted("RESTRICTED_BIZ_INITIATED_MESSAGING")) {
        capabilities.emplace_back("template");
    }
    return capabilities;
}

Result<MessageId> send_test_message(Context& context, std::string const& phone, Who const& who) {
    auto& session = context.session;
    auto const business = context.business;
    auto const known =
        TRY(store::find_by_identity(session, business, store::IdentityKind::Phone, "", phone));
    auto const customer =
        known ? TRY(store::find_customer(session, business, *known)) : std::nullopt;
    if (!customer) {
        return failure(ErrorCode::Validation, "recipient");
    }
    if (customer->blocked) {
        return failure(ErrorCode::Conflict, "blocked");
    }
    auto const account = TRY(store::connected_account(session, business));
    auto const conversation =
        account ? TRY(store::conversation_at(session, business, account->id, customer->id))
                : std::nullopt;
    if (!conversation || !window_is_open(conversation->last_inbound_at, context.now)) {
        return failure(ErrorCode::Conflict, "window_closed");
    }
    auto const shop = TRY(store::find_business_record(session, business));
    bool const hebrew = !shop || shop->settings.language == Language::Hebrew;
    conversation::Reply reply;
    reply.purpose = "test";
    reply.body = hebrew ? "הודעת בדיקה: החיבור לוואטסאפ עובד ✅"
                        : "A test message: the connection to WhatsApp works ✅";
    return enqueue_message(
        context,
        {.conversation = conversation->id,
         .customer = customer->id,
         .order = std::nullopt,
         .reply = std::move(reply),
         .author = "person",
         .author_name = who.name,
         .reply_to_wamid = {},
         .draft = false,
         .hold = std::nullopt,
         .lifetime = std::nullopt}
    );
}

}  // namespace croozer::app
