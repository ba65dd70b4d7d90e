// Every call of Graph with its answer, for tests that hold both against Meta's schemas, and counts
// of what went wrong. Thread-safe; the oldest go first. Secrets are replaced before they get here.
#pragma once

#include "base/time.hpp"
#include "http/message.hpp"
#include "sandbox/json_tools.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace croozer::sandbox {

class RequestLedger {
public:
    void add(
        Instant at,
        std::string_view operation,
        http::Request const& request,
        http::Response const& answer
    );
    // {"requests":[…],"next":n}: those after `since`; give `next` as `since` again.
    [[nodiscard]] json::object after(std::int64_t since, std::size_t most) const;

    // A token that was used on a number or account it was not given for.
    void count_mixed(std::string_view operation);
    // {"requests":n,"mixed_sends":n,"mixed_requests":n,"operations":{name:{calls,refused}}}
    [[nodiscard]] json::object stats() const;
    void clear();

    static constexpr std::size_t most_kept = 5'000;
    // A longer body is cut.
    static constexpr std::size_t most_body_bytes = std::size_t{64} * 1024;

private:
    struct Entry {
        std::int64_t sequence{0};
        Instant at;
        std::string operation;
        std::string method;
        std::string path;
        std::vector<std::pair<std::string, std::string>> query;
        std::string content_type;
        std::string token_id;
        std::string body;
        int status{0};
        std::string answer;
    };

    struct Count {
        std::int64_t calls{0};
        std::int64_t refused{0};
    };

    [[nodiscard]] static json::object view(Entry const& entry);

    mutable std::mutex mutex_;
    std::deque<Entry> entries_;
    std::map<std::string, Count, std::less<>> counts_;
    std::int64_t last_{0};
    std::int64_t mixed_sends_{0};
    std::int64_t mixed_requests_{0};
};

}  // namespace croozer::sandbox
