// The bytes of files that customers sent, by what they are: <directory>/<business>/<sha256>. The
// same bytes lie there once. A file appears whole or not at all.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace croozer::store {

// Thread-safe: names never mean other bytes.
class MediaFiles {
public:
    explicit MediaFiles(std::filesystem::path directory) : directory_(std::move(directory)) {}

    // `sha256` in lower-case hex, of these bytes. Durable when it returns. Errors:
    // StorageUnavailable "disk_full" or "media_file".
    [[nodiscard]] Result<void> put(
        BusinessId business, std::string_view sha256, std::string_view bytes
    ) const;
    // Error: NotFound "not_found".
    [[nodiscard]] Result<std::string> get(BusinessId business, std::string_view sha256) const;
    // No error if it is not there.
    [[nodiscard]] Result<void> remove(BusinessId business, std::string_view sha256) const;

private:
    [[nodiscard]] Result<std::filesystem::path> path_of(
        BusinessId business, std::string_view sha256
    ) const;

    std::filesystem::path directory_;
};

}  // namespace croozer::store
