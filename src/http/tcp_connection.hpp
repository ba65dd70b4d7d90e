// The socket side of a connection. Private to connection*.cpp: nothing else may include it, for it
// brings Asio along.
//
// A connection is one coroutine that reads a head, shows it to the guard, reads the body through
// Beast's parser, waits for the handler's answer and writes it, again and again. Deadlines are
// kept by sweep(), which cancels the socket under the coroutine: no timer per connection.
#pragma once

#include "base/limits.hpp"
#include "http/connection.hpp"
#include "http/read_buffer.hpp"
#include "http/session.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace croozer::http {

namespace asio = boost::asio;

using tcp = asio::ip::tcp;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;

template <class T>
using Task = asio::awaitable<T, Executor>;

using Awaited = asio::use_awaitable_t<Executor>;
using Token = asio::as_tuple_t<Awaited>;

inline constexpr std::size_t small_buffer_bytes = std::size_t{4} * 1024;

enum class Phase : std::uint8_t {
    Idle,
    Head,
    Body,
    Handler,
    Write,
    Stream,
    Linger,
    Closed,
};

// How reading a part of a request ended: neither is set when it went well.
struct Outcome {
    // The peer went away, or never came.
    bool ended{false};
    std::optional<Refused> refused;
};

// Beast's parser, known to connection_read.cpp only.
struct BodyParser;

class TcpConnection final : public Connection, public std::enable_shared_from_this<TcpConnection> {
public:
    TcpConnection(
        asio::io_context& io,
        ServerCore& core,
        ConnectionNumber number,
        int descriptor,
        AddressBytes const& peer
    )
        : core_(core), socket_(io), number_(number), peer_(peer) {
        boost::system::error_code error;
        socket_.assign(tcp::v4(), descriptor, error);
        socket_.set_option(tcp::no_delay(true), error);
    }

    void start() override;

    void receive(Letter letter) override;

    void sweep(SteadyTime now) override;

    void finish() override;

    void abort() override;

private:
    // A static function with the pointer as parameter: the coroutine's frame owns the connection.
    static Task<void> run(std::shared_ptr<TcpConnection> self);

    Task<bool> serve_one();
    Task<bool> refuse(Refused refused);
    Task<Outcome> read_head(std::size_t& head_bytes);
    Task<Outcome> read_request(std::size_t head_bytes);
    Task<Outcome> read_body(BodyParser& parser);
    Task<void> call_handler();
    Task<bool> write_answer(Response response);
    Task<bool> write_buffers();
    Task<void> feed_stream();
    Task<void> linger();
    Task<std::size_t> read_more(std::size_t capacity);
    Task<void> wait();

    std::optional<Refused> accept(BodyParser& parser, std::size_t head_bytes);
    Outcome parse_body(BodyParser& parser, std::size_t& wire_bytes);
    void watch_peer();

    void enter(Phase phase, std::chrono::milliseconds time) {
        phase_ = phase;
        entered_ = std::chrono::steady_clock::now();
        deadline_ = entered_ + time;
    }

    void wake() {
        if (wake_) {
            auto handler = std::exchange(wake_, nullptr);
            handler();
        }
    }

    ServerCore& core_;
    Socket socket_;
    ConnectionNumber number_;
    AddressBytes peer_;
    Phase phase_{Phase::Idle};
    SteadyTime entered_;
    SteadyTime deadline_;
    bool first_{true};
    bool timed_out_{false};
    bool aborted_{false};
    bool finishing_{false};
    // The head of the current request passed the guard.
    bool framed_{false};
    bool heartbeat_due_{false};
    bool peer_gone_{false};
    // A read of watch_peer() is pending and owns the buffer.
    bool watching_{false};
    RequestNumber request_number_{0};
    std::size_t body_received_{0};
    // Of an answer large enough to be held to a pace.
    std::optional<SteadyTime> paced_since_;
    std::size_t paced_bytes_{0};
    BodyBudget::Share body_share_{core_.bodies};
    Accepted accepted_;
    std::optional<Letter> answer_;
    SteadyTime head_read_;
    ReadBuffer buffer_;
    std::vector<asio::const_buffer> out_;
    std::shared_ptr<EventStream> stream_;
    std::move_only_function<void()> wake_;
};

}  // namespace croozer::http
