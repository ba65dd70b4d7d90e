#include "figures.hpp"

#include "loop.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace croozer::bench {

double percentile(std::vector<double> samples, double share) {
    if (samples.empty()) {
        return 0;
    }
    // Nearest rank.
    auto const place = std::ceil(share * static_cast<double>(samples.size()));
    auto const rank = static_cast<std::size_t>(std::max(place, 1.0)) - 1;
    std::ranges::nth_element(samples, samples.begin() + static_cast<std::ptrdiff_t>(rank));
    return samples[rank];
}

double fdatasync_p50_ms(std::string const& directory) {
    constexpr int rounds = 200;
    auto const path = directory + "/fdatasync-probe";
    int const file = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) {
        die("open");
    }
    std::array<char, 4096> page{};
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        auto const start = std::chrono::steady_clock::now();
        if (::write(file, page.data(), page.size()) < 0 || ::fdatasync(file) != 0) {
            die("fdatasync");
        }
        times.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                .count()
        );
    }
    ::close(file);
    ::unlink(path.c_str());
    return percentile(std::move(times), 0.5);
}

void print_json(
    std::string_view bench, std::vector<std::pair<std::string, double>> const& numbers
) {
    std::string line = R"({"bench":")" + std::string(bench) + "\"";
    for (auto const& [name, value] : numbers) {
        std::array<char, 64> text{};
        std::snprintf(text.data(), text.size(), "%.3f", value);
        line.append(",\"").append(name).append("\":").append(text.data());
    }
    std::puts(line.append("}").c_str());
    std::fflush(stdout);
}

}  // namespace croozer::bench
