#include "http/framing_guard.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "http/target.hpp"

#include <algorithm>
#include <array>
#include <ranges>

namespace croozer::http {

namespace {

using Checked = std::expected<void, Rejection>;

constexpr Rejection too_long_line{414, "uri_too_long", "The request line is longer than 8 KiB."};
constexpr Rejection too_large_head{
    431, "headers_too_large", "The header is larger than 16 KiB or has more than 100 fields."
};
constexpr Rejection bare_line_feed{400, "bad_request", "A line does not end with CRLF."};

std::unexpected<Rejection> bad(std::string_view detail) {
    return std::unexpected(Rejection{400, "bad_request", detail});
}

bool is_token_character(char letter) {
    static constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    char const lower = static_cast<char>(letter | 0x20);
    return (letter >= '0' && letter <= '9') || (lower >= 'a' && lower <= 'z' && letter >= 'A') ||
           marks.contains(letter);
}

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_token_character);
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return a.size() == b.size() && lower_ascii(a) == lower_ascii(b);
}

// SP and HTAB only: HTTP's optional white space.
std::string_view without_spaces(std::string_view text) {
    static constexpr std::string_view spaces = " \t";
    auto const first = text.find_first_not_of(spaces);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

std::optional<Method> method_of(std::string_view name) {
    for (auto const method :
         {Method::Get,
          Method::Head,
          Method::Post,
          Method::Put,
          Method::Patch,
          Method::Delete,
          Method::Options}) {
        if (method_name(method) == name) {
            return method;
        }
    }
    return std::nullopt;
}

Checked check_version(std::string_view version, Head& head) {
    auto const is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
    if (version.size() != 8 || !version.starts_with("HTTP/") || !is_digit(version[5]) ||
        version[6] != '.' || !is_digit(version[7])) {
        return bad("The request line has no HTTP version.");
    }
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        return std::unexpected(
            Rejection{505, "http_version", "Only HTTP/1.1 and HTTP/1.0 are spoken here."}
        );
    }
    head.http_1_0 = version == "HTTP/1.0";
    head.keep_alive = !head.http_1_0;
    return {};
}

Checked check_method(std::string_view name, Head& head) {
    if (!is_token(name)) {
        return bad("The method is not a word.");
    }
    if (name == "TRACE" || name == "CONNECT") {
        return std::unexpected(Rejection{405, "method_not_allowed", "This method is never allowed."}
        );
    }
    auto const method = method_of(name);
    if (!method) {
        return std::unexpected(Rejection{501, "method_unknown", "This method is not known."});
    }
    head.method = *method;
    return {};
}

Checked check_request_line(std::string_view line, Head& head) {
    if (line.size() > limits::start_line_bytes) {
        return std::unexpected(too_long_line);
    }
    if (line.starts_with("PRI * HTTP/2")) {
        return bad("HTTP/2 in clear text is not spoken here.");
    }
    auto const first = line.find(' ');
    auto const last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) {
        return bad("The request line does not have three parts.");
    }
    auto const target = line.substr(first + 1, last - first - 1);
    if (target.empty() || target.contains(' ')) {
        return bad("The request line does not have three parts.");
    }
    if (auto checked = check_method(line.substr(0, first), head); !checked) {
        return checked;
    }
    if (auto checked = check_version(line.substr(last + 1), head); !checked) {
        return checked;
    }
    for (char const letter : target) {
        auto const code = static_cast<unsigned char>(letter);
        if (code < 0x21 || code == 0x7f) {
            return bad("The target has a control character.");
        }
        if (code > 0x7f) {
            return std::unexpected(
                Rejection{400, "invalid_path", "The target has a raw non-ASCII byte."}
            );
        }
    }
    head.target = target;
    return {};
}

// RFC 9112 §5.2: a line that starts with white space would continue the one before.
Checked read_field(std::string_view line, Head& head) {
    if (line.front() == ' ' || line.front() == '\t') {
        return bad("A header line is folded.");
    }
    auto const colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
        return bad("A header line has no valid name.");
    }
    auto const value = without_spaces(line.substr(colon + 1));
    for (char const letter : value) {
        auto const code = static_cast<unsigned char>(letter);
        if ((code < 0x20 && letter != '\t') || code == 0x7f) {
            return bad("A header value has a control character.");
        }
    }
    if (head.fields.size() == limits::header_fields) {
        return std::unexpected(too_large_head);
    }
    head.fields.emplace_back(line.substr(0, colon), value);
    return {};
}

bool is_host(std::string_view host) {
    return !host.empty() && std::ranges::all_of(host, [](char letter) {
        char const lower = static_cast<char>(letter | 0x20);
        return (letter >= '0' && letter <= '9') ||
               (lower >= 'a' && lower <= 'z' && letter >= 'A') ||
               std::string_view("-._:[]").contains(letter);
    });
}

Checked check_host(std::string_view value, Head& head) {
    if (!head.host.empty()) {
        return bad("There are two Host headers.");
    }
    if (!is_host(value)) {
        return bad("The Host header is not a host.");
    }
    head.host = value;
    return {};
}

Checked check_content_length(std::string_view value, Head& head) {
    if (head.content_length) {
        return bad("There are two Content-Length headers.");
    }
    // 19 digits always fit in 64 bits.
    bool const digits = !value.empty() && value.size() <= 19 &&
                        std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits) {
        return bad("The Content-Length is not a number.");
    }
    std::uint64_t length{0};
    for (char const digit : value) {
        length = length * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    head.content_length = length;
    return {};
}

