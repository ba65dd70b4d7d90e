#include "sandbox/media_store.hpp"

#include "base/text.hpp"
#include "crypto/hmac.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::size_t most_parts = 16;
constexpr std::uint64_t first_id = 1'000'000'000'000'000;

std::string base64_of(crypto::Digest const& digest) {
    std::string text = base64url(digest);
    std::ranges::replace(text, '-', '+');
    std::ranges::replace(text, '_', '/');
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

// The value of a parameter, `boundary=abc` or `boundary="abc"`.
std::string_view parameter_of(std::string_view header, std::string_view name) {
    for (std::string_view const part : split(header, ';')) {
        std::string_view const piece = trimmed(part);
        if (piece.size() > name.size() && piece.starts_with(name) && piece[name.size()] == '=') {
            std::string_view value = piece.substr(name.size() + 1);
            if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
                value = value.substr(1, value.size() - 2);
            }
            return value;
        }
    }
    return {};
}

std::string_view field_of(std::string_view head, std::string_view name) {
    for (std::string_view const line : split(head, '\n')) {
        auto const colon = line.find(':');
        if (colon != std::string_view::npos &&
            lower_ascii(trimmed(line.substr(0, colon))) == name) {
            return trimmed(line.substr(colon + 1));
        }
    }
    return {};
}

}  // namespace

std::shared_ptr<Media const> MediaStore::add(
    std::string phone_number_id, std::string mime_type, std::string bytes
) {
    auto media = std::make_shared<Media>();
    media->id = std::to_string(first_id + random_.below(8 * first_id));
    media->phone_number_id = std::move(phone_number_id);
    media->mime_type = std::move(mime_type);
    media->sha256 = base64_of(crypto::sha256(bytes));
    media->bytes = std::move(bytes);
    std::scoped_lock const lock(mutex_);
    bytes_ += media->bytes.size();
    order_.push_back(media->id);
    media_[media->id] = media;
    while (bytes_ > most_bytes && order_.size() > 1) {
        auto const oldest = media_.find(order_.front());
        if (oldest != media_.end()) {
            bytes_ -= oldest->second->bytes.size();
            media_.erase(oldest);
        }
        order_.pop_front();
    }
    return media;
}

std::shared_ptr<Media const> MediaStore::find(std::string_view id) const {
    std::scoped_lock const lock(mutex_);
    auto const found = media_.find(id);
    return found == media_.end() ? nullptr : found->second;
}

bool MediaStore::remove(std::string_view id) {
    std::scoped_lock const lock(mutex_);
    auto const found = media_.find(id);
    if (found == media_.end()) {
        return false;
    }
    bytes_ -= found->second->bytes.size();
    media_.erase(found);
    std::erase(order_, id);
    return true;
}

std::optional<std::vector<FormPart>> parts_of_form(
    std::string_view content_type, std::string_view body
) {
    std::string_view const boundary = parameter_of(content_type, "boundary");
    if (!content_type.starts_with("multipart/form-data") || boundary.empty()) {
        return std::nullopt;
    }
    std::string const delimiter = "--" + std::string(boundary);
    std::vector<FormPart> parts;
    auto at = body.find(delimiter);
    while (at != std::string_view::npos && parts.size() < most_parts) {
        auto const head_at = at + delimiter.size() + 2;
        auto const head_end = body.find("\r\n\r\n", at);
        auto const next = body.find("\r\n" + delimiter, at + delimiter.size());
        if (head_end == std::string_view::npos || next == std::string_view::npos ||
            head_end < head_at || head_end + 4 > next) {
            break;
        }
        std::string_view const head = body.substr(head_at, head_end - head_at);
        std::string_view const disposition = field_of(head, "content-disposition");
        parts.push_back(FormPart{
            std::string(parameter_of(disposition, "name")),
            std::string(parameter_of(disposition, "filename")),
            std::string(field_of(head, "content-type")),
            std::string(body.substr(head_end + 4, next - head_end - 4))
        });
        at = next + 2;
    }
    return parts.empty() ? std::nullopt : std::optional(std::move(parts));
}

}  // namespace croozer::sandbox
