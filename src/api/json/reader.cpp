#include "api/json/reader.hpp"

#include "base/limits.hpp"
#include "base/phone.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <numeric>

namespace croozer::api::input {
namespace {

constexpr std::size_t phone_code_points = 40;
constexpr std::size_t email_code_points = 254;  // RFC 5321 §4.5.3.1.3
constexpr std::size_t hint_distance = 2;

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            std::size_t const replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j + 1] + 1, row[j] + 1});
        }
    }
    return row.back();
}

bool is_control(char c) {
    auto const byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F;
}

// A shape, not a promise: one @, a dot in the domain, no white space.
bool looks_like_email(std::string_view text) {
    auto const at = text.find('@');
    if (at == std::string_view::npos || at == 0 ||
        text.find('@', at + 1) != std::string_view::npos) {
        return false;
    }
    auto const domain = text.substr(at + 1);
    auto const dot = domain.rfind('.');
    return dot != std::string_view::npos && dot > 0 && dot + 1 < domain.size() &&
           std::ranges::none_of(text, [](char c) {
               return static_cast<unsigned char>(c) <= ' ' || c == ',' || c == ';' || c == '<' ||
                      c == '>';
           });
}

}  // namespace

std::string list_of(std::span<std::string_view const> words) {
    std::string text;
    for (auto const word : words) {
        text += (text.empty() ? "" : ", ") + std::string(word);
    }
    return text;
}

void Problems::add(std::string pointer, std::string_view code, std::string detail) {
    if (full()) {
        return;
    }
    list_.push_back(
        {.pointer = std::move(pointer), .code = std::string(code), .detail = std::move(detail)}
    );
}

void Problems::add_unknown(
    std::string pointer,
    std::string_view code,
    std::string_view name,
    std::span<std::string_view const> known
) {
    std::string detail;
    // Every hint compares the name with all that are known.
    if (!full() && hints_ < limits::field_hints) {
        ++hints_;
        auto const nearest = nearest_name(name, known);
        detail = nearest.empty() ? "" : "did you mean " + std::string(nearest);
    }
    add(std::move(pointer), code, std::move(detail));
}

