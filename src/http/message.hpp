// A request as handlers see it and the answer they give. Plain values: they may cross threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace croozer::http {

class EventStream;

enum class Method : std::uint8_t { Get, Head, Post, Put, Patch, Delete, Options };

[[nodiscard]] std::string_view method_name(Method method);

struct Field {
    // Lower case.
    std::string name;
    std::string value;
};

struct Request {
    // A HEAD request reaches its handler as Get; the server leaves the body out of the answer.
    Method method{Method::Get};
    // As it was sent, in origin form: "/a%20b?c=d".
    std::string target;
    // Percent-decoded valid UTF-8: starts with "/", has no "//", "." or ".." segment.
    std::string path;
    // Decoded ("+" is a space), in the order sent; a name may come twice.
    std::vector<std::pair<std::string, std::string>> query;
    std::vector<Field> headers;
    std::string body;
    // The client's IP address in text; behind a trusted proxy the one that the proxy saw.
    std::string remote_address;
    // Made by the server for every request; the answer carries it as X-Request-Id.
    std::string request_id;
    // The template that matched, "/api/orders/{id}"; empty in the fallback.
    std::string route;
    std::vector<std::pair<std::string, std::string>> path_parameters;

    // The first field of that name (given in lower case).
    [[nodiscard]] std::optional<std::string_view> header(std::string_view lower_name) const;
    // The first parameter of that name.
    [[nodiscard]] std::optional<std::string_view> query_value(std::string_view name) const;
    // Empty if the route has no such parameter.
    [[nodiscard]] std::string_view path_parameter(std::string_view name) const;
    // The first cookie of that name, quotes removed; the value is not decoded.
    [[nodiscard]] std::optional<std::string> cookie(std::string_view name) const;
};

struct Response {
    int status{200};
    std::vector<Field> headers;
    std::string body;
    // Close the connection after this answer.
    bool close{false};
    // Dropped once the answer has been sent or given up: what its body is counted in.
    std::shared_ptr<void> held;
    // Set: the answer is a text/event-stream fed from it, and `body` is ignored.
    std::shared_ptr<EventStream> stream;

    // text/plain; charset=utf-8.
    [[nodiscard]] static Response text(int status, std::string body);
    // application/json.
    [[nodiscard]] static Response json(int status, std::string body);
    // Replaces a field of that name (any case). Values with CR, LF or NUL are dropped, and logged,
    // when the answer is written. Use add() for a second Set-Cookie.
    Response& set(std::string_view name, std::string value);
    Response& add(std::string_view name, std::string value);
};

}  // namespace croozer::http
