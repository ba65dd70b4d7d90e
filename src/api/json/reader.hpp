// Reads the fields of a body by name and collects everything that is wrong, each with its JSON
// pointer. What was not asked for is unknown, with the nearest known name as a hint.
#pragma once

#include "api/json/node.hpp"
#include "api/problem.hpp"
#include "base/id.hpp"
#include "base/limits.hpp"
#include "base/time.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::api::input {

template <class Range, class T>
[[nodiscard]] bool holds(Range const& range, T const& value) {
    return std::ranges::find(range, value) != std::ranges::end(range);
}

// "a, b, c", as the detail of `enum` says what may be chosen.
[[nodiscard]] std::string list_of(std::span<std::string_view const> words);

// The first limits::field_problems of them: nobody reads more.
class Problems {
public:
    void add(std::string pointer, std::string_view code, std::string detail = {});

    // Something that was not asked for; the first few get the nearest of `known` as a hint.
    void add_unknown(
        std::string pointer,
        std::string_view code,
        std::string_view name,
        std::span<std::string_view const> known
    );

    [[nodiscard]] bool empty() const { return list_.empty(); }

    [[nodiscard]] bool full() const { return list_.size() >= limits::field_problems; }

    [[nodiscard]] std::vector<FieldProblem> const& list() const { return list_; }

private:
    std::vector<FieldProblem> list_;
    std::size_t hints_{0};
};

enum class Need : std::uint8_t { Optional, Required };

struct TextRule {
    std::size_t code_points;
    // Text of white space only is "empty" unless this is set.
    bool may_be_empty{false};
};

class ObjectReader {
public:
    // `node` and `problems` outlive the reader. A node that is no object is noted as "type".
    ObjectReader(Node const& node, std::string pointer, Problems& problems);

    // Known, and read elsewhere.
    void ignore(std::string_view name);
    // Whether the field is there at all, null included.
    [[nodiscard]] bool has(std::string_view name);
    // Whether it is there and null; for fields that null clears.
    [[nodiscard]] bool is_null(std::string_view name);

    // Trimmed text. Codes: missing, type, empty, too_long, control_character (line breaks and tabs
    // are allowed).
    std::optional<std::string> text(
        std::string_view name, TextRule rule, Need need = Need::Optional
    );
    // Codes: missing, type (also 5.0, 1e2, -0), range.
    std::optional<std::int64_t> integer(
        std::string_view name, std::int64_t least, std::int64_t most, Need need = Need::Optional
    );
    std::optional<bool> boolean(std::string_view name, Need need = Need::Optional);
    // One of `allowed`, exactly. Codes: missing, type, enum.
    std::optional<std::string> choice(
        std::string_view name, std::span<std::string_view const> allowed, Need need = Need::Optional
    );
    // Code: unknown_reference for text that is no UUID.
    std::optional<Uuid> id(std::string_view name, Need need = Need::Optional);
    // RFC 3339. Code: date.
    std::optional<Instant> instant(std::string_view name, Need need = Need::Optional);
    // The normal form. Code: phone.
    std::optional<std::string> phone(std::string_view name, Need need = Need::Optional);
    std::optional<std::string> email(std::string_view name, Need need = Need::Optional);
    std::optional<std::vector<std::string>> texts(
        std::string_view name, TextRule rule, std::size_t most, Need need = Need::Optional
    );
    // Calls `read` with a reader of the nested object. False if it is not there.
    bool object(std::string_view name, Need need, std::function<void(ObjectReader&)> const& read);
    // Calls `read` for each object of an array. False if it is not there.
    bool objects(
        std::string_view name,
        std::size_t most,
        Need need,
        std::function<void(ObjectReader&)> const& read
    );

    // For rules of the caller's.
    void refuse(std::string_view name, std::string_view code, std::string detail = {});
    // Notes every field that was not asked for. Nested readers are finished by object(s)().
    void finish();

private:
    Node const* find(std::string_view name, Need need);
    std::optional<std::string> checked_text(
        std::string const& pointer, Node const& node, TextRule rule
    );
    [[nodiscard]] std::string pointer_to(std::string_view name) const;

    Node const& node_;
    std::string pointer_;
    Problems& problems_;
    std::vector<std::string_view> known_;
};

// The nearest of `known` within two edits, or empty.
[[nodiscard]] std::string_view nearest_name(
    std::string_view name, std::span<std::string_view const> known
);

}  // namespace croozer::api::input
