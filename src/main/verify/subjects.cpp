#include "main/verify/subjects.hpp"

#include "app/account_state.hpp"
#include "base/random.hpp"
#include "crypto/vault.hpp"
#include "main/vault_secret_keeper.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/directory.hpp"

#include <algorithm>
#include <filesystem>

namespace croozer::main {
namespace {

// A key file is made where a server starts; here its absence means the wrong place.
Result<crypto::Vault> open_vault(std::string const& key_file) {
    std::error_code error;
    if (!std::filesystem::exists(key_file, error)) {
        return failure(
            ErrorCode::NotFound, "key_file", "there is no key file " + key_file + " (data.key_file)"
        );
    }
    return crypto::Vault::load_or_create(key_file);
}

Result<std::optional<Subject>> subject_of(
    store::Session& session, VaultSecretKeeper& secrets, BusinessId business
) {
    auto const account = TRY(store::connected_account(session, business));
    if (!account) {
        return std::nullopt;
    }
    Subject subject{
        .business = business,
        .waba_id = account->waba_id,
        .phone_number_id = account->phone_number_id,
        .portfolio_id = account->portfolio_id,
        .token = {}
    };
    auto token = secrets.open(
        session,
        business,
        {.table = "whatsapp_accounts", .column = "token_sealed", .row = account->id.value},
        account->token
    );
    if (token) {
        subject.token = *std::move(token);
    } else if (app::is_foreign_seal(token.error())) {
        // One shop's trouble: the others are looked at all the same.
        subject.sealed = token.error().slug;
    } else {
        return std::unexpected(std::move(token).error());
    }
    return subject;
}

}  // namespace

Result<std::vector<Subject>> stored_subjects(
    Configuration const& configuration, store::Engine& engine, std::optional<BusinessId> business
) {
    SystemRandom random;
    VaultSecretKeeper secrets(TRY(open_vault(configuration.key_file)), random);
    auto const all =
        TRY(store::read_and_wait(engine, store::Scope::shared(), [](store::Session& session) {
            return store::all_businesses(session);
        }));
    if (business && std::ranges::find(all, *business) == all.end()) {
        return failure(ErrorCode::NotFound, "business", "there is no business of that id");
    }
    std::vector<Subject> subjects;
    for (auto const id : business ? std::vector{*business} : all) {
        auto found =
            TRY(store::read_and_wait(engine, store::Scope::of(id), [&](store::Session& session) {
                return subject_of(session, secrets, id);
            }));
        if (found) {
            subjects.push_back(*std::move(found));
        }
    }
    if (subjects.empty()) {
        return failure(
            ErrorCode::NotFound,
            "no_account",
            "no business has a connected number: connect one, or give a token of your own with "
            "--token"
        );
    }
    return subjects;
}

}  // namespace croozer::main
