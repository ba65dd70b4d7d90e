// What a shop learns from: words that customers wrote and its menu does not have, and messages that
// staff labelled with what they order.
#include "store/migrations.hpp"

#include <array>

namespace croozer::store {
namespace {

using enum TableClass;

constexpr std::array tables{
    // `word` is the key that the engine compares by, `written` the last spelling of it. Of a word
    // that was taught: what it means now, and the synonym that this put on the menu (null if the
    // menu had it already), for an undo takes away exactly that.
    Table{Tenant, "unknown_words", R"(
        business_id {id} not null,
        id {id} not null,
        version {i64} not null,
        word {text} not null,
        written {text} not null,
        times {i64} not null,
        first_seen_at {i64} not null,
        last_seen_at {i64} not null,
        last_message_id {id} not null,
        state {text} not null,
        taught_product_id {id},
        taught_group {text},
        taught_option {text},
        taught_synonym {text},
        changed_by {id},
        changed_at {i64},
        primary key (business_id, id),
        unique (business_id, word))"},
    // `context` and `expected` are JSON as in a row of tests/understanding/README.md, with the
    // menu's ids for its names. `text` is a customer's: a revoke of the message takes the example
    // with it, and whatever erases a customer's messages must do so too, by message_id.
    Table{Tenant, "labelled_examples", R"(
        business_id {id} not null,
        id {id} not null,
        version {i64} not null,
        message_id {id} not null,
        text {text} not null,
        context {text} not null,
        expected {text} not null,
        passes {bool} not null,
        created_by {id},
        created_at {i64} not null,
        primary key (business_id, id),
        unique (business_id, message_id))"},
};

constexpr std::array indexes{
    Index{"create index unknown_words_by_times on unknown_words (business_id, state, times, id)"},
    Index{"create index labelled_examples_by_time on labelled_examples "
          "(business_id, created_at, id)"},
};

}  // namespace

std::span<Table const> migration_0002_tables() {
    return tables;
}

std::span<Index const> migration_0002_indexes() {
    return indexes;
}

}  // namespace croozer::store
