#include "http/server.hpp"

#include "base/log.hpp"
#include "base/thread_name.hpp"
#include "http/connection.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <map>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <unordered_map>

namespace croozer::http {

namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using Executor = asio::io_context::executor_type;
using Timer = asio::basic_waitable_timer<
    std::chrono::steady_clock,
    asio::wait_traits<std::chrono::steady_clock>,
    Executor>;

// Deadlines are kept to this precision.
constexpr std::chrono::milliseconds sweep_interval{200};
// Without free descriptors accepting is tried again after this.
constexpr std::chrono::milliseconds accept_pause{100};
constexpr int backlog = 4'096;
// One readiness event takes at most this many, so that a flood does not starve the others.
constexpr int accepts_at_once = 64;

constexpr std::string_view overloaded =
    "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nretry-after: 5\r\n"
    "x-content-type-options: nosniff\r\nconnection: close\r\n\r\n";

AddressBytes bytes_of(sockaddr_storage const& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.ss_family == AF_INET6) {
        auto const& six = reinterpret_cast<sockaddr_in6 const&>(address);
        AddressBytes bytes{};
        std::ranges::copy(six.sin6_addr.s6_addr, bytes.begin());
        return bytes;
    }
    auto const& four = reinterpret_cast<sockaddr_in const&>(address);
    ::inet_ntop(AF_INET, &four.sin_addr, text.data(), static_cast<socklen_t>(text.size()));
    return parse_address(text.data()).value_or(AddressBytes{});
}

// No connection object, no coroutine: what is over the limit must stay cheap.
void turn_away(int descriptor) {
    ::send(descriptor, overloaded.data(), overloaded.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    ::shutdown(descriptor, SHUT_WR);
    // Reading what has come already keeps close() from resetting the answer away.
    std::array<char, 4'096> scratch{};
    ::recv(descriptor, scratch.data(), scratch.size(), MSG_DONTWAIT);
    ::close(descriptor);
}

}  // namespace

struct Server::Impl {
    ServerCore core;
    // After the core: connections that go down with it still use the core.
    asio::io_context io{1};
    asio::basic_socket_acceptor<tcp, Executor> acceptor{io};
    Timer sweeper{io};
    Timer accept_timer{io};
    SteadyTime stop_deadline;
    ConnectionNumber last_number{0};

    struct Known {
        std::shared_ptr<Connection> connection;
        AddressBytes network{};
    };

    std::unordered_map<ConnectionNumber, Known> connections;
    std::map<AddressBytes, std::size_t> per_network;
    std::uint16_t port{0};
    std::thread thread;

    Result<void> listen();
    void run();
    void wait_for_clients();
    void accept_clients();
    void admit(int descriptor, AddressBytes const& peer);
    void forget(ConnectionNumber number);
    void deliver();
    void sweep_later();
    void sweep();
    void begin_stop();
    void end();
};

Result<void> Server::Impl::listen() {
    boost::system::error_code error;
    auto const address = asio::ip::make_address(core.options.address, error);
    if (error) {
        return failure(
            ErrorCode::BadRequest, "address", "not an IP address: " + core.options.address
        );
    }
    tcp::endpoint const endpoint(address, core.options.port);
    acceptor.open(endpoint.protocol(), error);
    if (!error) {
        acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    }
    if (!error) {
        acceptor.bind(endpoint, error);
    }
    if (error == asio::error::address_in_use) {
        return failure(ErrorCode::Conflict, "port_taken", "another program listens there");
    }
    if (!error) {
        acceptor.listen(backlog, error);
    }
    if (!error) {
        acceptor.native_non_blocking(true, error);
    }
    if (!error) {
        port = acceptor.local_endpoint(error).port();
    }
    if (error) {
        return failure(ErrorCode::Internal, "listen", error.message());
    }
    return {};
}

void Server::Impl::run() {
    // Signals are the main thread's.
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
    while (true) {
        try {
            io.run();
            break;
        } catch (std::exception const& error) {
            log::error("the I/O loop caught", {{"what", std::string_view(error.what())}});
        }
    }
    // Aborted connections still have to run to their end, or their frames would hold themselves.
    io.restart();
    io.poll();
}

void Server::Impl::wait_for_clients() {
    acceptor.async_wait(tcp::acceptor::wait_read, [this](boost::system::error_code const& error) {
        if (!error && !core.stopping) {
            accept_clients();
        }
    });
}

