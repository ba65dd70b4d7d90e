#include "domain/conversation/content.hpp"

#include "domain/conversation/conversation.hpp"

#include <algorithm>
#include <array>

namespace croozer::conversation {
namespace {

constexpr std::size_t kilobyte = 1024;
constexpr std::size_t megabyte = 1024 * kilobyte;
constexpr std::size_t document = 100 * megabyte;
constexpr std::size_t sound = 16 * megabyte;

// developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
// (a sticker that does not move: 100 KB; whether it does is not read here).
constexpr std::array file_types{
    FileType{"image/jpeg", MediaKind::Image, 5 * megabyte},
    FileType{"image/png", MediaKind::Image, 5 * megabyte},
    FileType{"image/webp", MediaKind::Sticker, 500 * kilobyte},
    FileType{"video/mp4", MediaKind::Video, sound},
    FileType{"video/3gpp", MediaKind::Video, sound},
    FileType{"audio/aac", MediaKind::Audio, sound},
    FileType{"audio/amr", MediaKind::Audio, sound},
    FileType{"audio/mpeg", MediaKind::Audio, sound},
    FileType{"audio/mp4", MediaKind::Audio, sound},
    FileType{"audio/ogg", MediaKind::Audio, sound},
    FileType{"text/plain", MediaKind::Document, document},
    FileType{"application/pdf", MediaKind::Document, document},
    FileType{"application/msword", MediaKind::Document, document},
    FileType{"application/vnd.ms-excel", MediaKind::Document, document},
    FileType{"application/vnd.ms-powerpoint", MediaKind::Document, document},
    FileType{
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        MediaKind::Document,
        document
    },
    FileType{
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        MediaKind::Document,
        document
    },
    FileType{
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        MediaKind::Document,
        document
    },
};

}  // namespace

FileType const* file_type(std::string_view mime_type) {
    auto const* const found = std::ranges::find(file_types, mime_type, &FileType::mime_type);
    return found == file_types.end() ? nullptr : found;
}

std::string_view media_kind_name(MediaKind kind) {
    switch (kind) {
        case MediaKind::Image:
            return "image";
        case MediaKind::Video:
            return "video";
        case MediaKind::Audio:
            return "audio";
        case MediaKind::Document:
            return "document";
        case MediaKind::Sticker:
            return "sticker";
    }
    return "document";
}

std::string_view template_part_name(TemplatePart part) {
    switch (part) {
        case TemplatePart::Header:
            return "header";
        case TemplatePart::Body:
            return "body";
        case TemplatePart::Button:
            return "button";
    }
    return "body";
}

std::string_view message_type(Reply const& reply) {
    if (reply.kind == ReplyKind::Text) {
        return "text";
    }
    if (auto const* const media = std::get_if<Media>(&reply.content)) {
        return media_kind_name(media->kind);
    }
    if (std::holds_alternative<Place>(reply.content)) {
        return "location";
    }
    if (std::holds_alternative<Reaction>(reply.content)) {
        return "reaction";
    }
    return template_of(reply) != nullptr ? "template" : "interactive";
}

TemplateMessage const* template_of(Reply const& reply) {
    return reply.kind == ReplyKind::Other ? std::get_if<TemplateMessage>(&reply.content) : nullptr;
}

}  // namespace croozer::conversation
