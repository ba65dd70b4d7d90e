// Cities by name, so that "Tel Aviv" behind an address is neither a dish nor a street.
#pragma once

#include "domain/understanding/match.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace croozer::understanding {

struct FoundPlace {
    std::size_t first{0};
    std::size_t last{0};  // spans
    std::string name;     // in the shop's own spelling, else as written
};

// `own` are the places of the shop's delivery zones. What the menu calls so is no place.
[[nodiscard]] std::optional<FoundPlace> find_place(
    Tokens const& tokens, std::span<Span const> spans, std::span<std::string const> own
);

}  // namespace croozer::understanding
