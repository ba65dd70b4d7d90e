// The answers of graph_codec.hpp.
#include "base/limits.hpp"
#include "base/text.hpp"
#include "meta/graph_codec.hpp"
#include "meta/graph_errors.hpp"
#include "meta/json_reading.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <charconv>

namespace croozer::meta {
namespace {

namespace json = boost::json;
using app::ErrorAction;
using app::SendOutcome;
using std::chrono::milliseconds;

constexpr std::size_t token_like_bytes = 24;
constexpr std::size_t phone_like_digits = 7;
constexpr int too_many_requests = 429;
constexpr int request_timeout = 408;

json::value parsed(std::string_view text) {
    boost::system::error_code error;
    json::parse_options options;
    options.max_depth = limits::json_depth;
    auto value = json::parse(text, error, {}, options);
    return error ? json::value{} : value;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Part of a word: what tokens, ids and phones are made of.
bool is_word(char c) {
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
           c == '-' || c == '=' || c == '+' || c == '.' || c == '|' || c == '%' || c == '/';
}

milliseconds believed(std::chrono::seconds wait) {
    return std::clamp<milliseconds>(wait, milliseconds(0), limits::graph_longest_wait);
}

// Retry-After in seconds; its date form is not used by Graph.
milliseconds retry_after_header(net::OutgoingResponse const& response) {
    auto const header = response.header("retry-after");
    if (!header) {
        return {};
    }
    std::uint32_t seconds = 0;
    auto const text = trimmed(*header);
    auto const* const end = text.data() + text.size();
    auto const [stopped, error] = std::from_chars(text.data(), end, seconds);
    return error == std::errc{} && stopped == end ? believed(std::chrono::seconds(seconds))
                                                  : milliseconds(0);
}

// X-Business-Use-Case-Usage: {"<id>":[{"type":…,"estimated_time_to_regain_access":<minutes>}]}
// (developers.facebook.com/docs/graph-api/overview/rate-limiting).
milliseconds regain_access_time(net::OutgoingResponse const& response) {
    auto const header = response.header("x-business-use-case-usage");
    auto const value = header ? parsed(*header) : json::value{};
    auto const* const businesses = as_object(value);
    std::int64_t minutes = 0;
    if (businesses != nullptr) {
        for (auto const& business : *businesses) {
            auto const* const usages = business.value().if_array();
            for (std::size_t i = 0; usages != nullptr && i < usages->size(); ++i) {
                auto const* const usage = as_object((*usages)[i]);
                auto const wait = usage == nullptr
                                      ? std::nullopt
                                      : integer_at(*usage, "estimated_time_to_regain_access");
                minutes = std::max(minutes, wait.value_or(0));
            }
        }
    }
    constexpr auto most = std::chrono::floor<std::chrono::minutes>(limits::graph_longest_wait);
    return believed(std::chrono::minutes(std::min<std::int64_t>(minutes, most.count())));
}

milliseconds asked_wait(net::OutgoingResponse const& response) {
    return std::max(retry_after_header(response), regain_access_time(response));
}

SendOutcome refused_by_graph(GraphError const& error, net::OutgoingResponse const& response) {
    auto const rule = graph_error_rule(error.code, response.status, error.is_transient);
    return {
        .fate = SendOutcome::Fate::Refused,
        .wamid = {},
        .action = rule.action,
        .error_code = error.code,
        .detail = error.detail,
        .retry_after = std::max<milliseconds>(rule.least_wait, asked_wait(response)),
        .most_attempts = rule.most_attempts
    };
}

SendOutcome without_graph(SendOutcome::Fate fate, ErrorAction action, int status) {
    return {
        .fate = fate,
        .wamid = {},
        .action = action,
        .error_code = 0,
        .detail = "HTTP " + std::to_string(status) + " without Graph's words",
        .retry_after = {}
    };
}

std::string wamid_in(std::string_view body) {
    auto const value = parsed(body);
    auto const* const root = as_object(value);
    auto const* const message = root == nullptr ? nullptr : first_object_at(*root, "messages");
    return message == nullptr ? std::string{} : id_at(*message, "id");
}

}  // namespace

std::string without_identifiers(std::string_view text) {
    std::string safe;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_word(text[at])) {
            safe += text[at++];
            continue;
        }
        auto const begin = at;
        std::size_t digits = 0;
        while (at < text.size() && is_word(text[at])) {
            digits += is_digit(text[at++]) ? 1 : 0;
        }
        auto const word = text.substr(begin, at - begin);
        bool const hide = word.size() >= token_like_bytes || digits >= phone_like_digits;
        safe += hide ? "[hidden]" : word;
    }
    return clean_text(to_valid_utf8(safe), limits::note_code_points);
}

