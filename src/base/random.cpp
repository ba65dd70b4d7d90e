#include "base/random.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sys/random.h>
#include <vector>

namespace croozer {

std::uint64_t RandomSource::below(std::uint64_t bound) {
    // Rejection keeps it uniform: draw again while in the last, incomplete block.
    std::uint64_t const limit = UINT64_MAX - UINT64_MAX % bound;
    for (;;) {
        std::array<std::uint8_t, 8> bytes{};
        fill(bytes);
        std::uint64_t value = 0;
        std::memcpy(&value, bytes.data(), sizeof value);
        if (value < limit) {
            return value % bound;
        }
    }
}

std::string RandomSource::token(std::size_t bytes) {
    std::vector<std::uint8_t> raw(bytes);
    fill(raw);
    return base64url(raw);
}

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
    struct Buffer {
        std::array<std::uint8_t, 4096> data{};
        std::size_t used{sizeof data};
    };

    thread_local Buffer buffer;
    for (std::size_t done = 0; done < bytes.size();) {
        if (buffer.used == buffer.data.size()) {
            std::size_t filled = 0;
            while (filled < buffer.data.size()) {
                auto const count =
                    ::getrandom(buffer.data.data() + filled, buffer.data.size() - filled, 0);
                if (count < 0) {
                    if (errno == EINTR) {
                        continue;
                    }
                    std::abort();  // Without randomness nothing here is safe.
                }
                filled += static_cast<std::size_t>(count);
            }
            buffer.used = 0;
        }
        std::size_t const part = std::min(bytes.size() - done, buffer.data.size() - buffer.used);
        std::memcpy(bytes.data() + done, buffer.data.data() + buffer.used, part);
        // What was handed out must not stay behind.
        std::memset(buffer.data.data() + buffer.used, 0, part);
        buffer.used += part;
        done += part;
    }
}

void SeededRandom::fill(std::span<std::uint8_t> bytes) {
    for (auto& byte : bytes) {
        byte = static_cast<std::uint8_t>(engine_());
    }
}

std::string base64url(std::span<std::uint8_t const> bytes) {
    constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text;
    text.reserve((bytes.size() * 4 + 2) / 3);
    std::uint32_t pending = 0;
    int bits = 0;
    for (auto const byte : bytes) {
        pending = pending << 8 | byte;
        bits += 8;
        while (bits >= 6) {
            bits -= 6;
            text.push_back(alphabet[pending >> bits & 0x3F]);
        }
    }
    if (bits > 0) {
        text.push_back(alphabet[pending << (6 - bits) & 0x3F]);
    }
    return text;
}

}  // namespace croozer
