// The key file of the vault: reading it with suspicion, making it atomically.
#include "base/text.hpp"
#include "crypto/hmac.hpp"
#include "crypto/vault.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace croozer::crypto {

namespace {

// A line is at most 32 + 1 + 43 + 1 bytes; this is room for some 800 rotations.
constexpr std::size_t key_file_bytes = 64 * std::size_t{1024};
constexpr std::size_t key_id_bytes = 32;
constexpr std::size_t kek_bytes = 32;

class Descriptor {
public:
    explicit Descriptor(int descriptor) : descriptor_(descriptor) {}

    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;

    ~Descriptor() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }

    [[nodiscard]] int get() const { return descriptor_; }

private:
    int descriptor_;
};

std::unexpected<Error> file_failure(std::string_view what, int error) {
    return failure(
        ErrorCode::Internal, "key_file", std::string(what) + ": " + std::strerror(error)
    );
}

bool is_key_id(std::string_view id) {
    return !id.empty() && id.size() <= key_id_bytes && std::ranges::all_of(id, [](char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
               (letter >= 'A' && letter <= 'Z') || letter == '_' || letter == '-';
    });
}

std::string folder_of(std::string const& path) {
    auto const slash = path.rfind('/');
    if (slash == std::string::npos) {
        return ".";
    }
    return slash == 0 ? "/" : path.substr(0, slash);
}

Result<void> write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return file_failure("cannot write the key file", errno);
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(descriptor) != 0) {
        return file_failure("cannot sync the key file", errno);
    }
    return {};
}

Result<void> sync_folder(std::string const& path) {
    Descriptor const folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() < 0 || ::fsync(folder.get()) != 0) {
        return file_failure("cannot sync the key file's folder", errno);
    }
    return {};
}

// Writes a complete temporary file beside `path` and returns its name.
Result<std::string> write_beside(std::string const& path, Secret const& text) {
    auto temporary = path + ".XXXXXX";
    Descriptor const file(::mkostemp(temporary.data(), O_CLOEXEC));  // mode 0600 by definition
    if (file.get() < 0) {
        return file_failure("cannot make the key file", errno);
    }
    if (auto written = write_all(file.get(), text.reveal()); !written) {
        ::unlink(temporary.c_str());
        return std::unexpected(std::move(written).error());
    }
    return temporary;
}

Result<Secret> read_all(int descriptor) {
    std::string text(key_file_bytes + 1, '\0');
    std::size_t size{0};
    while (size < text.size()) {
        auto const count = ::read(descriptor, text.data() + size, text.size() - size);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return file_failure("cannot read the key file", errno);
        }
        if (count == 0) {
            break;
        }
        size += static_cast<std::size_t>(count);
    }
    if (size > key_file_bytes) {
        return failure(ErrorCode::Corrupt, "key_file", "the key file is too large");
    }
    text.resize(size);
    return Secret(std::move(text));
}

Result<Secret> read_guarded(std::string const& path) {
    Descriptor const file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (file.get() < 0) {
        return file_failure("cannot open the key file", errno);
    }
    struct stat about{};
    if (::fstat(file.get(), &about) != 0) {
        return file_failure("cannot look at the key file", errno);
    }
    bool const owned = about.st_uid == ::geteuid() || about.st_uid == 0;
    if (!S_ISREG(about.st_mode) || !owned || (about.st_mode & 077U) != 0) {
        return failure(
            ErrorCode::Forbidden,
            "key_file_mode",
            "the key file must be a plain file of ours that group and others cannot touch (0600)"
        );
    }
    return read_all(file.get());
}

std::string fresh_key_line(std::string_view id) {
    SystemRandom random;
    return std::string(id) + ":" + random.token(kek_bytes) + "\n";
}

std::unexpected<Error> bad_line() {
    return failure(
        ErrorCode::Corrupt, "key_file", "the key file has a line that is not id:base64url"
    );
}

}  // namespace

Result<Vault> Vault::load(std::string const& path) {
    auto const text = TRY(read_guarded(path));
    std::vector<NamedKey> keys;
    for (auto line : split(text.reveal(), '\n')) {
        if (line.empty()) {
            continue;
        }
        auto const colon = line.find(':');
        if (colon == std::string_view::npos || !is_key_id(line.substr(0, colon))) {
            return bad_line();
        }
        auto bytes = from_base64url(line.substr(colon + 1));
        if (!bytes || bytes->size() != kek_bytes) {
            return bad_line();
        }
        std::string id(line.substr(0, colon));
        if (std::ranges::find(keys, id, &NamedKey::first) != keys.end()) {
            return failure(ErrorCode::Corrupt, "key_file", "the key file has an id twice");
        }
        keys.emplace_back(std::move(id), KeyBytes(*bytes));
        OPENSSL_cleanse(bytes->data(), bytes->size());
    }
    if (keys.empty()) {
        return failure(ErrorCode::Corrupt, "key_file", "the key file holds no key");
    }
    return Vault(std::move(keys));
}

Result<Vault> Vault::load_or_create(std::string const& path) {
    struct stat about{};
    if (::lstat(path.c_str(), &about) == 0) {
        return load(path);
    }
    if (errno != ENOENT) {
        return file_failure("cannot look at the key file", errno);
    }
    auto const temporary = TRY(write_beside(path, Secret(fresh_key_line("k1"))));
    // link() never replaces: when two processes start at once both end up with the first one's key.
    int const linked = ::link(temporary.c_str(), path.c_str());
    int const error = errno;
    ::unlink(temporary.c_str());
    if (linked != 0 && error != EEXIST) {
        return file_failure("cannot make the key file", error);
    }
    CHECK(sync_folder(path));
    return load(path);
}

Result<Vault> Vault::add_key(std::string const& path) {
    auto const known = TRY(load(path));
    auto const has = [&](std::string const& id) {
        return std::ranges::find(known.keys_, id, &NamedKey::first) != known.keys_.end();
    };
    std::size_t number = known.keys_.size() + 1;
    while (has("k" + std::to_string(number))) {
        ++number;
    }
    auto const old = TRY(read_guarded(path));
    std::string text(old.reveal());
    if (!text.ends_with('\n')) {
        text += '\n';
    }
    text += fresh_key_line("k" + std::to_string(number));
    auto const temporary = TRY(write_beside(path, Secret(std::move(text))));
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
        int const error = errno;
        ::unlink(temporary.c_str());
        return file_failure("cannot replace the key file", error);
    }
    CHECK(sync_folder(path));
    return load(path);
}

}  // namespace croozer::crypto
