// croozer-load: the load generator and the Graph sink of the benches, in one thread.
#include "scenarios.hpp"

#include <CLI/CLI.hpp>

int main(int count, char** arguments) {
    using namespace croozer::bench;
    CLI::App program("Load for Croozer's benches; bench/run.mjs starts it.", "croozer-load");
    program.require_subcommand(1);
    Options options;
    program.add_option("--server", options.server_port, "Port of the server")->required();
    program.add_option("--sink", options.sink_port, "Port to listen on as Graph; 0: none");
    program.add_option("--secret", options.app_secret, "The app's secret")->required();
    program.add_option("--shops", options.shops);
    program.add_option("--connections", options.connections);
    program.add_option("--seconds", options.seconds);
    program.add_option("--per-second", options.per_second);
    program.add_option("--customers", options.customers);
    program.add_option("--first-customer", options.first_customer);
    program.add_flag("--statuses", options.statuses);
    program.add_option("--directory", options.directory);
    program.add_subcommand("ingest")->fallthrough()->callback([&] { run_ingest(options); });
    program.add_subcommand("orders")->fallthrough()->callback([&] { run_orders(options); });
    program.add_subcommand("latency")->fallthrough()->callback([&] { run_latency(options); });
    program.add_subcommand("roadmap")->fallthrough()->callback([&] { run_roadmap(options); });
    CLI11_PARSE(program, count, arguments);
    return 0;
}
