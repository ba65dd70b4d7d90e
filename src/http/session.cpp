#include "http/session.hpp"

#include "base/log.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace croozer::http {

namespace {

constexpr std::string_view every_method = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
constexpr std::string_view retry_after_seconds = "5";

std::string_view without_port(std::string_view host) {
    auto const colon = host.rfind(':');
    // A colon inside [::1] is not a port's.
    bool const bracketed = host.ends_with(']');
    return colon == std::string_view::npos || bracketed ? host : host.substr(0, colon);
}

bool is_public_host(ServerOptions const& options, std::string_view host) {
    if (options.public_hosts.empty()) {
        return true;
    }
    auto const lower = lower_ascii(host);
    return std::ranges::any_of(options.public_hosts, [&](std::string const& known) {
        auto const name = lower_ascii(known);
        return name == lower || name == without_port(lower);
    });
}

void copy_head(ServerCore& core, AddressBytes const& peer, Head& head, Request& request) {
    request.method = head.method == Method::Head ? Method::Get : head.method;
    request.target = head.target;
    request.path = std::move(head.path);
    request.query = std::move(head.query);
    request.headers.reserve(head.fields.size());
    std::vector<std::string_view> forwarded;
    for (auto const& [name, value] : head.fields) {
        auto& field = request.headers.emplace_back(lower_ascii(name), std::string(value));
        if (field.name == "x-forwarded-for") {
            forwarded.push_back(value);
        }
    }
    request.remote_address = address_text(client_address(peer, forwarded, core.trusted));
}

std::optional<Refused> check_body(Accepted const& accepted) {
    auto const encoding = accepted.request.header("content-encoding");
    if (encoding && lower_ascii(*encoding) != "identity") {
        return Refused{
            {415, "encoding_not_supported", "Bodies with a content coding are not read here."}, {}
        };
    }
    if (accepted.content_length.value_or(0) > accepted.body_limit) {
        return Refused{{413, "body_too_large", "The body is larger than this route takes."}, {}};
    }
    return std::nullopt;
}

}  // namespace

std::optional<Refused> accept_request(
    ServerCore& core, AddressBytes const& peer, Head& head, Accepted& accepted
) {
    auto const method = head.method;
    accepted.head_only = method == Method::Head;
    accepted.keep_alive = head.keep_alive;
    accepted.chunked = head.chunked;
    accepted.expects_continue = head.expects_continue;
    accepted.content_length = head.content_length;
    auto const host = head.host;
    copy_head(core, peer, head, accepted.request);
    if (!is_public_host(core.options, host)) {
        return Refused{
            {421, "misdirected_request", "This server does not answer for that host."}, {}
        };
    }
    auto match = core.router.match(method, accepted.request.path);
    accepted.route = match.route;
    bool const readable = method == Method::Get || method == Method::Head;
    if (accepted.route == nullptr && match.allow.empty() && readable) {
        accepted.route = core.router.fallback_route();
    }
    if (accepted.route == nullptr && !match.allow.empty()) {
        return Refused{
            {405, "method_not_allowed", "This path does not have that method."},
            std::move(match.allow)
        };
    }
    if (accepted.route == nullptr) {
        return Refused{{404, "not_found", "There is nothing at this path."}, {}};
    }
    accepted.request.route = accepted.route->info.path_template;
    accepted.request.path_parameters = std::move(match.parameters);
    auto const& options = accepted.route->info.options;
    accepted.body_limit = options.body_bytes;
    if (options.check_head) {
        if (auto response = options.check_head(accepted.request)) {
            return Refused{{response->status, "refused", {}}, {}, std::move(response)};
        }
    }
    return check_body(accepted);
}

Response refusal(ServerCore const& core, Request const& request, Refused const& refused) {
    auto const& [status, slug, detail] = refused.rejection;
    Response response;
    bool made{false};
    if (core.options.on_error) {
        try {
            response = core.options.on_error(request, status, slug, detail);
            made = true;
        } catch (std::exception const& error) {
            log::error("the error hook failed", {{"what", std::string_view(error.what())}});
        }
    }
    if (!made) {
        response = Response::text(status, std::string(slug) + "\n");
    }
    response.stream = nullptr;
    if (status == 405) {
        response.set("allow", refused.allow.empty() ? std::string(every_method) : refused.allow);
    }
    if (status == 503) {
        response.set("retry-after", std::string(retry_after_seconds));
    }
    return response;
}

}  // namespace croozer::http
