// /control over what Meta tells us: any webhook of an account, templates and their reviews, the
// fields the app asked for, and the two callbacks with a signed request.
#include "base/text.hpp"
#include "crypto/hmac.hpp"
#include "sandbox/account_webhooks.hpp"
#include "sandbox/dialog_page.hpp"
#include "sandbox/sandbox.hpp"

#include <algorithm>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr auto callback_time = std::chrono::seconds(20);
constexpr std::int64_t longest_review_ms = 600'000;

http::Response wrong(std::string_view detail) {
    return refusal(422, "control", detail);
}

json::object answer_view(WebhookAnswer const& answer) {
    return json::object{{"status", answer.status}, {"body", answer.body}};
}

// {field, value, phone_number_id? or waba_id?, entry_id?}
void webhook(Sandbox& sandbox, http::Request const& request, http::Respond respond) {
    auto const body = parse_object(request.body).value_or(json::object{});
    std::string const field = text_of(body, "field").value_or("");
    json::object const* const value = object_of(body, "value");
    Shop const* const shop = sandbox.estate.number(text_of(body, "phone_number_id").value_or(""));
    std::string const account =
        shop == nullptr ? text_of(body, "waba_id").value_or("") : shop->waba_id;
    bool const known = std::ranges::count(event_fields(), field) == 1;
    bool const needs_number = is_of_number(field) || names_digits(field);
    if (!known || value == nullptr || !sandbox.estate.account_state(account) ||
        (needs_number && shop == nullptr)) {
        respond(wrong("Needs field, value, and phone_number_id or waba_id."));
        return;
    }
    post_event(
        sandbox,
        account,
        field,
        completed_value(field, *value, shop),
        [respond = std::move(respond)](WebhookAnswer answer) mutable {
            respond(plain_answer(answer_view(answer)));
        },
        text_of(body, "entry_id").value_or("")
    );
}

http::Response list_templates(Sandbox& sandbox, http::Request const& request) {
    json::array templates;
    for (StoredTemplate const& item :
         sandbox.templates.all(request.query_value("waba_id").value_or(""))) {
        templates.emplace_back(item.view());
    }
    return plain_answer(json::object{{"templates", std::move(templates)}});
}

// {waba_id, name, language, status?, reason?, quality?, category?, announce?}
http::Response change_template(Sandbox& sandbox, http::Request const& request) {
    auto const body = parse_object(request.body).value_or(json::object{});
    std::string const account = text_of(body, "waba_id").value_or("");
    std::string const name = text_of(body, "name").value_or("");
    std::string const language = text_of(body, "language").value_or("");
    auto const before = sandbox.templates.find(account, name, language);
    auto const after = sandbox.templates.change(account, name, language, body);
    if (!before || !after) {
        return wrong("Needs waba_id, name and language of a template.");
    }
    if (flag_of(body, "announce").value_or(false)) {
        if (body.contains("status")) {
            post_event(
                sandbox, account, "message_template_status_update", template_status_value(*after)
            );
        }
        if (body.contains("quality")) {
            post_event(
                sandbox,
                account,
                "message_template_quality_update",
                template_quality_value(*after, before->quality)
            );
        }
        if (body.contains("category")) {
            post_event(
                sandbox,
                account,
                "template_category_update",
                template_category_value(*after, before->category)
            );
        }
    }
    return plain_answer(after->view());
}

// {decision, reason?, delay_ms?}: of the templates that are made from now on.
http::Response set_review(Sandbox& sandbox, http::Request const& request) {
    auto const body = parse_object(request.body).value_or(json::object{});
    Review review;
    review.decision = text_of(body, "decision").value_or(review.decision);
    review.reason = text_of(body, "reason").value_or(review.reason);
    std::int64_t const delay = integer_of(body, "delay_ms").value_or(review.delay.count());
    bool const known = review.decision == "APPROVED" || review.decision == "REJECTED" ||
                       review.decision == "PENDING";
    if (!known || delay < 0 || delay > longest_review_ms) {
        return wrong("decision is APPROVED, REJECTED or PENDING; delay_ms at most 600000.");
    }
    review.delay = std::chrono::milliseconds(delay);
    sandbox.templates.set_review(review);
    return plain_answer(json::object{{"decision", review.decision}, {"delay_ms", delay}});
}

