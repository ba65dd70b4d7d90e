#include "net/transfer.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>

namespace croozer::net {

namespace {

// Idle connections older than this are not used again: common servers and balancers close theirs
// after 60 s, and a request that meets such a close cannot be told from one that was received.
constexpr long connection_idle_seconds = 45;
constexpr std::size_t response_header_bytes = std::size_t{64} * 1024;

struct UrlParts {
    std::string scheme;
    std::string host;
    bool has_user{false};
};

std::optional<std::string> url_part(CURLU* url, CURLUPart part) {
    char* text{nullptr};
    if (curl_url_get(url, part, &text, 0) != CURLUE_OK) {
        return std::nullopt;
    }
    std::string out(text);
    curl_free(text);
    return out;
}

std::optional<UrlParts> parse_url(std::string const& text) {
    std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> const url(curl_url(), &curl_url_cleanup);
    if (url == nullptr || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) {
        return std::nullopt;
    }
    auto scheme = url_part(url.get(), CURLUPART_SCHEME);
    auto host = url_part(url.get(), CURLUPART_HOST);
    if (!scheme || !host) {
        return std::nullopt;
    }
    bool const has_user = url_part(url.get(), CURLUPART_USER).has_value() ||
                          url_part(url.get(), CURLUPART_PASSWORD).has_value();
    return UrlParts{*std::move(scheme), *std::move(host), has_user};
}

bool is_one_line(std::string_view text) {
    return !text.contains('\r') && !text.contains('\n') && !text.contains('\0');
}

std::size_t read_body(char* to, std::size_t size, std::size_t count, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    auto const& body = transfer.request.body;
    auto const give = std::min(size * count, body.size() - transfer.body_given);
    std::memcpy(to, body.data() + transfer.body_given, give);
    transfer.body_given += give;
    return give;
}

// libcurl would repeat a POST by itself when a kept connection dies before the answer. Refusing to
// rewind turns that into an error that the caller can judge.
int refuse_rewind(void*, curl_off_t, int) {
    return CURL_SEEKFUNC_FAIL;
}

std::size_t take_body(char* from, std::size_t size, std::size_t count, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    auto const bytes = size * count;
    if (bytes > transfer.request.response_bytes - transfer.response.body.size()) {
        transfer.too_large = true;
        return 0;
    }
    transfer.response.body.append(from, bytes);
    return bytes;
}

std::size_t take_field(char* from, std::size_t size, std::size_t count, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    std::string_view const line(from, size * count);
    transfer.header_bytes += line.size();
    if (transfer.header_bytes > response_header_bytes) {
        transfer.too_large = true;
        return 0;
    }
    auto& fields = transfer.response.headers;
    if (line.starts_with("HTTP/")) {
        // A new head: an interim answer (1xx) or a proxy's came before.
        fields.clear();
    } else if (auto const colon = line.find(':'); colon != std::string_view::npos) {
        fields.emplace_back(
            lower_ascii(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 1)))
        );
    }
    return line.size();
}

bool has_field(OutgoingRequest const& request, std::string_view lower_name) {
    return std::ranges::any_of(request.headers, [&](std::string const& line) {
        return lower_ascii(line.substr(0, line.find(':'))) == lower_name;
    });
}

bool append(Transfer& transfer, char const* line) {
    auto* const longer = curl_slist_append(transfer.fields.get(), line);
    if (longer == nullptr) {
        return false;
    }
    // Appending keeps the list's address unless it was empty.
    std::ignore = transfer.fields.release();
    transfer.fields.reset(longer);
    return true;
}

bool add_fields(Transfer& transfer) {
    for (auto const& line : transfer.request.headers) {
        if (!append(transfer, line.c_str())) {
            return false;
        }
    }
    // libcurl's own ideas: a wait for 100, and a form's type on every POST.
    bool const typed = has_field(transfer.request, "content-type");
    return append(transfer, "Expect:") && (typed || append(transfer, "Content-Type:"));
}

void set_method(CURL* handle, Transfer& transfer) {
    auto const& request = transfer.request;
    if (request.method == "HEAD") {
        curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
        return;
    }
    bool const unsafe = request.method == "POST" || request.method == "PATCH";
    if (!request.body.empty()) {
        curl_easy_setopt(handle, CURLOPT_POST, 1L);
        curl_easy_setopt(
            handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size())
        );
        curl_easy_setopt(handle, CURLOPT_READFUNCTION, &read_body);
        curl_easy_setopt(handle, CURLOPT_READDATA, &transfer);
        curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, &refuse_rewind);
    } else if (unsafe) {
        curl_easy_setopt(handle, CURLOPT_POST, 1L);
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, "");
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, 0L);
        // There is no body whose rewind could be refused (see above), so no kept connection.
        curl_easy_setopt(handle, CURLOPT_FRESH_CONNECT, 1L);
    }
    if (request.method != "GET" || !request.body.empty()) {
        curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }
}

