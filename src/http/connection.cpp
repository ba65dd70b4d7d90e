// The life of a connection: requests one after another, deadlines, the end.
#include "http/connection.hpp"

#include "base/log.hpp"
#include "http/event_stream.hpp"
#include "http/tcp_connection.hpp"

#include <boost/asio/co_spawn.hpp>

namespace croozer::http {

namespace {

constexpr Rejection no_answer{500, "internal", "The request was not answered."};
constexpr Rejection late_answer{503, "busy", "The request was not answered in time."};

}  // namespace

void TcpConnection::start() {
    asio::co_spawn(
        socket_.get_executor(),
        run(shared_from_this()),
        [self = shared_from_this()](std::exception_ptr const& error) {
            if (error != nullptr) {
                log::error("a connection failed");
            }
            self->phase_ = Phase::Closed;
            self->core_.forget(self->number_);
        }
    );
}

void TcpConnection::receive(Letter letter) {
    if (letter.request == 0) {
        if (phase_ == Phase::Stream) {
            wake();
        }
        return;
    }
    if (phase_ == Phase::Handler && letter.request == request_number_ && !answer_) {
        answer_ = std::move(letter);
        wake();
    }
}

void TcpConnection::finish() {
    finishing_ = true;
    bool const fresh = phase_ == Phase::Head && buffer_.empty();
    if (phase_ == Phase::Idle || fresh) {
        abort();
    } else if (stream_ != nullptr) {
        auto const retry = 500 + core_.random.below(1'001);
        stream_->push("event: bye\nretry: " + std::to_string(retry) + "\ndata: {}\n\n");
        stream_->close();
    }
}

void TcpConnection::abort() {
    aborted_ = true;
    boost::system::error_code error;
    socket_.close(error);
    wake();
}

void TcpConnection::sweep(SteadyTime now) {
    bool late = now > deadline_;
    if (phase_ == Phase::Body && now - entered_ > core_.options.body_grace_time) {
        auto const seconds = std::chrono::duration<double>(now - entered_).count();
        late = late || static_cast<double>(body_received_) <
                           seconds * static_cast<double>(limits::body_bytes_per_second);
    }
    if (phase_ == Phase::Write && paced_since_ &&
        now - *paced_since_ > core_.options.body_grace_time) {
        auto const seconds = std::chrono::duration<double>(now - *paced_since_).count();
        late = late || static_cast<double>(paced_bytes_) <
                           seconds * static_cast<double>(core_.options.answer_bytes_per_second);
    }
    if (phase_ == Phase::Stream && !late && now - entered_ > core_.options.stream_heartbeat) {
        heartbeat_due_ = true;
        wake();
        return;
    }
    if (!late || phase_ == Phase::Closed) {
        return;
    }
    boost::system::error_code error;
    switch (phase_) {
        case Phase::Head:
        case Phase::Body:
            timed_out_ = true;
            socket_.cancel(error);
            return;
        case Phase::Handler:
            timed_out_ = true;
            wake();
            return;
        case Phase::Stream:
            return;
        case Phase::Idle:
        case Phase::Write:
        case Phase::Linger:
        case Phase::Closed:
            abort();
            return;
    }
}

// Until wake(). Whoever wakes has set the reason.
Task<void> TcpConnection::wait() {
    if (aborted_) {
        co_return;
    }
    Awaited token;
    co_await asio::async_initiate<Awaited, void()>(
        [this](auto handler) { wake_ = std::move(handler); }, token
    );
}

Task<void> TcpConnection::run(std::shared_ptr<TcpConnection> self) {
    while (co_await self->serve_one()) {
    }
    co_await self->linger();
}

Task<bool> TcpConnection::serve_one() {
    accepted_ = Accepted{};
    framed_ = false;
    timed_out_ = false;
    buffer_.shrink(small_buffer_bytes);
    std::size_t head_bytes{0};
    auto head = co_await read_head(head_bytes);
    if (head.ended) {
        co_return false;
    }
    ++request_number_;
    accepted_.request.request_id = core_.ids.v7().to_string();
    accepted_.request.remote_address = address_text(peer_);
    if (head.refused) {
        co_return co_await refuse(*std::move(head.refused));
    }
    auto body = co_await read_request(head_bytes);
    if (body.ended) {
        co_return false;
    }
    if (body.refused) {
        co_return co_await refuse(*std::move(body.refused));
    }
    co_await call_handler();
    if (aborted_) {
        co_return false;
    }
    Response response;
    if (!answer_ || answer_->dropped) {
        log::error("a request was not answered", {{"route", accepted_.request.route}});
        auto const& rejection = answer_ ? no_answer : late_answer;
        response = refusal(core_, accepted_.request, Refused{rejection, {}});
    } else {
        response = std::move(answer_->response);
    }
    answer_.reset();
    co_return co_await write_answer(std::move(response));
}

Task<bool> TcpConnection::refuse(Refused refused) {
    if (accepted_.has_body()) {
        // It lies unread in front of the next request.
        accepted_.keep_alive = false;
    }
    auto response = refused.response ? *std::move(refused.response)
                                     : refusal(core_, accepted_.request, refused);
    co_return co_await write_answer(std::move(response));
}

Task<void> TcpConnection::call_handler() {
    enter(Phase::Handler, limits::handler_time);
    answer_.reset();
    auto const* const route = accepted_.route;
    {
        InlineAnswer direct(core_.mailbox.get(), number_, request_number_);
        try {
            // What an answer still needs is kept here; the rest is the handler's.
            Request request = std::move(accepted_.request);
            accepted_.request = Request{};
            accepted_.request.method = request.method;
            accepted_.request.request_id = request.request_id;
            accepted_.request.path = request.path;
            accepted_.request.route = request.route;
            route->handler(
                std::move(request), make_respond(core_.mailbox, number_, request_number_)
            );
        } catch (std::exception const& error) {
            log::error("a handler threw", {{"what", std::string_view(error.what())}});
        } catch (...) {
            log::error("a handler threw");
        }
        answer_ = std::move(direct.answer());
    }
    if (!answer_) {
        co_await wait();
    }
}

std::shared_ptr<Connection> open_connection(
    asio::io_context& io,
    ServerCore& core,
    ConnectionNumber number,
    int descriptor,
    AddressBytes const& peer
) {
    return std::make_shared<TcpConnection>(io, core, number, descriptor, peer);
}

}  // namespace croozer::http
