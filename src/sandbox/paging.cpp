// {data, paging:{cursors:{before, after}, next?}} (developers.facebook.com/docs/graph-api/results).
#include "base/random.hpp"
#include "base/text.hpp"
#include "crypto/hmac.hpp"
#include "sandbox/dialog_page.hpp"
#include "sandbox/sandbox.hpp"

#include <algorithm>
#include <charconv>
#include <span>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::size_t usual_page = 25;
constexpr std::size_t longest_page = 100;

std::optional<std::size_t> whole(std::string_view text) {
    std::size_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    bool const good = error == std::errc() && end == text.data() + text.size();
    return good ? std::optional(number) : std::nullopt;
}

// A cursor is a place that nobody should read.
std::string cursor(std::size_t place) {
    std::string const text = "p" + std::to_string(place);
    std::vector<std::uint8_t> const bytes(text.begin(), text.end());
    return base64url(bytes);
}

std::optional<std::size_t> place_of(std::string_view given) {
    auto const text = crypto::from_base64url(given);
    return text && text->starts_with('p') ? whole(text->substr(1)) : std::nullopt;
}

}  // namespace

GraphAnswer page_of(json::array all, http::Request const& request) {
    auto const limit = whole(request.query_value("limit").value_or(std::to_string(usual_page)));
    if (!limit || *limit == 0) {
        return std::unexpected(GraphError{100, "limit must be a number from 1", {}});
    }
    std::size_t first = 0;
    if (auto const after = request.query_value("after")) {
        auto const place = place_of(*after);
        if (!place) {
            return std::unexpected(GraphError{100, "Invalid cursors values", {}});
        }
        first = std::min(*place, all.size());
    }
    std::size_t const end = std::min(all.size(), first + std::min(*limit, longest_page));
    json::array data;
    for (std::size_t i = first; i < end; ++i) {
        data.emplace_back(std::move(all[i]));
    }
    json::object answer{{"data", std::move(data)}};
    if (end > first) {
        json::object paging{
            {"cursors", json::object{{"before", cursor(first)}, {"after", cursor(end)}}}
        };
        if (end < all.size()) {
            // Meta's has the token in it as well, which is why nobody should follow it blindly.
            paging["next"] = "https://graph.facebook.com" + request.path +
                             "?limit=" + std::to_string(*limit) +
                             "&after=" + percent_encoded(cursor(end));
        }
        answer["paging"] = std::move(paging);
    }
    return answer;
}

}  // namespace croozer::sandbox
