#include "store/media_files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace croozer::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t hex_digits_of_sha256 = 64;
constexpr auto const* incoming = "incoming";

std::unexpected<Error> storage_failure(int error, std::string_view what) {
    bool const full = error == ENOSPC || error == EDQUOT;
    return failure(
        ErrorCode::StorageUnavailable,
        full ? "disk_full" : "media_file",
        std::string(what) + ": " + std::strerror(error)
    );
}

// Closes what it opened.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}

    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;

    ~Descriptor() {
        if (number_ >= 0) {
            ::close(number_);
        }
    }

    [[nodiscard]] int get() const { return number_; }

private:
    int number_;
};

Result<void> write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const written = ::write(file, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) {
                continue;
            }
            return storage_failure(errno, "write");
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(file) == 0 ? Result<void>{} : storage_failure(errno, "fsync");
}

Result<void> make_directory(fs::path const& path) {
    if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        return storage_failure(errno, "mkdir");
    }
    return {};
}

Result<void> sync_directory(fs::path const& path) {
    Descriptor const directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() < 0 || ::fsync(directory.get()) != 0) {
        return storage_failure(errno, "fsync directory");
    }
    return {};
}

}  // namespace

Result<fs::path> MediaFiles::path_of(BusinessId business, std::string_view sha256) const {
    bool const is_hash =
        sha256.size() == hex_digits_of_sha256 && std::ranges::all_of(sha256, [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        });
    if (!is_hash) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    return directory_ / business.to_string() / sha256;
}

Result<void> MediaFiles::has_room(std::size_t bytes) const {
    // The folder may be made later; what holds it is of the same disk.
    std::error_code error;
    auto place = fs::absolute(directory_, error);
    while (!fs::exists(place, error) && place.has_relative_path()) {
        place = place.parent_path();
    }
    struct statvfs disk{};
    if (::statvfs(place.c_str(), &disk) != 0) {
        return storage_failure(errno, "statvfs");
    }
    auto const total = std::uint64_t{disk.f_blocks} * disk.f_frsize;
    auto const free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
    auto const kept = std::max(reserve_.bytes, total / 100 * reserve_.percent);
    return free >= kept && free - kept >= bytes ? Result<void>{}
                                                : storage_failure(ENOSPC, "reserve");
}

Result<void> MediaFiles::put(BusinessId business, std::string_view sha256, std::string_view bytes)
    const {
    auto const path = TRY(path_of(business, sha256));
    std::error_code missing;
    if (fs::file_size(path, missing) == bytes.size() && !missing) {
        return {};
    }
    CHECK(has_room(bytes.size()));
    CHECK(make_directory(directory_));
    CHECK(make_directory(directory_ / incoming));
    CHECK(make_directory(path.parent_path()));
    // Two who store the same bytes at a time write a file each.
    std::string temporary = (directory_ / incoming / "XXXXXX").string();
    Descriptor const file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (file.get() < 0) {
        return storage_failure(errno, "open");
    }
    auto written = write_all(file.get(), bytes);
    if (written && ::rename(temporary.c_str(), path.c_str()) != 0) {
        written = storage_failure(errno, "rename");
    }
    if (!written) {
        ::unlink(temporary.c_str());
        return written;
    }
    return sync_directory(path.parent_path());
}

Result<std::string> MediaFiles::get(BusinessId business, std::string_view sha256) const {
    auto const path = TRY(path_of(business, sha256));
    std::error_code error;
    auto const size = fs::file_size(path, error);
    std::ifstream file(path, std::ios::binary);
    if (error || !file) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    std::string bytes(size, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(size));
    if (static_cast<std::uintmax_t>(file.gcount()) != size) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    return bytes;
}

Result<void> MediaFiles::remove(BusinessId business, std::string_view sha256) const {
    auto const path = TRY(path_of(business, sha256));
    std::error_code error;
    fs::remove(path, error);
    if (error) {
        return storage_failure(error.value(), "remove");
    }
    return {};
}

void MediaFiles::remove_incoming() const {
    // A folder that cannot be emptied costs room and nothing else.
    std::error_code ignored;
    fs::remove_all(directory_ / incoming, ignored);
}

}  // namespace croozer::store
