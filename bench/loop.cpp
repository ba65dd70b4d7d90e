#include "loop.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace croozer::bench {
namespace {

constexpr std::size_t read_bytes = 64 * 1024;
constexpr int most_events = 256;

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

sockaddr const* generic(sockaddr_in const& address) {
    return static_cast<sockaddr const*>(static_cast<void const*>(&address));
}

void send_at_once(int descriptor) {
    int const on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

// What there is to read; false at the end of the stream.
bool read_into(int descriptor, std::string& input) {
    static std::array<char, read_bytes> buffer;
    for (;;) {
        auto const count = ::recv(descriptor, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count > 0) {
            input.append(buffer.data(), static_cast<std::size_t>(count));
            if (static_cast<std::size_t>(count) < buffer.size()) {
                return true;
            }
            continue;
        }
        return count < 0 && (errno == EAGAIN || errno == EINTR);
    }
}

struct Message {
    std::string_view head;
    std::string_view body;
    std::size_t bytes{0};
};

// A whole message at the front of `input`, if there is one. Both sides always send Content-Length.
bool whole_message(std::string_view input, Message& message) {
    auto const end = input.find("\r\n\r\n");
    if (end == std::string_view::npos) {
        return false;
    }
    auto const head = input.substr(0, end);
    std::size_t length = 0;
    for (auto const* name : {"\r\nContent-Length: ", "\r\ncontent-length: "}) {
        if (auto const at = head.find(name); at != std::string_view::npos) {
            auto const* first = head.data() + at + std::strlen(name);
            std::from_chars(first, head.data() + head.size(), length);
        }
    }
    auto const body = end + 4;
    if (input.size() < body + length) {
        return false;
    }
    message = {.head = head, .body = input.substr(body, length), .bytes = body + length};
    return true;
}

}  // namespace

void die(std::string_view what) {
    std::fprintf(
        stderr,
        "bench: %.*s: %s\n",
        static_cast<int>(what.size()),
        what.data(),
        std::strerror(errno)
    );
    std::exit(1);
}

Loop::Loop() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    if (epoll_ < 0) {
        die("epoll_create1");
    }
}

Loop::~Loop() {
    ::close(epoll_);
}

void Loop::watch(int descriptor, Ready ready) {
    watched_[descriptor] = std::make_shared<Ready>(std::move(ready));
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = descriptor;
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) != 0) {
        die("epoll_ctl");
    }
}

void Loop::forget(int descriptor) {
    watched_.erase(descriptor);
    ::epoll_ctl(epoll_, EPOLL_CTL_DEL, descriptor, nullptr);
}

void Loop::step(SteadyTime until) {
    auto const left = std::max(
        std::chrono::nanoseconds(0),
        std::chrono::duration_cast<std::chrono::nanoseconds>(
            until - std::chrono::steady_clock::now()
        )
    );
    auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
    timespec const timeout{
        .tv_sec = static_cast<time_t>(seconds.count()),
        .tv_nsec = static_cast<long>((left - seconds).count())
    };
    std::array<epoll_event, most_events> events{};
    int const count = ::epoll_pwait2(epoll_, events.data(), most_events, &timeout, nullptr);
    for (int i = 0; i < count; ++i) {
        auto const& event = events.at(static_cast<std::size_t>(i));
        if (auto const found = watched_.find(event.data.fd); found != watched_.end()) {
            auto const ready = found->second;  // It may forget itself.
            (*ready)(event.events);
        }
    }
}

Client::Client(Loop& loop, std::uint16_t port, std::size_t connections) : loop_(loop), port_(port) {
    for (std::size_t i = 0; i < connections; ++i) {
        connections_.push_back(std::make_unique<Connection>());
        open(*connections_.back());
        idle_.push_back(connections_.back().get());
    }
}

Client::~Client() {
    for (auto const& connection : connections_) {
        loop_.forget(connection->descriptor);
        ::close(connection->descriptor);
    }
}

void Client::open(Connection& connection) {
    connection.descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto const address = loopback(port_);
    if (::connect(connection.descriptor, generic(address), sizeof address) != 0) {
        die("connect");
    }
    send_at_once(connection.descriptor);
    loop_.watch(connection.descriptor, [this, &connection](std::uint32_t) { serve(connection); });
}

