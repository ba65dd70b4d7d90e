// JSON text may escape half of a UTF-16 pair ("\ud83d"), which is no character. Parsers refuse the
// whole document for it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace croozer::meta {

// `json` with every lone \uD800…\uDFFF escape as \uFFFD; nullopt if there is none.
[[nodiscard]] std::optional<std::string> without_lone_surrogates(std::string_view json);

}  // namespace croozer::meta
