#include "meta/graph_media.hpp"

#include "base/limits.hpp"
#include "meta/graph_codec.hpp"
#include "meta/media_checks.hpp"

#include <boost/json.hpp>

#include <utility>

namespace croozer::meta {
namespace {

// 16 MB over a slow line.
constexpr auto load_time = std::chrono::seconds(60);
constexpr int ok = 200;
constexpr int not_found = 404;
// The address may have run out between the two calls: it is asked for once more.
constexpr int most_asks = 2;
// Graph's answers for a file that is no more: (#100) on an unknown id.
constexpr std::int64_t unknown_object = 100;

}  // namespace

struct GraphMedia::Fetch {
    app::WantedMedia wanted;
    Done done;
    int asks{0};

    void fail(bool is_passing, std::string reason) {
        done(std::unexpected(
            app::MediaFailure{.is_passing = is_passing, .reason = std::move(reason)}
        ));
    }

    // The bytes are here: they must be what was announced.
    void take(std::string bytes) {
        auto const digest = crypto::sha256(bytes);
        auto mime_type = plain_mime_type(wanted.mime_type);
        if (bytes.size() > wanted.most_bytes) {
            fail(false, "too_large");
        } else if (!wanted.announced_sha256.empty() &&
                   !is_announced_hash(wanted.announced_sha256, digest)) {
            fail(false, "hash_mismatch");
        } else if (!is_what_it_says(wanted.kind, mime_type, bytes)) {
            fail(false, "type_mismatch");
        } else {
            done(app::FetchedMedia{
                .bytes = std::move(bytes),
                .sha256 = crypto::to_hex(digest),
                .mime_type = std::move(mime_type)
            });
        }
    }
};

GraphMedia::GraphMedia(GraphClientOptions const& options, net::HttpClient& http)
    : graph_url_(options.graph_url), graph_(options, http), http_(http) {}

void GraphMedia::fetch(app::WantedMedia wanted, Done done) {
    ask(std::make_shared<Fetch>(
        Fetch{.wanted = std::move(wanted), .done = std::move(done), .asks = 0}
    ));
}

void GraphMedia::ask(std::shared_ptr<Fetch> const& fetch) {
    ++fetch->asks;
    GraphCall call;
    call.path = {fetch->wanted.meta_id};
    call.query = {{"phone_number_id", fetch->wanted.phone_number_id}};
    call.token = fetch->wanted.token;
    graph_.call(std::move(call), [this, fetch](app::PlatformResult<JsonObject> node) {
        if (node) {
            answered(fetch, *node);
        } else if (node.error().code == unknown_object || node.error().http_status == not_found) {
            fetch->fail(false, "gone");
        } else {
            // A token that does not work today may be mended while the file still lies there.
            fetch->fail(true, "graph_" + std::to_string(node.error().code));
        }
    });
}

void GraphMedia::answered(std::shared_ptr<Fetch> const& fetch, JsonObject const& node) {
    auto& wanted = fetch->wanted;
    auto url = std::string(string_at(node, "url"));
    if (!is_media_address(url, graph_url_)) {
        fetch->fail(false, "refused_address");
        return;
    }
    auto const size = integer_at(node, "file_size");
    if (size && (*size < 0 || static_cast<std::uint64_t>(*size) > wanted.most_bytes)) {
        fetch->fail(false, "too_large");
        return;
    }
    if (wanted.announced_sha256.empty()) {
        wanted.announced_sha256 = id_at(node, "sha256");
    }
    if (wanted.mime_type.empty()) {
        wanted.mime_type = text_at(node, "mime_type", limits::name_code_points);
    }
    load(fetch, std::move(url));
}

void GraphMedia::load(std::shared_ptr<Fetch> const& fetch, std::string url) {
    auto authorization = authorization_header(fetch->wanted.token);
    if (!authorization) {
        fetch->fail(false, "bad_token");
        return;
    }
    net::OutgoingRequest request;
    request.url = std::move(url);
    request.headers.push_back(*std::move(authorization));
    request.timeout = load_time;
    // One more than is allowed: what is longer is no answer at all, and what is just too long is
    // told as that.
    request.response_bytes = fetch->wanted.most_bytes + 1;
    http_.send(std::move(request), [this, fetch](auto answer) {
        if (!answer) {
            fetch->fail(true, "no_answer");
        } else if (answer->status == ok) {
            fetch->take(std::move(answer->body));
        } else if (answer->status == not_found && fetch->asks < most_asks) {
            ask(fetch);
        } else {
            fetch->fail(true, "http_" + std::to_string(answer->status));
        }
    });
}

}  // namespace croozer::meta
