// The whole server over real sockets: requests and answers.
#include "http/server.hpp"

#include "http/server_fixture.hpp"

namespace croozer::http {

TEST_F(ServerTest, AnswersAndKeepsTheConnection) {
    start();
    Client client(server_->port());
    auto const first = client.ask(get("/hello/Dana%20Levi"));
    EXPECT_EQ(status_of(first), 200);
    EXPECT_EQ(body_of(first), "Dana Levi 127.0.0.1 /hello/{name}");
    EXPECT_NE(first.find("x-request-id: "), std::string::npos);
    EXPECT_NE(first.find("x-content-type-options: nosniff"), std::string::npos);
    EXPECT_EQ(body_of(client.ask(get("/hello/b"))), "b 127.0.0.1 /hello/{name}");
}

TEST_F(ServerTest, PipelinedRequestsAreAnsweredInOrder) {
    start();
    Client client(server_->port());
    std::string all;
    for (int number = 0; number < 50; ++number) {
        all += "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n" +
               std::to_string(10 + number);
    }
    client.send(all);
    for (int number = 0; number < 50; ++number) {
        ASSERT_EQ(body_of(client.answer()), std::to_string(10 + number));
    }
}

TEST_F(ServerTest, BodiesInAnyPieces) {
    start();
    Client client(server_->port());
    std::string const body(90'000, 'x');
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n");
    std::this_thread::sleep_for(20ms);
    client.send(body);
    EXPECT_EQ(body_of(client.answer()), body);
    std::string const chunked =
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n";
    EXPECT_EQ(body_of(client.ask(chunked)), "abcdefg");
    for (char const byte : chunked) {
        client.send({&byte, 1});
    }
    EXPECT_EQ(body_of(client.answer()), "abcdefg");
    EXPECT_EQ(status_of(client.ask(get("/hello/b"))), 200);
}

TEST_F(ServerTest, ContinueIsAskedForAndSaid) {
    start();
    Client client(server_->port());
    client.send(
        "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
    );
    EXPECT_EQ(client.until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_EQ(body_of(client.ask("hi")), "hi");
}

TEST_F(ServerTest, TooLargeBodiesAreRefusedUnread) {
    start();
    {
        Client client(server_->port());
        client.send(
            "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
            "Content-Length: 100001\r\n\r\n"
        );
        auto const answer = client.rest();
        EXPECT_EQ(status_of(answer), 413);
        EXPECT_NE(answer.find("connection: close"), std::string::npos);
    }
    {
        // The client sends all of it before it reads; the answer must survive.
        Client client(server_->port());
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n");
        client.send(std::string(300'000, 'x'));
        EXPECT_EQ(status_of(client.answer()), 413);
    }
    {
        Client client(server_->port());
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int count = 0; count < 11; ++count) {
            client.send("2710\r\n" + std::string(10'000, 'x') + "\r\n");
        }
        EXPECT_EQ(status_of(client.answer()), 413);
    }
    {
        // Many tiny chunks with extensions: the bytes on the wire are bounded as well.
        Client client(server_->port());
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        std::string chunks;
        for (int count = 0; count < 400; ++count) {
            chunks += "1;" + std::string(1'000, 'e') + "\r\nx\r\n";
        }
        client.send(chunks);
        EXPECT_EQ(status_of(client.answer()), 413);
    }
}

TEST_F(ServerTest, LargeBodiesShareABudget) {
    options_.bodies_in_flight_bytes = 150'000;
    start();
    auto const post = [](std::string const& path, std::size_t bytes) {
        return "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(bytes) +
               "\r\n\r\n" + std::string(bytes, 'x');
    };
    Client holder(server_->port());
    holder.send(post("/later", 90'000));
    auto respond = take_later();
    {
        Client other(server_->port());
        other.send(post("/echo", 90'000));
        auto const answer = other.rest();
        EXPECT_EQ(status_of(answer), 503);
        EXPECT_NE(answer.find("retry-after: "), std::string::npos);
        // Chunks are counted like any body.
        Client chunked(server_->port());
        chunked.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int count = 0; count < 9; ++count) {
            chunked.send("2710\r\n" + std::string(10'000, 'x') + "\r\n");
        }
        EXPECT_EQ(status_of(chunked.rest()), 503);
    }
    // A head that announces a body spends nothing, and small bodies are not counted.
    Client patient(server_->port());
    patient.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n");
    Client small(server_->port());
    EXPECT_EQ(status_of(small.ask(post("/echo", limits::small_body_bytes))), 200);
    respond(Response::text(200, "ok"));
    EXPECT_EQ(status_of(holder.answer()), 200);
    patient.send(std::string(90'000, 'x'));
    EXPECT_EQ(status_of(patient.answer()), 200);
    // What a client that left had sent is free again.
    {
        Client gone(server_->port());
        gone.send(post("/echo", 90'000).substr(0, 80'000));
    }
    std::this_thread::sleep_for(100ms);
    Client last(server_->port());
    EXPECT_EQ(status_of(last.ask(post("/echo", 90'000))), 200);
}

TEST_F(ServerTest, ARouteMayRefuseByTheHeadAlone) {
    router_.add(
        Method::Post,
        "/signed",
        [](Request const& request, Respond respond) { respond(Response::text(200, request.body)); },
        {.body_bytes = 4'000'000,
         .check_head = [](Request const& request) -> std::optional<Response> {
             return request.header("x-signature") ? std::nullopt
                                                  : std::optional(Response::text(401, "unsigned"));
         }}
    );
    start();
    Client stranger(server_->port());
    // Not a byte of the body is sent, and none is asked for.
    stranger.send(
        "POST /signed HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
        "Content-Length: 3000000\r\n\r\n"
    );
    auto const refused = stranger.rest();
    EXPECT_EQ(status_of(refused), 401);
    EXPECT_EQ(body_of(refused), "unsigned");
    EXPECT_NE(refused.find("connection: close"), std::string::npos);
    Client known(server_->port());
    EXPECT_EQ(
        body_of(known.ask(
            "POST /signed HTTP/1.1\r\nHost: a\r\nX-Signature: s\r\nContent-Length: 2\r\n\r\nhi"
        )),
        "hi"
    );
    // Without a body the connection goes on.
    EXPECT_EQ(status_of(known.ask("POST /signed HTTP/1.1\r\nHost: a\r\n\r\n")), 401);
    EXPECT_EQ(status_of(known.ask(get("/hello/b"))), 200);
}

TEST_F(ServerTest, BadFramingIsRefusedAndClosed) {
    start();

    struct Case {
        std::string raw;
        int status;
    };

    std::string const post = "POST /echo HTTP/1.1\r\nHost: a\r\n";
    std::vector<Case> const cases{
        {"GET / HTTP/1.1\r\n\r\n", 400},
        {post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {post + "Transfer-Encoding: xchunked\r\n\r\nGET /hello/evil HTTP/1.1\r\nHost: a\r\n\r\n",
         501},
        {post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400},
        {post + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n", 400},
        {post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400},
        {post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcX0\r\n\r\n", 400},
        {post + "Transfer-Encoding: chunked\r\n\r\n0\r\nHost: evil\r\n\r\n", 400},
        {post + "x: a\r\n b\r\n\r\n", 400},
        {"GET / HTTP/1.1\nHost: a\n\n\r\n\r\n", 400},
        {get("/%c0%ae"), 400},
        {get("/a/../b"), 404},
        {get("/" + std::string(9'000, 'a')), 414},
        {post + "x: " + std::string(17'000, 'a') + "\r\n\r\n", 431},
        {"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
        {"TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405},
        {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
        {"\x16\x03\x01", 400},
        {post + "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", 415},
    };
    for (auto const& each : cases) {
        Client client(server_->port());
        client.send(each.raw);
        auto const all = client.rest();
        EXPECT_EQ(status_of(all), each.status) << each.raw.substr(0, 80);
        EXPECT_NE(all.find("connection: close"), std::string::npos) << each.raw.substr(0, 80);
        // One answer: nothing after the bad request was taken for another request.
        EXPECT_EQ(all.find("HTTP/1.1", 1), std::string::npos) << each.raw.substr(0, 80);
    }
}

TEST_F(ServerTest, UnknownPathsAndMethods) {
    start();
    Client client(server_->port());
    EXPECT_EQ(status_of(client.ask(get("/nothing"))), 404);
    auto const refused = client.ask("PUT /echo HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(status_of(refused), 405);
    EXPECT_NE(refused.find("allow: POST\r\n"), std::string::npos);
    // No body was left unread, so the connection goes on.
    EXPECT_EQ(status_of(client.ask(get("/hello/b"))), 200);
}

TEST_F(ServerTest, HeadHasTheLengthAndNoBody) {
    start();
    Client client(server_->port());
    client.send("HEAD /hello/b HTTP/1.1\r\nHost: a\r\n\r\n");
    auto const answer = client.answer(false);
    EXPECT_EQ(status_of(answer), 200);
    EXPECT_NE(answer.find("content-length: 25\r\n"), std::string::npos);
    EXPECT_EQ(body_of(client.ask(get("/hello/c"))), "c 127.0.0.1 /hello/{name}");
}

TEST_F(ServerTest, OldClientsAreServedAndClosed) {
    start();
    Client client(server_->port());
    client.send("GET /hello/b HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    auto const answer = client.rest();
    EXPECT_EQ(status_of(answer), 200);
    EXPECT_NE(answer.find("connection: close"), std::string::npos);
}

TEST_F(ServerTest, FallbackAnswersReadsOnly) {
    router_.fallback([](Request const& request, Respond respond) {
        respond(Response::text(200, "face " + request.path));
    });
    start();
    Client client(server_->port());
    EXPECT_EQ(body_of(client.ask(get("/orders"))), "face /orders");
    EXPECT_EQ(status_of(client.ask("DELETE /orders HTTP/1.1\r\nHost: a\r\n\r\n")), 404);
    EXPECT_EQ(status_of(client.ask("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n")), 405);
}

TEST_F(ServerTest, AnswersFromOtherThreads) {
    start();
    std::vector<std::unique_ptr<Client>> clients;
    for (int number = 0; number < 20; ++number) {
        clients.push_back(std::make_unique<Client>(server_->port()));
        clients.back()->send("POST /later HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
    }
    for (std::size_t number = 0; number < clients.size(); ++number) {
        auto respond = take_later();
        respond(Response::text(200, "ok"));
        respond(Response::text(200, "ignored"));
    }
    for (auto const& client : clients) {
        EXPECT_EQ(body_of(client->answer()), "ok");
    }
}

TEST_F(ServerTest, ForgottenAndFailedRequestsRead500) {
    std::string slug;
    options_.on_error =
        [&](Request const& request, int status, std::string_view word, std::string_view) {
            slug = word;
            return Response::json(status, "{\"id\":\"" + request.request_id + "\"}");
        };
    start();
    Client client(server_->port());
    EXPECT_EQ(status_of(client.ask(get("/drop"))), 500);
    EXPECT_EQ(status_of(client.ask(get("/throw"))), 500);
    client.send("POST /later HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
    {
        auto const dropped = take_later();
    }
    auto const answer = client.answer();
    EXPECT_EQ(status_of(answer), 500);
    EXPECT_EQ(slug, "internal");
    auto const at = answer.find("x-request-id: ") + 14;
    EXPECT_EQ(body_of(answer), "{\"id\":\"" + answer.substr(at, 36) + "\"}");
    EXPECT_EQ(status_of(client.ask(get("/hello/b"))), 200);
}

TEST_F(ServerTest, LargeAnswersAndUnsafeFields) {
    start();
    Client client(server_->port());
    EXPECT_EQ(body_of(client.ask(get("/big"))).size(), 8'000'000U);
    auto const split = client.ask(get("/split"));
    EXPECT_EQ(split.find("evil"), std::string::npos);
    EXPECT_EQ(status_of(split), 200);
}

TEST_F(ServerTest, OtherHostsAreMisdirected) {
    options_.public_hosts = {"shop.example"};
    start();
    Client client(server_->port());
    EXPECT_EQ(status_of(client.ask(get("/hello/b"))), 421);
    EXPECT_EQ(status_of(client.ask("GET /hello/b HTTP/1.1\r\nHost: Shop.example:80\r\n\r\n")), 200);
}

TEST_F(ServerTest, ForwardedAddresses) {
    std::string const forwarded =
        "GET /hello/b HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 6.6.6.6, 1.2.3.4\r\n\r\n";
    start();
    EXPECT_EQ(body_of(Client(server_->port()).ask(forwarded)), "b 127.0.0.1 /hello/{name}");
    server_.reset();
    options_.trusted_proxies = {"127.0.0.0/8"};
    start();
    EXPECT_EQ(body_of(Client(server_->port()).ask(forwarded)), "b 1.2.3.4 /hello/{name}");
}

TEST_F(ServerTest, OneAddressCannotTakeAllConnections) {
    options_.connections_per_address = 2;
    start();
    Client first(server_->port());
    auto second = std::make_unique<Client>(server_->port());
    EXPECT_EQ(status_of(first.ask(get("/hello/b"))), 200);
    EXPECT_EQ(status_of(second->ask(get("/hello/b"))), 200);
    {
        Client third(server_->port());
        auto const answer = third.rest();
        EXPECT_EQ(status_of(answer), 503);
        EXPECT_NE(answer.find("retry-after: "), std::string::npos);
    }
    second.reset();
    std::this_thread::sleep_for(100ms);
    Client fourth(server_->port());
    EXPECT_EQ(status_of(fourth.ask(get("/hello/b"))), 200);
}

}  // namespace croozer::http
