// Phones by our own rules for Israel first (market notes §5.4). What Meta gave us is never
// rewritten for sending; the normal form is the key for matching.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace croozer {

// Digits of the international number without "+", as WhatsApp's wa_id has it: "972541234567".
// National Israeli forms ("054-123-4567", "0541234567") and "+972(0)54…", "00972…" are accepted;
// bidi marks, spaces, dashes and Arabic-Indic digits are understood. nullopt if it is no phone.
[[nodiscard]] std::optional<std::string> normal_phone(std::string_view text);

// For people: "054-123-4567" for an Israeli mobile, "+CC…" otherwise.
[[nodiscard]] std::string display_phone(std::string_view normal);

// For logs: all but the last four digits hidden.
[[nodiscard]] std::string masked_phone(std::string_view normal);

}  // namespace croozer
