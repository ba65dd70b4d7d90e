// One exchange on a libcurl easy handle. Private to net/.
#pragma once

#include "net/http_client.hpp"

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace croozer::net {

using SteadyTime = std::chrono::steady_clock::time_point;

struct Transfer {
    Transfer(OutgoingRequest request_given, HttpClient::Done done_given);

    OutgoingRequest request;
    HttpClient::Done done;
    SteadyTime asked_at;
    SteadyTime deadline;

    OutgoingResponse response;
    CURL* handle{nullptr};
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> fields{
        nullptr, &curl_slist_free_all
    };
    // How much of the body libcurl has taken.
    std::size_t body_given{0};
    std::size_t header_bytes{0};
    bool too_large{false};
    std::array<char, CURL_ERROR_SIZE> error_text{};

    // Sets every option on a fresh or reset handle. False only without memory.
    [[nodiscard]] bool prepare(CURL* on, HttpClientOptions const& options, SteadyTime now);
    // Calls done with what `code` means. The handle is still attached.
    void finish(CURLcode code);
    // Calls done with a failure before anything was sent.
    void refuse(std::string detail);
    // Whether the whole request may have reached the other side.
    [[nodiscard]] bool may_have_been_sent() const;
};

// Why a request may not be sent at all; empty if it may. Checks scheme, host and header lines.
[[nodiscard]] std::string objection_to(
    OutgoingRequest const& request, HttpClientOptions const& options
);

// 127.0.0.0/8, ::1 and localhost, as a URL has them.
[[nodiscard]] bool is_loopback_host(std::string_view host);

}  // namespace croozer::net
