#include "main/croozer.hpp"

#include "api/api.hpp"
#include "api/problem.hpp"
#include "app/account_care.hpp"
#include "app/connect/connector.hpp"
#include "app/fetch_media.hpp"
#include "app/operator_alerts.hpp"
#include "app/runner.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "crypto/vault.hpp"
#include "domain/understanding/trie.hpp"
#include "http/server.hpp"
#include "llm/model_interpreter.hpp"
#include "loops/account_jobs.hpp"
#include "loops/connect_jobs.hpp"
#include "loops/forgetting.hpp"
#include "loops/inbox.hpp"
#include "loops/jobs.hpp"
#include "loops/media.hpp"
#include "loops/receipts.hpp"
#include "loops/scheduler.hpp"
#include "loops/sender.hpp"
#include "loops/template_sync.hpp"
#include "loops/turns.hpp"
#include "main/database.hpp"
#include "main/demo/seed.hpp"
#include "main/process.hpp"
#include "main/relay_mailer.hpp"
#include "main/vault_secret_keeper.hpp"
#include "main/web_face.hpp"
#include "meta/business_platform.hpp"
#include "meta/facebook_login.hpp"
#include "meta/graph_call.hpp"
#include "meta/graph_client.hpp"
#include "meta/graph_media.hpp"
#include "meta/media_upload.hpp"
#include "meta/template_client.hpp"
#include "meta/webhook_decoder.hpp"
#include "net/http_client.hpp"
#include "store/media_files.hpp"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sys/stat.h>

namespace croozer::main {
namespace {

constexpr std::size_t signing_key_bytes = 32;

Result<void> make_directory(std::filesystem::path const& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) {
        return failure(
            ErrorCode::StorageUnavailable, "data_directory", "cannot create " + path.string()
        );
    }
    std::filesystem::permissions(path, std::filesystem::perms::owner_all, error);
    return {};
}

// Signs CSRF tokens and cursors; beside the key file, so that a copy of the data cannot forge them.
Result<Secret> signing_key(std::filesystem::path const& directory, RandomSource& random) {
    auto const path = directory / "signing-key";
    if (std::ifstream file(path); file) {
        std::string text;
        std::getline(file, text);
        if (text.size() >= signing_key_bytes) {
            return Secret(std::move(text));
        }
    }
    auto const text = random.token(signing_key_bytes);
    auto const temporary = directory / "signing-key.new";
    {
        std::ofstream file(temporary, std::ios::trunc);
        ::chmod(temporary.c_str(), S_IRUSR | S_IWUSR);
        file << text << '\n';
        if (!file.flush()) {
            return failure(ErrorCode::StorageUnavailable, "signing_key", path.string());
        }
    }
    std::error_code error;
    std::filesystem::rename(temporary, path, error);
    if (error) {
        return failure(ErrorCode::StorageUnavailable, "signing_key", path.string());
    }
    return Secret(text);
}

std::string public_url(Configuration const& configuration) {
    return configuration.public_url.empty()
               ? "http://localhost:" + std::to_string(configuration.port)
               : configuration.public_url;
}

std::string frame_ancestors(Configuration const& configuration) {
    std::string sources;
    for (auto const& ancestor : configuration.frame_ancestors) {
        sources += (sources.empty() ? "" : " ") + ancestor;
    }
    return sources.empty() ? "'none'" : sources;
}

// A secret that is being retired still signs, if the login's app is the one it belongs to.
std::vector<Secret> login_secrets(Configuration const& configuration) {
    return configuration.login_app_id == configuration.app_id
               ? configuration.app_secrets
               : std::vector{configuration.login_app_secret};
}

std::filesystem::path media_directory(Configuration const& configuration) {
    return std::filesystem::path(configuration.data_directory) / "media";
}

// After a commit: the scheduler looks for work, the streams for events.
class LoopSignals final : public app::Signals {
public:
    void connect(loops::Scheduler& scheduler) { scheduler_.store(&scheduler); }

    void connect(api::EventHub& events) { events_.store(&events); }

    void work_due(BusinessId business, Instant due) override {
        if (auto* scheduler = scheduler_.load()) {
            scheduler->hint(business, due);
        }
    }

    void events_written(BusinessId business) override {
        if (auto* events = events_.load()) {
            events->events_written(business);
        }
    }

private:
    std::atomic<loops::Scheduler*> scheduler_{nullptr};
    std::atomic<api::EventHub*> events_{nullptr};
};

class InboxIntake final : public api::WebhookIntake {
public:
    explicit InboxIntake(loops::Inbox& inbox) : inbox_(inbox) {}

    void store(std::string body, std::move_only_function<void(Result<void>)> done) override {
        inbox_.accept(std::move(body), std::move(done));
    }

private:
    loops::Inbox& inbox_;
};

}  // namespace

