// The web face, embedded into the binary, as answers.
#pragma once

#include "http/message.hpp"

#include <map>
#include <span>
#include <string_view>

namespace croozer::http {

struct Asset {
    // "/assets/index-B3xYz.js"; a sibling with ".br" or ".gz" holds the same bytes compressed.
    std::string_view path;
    std::string_view bytes;
    // Without quotes.
    std::string_view etag;
};

class StaticFiles {
public:
    // The assets must outlive this.
    explicit StaticFiles(std::span<Asset const> assets);

    // Finds the file of `request.path`. A path without an extension outside /api gets the document
    // of its name ("/connect" is /connect.html) or else /index.html, so that the browser's router
    // sees it. 304 for a known ETag, 404 otherwise. Files under
    // /assets/ carry a hash in their name and are immutable; all others are revalidated.
    [[nodiscard]] Response serve(Request const& request) const;

private:
    [[nodiscard]] Asset const* find(std::string_view path) const;

    std::map<std::string_view, Asset const*> by_path_;
};

}  // namespace croozer::http
