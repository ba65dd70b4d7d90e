// A shop's own number: connecting it by Meta's dialog or by hand, and letting it go.
#include "api/access/browser.hpp"
#include "api/call.hpp"
#include "api/routes/page.hpp"
#include "api/views/account_view.hpp"
#include "api/views/connect_view.hpp"
#include "api/views/views.hpp"
#include "app/connect/connector.hpp"

#include <algorithm>
#include <array>

namespace croozer::api {
namespace {

namespace json = boost::json;
using store::ConnectState;
using store::ConnectStep;
using store::ConnectVariant;

// Meta names no longest code or token; those seen have some 300 characters.
constexpr std::size_t token_code_points = 4'096;
// Decimal; Meta names no longest, those seen have 15 to 17.
constexpr std::size_t id_digits = 64;
constexpr std::size_t pin_digits = 6;
constexpr std::string_view default_sdk_origin = "https://connect.facebook.net";
constexpr std::array<std::string_view, 3> variants{"embedded", "coexistence", "manual"};

bool is_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void get_meta_config(CallPtr call) {
    if (refuse_parameters(*call)) {
        return;
    }
    auto const& meta = call->api.options().meta;
    json::array origins{"https://www.facebook.com", "https://web.facebook.com"};
    auto const sdk_origin = origin_of(meta.sdk_url);
    if (sdk_origin != default_sdk_origin && !sdk_origin.empty()) {
        origins.emplace_back(sdk_origin);
    }
    respond(
        *call,
        json_answer(
            200,
            {{"appId", meta.app_id},
             {"configId", meta.config_id},
             {"configIdCoexistence", meta.config_id_coexistence},
             {"graphVersion", meta.graph_version},
             {"sdkUrl", meta.sdk_url},
             {"allowedOrigins", std::move(origins)},
             {"embeddedSignup", !meta.app_id.empty() && !meta.config_id.empty()}}
        )
    );
}

// Visible ASCII: it goes into a header.
Secret read_token(input::ObjectReader& reader, std::string_view name, bool wanted) {
    if (!wanted) {
        if (reader.has(name)) {
            reader.refuse(name, "unknown_field");
        }
        return {};
    }
    auto text = reader.text(name, {.code_points = token_code_points}, input::Need::Required);
    if (text && !std::ranges::all_of(*text, [](char c) { return c > ' ' && c <= '~'; })) {
        reader.refuse(name, "control_character");
    }
    return Secret(std::move(text).value_or(""));
}

std::string read_meta_id(input::ObjectReader& reader, std::string_view name, input::Need need) {
    auto text = reader.text(name, {.code_points = id_digits}, need).value_or("");
    if (!is_digits(text)) {
        reader.refuse(name, "unknown_reference");
    }
    return text;
}

std::optional<Secret> read_pin(input::ObjectReader& reader) {
    auto text = reader.text("pin", {.code_points = id_digits});
    if (!text) {
        return std::nullopt;
    }
    if (text->size() != pin_digits || !is_digits(*text)) {
        reader.refuse("pin", "pin");
    }
    return Secret(*std::move(text));
}

// What a request is told at once; the rest is in the attempt.
std::optional<Error> refusal_of(store::ConnectAttempt const& attempt) {
    if (attempt.state != ConnectState::Failed) {
        return std::nullopt;
    }
    auto const& exchange = attempt.steps[static_cast<std::size_t>(ConnectStep::Exchange)].error;
    if (exchange) {
        return exchange->slug == "oauth_code"
                   ? make_error(ErrorCode::BadRequest, exchange->slug, exchange->detail)
                   : make_error(ErrorCode::UpstreamUnavailable, exchange->slug, exchange->detail);
    }
    auto const& ownership = attempt.steps[static_cast<std::size_t>(ConnectStep::Ownership)].error;
    if (ownership) {
        return make_error(ErrorCode::Conflict, ownership->slug);
    }
    return std::nullopt;
}

void answer_begun(CallPtr call, store::ConnectAttempt attempt) {
    answer_by_query(call, [call, attempt](store::Session& session) -> Result<Answer> {
        auto const account = TRY(store::find_account_record(session, call->business()));
        return json_answer(
            202,
            {{"success", attempt.state != ConnectState::Failed},
             {"attempt", attempt_view(attempt)},
             {"whatsappAccount",
              account ? json::value(account_view(*account)) : json::value(nullptr)}}
        );
    });
}

void post_connect(CallPtr call) {
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    app::BeginConnect command;
    // Named by the request itself: a number must not go to a shop by default.
    std::ignore = reader.id("businessId", input::Need::Required);
    auto const variant = reader.choice("variant", variants, input::Need::Required);
    command.variant =
        store::variant_from_name(variant.value_or("")).value_or(ConnectVariant::Embedded);
    bool const by_hand = command.variant == ConnectVariant::Manual;
    auto const need = by_hand ? input::Need::Required : input::Need::Optional;
    command.code = read_token(reader, "code", !by_hand);
    command.access_token = read_token(reader, "accessToken", by_hand);
    command.waba_hint = read_meta_id(reader, "wabaId", need);
    command.number_hint = read_meta_id(reader, "phoneNumberId", need);
    command.pin = read_pin(reader);
    command.who = call->who();
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems) || refuse_platform_call(*call)) {
        return;
    }
    call->api.connector()
        .begin(call->business(), std::move(command), [call](Result<store::ConnectAttempt> attempt) {
            if (!attempt) {
                refuse(*call, attempt.error());
            } else if (auto const refusal = refusal_of(*attempt)) {
                refuse(*call, *refusal);
            } else {
                answer_begun(call, *std::move(attempt));
            }
        });
}

