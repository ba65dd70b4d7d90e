// Files that customers sent. They come from strangers: a browser gets them to look at or listen to
// only where that is harmless, everything else is a download, and none may run anything.
#include "api/call.hpp"
#include "store/media_files.hpp"
#include "store/repositories/media.hpp"

#include <algorithm>
#include <array>

namespace croozer::api {
namespace {

// What is read of a row, and what of the disk.
struct File {
    std::string mime_type;
    std::string name;
    std::string bytes;
};

bool may_be_shown(std::string_view mime_type) {
    constexpr std::array<std::string_view, 9> harmless{
        "image/jpeg",
        "image/png",
        "image/webp",
        "audio/ogg",
        "audio/opus",
        "audio/mpeg",
        "audio/mp4",
        "audio/aac",
        "audio/amr"
    };
    return std::ranges::find(harmless, mime_type) != harmless.end();
}

// RFC 8187: everything but letters and digits is escaped, so that no name can say more than a name.
std::string encoded_name(std::string_view name) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (char const c : name) {
        auto const byte = static_cast<unsigned char>(c);
        bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
        if (plain) {
            result += c;
        } else {
            result += '%';
            result += digits[byte >> 4U];
            result += digits[byte & 0xFU];
        }
    }
    return result;
}

http::Response response_of(File file) {
    http::Response response;
    add_api_headers(response);
    bool const shown = may_be_shown(file.mime_type);
    response.set("Content-Type", shown ? file.mime_type : "application/octet-stream");
    response.set("Content-Security-Policy", "default-src 'none'; sandbox");
    // The bytes of an id never change; they stay the person's own.
    response.set("Cache-Control", "private, max-age=3600");
    std::string disposition = shown ? "inline" : "attachment";
    if (!file.name.empty()) {
        disposition += "; filename*=UTF-8''" + encoded_name(file.name);
    }
    response.set("Content-Disposition", std::move(disposition));
    response.body = std::move(file.bytes);
    return response;
}

void get_media(CallPtr call) {
    auto const id = path_id<MediaId>(*call, "mediaId");
    if (!id) {
        refuse(*call, id.error());
        return;
    }
    if (refuse_parameters(*call)) {
        return;
    }
    auto& engine = call->api.runner().engine();
    auto const business = call->business();
    store::read(
        engine,
        store::Scope::of(business),
        [business, media = *id](store::Session& session) {
            return store::find_media(session, business, media);
        },
        [call, business](Result<std::optional<store::Media>> found) {
            if (!found) {
                refuse(*call, found.error());
                return;
            }
            if (!*found || (*found)->state != "stored") {
                refuse(*call, make_error(ErrorCode::NotFound, "not_found"));
                return;
            }
            auto& media = **found;
            auto bytes =
                store::MediaFiles(call->api.options().media_directory).get(business, media.sha256);
            if (!bytes) {
                refuse(*call, bytes.error());
                return;
            }
            call->respond(response_of(
                {.mime_type = std::move(media.mime_type),
                 .name = std::move(media.file_name),
                 .bytes = *std::move(bytes)}
            ));
        }
    );
}

}  // namespace

void add_media_routes(Routes& routes) {
    routes.shop(
        http::Method::Get,
        "/api/businesses/{id}/media/{mediaId}",
        Resource::Messages,
        Verb::Read,
        get_media
    );
}

}  // namespace croozer::api
