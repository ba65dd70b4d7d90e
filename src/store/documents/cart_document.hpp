// Carts, addresses, conversation state, replies and the options of an order line as documents.
#pragma once

#include "base/result.hpp"
#include "domain/conversation/conversation.hpp"
#include "domain/ordering/cart.hpp"
#include "domain/ordering/quote.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace croozer::store::documents {

[[nodiscard]] std::string encode_cart(ordering::Cart const& cart);
[[nodiscard]] Result<ordering::Cart> decode_cart(std::string_view text);

// Without the door code, which is sealed into a column of its own.
[[nodiscard]] std::string encode_address(ordering::Address const& address);
[[nodiscard]] Result<ordering::Address> decode_address(std::string_view text);

[[nodiscard]] std::string encode_state(conversation::State const& state);
[[nodiscard]] Result<conversation::State> decode_state(std::string_view text);

[[nodiscard]] std::string encode_reply(conversation::Reply const& reply);
[[nodiscard]] Result<conversation::Reply> decode_reply(std::string_view text);

// What an order line keeps of its options: choice, names and price as they were.
[[nodiscard]] std::string encode_options(std::vector<ordering::PricedOption> const& options);
[[nodiscard]] Result<std::vector<ordering::PricedOption>> decode_options(std::string_view text);

[[nodiscard]] std::string_view part_name(ordering::Part part);  // "whole", "h1", "h2"
[[nodiscard]] std::string_view qualifier_name(ordering::Qualifier qualifier
);  // "", "extra", "light"

}  // namespace croozer::store::documents
