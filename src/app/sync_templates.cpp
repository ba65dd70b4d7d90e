#include "app/sync_templates.hpp"

#include "app/alerts.hpp"
#include "app/journal.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/jobs.hpp"

namespace croozer::app {

namespace {

// Of the connected number, if there is one.
Result<void> sync_connected(Context& context) {
    auto const account = TRY(store::connected_account(context.session, context.business));
    return account ? sync_templates_soon(context, account->id) : Result<void>();
}

}  // namespace

Result<std::int64_t> save_templates(
    Context& context,
    std::string const& waba_id,
    std::vector<store::SeenTemplate> const& list,
    Instant since
) {
    auto& session = context.session;
    auto const business = context.business;
    bool changed = false;
    for (auto const& seen : list) {
        changed |= TRY(store::save_template(
            session, business, waba_id, context.ids.v7(), seen, context.system_now, since
        ));
    }
    changed |= TRY(store::forget_unseen_templates(session, business, waba_id, since)) > 0;
    if (changed) {
        note_event(context, "template", business.value, 1, "system");
    }
    CHECK(resolve_template_alerts(context));
    return static_cast<std::int64_t>(list.size());
}

Result<void> sync_templates_soon(Context& context, AccountId account) {
    CHECK(store::rearm_job(
        context.session,
        context.business,
        {.kind = "template_sync",
         .subject = account.value,
         .due_at = context.system_now,
         .created_at = context.system_now}
    ));
    context.effects.wake_work(context.system_now);
    return {};
}

Result<store::TemplateRow> save_created_template(
    Context& context,
    std::string const& waba_id,
    NewTemplate const& made,
    CreatedTemplate const& created,
    Who const& who
) {
    auto& session = context.session;
    auto const business = context.business;
    TRY(store::save_template(
        session,
        business,
        waba_id,
        context.ids.v7(),
        {.meta_id = created.meta_id,
         .name = made.name,
         .language = made.language,
         .category = created.category.empty() ? made.category : created.category,
         .status = created.status.empty() ? "PENDING" : created.status,
         .quality = {},
         .reason = {},
         .parameter_format = made.parameter_format,
         .components = made.components},
        context.system_now
    ));
    auto row =
        TRY(store::find_template_by_name(session, business, waba_id, made.name, made.language));
    if (!row) {
        return failure(ErrorCode::Corrupt, "template");
    }
    CHECK(sync_connected(context));
    note_event(context, "template", row->id, 1, who.kind_name());
    note_audit(
        context, who, {.action = "template.create", .object_kind = "template", .object = row->id}
    );
    return *std::move(row);
}

Result<void> forget_template(Context& context, Uuid id, Who const& who) {
    CHECK(store::delete_template(context.session, context.business, id));
    CHECK(resolve_template_alerts(context));
    CHECK(sync_connected(context));
    note_event(context, "template", id, 1, who.kind_name());
    note_audit(
        context, who, {.action = "template.delete", .object_kind = "template", .object = id}
    );
    return {};
}

}  // namespace croozer::app
