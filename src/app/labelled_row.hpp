// Labelled messages as JSON, in the form of tests/understanding/README.md: what a message was
// written to, what it should say, and what the engine answers. Files and stored examples share it.
#pragma once

#include "domain/menu/menu.hpp"
#include "domain/ordering/cart.hpp"
#include "domain/understanding/understand.hpp"

#include <boost/json.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::app {

// A menu, and what rows call its products.
struct KeyedMenu {
    std::shared_ptr<menu::Menu const> menu;
    std::vector<std::string> product_keys;  // of each product of the menu

    [[nodiscard]] std::string const* key(ProductId id) const;
    [[nodiscard]] std::optional<ProductId> product(std::string_view key) const;
};

// Of a stored menu: products by their ids.
[[nodiscard]] KeyedMenu keyed_by_id(std::shared_ptr<menu::Menu const> menu);

// Lines of products that the menu does not have are left out.
[[nodiscard]] boost::json::array items_array(
    KeyedMenu const& menu, std::vector<ordering::CartLine> const& lines
);
// The cart in the row's context; empty if it has none. Throws where one is not shaped like one.
[[nodiscard]] ordering::Cart cart_from(KeyedMenu const& menu, boost::json::object const& row);

// As a message reaches the engine: valid, which the JSON parser has seen to, and not too long.
[[nodiscard]] std::string text_of(boost::json::object const& row);
[[nodiscard]] understanding::Parse parse_row(
    understanding::Lexicon const& lexicon, std::string_view text, ordering::Cart const& cart
);
// What the parse makes of the row's cart, and everything else it says.
[[nodiscard]] boost::json::object answer_of(
    KeyedMenu const& menu,
    boost::json::object const& row,
    understanding::Parse const& parse,
    ordering::Cart cart
);

}  // namespace croozer::app