void get_attempt(CallPtr call) {
    auto const id = path_id<ConnectAttemptId>(*call, "attemptId");
    if (!id) {
        refuse(*call, id.error());
        return;
    }
    if (refuse_parameters(*call)) {
        return;
    }
    answer_by_query(call, [call, id = *id](store::Session& session) -> Result<Answer> {
        auto const attempt = TRY(store::find_attempt(session, call->business(), id));
        if (!attempt) {
            return failure(ErrorCode::NotFound, "not_found");
        }
        return json_answer(200, {{"attempt", attempt_view(*attempt)}});
    });
}

void retry_attempt(CallPtr call) {
    auto const id = path_id<ConnectAttemptId>(*call, "attemptId");
    if (!id) {
        refuse(*call, id.error());
        return;
    }
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    reader.ignore("businessId");
    app::RetryConnect command;
    command.attempt = *id;
    command.pin = read_pin(reader);
    if (reader.has("phoneNumberId")) {
        command.phone_number_id = read_meta_id(reader, "phoneNumberId", input::Need::Required);
    }
    command.who = call->who();
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems) || refuse_platform_call(*call)) {
        return;
    }
    answer_by_command(call, [command](app::Context& context) -> Result<Answer> {
        auto const attempt = TRY(app::retry_connect(context, command));
        return json_answer(200, {{"attempt", attempt_view(attempt)}});
    });
}

void delete_number(CallPtr call) {
    if (refuse_parameters(*call)) {
        return;
    }
    call->api.connector().disconnect(call->business(), call->who(), [call](Result<void> gone) {
        if (!gone) {
            refuse(*call, gone.error());
            return;
        }
        respond(*call, json_answer(200, {{"success", true}}));
    });
}

}  // namespace

void add_connect_routes(Routes& routes) {
    using enum http::Method;
    routes.user(Get, "/api/meta/config", get_meta_config);
    routes.shop(Post, "/api/meta/connect", Resource::Whatsapp, Verb::Create, post_connect);
    routes.shop(
        Get,
        "/api/businesses/{id}/whatsapp/attempts/{attemptId}",
        Resource::Whatsapp,
        Verb::Read,
        get_attempt
    );
    routes.shop(
        Post,
        "/api/businesses/{id}/whatsapp/attempts/{attemptId}/retry",
        Resource::Whatsapp,
        Verb::Create,
        retry_attempt
    );
    routes.shop(
        Delete, "/api/businesses/{id}/whatsapp", Resource::Whatsapp, Verb::Delete, delete_number
    );
}

}  // namespace croozer::api
