#include "api/views/template_view.hpp"

#include "store/documents/json.hpp"

namespace croozer::api {

namespace json = boost::json;

namespace {

json::value text_or_null(std::string const& text) {
    return text.empty() ? json::value() : json::value(text);
}

}  // namespace

json::object template_view(store::TemplateRow const& row) {
    auto components = store::documents::parse_array(row.seen.components);
    return {
        {"id", row.id.to_string()},
        {"metaId", row.seen.meta_id},
        {"name", row.seen.name},
        {"language", row.seen.language},
        {"category", row.seen.category},
        {"announcedCategory", text_or_null(row.announced_category)},
        {"status", row.seen.status},
        {"quality", text_or_null(row.seen.quality)},
        {"reason", text_or_null(row.seen.reason)},
        {"parameterFormat", row.seen.parameter_format},
        {"components", components ? json::value(*std::move(components)) : json::value(json::array{})
        },
        {"updatedAt", row.updated_at.to_rfc3339()}
    };
}

json::object order_template_view(
    conversation::OrderTemplate const& mapping, bool is_default, std::string const& status
) {
    return {
        {"event", mapping.event},
        {"language", language_code(mapping.language)},
        {"templateName", text_or_null(mapping.template_name)},
        {"templateLanguage", mapping.template_language},
        {"parameters", store::documents::to_array(mapping.parameters)},
        {"isDefault", is_default},
        {"status", text_or_null(status)}
    };
}

json::object message_cost_view(store::MessageCost const& cost) {
    return {
        {"category", cost.pricing.category},
        {"costClass", cost.pricing.cost_class},
        {"count", cost.count}
    };
}

}  // namespace croozer::api
