#include "meta/media_checks.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace croozer::meta {
namespace {

// Scheme, host and port: everything before the path.
std::string_view origin_of(std::string_view url) {
    auto const scheme = url.find("://");
    if (scheme == std::string_view::npos) {
        return {};
    }
    return url.substr(0, url.find_first_of("/?#\\", scheme + 3));
}

bool has(std::string_view bytes, std::size_t at, std::string_view magic) {
    return bytes.size() >= at + magic.size() && bytes.substr(at, magic.size()) == magic;
}

bool is_jpeg(std::string_view bytes) {
    return has(bytes, 0, "\xFF\xD8\xFF");
}

bool is_png(std::string_view bytes) {
    return has(bytes, 0, "\x89PNG\r\n\x1A\n");
}

bool is_webp(std::string_view bytes) {
    return has(bytes, 0, "RIFF") && has(bytes, 8, "WEBP");
}

bool is_ogg(std::string_view bytes) {
    return has(bytes, 0, "OggS");
}

// ISO base media: MP4, M4A, 3GP.
bool is_mp4(std::string_view bytes) {
    return has(bytes, 4, "ftyp");
}

// A frame's sync word (eleven set bits), or an ID3 tag before it.
bool is_mpeg_audio(std::string_view bytes) {
    return has(bytes, 0, "ID3") || (bytes.size() > 1 && bytes[0] == '\xFF' &&
                                    (static_cast<unsigned char>(bytes[1]) & 0xE0U) == 0xE0U);
}

bool is_amr(std::string_view bytes) {
    return has(bytes, 0, "#!AMR");
}

bool is_pdf(std::string_view bytes) {
    return has(bytes, 0, "%PDF-");
}

struct Magic {
    std::string_view mime_type;
    bool (*matches)(std::string_view bytes);
};

constexpr std::array known{
    Magic{"image/jpeg", is_jpeg},
    Magic{"image/png", is_png},
    Magic{"image/webp", is_webp},
    Magic{"audio/ogg", is_ogg},
    Magic{"audio/opus", is_ogg},
    Magic{"audio/mp4", is_mp4},
    Magic{"audio/aac", is_mpeg_audio},
    Magic{"audio/mpeg", is_mpeg_audio},
    Magic{"audio/amr", is_amr},
    Magic{"video/mp4", is_mp4},
    Magic{"video/3gpp", is_mp4},
    Magic{"application/pdf", is_pdf},
};

}  // namespace

bool is_media_address(std::string_view url, std::string_view graph_url) {
    auto const origin = origin_of(url);
    if (origin.empty() || url.size() == origin.size()) {
        return false;
    }
    if (url[origin.size()] == '/' && origin == origin_of(graph_url)) {
        return true;
    }
    constexpr std::string_view scheme = "https://";
    if (!origin.starts_with(scheme)) {
        return false;
    }
    // No user, no port, no escapes: a plain name.
    auto const host = lower_ascii(origin.substr(scheme.size()));
    bool const is_plain = std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    });
    constexpr std::array<std::string_view, 4> ends{
        ".fbsbx.com", ".facebook.com", ".fbcdn.net", ".whatsapp.net"
    };
    return is_plain && url[origin.size()] == '/' &&
           std::ranges::any_of(ends, [&](std::string_view end) { return host.ends_with(end); });
}

bool is_announced_hash(std::string_view announced, crypto::Digest const& digest) {
    return announced == base64(std::string(digest.begin(), digest.end())) ||
           lower_ascii(announced) == crypto::to_hex(digest);
}

std::string plain_mime_type(std::string_view mime_type) {
    return lower_ascii(trimmed(mime_type.substr(0, mime_type.find(';'))));
}

bool is_what_it_says(std::string_view kind, std::string_view mime_type, std::string_view bytes) {
    auto const* const magic =
        std::ranges::find_if(known, [&](Magic const& one) { return one.mime_type == mime_type; });
    if (magic != known.end()) {
        return magic->matches(bytes);
    }
    return kind != "image" && kind != "sticker";
}

}  // namespace croozer::meta
