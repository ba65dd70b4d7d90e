// What the benches do. Each prints one JSON object to stdout; run.mjs adds what only it knows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace croozer::bench {

struct Options {
    std::uint16_t server_port{0};
    std::uint16_t sink_port{0};
    std::string app_secret;
    std::size_t shops{1};
    std::size_t connections{64};
    double seconds{5};
    double per_second{0};       // of open-loop benches
    std::size_t customers{64};  // who write at the same time, of closed-loop ones
    std::size_t first_customer{0};
    bool statuses{false};   // the sink tells sent, delivered and read of each send
    std::string directory;  // where to time fdatasync
};

// Distinct signed webhooks as fast as they are answered; the server may be anything that says 200.
void run_ingest(Options const& options);
// text → card → yes → placed, `customers` at a time.
void run_orders(Options const& options);
// Cards first; then a yes at a steady rate, timed until its answer reaches the sink.
void run_latency(Options const& options);
// Messages at a steady rate over all shops, the whole job of each, timed by shop.
void run_roadmap(Options const& options);

}  // namespace croozer::bench
