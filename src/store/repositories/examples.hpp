// Messages that staff labelled with what they order.
#pragma once

#include "store/session.hpp"

#include <optional>
#include <string>

namespace croozer::store {

struct NewExample {
    ExampleId id;  // unless the message has an example
    MessageId message;
    std::string text;
    std::string context;   // JSON object
    std::string expected;  // JSON object
    bool passes{false};
    std::optional<Uuid> by;
    Instant at;
};

[[nodiscard]] Result<std::int64_t> count_examples(Session& session, BusinessId business);
[[nodiscard]] Result<std::optional<ExampleId>> find_example_of(
    Session& session, BusinessId business, MessageId message
);
// A message has one example: another label of it takes the place of the first. The id is the row's.
[[nodiscard]] Result<ExampleId> put_example(
    Session& session, BusinessId business, NewExample const& example
);
// Only if it is still of this version: what passed was that label.
[[nodiscard]] Result<void> mark_example_passing(
    Session& session, BusinessId business, ExampleId id, std::int64_t version
);
// False if there is none.
[[nodiscard]] Result<bool> delete_example(Session& session, BusinessId business, ExampleId id);

}  // namespace croozer::store
