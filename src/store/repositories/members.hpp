// The people of a shop, as the shop knows them.
#pragma once

#include "domain/ordering/order_state.hpp"
#include "store/session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace croozer::store {

struct Member {
    MemberId id;
    std::optional<UserId> user;
    ordering::Role role{ordering::Role::Viewer};
    std::string name;
    std::string phone;  // normal form; may be empty
    bool disabled{false};
};

[[nodiscard]] Result<void> insert_member(
    Session& session, BusinessId business, Member const& member, Instant at
);
// By name; those disabled included.
[[nodiscard]] Result<std::vector<Member>> list_members(Session& session, BusinessId business);
[[nodiscard]] Result<std::optional<Member>> find_member_of_user(
    Session& session, BusinessId business, UserId user
);
// Name and phone go. An owner stays the owner, as nobody we know; another is a member no more.
[[nodiscard]] Result<void> erase_member(
    Session& session, BusinessId business, MemberId id, bool stays, Instant at
);

}  // namespace croozer::store
