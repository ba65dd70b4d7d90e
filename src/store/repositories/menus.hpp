// The menu as rows: products, option groups and deals (deals.hpp). Loaded whole; app/ caches it by
// revision.
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

// Locks the row to the command's end; nothing where there is one writer.
[[nodiscard]] Result<std::optional<menu::OptionGroup>> lock_option_group(
    Session& session, BusinessId business, std::string const& id
);
// Of a group that is locked: its options.
[[nodiscard]] Result<void> update_options(
    Session& session, BusinessId business, menu::OptionGroup const& group
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
// Locks the row to the command's end; nothing where there is one writer.
[[nodiscard]] Result<std::optional<ProductRow>> lock_product(
    Session& session, BusinessId business, ProductId id
);
// Only if the row still has version row.version - 1; false otherwise. Not its stock, which orders
// change too.
[[nodiscard]] Result<bool> update_product(
    Session& session, BusinessId business, ProductRow const& row, Instant at
);
[[nodiscard]] Result<void> set_stock(
    Session& session, BusinessId business, ProductId id, std::int64_t stock
);

[[nodiscard]] Result<MenuVersionId> published_menu_version(Session& session, BusinessId business);
[[nodiscard]] Result<void> insert_menu_version(
    Session& session, BusinessId business, MenuVersionId id, std::int64_t number, Instant at
);

// Units of a product by its stock. The version rises with the stock, so that an edit of a stock
// that was read before is stale.
struct StockChange {
    std::int64_t units{0};    // taken; 0 if the stock is not tracked
    std::int64_t version{0};  // of the product afterwards
};

// Counts an order of these units and takes them off a tracked stock. nullopt: there are fewer than
// asked for, and no backorder; or no such product.
[[nodiscard]] Result<std::optional<StockChange>> take_ordered_units(
    Session& session, BusinessId business, ProductId id, std::int64_t units, Money revenue
);
// Puts back what an order had taken, tracked by now or not.
[[nodiscard]] Result<std::optional<StockChange>> return_units(
    Session& session, BusinessId business, ProductId id, std::int64_t units
);
// Takes back what was returned. nullopt: it is sold meanwhile, and no backorder.
[[nodiscard]] Result<std::optional<StockChange>> retake_units(
    Session& session, BusinessId business, ProductId id, std::int64_t units
);

}  // namespace croozer::store
