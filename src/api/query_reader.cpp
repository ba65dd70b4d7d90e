#include "api/query_reader.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace croozer::api {

QueryReader::QueryReader(http::Request const& request, input::Problems& problems)
    : request_(request), problems_(problems) {
    if (request.query.size() > limits::query_parameters) {
        problems_.add("?", "too_many", std::to_string(limits::query_parameters));
    }
}

void QueryReader::refuse(std::string_view name, std::string_view code, std::string detail) {
    problems_.add("?" + std::string(name), code, std::move(detail));
}

std::optional<std::string> QueryReader::find(std::string_view name) {
    known_.push_back(name);
    auto const value = request_.query_value(name);
    return value ? std::optional<std::string>(*value) : std::nullopt;
}

std::optional<std::string> QueryReader::text(std::string_view name, std::size_t most) {
    auto value = find(name);
    if (!value) {
        return std::nullopt;
    }
    if (code_points(*value) > most) {
        refuse(name, "too_long", std::to_string(most));
        return std::nullopt;
    }
    if (value->contains('\0')) {
        refuse(name, "control_character");
        return std::nullopt;
    }
    return std::string(trimmed(*value));
}

std::optional<std::int64_t> QueryReader::integer(
    std::string_view name, std::int64_t least, std::int64_t most
) {
    auto const value = find(name);
    if (!value) {
        return std::nullopt;
    }
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(value->data(), value->data() + value->size(), number);
    if (error == std::errc::invalid_argument || end != value->data() + value->size()) {
        refuse(name, "type");
        return std::nullopt;
    }
    if (error != std::errc{} || number < least || number > most) {
        refuse(name, "range", std::to_string(least) + ".." + std::to_string(most));
        return std::nullopt;
    }
    return number;
}

std::optional<std::string> QueryReader::choice(
    std::string_view name, std::span<std::string_view const> allowed
) {
    auto value = find(name);
    if (value && !input::holds(allowed, *value)) {
        refuse(name, "enum", input::list_of(allowed));
        return std::nullopt;
    }
    return value;
}

std::vector<std::string> QueryReader::choices(
    std::string_view name, std::span<std::string_view const> allowed
) {
    auto const value = find(name);
    std::vector<std::string> list;
    if (!value || value->empty()) {
        return list;
    }
    for (auto const part : split(*value, ',')) {
        if (!input::holds(allowed, part)) {
            refuse(name, "enum", input::list_of(allowed));
            return {};
        }
        if (!input::holds(list, part)) {
            list.emplace_back(part);
        }
    }
    return list;
}

std::optional<Instant> QueryReader::instant(std::string_view name) {
    auto const value = find(name);
    if (!value) {
        return std::nullopt;
    }
    auto const instant = Instant::parse_rfc3339(*value);
    if (!instant) {
        refuse(name, "date");
    }
    return instant;
}

std::optional<Uuid> QueryReader::id(std::string_view name) {
    auto const value = find(name);
    if (!value) {
        return std::nullopt;
    }
    auto const uuid = Uuid::parse(*value);
    if (!uuid) {
        refuse(name, "unknown_reference");
    }
    return uuid;
}

void QueryReader::finish() {
    std::vector<std::string_view> seen;
    for (auto const& [name, value] : request_.query) {
        if (input::holds(seen, name)) {
            refuse(name, "duplicate_parameter");
            continue;
        }
        seen.emplace_back(name);
        if (!input::holds(known_, name)) {
            problems_.add_unknown("?" + name, "unknown_parameter", name, known_);
        }
    }
}

}  // namespace croozer::api
