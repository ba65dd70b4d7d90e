// A file of staff's on its way to a customer: handed to Meta at once, and sent by the id that Meta
// gives, so that a send that is tried again uploads nothing again.
#include "api/call.hpp"
#include "api/routes/page.hpp"
#include "api/routes/platform_problem.hpp"
#include "app/sync_templates.hpp"
#include "domain/conversation/content.hpp"
#include "store/repositories/accounts.hpp"

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

// RFC 4648 §4; nullopt for anything else.
std::optional<std::string> from_base64(std::string_view text) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (text.size() % 4 != 0) {
        return std::nullopt;
    }
    while (!text.empty() && text.ends_with('=')) {
        text.remove_suffix(1);
    }
    std::string bytes;
    bytes.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    int held = 0;
    for (char const c : text) {
        auto const value = letters.find(c);
        if (value == std::string_view::npos) {
            return std::nullopt;
        }
        bits = (bits << 6) | static_cast<std::uint32_t>(value);
        held += 6;
        if (held >= 8) {
            held -= 8;
            bytes += static_cast<char>((bits >> held) & 0xFF);
        }
    }
    return bytes;
}

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
    if (!file.mime_type.empty() && type == nullptr) {
        reader.refuse("mimeType", "enum", "not a type that WhatsApp takes");
    }
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

struct Number {
    std::string phone_number_id;
    Secret token;
};

Result<std::optional<Number>> connected_number(app::Context& context) {
    auto access = TRY(app::template_access(context));
    if (!access) {
        return std::nullopt;
    }
    auto const account =
        TRY(store::find_account(context.session, context.business, access->account));
    return Number{
        .phone_number_id = account ? account->phone_number_id : std::string(),
        .token = std::move(access->token)
    };
}

void hand_over(CallPtr const& call, app::OutgoingFile file, Number number) {
    auto const* const type = conversation::file_type(file.mime_type);
    json::object media{
        {"kind", conversation::media_kind_name(type->kind)},
        {"mimeType", file.mime_type},
        {"fileName", file.file_name},
        {"size", static_cast<std::int64_t>(file.bytes.size())},
        {"expiresAt", (call->api.system_now() + Duration(kept)).to_rfc3339()}
    };
    call->api.uploads()->upload(
        std::move(number.token),
        std::move(number.phone_number_id),
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
    if (call->api.uploads() == nullptr) {
        refuse(*call, make_error(ErrorCode::Busy, "service_unavailable"));
        return;
    }
    call->api.runner().run(
        store::Lane::Interactive,
        call->business(),
        connected_number,
        [call, file = *std::move(file)](Result<std::optional<Number>> number) mutable {
            if (!number) {
                refuse(*call, number.error());
            } else if (!*number) {
                refuse(*call, make_error(ErrorCode::Conflict, "no_account"));
            } else {
                hand_over(call, std::move(file), **std::move(number));
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
