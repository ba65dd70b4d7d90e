// Which accounts `croozer verify-meta` looks at, each with the token that opens it.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "main/configuration.hpp"
#include "store/engine.hpp"

#include <optional>
#include <string>
#include <vector>

namespace croozer::main {

struct Subject {
    std::optional<BusinessId> business;  // of the database
    std::string waba_id;                 // empty: those that the token names
    std::string phone_number_id;         // empty: every number of the account
    std::string portfolio_id;            // empty: not asked
    Secret token;
    std::string sealed{};  // why its token does not open; empty: it does
};

// Of the database, read only, beside a running server or without one: the connected account of each
// business, or of one. Errors: the store's; NotFound where there is no key file, `business` is not
// there or nothing is connected.
[[nodiscard]] Result<std::vector<Subject>> stored_subjects(
    Configuration const& configuration, store::Engine& engine, std::optional<BusinessId> business
);

}  // namespace croozer::main
