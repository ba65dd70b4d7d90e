// Seals and opens what a row must not show (tokens, door codes) with the business's own key. Made
// in main/ from the vault and the key rows; nothing else opens a sealed column.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "store/session.hpp"

#include <string_view>

namespace croozer::app {

struct SealedPlace {
    std::string_view table;
    std::string_view column;
    Uuid row;
};

class SecretKeeper {
public:
    SecretKeeper() = default;
    SecretKeeper(SecretKeeper const&) = delete;
    SecretKeeper& operator=(SecretKeeper const&) = delete;
    virtual ~SecretKeeper() = default;
    // Makes the business's data key on first use, in this transaction.
    [[nodiscard]] virtual Result<SealedSecret> seal(
        store::Session& session,
        BusinessId business,
        SealedPlace const& place,
        Secret const& secret,
        Instant now
    ) = 0;
    [[nodiscard]] virtual Result<Secret> open(
        store::Session& session,
        BusinessId business,
        SealedPlace const& place,
        SealedSecret const& sealed
    ) = 0;
};

}  // namespace croozer::app
