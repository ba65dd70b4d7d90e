// What the files of judge.hpp share.
#pragma once

#include "main/verify/findings.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::main::judging {

inline Finding finding(
    Check check,
    std::string_view subject,
    Verdict verdict,
    std::string detail,
    std::string advice = {}
) {
    return {
        .check = check,
        .subject = std::string(subject),
        .verdict = verdict,
        .detail = std::move(detail),
        .advice = std::move(advice)
    };
}

template <class List>
std::string listed(List const& list) {
    std::string text;
    for (auto const& item : list) {
        text.append(text.empty() ? "" : ", ").append(item);
    }
    return text;
}

inline bool has(std::vector<std::string> const& list, std::string_view item) {
    return std::ranges::find(list, item) != list.end();
}

template <class Wanted>
std::vector<std::string> missing_of(Wanted const& wanted, std::vector<std::string> const& there) {
    std::vector<std::string> missing;
    for (auto const item : wanted) {
        if (!has(there, item)) {
            missing.emplace_back(item);
        }
    }
    return missing;
}

inline std::string or_unknown(std::string const& text) {
    return text.empty() ? "not told" : text;
}

}  // namespace croozer::main::judging