// In the order of making; taken down by stop() from the outside in.
struct Croozer::Parts {
    Configuration configuration;
    SystemClock system_clock;
    TradeClock trade_clock{system_clock};
    SystemRandom random;
    app::ShopCache shops;
    LoopSignals signals;
    std::unique_ptr<store::Engine> engine;
    std::optional<VaultSecretKeeper> secrets;
    std::optional<app::Runner> runner;
    std::unique_ptr<net::HttpClient> http_client;
    std::optional<meta::GraphClient> graph;
    std::optional<meta::GraphCaller> graph_calls;
    std::optional<meta::BusinessPlatform> platform;
    std::optional<app::AccountCare> care;
    std::optional<RelayMailer> mailer;
    std::optional<app::OperatorAlerts> operators;
    std::optional<meta::TemplateClient> templates;
    std::optional<meta::MediaUpload> uploads;
    std::optional<meta::GraphMedia> media_library;
    std::optional<meta::FacebookLogin> login;
    std::optional<llm::ModelInterpreter> interpreter;
    meta::Decoder decoder;
    std::optional<loops::Receipts> receipts;
    std::optional<loops::Scheduler> scheduler;
    std::optional<loops::Jobs> jobs;
    std::optional<loops::AccountJobs> account_jobs;
    std::optional<store::MediaFiles> media_files;
    std::optional<loops::Media> media;
    std::optional<loops::Turns> turns;
    std::optional<loops::Sender> sender;
    std::optional<loops::TemplateSync> template_sync;
    std::optional<loops::Inbox> inbox;
    std::optional<InboxIntake> intake;
    std::optional<app::Connector> connector;
    std::optional<loops::Forgetting> forgetting;
    std::optional<api::Api> api;
    std::optional<http::StaticFiles> files;
    http::Router router;
    std::unique_ptr<http::Server> server;
    bool stopped{false};

    Result<void> open();
    void make_outside();
    void make_loops();
    Result<void> listen(Secret signing);
    void stop();
};

Result<void> Croozer::Parts::open() {
    std::filesystem::path const key_file = configuration.key_file;
    CHECK(make_directory(configuration.data_directory));
    CHECK(make_directory(key_file.parent_path()));
    auto vault = TRY(crypto::Vault::load_or_create(key_file.string()));
    secrets.emplace(std::move(vault), random);
    engine = TRY(open_database(configuration));
    runner.emplace(*engine, trade_clock, system_clock, random, shops, *secrets, signals);
    if (configuration.demo) {
        CHECK(seed_demo(*runner, configuration));
    }
    make_outside();
    make_loops();
    auto signing = TRY(signing_key(key_file.parent_path(), random));
    return listen(std::move(signing));
}

void Croozer::Parts::make_outside() {
    http_client = std::make_unique<net::HttpClient>();
    meta::GraphClientOptions const graph_options{
        .graph_url = configuration.graph_url,
        .version = configuration.graph_version,
        .app_secret = configuration.app_secrets.front()
    };
    graph.emplace(graph_options, *http_client);
    graph_calls.emplace(graph_options, *http_client);
    platform.emplace(
        meta::BusinessPlatformOptions{
            .app_id = configuration.app_id, .app_secret = configuration.app_secrets.front()
        },
        *graph_calls
    );
    templates.emplace(*graph_calls);
    uploads.emplace(*graph_calls, random);
    care.emplace(*runner, *platform);
    if (configuration.mail) {
        mailer.emplace(*configuration.mail, system_clock);
    } else {
        log::info("no mail relay is configured: alerts are shown and not mailed");
    }
    operators.emplace(system_clock, mailer ? &*mailer : nullptr, configuration.mail_operator);
    media_library.emplace(graph_options, *http_client);
    login.emplace(
        meta::FacebookLoginOptions{
            .dialog_url =
                configuration.dialog_url + "/" + configuration.graph_version + "/dialog/oauth",
            .graph_url = configuration.graph_url,
            .version = configuration.graph_version,
            .app_id = configuration.login_app_id,
            .app_secret = configuration.login_app_secret
        },
        *http_client
    );
    if (configuration.model) {
        interpreter.emplace(*configuration.model, *http_client, system_clock);
        log::info("a language model is asked when our own rules are not enough");
    }
}

