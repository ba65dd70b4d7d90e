#include "http/response_head.hpp"

#include "base/log.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <ctime>

namespace croozer::http {

namespace {

std::string_view reason_of(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 202:
            return "Accepted";
        case 204:
            return "No Content";
        case 303:
            return "See Other";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 429:
            return "Too Many Requests";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        default:
            // Clients must ignore the phrase (RFC 9112 §4).
            return "Status";
    }
}

bool is_safe_value(std::string_view value) {
    return std::ranges::none_of(value, [](char letter) {
        auto const code = static_cast<unsigned char>(letter);
        return (code < 0x20 && letter != '\t') || code == 0x7f;
    });
}

bool is_safe_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
               (letter >= 'A' && letter <= 'Z') || letter == '-' || letter == '_';
    });
}

bool is_framing(std::string_view name) {
    static constexpr std::array<std::string_view, 7> names{
        "content-length",
        "transfer-encoding",
        "connection",
        "keep-alive",
        "date",
        "x-request-id",
        "trailer",
    };
    return std::ranges::find(names, name) != names.end();
}

// RFC 9110 §5.6.7, made once a second.
std::string_view date_text() {
    thread_local std::time_t second{0};
    thread_local std::array<char, 40> text{};
    thread_local std::size_t size{0};
    auto const now = std::time(nullptr);
    if (now != second) {
        std::tm parts{};
        ::gmtime_r(&now, &parts);
        size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        second = now;
    }
    return {text.data(), size};
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
}

struct DefaultField {
    std::string_view name;
    std::string_view value;
};

constexpr std::array<DefaultField, 3> default_fields{{
    {"x-content-type-options", "nosniff"},
    {"referrer-policy", "same-origin"},
    {"cross-origin-resource-policy", "same-origin"},
}};

}  // namespace

bool status_has_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

std::string response_head(Response const& response, ResponseFacts const& facts) {
    std::string out;
    out.reserve(512);
    out += "HTTP/1.1 ";
    out += std::to_string(std::clamp(response.status, 100, 999));
    out += ' ';
    out += reason_of(response.status);
    out += "\r\n";
    append_field(out, "date", date_text());
    append_field(out, "x-request-id", facts.request_id);
    for (auto const& field : response.headers) {
        if (is_framing(lower_ascii(field.name))) {
            continue;
        }
        if (!is_safe_name(field.name) || !is_safe_value(field.value)) {
            log::error(
                "a response field was left out: it would split the answer",
                {{"status", std::int64_t{response.status}}}
            );
            continue;
        }
        append_field(out, field.name, field.value);
    }
    for (auto const& [name, value] : default_fields) {
        if (std::ranges::find(response.headers, name, &Field::name) == response.headers.end()) {
            append_field(out, name, value);
        }
    }
    if (response.stream == nullptr && status_has_body(response.status)) {
        append_field(out, "content-length", std::to_string(facts.body_bytes));
    }
    if (!facts.keep_alive) {
        append_field(out, "connection", "close");
    }
    out += "\r\n";
    return out;
}

}  // namespace croozer::http
