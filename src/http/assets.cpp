#include "http/assets.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace croozer::http {

namespace {

struct ContentType {
    std::string_view extension;
    std::string_view type;
};

constexpr std::array<ContentType, 17> content_types{{
    {"html", "text/html; charset=utf-8"},
    {"js", "text/javascript; charset=utf-8"},
    {"mjs", "text/javascript; charset=utf-8"},
    {"css", "text/css; charset=utf-8"},
    {"json", "application/json"},
    {"webmanifest", "application/manifest+json"},
    {"map", "application/json"},
    {"svg", "image/svg+xml"},
    {"png", "image/png"},
    {"jpg", "image/jpeg"},
    {"webp", "image/webp"},
    {"ico", "image/x-icon"},
    {"woff2", "font/woff2"},
    {"wasm", "application/wasm"},
    {"txt", "text/plain; charset=utf-8"},
    {"mp3", "audio/mpeg"},
    {"wav", "audio/wav"},
}};

std::string_view extension_of(std::string_view path) {
    auto const name = path.substr(path.rfind('/') + 1);
    auto const dot = name.rfind('.');
    return dot == std::string_view::npos ? std::string_view{} : name.substr(dot + 1);
}

std::string_view type_of(std::string_view path) {
    auto const extension = lower_ascii(extension_of(path));
    auto const* const found =
        std::ranges::find(content_types, std::string_view(extension), &ContentType::extension);
    return found == content_types.end() ? "application/octet-stream" : found->type;
}

// "gzip;q=0" and its spellings say no (RFC 9110 §12.4.2).
bool is_refused(std::string_view parameters) {
    auto const equals = parameters.find('=');
    if (equals == std::string_view::npos) {
        return false;
    }
    auto const weight = trimmed(parameters.substr(equals + 1));
    return weight.find_first_not_of("0.") == std::string_view::npos;
}

bool accepts(Request const& request, std::string_view coding) {
    auto const header = request.header("accept-encoding");
    if (!header) {
        return false;
    }
    auto const lower = lower_ascii(*header);
    return std::ranges::any_of(split(lower, ','), [&](std::string_view part) {
        auto const semicolon = std::min(part.find(';'), part.size());
        return trimmed(part.substr(0, semicolon)) == coding && !is_refused(part.substr(semicolon));
    });
}

bool knows(Request const& request, std::string_view quoted_etag) {
    auto const header = request.header("if-none-match");
    if (!header) {
        return false;
    }
    return std::ranges::any_of(split(*header, ','), [&](std::string_view part) {
        auto tag = trimmed(part);
        if (tag.starts_with("W/")) {
            tag.remove_prefix(2);
        }
        return tag == "*" || tag == quoted_etag;
    });
}

bool is_api(std::string_view path) {
    return path == "/api" || path.starts_with("/api/");
}

}  // namespace

StaticFiles::StaticFiles(std::span<Asset const> assets) {
    for (auto const& asset : assets) {
        by_path_.emplace(asset.path, &asset);
    }
}

Asset const* StaticFiles::find(std::string_view path) const {
    auto const found = by_path_.find(path);
    return found == by_path_.end() ? nullptr : found->second;
}

Response StaticFiles::serve(Request const& request) const {
    std::string path = request.path;
    auto const* plain = find(path);
    if (plain == nullptr && extension_of(path).empty() && !is_api(path)) {
        path += ".html";
        plain = find(path);
        if (plain == nullptr) {
            path = "/index.html";
            plain = find(path);
        }
    }
    if (plain == nullptr) {
        return Response::text(404, "not_found\n");
    }
    auto const* chosen = plain;
    std::string_view coding;
    auto const* const brotli = find(path + ".br");
    auto const* const gzip = find(path + ".gz");
    if (brotli != nullptr && accepts(request, "br")) {
        chosen = brotli;
        coding = "br";
    } else if (gzip != nullptr && accepts(request, "gzip")) {
        chosen = gzip;
        coding = "gzip";
    }
    auto const etag = '"' + std::string(chosen->etag) + '"';
    bool const immutable = path.starts_with("/assets/");
    Response response;
    response.set("etag", etag);
    response.set("cache-control", immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (brotli != nullptr || gzip != nullptr) {
        response.set("vary", "accept-encoding");
    }
    if (knows(request, etag)) {
        response.status = 304;
        return response;
    }
    response.set("content-type", std::string(type_of(path)));
    if (!coding.empty()) {
        response.set("content-encoding", std::string(coding));
    }
    response.body = chosen->bytes;
    return response;
}

}  // namespace croozer::http
