// A shop's number as its people see it: what it may do, what ails it, and how to try it.
#include "api/call.hpp"
#include "api/routes/page.hpp"
#include "api/views/account_view.hpp"
#include "api/views/connect_view.hpp"
#include "api/views/template_view.hpp"
#include "app/alerts.hpp"
#include "app/test_account.hpp"
#include "domain/business/hours.hpp"
#include "store/queries/business_queries.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/connect_attempts.hpp"
#include "store/repositories/message_costs.hpp"

#include <boost/json.hpp>

#include <memory>
#include <utility>

namespace croozer::api {
namespace {

namespace json = boost::json;

constexpr std::int64_t most_alerts = 200;
constexpr std::size_t month_code_points = 7;
// Meta counts customers reached in a moving day
// (developers.facebook.com/documentation/business-messaging/whatsapp/messaging-limits).
constexpr auto limit_period = std::chrono::hours(24);

struct Clocks {
    Instant trade;
    Instant system;
};

Clocks clocks_of(Call& call) {
    return {.trade = call.api.runner().trade_clock().now(), .system = call.api.system_now()};
}

// "2026-11", by the shop's own clock.
Result<std::string> present_month(store::Session& session, BusinessId business, Instant now) {
    auto const shop = TRY(store::find_business_record(session, business));
    if (!shop) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    return business::business_month(shop->settings, now);
}

Result<json::object> costs_view(
    store::Session& session, BusinessId business, std::string const& month
) {
    json::array rows;
    for (auto const& cost : TRY(store::message_costs(session, business, month))) {
        rows.push_back(message_cost_view(cost));
    }
    return json::object{{"month", month}, {"rows", std::move(rows)}};
}

Result<json::object> whatsapp_view(
    store::Session& session, BusinessId business, Clocks const& now
) {
    auto const month = TRY(present_month(session, business, now.trade));
    json::object view{
        {"account", nullptr},
        {"token", nullptr},
        {"health", nullptr},
        {"limits", nullptr},
        {"facts", nullptr},
        {"restrictions", json::array{}},
        {"costs", TRY(costs_view(session, business, month))},
        {"attempt", nullptr}
    };
    if (auto const attempt = TRY(store::latest_attempt(session, business))) {
        view["attempt"] = attempt_view(*attempt);
    }
    auto const account = TRY(store::latest_account_record(session, business));
    if (!account) {
        return view;
    }
    view["account"] = account_view(*account);
    if (account->disconnected_at) {
        return view;
    }
    view["token"] = token_view(*account, now.system);
    view["health"] = account_health_view(*account);
    view["limits"] = account_limits_view(
        *account,
        TRY(store::customers_reached_outside_window(
            session, business, now.system - Duration(limit_period)
        ))
    );
    view["facts"] = account_facts_view(*account);
    view["restrictions"] = restrictions_view(*account);
    return view;
}

void get_whatsapp(CallPtr call) {
    if (refuse_parameters(*call)) {
        return;
    }
    answer_by_query(
        call,
        [id = call->business(), now = clocks_of(*call)](store::Session& session) -> Result<Answer> {
            return json_answer(200, TRY(whatsapp_view(session, id, now)));
        }
    );
}

// ---- What messages cost ------------------------------------------------------------------------

bool is_month(std::string_view text) {
    if (text.size() != month_code_points || text[4] != '-') {
        return false;
    }
    auto const month = text.substr(5);
    bool const digits =
        std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
    return digits && month >= "01" && month <= "12";
}

void get_message_costs(CallPtr call) {
    input::Problems problems;
    QueryReader query(call->request, problems);
    auto const asked = query.text("month", month_code_points);
    if (asked && !is_month(*asked)) {
        query.refuse("month", "date");
    }
    query.finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    answer_by_query(
        call,
        [asked, id = call->business(), now = clocks_of(*call)](store::Session& session
        ) -> Result<Answer> {
            auto const month = asked ? *asked : TRY(present_month(session, id, now.trade));
            return json_answer(200, TRY(costs_view(session, id, month)));
        }
    );
}

// ---- POST …/test --------------------------------------------------------------------------------

json::object test_view(app::AccountTest const& test) {
    json::array checks;
    for (auto const& check : test.checks) {
        checks.push_back(
            json::object{{"name", check.name}, {"ok", check.ok}, {"detail", check.detail}}
        );
    }
    json::array capabilities;
    for (auto const& capability : test.capabilities) {
        capabilities.emplace_back(capability);
    }
    return {
        {"success", test.is_good()},
        {"latency", test.latency.count()},
        {"capabilities", std::move(capabilities)},
        {"checks", std::move(checks)}
    };
}

void send_test(CallPtr call, std::string const& to, json::object view) {
    answer_by_command(
        call,
        [to, view = std::move(view), who = call->who()](app::Context& context) -> Result<Answer> {
            auto answer = view;
            answer["messageId"] = TRY(app::send_test_message(context, to, who)).to_string();
            return json_answer(200, answer);
        }
    );
}

void post_test(CallPtr call) {
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    auto const to = reader.phone("to");
    reader.ignore("businessId");
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems) || refuse_platform_call(*call)) {
        return;
    }
    app::test_account(
        call->api.care(),
        call->business(),
        [call, to](Result<app::AccountTest> test) {
            if (!test) {
                refuse(*call, test.error());
                return;
            }
            auto view = test_view(*test);
            // What would not leave is not queued.
            if (to && test->can_send()) {
                send_test(call, *to, std::move(view));
                return;
            }
            respond(*call, json_answer(200, view));
        }
    );
}

