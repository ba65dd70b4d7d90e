// A read of one node at Graph, whole if Graph allows it and else by parts.
#pragma once

#include "base/secret.hpp"
#include "meta/graph_call.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::meta {

struct NodeRead {
    JsonObject node;
    // Fields that this token may not read: that they are missing from `node` says nothing of them.
    std::vector<std::string> refused;
};

using NodeDone = std::move_only_function<void(app::PlatformResult<NodeRead>)>;

// Reads a node with all of `fields`; if Graph refuses one of them, which fails the whole read with
// 100 or 10, the first `needed` together and the others one by one, leaving out what is refused.
// Its answers come back as one object.
void read_node_fields(
    GraphCaller& graph,
    Secret token,
    std::string node,
    std::vector<std::string_view> fields,
    std::size_t needed,
    NodeDone done
);

// A field, not the node, may be what was refused.
[[nodiscard]] bool may_be_a_field(app::PlatformError const& error);
// With `fields` unless there are none.
[[nodiscard]] GraphCall read_call(
    Secret token, std::vector<std::string> path, std::span<std::string_view const> fields
);

}  // namespace croozer::meta
