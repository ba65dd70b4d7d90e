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

// On a thread of the downloads'.
void answer_with(Call& call, store::Media media, std::shared_ptr<void> room) {
    auto bytes =
        store::MediaFiles(call.api.options().media_directory).get(call.business(), media.sha256);
    if (!bytes) {
        refuse(call, bytes.error());
        return;
    }
    auto response = response_of(
        {.mime_type = std::move(media.mime_type),
         .name = std::move(media.file_name),
         .bytes = *std::move(bytes)}
    );
    response.held = std::move(room);
    call.respond(std::move(response));
}

void read_file(CallPtr const& call, Result<std::optional<store::Media>> found) {
    if (!found) {
        refuse(*call, found.error());
        return;
    }
    if (!*found || (*found)->state != "stored") {
        refuse(*call, make_error(ErrorCode::NotFound, "not_found"));
        return;
    }
    auto& downloads = call->api.downloads();
    auto room = downloads.reserve(call->user.id, static_cast<std::size_t>((*found)->size));
    bool const is_read =
        room != nullptr && downloads.read([call, media = **std::move(found), room]() mutable {
            answer_with(*call, std::move(media), std::move(room));
        });
    if (!is_read) {
        refuse(*call, make_error(ErrorCode::Busy, "busy"));
    }
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
    store::read(
        call->api.runner().engine(),
        store::Scope::of(call->business()),
        [business = call->business(), media = *id](store::Session& session) {
            return store::find_media(session, business, media);
        },
        [call](Result<std::optional<store::Media>> found) { read_file(call, std::move(found)); }
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
