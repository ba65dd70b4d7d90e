// The calls as they leave, against a scripted server on the loopback.
#include "meta/business_platform.hpp"

#include "meta/graph_codec.hpp"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <functional>
#include <future>
#include <mutex>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace croozer::meta {
namespace {

// Answers one request a connection.
class ScriptedServer {
public:
    struct Reply {
        int status;
        std::string body;
    };

    using Script = std::function<Reply(std::string const& request)>;

    explicit ScriptedServer(Script script) : script_(std::move(script)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(::listen(listener_, 16), 0);
        socklen_t size = sizeof address;
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }

    ScriptedServer(ScriptedServer const&) = delete;
    ScriptedServer& operator=(ScriptedServer const&) = delete;

    ~ScriptedServer() {
        stopping_ = true;
        thread_.join();
        ::close(listener_);
    }

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

    // First lines with their bodies, as they came.
    [[nodiscard]] std::vector<std::string> requests() {
        std::scoped_lock const lock(mutex_);
        return requests_;
    }

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

    void serve() {
        while (readable(listener_)) {
            int const socket = ::accept(listener_, nullptr, nullptr);
            std::string text;
            std::array<char, 8192> bytes{};
            while (!is_whole(text) && readable(socket)) {
                auto const count = ::recv(socket, bytes.data(), bytes.size(), 0);
                if (count <= 0) {
                    break;
                }
                text.append(bytes.data(), static_cast<std::size_t>(count));
            }
            auto const reply = script_(text);
            {
                std::scoped_lock const lock(mutex_);
                requests_.push_back(text);
            }
            auto const whole = "HTTP/1.1 " + std::to_string(reply.status) +
                               " X\r\nConnection: close\r\nContent-Type: application/json\r\n"
                               "Content-Length: " +
                               std::to_string(reply.body.size()) + "\r\n\r\n" + reply.body;
            ::send(socket, whole.data(), whole.size(), MSG_NOSIGNAL);
            ::close(socket);
        }
    }

    static bool is_whole(std::string const& text) {
        auto const end = text.find("\r\n\r\n");
        auto const at = text.find("Content-Length: ");
        auto const length = at < end ? std::stoul(text.substr(at + 16)) : 0;
        return end != std::string::npos && text.size() >= end + 4 + length;
    }

