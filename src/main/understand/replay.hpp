// Whether an answer is what its row expects, by the rules of tests/understanding/score.mjs.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace croozer::main {

// The names of what differs: "items" (none where the row says nothing of them) or "cart_after", and
// "intent" and "decision" where the row names them. Throws where `expected` is not shaped like one.
[[nodiscard]] boost::json::array differences(
    boost::json::object const& expected, boost::json::object const& answer
);

}  // namespace croozer::main