Checked check_transfer_encoding(std::string_view value, Head& head) {
    if (head.http_1_0) {
        return bad("HTTP/1.0 has no transfer codings.");
    }
    if (head.chunked) {
        return bad("There are two Transfer-Encoding headers.");
    }
    auto const codings = lower_ascii(value);
    if (codings == "chunked") {
        head.chunked = true;
        return {};
    }
    if (codings.empty()) {
        return bad("The Transfer-Encoding is empty.");
    }
    auto const parts = split(codings, ',');
    for (auto const part : parts | std::views::take(parts.size() - 1)) {
        if (without_spaces(part) == "chunked") {
            return bad("A transfer coding follows chunked.");
        }
    }
    return std::unexpected(
        Rejection{501, "transfer_coding", "The only transfer coding known here is chunked."}
    );
}

void read_connection(std::string_view value, Head& head) {
    auto const options = lower_ascii(value);
    for (auto const option : split(options, ',')) {
        if (without_spaces(option) == "close") {
            head.keep_alive = false;
        }
    }
}

Checked check_expect(std::string_view value, Head& head) {
    if (!equal_ignoring_case(value, "100-continue")) {
        return std::unexpected(
            Rejection{417, "expectation_failed", "The only expectation known is 100-continue."}
        );
    }
    // RFC 9110 §10.1.1: to be ignored in HTTP/1.0.
    head.expects_continue = !head.http_1_0;
    return {};
}

Checked check_fields(Head& head) {
    for (auto const& [name, value] : head.fields) {
        Checked checked;
        if (equal_ignoring_case(name, "host")) {
            checked = check_host(value, head);
        } else if (equal_ignoring_case(name, "content-length")) {
            checked = check_content_length(value, head);
        } else if (equal_ignoring_case(name, "transfer-encoding")) {
            checked = check_transfer_encoding(value, head);
        } else if (equal_ignoring_case(name, "connection")) {
            read_connection(value, head);
        } else if (equal_ignoring_case(name, "expect")) {
            checked = check_expect(value, head);
        } else if (equal_ignoring_case(name, "trailer")) {
            checked = bad("Trailers are not read here.");
        }
        if (!checked) {
            return checked;
        }
    }
    if (head.host.empty() && !head.http_1_0) {
        return bad("There is no Host header.");
    }
    if (head.chunked && head.content_length) {
        return bad("There are both Content-Length and Transfer-Encoding.");
    }
    return {};
}

// RFC 9112 §3.2.2: the absolute form names a host of its own; it must be the same one.
Checked check_target(Head& head) {
    auto const lower = lower_ascii(head.target.substr(0, 8));
    std::size_t scheme{0};
    if (lower.starts_with("http://")) {
        scheme = 7;
    } else if (lower.starts_with("https://")) {
        scheme = 8;
    }
    if (scheme != 0) {
        auto const end = std::min(head.target.find_first_of("/?", scheme), head.target.size());
        if (!equal_ignoring_case(head.target.substr(scheme, end - scheme), head.host)) {
            return bad("The target names another host than the Host header.");
        }
        head.target = end == head.target.size() ? std::string_view("/") : head.target.substr(end);
    }
    auto const question = std::min(head.target.find('?'), head.target.size());
    if (head.target.contains('#')) {
        return bad("The target has a fragment.");
    }
    auto path = decoded_path(head.target.substr(0, question));
    if (!path) {
        return std::unexpected(path.error());
    }
    auto query = decoded_query(
        question < head.target.size() ? head.target.substr(question + 1) : std::string_view{}
    );
    if (!query) {
        return std::unexpected(query.error());
    }
    head.path = *std::move(path);
    head.query = *std::move(query);
    return {};
}

}  // namespace

std::optional<Rejection> inspect_partial_head(std::string_view bytes) {
    // Every method begins with an upper-case letter in practice, and a word always with a token.
    if (!bytes.empty() && !is_token_character(bytes.front())) {
        return Rejection{400, "bad_request", "This is not an HTTP request."};
    }
    auto const line_end = bytes.find('\n');
    if (line_end == std::string_view::npos && bytes.size() > limits::start_line_bytes + 1) {
        return too_long_line;
    }
    if (line_end != std::string_view::npos && line_end > limits::start_line_bytes + 1) {
        return too_long_line;
    }
    if (bytes.size() > limits::header_bytes) {
        return too_large_head;
    }
    // Lines that end with LF alone would be waited for in vain: the head's end is CRLFCRLF.
    for (auto at = line_end; at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
        if (at == 0 || bytes[at - 1] != '\r') {
            return bare_line_feed;
        }
    }
    return std::nullopt;
}

std::expected<Head, Rejection> inspect_head(std::string_view bytes) {
    if (auto const rejection = inspect_partial_head(bytes)) {
        return std::unexpected(*rejection);
    }
    Head head;
    bool is_request_line{true};
    while (true) {
        auto const line_end = bytes.find('\n');
        if (line_end == std::string_view::npos || line_end == 0 || bytes[line_end - 1] != '\r') {
            return std::unexpected(bare_line_feed);
        }
        auto const line = bytes.substr(0, line_end - 1);
        bytes.remove_prefix(line_end + 1);
        if (line.contains('\r') || line.contains('\0')) {
            return bad("A line has a control character.");
        }
        if (line.empty()) {
            break;
        }
        auto const checked =
            is_request_line ? check_request_line(line, head) : read_field(line, head);
        if (!checked) {
            return std::unexpected(checked.error());
        }
        is_request_line = false;
    }
    if (is_request_line || !bytes.empty()) {
        return bad("This is not the head of one request.");
    }
    if (auto const checked = check_fields(head); !checked) {
        return std::unexpected(checked.error());
    }
    if (auto const checked = check_target(head); !checked) {
        return std::unexpected(checked.error());
    }
    return head;
}

}  // namespace croozer::http
