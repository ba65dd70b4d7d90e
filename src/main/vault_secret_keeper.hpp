// The one place that opens a sealed column: the vault, with the business's data keys from its rows.
#pragma once

#include "app/secret_keeper.hpp"
#include "base/random.hpp"
#include "crypto/vault.hpp"

#include <mutex>
#include <unordered_map>

namespace croozer::main {

class VaultSecretKeeper final : public app::SecretKeeper {
public:
    VaultSecretKeeper(crypto::Vault vault, RandomSource& random)
        : vault_(std::move(vault)), random_(random) {}

    [[nodiscard]] Result<SealedSecret> seal(
        store::Session& session,
        BusinessId business,
        app::SealedPlace const& place,
        Secret const& secret,
        Instant now
    ) override;
    [[nodiscard]] Result<Secret> open(
        store::Session& session,
        BusinessId business,
        app::SealedPlace const& place,
        SealedSecret const& sealed
    ) override;

private:
    // Open data keys are kept: unwrapping one costs more than using it. Bounded.
    static constexpr std::size_t most_keys = 4'096;

    [[nodiscard]] Result<crypto::DataKey> data_key(
        store::Session& session, BusinessId business, std::int64_t dek_id
    );

    crypto::Vault vault_;
    RandomSource& random_;
    std::mutex mutex_;
    std::unordered_map<BusinessId, crypto::DataKey> keys_;
};

}  // namespace croozer::main
