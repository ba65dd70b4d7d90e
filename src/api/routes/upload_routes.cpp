// A file of staff's on its way to a customer: handed to Meta at once, and sent by the id that Meta
// gives, so that a send that is tried again uploads nothing again.
#include "api/call.hpp"
#include "api/routes/page.hpp"
#include "api/routes/platform_problem.hpp"
#include "app/account_access.hpp"
#include "base/base64.hpp"
#include "domain/conversation/content.hpp"
#include "meta/media_checks.hpp"

#include <chrono>
#include <optional>
#include <utility>

namespace croozer::api {
namespace {

namespace json = boost::json;

// Ours: what one request may weigh (limits::webhook_body_bytes), as base64 and with room for the
// rest. A phone's photo is smaller.
constexpr std::size_t file_bytes = 3'000'000;
constexpr std::size_t base64_code_points = (file_bytes + 2) / 3 * 4;
// Meta keeps an upload this long.
constexpr auto kept = std::chrono::hours(24) * 30;

std::optional<app::OutgoingFile> read_file(CallPtr const& call) {
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    constexpr auto required = input::Need::Required;
    app::OutgoingFile file;
    file.file_name =
        reader.text("fileName", {.code_points = conversation::content_limits::file_name}, required)
            .value_or("");
    file.mime_type =
        reader.text("mimeType", {.code_points = limits::name_code_points}, required).value_or("");
    auto const data =
        reader.text("data", {.code_points = base64_code_points}, required).value_or("");
    auto const* const type = conversation::file_type(file.mime_type);
    auto bytes = from_base64(data);
    if (!bytes) {
        reader.refuse("data", "type", "not base64");
    } else if (type != nullptr && bytes->size() > type->bytes) {
        reader.refuse("data", "too_long", std::to_string(type->bytes));
    } else {
        file.bytes = *std::move(bytes);
    }
    reader.ignore("businessId");
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return std::nullopt;
    }
    return file;
}

// By its name and by its first bytes: what leaves under a shop's name is what it says.
bool is_a_file_for_whatsapp(app::OutgoingFile const& file) {
    auto const* const type = conversation::file_type(file.mime_type);
    return type != nullptr &&
           meta::is_what_it_says(
               conversation::media_kind_name(type->kind), file.mime_type, file.bytes
           );
}

void hand_over(CallPtr const& call, app::OutgoingFile file, app::AccountAccess access) {
    auto const* const type = conversation::file_type(file.mime_type);
    json::object media{
        {"kind", conversation::media_kind_name(type->kind)},
        {"mimeType", file.mime_type},
        {"fileName", file.file_name},
        {"size", static_cast<std::int64_t>(file.bytes.size())},
        {"expiresAt", (call->api.system_now() + Duration(kept)).to_rfc3339()}
    };
    call->api.uploads()->upload(
        std::move(access.token),
        std::move(access.phone_number_id),
        std::move(file),
        [call, media = std::move(media)](app::PlatformResult<std::string> id) mutable {
            if (!id) {
                refuse_by_platform(*call, id.error());
                return;
            }
            media["id"] = *id;
            respond(*call, json_answer(201, {{"media", std::move(media)}}));
        }
    );
}

void post_upload(CallPtr call) {
    auto file = read_file(call);
    if (!file) {
        return;
    }
    if (!is_a_file_for_whatsapp(*file)) {
        refuse(*call, make_error(ErrorCode::BadRequest, "file_type"));
        return;
    }
    if (refuse_over_limit(*call, call->api.file_uploads, call->business().to_string())) {
        return;
    }
    if (call->api.uploads() == nullptr) {
        refuse(*call, make_error(ErrorCode::Busy, "service_unavailable"));
        return;
    }
    call->api.runner().run(
        store::Lane::Interactive,
        call->business(),
        app::account_access,
        [call, file = *std::move(file)](Result<std::optional<app::AccountAccess>> access) mutable {
            if (!access) {
                refuse(*call, access.error());
            } else if (!*access) {
                refuse(*call, make_error(ErrorCode::Conflict, "no_account"));
            } else {
                hand_over(call, std::move(file), **std::move(access));
            }
        }
    );
}

}  // namespace

void add_upload_routes(Routes& routes) {
    http::RouteOptions options;
    options.body_bytes = limits::webhook_body_bytes;
    routes.shop(
        http::Method::Post,
        "/api/businesses/{id}/media-uploads",
        Resource::Messages,
        Verb::Send,
        post_upload,
        std::move(options)
    );
}

}  // namespace croozer::api
