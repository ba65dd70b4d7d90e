#include "store/repositories/consents.hpp"

namespace croozer::store {
namespace {

struct Latest {
    Uuid id;
    bool is_given{false};
    Instant at;
};

Result<std::optional<Latest>> latest(
    Session& session, BusinessId business, CustomerId customer, std::string_view purpose
) {
    auto const rows = TRY(session.query(
        "select id, case when withdrawn_at is null then 1 else 0 end, "
        "coalesce(withdrawn_at, given_at) from consents "
        "where business_id = $1 and customer_id = $2 and purpose = $3 "
        "order by coalesce(withdrawn_at, given_at) desc, id desc limit 1",
        {business, customer, purpose}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return Latest{.id = row.uuid(0), .is_given = row.integer(1) == 1, .at = row.instant(2)};
}

}  // namespace

Result<bool> note_consent(Session& session, BusinessId business, ConsentAct const& act) {
    // The customer's row is ours from here on: two acts at a time are told one after the other.
    TRY(session.execute(
        "update customers set updated_at = updated_at where business_id = $1 and id = $2",
        {business, act.customer}
    ));
    auto const before = TRY(latest(session, business, act.customer, act.purpose));
    if (before && before->is_given == act.is_given) {
        // Said again: what was said in between and comes late must not count.
        TRY(session.execute(
            "update consents set given_at = case when given_at is null then given_at else $3 end, "
            "withdrawn_at = case when withdrawn_at is null then withdrawn_at else $3 end "
            "where business_id = $1 and id = $2 and coalesce(withdrawn_at, given_at) < $3",
            {business, before->id, act.at}
        ));
        return false;
    }
    TRY(session.execute(
        "insert into consents (business_id, id, customer_id, purpose, given_at, withdrawn_at, "
        "wording, proof_message_id) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        {business,
         act.id,
         act.customer,
         act.purpose,
         act.is_given ? Value(act.at) : Value(),
         act.is_given ? Value() : Value(act.at),
         act.wording,
         act.proof}
    ));
    // Webhooks come in any order: what is older than the latest act is kept, and changes nothing.
    if (before && act.at < before->at) {
        return false;
    }
    if (act.purpose == "marketing") {
        TRY(session.execute(
            "update customers set opt_in_marketing = $3, updated_at = $4, version = version + 1 "
            "where business_id = $1 and id = $2",
            {business, act.customer, act.is_given, act.at}
        ));
    }
    return true;
}

Result<bool> has_withdrawn(
    Session& session, BusinessId business, CustomerId customer, std::string_view purpose
) {
    auto const act = TRY(latest(session, business, customer, purpose));
    return act && !act->is_given;
}

}  // namespace croozer::store