void Croozer::Parts::make_loops() {
    scheduler.emplace(*engine, system_clock);
    jobs.emplace(*runner, *scheduler);
    account_jobs.emplace(
        *care,
        mailer ? &*mailer : nullptr,
        loops::AccountJobsOptions{
            .token_every = std::chrono::seconds(configuration.token_check_seconds),
            .health_every = std::chrono::seconds(configuration.health_check_seconds),
            .status_within = std::chrono::seconds(configuration.status_watch_seconds),
            .public_url = public_url(configuration)
        }
    );
    account_jobs->handle_in(*jobs);
    // Built at their first use otherwise, which the first customer would wait for.
    std::ignore = understanding::general_words();
    turns.emplace(*runner, interpreter ? &*interpreter : nullptr);
    sender.emplace(
        *runner,
        *graph,
        *operators,
        loops::SenderOptions{
            .number_per_second = configuration.number_per_second,
            .pair_per_second = configuration.pair_per_second,
            .pair_burst = configuration.pair_burst,
            .status_within = std::chrono::seconds(configuration.status_watch_seconds)
        },
        [this](BusinessId business, Instant due) { scheduler->hint(business, due); }
    );
    if (configuration.read_receipts) {
        receipts.emplace(*runner, *graph);
    }
    inbox.emplace(*runner, decoder, *operators, receipts ? &*receipts : nullptr);
    intake.emplace(*inbox);
    connector.emplace(*runner, *platform, *templates, [this] { inbox->forget_routes(); });
    loops::handle_connect_jobs(*jobs, *connector, system_clock);
    forgetting.emplace(*runner);
    scheduler->handle("turn", [this](store::DueWork const& item) { turns->take(item); });
    scheduler->handle("send", [this](store::DueWork const& item) { sender->take(item); });
    template_sync.emplace(*runner, *templates);
    jobs->handle(
        "template_sync",
        std::chrono::minutes(10),
        [this](loops::JobCall const& call, loops::Jobs::Done done) {
            template_sync->work(call, std::move(done));
        }
    );
    media_files.emplace(media_directory(configuration));
    media.emplace(*runner, *media_library, *media_files, *operators);
    jobs->handle(
        std::string(app::media_job),
        loops::Media::lease,
        [this](loops::JobCall const& call, loops::Jobs::Done done) {
            media->take(call, std::move(done));
        }
    );
    signals.connect(*scheduler);
}

Result<void> Croozer::Parts::listen(Secret signing) {
    api.emplace(
        api::ApiOptions{
            .public_url = public_url(configuration),
            .signing_key = std::move(signing),
            .app_secrets = configuration.app_secrets,
            .login_secrets = login_secrets(configuration),
            .verify_token = configuration.verify_token,
            .default_language = Language::Hebrew,
            .demo_phone_url = configuration.demo && !configuration.demo_phone_url.empty()
                                  ? std::optional(configuration.demo_phone_url)
                                  : std::nullopt,
            .version = CROOZER_VERSION,
            .frame_ancestors = frame_ancestors(configuration),
            .meta =
                {.app_id = configuration.app_id,
                 .config_id = configuration.config_id,
                 .config_id_coexistence = configuration.config_id_coexistence,
                 .graph_version = configuration.graph_version,
                 .sdk_url = configuration.sdk_url},
            .forget_soon = [this] { forgetting->hint(); },
            .media_directory = media_directory(configuration).string()
        },
        *runner,
        *login,
        *intake,
        *secrets,
        *care,
        *connector,
        [] { return true; }
    );
    api->use(*templates);
    api->use(*uploads);
    signals.connect(api->events());
    api::add_routes(router, *api);
    files.emplace(embedded_assets());
    api::add_web_face(router, *api, *files);
    http::ServerOptions options;
    options.address = configuration.address;
    options.port = configuration.port;
    options.public_hosts = configuration.public_hosts;
    options.trusted_proxies = configuration.trusted_proxies;
    auto const descriptors = raise_descriptor_limit();
    options.connections = connections_within(descriptors, limits::connections);
    log::info(
        "connections",
        {{"most", static_cast<std::int64_t>(options.connections)},
         {"descriptors", static_cast<std::int64_t>(descriptors)}}
    );
    options.on_error = [this](http::Request const& request, int status, auto slug, auto detail) {
        if (status == 413 && request.route == api::webhook_path) {
            operators->raise(app::OperatorAlert::WebhookTooLarge, "From " + request.remote_address);
        }
        return api::refused_response(request, status, slug, detail, Language::English);
    };
    media->start();
    scheduler->start();
    inbox->start();
    forgetting->start();
    server = TRY(http::Server::start(std::move(options), router));
    account_jobs->adopt_all();
    return {};
}

void Croozer::Parts::stop() {
    if (std::exchange(stopped, true)) {
        return;
    }
    if (api) {
        api->events().stop();
    }
    if (server) {
        server->stop();
    }
    if (inbox) {
        inbox->stop();
    }
    if (account_jobs) {
        account_jobs->stop();
    }
    if (scheduler) {
        scheduler->stop();
    }
    if (forgetting) {
        forgetting->stop();
    }
    if (http_client) {
        http_client->stop();
    }
    if (mailer) {
        mailer->stop();
    }
    if (media) {
        media->stop();
    }
    if (engine) {
        engine->stop();
    }
}

Croozer::Croozer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Croozer::~Croozer() {
    stop();
}

Result<std::unique_ptr<Croozer>> Croozer::start(Configuration configuration) {
    auto parts = std::make_unique<Parts>();
    parts->configuration = std::move(configuration);
    if (auto opened = parts->open(); !opened) {
        parts->stop();
        return std::unexpected(std::move(opened).error());
    }
    return std::unique_ptr<Croozer>(new Croozer(std::move(parts)));
}

std::uint16_t Croozer::port() const {
    return parts_->server->port();
}

void Croozer::stop() {
    parts_->stop();
}

}  // namespace croozer::main
