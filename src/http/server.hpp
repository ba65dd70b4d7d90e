// The listener: HTTP/1.1 over TCP on one I/O thread of its own. TLS is the reverse proxy's work.
#pragma once

#include "base/limits.hpp"
#include "base/result.hpp"
#include "http/event_stream.hpp"
#include "http/message.hpp"
#include "http/router.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::http {

// One finished exchange, for the log and the metrics.
struct Exchange {
    Method method{Method::Get};
    // The template, empty for the fallback and for refused requests.
    std::string_view route{};
    std::string_view request_id{};
    int status{0};
    // From the end of the request's head to the answer's last byte handed to the kernel.
    std::chrono::microseconds elapsed{0};
    std::size_t request_body_bytes{0};
    std::size_t response_body_bytes{0};
};

struct ServerOptions {
    // A literal IPv4 or IPv6 address.
    std::string address{"127.0.0.1"};
    // 0 takes a free port (see Server::port).
    std::uint16_t port{0};
    // Host names we answer for, with or without a port; others read 421. Empty: any.
    std::vector<std::string> public_hosts{};
    // Addresses or CIDR blocks whose X-Forwarded-For is believed.
    std::vector<std::string> trusted_proxies{};

    // Memory for the bodies of all requests in flight; a body that finds it spent reads 503.
    std::size_t bodies_in_flight_bytes{limits::bodies_in_flight_bytes};
    std::size_t connections{limits::connections};
    // An IPv6 network of /64 counts as one address. Not counted for trusted proxies.
    std::size_t connections_per_address{limits::connections_per_address};
    std::chrono::milliseconds header_time{limits::header_time};
    std::chrono::milliseconds body_time{limits::body_time};
    std::chrono::milliseconds body_grace_time{limits::body_grace_time};
    std::chrono::milliseconds idle_time{limits::idle_time};
    std::chrono::milliseconds write_stall_time{limits::write_stall_time};
    // After body_grace_time a large answer that is read more slowly than this on average is given
    // up: progress alone could hold its memory for days.
    std::size_t answer_bytes_per_second{std::size_t{8} * 1024};
    std::chrono::milliseconds stream_heartbeat{limits::stream_heartbeat};
    std::chrono::milliseconds stop_time{limits::stop_time};

    // Makes the answer for what the server itself refuses (400…505), so that api/ can write
    // problem+json. The request holds what was understood until then; `request_id` always. Runs on
    // the I/O thread. Without it the answer is the slug as text.
    std::function<Response(
        Request const& request, int status, std::string_view slug, std::string_view detail
    )>
        on_error{};
    // Runs on the I/O thread after every answer; must not block.
    std::function<void(Exchange const&)> on_exchange{};
};

class Server {
public:
    // Errors: BadRequest "address" or "trusted_proxies", Conflict "port_taken", Internal "listen".
    [[nodiscard]] static Result<std::unique_ptr<Server>> start(
        ServerOptions options, Router const& router
    );

    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;
    ~Server();

    [[nodiscard]] std::uint16_t port() const;

    // Stops accepting, lets what is in flight finish (at most stop_time), says `event: bye` to
    // streams, and joins the I/O thread. A Respond called later is ignored. Safe to call twice, not
    // from a handler.
    void stop();

private:
    struct Impl;

    explicit Server(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> impl_;
};

}  // namespace croozer::http
