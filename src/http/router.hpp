// Which handler answers a method and path. Built once before the server starts; reading it is
// thread-safe.
#pragma once

#include "base/limits.hpp"
#include "http/message.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace croozer::http {

// Call it exactly once, from any thread; later calls are ignored. If it is dropped uncalled the
// client reads 500.
using Respond = std::move_only_function<void(Response)>;

// Runs on the I/O thread and must not block. What it throws becomes a 500.
using Handler = std::function<void(Request, Respond)>;

// Answers a request whose head alone says that its body is not worth reading. Runs on the I/O
// thread.
using HeadCheck = std::function<std::optional<Response>(Request const&)>;

struct RouteOptions {
    // A longer body is refused with 413 before it is read.
    std::size_t body_bytes = limits::api_body_bytes;
    HeadCheck check_head{};
};

struct RouteInfo {
    Method method{Method::Get};
    std::string path_template;
    RouteOptions options;
};

struct Route {
    RouteInfo info;
    Handler handler;
};

struct RouteMatch {
    // Null when the path is known but not with this method (see `allow`) or not known at all.
    Route const* route{nullptr};
    std::vector<std::pair<std::string, std::string>> parameters;
    // "GET, HEAD, POST" when the path is known, else empty.
    std::string allow;
};

class Router {
public:
    Router();

    // "/api/orders/{id}": a parameter is a whole segment. A literal segment wins over a parameter.
    // Adding the same method and template twice is a programming error and ends the process.
    void add(Method method, std::string path_template, Handler handler, RouteOptions options = {});

    // Answers GET and HEAD of paths that no route knows (the web face). Without it they are 404.
    void fallback(Handler handler);

    [[nodiscard]] std::vector<RouteInfo> routes() const;

    // `path` is decoded, as in Request::path.
    [[nodiscard]] RouteMatch match(Method method, std::string_view path) const;

    [[nodiscard]] Route const* fallback_route() const { return fallback_.get(); }

private:
    struct Node;

    std::shared_ptr<Node> root_;
    std::shared_ptr<Route> fallback_;
};

}  // namespace croozer::http
