// What Meta decides on message templates. Each change is also looked up at Graph by a job of the
// account, because a webhook tells less than a read and may come late
// (developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update).
#include "app/alerts.hpp"
#include "app/journal.hpp"
#include "app/news_effects.hpp"
#include "app/sync_templates.hpp"
#include "store/repositories/template_news.hpp"

namespace croozer::app {
namespace {

// Nothing: we do not have it yet; the job brings it.
Result<std::optional<Uuid>> change(
    Context& context,
    NewsTarget const& of,
    TemplateName const& name,
    store::TemplateChange const& change
) {
    CHECK(sync_templates_soon(context, of.account.id));
    auto const found = TRY(store::change_template(
        context.session,
        context.business,
        {.waba_id = std::string(of.waba_id), .name = name.name, .language = name.language},
        change,
        context.system_now
    ));
    if (found) {
        note_event(context, "template", *found, 1, "system");
    }
    return found;
}

// The state that an event leaves the template in; nothing: the job will tell.
std::optional<std::string> status_after(std::string const& event) {
    if (event == "REINSTATED") {
        return "APPROVED";
    }
    if (event == "FLAGGED" || event == "LOCKED" || event == "UNARCHIVED" || event.empty()) {
        return std::nullopt;
    }
    return event;
}

Result<void> tell(
    Context& context, Uuid id, TemplateStatusUpdate const& news, std::string_view status
) {
    if (status == "REJECTED") {
        TRY(raise_alert(
            context,
            {.kind = "template_rejected",
             .subject = id,
             .level = AlertLevel::Warning,
             .detail = details(
                 {{"name", news.of.name}, {"language", news.of.language}, {"reason", news.reason}}
             ),
             .happened = true}
        ));
    } else if (status == "PAUSED" || status == "DISABLED") {
        TRY(raise_alert(
            context,
            {.kind = status == "PAUSED" ? "template_paused" : "template_disabled",
             .subject = id,
             .level = AlertLevel::Warning,
             .detail =
                 details({{"name", news.of.name}, {"status", status}, {"reason", news.reason}}),
             .happened = true}
        ));
    } else if (status == "APPROVED") {
        TRY(resolve_alert(context, "template_rejected", id));
        TRY(resolve_alert(context, "template_paused", id));
        TRY(resolve_alert(context, "template_disabled", id));
    }
    return {};
}

}  // namespace

Result<Because> take(Context& context, NewsTarget const& of, TemplateStatusUpdate const& news) {
    auto const status = status_after(news.event);
    store::TemplateChange update;
    update.status = status;
    update.reason = news.reason;
    if (!news.category.empty()) {
        update.category = news.category;
    }
    auto const known = TRY(change(context, of, news.of, update));
    if (known && status) {
        CHECK(tell(context, *known, news, *status));
    }
    return Because{};
}

Result<Because> take(Context& context, NewsTarget const& of, TemplateQualityUpdate const& news) {
    store::TemplateChange update;
    update.quality = news.quality;
    TRY(change(context, of, news.of, update));
    return Because{};
}

Result<Because> take(Context& context, NewsTarget const& of, TemplateCategoryUpdate const& news) {
    store::TemplateChange update;
    if (!news.category.empty()) {
        update.category = news.category;
    }
    update.announced_category = news.announced_category;
    TRY(change(context, of, news.of, update));
    return Because{};
}

Result<Because> take(Context& context, NewsTarget const& of, TemplateComponentsUpdate const& news) {
    TRY(change(context, of, news.of, {}));
    return Because{};
}

}  // namespace croozer::app
