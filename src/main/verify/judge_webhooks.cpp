// Where Meta sends its webhooks: the app's callback, the account's subscription, overrides.
#include "app/needed_access.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "main/verify/judge.hpp"
#include "main/verify/judge_parts.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

namespace croozer::main {
namespace {

using meta::JsonArray;
using namespace judging;

constexpr std::array<std::string_view, 1> wished_fields{"account_review_update"};

// "http://localhost:8080/x" as "http://127.0.0.1:8080/x", without a slash at the end.
std::string plain_url(std::string_view url) {
    std::string text = lower_ascii(url.substr(0, std::min(url.find("://"), url.size())));
    auto rest = std::string(url.substr(std::min(text.size(), url.size())));
    for (std::string_view const name : {"://localhost", "://[::1]"}) {
        if (lower_ascii(rest).starts_with(name)) {
            rest = "://127.0.0.1" + rest.substr(name.size());
        }
    }
    while (rest.ends_with('/')) {
        rest.pop_back();
    }
    return text + rest;
}
}  // namespace

bool same_url(std::string_view one, std::string_view other) {
    return plain_url(one) == plain_url(other);
}

namespace {

struct Subscribed {
    bool is_active{false};
    std::string url;
    std::vector<std::string> fields;
};

std::optional<Subscribed> whatsapp_of(JsonArray const& subscriptions) {
    for (auto const& element : subscriptions) {
        auto const* const one = meta::as_object(element);
        if (one == nullptr || meta::string_at(*one, "object") != "whatsapp_business_account") {
            continue;
        }
        Subscribed subscribed{
            .is_active = meta::is_true_at(*one, "active"),
            .url = meta::text_at(*one, "callback_url", limits::note_code_points),
            .fields = {}
        };
        if (auto const* const fields = meta::array_at(*one, "fields")) {
            for (auto const& field : *fields) {
                if (auto const* const named = meta::as_object(field)) {
                    subscribed.fields.push_back(
                        meta::text_at(*named, "name", limits::name_code_points)
                    );
                } else if (auto const* const text = field.if_string()) {
                    subscribed.fields.emplace_back(*text);
                }
            }
        }
        return subscribed;
    }
    return std::nullopt;
}

}  // namespace

// developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint
Finding judge_app_webhook(
    std::string_view app_id,
    meta::JsonArray const& subscriptions,
    std::string_view callback_url,
    bool coexistence
) {
    auto const subscribed = whatsapp_of(subscriptions);
    auto const failed = [&](std::string detail) {
        return finding(
            Check::AppWebhook,
            app_id,
            Verdict::Failed,
            std::move(detail),
            "In the app's dashboard, WhatsApp, Configuration: callback URL " +
                std::string(callback_url) +
                ", the verify token of meta.verify_token, and subscribe to the fields."
        );
    };
    if (!subscribed) {
        return failed("the app has no webhook for whatsapp_business_account");
    }
    if (!same_url(subscribed->url, callback_url)) {
        return failed("the callback is " + or_unknown(subscribed->url));
    }
    if (!subscribed->is_active) {
        return failed("the webhook is not active");
    }
    if (auto const missing = missing_of(app::needed_fields, subscribed->fields); !missing.empty()) {
        return failed("missing fields: " + listed(missing));
    }
    auto wished = missing_of(wished_fields, subscribed->fields);
    if (coexistence) {
        std::ranges::move(
            missing_of(app::coexistence_fields, subscribed->fields), std::back_inserter(wished)
        );
    }
    auto const count = std::to_string(subscribed->fields.size()) + " fields";
    if (!wished.empty()) {
        return finding(
            Check::AppWebhook,
            app_id,
            Verdict::Warned,
            count + ", missing: " + listed(wished),
            "Subscribe to these fields too (WhatsApp, Configuration, Webhook fields)."
        );
    }
    return finding(Check::AppWebhook, app_id, Verdict::Passed, "our callback, active, " + count);
}

// developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override
Finding judge_subscription(
    std::string_view waba_id,
    std::vector<app::SubscribedApp> const& apps,
    std::string_view app_id,
    std::string_view callback_url
) {
    auto const ours = std::ranges::find(apps, app_id, &app::SubscribedApp::id);
    if (ours == apps.end()) {
        return finding(
            Check::Subscription,
            waba_id,
            Verdict::Failed,
            "our app is not subscribed to the account",
            "Connect the number again in Croozer, or POST /" + std::string(waba_id) +
                "/subscribed_apps with its token."
        );
    }
    if (!ours->override_url.empty() && !same_url(ours->override_url, callback_url)) {
        return finding(
            Check::Subscription,
            waba_id,
            Verdict::Failed,
            "the account's webhooks go to " + ours->override_url,
            "Remove the override: POST /" + std::string(waba_id) +
                "/subscribed_apps without a body."
        );
    }
    return finding(Check::Subscription, waba_id, Verdict::Passed, "our app is subscribed");
}

Finding judge_override(
    std::string_view phone_number_id, meta::JsonObject const& number, std::string_view callback_url
) {
    auto const* const configuration = meta::object_at(number, "webhook_configuration");
    for (auto const* const level : {"phone_number", "whatsapp_business_account"}) {
        auto const url = configuration == nullptr
                             ? std::string()
                             : meta::text_at(*configuration, level, limits::note_code_points);
        if (!url.empty() && !same_url(url, callback_url)) {
            return finding(
                Check::Override,
                phone_number_id,
                Verdict::Failed,
                "the number's webhooks go to " + url + " (" + level + ")",
                "Remove the override: POST /" + std::string(phone_number_id) +
                    " with webhook_configuration.override_callback_uri empty."
            );
        }
    }
    return finding(Check::Override, phone_number_id, Verdict::Passed, "none, or ours");
}

}  // namespace croozer::main
