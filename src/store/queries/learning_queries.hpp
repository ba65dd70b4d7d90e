// What a shop may learn from, as staff reads it: unknown words and labelled examples.
#pragma once

#include "store/queries/chat_queries.hpp"
#include "store/repositories/unknown_words.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

struct UnknownWordRecord {
    UnknownWordId id;
    std::int64_t version{0};
    std::string word;
    std::string written;
    std::int64_t times{0};
    Instant first_seen_at;
    Instant last_seen_at;
    MessageId message;    // where it was last
    std::string content;  // of that message: JSON object; empty: revoked or gone
    std::string state;    // open, taught, dismissed
    std::optional<learning::Thing> taught;
};

// By how often they were seen.
struct WordsAfter {
    std::optional<std::int64_t> times;
    UnknownWordId id;
    std::int64_t limit{50};
};

[[nodiscard]] Result<std::vector<UnknownWordRecord>> list_unknown_words(
    Session& session, BusinessId business, std::string_view state, WordsAfter const& after
);
[[nodiscard]] Result<std::optional<UnknownWordRecord>> find_unknown_word(
    Session& session, BusinessId business, UnknownWordId id
);

struct ExampleRecord {
    ExampleId id;
    std::int64_t version{0};
    MessageId message;
    std::string text;
    std::string context;   // JSON object
    std::string expected;  // JSON object
    bool passes{false};
    std::optional<Uuid> created_by;
    Instant created_at;
};

// Newest first.
[[nodiscard]] Result<std::vector<ExampleRecord>> list_examples(
    Session& session, BusinessId business, PageAfter const& page
);
// The newest of those that did not pass when they were last run.
[[nodiscard]] Result<std::vector<ExampleRecord>> failing_examples(
    Session& session, BusinessId business, std::int64_t limit
);
[[nodiscard]] Result<std::optional<ExampleRecord>> find_example(
    Session& session, BusinessId business, ExampleId id
);

}  // namespace croozer::store
