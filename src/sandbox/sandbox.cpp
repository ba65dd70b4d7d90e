#include "sandbox/sandbox.hpp"

#include "base/text.hpp"
#include "crypto/hmac.hpp"
#include "sandbox/customers.hpp"

#include <algorithm>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::size_t wamid_bytes = 27;
constexpr std::size_t trace_bytes = 8;

bool is_version(std::string_view text) {
    auto const dot = text.find('.');
    auto const digits = [](std::string_view part) {
        return !part.empty() && part.size() <= 3 &&
               std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
    };
    return text.starts_with('v') && dot != std::string_view::npos &&
           digits(text.substr(1, dot - 1)) && digits(text.substr(dot + 1));
}

// The 24-hour windows of the demo's customers outlive a restart, as their chats do.
void reopen_windows(Sandbox& sandbox) {
    for (json::object const& item : sandbox.threads->everything()) {
        Shop const* const shop = sandbox.config.shop_by_number(text_of(item, "shop").value_or(""));
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
      templates(config.templates) {
    for (Shop const& shop : config.shops) {
        subscribed.insert(shop.waba_id);
    }
    reopen_windows(*this);
}

void Sandbox::stop() {
    timeline.stop();
    client.stop();
    threads->close_streams();
    std::scoped_lock const lock(mutex);
    withheld.clear();
}

void add_routes(http::Router& router, Sandbox& sandbox) {
    add_graph_message_routes(router, sandbox);
    add_graph_read_routes(router, sandbox);
    add_graph_account_routes(router, sandbox);
    add_graph_media_routes(router, sandbox);
    add_login_routes(router, sandbox);
    add_control_routes(router, sandbox);
    add_demo_routes(router, sandbox);
}

void add_graph(
    http::Router& router,
    Sandbox& sandbox,
    http::Method method,
    std::string const& path,
    GraphHandler handler,
    http::RouteOptions options
) {
    router.add(
        method,
        "/{version}" + path,
        [&sandbox, handler = std::move(handler)](http::Request request, http::Respond respond) {
            if (!is_version(request.path_parameter("version"))) {
                GraphError error{2500, "Unknown path components: " + request.path, {}};
                answer_graph(sandbox, std::move(respond), std::unexpected(std::move(error)));
                return;
            }
            answer_graph(sandbox, std::move(respond), handler(sandbox, request));
        },
        options
    );
}

void answer_graph(Sandbox& sandbox, http::Respond respond, GraphAnswer answer) {
    http::Response response;
    if (answer) {
        response = http::Response::json(200, meta_json(*answer));
    } else {
        std::string const trace = "A" + sandbox.random.token(trace_bytes);
        response = http::Response::json(
            http_status(answer.error()), meta_json(error_envelope(answer.error(), trace))
        );
    }
    response.set("Cache-Control", "no-store");
    auto const slow = sandbox.modes.current().slow;
    if (slow.count() == 0) {
        respond(std::move(response));
        return;
    }
    sandbox.timeline.after(
        slow,
        [respond = std::move(respond), response = std::move(response)]() mutable {
            respond(std::move(response));
        }
    );
}

std::string token_of(http::Request const& request) {
    constexpr std::string_view bearer = "bearer ";
    if (auto const header = request.header("authorization");
        header && lower_ascii(header->substr(0, bearer.size())) == bearer) {
        return std::string(trimmed(header->substr(bearer.size())));
    }
    return std::string(request.query_value("access_token").value_or(""));
}

std::optional<GraphError> check_proof(
    Sandbox const& sandbox, http::Request const& request, std::string_view token
) {
    auto const proof = request.query_value("appsecret_proof");
    if (!proof) {
        return std::nullopt;
    }
    std::string const right =
        crypto::to_hex(crypto::hmac_sha256(sandbox.config.app_secret.reveal(), token));
    if (crypto::constant_time_equal(*proof, right)) {
        return std::nullopt;
    }
    return GraphError{100, "Invalid appsecret_proof provided in the API argument", {}};
}

std::optional<GraphError> check_shop_token(
    Sandbox& sandbox, http::Request const& request, Shop const& shop
) {
    std::string const token = token_of(request);
    if (token.empty()) {
        return GraphError{2500, "An active access token must be used.", {}};
    }
    if (!crypto::constant_time_equal(token, shop.access_token.reveal())) {
        constexpr int invalid_token = 467;
        return GraphError{190, "The access token is not valid for this object.", invalid_token};
    }
    if (sandbox.modes.current().expired_token) {
        constexpr int expired = 463;
        return GraphError{190, "Error validating access token: Session has expired.", expired};
    }
    return check_proof(sandbox, request, token);
}

GraphError unknown_object(std::string_view id) {
    constexpr int unseen = 33;
    return {
        100,
        "Unsupported request. Object with ID '" + std::string(id) +
            "' does not exist, cannot be loaded due to missing permissions, or does not support "
            "this operation.",
        unseen
    };
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
    bool subscribed = false;
    {
        std::scoped_lock const lock(sandbox.mutex);
        subscribed = sandbox.subscribed.contains(shop.waba_id);
    }
    if (!subscribed) {
        first({0, "not_subscribed"});
        return;
    }
    std::string body = meta_json(inbound_webhook(shop, sender, std::move(message)));
    sandbox.webhooks.post(std::move(body), std::move(first), std::move(taken));
}

json::object media_reference(Sandbox const& sandbox, Media const& media) {
    return json::object{
        {"id", media.id},
        {"mime_type", media.mime_type},
        {"sha256", media.sha256},
        {"url", sandbox.config.public_url + "/media/" + media.id},
    };
}

std::string_view demo_file(Sandbox const& sandbox, std::string_view path) {
    auto const found = std::ranges::find(sandbox.assets, path, &http::Asset::path);
    return found == sandbox.assets.end() ? std::string_view() : found->bytes;
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
