// A menu's deals as rows.
#pragma once

#include "domain/menu/menu.hpp"
#include "store/session.hpp"

#include <vector>

namespace croozer::store {

// All of them, by display order.
[[nodiscard]] Result<std::vector<menu::Deal>> load_deals(Session& session, BusinessId business);
[[nodiscard]] Result<void> put_deal(Session& session, BusinessId business, menu::Deal const& deal);

}  // namespace croozer::store
