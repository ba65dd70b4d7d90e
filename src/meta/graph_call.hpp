// One call of Graph that is not a message: built, sent, and its answer read as JSON or as Graph's
// error. What all ports of app/platform.hpp share.
#pragma once

#include "app/platform.hpp"
#include "base/secret.hpp"
#include "meta/graph_client.hpp"
#include "meta/json_reading.hpp"
#include "net/http_client.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace croozer::meta {

struct GraphCall {
    std::string method{"GET"};
    // Parts of the path after the version; each must be an id or a name ([A-Za-z0-9_:-]+), so that
    // none can change the path.
    std::vector<std::string> path;
    // Not encoded yet. Values that are secret go here only where Graph takes them nowhere else.
    std::vector<std::pair<std::string, std::string>> query{};
    // JSON unless `content_type` says otherwise, or empty for a call without a body.
    std::string body{};
    // Bearer, with its proof; empty: the query carries what is needed.
    Secret token{};
    std::chrono::milliseconds timeout{std::chrono::seconds(20)};
    std::string content_type{"application/json; charset=utf-8"};
};

// Thread-safe. `http` must outlive it and every call under way.
class GraphCaller {
public:
    // The object that Graph answered with.
    using Done = std::move_only_function<void(app::PlatformResult<JsonObject>)>;

    GraphCaller(GraphClientOptions options, net::HttpClient& http);

    void call(GraphCall call, Done done);

    // Every page of an edge: the elements of `data`, following paging.cursors.after, at most
    // `most`.
    using PagesDone = std::move_only_function<void(app::PlatformResult<JsonArray>)>;
    void call_pages(GraphCall call, std::size_t most, PagesDone done);

private:
    std::string graph_url_;
    std::string version_;
    SecretProofs proofs_;
    net::HttpClient& http_;
};

// An answer of 200 that is none: it changes nothing, and is asked for again.
[[nodiscard]] app::PlatformError not_understood(std::string detail);

// Graph's answer, or what went wrong, as app::PlatformError says.
[[nodiscard]] app::PlatformResult<JsonObject> read_graph_answer(
    net::OutgoingResponse const& response
);

}  // namespace croozer::meta
