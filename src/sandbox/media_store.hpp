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
#include <vector>

namespace croozer::sandbox {

struct Media {
    std::string id;
    // The number it came to or was uploaded for.
    std::string phone_number_id;
    std::string mime_type;
    // Standard base64, as in most of Meta's webhooks.
    std::string sha256;
    std::string bytes;
};

class MediaStore {
public:
    explicit MediaStore(RandomSource& random) : random_(random) {}

    std::shared_ptr<Media const> add(
        std::string phone_number_id, std::string mime_type, std::string bytes
    );
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

// One part of a multipart/form-data body (RFC 7578).
struct FormPart {
    std::string name;
    std::string filename;
    std::string mime_type;
    std::string bytes;
};

// nullopt if it is not such a body.
[[nodiscard]] std::optional<std::vector<FormPart>> parts_of_form(
    std::string_view content_type, std::string_view body
);

}  // namespace croozer::sandbox