// ---- POST …/refresh -----------------------------------------------------------------------------

void answer_with_token(CallPtr call, bool extended) {
    answer_by_query(
        call,
        [extended, id = call->business(), now = call->api.system_now()](store::Session& session
        ) -> Result<Answer> {
            auto const account = TRY(store::find_account_record(session, id));
            if (!account) {
                return failure(ErrorCode::Conflict, "not_connected");
            }
            return json_answer(
                200,
                {{"success", true}, {"extended", extended}, {"token", token_view(*account, now)}}
            );
        }
    );
}

void answer_to_look(CallPtr call, Result<app::TokenLook> const& look) {
    if (!look) {
        refuse(*call, look.error());
        return;
    }
    using Fate = app::TokenLook::Fate;
    switch (look->fate) {
        case Fate::Gone:
            refuse(*call, make_error(ErrorCode::Conflict, "not_connected"));
            return;
        case Fate::Dead:
            refuse(*call, make_error(ErrorCode::Conflict, "reconnect_needed"));
            return;
        case Fate::Short:
            refuse(*call, make_error(ErrorCode::Conflict, "token_not_extended"));
            return;
        case Fate::Unknown:
            refuse(*call, make_error(ErrorCode::UpstreamUnavailable, "upstream"));
            return;
        case Fate::Good:
        case Fate::Extended:
            answer_with_token(call, look->fate == Fate::Extended);
            return;
    }
}

void post_refresh(CallPtr call) {
    if (refuse_content(*call) || refuse_platform_call(*call)) {
        return;
    }
    store::read(
        call->api.runner().engine(),
        store::Scope::of(call->business()),
        [id = call->business()](store::Session& session) {
            return store::connected_account(session, id);
        },
        [call](Result<std::optional<store::Account>> const& account) {
            if (!account) {
                refuse(*call, account.error());
                return;
            }
            if (!*account) {
                refuse(*call, make_error(ErrorCode::Conflict, "not_connected"));
                return;
            }
            call->api.care().look_at_token(
                store::Lane::Interactive,
                call->business(),
                (*account)->id,
                app::Extend::Now,
                [call](Result<app::TokenLook> const& look) { answer_to_look(call, look); }
            );
        }
    );
}

// ---- Alerts -------------------------------------------------------------------------------------

void get_alerts(CallPtr call) {
    if (refuse_parameters(*call)) {
        return;
    }
    answer_by_query(call, [id = call->business()](store::Session& session) -> Result<Answer> {
        json::array alerts;
        for (auto const& alert : TRY(store::list_alerts(session, id, most_alerts))) {
            alerts.push_back(alert_view(alert));
        }
        return json_answer(200, {{"alerts", std::move(alerts)}});
    });
}

void acknowledge(CallPtr call) {
    auto const alert = path_id<AlertId>(*call, "alertId");
    if (!alert) {
        refuse(*call, alert.error());
        return;
    }
    if (refuse_content(*call)) {
        return;
    }
    answer_by_command(
        call,
        [alert = *alert, who = call->who()](app::Context& context) -> Result<Answer> {
            if (!TRY(app::acknowledge_alert(context, alert, who))) {
                return failure(ErrorCode::NotFound, "not_found");
            }
            return json_answer(200, {{"success", true}});
        }
    );
}

}  // namespace

void add_whatsapp_routes(Routes& routes) {
    using enum http::Method;
    std::string const number = "/api/businesses/{id}/whatsapp";
    routes.shop(Get, number, Resource::Whatsapp, Verb::Read, get_whatsapp);
    routes.shop(Post, number + "/test", Resource::Whatsapp, Verb::Update, post_test);
    routes.shop(Post, number + "/refresh", Resource::Whatsapp, Verb::Update, post_refresh);
    routes.shop(
        Get, "/api/businesses/{id}/message-costs", Resource::Business, Verb::Read, get_message_costs
    );
    std::string const alerts = "/api/businesses/{id}/alerts";
    routes.shop(Get, alerts, Resource::Alerts, Verb::Read, get_alerts);
    routes.shop(
        Post, alerts + "/{alertId}/acknowledge", Resource::Alerts, Verb::Update, acknowledge
    );
}

}  // namespace croozer::api
