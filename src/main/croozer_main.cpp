// The command line.
#include "base/log.hpp"
#include "main/configuration.hpp"
#include "main/croozer.hpp"
#include "main/process.hpp"
#include "main/understand/understand_command.hpp"
#include "main/verify/verify_command.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <cstdio>
#include <iostream>

namespace {

croozer::log::Level level_of(std::string const& name) {
    using enum croozer::log::Level;
    return name == "debug" ? Debug : name == "warn" ? Warn : name == "error" ? Error : Info;
}

int fail(croozer::Error const& error) {
    std::cerr << "croozer: " << (error.detail.empty() ? error.slug : error.detail) << '\n';
    return 1;
}

// Signals are blocked in every thread and taken here, so that no handler runs anywhere.
int wait_for_end(sigset_t const& signals) {
    int signal = 0;
    ::sigwait(&signals, &signal);
    return signal;
}

int serve(std::string const& path) {
    // Before the first secret is read.
    croozer::main::keep_memory_private();
    auto configuration = croozer::main::load_configuration(path);
    if (!configuration) {
        return fail(configuration.error());
    }
    croozer::log::configure(level_of(configuration->log_level), configuration->log_json);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    // A peer that went away, or a limit on the size of files, makes a write fail and no more.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    auto const address = configuration->address;
    auto const server = croozer::main::Croozer::start(*std::move(configuration));
    if (!server) {
        return fail(server.error());
    }
    // For scripts and tests: one line when requests may come.
    std::cout << "ready http://" << address << ':' << (*server)->port() << std::endl;
    wait_for_end(signals);
    croozer::log::info("stopping");
    (*server)->stop();
    return 0;
}

CLI::App* add_understand(CLI::App& program, croozer::main::UnderstandOptions& wish) {
    auto* const command = program.add_subcommand(
        "understand", "Read messages as JSON lines against a menu and write what they order"
    );
    auto* const source = command->add_option_group("source")->require_option(1);
    source->add_option("--menu", wish.menu, "The shop's menu.json");
    auto* const stored = source->add_option(
        "--config", wish.config, "With --replay: the labelled examples of this server's database"
    );
    auto* const timing =
        command->add_flag("--timing", wish.timing, "Print the time a message takes instead");
    auto* const replay = command->add_flag(
        "--replay", wish.replay, "Print the rows whose answer is not what they expect instead"
    );
    auto* const explain = command->add_flag(
        "--explain", wish.explain, "Read plain messages, one a line, and print how each was read"
    );
    replay->excludes(timing);
    explain->excludes(timing)->excludes(replay);
    stored->needs(replay);
    command->add_option("--business", wish.business, "Only the examples of this business")
        ->needs(stored);
    return command;
}

CLI::App* add_verify(CLI::App& program, croozer::main::VerifyOptions& wish) {
    auto* const command = program.add_subcommand(
        "verify-meta",
        "Check app, tokens, numbers, templates and webhooks at Meta. Exit code: 0 all is well, 1 a "
        "check failed, 2 warnings only, 3 could not run"
    );
    command->add_option("--config", wish.config, "The configuration file")->capture_default_str();
    command->add_flag("--json", wish.json, "Print one JSON object instead of a table");
    command->add_option(
        "--send-to", wish.send_to, "Send Meta's sample template hello_world to this phone"
    );
    auto* const business = command->add_option(
        "--business", wish.business, "Only the account of this business of the database"
    );
    auto* const token = command->add_flag(
        "--token", wish.own_token, "Use the token of CROOZER_VERIFY_TOKEN, not the database's"
    );
    token->excludes(business);
    command->add_option("--waba", wish.waba, "With --token: this account only")->needs(token);
    command->add_option("--phone-number-id", wish.phone_number_id, "With --token: this number only")
        ->needs(token);
    command
        ->add_option(
            "--portfolio", wish.portfolio, "With --token: the portfolio that lists accounts"
        )
        ->needs(token);
    return command;
}

}  // namespace

int main(int count, char** arguments) {
    CLI::App program("Croozer turns a shop's WhatsApp number into an order desk.", "croozer");
    program.set_version_flag("--version", CROOZER_VERSION);
    program.require_subcommand(1);
    auto* const serving = program.add_subcommand("serve", "Run the server");
    std::string configuration{"croozer.toml"};
    serving->add_option("--config", configuration, "The configuration file")->capture_default_str();
    croozer::main::UnderstandOptions wish;
    auto* const understanding = add_understand(program, wish);
    croozer::main::VerifyOptions verification;
    auto* const verifying = add_verify(program, verification);
    CLI11_PARSE(program, count, arguments);
    if (understanding->parsed()) {
        return croozer::main::understand(wish, std::cin, std::cout, std::cerr);
    }
    if (verifying->parsed()) {
        return croozer::main::verify_meta(verification, std::cout, std::cerr);
    }
    return serve(configuration);
}