std::optional<GraphError> read_graph_error(std::string_view body) {
    auto const value = parsed(body);
    auto const* const root = as_object(value);
    auto const* const envelope = root == nullptr ? nullptr : object_at(*root, "error");
    auto const code = envelope == nullptr ? std::nullopt : integer_at(*envelope, "code");
    if (!code) {
        return std::nullopt;
    }
    std::string words(string_at(*envelope, "message"));
    if (auto const* const data = object_at(*envelope, "error_data")) {
        if (auto const details = string_at(*data, "details"); !details.empty()) {
            words.append(": ").append(details);
        }
    }
    return GraphError{
        .code = *code,
        .subcode = integer_at(*envelope, "error_subcode").value_or(0),
        .is_transient = is_true_at(*envelope, "is_transient"),
        .detail = without_identifiers(words),
        .trace_id = text_at(*envelope, "fbtrace_id", limits::name_code_points),
        .user_title = without_identifiers(string_at(*envelope, "error_user_title")),
        .user_message = without_identifiers(string_at(*envelope, "error_user_msg"))
    };
}

SendOutcome read_send_answer(net::OutgoingResponse const& response) {
    using enum SendOutcome::Fate;
    if (auto const error = read_graph_error(response.body)) {
        return refused_by_graph(*error, response);
    }
    int const status = response.status;
    if (status >= 200 && status < 300) {
        auto wamid = wamid_in(response.body);
        if (wamid.empty()) {
            return without_graph(Unknown, ErrorAction::None, status);
        }
        return {
            .fate = Accepted,
            .wamid = std::move(wamid),
            .action = ErrorAction::None,
            .error_code = 0,
            .detail = {},
            .retry_after = {}
        };
    }
    if (status == too_many_requests) {
        auto outcome = without_graph(NotSent, ErrorAction::BackOffNumber, status);
        outcome.retry_after = asked_wait(response);
        return outcome;
    }
    if (status >= 500 || status == request_timeout) {
        auto outcome = without_graph(Unknown, ErrorAction::Retry, status);
        outcome.retry_after = asked_wait(response);
        return outcome;
    }
    // Graph never redirects a send; and a 4xx that is not Graph's comes from something between.
    return without_graph(Refused, status >= 400 ? ErrorAction::Retry : ErrorAction::Fix, status);
}

SendOutcome read_send_failure(net::TransportFailure const& failure) {
    bool const ambiguous = failure.request_may_have_been_sent;
    return {
        .fate = ambiguous ? SendOutcome::Fate::Unknown : SendOutcome::Fate::NotSent,
        .wamid = {},
        .action = ErrorAction::Retry,
        .error_code = 0,
        .detail = without_identifiers(failure.detail),
        .retry_after = {}
    };
}

SendOutcome refused_here(Error const& error) {
    return {
        .fate = SendOutcome::Fate::Refused,
        .wamid = {},
        .action = ErrorAction::Fix,
        .error_code = 0,
        .detail = error.slug + " " + error.pointer + " " + error.detail,
        .retry_after = {}
    };
}

}  // namespace croozer::meta
