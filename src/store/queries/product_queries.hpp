// The menu as the API shows it: every column, the sold-out and the stock, and the option groups.
#pragma once

#include "domain/menu/menu.hpp"
#include "store/session.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace croozer::store {

struct ProductRecord {
    ProductId id;
    std::int64_t version{0};
    LocalText name;
    std::string kitchen_name;
    LocalText description;
    std::string sku;
    std::string category;
    LocalText category_name;
    std::string subcategory;
    std::vector<std::string> tags;
    std::vector<std::string> synonyms;
    Money price;
    std::optional<std::int64_t> compare_at_price;
    std::optional<std::int64_t> cost_price;
    std::vector<std::string> option_groups;
    bool track_stock{false};
    std::int64_t stock{0};
    std::optional<std::int64_t> low_stock_threshold;
    bool allow_backorder{false};
    bool available{true};
    std::optional<Instant> unavailable_until;
    std::int64_t available_from_minute{0};
    std::int64_t available_to_minute{0};
    std::int64_t available_days{0x7F};  // bit 0 = Sunday
    std::vector<std::string> images;
    std::optional<std::int64_t> preparation_minutes;
    std::int64_t make_units{0};
    std::optional<Uuid> station;
    std::optional<std::int64_t> calories;
    std::vector<std::string> allergens;
    std::vector<std::string> ingredients;
    std::string kosher_type;
    std::int64_t display_order{0};
    bool featured{false};
    Instant created_at;
    Instant updated_at;
};

// In the menu's order. `category` empty: all.
struct ProductFilter {
    std::string category;  // empty: any
    // Keyset: what comes after this row, in the menu's order.
    std::int64_t after_place{std::numeric_limits<std::int64_t>::min()};
    ProductId after_id;
    std::int64_t limit{50};
};

[[nodiscard]] Result<std::vector<ProductRecord>> list_products(
    Session& session, BusinessId business, ProductFilter const& filter
);
[[nodiscard]] Result<std::optional<ProductRecord>> find_product_record(
    Session& session, BusinessId business, ProductId id
);
[[nodiscard]] Result<std::vector<menu::OptionGroup>> list_option_groups(
    Session& session, BusinessId business
);
[[nodiscard]] Result<std::string> currency_of(Session& session, BusinessId business);

}  // namespace croozer::store
