// The state of one connection that needs no socket: which request is being read, where it goes and
// what refuses it. connection.cpp moves the bytes.
#pragma once

#include "http/connection.hpp"
#include "http/framing_guard.hpp"

#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace croozer::http {

// A request whose head is accepted: its body may be read, then its handler runs.
struct Accepted {
    Request request;
    Route const* route{nullptr};
    bool head_only{false};
    bool keep_alive{true};
    bool chunked{false};
    bool expects_continue{false};
    std::size_t body_limit{0};
    std::optional<std::uint64_t> content_length;

    [[nodiscard]] bool has_body() const { return chunked || content_length.value_or(0) > 0; }
};

struct Refused {
    Rejection rejection;
    // For 405.
    std::string allow;
    // The route's own words, said as they are.
    std::optional<Response> response{};
};

// Copies what `head` points to into the request and routes it. 404, 405, 413, 415, 421 or the
// route's check of the head refuse; `accepted` holds what is known then too.
[[nodiscard]] std::optional<Refused> accept_request(
    ServerCore& core, AddressBytes const& peer, Head& head, Accepted& accepted
);

// The answer to what the server itself refuses, by the on_error hook if there is one.
[[nodiscard]] Response refusal(
    ServerCore const& core, Request const& request, Refused const& refused
);

}  // namespace croozer::http
