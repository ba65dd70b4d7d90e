// A client and a running server for the tests of the whole listener.
#pragma once

#include "http/server.hpp"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <array>
#include <mutex>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace croozer::http {

using namespace std::chrono_literals;
using namespace std::string_literals;

// A plain blocking client; every read gives up after five seconds.
class Client {
public:
    explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    }

    Client(Client const&) = delete;
    Client& operator=(Client const&) = delete;

    ~Client() { ::close(socket_); }

    void send(std::string_view bytes) const {
        while (!bytes.empty()) {
            auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) {
                return;
            }
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    // Reads until `text` has come; what was read until then, and with it, is returned.
    std::string until(std::string_view text) {
        while (!buffer_.contains(text) && more()) {
        }
        auto const end = std::min(buffer_.find(text), buffer_.size());
        auto const size = std::min(end + text.size(), buffer_.size());
        auto out = buffer_.substr(0, size);
        buffer_.erase(0, size);
        return out;
    }

    // One answer with Content-Length, head and body.
    std::string answer(bool has_body = true) {
        auto out = until("\r\n\r\n");
        auto const at = out.find("content-length: ");
        if (at == std::string::npos || !has_body) {
            return out;
        }
        auto const size = static_cast<std::size_t>(std::stoul(out.substr(at + 16)));
        while (buffer_.size() < size && more()) {
        }
        out += buffer_.substr(0, size);
        buffer_.erase(0, std::min(size, buffer_.size()));
        return out;
    }

    // Everything until the server closes.
    std::string rest() {
        while (more()) {
        }
        return std::exchange(buffer_, {});
    }

    std::string ask(std::string_view bytes) {
        send(bytes);
        return answer();
    }

private:
    bool more() {
        pollfd wait{socket_, POLLIN, 0};
        std::array<char, 16'384> bytes{};
        if (::poll(&wait, 1, 5'000) <= 0) {
            ADD_FAILURE() << "nothing came";
            return false;
        }
        auto const count = ::recv(socket_, bytes.data(), bytes.size(), 0);
        if (count <= 0) {
            return false;
        }
        buffer_.append(bytes.data(), static_cast<std::size_t>(count));
        return true;
    }

    int socket_;
    std::string buffer_;
};

inline int status_of(std::string const& answer) {
    return answer.size() > 12 ? std::stoi(answer.substr(9, 3)) : 0;
}

inline std::string body_of(std::string const& answer) {
    return answer.substr(answer.find("\r\n\r\n") + 4);
}

inline std::string get(std::string const& target) {
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

class ServerTest : public testing::Test {
protected:
    void SetUp() override {
        router_.add(Method::Get, "/hello/{name}", [](Request const& request, Respond respond) {
            respond(Response::text(
                200,
                std::string(request.path_parameter("name")) + " " + request.remote_address + " " +
                    request.route
            ));
        });
        router_.add(
            Method::Post,
            "/echo",
            [](Request request, Respond respond) {
                respond(Response::text(200, std::move(request.body)));
            },
            {.body_bytes = 100'000}
        );
        router_.add(Method::Post, "/later", [this](Request const&, Respond respond) {
            std::scoped_lock const lock(mutex_);
            later_.push_back(std::move(respond));
        });
        router_.add(Method::Get, "/drop", [](Request const&, Respond const&) {});
        router_.add(Method::Get, "/throw", [](Request const&, Respond const&) {
            throw std::runtime_error("bug");
        });
        router_.add(Method::Get, "/big", [](Request const&, Respond respond) {
            respond(Response::text(200, std::string(8'000'000, 'b')));
        });
        router_.add(Method::Get, "/split", [](Request const&, Respond respond) {
            respond(Response::text(200, "x").set("x-name", "a\r\nevil: 1"));
        });
        router_.add(Method::Get, "/events", [this](Request const&, Respond respond) {
            Response response;
            response.stream = std::make_shared<EventStream>();
            {
                std::scoped_lock const lock(mutex_);
                stream_ = response.stream;
            }
            response.stream->push("data: first\n\n");
            respond(std::move(response));
        });
    }

    void start() {
        auto server = Server::start(options_, router_);
        ASSERT_TRUE(server) << server.error().detail;
        server_ = *std::move(server);
    }

    Respond take_later() {
        for (int tries = 0; tries < 500; ++tries) {
            {
                std::scoped_lock const lock(mutex_);
                if (!later_.empty()) {
                    auto respond = std::move(later_.back());
                    later_.pop_back();
                    return respond;
                }
            }
            std::this_thread::sleep_for(10ms);
        }
        ADD_FAILURE() << "no request came";
        return [](Response const&) {};
    }

    std::shared_ptr<EventStream> stream() {
        std::scoped_lock const lock(mutex_);
        return stream_;
    }

    ServerOptions options_;
    Router router_;
    std::mutex mutex_;
    std::vector<Respond> later_;
    std::shared_ptr<EventStream> stream_;
    std::unique_ptr<Server> server_;
};

}  // namespace croozer::http