// {fields:[…]}: what the app is subscribed to.
http::Response set_subscriptions(Sandbox& sandbox, http::Request const& request) {
    auto const body = parse_object(request.body).value_or(json::object{});
    json::array const* const fields = array_of(body, "fields");
    if (fields == nullptr) {
        return wrong("Needs fields.");
    }
    std::scoped_lock const lock(sandbox.mutex);
    sandbox.app_fields.clear();
    for (json::value const& field : *fields) {
        if (field.is_string()) {
            sandbox.app_fields.emplace_back(field.get_string());
        }
    }
    return plain_answer(json::object{{"fields", *fields}});
}

std::string encoded(std::string_view bytes) {
    std::vector<std::uint8_t> const octets(bytes.begin(), bytes.end());
    return base64url(octets);
}

// {kind: "deauthorize"|"data_deletion", user_id, algorithm?, issued_at?, secret?, expires?}: posts
// it as Meta does (developers.facebook.com/docs/facebook-login/guides/advanced/existing-system and
// …/data-deletion-callback); another secret makes a signature that is wrong.
void signed_request(Sandbox& sandbox, http::Request const& request, http::Respond respond) {
    auto const body = parse_object(request.body).value_or(json::object{});
    std::string const kind = text_of(body, "kind").value_or("");
    std::string const user = text_of(body, "user_id").value_or("");
    if ((kind != "deauthorize" && kind != "data_deletion") || user.empty()) {
        respond(wrong("Needs kind (deauthorize or data_deletion) and user_id."));
        return;
    }
    json::object const payload{
        {"user_id", user},
        {"algorithm", text_of(body, "algorithm").value_or("HMAC-SHA256")},
        {"issued_at", integer_of(body, "issued_at").value_or(sandbox.clock.now().seconds())},
        {"expires", integer_of(body, "expires").value_or(0)},
    };
    std::string const secret =
        text_of(body, "secret").value_or(std::string(sandbox.config.app_secret.reveal()));
    std::string const text = encoded(json::serialize(payload));
    std::string const signed_text = base64url(crypto::hmac_sha256(secret, text)) + "." + text;
    net::OutgoingRequest outgoing;
    outgoing.method = "POST";
    outgoing.url = sandbox.config.server_url +
                   (kind == "deauthorize" ? "/api/meta/deauthorize" : "/api/meta/data-deletion");
    outgoing.headers = {"Content-Type: application/x-www-form-urlencoded"};
    outgoing.body = "signed_request=" + percent_encoded(signed_text);
    outgoing.timeout = callback_time;
    sandbox.client.send(
        std::move(outgoing),
        [respond = std::move(respond),
         signed_text](std::expected<net::OutgoingResponse, net::TransportFailure> result) mutable {
            json::object answer{{"signed_request", signed_text}};
            answer["status"] = result ? result->status : 0;
            answer["body"] = to_json(result ? result->body : result.error().detail);
            respond(plain_answer(answer));
        }
    );
}

}  // namespace

void add_control_event_routes(http::Router& router, Sandbox& sandbox) {
    using enum http::Method;
    auto const add = [&](http::Method method, std::string const& path, auto handler) {
        router.add(
            method,
            "/control/" + path,
            same_site_only([&sandbox, handler](http::Request request, http::Respond respond) {
                handler(sandbox, request, std::move(respond));
            })
        );
    };
    auto const plain = [](auto handler) {
        return [handler](Sandbox& box, http::Request const& request, http::Respond respond) {
            respond(handler(box, request));
        };
    };
    add(Post, "webhook", webhook);
    add(Get, "templates", plain(list_templates));
    add(Post, "templates", plain(change_template));
    add(Post, "template_review", plain(set_review));
    add(Post, "subscriptions", plain(set_subscriptions));
    add(Post, "signed_request", signed_request);
}

}  // namespace croozer::sandbox
