// Upload, the address that lives for minutes, and the bytes (meta notes §8).
#include "sandbox/sandbox.hpp"

#include <utility>

namespace croozer::sandbox {
namespace {

// Room for the form around the file.
constexpr std::size_t form_bytes = std::size_t{64} * 1024;

GraphAnswer upload(Sandbox& sandbox, http::Request const& request) {
    auto const shop = number_of_node(sandbox, request, messaging);
    if (!shop) {
        return std::unexpected(shop.error());
    }
    auto file = file_of_form(request.header("content-type").value_or(""), request.body);
    if (!file || file->bytes.empty() || file->mime_type.empty()) {
        return std::unexpected(GraphError{100, "(#100) The parameter file is required.", {}});
    }
    auto const media = sandbox.media.add(std::move(file->mime_type), std::move(file->bytes));
    return json::object{{"id", media->id}};
}

GraphAnswer remove(Sandbox& sandbox, http::Request const& request) {
    auto const token = business_token_of(sandbox, request);
    if (!token) {
        return std::unexpected(token.error());
    }
    std::string_view const id = request.path_parameter("node");
    return sandbox.media.remove(id) ? success() : std::unexpected(unknown_object(id));
}

// As the hosts of Meta's media addresses: only with a token of one of the shops.
http::Response serve(Sandbox& sandbox, http::Request const& request) {
    bool const known = business_token_of(sandbox, request).has_value();
    auto const media = sandbox.media.find(request.path_parameter("id"));
    if (!known || media == nullptr) {
        return http::Response::text(known ? 404 : 401, "");
    }
    http::Response response;
    response.set("Content-Type", media->mime_type).set("Cache-Control", "no-store");
    response.set("Content-Disposition", "attachment");
    response.body = media->bytes;
    return response;
}

}  // namespace

void add_graph_media_routes(http::Router& router, Sandbox& sandbox) {
    add_graph(
        router,
        sandbox,
        http::Method::Post,
        "/{node}/media",
        "upload_media",
        upload,
        {.body_bytes = MediaStore::most_file_bytes + form_bytes}
    );
    add_graph(router, sandbox, http::Method::Delete, "/{node}", "delete_media", remove);
    router.add(
        http::Method::Get,
        "/media/{id}",
        [&sandbox](http::Request request, http::Respond respond) {
            respond(serve(sandbox, request));
        }
    );
}

}  // namespace croozer::sandbox
