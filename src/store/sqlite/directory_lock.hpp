// One server a database.
#pragma once

#include "base/result.hpp"

#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace croozer::store::sqlite {

// Two servers on one file would be two checkpointers; the lock dies with the process.
class DirectoryLock {
public:
    [[nodiscard]] static Result<DirectoryLock> take(std::string const& database_path) {
        std::string const path = database_path + ".lock";
        DirectoryLock lock(::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600));
        if (lock.descriptor_ < 0) {
            return failure(ErrorCode::StorageUnavailable, "lock", "cannot create " + path);
        }
        if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) {
            return failure(
                ErrorCode::StorageUnavailable,
                "in_use",
                "another server has this database open: " + database_path
            );
        }
        return lock;
    }

    DirectoryLock(DirectoryLock const&) = delete;
    DirectoryLock& operator=(DirectoryLock const&) = delete;

    DirectoryLock(DirectoryLock&& other) noexcept
        : descriptor_(std::exchange(other.descriptor_, -1)) {}

    DirectoryLock& operator=(DirectoryLock&&) = delete;

    ~DirectoryLock() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }

private:
    explicit DirectoryLock(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
};

}  // namespace croozer::store::sqlite