void set_transport(CURL* handle, Transfer const& transfer, HttpClientOptions const& options) {
    auto const url = parse_url(transfer.request.url);
    bool const secure = url && url->scheme == "https";
    curl_easy_setopt(handle, CURLOPT_URL, transfer.request.url.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(
        handle, CURLOPT_HTTP_VERSION, secure ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1
    );
    curl_easy_setopt(handle, CURLOPT_PIPEWAIT, secure ? 1L : 0L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    if (!options.authorities_file.empty()) {
        curl_easy_setopt(handle, CURLOPT_CAINFO, options.authorities_file.c_str());
    }
    if (url && is_loopback_host(url->host)) {
        // A proxy from the environment is for the world outside.
        curl_easy_setopt(handle, CURLOPT_PROXY, "");
    }
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(handle, CURLOPT_MAXAGE_CONN, connection_idle_seconds);
    curl_easy_setopt(handle, CURLOPT_USERAGENT, options.user_agent.c_str());
}

}  // namespace

std::optional<std::string_view> OutgoingResponse::header(std::string_view lower_name) const {
    for (auto const& [name, value] : headers) {
        if (name == lower_name) {
            return value;
        }
    }
    return std::nullopt;
}

bool is_loopback_host(std::string_view host) {
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    }
    std::string const text = lower_ascii(host);
    in_addr four{};
    if (::inet_pton(AF_INET, text.c_str(), &four) == 1) {
        return (ntohl(four.s_addr) >> 24U) == 127;
    }
    in6_addr six{};
    if (::inet_pton(AF_INET6, text.c_str(), &six) == 1) {
        return IN6_IS_ADDR_LOOPBACK(&six);
    }
    // libcurl itself resolves localhost to loopback, whatever the resolver says.
    return text == "localhost";
}

std::string objection_to(OutgoingRequest const& request, HttpClientOptions const& options) {
    auto const url = parse_url(request.url);
    if (!url || request.url.contains('\0')) {
        return "the URL is not valid";
    }
    if (url->has_user) {
        return "the URL holds a user name";
    }
    bool const plain = url->scheme == "http";
    if (!plain && url->scheme != "https") {
        return "the URL is neither http nor https";
    }
    if (plain && !options.plain_http_to_any_host && !is_loopback_host(url->host)) {
        return "plain http is for loopback only";
    }
    bool const good_method =
        !request.method.empty() &&
        std::ranges::all_of(request.method, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!good_method) {
        return "the method is not a word in capitals";
    }
    if (!std::ranges::all_of(request.headers, is_one_line)) {
        return "a header has a line break";
    }
    return {};
}

Transfer::Transfer(OutgoingRequest request_given, HttpClient::Done done_given)
    : request(std::move(request_given)),
      done(std::move(done_given)),
      asked_at(std::chrono::steady_clock::now()),
      deadline(asked_at + request.timeout) {}

bool Transfer::prepare(CURL* on, HttpClientOptions const& options, SteadyTime now) {
    handle = on;
    if (!add_fields(*this)) {
        return false;
    }
    set_transport(on, *this, options);
    set_method(on, *this);
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - now).count();
    // 0 would mean no limit.
    curl_easy_setopt(on, CURLOPT_TIMEOUT_MS, std::max<long>(left, 1L));
    curl_easy_setopt(on, CURLOPT_HTTPHEADER, fields.get());
    curl_easy_setopt(on, CURLOPT_WRITEFUNCTION, &take_body);
    curl_easy_setopt(on, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(on, CURLOPT_HEADERFUNCTION, &take_field);
    curl_easy_setopt(on, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(on, CURLOPT_ERRORBUFFER, error_text.data());
    return curl_easy_setopt(on, CURLOPT_PRIVATE, this) == CURLE_OK;
}

bool Transfer::may_have_been_sent() const {
    if (handle == nullptr) {
        return false;
    }
    long sent{0};
    curl_easy_getinfo(handle, CURLINFO_REQUEST_SIZE, &sent);
    if (sent == 0 || body_given < request.body.size()) {
        return false;
    }
    // After a refused rewind libcurl has reset its count; then what was given decides.
    curl_off_t uploaded{0};
    curl_easy_getinfo(handle, CURLINFO_SIZE_UPLOAD_T, &uploaded);
    return uploaded == 0 || static_cast<std::size_t>(uploaded) >= request.body.size();
}

void Transfer::finish(CURLcode code) {
    if (code == CURLE_OK) {
        long status{0};
        curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
        response.status = static_cast<int>(status);
        response.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now() - asked_at
        );
        done(std::move(response));
        return;
    }
    TransportFailure failed{may_have_been_sent(), curl_easy_strerror(code)};
    if (too_large) {
        failed.detail = "the answer is larger than the limit";
    } else if (error_text.front() != '\0') {
        failed.detail = error_text.data();
    }
    done(std::unexpected(std::move(failed)));
}

void Transfer::refuse(std::string detail) {
    done(std::unexpected(TransportFailure{false, std::move(detail)}));
}

}  // namespace croozer::net
