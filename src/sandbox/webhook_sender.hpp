// Posts signed webhooks to the server and, like Meta, comes back with falling frequency while the
// answer is not 200 (meta notes §2.2), here for about four minutes.
#pragma once

#include "net/http_client.hpp"
#include "sandbox/config.hpp"
#include "sandbox/modes.hpp"
#include "sandbox/timeline.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace croozer::sandbox {

// How one attempt went. Status 0: no answer, `body` says why.
struct WebhookAnswer {
    int status{0};
    std::string body;
};

class WebhookSender {
public:
    using Done = std::move_only_function<void(WebhookAnswer)>;

    WebhookSender(
        Config const& config, ModeBoard& modes, Timeline& timeline, net::HttpClient& client
    );

    // Signs `body` and posts it, again in the background until it is taken. `first` hears of the
    // first attempt, `taken` (may be null) of the one that was answered 200. Thread-safe; they run
    // on the client's thread.
    void post(std::string body, Done first, std::move_only_function<void()> taken = nullptr);

    // Posts the bytes as they are, once. An empty signature sends no such header.
    void post_raw(std::string body, std::string const& signature, Done done);

    // Meta's GET handshake with the verify token. `done` hears 200 only if the challenge came back.
    void handshake(Done done);

    static constexpr int most_attempts = 9;

    // The wait before attempt `attempt` (2…most_attempts): 1 s, 2 s, 4 s … 60 s at most.
    [[nodiscard]] static std::chrono::milliseconds wait_before(int attempt);

private:
    struct Delivery;

    void attempt(std::shared_ptr<Delivery> delivery);

    Config const& config_;
    ModeBoard& modes_;
    Timeline& timeline_;
    net::HttpClient& client_;
};

}  // namespace croozer::sandbox