std::string_view nearest_name(std::string_view name, std::span<std::string_view const> known) {
    std::string_view best;
    std::size_t best_distance = hint_distance + 1;
    if (name.size() > limits::name_code_points) {
        return best;
    }
    for (auto const candidate : known) {
        auto const distance = edit_distance(lower_ascii(name), lower_ascii(candidate));
        if (distance < best_distance && distance < candidate.size()) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

ObjectReader::ObjectReader(Node const& node, std::string pointer, Problems& problems)
    : node_(node), pointer_(std::move(pointer)), problems_(problems) {
    if (!std::holds_alternative<Members>(node_.value)) {
        problems_.add(pointer_, "type");
    }
}

std::string ObjectReader::pointer_to(std::string_view name) const {
    return pointer_ + "/" + std::string(name);
}

Node const* ObjectReader::find(std::string_view name, Need need) {
    if (!holds(known_, name)) {
        known_.push_back(name);
    }
    auto const* node = node_.member(name);
    // What is no object misses nothing: its type is the one problem.
    bool const is_object = std::holds_alternative<Members>(node_.value);
    if (node == nullptr && need == Need::Required && is_object) {
        problems_.add(pointer_to(name), "missing");
    }
    return node;
}

void ObjectReader::ignore(std::string_view name) {
    find(name, Need::Optional);
}

bool ObjectReader::has(std::string_view name) {
    return find(name, Need::Optional) != nullptr;
}

bool ObjectReader::is_null(std::string_view name) {
    auto const* node = find(name, Need::Optional);
    return node != nullptr && node->is_null();
}

std::optional<std::string> ObjectReader::checked_text(
    std::string const& pointer, Node const& node, TextRule rule
) {
    auto const* raw = std::get_if<std::string>(&node.value);
    if (raw == nullptr) {
        problems_.add(pointer, "type");
        return std::nullopt;
    }
    if (std::ranges::any_of(*raw, is_control)) {
        problems_.add(pointer, "control_character");
        return std::nullopt;
    }
    std::string text(trimmed(*raw));
    if (text.empty() && !rule.may_be_empty) {
        problems_.add(pointer, "empty");
        return std::nullopt;
    }
    if (code_points(text) > rule.code_points) {
        problems_.add(pointer, "too_long", std::to_string(rule.code_points));
        return std::nullopt;
    }
    return text;
}

std::optional<std::string> ObjectReader::text(std::string_view name, TextRule rule, Need need) {
    auto const* node = find(name, need);
    return node == nullptr ? std::nullopt : checked_text(pointer_to(name), *node, rule);
}

std::optional<std::int64_t> ObjectReader::integer(
    std::string_view name, std::int64_t least, std::int64_t most, Need need
) {
    auto const* node = find(name, need);
    if (node == nullptr) {
        return std::nullopt;
    }
    auto const range = std::to_string(least) + ".." + std::to_string(most);
    if (auto const* odd = std::get_if<OddNumber>(&node->value); odd != nullptr && odd->too_large) {
        problems_.add(pointer_to(name), "range", range);
        return std::nullopt;
    }
    auto const* number = std::get_if<std::int64_t>(&node->value);
    if (number == nullptr) {
        problems_.add(pointer_to(name), "type");
        return std::nullopt;
    }
    if (*number < least || *number > most) {
        problems_.add(pointer_to(name), "range", range);
        return std::nullopt;
    }
    return *number;
}

std::optional<bool> ObjectReader::boolean(std::string_view name, Need need) {
    auto const* node = find(name, need);
    if (node == nullptr) {
        return std::nullopt;
    }
    auto const* value = std::get_if<bool>(&node->value);
    if (value == nullptr) {
        problems_.add(pointer_to(name), "type");
        return std::nullopt;
    }
    return *value;
}

std::optional<std::string> ObjectReader::choice(
    std::string_view name, std::span<std::string_view const> allowed, Need need
) {
    auto const* node = find(name, need);
    if (node == nullptr) {
        return std::nullopt;
    }
    auto const* value = std::get_if<std::string>(&node->value);
    if (value == nullptr) {
        problems_.add(pointer_to(name), "type");
        return std::nullopt;
    }
    if (!holds(allowed, *value)) {
        problems_.add(pointer_to(name), "enum", list_of(allowed));
        return std::nullopt;
    }
    return *value;
}

std::optional<Uuid> ObjectReader::id(std::string_view name, Need need) {
    auto const* node = find(name, need);
    if (node == nullptr) {
        return std::nullopt;
    }
    auto const* value = std::get_if<std::string>(&node->value);
    if (value == nullptr) {
        problems_.add(pointer_to(name), "type");
        return std::nullopt;
    }
    auto const uuid = Uuid::parse(*value);
    if (!uuid) {
        problems_.add(pointer_to(name), "unknown_reference");
    }
    return uuid;
}

std::optional<Instant> ObjectReader::instant(std::string_view name, Need need) {
    auto const* node = find(name, need);
    if (node == nullptr) {
        return std::nullopt;
    }
    auto const* value = std::get_if<std::string>(&node->value);
    if (value == nullptr) {
        problems_.add(pointer_to(name), "type");
        return std::nullopt;
    }
    auto const instant = Instant::parse_rfc3339(*value);
    if (!instant) {
        problems_.add(pointer_to(name), "date");
    }
    return instant;
}

std::optional<std::string> ObjectReader::phone(std::string_view name, Need need) {
    auto const given = text(name, {.code_points = phone_code_points}, need);
    if (!given) {
        return std::nullopt;
    }
    auto normal = normal_phone(*given);
    if (!normal) {
        problems_.add(pointer_to(name), "phone");
    }
    return normal;
}

std::optional<std::string> ObjectReader::email(std::string_view name, Need need) {
    auto given = text(name, {.code_points = email_code_points, .may_be_empty = true}, need);
    if (given && !given->empty() && !looks_like_email(*given)) {
        problems_.add(pointer_to(name), "email");
        return std::nullopt;
    }
    return given;
}

std::optional<std::vector<std::string>> ObjectReader::texts(
    std::string_view name, TextRule rule, std::size_t most, Need need
) {
    auto const* node = find(name, need);
    if (node == nullptr) {
        return std::nullopt;
    }
    auto const* array = std::get_if<std::vector<Node>>(&node->value);
    if (array == nullptr) {
        problems_.add(pointer_to(name), "type");
        return std::nullopt;
    }
    if (array->size() > most) {
        problems_.add(pointer_to(name), "too_many", std::to_string(most));
        return std::nullopt;
    }
    std::vector<std::string> list;
    for (std::size_t i = 0; i < array->size(); ++i) {
        if (auto entry =
                checked_text(pointer_to(name) + "/" + std::to_string(i), array->at(i), rule)) {
            list.push_back(*std::move(entry));
        }
    }
    return list;
}

bool ObjectReader::object(
    std::string_view name, Need need, std::function<void(ObjectReader&)> const& read
) {
    auto const* node = find(name, need);
    if (node == nullptr) {
        return false;
    }
    ObjectReader nested(*node, pointer_to(name), problems_);
    read(nested);
    nested.finish();
    return true;
}

bool ObjectReader::objects(
    std::string_view name,
    std::size_t most,
    Need need,
    std::function<void(ObjectReader&)> const& read
) {
    auto const* node = find(name, need);
    if (node == nullptr) {
        return false;
    }
    auto const* array = std::get_if<std::vector<Node>>(&node->value);
    if (array == nullptr) {
        problems_.add(pointer_to(name), "type");
        return false;
    }
    if (array->size() > most) {
        problems_.add(pointer_to(name), "too_many", std::to_string(most));
        return false;
    }
    for (std::size_t i = 0; i < array->size(); ++i) {
        ObjectReader nested(array->at(i), pointer_to(name) + "/" + std::to_string(i), problems_);
        read(nested);
        nested.finish();
    }
    return true;
}

void ObjectReader::refuse(std::string_view name, std::string_view code, std::string detail) {
    problems_.add(pointer_to(name), code, std::move(detail));
}

void ObjectReader::finish() {
    auto const* members = std::get_if<Members>(&node_.value);
    if (members == nullptr) {
        return;
    }
    for (auto const& [name, node] : *members) {
        if (problems_.full()) {
            return;
        }
        if (!holds(known_, std::string_view(name))) {
            problems_.add_unknown(pointer_to(name), "unknown_field", name, known_);
        }
    }
}

}  // namespace croozer::api::input
