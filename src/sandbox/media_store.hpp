// Media that customers and shops uploaded. Thread-safe; the oldest go when it is full.
#pragma once

#include "base/random.hpp"

#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace croozer::sandbox {

struct Media {
    std::string id;
    std::string mime_type;
    // Standard base64, as in most of Meta's webhooks.
    std::string sha256;
    std::string bytes;
};

class MediaStore {
public:
    explicit MediaStore(RandomSource& random) : random_(random) {}

    std::shared_ptr<Media const> add(std::string mime_type, std::string bytes);
    // Null if unknown.
    [[nodiscard]] std::shared_ptr<Media const> find(std::string_view id) const;
    bool remove(std::string_view id);

    static constexpr std::size_t most_bytes = std::size_t{64} * 1024 * 1024;
    // Meta's limit for audio and video (meta notes §4.2).
    static constexpr std::size_t most_file_bytes = std::size_t{16} * 1024 * 1024;

private:
    RandomSource& random_;
    mutable std::mutex mutex_;
    std::map<std::string, std::shared_ptr<Media const>, std::less<>> media_;
    std::deque<std::string> order_;
    std::size_t bytes_{0};
};

// The first file part of a multipart/form-data body (RFC 7578): its own content type and bytes.
struct UploadedFile {
    std::string mime_type;
    std::string bytes;
};

[[nodiscard]] std::optional<UploadedFile> file_of_form(
    std::string_view content_type, std::string_view body
);

}  // namespace croozer::sandbox
