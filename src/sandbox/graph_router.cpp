// How every call of Graph is answered: its version, its troubles, its place in the ledger.
#include "sandbox/sandbox.hpp"

#include <algorithm>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::size_t trace_bytes = 8;
constexpr std::size_t most_withheld = 2'000;

bool is_version(std::string_view text) {
    auto const dot = text.find('.');
    auto const digits = [](std::string_view part) {
        return !part.empty() && part.size() <= 3 &&
               std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
    };
    return text.starts_with('v') && dot != std::string_view::npos &&
           digits(text.substr(1, dot - 1)) && digits(text.substr(dot + 1));
}

GraphAnswer run(
    Sandbox& sandbox,
    http::Request const& request,
    GraphHandler const& handler,
    std::optional<Trouble> const& trouble
) {
    if (!is_version(request.path_parameter("version"))) {
        return std::unexpected(GraphError{2500, "Unknown path components: " + request.path, {}});
    }
    if (trouble && trouble->error) {
        return std::unexpected(*trouble->error);
    }
    return handler(sandbox, request);
}

http::Response page_before_graph(int status) {
    http::Response response;
    response.status = status;
    response.set("Content-Type", "text/html");
    response.body = "<html><body>Service Unavailable</body></html>";
    return response;
}

http::Response response_of(
    Sandbox& sandbox, GraphAnswer const& answer, std::optional<Trouble> const& trouble
) {
    if (answer) {
        return http::Response::json(200, meta_json(*answer));
    }
    std::string const trace = "A" + sandbox.random.token(trace_bytes);
    json::object envelope = error_envelope(answer.error(), trace);
    json::object& error = envelope.at("error").get_object();
    if (trouble && !trouble->user_title.empty()) {
        error["error_user_title"] = trouble->user_title;
    }
    if (trouble && !trouble->user_message.empty()) {
        error["error_user_msg"] = trouble->user_message;
    }
    return http::Response::json(http_status(answer.error()), meta_json(envelope));
}

void deliver(
    Sandbox& sandbox, http::Respond respond, http::Response response, std::chrono::milliseconds wait
) {
    if (wait.count() == 0) {
        respond(std::move(response));
        return;
    }
    sandbox.timeline.after(
        wait,
        [respond = std::move(respond), response = std::move(response)]() mutable {
            respond(std::move(response));
        }
    );
}

}  // namespace

void add_graph(
    http::Router& router,
    Sandbox& sandbox,
    http::Method method,
    std::string const& path,
    std::string operation,
    GraphHandler handler,
    http::RouteOptions options
) {
    sandbox.troubles.know(operation);
    auto serve = [&sandbox,
                  operation = std::move(operation),
                  handler = std::move(handler)](http::Request request, http::Respond respond) {
        auto const trouble = sandbox.troubles.take(operation, request.path);
        if (trouble && trouble->page_status != 0) {
            respond(page_before_graph(trouble->page_status));
            return;
        }
        GraphAnswer const answer = run(sandbox, request, handler, trouble);
        http::Response response = response_of(sandbox, answer, trouble);
        response.set("Cache-Control", "no-store");
        response.set("facebook-api-version", std::string(request.path_parameter("version")));
        sandbox.requests.add(sandbox.clock.now(), operation, request, response);
        Modes const modes = sandbox.modes.current();
        bool const dropped = modes.drop_answers && operation == "send" && answer.has_value();
        if (dropped || (trouble && trouble->no_answer)) {
            std::scoped_lock const lock(sandbox.mutex);
            if (sandbox.withheld.size() < most_withheld) {
                sandbox.withheld.push_back(std::move(respond));
                return;
            }
        }
        auto const slow = trouble ? trouble->slow : std::chrono::milliseconds(0);
        deliver(sandbox, std::move(respond), std::move(response), std::max(modes.slow, slow));
    };
    router.add(method, "/{version}" + path, std::move(serve), options);
}

GraphAnswer success() {
    return json::object{{"success", true}};
}

GraphError unknown_object(std::string_view id) {
    constexpr int unseen = 33;
    return {
        100,
        "Unsupported request. Object with ID '" + std::string(id) +
            "' does not exist, cannot be loaded due to missing permissions, or does not support "
            "this operation.",
        unseen
    };
}

}  // namespace croozer::sandbox
