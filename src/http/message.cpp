#include "http/message.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace croozer::http {

std::string_view method_name(Method method) {
    switch (method) {
        case Method::Get:
            return "GET";
        case Method::Head:
            return "HEAD";
        case Method::Post:
            return "POST";
        case Method::Put:
            return "PUT";
        case Method::Patch:
            return "PATCH";
        case Method::Delete:
            return "DELETE";
        case Method::Options:
            return "OPTIONS";
    }
    return "GET";
}

std::optional<std::string_view> Request::header(std::string_view lower_name) const {
    auto const field = std::ranges::find(headers, lower_name, &Field::name);
    return field == headers.end() ? std::nullopt : std::optional<std::string_view>(field->value);
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
    for (auto const& [key, value] : query) {
        if (key == name) {
            return value;
        }
    }
    return std::nullopt;
}

std::string_view Request::path_parameter(std::string_view name) const {
    for (auto const& [key, value] : path_parameters) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

std::optional<std::string> Request::cookie(std::string_view name) const {
    for (auto const& field : headers) {
        if (field.name != "cookie") {
            continue;
        }
        for (auto const pair : split(field.value, ';')) {
            auto const text = trimmed(pair);
            auto const equals = text.find('=');
            if (equals == std::string_view::npos || text.substr(0, equals) != name) {
                continue;
            }
            auto value = text.substr(equals + 1);
            if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
                value = value.substr(1, value.size() - 2);
            }
            return std::string(value);
        }
    }
    return std::nullopt;
}

Response Response::text(int status, std::string body) {
    Response response;
    response.status = status;
    response.headers.push_back({"content-type", "text/plain; charset=utf-8"});
    response.body = std::move(body);
    return response;
}

Response Response::json(int status, std::string body) {
    Response response;
    response.status = status;
    response.headers.push_back({"content-type", "application/json"});
    response.body = std::move(body);
    return response;
}

Response& Response::set(std::string_view name, std::string value) {
    auto const lower = lower_ascii(name);
    std::erase_if(headers, [&](Field const& field) { return field.name == lower; });
    headers.push_back({lower, std::move(value)});
    return *this;
}

Response& Response::add(std::string_view name, std::string value) {
    headers.push_back({lower_ascii(name), std::move(value)});
    return *this;
}

}  // namespace croozer::http
