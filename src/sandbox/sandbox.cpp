#include "sandbox/sandbox.hpp"

#include "base/log.hpp"
#include "base/text.hpp"
#include "crypto/hmac.hpp"
#include "sandbox/account_webhooks.hpp"
#include "sandbox/customers.hpp"
#include "sandbox/state_file.hpp"

#include <algorithm>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::size_t wamid_bytes = 27;
constexpr std::size_t url_hash_digits = 32;
// meta notes §8.
constexpr Duration media_url_life = std::chrono::minutes(5);

// The 24-hour windows of the demo's customers outlive a restart, as their chats do.
void reopen_windows(Sandbox& sandbox) {
    for (json::object const& item : sandbox.threads->everything()) {
        Shop const* const shop = sandbox.estate.number(text_of(item, "shop").value_or(""));
        Customer const* const customer = customer_by_id(text_of(item, "customer").value_or(""));
        json::object const* const message = object_of(item, "message");
        if (shop != nullptr && customer != nullptr && message != nullptr &&
            flag_of(*message, "mine").value_or(false)) {
            Instant const at{integer_of(*message, "at").value_or(0) * 1'000};
            sandbox.contacts.wrote(*shop, sender_of(*customer, *shop), at);
        }
    }
}

}  // namespace

Sandbox::Sandbox(
    Config given,
    Clock const& the_clock,
    RandomSource& the_random,
    std::unique_ptr<Threads> the_threads,
    std::span<http::Asset const> the_assets
)
    : config(std::move(given)),
      clock(the_clock),
      random(the_random),
      threads(std::move(the_threads)),
      assets(the_assets),
      media(random),
      tokens(clock, random),
      estate(config, clock, random),
      templates(config, clock, random),
      app_fields(event_fields()) {
    adopt_configured_tokens(*this);
    reopen_windows(*this);
}

void adopt_configured_tokens(Sandbox& sandbox) {
    std::map<std::string, BusinessToken> configured;
    for (Shop const& shop : sandbox.config.shops) {
        BusinessToken& facts = configured[std::string(shop.access_token.reveal())];
        facts.waba_ids.push_back(shop.waba_id);
        facts.user_id = shop.portfolio_id + "02";
        facts.issued = sandbox.clock.now();
    }
    for (auto& [token, facts] : configured) {
        sandbox.tokens.adopt(token, std::move(facts));
    }
}

void Sandbox::stop() {
    timeline.stop();
    client.stop();
    threads->close_streams();
    if (auto const saved = save_state(*this, state_path); !saved) {
        log::warn("state not kept", {{"detail", saved.error().detail}});
    }
    std::scoped_lock const lock(mutex);
    withheld.clear();
}

void add_routes(http::Router& router, Sandbox& sandbox) {
    add_graph_message_routes(router, sandbox);
    add_graph_read_routes(router, sandbox);
    add_graph_account_routes(router, sandbox);
    add_graph_registration_routes(router, sandbox);
    add_graph_token_routes(router, sandbox);
    add_graph_template_routes(router, sandbox);
    add_graph_app_routes(router, sandbox);
    add_graph_media_routes(router, sandbox);
    add_login_routes(router, sandbox);
    add_embedded_signup_routes(router, sandbox);
    add_control_routes(router, sandbox);
    add_control_estate_routes(router, sandbox);
    add_control_event_routes(router, sandbox);
    add_demo_routes(router, sandbox);
}

json::object chosen_fields(json::object const& all, http::Request const& request) {
    auto const fields = request.query_value("fields");
    if (!fields) {
        return all;
    }
    json::object out;
    for (std::string_view const field : split(*fields, ',')) {
        if (json::value const* const value = all.if_contains(trimmed(field))) {
            out[trimmed(field)] = *value;
        }
    }
    if (json::value const* const id = all.if_contains("id")) {
        out["id"] = *id;
    }
    return out;
}

std::string new_wamid(RandomSource& random) {
    return "wamid." + random.token(wamid_bytes) + "=";
}

void post_inbound(
    Sandbox& sandbox,
    Shop const& shop,
    Sender const& sender,
    json::object message,
    WebhookSender::Done first,
    std::move_only_function<void()> taken
) {
    sandbox.contacts.wrote(shop, sender, sandbox.clock.now());
    if (!sandbox.estate.is_subscribed(shop.waba_id)) {
        first({0, "not_subscribed"});
        return;
    }
    std::string body = meta_json(inbound_webhook(shop, sender, std::move(message)));
    sandbox.webhooks.post(std::move(body), std::move(first), std::move(taken));
}

std::string media_url_hash(Sandbox const& sandbox, std::string_view id, std::int64_t end) {
    return crypto::to_hex(crypto::hmac_sha256(
                              sandbox.config.app_secret.reveal(),
                              std::string(id) + "|" + std::to_string(end)
                          ))
        .substr(0, url_hash_digits);
}

json::object media_reference(Sandbox const& sandbox, Media const& media) {
    std::int64_t const end = (sandbox.clock.now() + media_url_life).seconds();
    return json::object{
        {"id", media.id},
        {"mime_type", media.mime_type},
        {"sha256", media.sha256},
        {"url",
         sandbox.config.public_url + "/media/" + media.id + "?ext=" + std::to_string(end) +
             "&hash=" + media_url_hash(sandbox, media.id, end)},
    };
}

std::string_view demo_file(Sandbox const& sandbox, std::string_view path) {
    auto const found = std::ranges::find(sandbox.assets, path, &http::Asset::path);
    return found == sandbox.assets.end() ? std::string_view() : found->bytes;
}

http::Response plain_answer(json::value const& value) {
    http::Response response = http::Response::json(200, json::serialize(value));
    response.set("Cache-Control", "no-store");
    return response;
}

http::Response refusal(int status, std::string_view slug, std::string_view detail) {
    return http::Response::json(
        status,
        json::serialize(json::object{
            {"error", json::object{{"slug", to_json(slug)}, {"detail", to_json(detail)}}}
        })
    );
}

http::Handler same_site_only(http::Handler handler) {
    return [handler = std::move(handler)](http::Request request, http::Respond respond) {
        auto const site = request.header("sec-fetch-site");
        if (site && *site != "same-origin" && *site != "none") {
            respond(refusal(403, "other_site", "Only the sandbox's own page may call this."));
            return;
        }
        handler(std::move(request), std::move(respond));
    };
}

}  // namespace croozer::sandbox
