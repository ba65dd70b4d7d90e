// People who asked to be forgotten, and how far that is. A code leads to its request, but only its
// hash is kept; the person is gone from the row once it is done. Global: not inside a command of a
// business.
#pragma once

#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

struct DeletionState {
    bool is_done{false};
    Instant requested_at;
};

// Without a person there is nothing to do, and it is done at once. False: the code is known.
[[nodiscard]] Result<bool> insert_deletion_request(
    Session& session, std::string_view code_hash, std::optional<UserId> user, Instant at
);
[[nodiscard]] Result<std::optional<DeletionState>> find_deletion_request(
    Session& session, std::string_view code_hash
);
// Those who are not forgotten yet, whoever asked first at the front.
[[nodiscard]] Result<std::vector<UserId>> people_to_forget(Session& session, std::int64_t limit);
// Every request about that person.
[[nodiscard]] Result<void> finish_deletion_requests(Session& session, UserId user, Instant at);

}  // namespace croozer::store
