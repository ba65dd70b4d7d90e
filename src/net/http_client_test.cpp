#include "net/http_client.hpp"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <atomic>
#include <future>
#include <mutex>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace croozer::net {

namespace {

using namespace std::chrono_literals;
using Outcome = std::expected<OutgoingResponse, TransportFailure>;

// Reads whole requests and gives each to `answer`; what that returns is written, and an empty text
// closes the connection without an answer. A thread a connection.
class TinyServer {
public:
    using Answer = std::function<std::string(std::string const& request)>;

    explicit TinyServer(Answer answer) : answer_(std::move(answer)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(::listen(listener_, 64), 0);
        socklen_t size = sizeof address;
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        acceptor_ = std::thread([this] { accept_all(); });
    }

    TinyServer(TinyServer const&) = delete;
    TinyServer& operator=(TinyServer const&) = delete;

    ~TinyServer() {
        stopping_ = true;
        acceptor_.join();
        for (auto& thread : threads_) {
            thread.join();
        }
        ::close(listener_);
    }

    [[nodiscard]] std::string url(std::string const& path = "/") const {
        return "http://127.0.0.1:" + std::to_string(port_) + path;
    }

    void refuse_connections() {
        refusing_ = true;
        ::shutdown(listener_, SHUT_RD);
    }

    [[nodiscard]] int connections() const { return connections_; }

    [[nodiscard]] int requests() const { return requests_; }

private:
    [[nodiscard]] bool readable(int socket) const {
        while (!stopping_) {
            pollfd wait{socket, POLLIN, 0};
            if (::poll(&wait, 1, 20) > 0) {
                return true;
            }
        }
        return false;
    }

    void accept_all() {
        while (readable(listener_) && !refusing_) {
            int const socket = ::accept(listener_, nullptr, nullptr);
            ++connections_;
            threads_.emplace_back([this, socket] { serve(socket); });
        }
    }

    void serve(int socket) {
        int const on{1};
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        std::string buffer;
        std::array<char, 65'536> bytes{};
        while (readable(socket)) {
            auto const count = ::recv(socket, bytes.data(), bytes.size(), 0);
            if (count <= 0) {
                break;
            }
            buffer.append(bytes.data(), static_cast<std::size_t>(count));
            auto const end = buffer.find("\r\n\r\n");
            auto const at = buffer.find("Content-Length: ");
            auto const length = at < end ? std::stoul(buffer.substr(at + 16)) : 0;
            if (end == std::string::npos || buffer.size() < end + 4 + length) {
                continue;
            }
            ++requests_;
            auto const reply = answer_(buffer);
            buffer.clear();
            if (reply.empty()) {
                break;
            }
            ::send(socket, reply.data(), reply.size(), MSG_NOSIGNAL);
        }
        ::close(socket);
    }

    Answer answer_;
    int listener_{-1};
    std::uint16_t port_{0};
    std::atomic<bool> stopping_{false};
    std::atomic<bool> refusing_{false};
    std::atomic<int> connections_{0};
    std::atomic<int> requests_{0};
    std::thread acceptor_;
    std::vector<std::thread> threads_;
};

std::string ok(std::string const& body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\nX-Name:  Value \r\n\r\n" + body;
}

Outcome ask(HttpClient& client, OutgoingRequest request) {
    std::promise<Outcome> promise;
    auto future = promise.get_future();
    client.send(std::move(request), [&](Outcome outcome) {
        promise.set_value(std::move(outcome));
    });
    return future.get();
}

OutgoingRequest post(std::string url, std::string body) {
    return {.method = "POST", .url = std::move(url), .headers = {}, .body = std::move(body)};
}

}  // namespace

