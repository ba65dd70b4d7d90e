#include "meta/graph_call.hpp"

#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "meta/graph_codec.hpp"
#include "meta/graph_errors.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace croozer::meta {
namespace {

namespace json = boost::json;

constexpr int too_many_requests = 429;
constexpr int request_timeout = 408;
constexpr std::size_t answer_bytes = std::size_t{4} * 1024 * 1024;

bool is_path_part(std::string_view part) {
    return !part.empty() && part.size() <= limits::meta_id_bytes &&
           std::ranges::all_of(part, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                      c == '_' || c == '-' || c == ':';
           });
}

app::PlatformError not_sendable(Error const& error) {
    return {
        .is_passing = false,
        .action = app::ErrorAction::Fix,
        .http_status = 0,
        .code = 0,
        .subcode = 0,
        .detail = error.slug + " " + error.detail,
        .user_title = {},
        .user_message = {},
        .trace_id = {}
    };
}

app::PlatformError without_words(int status, std::string detail) {
    bool const passing =
        status == 0 || status >= 500 || status == too_many_requests || status == request_timeout;
    return {
        .is_passing = passing,
        .action = passing ? app::ErrorAction::Retry : app::ErrorAction::Fix,
        .http_status = status,
        .code = 0,
        .subcode = 0,
        .detail = std::move(detail),
        .user_title = {},
        .user_message = {},
        .trace_id = {}
    };
}

app::PlatformError error_of(GraphError&& error, int status) {
    auto const rule = graph_error_rule(error.code, status, error.is_transient);
    return {
        .is_passing = is_passing(rule.action),
        .action = rule.action,
        .http_status = status,
        .code = error.code,
        .subcode = error.subcode,
        .detail = std::move(error.detail),
        .user_title = std::move(error.user_title),
        .user_message = std::move(error.user_message),
        .trace_id = std::move(error.trace_id)
    };
}

Result<net::OutgoingRequest> request_of(
    std::string_view graph_url, std::string_view version, SecretProofs& proofs, GraphCall& call
) {
    net::OutgoingRequest request;
    request.method = call.method;
    request.url = joined({graph_url, "/", version});
    for (auto const& part : call.path) {
        if (!is_path_part(part)) {
            return failure(ErrorCode::Validation, "meta_path", "not an id");
        }
        request.url.append("/").append(part);
    }
    char separator = '?';
    auto const put = [&](std::string_view key, std::string_view value) {
        request.url += std::exchange(separator, '&');
        request.url.append(key).append("=").append(percent_encoded(value));
    };
    for (auto const& [key, value] : call.query) {
        put(key, value);
    }
    if (!call.token.empty()) {
        request.headers.push_back(TRY(authorization_header(call.token)));
        if (auto const proof = proofs.proof_of(call.token); !proof.empty()) {
            put("appsecret_proof", proof);
        }
    }
    if (!call.body.empty()) {
        request.headers.emplace_back("Content-Type: " + call.content_type);
        request.body = std::move(call.body);
    }
    request.timeout = call.timeout;
    request.response_bytes = answer_bytes;
    return request;
}

}  // namespace

app::PlatformResult<JsonObject> read_graph_answer(net::OutgoingResponse const& response) {
    if (auto error = read_graph_error(response.body)) {
        return std::unexpected(error_of(*std::move(error), response.status));
    }
    boost::system::error_code failed;
    json::parse_options options;
    options.max_depth = limits::json_depth;
    auto value = json::parse(response.body, failed, {}, options);
    auto* const object = failed ? nullptr : value.if_object();
    if (object == nullptr || response.status < 200 || response.status >= 300) {
        return std::unexpected(without_words(
            response.status, "HTTP " + std::to_string(response.status) + " without Graph's words"
        ));
    }
    return std::move(*object);
}

GraphCaller::GraphCaller(GraphClientOptions options, net::HttpClient& http)
    : graph_url_(std::move(options.graph_url)),
      version_(std::move(options.version)),
      proofs_(std::move(options.app_secret)),
      http_(http) {}

void GraphCaller::call(GraphCall call, Done done) {
    auto request = request_of(graph_url_, version_, proofs_, call);
    if (!request) {
        done(std::unexpected(not_sendable(request.error())));
        return;
    }
    // The name of the edge alone: ids are not for the log.
    auto edge = call.path.empty() ? std::string() : call.path.back();
    http_.send(
        *std::move(request),
        [edge = std::move(edge), done = std::move(done)](auto answer) mutable {
            if (!answer) {
                done(std::unexpected(without_words(0, without_identifiers(answer.error().detail))));
                return;
            }
            auto read = read_graph_answer(*answer);
            if (!read) {
                log::info(
                    "Graph refused a call",
                    {{"edge", std::string_view(without_identifiers(edge))},
                     {"status", std::int64_t{read.error().http_status}},
                     {"code", read.error().code},
                     {"subcode", read.error().subcode},
                     {"trace", std::string_view(read.error().trace_id)},
                     {"detail", std::string_view(read.error().detail)}}
                );
            }
            done(std::move(read));
        }
    );
}

app::PlatformError not_understood(std::string detail) {
    return {
        .is_passing = true,
        .action = app::ErrorAction::Retry,
        .http_status = 200,
        .code = 0,
        .subcode = 0,
        .detail = std::move(detail),
        .user_title = {},
        .user_message = {},
        .trace_id = {}
    };
}

void GraphCaller::call_pages(GraphCall call, std::size_t most, PagesDone done) {
    struct Pages {
        GraphCaller& caller;
        GraphCall call;
        std::size_t most;
        PagesDone done;
        JsonArray all;
        std::string after;
    };

    auto pages = std::make_shared<Pages>(
        Pages{*this, std::move(call), most, std::move(done), JsonArray{}, std::string{}}
    );
    // Holds itself only through the call under way.
    auto next = [](auto self, std::shared_ptr<Pages> const& state) -> void {
        GraphCall page = state->call;
        if (!state->after.empty()) {
            page.query.emplace_back("after", state->after);
        }
        state->caller.call(std::move(page), [self, state](app::PlatformResult<JsonObject> answer) {
            if (!answer) {
                state->done(std::unexpected(std::move(answer).error()));
                return;
            }
            auto const* const data = array_at(*answer, "data");
            if (data == nullptr) {
                state->done(std::unexpected(not_understood("no list")));
                return;
            }
            for (auto const& element : *data) {
                if (state->all.size() < state->most) {
                    state->all.push_back(element);
                }
            }
            std::string after;
            if (auto const* const paging = object_at(*answer, "paging")) {
                auto const* const cursors = object_at(*paging, "cursors");
                if (cursors != nullptr && value_at(*paging, "next") != nullptr) {
                    after = string_at(*cursors, "after");
                }
            }
            if (after.empty() || after == state->after || state->all.size() >= state->most) {
                state->done(std::move(state->all));
                return;
            }
            state->after = std::move(after);
            self(self, state);
        });
    };
    next(next, pages);
}

}  // namespace croozer::meta
