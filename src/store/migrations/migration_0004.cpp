// What is taken up again of the inbox, and what ends there, found without a look at all of it; and
// when Meta told what an account is now.
#include "store/migrations.hpp"

#include <array>

namespace croozer::store {
namespace {

constexpr std::array changes{
    // JSON: of each kind of account_update the latest that took effect, {kind: {at, words}}.
    TableChange{"alter table whatsapp_accounts add column news_told {text}"},
};

constexpr std::array indexes{
    Index{"create index parked_changes_replayed on parked_changes (inbox_id, change_no) "
          "where replayed_at is not null"},
    Index{"create index parked_changes_by_age on parked_changes (parked_at)"},
};

}  // namespace

std::span<Index const> migration_0004_indexes() {
    return indexes;
}

std::span<TableChange const> migration_0004_changes() {
    return changes;
}

}  // namespace croozer::store
