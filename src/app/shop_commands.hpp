// Shops, their connection to WhatsApp and their menus.
#pragma once

#include "app/context.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "domain/business/settings.hpp"
#include "domain/menu/menu.hpp"

#include <optional>
#include <string>
#include <vector>

namespace croozer::app {

struct CreateBusiness {
    UserId owner;
    std::string owner_name;
    std::string name;
    std::string type;
    std::string phone;
    std::string email;
    business::Settings settings;  // name, type, phone are taken from above
    bool is_demo{false};
};

// Tenant rows of a new shop, in state "creating"; the routes follow in a transaction of their own
// (store/repositories/directory), then activate_business.
[[nodiscard]] Result<void> create_business(Context& context, CreateBusiness const& command);
[[nodiscard]] Result<void> activate_business(Context& context);

// A product as the API edits it: the menu's value plus what pricing does not need.
struct ProductEdit {
    std::optional<ProductId> id;  // absent: create
    std::optional<std::int64_t> expected_version;
    // Absent: unchanged (or the default, when creating).
    std::optional<std::string> name_he;
    std::optional<std::string> name_en;
    std::optional<std::string> kitchen_name;
    std::optional<std::string> description_he;
    std::optional<std::string> description_en;
    std::optional<std::string> sku;
    std::optional<std::string> category;
    std::optional<std::string> category_he;
    std::optional<std::string> category_en;
    std::optional<std::string> subcategory;
    std::optional<std::vector<std::string>> tags;
    std::optional<std::vector<std::string>> synonyms;
    std::optional<std::vector<std::string>> option_groups;
    std::optional<std::vector<menu::ImpliedOption>> implied;
    std::optional<std::vector<std::string>> allergens;
    std::optional<Money> price;
    std::optional<std::optional<Money>> compare_at_price;
    std::optional<std::optional<Money>> cost_price;
    std::optional<bool> available;
    std::optional<std::optional<Instant>> unavailable_until;
    std::optional<bool> track_stock;
    std::optional<std::int64_t> stock;
    std::optional<bool> allow_backorder;
    std::optional<std::int64_t> preparation_minutes;
    std::optional<std::int64_t> display_order;
    std::optional<bool> featured;
    Who who;
};

struct EditedProduct {
    ProductId id;
    std::int64_t version{1};
};

// Every edit raises the menu's revision, so that compiled menus are made anew.
// Errors: NotFound; PreconditionFailed "stale"; Validation "unknown_reference" (option group);
// Conflict "too_many_products": the whole menu is held in memory and compiled at every change.
[[nodiscard]] Result<EditedProduct> edit_product(Context& context, ProductEdit const& command);
[[nodiscard]] Result<void> put_option_group(
    Context& context, menu::OptionGroup const& group, std::int64_t display_order
);
// Made if its id is new, else replaced.
// Errors: Validation "deal" (it is not sound), "unknown_reference" (a product); Conflict
// "too_many_deals".
[[nodiscard]] Result<void> put_deal(Context& context, menu::Deal const& deal);

}  // namespace croozer::app
