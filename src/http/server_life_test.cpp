// The whole server over real sockets: time, streams and the end.
#include "http/server.hpp"
#include "http/server_fixture.hpp"

#include <atomic>
#include <memory>

namespace croozer::http {

TEST_F(ServerTest, SlowRequestsTimeOut) {
    options_.header_time = 300ms;
    options_.body_time = 300ms;
    options_.idle_time = 300ms;
    start();
    {
        Client client(server_->port());
        client.send("GET / HT");
        EXPECT_EQ(status_of(client.rest()), 408);
    }
    {
        Client client(server_->port());
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
        EXPECT_EQ(status_of(client.rest()), 408);
    }
    {
        Client idle(server_->port());
        EXPECT_EQ(idle.rest(), "");
        Client kept(server_->port());
        EXPECT_EQ(status_of(kept.ask(get("/hello/b"))), 200);
        EXPECT_EQ(kept.rest(), "");
    }
}

TEST_F(ServerTest, DrippedBodiesTimeOut) {
    options_.body_grace_time = 300ms;
    start();
    Client client(server_->port());
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n");
    for (int count = 0; count < 8; ++count) {
        client.send("x");
        std::this_thread::sleep_for(100ms);
    }
    EXPECT_EQ(status_of(client.answer()), 408);
}

// What is left of a refused body must not be read as the next request, however it is refused.
TEST_F(ServerTest, ARefusalWithAnUnreadBodyEndsTheConnection) {
    options_.body_time = 300ms;
    options_.bodies_in_flight_bytes = 1'000;
    options_.public_hosts = {"a"};
    router_.add(
        Method::Post,
        "/signed",
        [](Request const&, Respond respond) { respond(Response::text(200, "")); },
        {.check_head = [](Request const&) { return std::optional(Response::text(401, "")); }}
    );
    start();

    struct Case {
        std::string head;
        std::size_t sent;
        int status;
    };

    auto const post = [](std::string const& path, std::string const& fields) {
        return "POST " + path + " HTTP/1.1\r\n" + fields + "\r\n";
    };
    std::vector<Case> const cases{
        {post("/echo", "Host: a\r\nContent-Length: 20000\r\n"), 100, 408},
        {post("/echo", "Host: a\r\nContent-Length: 90000\r\n"), 80'000, 503},
        {post("/echo", "Host: a\r\nContent-Length: 300000\r\n"), 100, 413},
        {post("/signed", "Host: a\r\nContent-Length: 100\r\n"), 0, 401},
        {post("/nothing", "Host: a\r\nContent-Length: 100\r\n"), 0, 404},
        {post("/hello/b", "Host: a\r\nContent-Length: 100\r\n"), 0, 405},
        {post("/echo", "Host: b\r\nContent-Length: 100\r\n"), 0, 421},
        {post("/echo", "Host: a\r\nContent-Encoding: gzip\r\nContent-Length: 100\r\n"), 0, 415},
        {post("/echo", "Host: a\r\nTransfer-Encoding: chunked\r\n") + "5\r\nab", 0, 408},
    };
    for (auto const& each : cases) {
        Client client(server_->port());
        client.send(each.head + std::string(each.sent, 'x'));
        auto answers = client.until("\r\n\r\n");
        // The rest of the body comes after the refusal.
        client.send(get("/hello/evil"));
        answers += client.rest();
        EXPECT_EQ(status_of(answers), each.status) << each.head;
        EXPECT_NE(answers.find("connection: close\r\n"), std::string::npos) << each.head;
        EXPECT_EQ(answers.find("HTTP/1.1", 1), std::string::npos) << each.head;
    }
}

// What a large answer is counted in is free again once it is sent, or read too slowly.
TEST_F(ServerTest, ALargeAnswerIsHeldNoLongerThanItsPaceAllows) {
    options_.body_grace_time = 300ms;
    options_.answer_bytes_per_second = std::size_t{1} << 40;
    std::weak_ptr<int> held;
    router_.add(Method::Get, "/held/{bytes}", [&](Request const& request, Respond respond) {
        auto const bytes = std::stoul(std::string(request.path_parameter("bytes")));
        auto response = Response::text(200, std::string(bytes, 'b'));
        auto share = std::make_shared<int>(1);
        held = share;
        response.held = std::move(share);
        respond(std::move(response));
    });
    start();
    auto const is_free = [&] {
        for (int tries = 0; tries < 500 && !held.expired(); ++tries) {
            std::this_thread::sleep_for(10ms);
        }
        return held.expired();
    };
    Client slow(server_->port());
    slow.send(get("/held/8000000"));
    EXPECT_FALSE(slow.until("\r\n\r\n").empty());
    EXPECT_FALSE(held.expired()) << "it is being sent";
    EXPECT_TRUE(is_free()) << "well before the time that a stall may last";
    Client quick(server_->port());
    EXPECT_EQ(status_of(quick.ask(get("/held/100000"))), 200);
    EXPECT_TRUE(is_free());
}

TEST_F(ServerTest, StreamsEvents) {
    options_.stream_heartbeat = 300ms;
    start();
    Client client(server_->port());
    client.send(get("/events"));
    auto const head = client.until("\r\n\r\n");
    EXPECT_NE(head.find("content-type: text/event-stream\r\n"), std::string::npos);
    EXPECT_NE(head.find("cache-control: no-store\r\n"), std::string::npos);
    EXPECT_NE(head.find("x-accel-buffering: no\r\n"), std::string::npos);
    EXPECT_EQ(client.until("\n\n"), "data: first\n\n");
    EXPECT_TRUE(stream()->push("data: second\n\n"));
    EXPECT_EQ(client.until("\n\n"), "data: second\n\n");
    EXPECT_EQ(client.until("\n\n"), ":\n\n");
    std::thread pusher([&] {
        for (int number = 0; number < 100; ++number) {
            stream()->push("data: " + std::to_string(number) + "\n\n");
        }
    });
    for (int number = 0; number < 100; ++number) {
        auto frame = client.until("\n\n");
        if (frame == ":\n\n") {
            frame = client.until("\n\n");
        }
        ASSERT_EQ(frame, "data: " + std::to_string(number) + "\n\n");
    }
    pusher.join();
    stream()->close();
    client.rest();
    EXPECT_FALSE(stream()->push("data: late\n\n"));
}

TEST_F(ServerTest, StreamLearnsThatItsClientLeft) {
    start();
    std::atomic<bool> closed{false};
    {
        Client client(server_->port());
        client.send(get("/events"));
        client.until("first\n\n");
        stream()->on_close([&] { closed = true; });
    }
    for (int tries = 0; tries < 300 && !closed; ++tries) {
        std::this_thread::sleep_for(10ms);
    }
    EXPECT_TRUE(closed);
    EXPECT_FALSE(stream()->is_open());
}

TEST_F(ServerTest, SlowStreamClientsAreDropped) {
    start();
    Client client(server_->port());
    client.send(get("/events"));
    client.until("first\n\n");
    auto const frame = std::make_shared<std::string const>(std::string(60'000, 'x'));
    int pushed{0};
    while (pushed < 10'000 && stream()->push(frame)) {
        ++pushed;
    }
    EXPECT_LT(pushed, 10'000);
    EXPECT_FALSE(stream()->is_open());
}

TEST(EventStream, QueueIsBoundedBeforeItIsAttached) {
    EventStream stream;
    int closed{0};
    stream.on_close([&] { ++closed; });
    std::size_t pushed{0};
    while (stream.push("data: x\n\n")) {
        ++pushed;
    }
    EXPECT_EQ(pushed, limits::stream_queue_events);
    EXPECT_EQ(closed, 1);
    stream.close();
    EXPECT_EQ(closed, 1);
    stream.on_close([&] { ++closed; });
    EXPECT_EQ(closed, 2);
}

TEST_F(ServerTest, StopsGracefully) {
    start();
    auto const port = server_->port();
    Client idle(port);
    EXPECT_EQ(status_of(idle.ask(get("/hello/b"))), 200);
    Client streaming(port);
    streaming.send(get("/events"));
    streaming.until("first\n\n");
    Client waiting(port);
    waiting.send("POST /later HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
    auto respond = take_later();
    std::thread stopper([&] { server_->stop(); });
    EXPECT_TRUE(streaming.rest().starts_with("event: bye\n"));
    EXPECT_EQ(idle.rest(), "");
    respond(Response::text(200, "in time"));
    auto const answer = waiting.rest();
    EXPECT_EQ(body_of(answer), "in time");
    EXPECT_NE(answer.find("connection: close"), std::string::npos);
    stopper.join();
    server_->stop();
}

TEST_F(ServerTest, StopDoesNotWaitForEver) {
    options_.stop_time = 300ms;
    start();
    Client waiting(server_->port());
    waiting.send("POST /later HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
    auto respond = take_later();
    auto const before = std::chrono::steady_clock::now();
    server_->stop();
    EXPECT_LT(std::chrono::steady_clock::now() - before, 2s);
    server_.reset();
    respond(Response::text(200, "too late"));
    EXPECT_EQ(waiting.rest(), "");
}

TEST_F(ServerTest, RefusesBadOptions) {
    start();
    ServerOptions taken;
    taken.port = server_->port();
    EXPECT_EQ(Server::start(taken, router_).error().slug, "port_taken");
    ServerOptions bad;
    bad.address = "localhost";
    EXPECT_EQ(Server::start(bad, router_).error().slug, "address");
    bad = {};
    bad.trusted_proxies = {"proxy"};
    EXPECT_EQ(Server::start(bad, router_).error().slug, "trusted_proxies");
}

TEST_F(ServerTest, ReportsExchanges) {
    std::vector<std::string> seen;
    options_.on_exchange = [&](Exchange const& exchange) {
        seen.push_back(
            std::string(method_name(exchange.method)) + " " + std::string(exchange.route) + " " +
            std::to_string(exchange.status) + " " + std::to_string(exchange.request_body_bytes) +
            " " + std::to_string(exchange.response_body_bytes)
        );
    };
    start();
    {
        Client client(server_->port());
        client.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
        client.ask(get("/nothing"));
    }
    server_->stop();
    std::vector<std::string> const expected{"POST /echo 200 2 2", "GET  404 0 10"};
    EXPECT_EQ(seen, expected);
}

}  // namespace croozer::http
