// The HTTP face of Croozer: who asks is settled here once for every route (session, origin, role,
// limits), then a handler decodes, a command or a query runs on the engine's threads, and the
// answer goes back. Handlers never block the I/O thread.
#pragma once

#include "api/access/browser.hpp"
#include "api/access/rate_limit.hpp"
#include "api/access/roles.hpp"
#include "api/downloads.hpp"
#include "api/stream/event_hub.hpp"
#include "api/webhook_intake.hpp"
#include "app/account_care.hpp"
#include "app/connect/connector.hpp"
#include "app/media_uploader.hpp"
#include "app/ports.hpp"
#include "app/runner.hpp"
#include "app/secret_keeper.hpp"
#include "app/template_catalogue.hpp"
#include "base/secret.hpp"
#include "domain/business/language.hpp"
#include "http/assets.hpp"
#include "http/router.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace croozer::api {

// What the browser needs to open Meta's own dialogs.
struct MetaFace {
    std::string app_id;
    // Of Facebook Login for Business; empty: numbers are connected by hand only.
    std::string config_id;
    std::string config_id_coexistence;
    std::string graph_version;
    std::string sdk_url;
};

struct ApiOptions {
    // "http://127.0.0.1:8080", without a slash at the end: our Origin, and the base of the OAuth
    // redirect. https chooses the __Host- cookies.
    std::string public_url;
    // Signs CSRF tokens, page cursors and what is kept of requests; 32 random bytes or more.
    Secret signing_key;
    // The present app secret first, then the previous one during a rotation.
    std::vector<Secret> app_secrets;
    // Of the app that people sign in with: signs what Facebook says about them.
    std::vector<Secret> login_secrets;
    // Of the webhook's handshake.
    Secret verify_token;
    Language default_language{Language::Hebrew};
    // Set in the demo: where the customer's phone is.
    std::optional<std::string> demo_phone_url;
    std::string version;
    // Of the web face's Content-Security-Policy; the demo page names itself here.
    std::string frame_ancestors{"'none'"};
    MetaFace meta;
    // A person is to be forgotten: after the commit, from any thread. A hint.
    std::function<void()> forget_soon{};
    // Where the files of customers lie (store/media_files.hpp).
    std::string media_directory{};
    DownloadLimits downloads{};
};

class Api {
public:
    // All must outlive this. `ready` says whether traffic may come (GET /readyz); any thread.
    Api(ApiOptions options,
        app::Runner& runner,
        app::IdentityProvider& identity,
        WebhookIntake& intake,
        app::SecretKeeper& secrets,
        app::AccountCare& care,
        app::Connector& connector,
        std::function<bool()> ready);

    [[nodiscard]] ApiOptions const& options() const { return options_; }

    [[nodiscard]] app::Runner& runner() { return runner_; }

    [[nodiscard]] app::IdentityProvider& identity() { return identity_; }

    [[nodiscard]] WebhookIntake& intake() { return intake_; }

    [[nodiscard]] app::SecretKeeper& secrets() { return secrets_; }

    [[nodiscard]] app::AccountCare& care() { return care_; }

    [[nodiscard]] app::Connector& connector() { return connector_; }

    [[nodiscard]] EventHub& events() { return events_; }

    [[nodiscard]] Downloads& downloads() { return downloads_; }

    // Before the server starts; it outlives this.
    void use(app::TemplateCatalogue& templates) { templates_ = &templates; }

    void use(app::MediaUploader& uploads) { uploads_ = &uploads; }

    // nullptr: none is there, as in tests.
    [[nodiscard]] app::TemplateCatalogue* templates() { return templates_; }

    [[nodiscard]] app::MediaUploader* uploads() { return uploads_; }

    [[nodiscard]] Cookies const& cookies() const { return cookies_; }

    [[nodiscard]] bool ready() const { return ready_(); }

    [[nodiscard]] Instant system_now() const { return runner_.system_clock().now(); }

    RateLimit per_user{"user", 20, 60};
    RateLimit per_address{"address", 5, 20};
    RateLimit sign_ins{"sign-in", 10.0 / 60, 10};
    RateLimit bad_signatures{"signature", 20.0 / 60, 20};
    // Facebook's own calls about a person: many at once when it tells of many.
    RateLimit person_requests{"person-request", 1, 60};
    // Of one business and route: each asks Meta, some under our app's own token. Meta counts those
    // for the whole installation, 200 an hour for each of its daily users, and signs nobody in
    // beyond that (developers.facebook.com/docs/graph-api/overview/rate-limiting).
    RateLimit platform_calls{"platform", 1.0 / 20, 15};
    // Likewise; uploads are under the business's own token, and of a chat several at a time.
    RateLimit file_uploads{"upload", 1.0 / 3, 20};
    // Meta's own limit, for one account.
    RateLimit created_templates{
        "template",
        static_cast<double>(conversation::template_limits::created_an_hour) / 3600,
        static_cast<double>(conversation::template_limits::created_an_hour)
    };
    // For the metrics.
    std::atomic<std::int64_t> bad_signature_count{0};

private:
    ApiOptions options_;
    app::Runner& runner_;
    app::IdentityProvider& identity_;
    WebhookIntake& intake_;
    app::SecretKeeper& secrets_;
    app::AccountCare& care_;
    app::Connector& connector_;
    std::function<bool()> ready_;
    Cookies cookies_;
    EventHub events_;
    Downloads downloads_;
    app::TemplateCatalogue* templates_{nullptr};
    app::MediaUploader* uploads_{nullptr};
};

// What a route asks of who comes.
enum class Gate : std::uint8_t {
    Public,  // nothing
    User,    // a session
    Shop,    // a session, and the right to resource and verb in the business
};

struct RouteRight {
    http::Method method{http::Method::Get};
    std::string path_template;
    Gate gate{Gate::Public};
    Resource resource{Resource::Business};
    Verb verb{Verb::Read};
};

// Adds every route. What each asks for is returned for the tests that hold openapi.yaml to it.
std::vector<RouteRight> add_routes(http::Router& router, Api& api);

// The web face: files with the security headers of the app's documents. `files` outlives the
// router.
void add_web_face(http::Router& router, Api const& api, http::StaticFiles const& files);

}  // namespace croozer::api