void Server::Impl::accept_clients() {
    for (int count = 0; count < accepts_at_once; ++count) {
        sockaddr_storage address{};
        socklen_t size = sizeof address;
        int const descriptor = ::accept4(
            acceptor.native_handle(),
            reinterpret_cast<sockaddr*>(&address),
            &size,
            SOCK_NONBLOCK | SOCK_CLOEXEC
        );
        if (descriptor >= 0) {
            admit(descriptor, bytes_of(address));
            continue;
        }
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            log::warn("no descriptor for a new connection");
            accept_timer.expires_after(accept_pause);
            accept_timer.async_wait([this](boost::system::error_code const& error) {
                if (!error && !core.stopping) {
                    wait_for_clients();
                }
            });
            return;
        }
        if (errno != EINTR && errno != ECONNABORTED) {
            break;
        }
    }
    wait_for_clients();
}

void Server::Impl::admit(int descriptor, AddressBytes const& peer) {
    auto const network = network_of(peer);
    auto& count = per_network[network];
    bool const crowded =
        count >= core.options.connections_per_address && !core.trusted.contains(peer);
    if (crowded || connections.size() >= core.options.connections) {
        if (count == 0) {
            per_network.erase(network);
        }
        turn_away(descriptor);
        return;
    }
    ++count;
    auto const number = ++last_number;
    auto connection = open_connection(io, core, number, descriptor, peer);
    connections.emplace(number, Known{connection, network});
    connection->start();
}

void Server::Impl::forget(ConnectionNumber number) {
    auto const known = connections.find(number);
    if (known == connections.end()) {
        return;
    }
    auto const count = per_network.find(known->second.network);
    if (count != per_network.end() && --count->second == 0) {
        per_network.erase(count);
    }
    connections.erase(known);
    if (core.stopping && connections.empty()) {
        end();
    }
}

void Server::Impl::deliver() {
    for (auto& letter : core.mailbox->empty()) {
        auto const known = connections.find(letter.connection);
        if (known != connections.end()) {
            // A copy: the connection may end, and be forgotten, inside.
            auto const connection = known->second.connection;
            connection->receive(std::move(letter));
        }
    }
}

void Server::Impl::sweep_later() {
    sweeper.expires_after(sweep_interval);
    sweeper.async_wait([this](boost::system::error_code const& error) {
        if (!error) {
            sweep();
        }
    });
}

void Server::Impl::sweep() {
    auto const now = std::chrono::steady_clock::now();
    bool const over = core.stopping && now > stop_deadline;
    std::vector<std::shared_ptr<Connection>> all;
    all.reserve(connections.size());
    for (auto const& [number, known] : connections) {
        all.push_back(known.connection);
    }
    for (auto const& connection : all) {
        if (over) {
            connection->abort();
        } else {
            connection->sweep(now);
        }
    }
    if (over) {
        end();
    } else {
        sweep_later();
    }
}

void Server::Impl::begin_stop() {
    if (std::exchange(core.stopping, true)) {
        return;
    }
    stop_deadline = std::chrono::steady_clock::now() + core.options.stop_time;
    boost::system::error_code error;
    acceptor.close(error);
    std::vector<std::shared_ptr<Connection>> all;
    for (auto const& [number, known] : connections) {
        all.push_back(known.connection);
    }
    for (auto const& connection : all) {
        connection->finish();
    }
    if (connections.empty()) {
        end();
    }
}

void Server::Impl::end() {
    core.mailbox->close();
    io.stop();
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() {
    stop();
}

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Router const& router) {
    auto impl = std::make_unique<Impl>();
    auto* const raw = impl.get();
    raw->core.trusted = TRY(AddressSet::parse(options.trusted_proxies));
    raw->core.options = std::move(options);
    raw->core.bodies = BodyBudget(raw->core.options.bodies_in_flight_bytes);
    raw->core.router = router;
    raw->core.mailbox =
        std::make_shared<Mailbox>([raw] { asio::post(raw->io, [raw] { raw->deliver(); }); });
    raw->core.forget = [raw](ConnectionNumber number) { raw->forget(number); };
    CHECK(raw->listen());
    raw->wait_for_clients();
    raw->sweep_later();
    raw->thread = std::thread([raw] {
        name_this_thread("http");
        raw->run();
    });
    return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::uint16_t Server::port() const {
    return impl_->port;
}

void Server::stop() {
    if (impl_->thread.joinable()) {
        asio::post(impl_->io, [impl = impl_.get()] { impl->begin_stop(); });
        impl_->thread.join();
    }
}

}  // namespace croozer::http
