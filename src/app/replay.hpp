// Whether an answer is what its row expects, by the rules of tests/understanding/score.mjs.
#pragma once

#include "app/labelled_row.hpp"

#include <boost/json.hpp>

#include <optional>

namespace croozer::app {

// The names of what differs: "items" (none where the row says nothing of them) or "cart_after", and
// "intent" and "decision" where the row names them. Throws where `expected` is not shaped like one.
[[nodiscard]] boost::json::array differences(
    boost::json::object const& expected, boost::json::object const& answer
);

// Reads the row's text and tells what differs from what it expects: {id, text, differs, expected,
// answer}. nullopt: nothing does, or it expects nothing. Throws where the row is not shaped like
// one.
[[nodiscard]] std::optional<boost::json::object> replay_row(
    KeyedMenu const& menu,
    understanding::Lexicon const& lexicon,
    boost::json::object const& row,
    ordering::Cart const& cart
);

}  // namespace croozer::app
