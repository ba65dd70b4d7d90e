// Sends through Meta's Graph API.
#pragma once

#include "app/ports.hpp"
#include "base/secret.hpp"
#include "net/http_client.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace croozer::meta {

// The proofs of the tokens in use, by the token's hash; the oldest goes when it is full.
// Thread-safe.
class SecretProofs {
public:
    explicit SecretProofs(Secret app_secret) : app_secret_(std::move(app_secret)) {}

    // Empty without an app secret: Graph asks for proofs only if the app says so.
    [[nodiscard]] std::string proof_of(Secret const& token);

private:
    using TokenHash = std::array<std::uint8_t, 32>;

    Secret app_secret_;
    std::mutex mutex_;
    std::map<TokenHash, std::string> proofs_;
    std::deque<TokenHash> oldest_first_;
};

// Read receipts under way: they must not take the connections that messages need, least of all
// those of a number whose answers do not come. Thread-safe.
class ReceiptsInFlight {
public:
    // False: there are enough.
    [[nodiscard]] bool enter(std::string const& phone_number_id);
    void leave(std::string const& phone_number_id);

private:
    std::mutex mutex_;
    std::size_t all_{0};
    std::map<std::string, std::size_t> of_number_;
};

struct GraphClientOptions {
    std::string graph_url{"https://graph.facebook.com"};  // without a trailing slash
    std::string version{"v26.0"};
    Secret app_secret;
};

// Thread-safe. `http` must outlive it; requests in flight may outlive it.
class GraphClient final : public app::Messenger {
public:
    GraphClient(GraphClientOptions options, net::HttpClient& http);

    // `done` runs on the HTTP client's thread, or at once on the caller's if the message cannot be
    // sent as it is (Refused, Fix) or the client's queue is full (NotSent); it must not block.
    void send(app::OutgoingMessage message, std::move_only_function<void(app::SendOutcome)> done)
        override;

    // At most limits::read_receipts_in_flight at once, and few of one number; more are dropped.
    void mark_read(std::string phone_number_id, Secret token, std::string wamid, bool typing)
        override;

private:
    [[nodiscard]] Result<net::OutgoingRequest> request(
        std::string_view phone_number_id, Secret const& token, std::string body
    );

    std::string graph_url_;
    std::string version_;
    SecretProofs proofs_;
    net::HttpClient& http_;
    // Shared with the callbacks, which may run after this object is gone.
    std::shared_ptr<ReceiptsInFlight> receipts_;
};

}  // namespace croozer::meta
