#include "llm/proposal.hpp"

#include "base/limits.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace croozer::llm {
namespace {

namespace json = boost::json;

std::unexpected<Error> bad(std::string slug) {
    return failure(ErrorCode::UpstreamUnknown, std::move(slug));
}

// An object with these keys and no other; a price has no key here.
json::object const* exact_object(
    json::value const& value, std::initializer_list<std::string_view> keys
) {
    auto const* const object = value.if_object();
    if (object == nullptr || object->size() != keys.size()) {
        return nullptr;
    }
    bool const all = std::ranges::all_of(keys, [&](auto key) { return object->contains(key); });
    return all ? object : nullptr;
}

std::string_view word(json::value const& value) {
    auto const* const text = value.if_string();
    return text == nullptr ? std::string_view{} : std::string_view(text->data(), text->size());
}

bool set_mode(std::string_view mode, ordering::ChosenOption& option) {
    using enum ordering::Qualifier;
    option.negated = mode == "without";
    option.qualifier = mode == "extra" ? Extra : mode == "light" ? Light : None;
    return mode == "normal" || mode == "extra" || mode == "light" || mode == "without";
}

bool set_part(std::string_view part, ordering::ChosenOption& option) {
    using enum ordering::Part;
    option.part = part == "h1" ? First : part == "h2" ? Second : Whole;
    return part == "whole" || part == "h1" || part == "h2";
}

std::optional<ordering::ChosenOption> read_option(json::value const& value) {
    auto const* const object = exact_object(value, {"group", "value", "mode", "part"});
    if (object == nullptr) {
        return std::nullopt;
    }
    ordering::ChosenOption option;
    option.group = word(object->at("group"));
    option.option = word(object->at("value"));
    bool const good = set_mode(word(object->at("mode")), option) &&
                      set_part(word(object->at("part")), option) && !option.group.empty() &&
                      !option.option.empty();
    return good ? std::optional(std::move(option)) : std::nullopt;
}

std::optional<ordering::CartLine> read_line(json::value const& value) {
    auto const* const object = exact_object(value, {"product_id", "quantity", "options"});
    if (object == nullptr) {
        return std::nullopt;
    }
    auto const product = ProductId::parse(word(object->at("product_id")));
    auto const* const quantity = object->at("quantity").if_int64();
    auto const* const options = object->at("options").if_array();
    if (!product || quantity == nullptr || *quantity < 1 || *quantity > limits::llm_quantity ||
        options == nullptr || options->size() > limits::line_options) {
        return std::nullopt;
    }
    ordering::CartLine line{.product = *product, .quantity = *quantity, .options = {}, .note = {}};
    for (auto const& entry : *options) {
        auto option = read_option(entry);
        if (!option) {
            return std::nullopt;
        }
        line.options.push_back(*std::move(option));
    }
    return line;
}

}  // namespace

Result<Proposal> read_proposal(std::string_view text) {
    json::error_code error;
    auto const value = json::parse(text, error);
    if (error) {
        return bad("not_json");
    }
    auto const* const object = exact_object(value, {"intent", "items", "unmatched", "confidence"});
    if (object == nullptr) {
        return bad("wrong_shape");
    }
    auto const* const items = object->at("items").if_array();
    auto const* const unmatched = object->at("unmatched").if_array();
    if (items == nullptr || unmatched == nullptr || items->size() > limits::llm_items) {
        return bad("wrong_shape");
    }
    auto const confidence = word(object->at("confidence"));
    Proposal proposal;
    proposal.is_order = word(object->at("intent")) == "order";
    proposal.confident = confidence == "high" || confidence == "medium";
    for (auto const& item : *items) {
        auto line = read_line(item);
        if (!line) {
            return bad("wrong_item");
        }
        proposal.lines.push_back(*std::move(line));
    }
    for (auto const& entry : *unmatched) {
        if (!entry.is_string()) {
            return bad("wrong_shape");
        }
        proposal.unmatched.emplace_back(word(entry));
    }
    return proposal;
}

}  // namespace croozer::llm
