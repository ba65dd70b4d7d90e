// A small epoll loop for the load generator: keep-alive HTTP/1.1 clients and one HTTP/1.1 listener
// on one thread, cheap enough to share two cores with what is measured.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace croozer::bench {

using SteadyTime = std::chrono::steady_clock::time_point;

// A failed system call ends the bench with its name.
[[noreturn]] void die(std::string_view what);

class Loop {
public:
    using Ready = std::function<void(std::uint32_t events)>;

    Loop();
    Loop(Loop const&) = delete;
    Loop& operator=(Loop const&) = delete;
    ~Loop();

    void watch(int descriptor, Ready ready);
    void forget(int descriptor);
    // Handles what comes until `until`; returns early after each batch of events.
    void step(SteadyTime until);

private:
    int epoll_;
    std::unordered_map<int, std::shared_ptr<Ready>> watched_;
};

// POSTs over a fixed number of keep-alive connections, in the order given; more wait in memory.
class Client {
public:
    // status 0: the connection broke before an answer.
    using Answered = std::function<void(int status, SteadyTime sent_at)>;

    Client(Loop& loop, std::uint16_t port, std::size_t connections);
    Client(Client const&) = delete;
    Client& operator=(Client const&) = delete;
    ~Client();

    // `request` is the whole HTTP request.
    void post(std::string request, Answered answered);

    [[nodiscard]] std::size_t in_flight() const { return in_flight_; }

private:
    struct Connection {
        int descriptor{-1};
        std::string output;
        std::string input;
        std::size_t written{0};
        bool busy{false};
        Answered answered;
        SteadyTime sent_at;
    };

    void open(Connection& connection);
    void serve(Connection& connection);
    void take(Connection& connection);
    void flush(Connection& connection);
    void finish(Connection& connection, int status);

    Loop& loop_;
    std::uint16_t port_;
    std::vector<std::unique_ptr<Connection>> connections_;
    std::vector<Connection*> idle_;
    std::deque<std::pair<std::string, Answered>> waiting_;
    std::size_t in_flight_{0};
};

// Answers each request with 200 and the JSON that `handle` returns.
class Listener {
public:
    using Handle = std::function<std::string(std::string_view path, std::string_view body)>;

    Listener(Loop& loop, std::uint16_t port, Handle handle);
    Listener(Listener const&) = delete;
    Listener& operator=(Listener const&) = delete;
    ~Listener();

private:
    struct Peer {
        int descriptor{-1};
        std::string input;
    };

    void accept_all();
    void serve(int descriptor);
    bool answer_one(Peer& peer);

    Loop& loop_;
    int descriptor_;
    Handle handle_;
    std::unordered_map<int, Peer> peers_;
};

}  // namespace croozer::bench