TEST(HttpClient, SendsAndReads) {
    std::string seen;
    TinyServer server([&](std::string const& request) {
        seen = request;
        return ok("answer");
    });
    HttpClient client;
    auto request = post(server.url("/v1/x?y=z"), "body");
    request.headers = {"Authorization: Bearer t", "Content-Type: application/json"};
    auto const outcome = ask(client, std::move(request));
    ASSERT_TRUE(outcome) << outcome.error().detail;
    EXPECT_EQ(outcome->status, 200);
    EXPECT_EQ(outcome->body, "answer");
    EXPECT_EQ(outcome->header("x-name"), "Value");
    EXPECT_GT(outcome->elapsed, 0us);
    EXPECT_TRUE(seen.starts_with("POST /v1/x?y=z HTTP/1.1\r\n"));
    EXPECT_NE(seen.find("Authorization: Bearer t\r\n"), std::string::npos);
    EXPECT_EQ(seen.find("Expect"), std::string::npos);
    EXPECT_TRUE(seen.ends_with("\r\n\r\nbody"));
}

TEST(HttpClient, MethodsAndNoRedirects) {
    std::string seen;
    TinyServer server([&](std::string const& request) {
        seen = request.substr(0, request.find(' '));
        return std::string("HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n");
    });
    HttpClient client;
    for (std::string const method : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}) {
        for (std::string const body : {"", "b"}) {
            if (!body.empty() && (method == "HEAD" || method == "GET")) {
                continue;
            }
            auto request = post(server.url(), body);
            request.method = method;
            auto const outcome = ask(client, request);
            ASSERT_TRUE(outcome) << method << outcome.error().detail;
            EXPECT_EQ(outcome->status, 302);
            EXPECT_EQ(seen, method);
        }
    }
    EXPECT_EQ(server.requests(), 10);
}

TEST(HttpClient, RefusedConnectionsAndBadNamesWereNotSent) {
    HttpClient client;
    auto outcome = ask(client, post("http://127.0.0.1:1/", "b"));
    ASSERT_FALSE(outcome);
    EXPECT_FALSE(outcome.error().request_may_have_been_sent);
    outcome = ask(client, post("https://no-such-host.invalid/", "b"));
    ASSERT_FALSE(outcome);
    EXPECT_FALSE(outcome.error().request_may_have_been_sent);
}

TEST(HttpClient, TlsFailureWasNotSent) {
    TinyServer server([](std::string const&) { return std::string("not TLS at all\r\n\r\n"); });
    HttpClient client;
    auto request = post("https" + server.url().substr(4), "b");
    request.timeout = 1s;
    auto const outcome = ask(client, request);
    ASSERT_FALSE(outcome);
    EXPECT_FALSE(outcome.error().request_may_have_been_sent);
}

TEST(HttpClient, SilenceAfterTheRequestIsAmbiguous) {
    TinyServer server([](std::string const&) {
        std::this_thread::sleep_for(600ms);
        return ok("late");
    });
    HttpClient client;
    auto request = post(server.url(), "b");
    request.timeout = 200ms;
    auto const outcome = ask(client, request);
    ASSERT_FALSE(outcome);
    EXPECT_TRUE(outcome.error().request_may_have_been_sent);
}

TEST(HttpClient, AHalfWrittenRequestWasNotSent) {
    // Accepts in the kernel only, so that a large body cannot be written whole.
    int const listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ASSERT_EQ(::listen(listener, 4), 0);
    socklen_t size = sizeof address;
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    HttpClient client;
    auto request = post(
        "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/",
        std::string(24U * 1024 * 1024, 'x')
    );
    request.timeout = 500ms;
    auto const outcome = ask(client, request);
    ASSERT_FALSE(outcome);
    EXPECT_FALSE(outcome.error().request_may_have_been_sent);
    ::close(listener);
}

// The case that would send a customer's message twice: a kept connection that dies after the
// request. libcurl by itself would repeat it.
TEST(HttpClient, NeverRepeatsAPostOnADeadConnection) {
    std::atomic<int> count{0};
    TinyServer server([&](std::string const&) { return ++count == 1 ? ok("first") : std::string(); }
    );
    HttpClient client;
    ASSERT_TRUE(ask(client, post(server.url(), "one")));
    auto const outcome = ask(client, post(server.url(), "two"));
    ASSERT_FALSE(outcome);
    EXPECT_TRUE(outcome.error().request_may_have_been_sent);
    // It does connect again before it learns that it may not rewind, but sends no request there.
    EXPECT_EQ(server.requests(), 2);
    // Nor without a body.
    EXPECT_FALSE(ask(client, post(server.url(), "")));
    EXPECT_EQ(server.requests(), 3);
}

