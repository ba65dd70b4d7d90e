// Everything outgoing over HTTP: one thread that runs libcurl's multi loop with a keep-alive pool.
// Redirects are never followed, certificates are always checked, and a request is never repeated
// behind the caller's back.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace croozer::net {

struct OutgoingRequest {
    // "GET", "POST", … upper case.
    std::string method{"GET"};
    // http or https; plain http to loopback only, unless HttpClientOptions say otherwise.
    std::string url{};
    // "Name: value". Never logged.
    std::vector<std::string> headers{};
    std::string body{};
    // The whole exchange, the wait in our queue included.
    std::chrono::milliseconds timeout{std::chrono::seconds(15)};
    // A longer answer is a failure.
    std::size_t response_bytes{std::size_t{1024} * 1024};
};

struct OutgoingResponse {
    int status{0};
    // Names in lower case, in the order received.
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string body{};
    std::chrono::microseconds elapsed{0};

    // The first field of that name (given in lower case).
    [[nodiscard]] std::optional<std::string_view> header(std::string_view lower_name) const;
};

struct TransportFailure {
    // False only when the other side cannot have the whole request: it was never started (name,
    // connection, TLS, our queue) or not fully written. True when it was written and the answer is
    // missing. Meta has no idempotency key, so this decides whether a message may be sent again.
    bool request_may_have_been_sent{false};
    // libcurl's words; holds no header and no body.
    std::string detail{};
};

struct HttpClientOptions {
    std::size_t in_flight{128};
    std::size_t queue{4'096};
    std::size_t connections_per_host{32};
    bool plain_http_to_any_host{false};
    std::string user_agent{"croozer"};
    // PEM file of trusted authorities instead of the system's; empty: the system's.
    std::string authorities_file{};
};

class HttpClient {
public:
    using Done = std::move_only_function<void(std::expected<OutgoingResponse, TransportFailure>)>;

    explicit HttpClient(HttpClientOptions options = {});
    HttpClient(HttpClient const&) = delete;
    HttpClient& operator=(HttpClient const&) = delete;
    // As stop().
    ~HttpClient();

    // Thread-safe. `done` is called exactly once, on the client's thread (on the caller's when the
    // request is not allowed, the queue is full or the client is stopped); it must not block or
    // throw.
    void send(OutgoingRequest request, Done done);

    // Ends what is in flight or queued with a failure and joins the thread. Safe to call twice, not
    // from `done`.
    void stop();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace croozer::net
