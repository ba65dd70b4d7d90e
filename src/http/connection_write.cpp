// Writing answers and event streams.
#include "http/event_stream.hpp"
#include "http/response_head.hpp"
#include "http/tcp_connection.hpp"

#include <span>

namespace croozer::http {

namespace {

constexpr std::string_view heartbeat = ":\n\n";

}  // namespace

// True when another request may follow.
Task<bool> TcpConnection::write_answer(Response response) {
    // Who reads slowly keeps no body of his in memory.
    body_share_.give_back();
    bool const streams = response.stream != nullptr && !accepted_.head_only;
    bool const keep = accepted_.keep_alive && framed_ && !response.close && !finishing_ &&
                      response.stream == nullptr;
    if (response.stream != nullptr) {
        response.set("content-type", "text/event-stream");
        response.set("cache-control", "no-store");
        // nginx would hold events back otherwise.
        response.set("x-accel-buffering", "no");
    }
    bool const with_body =
        !accepted_.head_only && response.stream == nullptr && status_has_body(response.status);
    auto const head = response_head(
        response,
        {.request_id = accepted_.request.request_id,
         .body_bytes = response.body.size(),
         .keep_alive = keep}
    );
    out_.assign(1, asio::buffer(head));
    if (with_body && !response.body.empty()) {
        out_.push_back(asio::buffer(response.body));
    }
    if (with_body && response.body.size() > limits::small_body_bytes) {
        paced_since_ = std::chrono::steady_clock::now();
        paced_bytes_ = 0;
    }
    bool const written = co_await write_buffers();
    paced_since_.reset();
    if (written && core_.options.on_exchange) {
        auto const now = std::chrono::steady_clock::now();
        auto const elapsed = framed_ ? now - head_read_ : SteadyTime::duration::zero();
        core_.options.on_exchange(
            {.method = accepted_.request.method,
             .route = accepted_.request.route,
             .request_id = accepted_.request.request_id,
             .status = response.status,
             .elapsed = std::chrono::duration_cast<std::chrono::microseconds>(elapsed),
             .request_body_bytes = accepted_.content_length.value_or(0),
             .response_body_bytes = with_body ? response.body.size() : 0}
        );
    }
    if (response.stream != nullptr) {
        stream_ = std::move(response.stream);
        if (written && streams) {
            co_await feed_stream();
        }
        stream_->close();
        stream_.reset();
    }
    co_return written&& keep;
}

// Writes out_ whole; every piece of progress gets a new deadline.
Task<bool> TcpConnection::write_buffers() {
    std::span<asio::const_buffer> rest(out_);
    while (!rest.empty()) {
        enter(Phase::Write, core_.options.write_stall_time);
        std::span<asio::const_buffer const> const sequence(rest);
        auto [error, count] = co_await socket_.async_write_some(sequence, Token{});
        if (error) {
            co_return false;
        }
        paced_bytes_ += count;
        while (!rest.empty() && count >= rest.front().size()) {
            count -= rest.front().size();
            rest = rest.subspan(1);
        }
        if (!rest.empty()) {
            rest.front() += count;
        }
    }
    co_return true;
}

// A browser sends nothing on a stream; a read that ends means that it has gone.
void TcpConnection::watch_peer() {
    watching_ = true;
    auto const room = buffer_.prepare(small_buffer_bytes);
    socket_.async_read_some(
        asio::buffer(room.data(), room.size()),
        [self = shared_from_this()](boost::system::error_code const& error, std::size_t) {
            if (!error && self->phase_ != Phase::Closed) {
                self->watch_peer();
                return;
            }
            self->watching_ = false;
            self->peer_gone_ = true;
            if (self->phase_ == Phase::Stream) {
                self->wake();
            }
        }
    );
}

Task<void> TcpConnection::feed_stream() {
    buffer_ = ReadBuffer{};
    stream_->attach(core_.mailbox, number_);
    watch_peer();
    if (finishing_) {
        finish();
    }
    std::vector<EventStream::Frame> frames;
    while (!peer_gone_ && !aborted_) {
        frames.clear();
        bool const more = stream_->take(frames);
        out_.clear();
        for (auto const& frame : frames) {
            out_.push_back(asio::buffer(*frame));
        }
        if (out_.empty() && std::exchange(heartbeat_due_, false)) {
            out_.push_back(asio::buffer(heartbeat.data(), heartbeat.size()));
        }
        if (!out_.empty()) {
            if (!co_await write_buffers()) {
                break;
            }
            continue;
        }
        if (!more) {
            break;
        }
        enter(Phase::Stream, std::chrono::hours(24));
        co_await wait();
    }
}

// Closing with unread input would reset the connection, and the client might never read the answer.
Task<void> TcpConnection::linger() {
    if (aborted_) {
        co_return;
    }
    boost::system::error_code error;
    socket_.shutdown(tcp::socket::shutdown_send, error);
    if (!watching_ && !finishing_ && !error) {
        enter(Phase::Linger, limits::linger_time);
        buffer_ = ReadBuffer{};
        std::size_t left = limits::linger_bytes;
        while (true) {
            auto const count = co_await read_more(small_buffer_bytes);
            if (count == 0 || count > left) {
                break;
            }
            left -= count;
            buffer_.consume(count);
        }
    }
    socket_.close(error);
}

}  // namespace croozer::http