    Script script_;
    int listener_{-1};
    std::uint16_t port_{0};
    std::atomic<bool> stopping_{false};
    std::mutex mutex_;
    std::vector<std::string> requests_;
    std::thread thread_;
};

constexpr auto refused =
    R"({"error":{"message":"(#100) Tried accessing nonexisting field","code":100}})";

class BusinessPlatformTest : public testing::Test {
protected:
    void serve(ScriptedServer::Script script) {
        server_.emplace(std::move(script));
        graph_.emplace(
            GraphClientOptions{
                .graph_url = server_->url(), .version = "v26.0", .app_secret = Secret("s")
            },
            http_
        );
        platform_.emplace(
            BusinessPlatformOptions{.app_id = "42", .app_secret = Secret("s")}, *graph_
        );
    }

    template <class T, class Start>
    app::PlatformResult<T> wait_for(Start start) {
        std::promise<app::PlatformResult<T>> promise;
        start([&promise](app::PlatformResult<T> result) { promise.set_value(std::move(result)); });
        return promise.get_future().get();
    }

    std::optional<ScriptedServer> server_;
    net::HttpClient http_;
    std::optional<GraphCaller> graph_;
    std::optional<BusinessPlatform> platform_;
};

TEST_F(BusinessPlatformTest, ACodeIsExchangedWithoutAnAddress) {
    serve([](std::string const&) {
        return ScriptedServer::Reply{200, R"({"access_token":"T","expires_in":5184000})"};
    });
    auto const granted = wait_for<app::GrantedToken>([&](auto done) {
        platform_->exchange_code("a/b", std::move(done));
    });
    EXPECT_EQ(granted.value().token.reveal(), "T");
    EXPECT_TRUE(server_->requests().front().starts_with(
        "GET /v26.0/oauth/access_token?client_id=42&client_secret=s&code=a%2Fb HTTP/1.1\r\n"
    )) << server_->requests().front();
}

TEST_F(BusinessPlatformTest, AUsedCodeIsRefusedWithMetasWords) {
    serve([](std::string const&) {
        return ScriptedServer::Reply{
            400, R"({"error":{"message":"code has been used","code":100,"error_subcode":36009}})"
        };
    });
    auto const granted = wait_for<app::GrantedToken>([&](auto done) {
        platform_->exchange_code("a", std::move(done));
    });
    ASSERT_FALSE(granted);
    EXPECT_FALSE(granted.error().is_passing);
    EXPECT_EQ(granted.error().subcode, 36'009);
    EXPECT_EQ(granted.error().detail, "code has been used");
}

TEST_F(BusinessPlatformTest, AnAnswerWithoutATokenMayPass) {
    serve([](std::string const&) { return ScriptedServer::Reply{200, "{}"}; });
    auto const granted = wait_for<app::GrantedToken>([&](auto done) {
        platform_->extend_token(Secret("T"), std::move(done));
    });
    ASSERT_FALSE(granted);
    EXPECT_TRUE(granted.error().is_passing);
}

TEST_F(BusinessPlatformTest, ATokenIsInspectedByTheApp) {
    serve([](std::string const&) {
        return ScriptedServer::Reply{200, R"({"data":{"app_id":"42","is_valid":true}})"};
    });
    auto const facts = wait_for<app::TokenFacts>([&](auto done) {
        platform_->inspect_token(Secret("T"), std::move(done));
    });
    EXPECT_TRUE(facts.value().is_valid);
    auto const request = server_->requests().front();
    EXPECT_TRUE(request.starts_with("GET /v26.0/debug_token?input_token=T&")) << request;
    EXPECT_TRUE(request.contains("\r\nAuthorization: Bearer 42|s\r\n")) << request;
}

TEST_F(BusinessPlatformTest, OneForbiddenFieldDoesNotFailTheRead) {
    serve([](std::string const& request) -> ScriptedServer::Reply {
        if (request.contains("health_status")) {
            return {400, refused};
        }
        if (request.contains("fields=id%2Cdisplay_phone_number%2Cverified_name&")) {
            return {200, R"({"id":"200","verified_name":"V"})"};
        }
        if (request.contains("fields=throughput&")) {
            return {200, R"({"id":"200","throughput":{"level":"HIGH"}})"};
        }
        return {200, R"({"id":"200"})"};
    });
    auto const number = wait_for<app::NumberFacts>([&](auto done) {
        platform_->read_number(Secret("T"), "200", std::move(done));
    });
    EXPECT_EQ(number.value().verified_name, "V");
    EXPECT_EQ(number.value().throughput_level, "HIGH");
    EXPECT_EQ(number.value().health.can_send, "");
    // All at once, the needed ones, and nine one by one.
    EXPECT_EQ(server_->requests().size(), 11U);
}

TEST_F(BusinessPlatformTest, WhatMayNotBeReadIsNotMissing) {
    std::atomic<bool> forbidden{true};
    serve([&forbidden](std::string const& request) -> ScriptedServer::Reply {
        if (forbidden && request.contains("primary_funding_id")) {
            return {400, refused};
        }
        return {200, R"({"id":"100","account_review_status":"APPROVED"})"};
    });
    auto const read = [&] {
        return wait_for<app::WabaFacts>([&](auto done) {
            platform_->read_waba(Secret("T"), "100", std::move(done));
        });
    };
    EXPECT_FALSE(read().value().funding_id) << "nobody knows";
    forbidden = false;
    EXPECT_EQ(read().value().funding_id, "") << "there is none";
}

TEST_F(BusinessPlatformTest, AnAnswerThatSaysNothingIsNotBelieved) {
    serve([](std::string const&) { return ScriptedServer::Reply{200, "{}"}; });
    auto const passes = [](auto const& answer) { return !answer && answer.error().is_passing; };
    EXPECT_TRUE(passes(wait_for<app::TokenFacts>([&](auto done) {
        platform_->inspect_token(Secret("T"), std::move(done));
    })));
    EXPECT_TRUE(passes(wait_for<app::WabaFacts>([&](auto done) {
        platform_->read_waba(Secret("T"), "100", std::move(done));
    })));
    EXPECT_TRUE(passes(wait_for<app::NumberFacts>([&](auto done) {
        platform_->read_number(Secret("T"), "200", std::move(done));
    })));
    EXPECT_TRUE(passes(wait_for<app::ProfileFacts>([&](auto done) {
        platform_->read_profile(Secret("T"), "200", std::move(done));
    })));
    EXPECT_TRUE(passes(wait_for<std::vector<app::SubscribedApp>>([&](auto done) {
        platform_->subscribed_apps(Secret("T"), "100", std::move(done));
    })));
}

TEST_F(BusinessPlatformTest, ANumberThatCannotBeSeenIsRefused) {
    serve([](std::string const&) { return ScriptedServer::Reply{400, refused}; });
    auto const number = wait_for<app::NumberFacts>([&](auto done) {
        platform_->read_number(Secret("T"), "200", std::move(done));
    });
    ASSERT_FALSE(number);
    EXPECT_EQ(number.error().code, 100);
    EXPECT_EQ(server_->requests().size(), 2U);
}

TEST_F(BusinessPlatformTest, TroubleInTheMiddleFailsTheRead) {
    serve([](std::string const& request) -> ScriptedServer::Reply {
        if (request.contains("fields=platform_type&")) {
            return {503, ""};
        }
        return request.contains("health_status") ? ScriptedServer::Reply{400, refused}
                                                 : ScriptedServer::Reply{200, R"({"id":"200"})"};
    });
    auto const number = wait_for<app::NumberFacts>([&](auto done) {
        platform_->read_number(Secret("T"), "200", std::move(done));
    });
    ASSERT_FALSE(number);
    EXPECT_TRUE(number.error().is_passing);
}

TEST_F(BusinessPlatformTest, NumbersWithoutTheFieldsThatAreRefused) {
    serve([](std::string const& request) -> ScriptedServer::Reply {
        return request.contains("fields=")
                   ? ScriptedServer::Reply{403, refused}
                   : ScriptedServer::Reply{200, R"({"data":[{"id":"200"}]})"};
    });
    auto const numbers = wait_for<std::vector<app::NumberFacts>>([&](auto done) {
        platform_->list_numbers(Secret("T"), "100", std::move(done));
    });
    ASSERT_EQ(numbers.value().size(), 1U);
    EXPECT_EQ(numbers.value().front().id, "200");
}

TEST_F(BusinessPlatformTest, RegistersWithThePin) {
    serve([](std::string const&) { return ScriptedServer::Reply{200, R"({"success":true})"}; });
    auto const registered = wait_for<bool>([&](auto done) {
        platform_->register_number(Secret("T"), "200", Secret("482913"), std::move(done));
    });
    EXPECT_TRUE(registered.value());
    auto const request = server_->requests().front();
    EXPECT_TRUE(request.starts_with("POST /v26.0/200/register?appsecret_proof=")) << request;
    EXPECT_TRUE(request.ends_with(R"({"messaging_product":"whatsapp","pin":"482913"})")) << request;
}

TEST_F(BusinessPlatformTest, SuccessMustNotBeFalse) {
    serve([](std::string const& request) {
        return ScriptedServer::Reply{
            200, request.starts_with("DELETE ") ? R"({"success":false})" : R"({"success":true})"
        };
    });
    EXPECT_TRUE(wait_for<bool>([&](auto done) {
        platform_->subscribe(Secret("T"), "100", std::move(done));
    }));
    EXPECT_FALSE(wait_for<bool>([&](auto done) {
        platform_->unsubscribe(Secret("T"), "100", std::move(done));
    }));
}

TEST_F(BusinessPlatformTest, AnIdCannotChangeThePath) {
    serve([](std::string const&) { return ScriptedServer::Reply{200, "{}"}; });
    for (auto const* const id : {"", "1/2", "1?x", "../1"}) {
        EXPECT_FALSE(wait_for<app::ProfileFacts>([&](auto done) {
            platform_->read_profile(Secret("T"), id, std::move(done));
        })) << id;
    }
    EXPECT_TRUE(server_->requests().empty());
}

}  // namespace
}  // namespace croozer::meta
