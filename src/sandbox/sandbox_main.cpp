// croozer-sandbox --config sandbox.toml: Meta's stand-in for the demo and for tests.
#include "base/log.hpp"
#include "http/server.hpp"
#include "sandbox/sandbox.hpp"
#include "sandbox/state_file.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

namespace croozer::sandbox {

// Made by embed_assets() from demo/.
std::span<http::Asset const> embedded_assets();

namespace {

std::string local_url(std::string const& address, std::uint16_t port) {
    bool const any = address == "0.0.0.0" || address == "::";
    std::string const host = any ? "127.0.0.1" : address;
    bool const six = host.find(':') != std::string::npos;
    return "http://" + (six ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

int fail(Error const& error) {
    std::fprintf(stderr, "croozer-sandbox: %s: %s\n", error.slug.c_str(), error.detail.c_str());
    return EXIT_FAILURE;
}

// The signals are blocked in all threads, so that this one can wait for them.
sigset_t block_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

int run(std::string const& config_path) {
    auto config = load_config(config_path);
    if (!config) {
        return fail(config.error());
    }
    sigset_t const signals = block_signals();
    std::string const chats =
        config->data_directory.empty() ? "" : config->data_directory + "/chats.jsonl";
    auto threads = Threads::open(chats);
    if (!threads) {
        return fail(threads.error());
    }
    SystemClock const clock;
    SystemRandom random;
    bool const public_url_given = !config->public_url.empty();
    Sandbox sandbox(std::move(*config), clock, random, std::move(*threads), embedded_assets());
    if (!sandbox.config.data_directory.empty()) {
        sandbox.state_path = sandbox.config.data_directory + "/state.json";
        load_state(sandbox, sandbox.state_path);
    }
    http::Router router;
    add_routes(router, sandbox);
    http::ServerOptions options;
    options.address = sandbox.config.listen_address;
    options.port = sandbox.config.listen_port;
    // Tests open more connections from one address than the world would.
    options.connections_per_address = options.connections;
    if (!public_url_given && options.port != 0) {
        sandbox.config.public_url = local_url(options.address, options.port);
    }
    auto server = http::Server::start(options, router);
    if (!server) {
        return fail(server.error());
    }
    std::string const url = local_url(options.address, (*server)->port());
    if (sandbox.config.public_url.empty()) {
        sandbox.config.public_url = url;
    }
    std::printf("ready %s\n", url.c_str());
    std::fflush(stdout);
    int signal = 0;
    sigwait(&signals, &signal);
    (*server)->stop();
    sandbox.stop();
    return EXIT_SUCCESS;
}

}  // namespace
}  // namespace croozer::sandbox

int main(int argc, char** argv) {
    CLI::App app{"A stand-in for Meta's side of WhatsApp, with a phone at /demo"};
    std::string config_path;
    app.add_option("--config", config_path, "sandbox.toml")->required();
    CLI11_PARSE(app, argc, argv);
    croozer::log::configure(croozer::log::Level::Info, true);
    return croozer::sandbox::run(config_path);
}
