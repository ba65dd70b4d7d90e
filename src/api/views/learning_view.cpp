// Unknown words and labelled examples as staff reads them.
#include "api/views/views.hpp"
#include "store/documents/inbound_document.hpp"
#include "store/documents/json.hpp"

namespace croozer::api {
namespace {

namespace json = boost::json;
using store::documents::array_of;
using store::documents::text_of;

// null: it was revoked, or is no text any more.
json::value message_text(std::string const& content) {
    if (content.empty()) {
        return nullptr;
    }
    auto const decoded = store::documents::decode_inbound(content);
    return text_or_null(decoded ? decoded->text : "");
}

json::object thing_object(learning::Thing const& thing) {
    if (thing.product) {
        return {{"productId", thing.product->to_string()}};
    }
    return {{"optionGroupId", thing.group}, {"optionId", thing.option}};
}

// A row's option under the names of an order's line.
json::object option_object(json::object const& option) {
    json::object object{{"group", text_of(option, "name")}, {"option", text_of(option, "value")}};
    for (auto const& [name, value] : option) {
        if (name != "name" && name != "value") {
            object[name] = value;
        }
    }
    return object;
}

json::array lines_array(json::array const* rows) {
    json::array lines;
    for (auto const& row : rows == nullptr ? json::array() : *rows) {
        if (auto const* item = row.if_object()) {
            json::array options;
            if (auto const* chosen = array_of(*item, "options")) {
                for (auto const& option : *chosen) {
                    options.push_back(option_object(option.as_object()));
                }
            }
            lines.push_back(
                {{"productId", text_of(*item, "product")},
                 {"quantity", store::documents::integer_of(*item, "quantity", 1)},
                 {"options", std::move(options)}}
            );
        }
    }
    return lines;
}

json::object document(std::string const& text) {
    return store::documents::parse_object(text).value_or(json::object());
}

}  // namespace

json::object unknown_word_view(
    store::UnknownWordRecord const& word, std::vector<learning::NamedThing> const& suggestions
) {
    json::array near;
    for (auto const& suggestion : suggestions) {
        auto object = thing_object(suggestion.thing);
        object["name"] = suggestion.name.en;
        object["nameHe"] = suggestion.name.he;
        near.push_back(std::move(object));
    }
    return {
        {"id", word.id.to_string()},
        {"version", word.version},
        {"word", word.written},
        {"state", word.state},
        {"times", word.times},
        {"firstSeenAt", word.first_seen_at.to_rfc3339()},
        {"lastSeenAt", word.last_seen_at.to_rfc3339()},
        {"messageId", word.message.to_string()},
        {"messageText", message_text(word.content)},
        {"taught", word.taught ? json::value(thing_object(*word.taught)) : json::value()},
        {"suggestions", std::move(near)}
    };
}

json::object example_view(store::ExampleRecord const& example) {
    auto const context = document(example.context);
    auto const expected = document(example.expected);
    auto const* items =
        array_of(expected, expected.contains("cart_after") ? "cart_after" : "items");
    return {
        {"id", example.id.to_string()},
        {"version", example.version},
        {"messageId", example.message.to_string()},
        {"text", example.text},
        {"cart", lines_array(array_of(context, "cart"))},
        {"items", items == nullptr ? json::value() : json::value(lines_array(items))},
        {"intent", text_or_null(text_of(expected, "intent"))},
        {"passes", example.passes},
        {"createdBy",
         example.created_by ? json::value(example.created_by->to_string()) : json::value()},
        {"createdAt", example.created_at.to_rfc3339()}
    };
}

}  // namespace croozer::api