TEST(HttpClient, ADeadConnectionIsAmbiguousEvenIfTheNextIsRefused) {
    std::atomic<int> count{0};
    TinyServer* running{nullptr};
    TinyServer server([&](std::string const&) {
        if (++count == 1) {
            return ok("first");
        }
        running->refuse_connections();
        return std::string();
    });
    running = &server;
    HttpClient client;
    ASSERT_TRUE(ask(client, post(server.url(), "one")));
    auto const outcome = ask(client, post(server.url(), "two"));
    ASSERT_FALSE(outcome);
    EXPECT_TRUE(outcome.error().request_may_have_been_sent) << outcome.error().detail;
}

TEST(HttpClient, KeepsConnections) {
    TinyServer server([](std::string const&) { return ok("x"); });
    HttpClient client;
    for (int count = 0; count < 20; ++count) {
        ASSERT_TRUE(ask(client, post(server.url(), "b")));
    }
    EXPECT_EQ(server.connections(), 1);
}

TEST(HttpClient, AnswersAreBounded) {
    TinyServer server([](std::string const&) { return ok(std::string(5'000, 'x')); });
    HttpClient client;
    auto request = post(server.url(), "b");
    request.response_bytes = 4'999;
    auto const outcome = ask(client, request);
    ASSERT_FALSE(outcome);
    EXPECT_TRUE(outcome.error().request_may_have_been_sent);
    EXPECT_EQ(outcome.error().detail, "the answer is larger than the limit");
    request.response_bytes = 5'000;
    EXPECT_TRUE(ask(client, request));
}

TEST(HttpClient, TheQueueIsBoundedAndStopEndsAll) {
    TinyServer server([](std::string const&) {
        std::this_thread::sleep_for(300ms);
        return ok("x");
    });
    HttpClient client({.in_flight = 1, .queue = 2});
    std::atomic<int> answered{0};
    std::atomic<int> unsent{0};
    std::atomic<int> ambiguous{0};
    auto const send = [&] {
        client.send(post(server.url(), "b"), [&](Outcome const& outcome) {
            if (outcome) {
                ++answered;
            } else if (outcome.error().request_may_have_been_sent) {
                ++ambiguous;
            } else {
                ++unsent;
            }
        });
    };
    send();
    std::this_thread::sleep_for(100ms);
    for (int count = 0; count < 5; ++count) {
        send();
    }
    EXPECT_EQ(unsent, 3);
    client.stop();
    EXPECT_EQ(unsent, 5);
    EXPECT_EQ(ambiguous, 1);
    EXPECT_EQ(answered, 0);
    send();
    EXPECT_EQ(unsent, 6);
    client.stop();
}

TEST(HttpClient, WaitingInOurQueueCounts) {
    TinyServer server([](std::string const&) {
        std::this_thread::sleep_for(1s);
        return ok("x");
    });
    HttpClient client({.in_flight = 1});
    std::promise<void> first;
    client.send(post(server.url(), "b"), [&](Outcome const&) { first.set_value(); });
    auto request = post(server.url(), "b");
    request.timeout = 100ms;
    auto const outcome = ask(client, request);
    ASSERT_FALSE(outcome);
    EXPECT_FALSE(outcome.error().request_may_have_been_sent);
    first.get_future().wait();
    EXPECT_EQ(server.requests(), 1);
}

TEST(HttpClient, ManyAtOnce) {
    TinyServer server([](std::string const&) { return ok("x"); });
    HttpClient client;
    constexpr int total = 2'000;
    std::atomic<int> good{0};
    std::promise<void> all;
    std::atomic<int> finished{0};
    for (int count = 0; count < total; ++count) {
        auto request = post(server.url(), "{}");
        // For slow machines under a sanitizer.
        request.timeout = 120s;
        client.send(std::move(request), [&](Outcome const& outcome) {
            good += outcome ? 1 : 0;
            if (++finished == total) {
                all.set_value();
            }
        });
    }
    all.get_future().wait();
    EXPECT_EQ(good, total);
    EXPECT_LE(server.connections(), 32);
}

}  // namespace croozer::net
