// Where a page of a list ends: the sort key of its last row, signed and bound to the business and
// the list, so that a cursor can be neither made up nor carried elsewhere.
#pragma once

#include "base/id.hpp"
#include "base/secret.hpp"
#include "base/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::api {

struct CursorPlace {
    Instant at;
    Uuid id;
    friend bool operator==(CursorPlace const&, CursorPlace const&) = default;
};

[[nodiscard]] std::string write_cursor(
    Secret const& key, BusinessId business, std::string_view list, CursorPlace const& place
);
// nullopt for one that this server did not write for this business and list.
[[nodiscard]] std::optional<CursorPlace> read_cursor(
    Secret const& key, BusinessId business, std::string_view list, std::string_view cursor
);

}  // namespace croozer::api
