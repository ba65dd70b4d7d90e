// The parts of the stand-in for Meta and the routes over them. Routes are grouped by what Meta
// calls them; each add_… function is one file.
#pragma once

#include "base/random.hpp"
#include "base/time.hpp"
#include "http/assets.hpp"
#include "http/router.hpp"
#include "net/http_client.hpp"
#include "sandbox/config.hpp"
#include "sandbox/contacts.hpp"
#include "sandbox/estate.hpp"
#include "sandbox/graph_error.hpp"
#include "sandbox/media_store.hpp"
#include "sandbox/modes.hpp"
#include "sandbox/request_ledger.hpp"
#include "sandbox/send_ledger.hpp"
#include "sandbox/template_store.hpp"
#include "sandbox/threads.hpp"
#include "sandbox/timeline.hpp"
#include "sandbox/tokens.hpp"
#include "sandbox/trouble_board.hpp"
#include "sandbox/webhook_sender.hpp"

#include <expected>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::sandbox {

struct Sandbox {
    Sandbox(
        Config given,
        Clock const& the_clock,
        RandomSource& the_random,
        std::unique_ptr<Threads> the_threads,
        std::span<http::Asset const> the_assets
    );

    // Drops what is waiting: delayed answers, statuses, retries, streams.
    void stop();

    Config config;
    // Where tokens and numbers are kept over a restart; empty: nowhere.
    std::string state_path;
    Clock const& clock;
    RandomSource& random;
    std::unique_ptr<Threads> threads;
    std::span<http::Asset const> assets;
    ModeBoard modes;
    TroubleBoard troubles;
    Contacts contacts{config};
    SendLedger sends;
    RequestLedger requests;
    MediaStore media;
    Tokens tokens;
    Estate estate;

    TemplateStore templates;

    std::mutex mutex;
    // The webhook fields that the app asked for.
    std::vector<std::string> app_fields;
    // Answers that never come (drop_answers); a reset lets them go.
    std::vector<http::Respond> withheld;

    // Last, because their threads use what is above.
    Timeline timeline;
    net::HttpClient client;
    WebhookSender webhooks{config, modes, timeline, client};
};

// All routes: Graph, dialog, /control and /demo.
void add_routes(http::Router& router, Sandbox& sandbox);

void add_graph_message_routes(http::Router& router, Sandbox& sandbox);
void add_graph_read_routes(http::Router& router, Sandbox& sandbox);
void add_graph_account_routes(http::Router& router, Sandbox& sandbox);
void add_graph_registration_routes(http::Router& router, Sandbox& sandbox);
void add_graph_token_routes(http::Router& router, Sandbox& sandbox);
void add_graph_template_routes(http::Router& router, Sandbox& sandbox);
void add_graph_app_routes(http::Router& router, Sandbox& sandbox);
void add_graph_media_routes(http::Router& router, Sandbox& sandbox);
void add_login_routes(http::Router& router, Sandbox& sandbox);
void add_embedded_signup_routes(http::Router& router, Sandbox& sandbox);
void add_control_routes(http::Router& router, Sandbox& sandbox);
void add_control_estate_routes(http::Router& router, Sandbox& sandbox);
// Posts the webhooks that go with a change by /control/numbers or /control/accounts; `changes` is
// its body.
void announce_number(Sandbox& sandbox, Shop const& shop, json::object const& changes);
void announce_account(Sandbox& sandbox, std::string const& waba_id, json::object const& changes);
void add_control_event_routes(http::Router& router, Sandbox& sandbox);
void add_demo_routes(http::Router& router, Sandbox& sandbox);

// ---- Shared by the Graph routes.
using GraphAnswer = std::expected<json::value, GraphError>;
using GraphHandler = std::function<GraphAnswer(Sandbox&, http::Request const&)>;

