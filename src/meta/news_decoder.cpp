#include "meta/news_decoder.hpp"

#include "base/limits.hpp"
#include "meta/account_news_decoder.hpp"
#include "meta/phone_news_decoder.hpp"

#include <boost/json.hpp>

#include <array>
#include <utility>

namespace croozer::meta {
namespace {

using app::NewsDetail;

app::TemplateName template_of(JsonObject const& value) {
    return {
        .meta_id = id_at(value, "message_template_id"),
        .name = id_at(value, "message_template_name"),
        .language = id_at(value, "message_template_language")
    };
}

// Meta says NONE where there is no reason, and its words in one of three places.
std::string template_reason(JsonObject const& value) {
    std::string reason = id_at(value, "reason");
    if (reason == "NONE") {
        reason.clear();
    }
    for (auto const* const part : {"rejection_info", "other_info", "disable_info"}) {
        auto const* const info = object_at(value, part);
        if (info == nullptr) {
            continue;
        }
        for (auto const* const key :
             {"reason", "title", "description", "recommendation", "disable_date"}) {
            auto const words = text_at(*info, key, limits::note_code_points);
            // The code comes twice: beside the info and in it.
            if (!words.empty() && words != reason) {
                reason += (reason.empty() ? "" : ": ") + words;
            }
        }
    }
    return clean_text(reason, limits::note_code_points);
}

NewsDetail template_status(JsonObject const& value) {
    return app::TemplateStatusUpdate{
        .of = template_of(value),
        .event = id_at(value, "event"),
        .category = id_at(value, "message_template_category"),
        .reason = template_reason(value)
    };
}

NewsDetail template_quality(JsonObject const& value) {
    return app::TemplateQualityUpdate{
        .of = template_of(value), .quality = id_at(value, "new_quality_score")
    };
}

NewsDetail template_category(JsonObject const& value) {
    return app::TemplateCategoryUpdate{
        .of = template_of(value),
        .category = id_at(value, "new_category"),
        .announced_category = id_at(value, "correct_category")
    };
}

NewsDetail template_components(JsonObject const& value) {
    return app::TemplateComponentsUpdate{.of = template_of(value)};
}

struct Field {
    std::string_view name;
    NewsDetail (*decode)(JsonObject const& value);
    std::string_view event;  // the key of the one word that says what happened
};

constexpr std::array fields{
    Field{"account_update", decode_account_update, "event"},
    Field{"account_alerts", decode_account_alert, ""},
    Field{"account_review_update", decode_review, "decision"},
    Field{"business_capability_update", decode_capability, ""},
    Field{"phone_number_quality_update", decode_number_quality, "event"},
    Field{"phone_number_name_update", decode_number_name, "decision"},
    Field{"security", decode_security, "event"},
    Field{"message_template_status_update", template_status, "event"},
    Field{"message_template_quality_update", template_quality, "new_quality_score"},
    Field{"template_category_update", template_category, "new_category"},
    Field{"message_template_components_update", template_components, ""},
};

std::string event_of(JsonObject const& value, NewsDetail const& detail, std::string_view key) {
    if (auto const* const alert = std::get_if<app::AccountAlert>(&detail)) {
        return alert->type;
    }
    if (!key.empty()) {
        return id_at(value, key);
    }
    return id_at(value, "event");
}

}  // namespace

app::NewsErrors errors_of(JsonObject const& value) {
    auto const* const error = first_object_at(value, "errors");
    if (error == nullptr) {
        return {};
    }
    app::NewsErrors errors{
        .code = integer_at(*error, "code").value_or(0),
        .title = text_at(*error, "title", limits::note_code_points),
        .details = {}
    };
    if (auto const* const data = object_at(*error, "error_data")) {
        errors.details = text_at(*data, "details", limits::note_code_points);
    }
    return errors;
}

std::vector<DecodedNews> decode_news(std::string_view field, JsonObject const& value) {
    for (auto const& known : fields) {
        if (known.name == field) {
            auto detail = known.decode(value);
            auto event = event_of(value, detail, known.event);
            return {DecodedNews{
                .news =
                    {.field = std::string(field),
                     .event = std::move(event),
                     .detail = std::move(detail)},
                .unusable = {}
            }};
        }
    }
    if (auto phone = decode_phone_news(field, value)) {
        return *std::move(phone);
    }
    return {DecodedNews{
        .news = {.field = std::string(field), .event = id_at(value, "event"), .detail = {}},
        .unusable = {}
    }};
}

}  // namespace croozer::meta
