// Words that customers wrote in the place of a dish and the menu does not have, one row a word.
#pragma once

#include "domain/learning/menu_names.hpp"
#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::store {

struct SeenWord {
    UnknownWordId id;     // of the row if the word is new
    std::string word;     // the engine's key
    std::string written;  // as the customer wrote it
    MessageId message;
    Instant at;
};

// True: it was not known before. Else it counts once more, whatever its state.
[[nodiscard]] Result<bool> note_unknown_word(
    Session& session, BusinessId business, SeenWord const& seen
);

// While there are more than `most` in this state, the least seen goes, the longest unseen first;
// one at a call, and never `keep`.
[[nodiscard]] Result<void> make_room_for_word(
    Session& session,
    BusinessId business,
    std::string_view state,
    std::int64_t most,
    UnknownWordId keep
);

struct UnknownWordRow {
    UnknownWordId id;
    std::int64_t version{1};
    std::string word;
    std::string written;
    std::string state;  // open, taught, dismissed
    std::optional<learning::Thing> taught;
    std::optional<std::string> taught_synonym;  // what teaching put on the menu
};

// Locks the row to the command's end; nothing where there is one writer.
[[nodiscard]] Result<std::optional<UnknownWordRow>> lock_unknown_word(
    Session& session, BusinessId business, UnknownWordId id
);
// State and meaning; only if the row still has version row.version - 1, false otherwise.
[[nodiscard]] Result<bool> update_unknown_word(
    Session& session,
    BusinessId business,
    UnknownWordRow const& row,
    std::optional<Uuid> by,
    Instant at
);

}  // namespace croozer::store
