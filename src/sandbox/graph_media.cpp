// Upload, the address that lives for minutes, and the bytes (meta notes §8).
#include "base/text.hpp"
#include "sandbox/sandbox.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace croozer::sandbox {
namespace {

// Room for the form around the file.
constexpr std::size_t form_bytes = std::size_t{64} * 1024;

constexpr std::size_t megabyte = std::size_t{1024} * 1024;

struct MediaLimit {
    std::string_view mime_type;
    std::size_t most;
};

// developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media,
// "Supported media types".
constexpr std::array limits_of_media{
    MediaLimit{"audio/aac", 16 * megabyte},
    MediaLimit{"audio/amr", 16 * megabyte},
    MediaLimit{"audio/mpeg", 16 * megabyte},
    MediaLimit{"audio/mp4", 16 * megabyte},
    MediaLimit{"audio/ogg", 16 * megabyte},
    MediaLimit{"image/jpeg", 5 * megabyte},
    MediaLimit{"image/png", 5 * megabyte},
    MediaLimit{"image/webp", 500 * std::size_t{1024}},
    MediaLimit{"video/mp4", 16 * megabyte},
    MediaLimit{"video/3gpp", 16 * megabyte},
    MediaLimit{"text/plain", 100 * megabyte},
    MediaLimit{"application/pdf", 100 * megabyte},
    MediaLimit{"application/msword", 100 * megabyte},
    MediaLimit{"application/vnd.ms-excel", 100 * megabyte},
    MediaLimit{"application/vnd.ms-powerpoint", 100 * megabyte},
};

constexpr std::string_view office = "application/vnd.openxmlformats-officedocument.";

// 131053 for a type that cannot be sent and for one that is too long.
std::optional<GraphError> check_file(std::string_view mime_type, std::size_t bytes) {
    std::string_view const plain = trimmed(mime_type.substr(0, mime_type.find(';')));
    auto const* const found = std::ranges::find(limits_of_media, plain, &MediaLimit::mime_type);
    bool const known = found != limits_of_media.end();
    if (!known && !plain.starts_with(office)) {
        return GraphError{131053, "The type of this file is not supported.", {}};
    }
    return known && bytes > found->most
               ? std::optional(GraphError{131053, "The file is too large.", {}})
               : std::nullopt;
}

FormPart const* part_of(std::vector<FormPart> const& parts, std::string_view name) {
    auto const found = std::ranges::find(parts, name, &FormPart::name);
    return found == parts.end() ? nullptr : &*found;
}

GraphAnswer upload(Sandbox& sandbox, http::Request const& request) {
    auto const shop = number_of_node(sandbox, request, messaging);
    if (!shop) {
        return std::unexpected(shop.error());
    }
    auto const parts = parts_of_form(request.header("content-type").value_or(""), request.body);
    FormPart const* const product = parts ? part_of(*parts, "messaging_product") : nullptr;
    if (product == nullptr || product->bytes != "whatsapp") {
        return std::unexpected(GraphError{100, "The parameter messaging_product is required.", {}});
    }
    FormPart const* const file = part_of(*parts, "file");
    if (file == nullptr || file->bytes.empty() || file->mime_type.empty()) {
        return std::unexpected(GraphError{100, "The parameter file is required.", {}});
    }
    if (auto const error = check_file(file->mime_type, file->bytes.size())) {
        return std::unexpected(*error);
    }
    auto const media = sandbox.media.add((*shop)->phone_number_id, file->mime_type, file->bytes);
    return json::object{{"id", media->id}};
}

// The file, if this token was given for the account of its number.
std::expected<std::shared_ptr<Media const>, GraphError> media_of(
    Sandbox& sandbox, http::Request const& request, std::string_view id
) {
    auto const token = business_token_of(sandbox, request);
    if (!token) {
        return std::unexpected(token.error());
    }
    auto const media = sandbox.media.find(id);
    Shop const* const shop =
        media == nullptr ? nullptr : sandbox.estate.number(media->phone_number_id);
    auto const asked = request.query_value("phone_number_id");
    if (shop == nullptr || !token->grants(shop->waba_id) ||
        (asked && *asked != media->phone_number_id)) {
        return std::unexpected(unknown_object(id));
    }
    return media;
}

GraphAnswer remove(Sandbox& sandbox, http::Request const& request) {
    std::string_view const id = request.path_parameter("node");
    auto const media = media_of(sandbox, request, id);
    if (!media) {
        return std::unexpected(media.error());
    }
    sandbox.media.remove(id);
    return success();
}

bool is_address_in_force(Sandbox& sandbox, http::Request const& request) {
    std::int64_t end = 0;
    std::string_view const text = request.query_value("ext").value_or("");
    auto const [rest, error] = std::from_chars(text.data(), text.data() + text.size(), end);
    return error == std::errc() && rest == text.data() + text.size() &&
           sandbox.clock.now().seconds() < end &&
           request.query_value("hash") ==
               media_url_hash(sandbox, request.path_parameter("id"), end);
}

// As the hosts of Meta's media addresses: with a token of the number's account, for five minutes.
http::Response serve(Sandbox& sandbox, http::Request const& request) {
    auto const found = media_of(sandbox, request, request.path_parameter("id"));
    if (!found) {
        return http::Response::text(found.error().code == 100 ? 404 : 401, "");
    }
    if (!is_address_in_force(sandbox, request)) {
        return http::Response::text(404, "");
    }
    auto const& media = *found;
    http::Response response;
    response.set("Content-Type", media->mime_type).set("Cache-Control", "no-store");
    response.set("Content-Disposition", "attachment");
    response.body = media->bytes;
    return response;
}

}  // namespace

GraphAnswer read_media(Sandbox& sandbox, http::Request const& request) {
    auto const media = media_of(sandbox, request, request.path_parameter("node"));
    if (!media) {
        return std::unexpected(media.error());
    }
    json::object answer = media_reference(sandbox, **media);
    answer["messaging_product"] = "whatsapp";
    answer["file_size"] = (*media)->bytes.size();
    return answer;
}

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
