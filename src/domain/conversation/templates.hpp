// Message templates: what Meta takes for one, how its variables are filled, and the ones that tell
// of an order once the 24-hour window is closed
// (developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview).
#pragma once

#include "base/result.hpp"
#include "domain/business/language.hpp"
#include "domain/conversation/content.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::conversation {

namespace template_limits {

inline constexpr std::size_t header_text = 60;
inline constexpr std::size_t body_text = 1'024;
inline constexpr std::size_t footer_text = 60;
inline constexpr std::size_t buttons = 10;
inline constexpr std::size_t url_buttons = 2;
inline constexpr std::size_t phone_buttons = 1;
inline constexpr std::size_t copy_code_buttons = 1;
inline constexpr std::size_t button_text = 25;
inline constexpr std::size_t copy_code = 15;
inline constexpr std::size_t url = 2'000;
inline constexpr std::size_t components = 4;
inline constexpr std::size_t created_an_hour = 100;  // for one account

}  // namespace template_limits

struct TemplateExample {
    std::string name;  // of a named parameter; else empty, in order
    std::string value;
};

struct TemplateButton {
    std::string type;  // QUICK_REPLY, URL, PHONE_NUMBER, COPY_CODE, REQUEST_CONTACT_INFO…
    std::string text;
    std::string url;
    std::string phone_number;
    std::string example;  // the whole address, or the code
};

struct TemplateComponent {
    std::string type;    // HEADER, BODY, FOOTER, BUTTONS
    std::string format;  // of a header: TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION
    std::string text;
    std::vector<TemplateExample> examples;
    std::string header_handle;  // of a medium shown to the reviewer
    std::vector<TemplateButton> buttons;
};

struct TemplateDefinition {
    std::string name;
    std::string language;
    std::string category;          // MARKETING, UTILITY
    std::string parameter_format;  // NAMED, POSITIONAL
    std::vector<TemplateComponent> components;
};

// A template as Meta lists it.
struct SeenTemplate {
    std::string meta_id;
    std::string name;
    std::string language;
    std::string category;
    std::string status;
    std::string quality;
    std::string reason;  // of a rejection
    std::string parameter_format;
    std::string components;  // Meta's JSON
};

// What stands between {{ and }}, each once, in the order of the text.
[[nodiscard]] std::vector<std::string> placeholders(std::string_view text);
// Whether a placeholder is one of {{1}}, {{2}}…
[[nodiscard]] bool is_position(std::string_view name);

// Validation "meta_limit" with the pointer into the definition ("/components/1/text") and the
// limit in `detail`, for everything that Meta is known to refuse. `/name`, `/language`… otherwise.
[[nodiscard]] Result<void> check_definition(TemplateDefinition const& definition);

// The component of that type; nullptr if there is none.
[[nodiscard]] TemplateComponent const* component_of(
    std::span<TemplateComponent const> components, std::string_view type
);

// Whether these parameters are those that the template asks for; Validation "meta_limit" at
// /template/parameters.
[[nodiscard]] Result<void> check_parameters(
    TemplateMessage const& message, std::span<TemplateComponent const> components
);

// As the customer reads it: header, body and footer, a paragraph each.
[[nodiscard]] std::string rendered(
    TemplateMessage const& message, std::span<TemplateComponent const> components
);

// A variable's value may hold no line break, no tab and no five spaces in a row.
[[nodiscard]] std::string variable_text(std::string_view text);

// ---- Of an order's steps ----

// "accepted", "ready", "out_for_delivery", "cancelled".
[[nodiscard]] std::span<std::string_view const> order_events();
// The event that a reply of this purpose tells of.
[[nodiscard]] std::optional<std::string_view> order_event_of(std::string_view purpose);
// Our own values' names that a mapping may use.
[[nodiscard]] std::span<std::string_view const> order_values();

struct OrderTemplate {
    std::string event;
    Language language{Language::Hebrew};
    std::string template_name;
    std::string template_language;
    std::vector<std::string> parameters;  // names of order_values(), in the template's order
};

// What applies where the shop has mapped nothing.
[[nodiscard]] OrderTemplate default_order_template(std::string_view event, Language language);
// The template itself, to be made at Meta.
[[nodiscard]] TemplateDefinition default_order_definition(
    std::string_view event, Language language
);

// The mapping as a message; Conflict "template_value" (detail: the name) if one of its values is
// not known.
[[nodiscard]] Result<TemplateMessage> fill_order_template(
    OrderTemplate const& mapping,
    std::span<TemplateComponent const> components,
    std::string_view category,
    std::map<std::string, std::string, std::less<>> const& values
);

}  // namespace croozer::conversation
