// Messages that staff labels with what they order: kept as examples that every later engine and
// menu must still read so.
#pragma once

#include "app/context.hpp"
#include "base/result.hpp"
#include "domain/ordering/cart.hpp"
#include "store/queries/learning_queries.hpp"
#include "store/repositories/examples.hpp"

#include <boost/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace croozer::app {

struct LabelMessage {
    MessageId message;
    // The lines of a message without a cart, or the whole cart after it. Absent: it orders nothing.
    std::optional<std::vector<ordering::CartLine>> items;
    std::string intent;                    // as tests/understanding/README.md calls it; empty: any
    std::vector<ordering::CartLine> cart;  // as it was before the message
    Who who;
};

// On a reader, for it reads the message: what to keep, and whether the present engine passes it.
// Errors: Validation "unknown_reference" (no such text of a customer; /messageId), and what
// place_order says of lines, but for what depends on the hour or is left unsaid.
[[nodiscard]] Result<store::NewExample> read_label(
    store::Session& session,
    BusinessId business,
    ShopCache& shops,
    Instant now,
    LabelMessage const& label
);
// Gives it its id. A second label of a message takes the place of the first. Errors: Conflict
// "too_many_examples"; Validation "unknown_reference" (the message was revoked meanwhile).
[[nodiscard]] Result<ExampleId> keep_example(
    Context& context, store::NewExample example, Who const& who
);
// Error: NotFound.
[[nodiscard]] Result<void> drop_example(Context& context, ExampleId id, Who const& who);

// On a reader: of the examples that did not pass when they were last run, those that pass now.
[[nodiscard]] Result<std::vector<store::ExampleRecord>> newly_passing(
    store::Session& session, BusinessId business, ShopCache& shops
);
[[nodiscard]] Result<void> mark_passing(
    Context& context, std::vector<store::ExampleRecord> const& examples
);

// As a row of tests/understanding/README.md.
[[nodiscard]] Result<boost::json::object> row_of(store::ExampleRecord const& example);

}  // namespace croozer::app
