#include "app/replay.hpp"

#include "base/text.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::app {

namespace {

namespace json = boost::json;
using Keys = std::vector<std::string>;

std::string_view text_at(json::object const& object, std::string_view name) {
    auto const* const value = object.if_contains(name);
    return value == nullptr || value->is_null() ? std::string_view{}
                                                : std::string_view(value->as_string());
}

std::string_view swapped(std::string_view part) {
    return part == "h1" ? "h2" : part == "h2" ? "h1" : part;
}

std::string joined(Keys keys) {
    std::ranges::sort(keys);
    json::array list(keys.begin(), keys.end());
    return json::serialize(list);
}

std::string option_key(json::object const& option, bool swap) {
    auto const* const negated = option.if_contains("negated");
    auto const* const count = option.if_contains("count");
    std::string_view const part = text_at(option, "part");
    return json::serialize(json::array{
        text_at(option, "name"),
        lower_ascii(text_at(option, "value")),
        text_at(option, "qualifier"),
        negated != nullptr && negated->as_bool(),
        count == nullptr ? 1 : count->to_number<std::int64_t>(),
        swap ? swapped(part) : part
    });
}

// The halves have no names of their own: whichever is called the first gives the same key.
std::string item_key(json::object const& item) {
    Keys as_written;
    Keys other_way;
    if (auto const* const options = item.if_contains("options")) {
        for (json::value const& option : options->as_array()) {
            as_written.push_back(option_key(option.as_object(), false));
            other_way.push_back(option_key(option.as_object(), true));
        }
    }
    auto const* const quantity = item.if_contains("quantity");
    return json::serialize(json::array{
        lower_ascii(text_at(item, "product")),
        quantity == nullptr ? 1 : quantity->to_number<std::int64_t>(),
        std::min(joined(as_written), joined(other_way))
    });
}

std::string items_key(json::object const& holder, std::string_view name) {
    Keys keys;
    auto const* const items = holder.if_contains(name);
    if (items != nullptr && !items->is_null()) {
        for (json::value const& item : items->as_array()) {
            keys.push_back(item_key(item.as_object()));
        }
    }
    return joined(keys);
}

}  // namespace

json::array differences(json::object const& expected, json::object const& answer) {
    json::array differ;
    std::string_view const lines = expected.contains("cart_after") ? "cart_after" : "items";
    if (items_key(expected, lines) != items_key(answer, lines)) {
        differ.emplace_back(lines);
    }
    for (std::string_view const name : {"intent", "decision"}) {
        if (expected.contains(name) && text_at(expected, name) != text_at(answer, name)) {
            differ.emplace_back(name);
        }
    }
    return differ;
}

std::optional<json::object> replay_row(
    KeyedMenu const& menu,
    understanding::Lexicon const& lexicon,
    json::object const& row,
    ordering::Cart const& cart
) {
    auto const* const expected = row.if_contains("expected");
    if (expected == nullptr) {
        return std::nullopt;
    }
    understanding::Parse const parse = parse_row(lexicon, text_of(row), cart);
    json::object answer = answer_of(menu, row, parse, cart);
    json::array differ = differences(expected->as_object(), answer);
    if (differ.empty()) {
        return std::nullopt;
    }
    return json::object{
        {"id", row.at("id")},
        {"text", row.at("text")},
        {"differs", std::move(differ)},
        {"expected", *expected},
        {"answer", std::move(answer)}
    };
}

}  // namespace croozer::app
