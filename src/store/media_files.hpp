// The bytes of files that customers sent, by what they are: <directory>/<business>/<sha256>. The
// same bytes lie there once. A file appears whole or not at all: it is written under
// <directory>/incoming first.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace croozer::store {

// What of the disk files of strangers leave alone: the larger of the two. The database may lie on
// the same disk, and without room there no webhook is taken.
struct DiskReserve {
    std::uint64_t bytes{std::uint64_t{1} << 30};
    std::uint64_t percent{5};
};

// Thread-safe: names never mean other bytes.
class MediaFiles {
public:
    explicit MediaFiles(std::filesystem::path directory, DiskReserve reserve = {})
        : directory_(std::move(directory)), reserve_(reserve) {}

    // Whether so many more bytes leave the reserve untouched. Errors: StorageUnavailable
    // "disk_full" or "media_file".
    [[nodiscard]] Result<void> has_room(std::size_t bytes) const;
    // `sha256` in lower-case hex, of these bytes. Durable when it returns. Errors:
    // StorageUnavailable "disk_full" (nothing is written then that stays) or "media_file".
    [[nodiscard]] Result<void> put(
        BusinessId business, std::string_view sha256, std::string_view bytes
    ) const;
    // Error: NotFound "not_found".
    [[nodiscard]] Result<std::string> get(BusinessId business, std::string_view sha256) const;
    // No error if it is not there.
    [[nodiscard]] Result<void> remove(BusinessId business, std::string_view sha256) const;
    // What a crash left half written. Before anybody puts.
    void remove_incoming() const;

private:
    [[nodiscard]] Result<std::filesystem::path> path_of(
        BusinessId business, std::string_view sha256
    ) const;

    std::filesystem::path directory_;
    DiskReserve reserve_;
};

}  // namespace croozer::store
