// One client's connection, and what all connections of a server share. Inside http/ only.
#pragma once

#include "base/id.hpp"
#include "base/random.hpp"
#include "base/time.hpp"
#include "http/body_budget.hpp"
#include "http/client_address.hpp"
#include "http/mailbox.hpp"
#include "http/router.hpp"
#include "http/server.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace croozer::http {

using SteadyTime = std::chrono::steady_clock::time_point;

// The I/O thread's, except for the mailbox.
struct ServerCore {
    ServerOptions options;
    BodyBudget bodies{limits::bodies_in_flight_bytes};
    Router router;
    AddressSet trusted;
    std::shared_ptr<Mailbox> mailbox;
    // Called once a connection has ended.
    std::function<void(ConnectionNumber)> forget;
    bool stopping{false};
    SystemRandom random;
    SystemClock clock;
    IdSource ids{clock, random};
};

// Every function runs on the I/O thread.
class Connection {
public:
    Connection() = default;
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;
    virtual ~Connection() = default;

    virtual void start() = 0;
    virtual void receive(Letter letter) = 0;
    // Enforces deadlines and sends heartbeats; called a few times a second.
    virtual void sweep(SteadyTime now) = 0;
    // Ends when idle, otherwise after the answer in flight; a stream says goodbye.
    virtual void finish() = 0;
    // Ends now.
    virtual void abort() = 0;
};

// Takes over the descriptor of an accepted, non-blocking socket.
[[nodiscard]] std::shared_ptr<Connection> open_connection(
    boost::asio::io_context& io,
    ServerCore& core,
    ConnectionNumber number,
    int descriptor,
    AddressBytes const& peer
);

// Respond for one request: answers once, and 500 if it goes uncalled.
[[nodiscard]] Respond make_respond(
    std::shared_ptr<Mailbox> mailbox, ConnectionNumber connection, RequestNumber request
);

// While it lives, a Respond of this request called on this thread fills `answer` directly instead
// of going through the mailbox.
class InlineAnswer {
public:
    InlineAnswer(Mailbox const* mailbox, ConnectionNumber connection, RequestNumber request);
    InlineAnswer(InlineAnswer const&) = delete;
    InlineAnswer& operator=(InlineAnswer const&) = delete;
    ~InlineAnswer();

    [[nodiscard]] bool accept(Mailbox const* mailbox, Letter& letter);

    [[nodiscard]] std::optional<Letter>& answer() { return answer_; }

private:
    Mailbox const* mailbox_;
    ConnectionNumber connection_;
    RequestNumber request_;
    std::optional<Letter> answer_;
    InlineAnswer* outer_;
};

}  // namespace croozer::http