void Client::post(std::string request, Answered answered) {
    waiting_.emplace_back(std::move(request), std::move(answered));
    ++in_flight_;
    if (!idle_.empty()) {
        auto* const connection = idle_.back();
        idle_.pop_back();
        take(*connection);
    }
}

void Client::take(Connection& connection) {
    connection.output = std::move(waiting_.front().first);
    connection.answered = std::move(waiting_.front().second);
    waiting_.pop_front();
    connection.written = 0;
    connection.busy = true;
    connection.sent_at = std::chrono::steady_clock::now();
    flush(connection);
}

// Requests are far smaller than a socket's buffer, so a blocking send never waits long.
void Client::flush(Connection& connection) {
    while (connection.written < connection.output.size()) {
        auto const count = ::send(
            connection.descriptor,
            connection.output.data() + connection.written,
            connection.output.size() - connection.written,
            MSG_NOSIGNAL
        );
        if (count <= 0) {
            return;  // The reader sees the broken connection.
        }
        connection.written += static_cast<std::size_t>(count);
    }
}

void Client::serve(Connection& connection) {
    bool const alive = read_into(connection.descriptor, connection.input);
    Message message;
    if (connection.busy && whole_message(connection.input, message)) {
        int status = 0;
        auto const code = message.head.substr(message.head.find(' ') + 1, 3);
        std::from_chars(code.data(), code.data() + code.size(), status);
        bool const closing = message.head.find("onnection: close") != std::string_view::npos;
        connection.input.erase(0, message.bytes);
        if (!alive || closing) {
            loop_.forget(connection.descriptor);
            ::close(connection.descriptor);
            connection.input.clear();
            open(connection);
        }
        finish(connection, status);
    } else if (!alive) {
        loop_.forget(connection.descriptor);
        ::close(connection.descriptor);
        connection.input.clear();
        open(connection);
        if (connection.busy) {
            finish(connection, 0);
        }
    }
}

void Client::finish(Connection& connection, int status) {
    auto answered = std::move(connection.answered);
    auto const sent_at = connection.sent_at;
    connection.busy = false;
    --in_flight_;
    if (waiting_.empty()) {
        idle_.push_back(&connection);
    } else {
        take(connection);
    }
    answered(status, sent_at);
}

Listener::Listener(Loop& loop, std::uint16_t port, Handle handle)
    : loop_(loop),
      descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)),
      handle_(std::move(handle)) {
    int const on = 1;
    ::setsockopt(descriptor_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    auto const address = loopback(port);
    if (::bind(descriptor_, generic(address), sizeof address) != 0) {
        die("bind");
    }
    if (::listen(descriptor_, SOMAXCONN) != 0) {
        die("listen");
    }
    loop_.watch(descriptor_, [this](std::uint32_t) { accept_all(); });
}

Listener::~Listener() {
    for (auto const& [descriptor, peer] : peers_) {
        loop_.forget(descriptor);
        ::close(descriptor);
    }
    loop_.forget(descriptor_);
    ::close(descriptor_);
}

void Listener::accept_all() {
    for (;;) {
        int const descriptor = ::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor < 0) {
            return;
        }
        send_at_once(descriptor);
        peers_[descriptor].descriptor = descriptor;
        loop_.watch(descriptor, [this, descriptor](std::uint32_t) { serve(descriptor); });
    }
}

void Listener::serve(int descriptor) {
    auto& peer = peers_[descriptor];
    bool const alive = read_into(descriptor, peer.input);
    while (answer_one(peer)) {
    }
    if (!alive) {
        loop_.forget(descriptor);
        ::close(descriptor);
        peers_.erase(descriptor);
    }
}

bool Listener::answer_one(Peer& peer) {
    Message message;
    if (!whole_message(peer.input, message)) {
        return false;
    }
    auto const line = message.head.substr(0, message.head.find("\r\n"));
    auto const from = line.find(' ') + 1;
    auto const json = handle_(line.substr(from, line.rfind(' ') - from), message.body);
    auto const answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
                        std::to_string(json.size()) + "\r\n\r\n" + json;
    peer.input.erase(0, message.bytes);
    std::ignore = ::send(peer.descriptor, answer.data(), answer.size(), MSG_NOSIGNAL);
    return true;
}

}  // namespace croozer::bench
