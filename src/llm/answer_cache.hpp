// Answers by what was asked: the same words to the same menu cost one call. In memory, for minutes.
#pragma once

#include "base/time.hpp"

#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace croozer::llm {

// Thread-safe.
class AnswerCache {
public:
    [[nodiscard]] std::optional<std::string> find(std::string const& asked, Instant now);
    void keep(std::string asked, std::string answer, Instant now);

private:
    struct Entry {
        std::string asked;
        std::string answer;
        Instant until;
    };

    std::mutex mutex_;
    std::list<Entry> entries_;  // newest first
    std::unordered_map<std::string, std::list<Entry>::iterator> by_asked_;
};

}  // namespace croozer::llm
