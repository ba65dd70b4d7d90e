#include "main/verify/verifier.hpp"

#include "crypto/hmac.hpp"
#include "main/verify/judge.hpp"
#include "meta/graph_codec.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <span>
#include <thread>

namespace croozer::main {
namespace {

namespace json = boost::json;
using meta::JsonArray;
using meta::JsonObject;

// Meta's list of templates is 6,000 at most for a verified portfolio
// (business-management-api/message-templates).
constexpr std::size_t most_templates = 6'000;
constexpr std::size_t most_accounts = 1'000;
constexpr std::size_t most_subscriptions = 50;

// The answer of a call that gives it to a callback.
template <class T, class Start>
app::PlatformResult<T> wait_for(Start start) {
    auto const promise = std::make_shared<std::promise<app::PlatformResult<T>>>();
    auto future = promise->get_future();
    start([promise](app::PlatformResult<T> answer) { promise->set_value(std::move(answer)); });
    return future.get();
}

// Whatever is refused about the app's own token is the app's id or secret.
constexpr auto const* app_secret_advice =
    "meta.app_id and the first of meta.app_secrets must be of one app: App settings, Basic, App ID "
    "and App secret.";
constexpr auto const* reconnect_advice =
    "The token may not see this: connect the number again in Croozer, or assign the asset to the "
    "system user in Business settings.";

Secret app_token(Configuration const& configuration) {
    return Secret(
        configuration.app_id + "|" + std::string(configuration.app_secrets.front().reveal())
    );
}

meta::GraphCall read_call(Secret token, std::vector<std::string> path, std::string fields = {}) {
    meta::GraphCall call;
    call.path = std::move(path);
    if (!fields.empty()) {
        call.query.emplace_back("fields", std::move(fields));
    }
    call.token = std::move(token);
    return call;
}

Finding as_finding(Check check, Verdict verdict, std::string detail, std::string advice = {}) {
    return {
        .check = check,
        .subject = {},
        .verdict = verdict,
        .detail = std::move(detail),
        .advice = std::move(advice)
    };
}

}  // namespace

std::string shown_secret(Secret const& secret) {
    constexpr std::size_t shown = 4;
    constexpr std::size_t hash_bytes = 4;
    auto const text = secret.reveal();
    auto const digest = crypto::sha256(text);
    // A short one would be shown whole.
    auto const end =
        text.size() > 4 * shown ? text.substr(text.size() - shown) : std::string_view();
    return "…" + std::string(end) + " (sha256 " +
           crypto::to_hex(std::span(digest).first(hash_bytes)) + ")";
}

Verifier::Verifier(Configuration const& configuration, net::HttpClient& http)
    : configuration_(configuration),
      http_(http),
      graph_(
          {.graph_url = configuration.graph_url,
           .version = configuration.graph_version,
           .app_secret = configuration.app_secrets.front()},
          http
      ),
      platform_(
          {.app_id = configuration.app_id, .app_secret = configuration.app_secrets.front()}, graph_
      ) {}

std::string Verifier::callback_url() const {
    auto const base = configuration_.public_url.empty()
                          ? "http://localhost:" + std::to_string(configuration_.port)
                          : configuration_.public_url;
    return base + (base.ends_with('/') ? "" : "/") + "api/webhooks/whatsapp";
}

bool Verifier::check_version() {
    auto const answer = wait_for<JsonObject>([this](auto done) {
        meta::GraphCall call;
        call.path = {"me"};
        graph_.call(std::move(call), std::move(done));
    });
    auto found = judge_version(configuration_.graph_version, answer);
    bool const reached = found.verdict != Verdict::NotRun;
    if (!reached) {
        found.advice = "Check meta.graph_url, the network and the name service of this machine.";
    }
    add(std::move(found));
    return reached;
}

void Verifier::check_subject(Subject subject) {
    if (!subject.sealed.empty()) {
        add(as_finding(
            Check::Token,
            Verdict::Failed,
            "the stored token of account " + subject.waba_id + " does not open: " + subject.sealed,
            "Put back the key file that it was sealed with (data.key_file), or connect the number "
            "anew in Croozer."
        ));
        return;
    }
    auto const granted = check_token(subject);
    if (subject.waba_id.empty()) {
        if (granted.empty()) {
            add(as_finding(
                Check::Accounts,
                Verdict::Failed,
                "the token names no WhatsApp Business Account",
                "Give the account's id with --waba."
            ));
            return;
        }
        for (auto const& waba_id : granted) {
            auto one = subject;
            one.waba_id = waba_id;
            check_accounts(one, granted);
            check_waba(one);
        }
        return;
    }
    check_accounts(subject, granted);
    check_waba(subject);
}

std::vector<std::string> Verifier::check_token(Subject const& subject) {
    auto const who = shown_secret(subject.token);
    auto const facts = wait_for<app::TokenFacts>([&](auto done) {
        platform_.inspect_token(subject.token, std::move(done));
    });
    if (!facts) {
        add(refused_finding(Check::Token, who, facts.error(), app_secret_advice));
        return {};
    }
    add(judge_token(*facts, configuration_.app_id, who, SystemClock().now()));
    return facts->waba_ids;
}

std::vector<std::string> Verifier::accounts_of_portfolio(Subject const& subject) {
    std::vector<std::string> ids;
    for (auto const* edge :
         {"owned_whatsapp_business_accounts", "client_whatsapp_business_accounts"}) {
        auto const list = wait_for<JsonArray>([&](auto done) {
            graph_.call_pages(
                read_call(subject.token, {subject.portfolio_id, edge}, "id,name"),
                most_accounts,
                std::move(done)
            );
        });
        if (!list) {
            continue;  // business_management may be missing, which sending does not need
        }
        for (auto const& element : *list) {
            if (auto const* const one = meta::as_object(element)) {
                ids.push_back(meta::id_at(*one, "id"));
            }
        }
    }
    return ids;
}

void Verifier::check_accounts(Subject const& subject, std::vector<std::string> const& granted) {
    std::vector<std::string> of_portfolio;
    if (!subject.portfolio_id.empty() &&
        std::ranges::find(granted, subject.waba_id) == granted.end()) {
        of_portfolio = accounts_of_portfolio(subject);
    }
    add(judge_accounts(subject.waba_id, granted, of_portfolio));
}

void Verifier::check_waba(Subject const& subject) {
    auto const& waba = subject.waba_id;
    auto const facts = wait_for<app::WabaFacts>([&](auto done) {
        platform_.read_waba(subject.token, waba, std::move(done));
    });
    add(facts ? judge_account_state(*facts)
              : refused_finding(Check::AccountState, waba, facts.error(), reconnect_advice));
    auto const numbers = check_numbers(subject);
    for (auto const& number : numbers) {
        check_limits(subject, number);
    }
    auto const templates = wait_for<JsonArray>([&](auto done) {
        auto call =
            read_call(subject.token, {waba, "message_templates"}, "id,name,language,status");
        call.query.emplace_back("limit", "100");
        graph_.call_pages(std::move(call), most_templates, std::move(done));
    });
    add(templates ? judge_templates(waba, *templates)
                  : refused_finding(Check::Templates, waba, templates.error(), reconnect_advice));
    auto const apps = wait_for<std::vector<app::SubscribedApp>>([&](auto done) {
        platform_.subscribed_apps(subject.token, waba, std::move(done));
    });
    add(apps ? judge_subscription(waba, *apps, configuration_.app_id, callback_url())
             : refused_finding(Check::Subscription, waba, apps.error(), reconnect_advice));
    for (auto const& number : numbers) {
        check_override(subject, number);
    }
}

std::vector<std::string> Verifier::check_numbers(Subject const& subject) {
    auto const numbers = wait_for<std::vector<app::NumberFacts>>([&](auto done) {
        platform_.list_numbers(subject.token, subject.waba_id, std::move(done));
    });
    if (!numbers) {
        add(refused_finding(Check::Numbers, subject.waba_id, numbers.error(), reconnect_advice));
        return {};
    }
    add(judge_numbers(subject.waba_id, *numbers, subject.phone_number_id));
    std::vector<std::string> meant;
    for (auto const& number : *numbers) {
        coexistence_ = coexistence_ || number.is_on_business_app;
        if (subject.phone_number_id.empty() || number.id == subject.phone_number_id) {
            meant.push_back(number.id);
        }
    }
    return meant;
}

void Verifier::check_limits(Subject const& subject, std::string const& phone_number_id) {
    auto const facts = wait_for<app::NumberFacts>([&](auto done) {
        platform_.read_number(subject.token, phone_number_id, std::move(done));
    });
    add(facts ? judge_limits(*facts)
              : refused_finding(Check::Limits, phone_number_id, facts.error(), reconnect_advice));
}

void Verifier::check_override(Subject const& subject, std::string const& phone_number_id) {
    auto const number = wait_for<JsonObject>([&](auto done) {
        graph_.call(
            read_call(subject.token, {phone_number_id}, "webhook_configuration"), std::move(done)
        );
    });
    add(number
            ? judge_override(phone_number_id, *number, callback_url())
            : refused_finding(Check::Override, phone_number_id, number.error(), reconnect_advice));
}

void Verifier::check_app() {
    auto const list = wait_for<JsonArray>([this](auto done) {
        graph_.call_pages(
            read_call(app_token(configuration_), {configuration_.app_id, "subscriptions"}),
            most_subscriptions,
            std::move(done)
        );
    });
    add(list ? judge_app_webhook(configuration_.app_id, *list, callback_url(), coexistence_)
             : refused_finding(
                   Check::AppWebhook, configuration_.app_id, list.error(), app_secret_advice
               ));
}

void Verifier::check_send(
    Subject const& subject,
    std::string const& phone,
    std::function<Result<bool>(std::string const& wamid)> const& status_came
) {
    // As long as the notes give a status to come; a sample is delivered within seconds.
    constexpr auto longest = std::chrono::seconds(60);
    constexpr auto look_every = std::chrono::milliseconds(500);
    json::object const body{
        {"messaging_product", "whatsapp"},
        {"recipient_type", "individual"},
        {"to", phone},
        {"type", "template"},
        {"template", {{"name", "hello_world"}, {"language", {{"code", "en_US"}}}}}
    };
    auto const answer = wait_for<JsonObject>([&](auto done) {
        auto call = read_call(subject.token, {subject.phone_number_id, "messages"});
        call.method = "POST";
        call.body = json::serialize(body);
        graph_.call(std::move(call), std::move(done));
    });
    if (!answer) {
        add(refused_finding(
            Check::Send,
            subject.phone_number_id,
            answer.error(),
            "The template hello_world must be approved in the account and the phone on WhatsApp; a "
            "test number "
            "sends to its own list only."
        ));
        return;
    }
    auto const* const message = meta::first_object_at(*answer, "messages");
    auto const wamid = message == nullptr ? std::string() : meta::id_at(*message, "id");
    auto found = as_finding(
        Check::Send,
        wamid.empty() ? Verdict::Failed : Verdict::Passed,
        wamid.empty() ? "accepted without a message id" : "accepted"
    );
    found.subject = subject.phone_number_id;
    if (!wamid.empty() && status_came) {
        auto const end = std::chrono::steady_clock::now() + longest;
        bool came = false;
        while (!came && std::chrono::steady_clock::now() < end) {
            came = status_came(wamid).value_or(false);
            std::this_thread::sleep_for(came ? std::chrono::milliseconds(0) : look_every);
        }
        found.verdict = came ? Verdict::Passed : Verdict::Warned;
        found.detail += came ? ", and a status came back" : ", but no status within a minute";
        found.advice = came ? ""
                            : "See that the server runs, and that checks 8 to 11 pass: statuses "
                              "come by the webhook.";
    }
    add(std::move(found));
}

void Verifier::skip_send() {
    add(as_finding(Check::Send, Verdict::Skipped, "nothing was sent (--send-to PHONE)"));
}

}  // namespace croozer::main
