// Randomness is injected: production reads the kernel's generator, tests a seeded one.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <span>
#include <string>

namespace croozer {

class RandomSource {
public:
    RandomSource() = default;
    RandomSource(RandomSource const&) = delete;
    RandomSource& operator=(RandomSource const&) = delete;
    virtual ~RandomSource() = default;

    virtual void fill(std::span<std::uint8_t> bytes) = 0;

    // Uniform in [0, bound); bound > 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);
    // `bytes` random bytes as base64url without padding: 32 bytes give 43 characters.
    [[nodiscard]] std::string token(std::size_t bytes);
};

// getrandom(2), buffered 4 KiB at a time. Safe for keys and tokens. Thread-safe.
class SystemRandom final : public RandomSource {
public:
    void fill(std::span<std::uint8_t> bytes) override;
};

// Repeats for a seed. For tests and simulation only.
class SeededRandom final : public RandomSource {
public:
    explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}

    void fill(std::span<std::uint8_t> bytes) override;

private:
    std::mt19937_64 engine_;
};

[[nodiscard]] std::string base64url(std::span<std::uint8_t const> bytes);

}  // namespace croozer
