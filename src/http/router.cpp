#include "http/router.hpp"

#include "base/log.hpp"

#include <cstdlib>

namespace croozer::http {

namespace {

constexpr std::size_t method_count = 7;

std::size_t index_of(Method method) {
    return static_cast<std::size_t>(method);
}

// The first segment of "/a/b" and the rest "/b"; the rest is empty at the end.
std::pair<std::string_view, std::string_view> first_segment(std::string_view path) {
    path.remove_prefix(1);
    auto const slash = path.find('/');
    if (slash == std::string_view::npos) {
        return {path, {}};
    }
    return {path.substr(0, slash), path.substr(slash)};
}

bool is_parameter(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

}  // namespace

struct Router::Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literal;
    std::unique_ptr<Node> parameter;
    std::array<std::unique_ptr<Route>, method_count> routes;

    [[nodiscard]] bool is_end() const {
        for (auto const& route : routes) {
            if (route != nullptr) {
                return true;
            }
        }
        return false;
    }

    // A literal wins, but not if it leads nowhere: /a/{id}/x must match although /a/b/y exists.
    [[nodiscard]] Node const* find(std::string_view path, std::vector<std::string_view>& values)
        const {
        if (path.empty()) {
            return is_end() ? this : nullptr;
        }
        auto const [segment, rest] = first_segment(path);
        if (auto const child = literal.find(segment); child != literal.end()) {
            if (auto const* const found = child->second->find(rest, values)) {
                return found;
            }
        }
        if (parameter == nullptr || segment.empty()) {
            return nullptr;
        }
        values.push_back(segment);
        auto const* const found = parameter->find(rest, values);
        if (found == nullptr) {
            values.pop_back();
        }
        return found;
    }

    void list(std::vector<RouteInfo>& out) const {
        for (auto const& route : routes) {
            if (route != nullptr) {
                out.push_back(route->info);
            }
        }
        for (auto const& [name, child] : literal) {
            child->list(out);
        }
        if (parameter != nullptr) {
            parameter->list(out);
        }
    }

    [[nodiscard]] std::string allow() const {
        std::string text;
        for (std::size_t at = 0; at < method_count; ++at) {
            auto const method = static_cast<Method>(at);
            bool const head_by_get =
                method == Method::Head && routes[index_of(Method::Get)] != nullptr;
            if (routes[at] != nullptr || head_by_get) {
                text += text.empty() ? "" : ", ";
                text += method_name(method);
            }
        }
        return text;
    }
};

Router::Router() : root_(std::make_shared<Node>()) {}

void Router::add(Method method, std::string path_template, Handler handler, RouteOptions options) {
    auto* node = root_.get();
    std::string_view rest = path_template;
    while (!rest.empty()) {
        auto const [segment, after] = first_segment(rest);
        auto& child = is_parameter(segment) ? node->parameter : node->literal[std::string(segment)];
        if (child == nullptr) {
            child = std::make_unique<Node>();
        }
        node = child.get();
        rest = after;
    }
    auto& slot = node->routes[index_of(method)];
    if (!path_template.starts_with('/') || slot != nullptr) {
        log::error("a route is wrong or given twice", {{"route", path_template}});
        std::abort();
    }
    slot = std::make_unique<Route>(
        Route{{method, std::move(path_template), options}, std::move(handler)}
    );
}

void Router::fallback(Handler handler) {
    fallback_ = std::make_shared<Route>(
        Route{{Method::Get, {}, RouteOptions{.body_bytes = 0}}, std::move(handler)}
    );
}

std::vector<RouteInfo> Router::routes() const {
    std::vector<RouteInfo> out;
    root_->list(out);
    return out;
}

RouteMatch Router::match(Method method, std::string_view path) const {
    RouteMatch match;
    if (!path.starts_with('/')) {
        return match;
    }
    std::vector<std::string_view> values;
    auto const* const node = root_->find(path, values);
    if (node == nullptr) {
        return match;
    }
    match.route = node->routes[index_of(method)].get();
    if (match.route == nullptr && method == Method::Head) {
        match.route = node->routes[index_of(Method::Get)].get();
    }
    if (match.route == nullptr) {
        match.allow = node->allow();
        return match;
    }
    // Names come from the route, for two methods may name one parameter differently.
    std::string_view rest = match.route->info.path_template;
    std::size_t next{0};
    while (!rest.empty() && next < values.size()) {
        auto const [segment, after] = first_segment(rest);
        if (is_parameter(segment)) {
            match.parameters.emplace_back(
                segment.substr(1, segment.size() - 2), std::string(values[next++])
            );
        }
        rest = after;
    }
    return match;
}

}  // namespace croozer::http
