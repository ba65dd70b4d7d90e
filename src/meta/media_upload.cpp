#include "meta/media_upload.hpp"

#include "meta/graph_codec.hpp"

#include <boost/json.hpp>

#include <chrono>
#include <utility>

namespace croozer::meta {
namespace {

// 16 MB over a slow line; other calls have limits::graph_time.
constexpr auto upload_time = std::chrono::seconds(120);
constexpr std::size_t boundary_bytes = 24;

// A name cannot leave its quotes (RFC 7578 §4.2).
std::string quoted_name(std::string_view name) {
    std::string quoted;
    for (char const c : name) {
        auto const byte = static_cast<unsigned char>(c);
        quoted += byte < 0x20 || byte == 0x7F || c == '"' || c == '\\' ? '_' : c;
    }
    return quoted.empty() ? "file" : quoted;
}

}  // namespace

std::string multipart_body(app::OutgoingFile const& file, std::string_view boundary) {
    std::string body;
    auto const field = [&](std::string_view name, std::string_view value) {
        body += joined(
            {"--",
             boundary,
             "\r\nContent-Disposition: form-data; name=\"",
             name,
             "\"\r\n\r\n",
             value,
             "\r\n"}
        );
    };
    field("messaging_product", "whatsapp");
    field("type", file.mime_type);
    body += joined(
        {"--",
         boundary,
         "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"",
         quoted_name(file.file_name),
         "\"\r\nContent-Type: ",
         file.mime_type,
         "\r\n\r\n",
         file.bytes,
         "\r\n--",
         boundary,
         "--\r\n"}
    );
    return body;
}

void MediaUpload::upload(
    Secret token,
    std::string phone_number_id,
    app::OutgoingFile file,
    app::PlatformDone<std::string> done
) {
    auto const boundary = random_.token(boundary_bytes);
    graph_.call(
        {.method = "POST",
         .path = {std::move(phone_number_id), "media"},
         .query = {},
         .body = multipart_body(file, boundary),
         .token = std::move(token),
         .timeout = upload_time,
         .content_type = "multipart/form-data; boundary=" + boundary},
        [done = std::move(done)](app::PlatformResult<JsonObject> answer) mutable {
            if (!answer) {
                done(std::unexpected(std::move(answer).error()));
                return;
            }
            done(id_at(*answer, "id"));
        }
    );
}

}  // namespace croozer::meta
