// The menu as rows: products and option groups. Loaded whole; app/ caches it by revision.
#pragma once

#include "domain/menu/menu.hpp"
#include "store/session.hpp"

#include <string>
#include <vector>

namespace croozer::store {

[[nodiscard]] Result<menu::Menu> load_menu(
    Session& session, BusinessId business, std::int64_t revision
);

[[nodiscard]] Result<void> put_option_group(
    Session& session,
    BusinessId business,
    menu::OptionGroup const& group,
    std::int64_t display_order
);
[[nodiscard]] Result<bool> option_group_exists(
    Session& session, BusinessId business, std::string const& id
);

// A product's row as commands change it.
struct ProductRow {
    menu::Product product;
    std::int64_t version{1};
    std::vector<std::string> tags;
    std::optional<Money> compare_at_price;
    std::optional<Money> cost_price;
    bool track_stock{false};
    std::int64_t stock{0};
    bool allow_backorder{false};
};

[[nodiscard]] Result<std::optional<ProductRow>> find_product(
    Session& session, BusinessId business, ProductId id
);
[[nodiscard]] Result<std::size_t> count_products(Session& session, BusinessId business);
[[nodiscard]] Result<void> insert_product(
    Session& session, BusinessId business, ProductRow const& row, Instant at
);
// Only if the row still has version row.version - 1; false otherwise.
[[nodiscard]] Result<bool> update_product(
    Session& session, BusinessId business, ProductRow const& row, Instant at
);

[[nodiscard]] Result<MenuVersionId> published_menu_version(Session& session, BusinessId business);
[[nodiscard]] Result<void> insert_menu_version(
    Session& session, BusinessId business, MenuVersionId id, std::int64_t number, Instant at
);

// Takes units off a tracked stock. False: there are fewer than asked for, and no backorder.
[[nodiscard]] Result<bool> reserve_stock(
    Session& session, BusinessId business, ProductId id, std::int64_t units
);
[[nodiscard]] Result<void> release_stock(
    Session& session, BusinessId business, ProductId id, std::int64_t units
);
[[nodiscard]] Result<void> count_product_order(
    Session& session, BusinessId business, ProductId id, std::int64_t units, Money revenue
);

}  // namespace croozer::store
