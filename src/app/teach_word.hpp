// Words that customers write and the menu does not have: noted by turns, settled by staff.
#pragma once

#include "app/context.hpp"
#include "base/result.hpp"
#include "domain/learning/menu_names.hpp"
#include "domain/learning/unknown_words.hpp"

#include <vector>

namespace croozer::app {

// In the transaction of the turn, so that a turn that is taken again counts once. No statement
// where there is no word.
[[nodiscard]] Result<void> note_unknown_words(
    Context& context, std::vector<learning::UnknownWord> const& words
);

struct SettleWord {
    UnknownWordId word;
    std::int64_t expected_version{0};
    Who who;
};

// Of all three: NotFound "not_found"; PreconditionFailed "stale".

// The word becomes a synonym of the thing, unless it is one already. Errors: Conflict
// "word_settled" (taught or dismissed), "word_taken" (something else of the menu is called so;
// detail: its name); Validation "unknown_reference" (no such thing), "too_many" (synonyms).
[[nodiscard]] Result<void> teach_word(
    Context& context, SettleWord const& command, learning::Thing const& thing
);
// Error: Conflict "word_settled".
[[nodiscard]] Result<void> dismiss_word(Context& context, SettleWord const& command);
// Open again; what teaching put on the menu goes, if it is still there. Error: Conflict
// "word_open".
[[nodiscard]] Result<void> reopen_word(Context& context, SettleWord const& command);

}  // namespace croozer::app
