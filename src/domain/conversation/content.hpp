// What a message to a customer may hold beyond the bot's own lines, with Meta's limits
// (developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages and the
// pages of each kind). Lengths are code points: Meta does not say what it counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace croozer::conversation {

namespace content_limits {

inline constexpr std::size_t interactive_body = 1'024;
inline constexpr std::size_t caption = 1'024;
inline constexpr std::size_t file_name = 240;  // ours: Meta names none
inline constexpr std::size_t link = 2'000;     // ours
inline constexpr std::size_t media_id = 256;   // ours: ids are opaque
inline constexpr std::size_t link_label = 20;
inline constexpr std::size_t flow_label = 20;
inline constexpr std::size_t flow_id = 256;     // ours
inline constexpr std::size_t flow_token = 256;  // ours
inline constexpr std::size_t flow_screen = 80;  // ours
inline constexpr std::size_t place_name = 1'000;
inline constexpr std::size_t place_address = 1'000;
inline constexpr std::size_t emoji = 16;  // ours: one emoji of several code points
inline constexpr std::size_t template_name = 512;
inline constexpr std::size_t template_language = 15;    // ours: "zh_CN", "en_US"
inline constexpr std::size_t template_parameters = 40;  // ours
inline constexpr std::size_t template_value = 1'024;
inline constexpr std::size_t template_buttons = 10;
inline constexpr std::size_t spaces_in_a_row = 4;

}  // namespace content_limits

// Asks for the customer's own number: they answer with a tap. The text is the reply's.
struct ContactRequest {};

// A button that opens a web page.
struct LinkButton {
    std::string label;
    std::string url;
};

struct FlowButton {
    std::string flow_id;
    std::string token;
    std::string label;
    std::string screen;  // empty: the Flow asks its endpoint where to begin
    bool is_draft{false};
};

enum class MediaKind : std::uint8_t { Image, Video, Audio, Document, Sticker };

// "image", "video", "audio", "document", "sticker".
[[nodiscard]] std::string_view media_kind_name(MediaKind kind);

// What Meta takes as a file of which kind, and how large it may be; nullptr for any other type.
struct FileType {
    std::string_view mime_type;
    MediaKind kind{MediaKind::Document};
    std::size_t bytes{0};
};

[[nodiscard]] FileType const* file_type(std::string_view mime_type);

struct Media {
    MediaKind kind{MediaKind::Image};
    std::string id;    // Meta's, of an upload; else…
    std::string link;  // …where Meta fetches it
    std::string file_name;
    bool is_voice{false};  // of audio: a voice note
};

struct Place {
    std::int64_t latitude_e6{0};
    std::int64_t longitude_e6{0};
    std::string name;
    std::string address;
};

struct Reaction {
    std::string wamid;
    std::string emoji;  // empty: takes it back
};

enum class TemplatePart : std::uint8_t { Header, Body, Button };

// "header", "body", "button".
[[nodiscard]] std::string_view template_part_name(TemplatePart part);

// Those of one part (and, of buttons, one index) follow each other in the template's order.
struct TemplateParameter {
    TemplatePart part{TemplatePart::Body};
    std::int64_t index{0};    // of a button, from 0
    std::string button_kind;  // "quick_reply", "url", "flow", "copy_code"…; of a button
    // "text", "payload", "coupon_code", or a header's "image", "video", "document" whose value is
    // an id of Meta's or a link.
    std::string type{"text"};
    std::string name;  // of a template with named parameters
    std::string value;
};

struct TemplateMessage {
    std::string name;
    std::string language;  // exactly the template's own code
    std::string category;  // UTILITY, MARKETING, AUTHENTICATION, as we last saw it
    std::vector<TemplateParameter> parameters;
};

using Content = std::variant<
    std::monostate,
    ContactRequest,
    LinkButton,
    FlowButton,
    Media,
    Place,
    Reaction,
    TemplateMessage>;

}  // namespace croozer::conversation
