// Reading a request: bytes, then the guard, then Beast.
#include "http/tcp_connection.hpp"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <iterator>

namespace croozer::http {

namespace beast = boost::beast;

struct BodyParser {
    beast::http::request_parser<beast::http::string_body> parser;
};

namespace {

constexpr std::size_t body_buffer_bytes = std::size_t{64} * 1024;
constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

constexpr Rejection too_slow{408, "request_timeout", "The request did not arrive in time."};
constexpr Rejection too_large{413, "body_too_large", "The body is larger than this route takes."};
constexpr Rejection no_room{503, "busy", "Too many large bodies are being read."};
constexpr Rejection bad_body{400, "bad_request", "The body is not framed as its head says."};
constexpr Rejection bad_head{400, "bad_request", "This is not an HTTP request."};

}  // namespace

// 0 when the peer has closed, on any error and when sweep() cancelled.
Task<std::size_t> TcpConnection::read_more(std::size_t capacity) {
    auto const room = buffer_.prepare(capacity);
    auto const [error, count] =
        co_await socket_.async_read_some(asio::buffer(room.data(), room.size()), Token{});
    if (error) {
        co_return 0;
    }
    buffer_.commit(count);
    co_return count;
}

// The caller awaits at once and owns it. NOLINTNEXTLINE(cppcoreguidelines-avoid-reference-*)
Task<Outcome> TcpConnection::read_head(std::size_t& head_bytes) {
    auto const& options = core_.options;
    enter(first_ ? Phase::Head : Phase::Idle, first_ ? options.header_time : options.idle_time);
    first_ = false;
    std::size_t searched{0};
    while (true) {
        // An empty line left over from the body before is allowed (RFC 9112 §2.2).
        if (searched == 0 && buffer_.readable().starts_with("\r\n")) {
            buffer_.consume(2);
        }
        auto const bytes = buffer_.readable();
        if (!bytes.empty() && phase_ == Phase::Idle) {
            enter(Phase::Head, options.header_time);
        }
        auto const end = bytes.find("\r\n\r\n", searched > 3 ? searched - 3 : 0);
        auto const size = end == std::string_view::npos ? bytes.size() : end + 4;
        if (end != std::string_view::npos && size <= limits::header_bytes) {
            head_bytes = size;
            co_return Outcome{};
        }
        if (auto const rejection = inspect_partial_head(bytes.substr(0, size))) {
            co_return Outcome{false, Refused{*rejection, {}}};
        }
        searched = bytes.size();
        if (co_await read_more(small_buffer_bytes) == 0) {
            bool const late = timed_out_ && !buffer_.empty();
            co_return late ? Outcome{false, Refused{too_slow, {}}} : Outcome{true, std::nullopt};
        }
    }
}

// The guard's word first, then the route, then Beast's second opinion. The views into the buffer
// end here.
std::optional<Refused> TcpConnection::accept(BodyParser& parser, std::size_t head_bytes) {
    auto const bytes = buffer_.readable().substr(0, head_bytes);
    auto head = inspect_head(bytes);
    if (!head) {
        return Refused{head.error(), {}};
    }
    framed_ = true;
    head_read_ = std::chrono::steady_clock::now();
    if (auto refused = accept_request(core_, peer_, *head, accepted_)) {
        // Nothing follows a head without a body, so the connection can go on after it.
        buffer_.consume(head_bytes);
        return refused;
    }
    auto& beast_parser = parser.parser;
    beast_parser.eager(true);
    beast_parser.header_limit(limits::header_bytes);
    beast_parser.body_limit(accepted_.body_limit);
    boost::system::error_code error;
    auto const used = beast_parser.put(asio::buffer(bytes.data(), bytes.size()), error);
    if (error || used != head_bytes || beast_parser.chunked() != accepted_.chunked) {
        framed_ = false;
        return Refused{bad_head, {}};
    }
    buffer_.consume(head_bytes);
    return std::nullopt;
}

// Feeds what has been read. Not refused: more is needed, or the parser is done.
Outcome TcpConnection::parse_body(BodyParser& parser, std::size_t& wire_bytes) {
    // Chunk heads and extensions count too: without a bound they would be read for ever.
    auto const wire_limit = 2 * accepted_.body_limit + limits::header_bytes;
    while (!parser.parser.is_done() && !buffer_.empty()) {
        auto const bytes = buffer_.readable();
        boost::system::error_code error;
        auto const used = parser.parser.put(asio::buffer(bytes.data(), bytes.size()), error);
        buffer_.consume(used);
        wire_bytes += used;
        if (error == beast::http::error::body_limit || wire_bytes > wire_limit) {
            return {false, Refused{too_large, {}}};
        }
        if (error && error != beast::http::error::need_more) {
            return {false, Refused{bad_body, {}}};
        }
        if (used == 0) {
            // Beast wants the rest of a chunk's head; no honest one is this long.
            if (buffer_.readable().size() > limits::header_bytes) {
                return {false, Refused{bad_body, {}}};
            }
            break;
        }
    }
    return {};
}

// The caller awaits at once and owns it. NOLINTNEXTLINE(cppcoreguidelines-avoid-reference-*)
Task<Outcome> TcpConnection::read_body(BodyParser& parser) {
    enter(Phase::Body, core_.options.body_time);
    body_received_ = 0;
    std::size_t wire_bytes{0};
    auto const& fields = parser.parser.get();
    auto const field_count = std::distance(fields.begin(), fields.end());
    if (accepted_.expects_continue && buffer_.empty()) {
        out_.assign(1, asio::buffer(continue_line.data(), continue_line.size()));
        if (!co_await write_buffers()) {
            co_return Outcome{true, std::nullopt};
        }
        enter(Phase::Body, core_.options.body_time);
    }
    while (true) {
        if (auto outcome = parse_body(parser, wire_bytes); outcome.refused) {
            co_return outcome;
        }
        if (!body_share_.grow_to(parser.parser.get().body().size())) {
            co_return Outcome{false, Refused{no_room, {}}};
        }
        if (parser.parser.is_done()) {
            break;
        }
        bool const large =
            accepted_.content_length.value_or(body_buffer_bytes) > small_buffer_bytes;
        auto const count = co_await read_more(large ? body_buffer_bytes : small_buffer_bytes);
        if (count == 0) {
            co_return timed_out_ ? Outcome{false, Refused{too_slow, {}}}
                                 : Outcome{true, std::nullopt};
        }
        body_received_ += count;
    }
    // Beast files trailers under the header's fields; nobody announced them, so nobody reads them.
    if (std::distance(fields.begin(), fields.end()) != field_count) {
        co_return Outcome{false, Refused{bad_body, {}}};
    }
    accepted_.request.body = std::move(parser.parser.get().body());
    co_return Outcome{};
}

// What follows read_head(): the head's meaning and the body.
Task<Outcome> TcpConnection::read_request(std::size_t head_bytes) {
    BodyParser parser;
    if (auto refused = accept(parser, head_bytes)) {
        co_return Outcome{false, std::move(refused)};
    }
    if (!accepted_.has_body()) {
        co_return Outcome{};
    }
    auto outcome = co_await read_body(parser);
    if (!outcome.ended && !outcome.refused) {
        // Of a body not read whole the announced length stays: refuse() closes for it.
        accepted_.content_length = accepted_.request.body.size();
    }
    co_return outcome;
}

}  // namespace croozer::http
