// What a model answered, as values: still anybody's words, to be believed in nothing.
#pragma once

#include "base/result.hpp"
#include "domain/ordering/cart.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace croozer::llm {

struct Proposal {
    bool is_order{false};  // any other intent is left to our own rules
    bool confident{false};
    std::vector<ordering::CartLine> lines;
    std::vector<std::string> unmatched;  // words it could not place
};

// The text of an answer: JSON of exactly the schema's shape (request.hpp), whether the provider
// kept to it or not. Error: UpstreamUnknown with the reason as its slug.
[[nodiscard]] Result<Proposal> read_proposal(std::string_view json);

}  // namespace croozer::llm
