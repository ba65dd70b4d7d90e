#include "app/update_business.hpp"

#include "app/journal.hpp"
#include "store/queries/business_queries.hpp"

namespace croozer::app {
namespace {

template <class T>
void assign(T& field, std::optional<T> const& value) {
    if (value) {
        field = *value;
    }
}

}  // namespace

void apply_edit(business::Settings& settings, SettingsEdit const& edit) {
    assign(settings.timezone, edit.timezone);
    assign(settings.language, edit.language);
    assign(settings.business_day_starts_minute, edit.business_day_starts_minute);
    assign(settings.pickup_hours.days, edit.hours);
    assign(settings.delivery_hours.days, edit.hours);
    assign(settings.pickup_hours.always_open, edit.always_open);
    assign(settings.delivery_hours.always_open, edit.always_open);
    assign(settings.offers_pickup, edit.offers_pickup);
    assign(settings.offers_delivery, edit.offers_delivery);
    assign(settings.pickup_minutes, edit.pickup_minutes);
    assign(settings.delivery_minutes, edit.delivery_minutes);
    assign(settings.burst_seconds, edit.burst_seconds);
    assign(settings.bot_mode, edit.bot_mode);
    assign(settings.delivery_fee, edit.delivery_fee);
    assign(settings.delivery_minimum, edit.delivery_minimum);
    assign(settings.round_cash_total, edit.round_cash_total);
    assign(settings.auto_accept, edit.auto_accept);
}

Result<void> update_business(Context& context, UpdateBusiness const& command) {
    auto& session = context.session;
    auto const business = context.business;
    auto record = TRY(store::find_business_record(session, business));
    if (!record) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    if (record->version != command.expected_version) {
        return failure(ErrorCode::PreconditionFailed, "stale");
    }
    assign(record->settings.name, command.name);
    assign(record->settings.type, command.type);
    assign(record->settings.phone, command.phone);
    assign(record->email, command.email);
    assign(record->address, command.address);
    apply_edit(record->settings, command.settings);
    bool const saved = TRY(store::save_business(session, *record, context.now));
    if (!saved) {
        return failure(ErrorCode::PreconditionFailed, "stale");
    }
    note_event(context, "business", business.value, record->version + 1, command.who.name);
    note_audit(
        context,
        command.who,
        {.action = "business.update", .object_kind = "business", .object = business.value}
    );
    return {};
}

}  // namespace croozer::app
