// The strict reading of a JSON body of our API: a tree that remembers what Boost.JSON's values
// forget (whether a number was written as an integer, the order of members), with duplicate keys,
// depth (limits::json_depth) and size (limits::json_nodes) checked while it is read.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace croozer::api::input {

struct Node;
struct Member;
using Members = std::vector<Member>;

// A number that is no int64: "5.0", "1e2", "-0", or too large.
struct OddNumber {
    bool too_large{false};
};

struct Node {
    std::variant<
        std::monostate,  // null
        bool,
        std::int64_t,
        OddNumber,
        std::string,
        std::vector<Node>,
        Members>
        value;

    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(value); }

    // nullptr if there is none, or this is no object.
    [[nodiscard]] Node const* member(std::string_view name) const;
};

struct Member {
    std::string name;
    Node node;
};

// Errors, all BadRequest: "json" (detail: the offset), "duplicate_key" (pointer), "not_object",
// "json_too_complex".
[[nodiscard]] Result<Node> parse_body(std::string_view body);

}  // namespace croozer::api::input
