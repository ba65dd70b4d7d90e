#include "store/repositories/template_news.hpp"

namespace croozer::store {

Result<std::optional<Uuid>> change_template(
    Session& session,
    BusinessId business,
    TemplateKey const& key,
    TemplateChange const& change,
    Instant at
) {
    auto const& announced = change.announced_category;
    auto const rows = TRY(session.query(
        "update message_templates set version = version + 1, status = coalesce($5, status), "
        "quality = coalesce($6, quality), category = coalesce($7, category), "
        "announced_category = case when $8 = 1 then $9 else announced_category end, "
        "reason = coalesce($10, reason), updated_at = $11 "
        "where business_id = $1 and waba_id = $2 and name = $3 and language = $4 returning id",
        {business,
         key.waba_id,
         key.name,
         key.language,
         change.status,
         change.quality,
         change.category,
         announced ? 1 : 0,
         announced && !announced->empty() ? Value(*announced) : Value(),
         change.reason,
         at}
    ));
    return rows.empty() ? std::nullopt : std::optional(rows.front().uuid(0));
}

}  // namespace croozer::store