// "/{version}" is put before `path`; another version than vNN.N is refused as Graph does. The name
// of the operation is what /control/troubles and /control/stats know it by.
void add_graph(
    http::Router& router,
    Sandbox& sandbox,
    http::Method method,
    std::string const& path,
    std::string operation,
    GraphHandler handler,
    http::RouteOptions options = {}
);
// Bearer header or access_token parameter; empty if there is none.
[[nodiscard]] std::string token_of(http::Request const& request);
// What a business token must be allowed for an operation.
inline constexpr std::string_view managing = "whatsapp_business_management";
inline constexpr std::string_view messaging = "whatsapp_business_messaging";
// 2500 without a token, 190 for one that is unknown or ended, 100 with 33 for one that was given
// for other accounts, 200 without the scope, 100 for a wrong appsecret_proof.
[[nodiscard]] std::optional<GraphError> check_token(
    Sandbox& sandbox,
    http::Request const& request,
    std::string_view waba_id,
    std::string_view scope = managing
);
// The number "{node}" after its token was checked.
[[nodiscard]] std::expected<Shop const*, GraphError> number_of_node(
    Sandbox& sandbox, http::Request const& request, std::string_view scope = managing
);
// The account "{node}", likewise.
[[nodiscard]] std::expected<AccountState, GraphError> account_of_node(
    Sandbox& sandbox, http::Request const& request
);
// A business token in force, whatever it was given for.
[[nodiscard]] std::expected<BusinessToken, GraphError> business_token_of(
    Sandbox& sandbox, http::Request const& request
);
// "{app id}|{app secret}".
[[nodiscard]] bool is_app_token(
    std::string const& app_id, Secret const& app_secret, std::string_view token
);
// Of the app that the token was made for.
[[nodiscard]] std::optional<GraphError> check_proof(
    Secret const& app_secret, http::Request const& request, std::string_view token
);
// 100 with subcode 33, for an id that the caller cannot see.
[[nodiscard]] GraphError unknown_object(std::string_view id);
// The keys that ?fields= asks for, and "id"; all of them without it.
[[nodiscard]] json::object chosen_fields(json::object const& all, http::Request const& request);
// One page of an edge, as ?limit= and ?after= say.
[[nodiscard]] GraphAnswer page_of(json::array all, http::Request const& request);

// ---- Shared by messages, control and the phone.
[[nodiscard]] std::string new_wamid(RandomSource& random);
// Makes and posts sent, delivered and read for an accepted message, as the modes say.
void schedule_statuses(
    Sandbox& sandbox, Shop const& shop, OutgoingMessage const& message, std::string const& wamid
);
// Opens the window, builds, signs and posts. WebhookAnswer{0, "not_subscribed"} when the account's
// subscription was ended.
void post_inbound(
    Sandbox& sandbox,
    Shop const& shop,
    Sender const& sender,
    json::object message,
    WebhookSender::Done first,
    std::move_only_function<void()> taken = nullptr
);
// The shops' configured tokens as they were at first: in force, for ever.
void adopt_configured_tokens(Sandbox& sandbox);
// What makes a media address ours until `end` (Unix seconds).
[[nodiscard]] std::string media_url_hash(
    Sandbox const& sandbox, std::string_view id, std::int64_t end
);
// {"id","mime_type","sha256","url"}, as in an inbound message. The address lives five minutes.
[[nodiscard]] json::object media_reference(Sandbox const& sandbox, Media const& media);
// An embedded file of the demo, "/media/voice.ogg"; empty if unknown.
[[nodiscard]] std::string_view demo_file(Sandbox const& sandbox, std::string_view path);
// 200 with JSON of ours, not to be kept.
[[nodiscard]] http::Response plain_answer(json::value const& value);
// The media "{node}".
[[nodiscard]] GraphAnswer read_media(Sandbox& sandbox, http::Request const& request);
// {"success":true}
[[nodiscard]] GraphAnswer success();
// {"error":{slug,detail}} for /control and /demo, which are ours and not Meta's.
[[nodiscard]] http::Response refusal(int status, std::string_view slug, std::string_view detail);
// Wraps a handler so that a page of another site cannot call it from a browser.
[[nodiscard]] http::Handler same_site_only(http::Handler handler);

}  // namespace croozer::sandbox
