#include "store/repositories/account_news.hpp"

namespace croozer::store {

Result<std::vector<NewsAccount>> accounts_of_waba(
    Session& session, BusinessId business, std::string_view waba_id
) {
    auto const rows = TRY(session.query(
        "select id, phone_number_id, phone_number, connected_at, news_told from whatsapp_accounts "
        "where business_id = $1 and waba_id = $2 and disconnected_at is null order by id",
        {business, waba_id}
    ));
    std::vector<NewsAccount> accounts;
    for (auto const& row : rows) {
        accounts.push_back(
            {.id = row.id<AccountId>(0),
             .phone_number_id = row.text(1),
             .phone_number = row.text(2),
             .connected_at = row.instant(3),
             .told = row.text(4)}
        );
    }
    return accounts;
}

Result<void> change_account(
    Session& session, BusinessId business, AccountId id, AccountChange const& change
) {
    TRY(session.execute(
        "update whatsapp_accounts set version = version + 1, "
        "messaging_limit = coalesce($3, messaging_limit), "
        "throughput_level = coalesce($4, throughput_level), quality = coalesce($5, quality), "
        "display_name = coalesce($6, display_name), restrictions = coalesce($7, restrictions) "
        "where business_id = $1 and id = $2",
        {business,
         id,
         change.messaging_limit,
         change.throughput_level,
         change.quality,
         change.display_name,
         change.restrictions}
    ));
    return {};
}

Result<void> note_news_told(
    Session& session,
    BusinessId business,
    AccountId id,
    std::string_view before,
    std::string_view after
) {
    auto const changed = TRY(session.execute(
        "update whatsapp_accounts set news_told = $4 "
        "where business_id = $1 and id = $2 and coalesce(news_told, '') = $3",
        {business, id, before, after}
    ));
    if (changed == 0) {
        return failure(ErrorCode::Busy, "busy", "two changes of one account at a time");
    }
    return {};
}

Result<void> merge_account_facts(
    Session& session, BusinessId business, AccountId id, documents::AccountFacts const& told
) {
    // The row is ours from here on: two changes at a time must not forget each other.
    TRY(session.execute(
        "update whatsapp_accounts set version = version + 1 where business_id = $1 and id = $2",
        {business, id}
    ));
    auto const rows = TRY(session.query(
        "select coalesce(facts, '{}') from whatsapp_accounts where business_id = $1 and id = $2",
        {business, id}
    ));
    if (rows.empty()) {
        return {};
    }
    auto const known = TRY(documents::decode_facts(rows.front().text(0)));
    TRY(session.execute(
        "update whatsapp_accounts set facts = $3 where business_id = $1 and id = $2",
        {business, id, documents::encode_facts(documents::merged(known, told))}
    ));
    return {};
}

}  // namespace croozer::store
