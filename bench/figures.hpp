// Percentiles and one JSON line.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace croozer::bench {

// `samples` in any order; 0 if there are none. `share` 0.5 is the median.
[[nodiscard]] double percentile(std::vector<double> samples, double share);

// p50 of writing and syncing 4 KiB to a new file in `directory`, in milliseconds.
[[nodiscard]] double fdatasync_p50_ms(std::string const& directory);

void print_json(std::string_view bench, std::vector<std::pair<std::string, double>> const& numbers);

}  // namespace croozer::bench
