// People who may sign in. Global: not inside a command of a business.
#pragma once

#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::store {

struct User {
    UserId id;
    std::string name;
    std::string email;   // may be empty
    std::string locale;  // "he", "en"
    bool is_platform_admin{false};
    bool disabled{false};
    // Raised to end every session of this person at once.
    std::int64_t auth_epoch{0};
};

[[nodiscard]] Result<std::optional<User>> find_user(Session& session, UserId id);
[[nodiscard]] Result<std::optional<User>> find_user_by_facebook_id(
    Session& session, std::string_view facebook_id
);
// Errors: ConstraintUnique if that Facebook id is taken.
[[nodiscard]] Result<void> insert_user(
    Session& session, User const& user, std::string_view facebook_id, Instant at
);
// What Facebook says now; an empty email keeps the known one.
[[nodiscard]] Result<void> set_user_profile(
    Session& session, UserId id, std::string_view name, std::string_view email, Instant at
);
// Whoever has that Facebook id and was known by `until`.
[[nodiscard]] Result<std::optional<UserId>> find_user_known_by(
    Session& session, std::string_view facebook_id, Instant until
);
// What says who the person was goes; the row stays, because records of shops name its id. Nobody
// can sign in as it again.
[[nodiscard]] Result<void> erase_user(Session& session, UserId id, Instant at);

}  // namespace croozer::store
