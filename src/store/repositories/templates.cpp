#include "store/repositories/templates.hpp"

#include "store/documents/json.hpp"

namespace croozer::store {
namespace {

constexpr std::string_view columns =
    "select id, waba_id, meta_id, name, language, category, status, quality, reason, "
    "parameter_format, components, announced_category, updated_at from message_templates "
    "where business_id = $1 ";

TemplateRow row_from(Row const& row) {
    return {
        .id = row.uuid(0),
        .waba_id = row.text(1),
        .seen =
            {.meta_id = row.text(2),
             .name = row.text(3),
             .language = row.text(4),
             .category = row.text(5),
             .status = row.text(6),
             .quality = row.text(7),
             .reason = row.text(8),
             .parameter_format = row.text(9),
             .components = row.text(10)},
        .announced_category = row.text(11),
        .updated_at = row.instant(12)
    };
}

conversation::OrderTemplate mapping_from(Row const& row) {
    return {
        .event = row.text(0),
        .language = language_from_code(row.text(1)).value_or(Language::Hebrew),
        .template_name = row.text(2),
        .template_language = row.text(3),
        .parameters = documents::parse_texts(row.text(4))
    };
}

bool is_same(SeenTemplate const& a, SeenTemplate const& b) {
    return a.meta_id == b.meta_id && a.category == b.category && a.status == b.status &&
           a.quality == b.quality && a.reason == b.reason &&
           a.parameter_format == b.parameter_format && a.components == b.components;
}

}  // namespace

Result<bool> save_template(
    Session& session,
    BusinessId business,
    std::string_view waba_id,
    Uuid new_id,
    SeenTemplate const& seen,
    Instant now,
    std::optional<Instant> listed_since
) {
    auto const known =
        TRY(find_template_by_name(session, business, waba_id, seen.name, seen.language));
    bool const is_old = known && listed_since && known->updated_at > *listed_since;
    if (known && (is_old || is_same(known->seen, seen))) {
        TRY(session.execute(
            "update message_templates set seen_at = $3 where business_id = $1 and id = $2",
            {business, known->id, now}
        ));
        return false;
    }
    TRY(session.execute(
        "insert into message_templates (business_id, id, version, waba_id, meta_id, name, "
        "language, category, announced_category, status, quality, reason, parameter_format, "
        "components, seen_at, updated_at) "
        "values ($1, $2, 1, $3, $4, $5, $6, $7, null, $8, $9, $10, $11, $12, $13, $13) "
        "on conflict (business_id, waba_id, name, language) do update set "
        "version = message_templates.version + 1, meta_id = excluded.meta_id, "
        "announced_category = case when message_templates.category = excluded.category "
        "then message_templates.announced_category else null end, "
        "category = excluded.category, status = excluded.status, quality = excluded.quality, "
        "reason = excluded.reason, parameter_format = excluded.parameter_format, "
        "components = excluded.components, seen_at = excluded.seen_at, "
        "updated_at = excluded.updated_at",
        {business,
         new_id,
         std::string(waba_id),
         seen.meta_id,
         seen.name,
         seen.language,
         seen.category,
         seen.status,
         seen.quality,
         seen.reason,
         seen.parameter_format,
         seen.components,
         now}
    ));
    return true;
}

Result<std::int64_t> forget_unseen_templates(
    Session& session, BusinessId business, std::string_view waba_id, Instant since
) {
    return session.execute(
        "delete from message_templates where business_id = $1 and waba_id = $2 and seen_at < $3 "
        "and updated_at < $3",
        {business, std::string(waba_id), since}
    );
}

Result<std::vector<TemplateRow>> list_templates(
    Session& session, BusinessId business, std::string_view waba_id
) {
    static std::string const sql =
        std::string(columns) + "and waba_id = $2 order by name, language";
    std::vector<TemplateRow> list;
    for (auto const& row : TRY(session.query(sql, {business, std::string(waba_id)}))) {
        list.push_back(row_from(row));
    }
    return list;
}

Result<std::optional<TemplateRow>> find_template(Session& session, BusinessId business, Uuid id) {
    static std::string const sql = std::string(columns) + "and id = $2";
    auto const rows = TRY(session.query(sql, {business, id}));
    return rows.empty() ? std::nullopt : std::optional(row_from(rows.front()));
}

Result<std::optional<TemplateRow>> find_template_by_name(
    Session& session,
    BusinessId business,
    std::string_view waba_id,
    std::string_view name,
    std::string_view language
) {
    static std::string const sql =
        std::string(columns) + "and waba_id = $2 and name = $3 and language = $4";
    auto const rows = TRY(session.query(
        sql, {business, std::string(waba_id), std::string(name), std::string(language)}
    ));
    return rows.empty() ? std::nullopt : std::optional(row_from(rows.front()));
}

Result<void> delete_template(Session& session, BusinessId business, Uuid id) {
    TRY(session.execute(
        "delete from message_templates where business_id = $1 and id = $2", {business, id}
    ));
    return {};
}

Result<std::optional<Instant>> templates_seen_at(
    Session& session, BusinessId business, std::string_view waba_id
) {
    auto const rows = TRY(session.query(
        "select max(seen_at) from message_templates where business_id = $1 and waba_id = $2",
        {business, std::string(waba_id)}
    ));
    return rows.empty() ? std::nullopt : rows.front().maybe_instant(0);
}

Result<std::vector<conversation::OrderTemplate>> list_order_templates(
    Session& session, BusinessId business
) {
    std::vector<conversation::OrderTemplate> list;
    for (auto const& row : TRY(session.query(
             "select event, language, template_name, template_language, parameters "
             "from order_templates where business_id = $1 order by event, language",
             {business}
         ))) {
        list.push_back(mapping_from(row));
    }
    return list;
}

Result<std::optional<conversation::OrderTemplate>> find_order_template(
    Session& session, BusinessId business, std::string_view event, Language language
) {
    auto const rows = TRY(session.query(
        "select event, language, template_name, template_language, parameters "
        "from order_templates where business_id = $1 and event = $2 and language = $3",
        {business, std::string(event), std::string(language_code(language))}
    ));
    return rows.empty() ? std::nullopt : std::optional(mapping_from(rows.front()));
}

Result<void> put_order_template(
    Session& session, BusinessId business, conversation::OrderTemplate const& mapping, Instant now
) {
    TRY(session.execute(
        "insert into order_templates (business_id, event, language, template_name, "
        "template_language, parameters, updated_at) values ($1, $2, $3, $4, $5, $6, $7) "
        "on conflict (business_id, event, language) do update set "
        "template_name = excluded.template_name, template_language = excluded.template_language, "
        "parameters = excluded.parameters, updated_at = excluded.updated_at",
        {business,
         mapping.event,
         std::string(language_code(mapping.language)),
         mapping.template_name,
         mapping.template_language,
         documents::encode_texts(mapping.parameters),
         now}
    ));
    return {};
}

}  // namespace croozer::store
