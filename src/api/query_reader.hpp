// Reads the query parameters of a request: each at most once, none unknown.
#pragma once

#include "api/json/reader.hpp"
#include "http/message.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::api {

// Problems point at "?name".
class QueryReader {
public:
    QueryReader(http::Request const& request, input::Problems& problems);

    std::optional<std::string> text(std::string_view name, std::size_t code_points);
    // Decimal digits only. Codes: type, range.
    std::optional<std::int64_t> integer(
        std::string_view name, std::int64_t least, std::int64_t most
    );
    std::optional<std::string> choice(
        std::string_view name, std::span<std::string_view const> allowed
    );
    // Comma separated.
    std::vector<std::string> choices(
        std::string_view name, std::span<std::string_view const> allowed
    );
    std::optional<Instant> instant(std::string_view name);
    std::optional<Uuid> id(std::string_view name);
    void refuse(std::string_view name, std::string_view code, std::string detail = {});
    // Notes what was not asked for. `businessId` is always known: the access check reads it.
    void finish();

private:
    std::optional<std::string> find(std::string_view name);

    http::Request const& request_;
    input::Problems& problems_;
    std::vector<std::string_view> known_{"businessId"};
};

}  // namespace croozer::api
