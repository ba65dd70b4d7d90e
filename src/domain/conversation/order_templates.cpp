// The templates that tell of an order's steps: their texts stand here and nowhere else. Short,
// warm, neutral in gender and without promotion, or Meta moves them to marketing
// (developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-categorization).
#include "domain/conversation/templates.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace croozer::conversation {
namespace {

struct Step {
    std::string_view event;
    std::string_view purpose;  // of the reply that says the same inside the window
    std::string_view he;
    std::string_view en;
};

// A body may neither begin nor end with a variable.
constexpr std::array steps{
    Step{
        "accepted",
        "accepted",
        "הזמנה מספר {{order_number}} אושרה, ותהיה מוכנה או תגיע בסביבות {{promised_time}}. תודה!",
        "Order {{order_number}} is accepted and will be ready or arrive around {{promised_time}}. "
        "Thank you!"
    },
    Step{
        "ready",
        "ready",
        "הזמנה מספר {{order_number}} מוכנה ומחכה לאיסוף. להתראות!",
        "Your order {{order_number}} is ready and waiting to be picked up. See you soon!"
    },
    Step{
        "out_for_delivery",
        "on_the_way",
        "הזמנה מספר {{order_number}} כבר בדרך. תודה!",
        "Your order {{order_number}} is on its way. Thank you!"
    },
    Step{
        "cancelled",
        "cancelled",
        "הזמנה מספר {{order_number}} בוטלה, ואנחנו מתנצלים. לכל שאלה אפשר להשיב להודעה הזאת.",
        "Your order {{order_number}} has been cancelled, and we are sorry. For any question, just "
        "reply to this message."
    },
};

constexpr std::array<std::string_view, 4> events{
    "accepted", "ready", "out_for_delivery", "cancelled"
};

constexpr std::array<std::string_view, 6> known_values{
    "order_number", "promised_time", "shop_name", "shop_phone", "customer_name", "reason"
};

Step const& step_of(std::string_view event) {
    auto const* const found = std::ranges::find(steps, event, &Step::event);
    return found == steps.end() ? steps.front() : *found;
}

std::string_view example_of(std::string_view value) {
    return value == "promised_time" ? "18:40" : "118";
}

std::string_view body_of(Step const& step, Language language) {
    return language == Language::Hebrew ? step.he : step.en;
}

}  // namespace

std::span<std::string_view const> order_events() {
    return events;
}

std::span<std::string_view const> order_values() {
    return known_values;
}

std::optional<std::string_view> order_event_of(std::string_view purpose) {
    auto const* const found = std::ranges::find(steps, purpose, &Step::purpose);
    return found == steps.end() ? std::nullopt : std::optional(found->event);
}

OrderTemplate default_order_template(std::string_view event, Language language) {
    auto const& step = step_of(event);
    return {
        .event = std::string(step.event),
        .language = language,
        .template_name = "croozer_order_" + std::string(step.event) + "_v1",
        .template_language = std::string(language_code(language)),
        .parameters = placeholders(body_of(step, language))
    };
}

TemplateDefinition default_order_definition(std::string_view event, Language language) {
    auto const& step = step_of(event);
    TemplateComponent body;
    body.type = "BODY";
    body.text = body_of(step, language);
    for (auto const& name : placeholders(body.text)) {
        body.examples.push_back({.name = name, .value = std::string(example_of(name))});
    }
    auto const mapping = default_order_template(event, language);
    return {
        .name = mapping.template_name,
        .language = mapping.template_language,
        .category = "UTILITY",
        .parameter_format = "NAMED",
        .components = {std::move(body)}
    };
}

Result<TemplateMessage> fill_order_template(
    OrderTemplate const& mapping,
    std::span<TemplateComponent const> components,
    std::string_view category,
    std::map<std::string, std::string, std::less<>> const& values
) {
    TemplateMessage message{
        .name = mapping.template_name,
        .language = mapping.template_language,
        .category = std::string(category),
        .parameters = {}
    };
    auto const* const body = component_of(components, "BODY");
    auto const names = body == nullptr ? std::vector<std::string>() : placeholders(body->text);
    bool const positional = !names.empty() && is_position(names.front());
    for (std::size_t i = 0; i < mapping.parameters.size(); ++i) {
        auto const value = values.find(mapping.parameters[i]);
        auto const text = value == values.end() ? std::string() : variable_text(value->second);
        if (text.empty()) {
            return failure(ErrorCode::Conflict, "template_value", mapping.parameters[i]);
        }
        // Named ones say which; {{1}}, {{2}}… go by their place.
        message.parameters.push_back(
            {.part = TemplatePart::Body,
             .index = 0,
             .button_kind = {},
             .type = "text",
             .name = positional || i >= names.size() ? std::string() : names[i],
             .value = text}
        );
    }
    CHECK(check_parameters(message, components));
    return message;
}

}  // namespace croozer::conversation
