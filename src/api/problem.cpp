#include "api/problem.hpp"

#include "base/text.hpp"

#include <boost/json.hpp>

#include <charconv>
#include <optional>
#include <utility>

namespace croozer::api {
namespace {

namespace json = boost::json;

struct CodeRule {
    int status;
    // The words of a slug that has none of its own.
    std::string_view slug;
    // Whether detail and slug may be shown.
    bool shown;
};

CodeRule rule_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::BadRequest:
            return {400, "bad_request", true};
        case ErrorCode::Unauthenticated:
            return {401, "unauthenticated", true};
        case ErrorCode::Forbidden:
            return {403, "forbidden", true};
        case ErrorCode::NotFound:
            return {404, "not_found", false};
        case ErrorCode::Conflict:
            return {409, "conflict", true};
        case ErrorCode::Validation:
            return {422, "validation", true};
        case ErrorCode::PreconditionRequired:
            return {428, "precondition_required", true};
        case ErrorCode::PreconditionFailed:
            return {412, "stale", true};
        case ErrorCode::TooManyRequests:
            return {429, "too_many_requests", true};
        case ErrorCode::ConstraintUnique:
            return {409, "conflict", false};
        case ErrorCode::StorageFull:
        case ErrorCode::StorageUnavailable:
            return {503, "storage", false};
        case ErrorCode::UpstreamRefused:
        case ErrorCode::UpstreamUnavailable:
        case ErrorCode::UpstreamUnknown:
            return {502, "upstream", false};
        case ErrorCode::Busy:
            return {503, "busy", false};
        case ErrorCode::ConstraintOther:
        case ErrorCode::Corrupt:
        case ErrorCode::Internal:
            break;
    }
    return {500, "internal", false};
}

std::string fallback_slug(int status) {
    switch (status) {
        case 408:
            return "request_timeout";
        case 500:
            return "internal";
        case 503:
            return "service_unavailable";
        default:
            return "bad_request";
    }
}

json::array fields_array(std::span<FieldProblem const> fields) {
    json::array array;
    for (auto const& field : fields) {
        json::object object{{"pointer", field.pointer}, {"code", field.code}};
        if (!field.detail.empty()) {
            object["detail"] = field.detail;
        }
        array.push_back(std::move(object));
    }
    return array;
}

json::array parts_of(std::string_view list) {
    json::array parts;
    for (auto const part : split(list, ',')) {
        if (!trimmed(part).empty()) {
            parts.emplace_back(trimmed(part));
        }
    }
    return parts;
}

std::optional<std::int64_t> number_of(std::string_view text) {
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    bool const whole = error == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

http::Response write(
    int status,
    std::string_view slug,
    std::string_view title,
    json::object extra,
    std::string_view request_id
) {
    json::object body{
        {"type", "https://croozer.dev/problems/" + std::string(slug)},
        {"title", title},
        {"status", status}
    };
    for (auto& [key, value] : extra) {
        body[key] = std::move(value);
    }
    body["instance"] = "/requests/" + std::string(request_id);
    auto response = http::Response::json(status, json::serialize(body));
    response.set("Content-Type", "application/problem+json");
    response.set("Cache-Control", "no-store");
    response.set("X-Content-Type-Options", "nosniff");
    if (status == 503 || status == 429) {
        response.set("Retry-After", status == 429 ? "2" : "5");
    } else if (slug == "request_in_flight") {
        response.set("Retry-After", "1");
    }
    return response;
}

}  // namespace

int status_of(Error const& error) {
    auto const rule = rule_of(error.code);
    auto const* text = rule.shown ? find_problem_text(error.slug) : nullptr;
    return text != nullptr && text->status != 0 ? text->status : rule.status;
}

Language language_of(http::Request const& request, Language otherwise) {
    for (auto const part : split(request.header("accept-language").value_or(""), ',')) {
        auto const tag = lower_ascii(trimmed(part).substr(0, 2));
        if (auto const language = language_from_code(tag)) {
            return *language;
        }
    }
    return otherwise;
}

http::Response problem_response(
    Error const& error,
    Language language,
    std::string_view request_id,
    std::span<FieldProblem const> fields
) {
    auto const rule = rule_of(error.code);
    auto const* text = rule.shown ? find_problem_text(error.slug) : nullptr;
    std::string_view const slug =
        rule.shown && !error.slug.empty() ? std::string_view(error.slug) : rule.slug;
    if (text == nullptr) {
        text = find_problem_text(rule.slug);
    }
    json::object extra;
    if (error.code == ErrorCode::Conflict && error.slug == "transition") {
        extra["allowed"] = parts_of(error.detail);
    } else if (error.code == ErrorCode::Conflict && error.slug == "window_closed") {
        extra["templates"] = parts_of(error.detail);
    } else if (error.code == ErrorCode::Conflict && error.slug == "out_of_stock") {
        if (auto const units = number_of(error.detail)) {
            extra["available"] = *units;
        }
    } else if (rule.shown && !error.detail.empty()) {
        extra["detail"] = error.detail;
    }
    if (!fields.empty()) {
        extra["errors"] = fields_array(fields);
    } else if (rule.shown && !error.pointer.empty()) {
        extra["errors"] =
            json::array{json::object{{"pointer", error.pointer}, {"code", error.slug}}};
    }
    return write(
        status_of(error),
        slug,
        language == Language::Hebrew ? text->he : text->en,
        std::move(extra),
        request_id
    );
}

http::Response refused_response(
    http::Request const& request,
    int status,
    std::string_view slug,
    std::string_view detail,
    Language otherwise
) {
    auto const* text = find_problem_text(slug);
    if (text == nullptr) {
        text = find_problem_text(fallback_slug(status));
    }
    json::object extra;
    if (!detail.empty() && status < 500) {
        extra["detail"] = detail;
    }
    bool const hebrew = language_of(request, otherwise) == Language::Hebrew;
    return write(status, slug, hebrew ? text->he : text->en, std::move(extra), request.request_id);
}

}  // namespace croozer::api
