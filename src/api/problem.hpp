// Errors as HTTP answers: RFC 9457 problem+json. The one place that turns an Error into a status
// and into words; the slug is the contract with clients.
#pragma once

#include "base/error.hpp"
#include "domain/business/language.hpp"
#include "http/message.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::api {

// One field of a body, or one query parameter ("?limit"), that is wrong.
struct FieldProblem {
    std::string pointer;  // JSON pointer
    std::string code;     // "range", "missing"…
    std::string detail;   // "1..240"; may be empty
};

struct ProblemText {
    std::string_view slug;
    // 0: by the error's code.
    int status;
    std::string_view he;
    std::string_view en;
};

// Every slug that a client may read, in both languages.
[[nodiscard]] std::span<ProblemText const> problem_texts();
// nullptr: not in the table.
[[nodiscard]] ProblemText const* find_problem_text(std::string_view slug);
[[nodiscard]] int status_of(Error const& error);

// The language of titles: the first of he and en in Accept-Language, else `otherwise`.
[[nodiscard]] Language language_of(http::Request const& request, Language otherwise);

// `error.detail` is shown unless the cause is ours or the database's: those tell nothing. The
// detail of "transition" is the comma separated list of allowed states and becomes `allowed`.
[[nodiscard]] http::Response problem_response(
    Error const& error,
    Language language,
    std::string_view request_id,
    std::span<FieldProblem const> fields = {}
);

// For http::ServerOptions::on_error: what the server itself refuses, with its own status.
[[nodiscard]] http::Response refused_response(
    http::Request const& request,
    int status,
    std::string_view slug,
    std::string_view detail,
    Language otherwise
);

}  // namespace croozer::api
