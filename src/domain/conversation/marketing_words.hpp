// Words by which a customer leaves a shop's list, and what they hear.
#pragma once

#include "domain/business/language.hpp"
#include "domain/conversation/conversation.hpp"

#include <string_view>

namespace croozer::conversation {

// The whole message is such a word, whatever its case, points and spaces: "Stop!", "הסר". "no
// olives, stop" is not, and neither is anything else that could be part of an order.
[[nodiscard]] bool asks_for_no_marketing(std::string_view message);

[[nodiscard]] Reply marketing_stopped_reply(Language language);

}  // namespace croozer::conversation
