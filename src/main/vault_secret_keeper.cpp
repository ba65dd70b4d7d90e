#include "main/vault_secret_keeper.hpp"

#include "store/repositories/accounts.hpp"

namespace croozer::main {
namespace {

crypto::WrappedDataKey wrapped_from(store::WrappedKeyRow const& row) {
    return {
        .dek_id = static_cast<std::uint32_t>(row.dek_id), .kek_id = row.kek_id, .bytes = row.wrapped
    };
}

}  // namespace

Result<SealedSecret> VaultSecretKeeper::seal(
    store::Session& session,
    BusinessId business,
    app::SealedPlace const& place,
    Secret const& secret,
    Instant now
) {
    auto row = TRY(store::newest_data_key(session, business));
    if (!row) {
        auto const made = vault_.new_data_key(business, random_);
        CHECK(store::insert_data_key(
            session,
            business,
            {.dek_id = made.dek_id, .kek_id = made.kek_id, .wrapped = made.bytes},
            now
        ));
        row = TRY(store::newest_data_key(session, business));
        if (!row) {
            return failure(ErrorCode::Corrupt, "no_data_key");
        }
    }
    auto const key = TRY(vault_.unwrap(business, wrapped_from(*row)));
    auto const row_text = place.row.to_string();
    return crypto::seal(
        key,
        {.business = business, .table = place.table, .column = place.column, .row = row_text},
        secret
    );
}

Result<Secret> VaultSecretKeeper::open(
    store::Session& session,
    BusinessId business,
    app::SealedPlace const& place,
    SealedSecret const& sealed
) {
    auto const dek_id = TRY(crypto::data_key_id(sealed));
    auto const key = TRY(data_key(session, business, dek_id));
    auto const row_text = place.row.to_string();
    return crypto::open(
        key,
        {.business = business, .table = place.table, .column = place.column, .row = row_text},
        sealed
    );
}

Result<crypto::DataKey> VaultSecretKeeper::data_key(
    store::Session& session, BusinessId business, std::int64_t dek_id
) {
    {
        std::lock_guard const guard(mutex_);
        auto const found = keys_.find(business);
        if (found != keys_.end() && std::int64_t{found->second.id()} == dek_id) {
            return found->second;
        }
    }
    auto const row = TRY(store::find_data_key(session, business, dek_id));
    if (!row) {
        return failure(ErrorCode::Corrupt, "no_data_key");
    }
    auto key = TRY(vault_.unwrap(business, wrapped_from(*row)));
    std::lock_guard const guard(mutex_);
    if (keys_.size() >= most_keys) {
        keys_.clear();
    }
    keys_.insert_or_assign(business, key);
    return key;
}

}  // namespace croozer::main
