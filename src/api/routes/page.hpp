// Pages of lists: `cursor` and `limit` in, `pagination` out.
#pragma once

#include "api/call.hpp"
#include "api/cursor.hpp"
#include "base/limits.hpp"
#include "store/queries/chat_queries.hpp"

#include <boost/json.hpp>

#include <optional>
#include <string_view>

namespace croozer::api {

inline constexpr std::int64_t default_page_items = 50;

struct Page {
    std::optional<CursorPlace> after;
    std::int64_t limit{default_page_items};
};

[[nodiscard]] inline Page read_page(
    Call const& call,
    QueryReader& query,
    std::string_view list,
    std::size_t most = limits::page_items
) {
    Page page;
    page.limit =
        query.integer("limit", 1, static_cast<std::int64_t>(most)).value_or(default_page_items);
    if (auto const cursor = query.text("cursor", limits::search_code_points);
        cursor && !cursor->empty()) {
        page.after = read_cursor(call.api.options().signing_key, call.business(), list, *cursor);
        if (!page.after) {
            query.refuse("cursor", "cursor");
        }
    }
    return page;
}

[[nodiscard]] inline store::PageAfter after_of(Page const& page) {
    store::PageAfter after;
    if (page.after) {
        after.at = page.after->at;
        after.id = page.after->id;
    }
    after.limit = page.limit + 1;
    return after;
}

// Lists are asked for with one row more than the page, to know whether another follows; this takes
// it off and tells where the next page begins.
template <class Rows, class PlaceOf>
[[nodiscard]] boost::json::object end_page(
    Call const& call, std::string_view list, Page const& page, Rows& rows, PlaceOf place_of
) {
    bool const more = std::ssize(rows) > page.limit;
    boost::json::object pagination{{"nextCursor", nullptr}, {"hasMore", more}};
    if (more) {
        rows.erase(rows.begin() + page.limit, rows.end());
        pagination["nextCursor"] = write_cursor(
            call.api.options().signing_key, call.business(), list, place_of(rows.back())
        );
    }
    return pagination;
}

[[nodiscard]] inline Answer json_answer(
    int status, boost::json::object const& body, std::optional<std::int64_t> version = std::nullopt
) {
    return {
        .status = status,
        .body = boost::json::serialize(body),
        .version = version,
        .replayed = false
    };
}

}  // namespace croozer::api
