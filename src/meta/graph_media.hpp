// Fetches files from Meta: asks for the file's address, which lives five minutes, then for its
// bytes with the shop's token.
#pragma once

#include "app/media_library.hpp"
#include "meta/graph_call.hpp"
#include "meta/graph_client.hpp"
#include "net/http_client.hpp"

#include <memory>
#include <string>

namespace croozer::meta {

// Thread-safe. `http` must outlive it, and it every fetch under way.
class GraphMedia final : public app::MediaLibrary {
public:
    GraphMedia(GraphClientOptions const& options, net::HttpClient& http);

    void fetch(app::WantedMedia wanted, Done done) override;

private:
    struct Fetch;

    void ask(std::shared_ptr<Fetch> const& fetch);
    void answered(std::shared_ptr<Fetch> const& fetch, JsonObject const& node);
    void load(std::shared_ptr<Fetch> const& fetch, std::string url);

    std::string graph_url_;
    GraphCaller graph_;
    net::HttpClient& http_;
};

}  // namespace croozer::meta
