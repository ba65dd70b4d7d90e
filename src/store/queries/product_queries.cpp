#include "store/queries/product_queries.hpp"

#include "store/documents/json.hpp"
#include "store/documents/settings_document.hpp"

namespace croozer::store {
namespace {

std::string const& columns() {
    static std::string const text =
        "id, version, name_he, name_en, kitchen_name, description_he, description_en, sku, "
        "category, category_he, category_en, subcategory, tags, synonyms, price, "
        "compare_at_price, cost_price, option_groups, track_stock, stock, low_stock_threshold, "
        "allow_backorder, available, unavailable_until, available_from, available_to, "
        "available_days, images, preparation_minutes, make_units, station_id, calories, "
        "allergens, ingredients, kosher_type, display_order, featured, created_at, updated_at";
    return text;
}

// Ids of option groups are texts in a list of their own column.
ProductRecord product_from(Row const& row) {
    return {
        .id = row.id<ProductId>(0),
        .version = row.integer(1),
        .name = {.he = row.text(2), .en = row.text(3)},
        .kitchen_name = row.text(4),
        .description = {.he = row.text(5), .en = row.text(6)},
        .sku = row.text(7),
        .category = row.text(8),
        .category_name = {.he = row.text(9), .en = row.text(10)},
        .subcategory = row.text(11),
        .tags = documents::parse_texts(row.text(12)),
        .synonyms = documents::parse_texts(row.text(13)),
        .price = row.money(14),
        .compare_at_price = row.maybe_integer(15),
        .cost_price = row.maybe_integer(16),
        .option_groups = documents::parse_texts(row.text(17)),
        .track_stock = row.boolean(18),
        .stock = row.integer(19),
        .low_stock_threshold = row.maybe_integer(20),
        .allow_backorder = row.boolean(21),
        .available = row.boolean(22),
        .unavailable_until = row.maybe_instant(23),
        .available_from_minute = row.integer(24),
        .available_to_minute = row.integer(25),
        .available_days = row.integer(26),
        .images = documents::parse_texts(row.text(27)),
        .preparation_minutes = row.maybe_integer(28),
        .make_units = row.integer(29),
        .station = row.is_null(30) ? std::nullopt : std::optional(row.uuid(30)),
        .calories = row.maybe_integer(31),
        .allergens = documents::parse_texts(row.text(32)),
        .ingredients = documents::parse_texts(row.text(33)),
        .kosher_type = row.text(34),
        .display_order = row.integer(35),
        .featured = row.boolean(36),
        .created_at = row.instant(37),
        .updated_at = row.instant(38)
    };
}

}  // namespace

Result<std::vector<ProductRecord>> list_products(
    Session& session, BusinessId business, ProductFilter const& filter
) {
    static std::string const sql = "select " + columns() +
                                   " from products where business_id = $1 and deleted_at is null "
                                   "and ($2 = '' or category = $2) "
                                   "and display_order >= $3 and (display_order > $3 or id > $4) "
                                   "order by display_order, id limit $5";
    auto const rows = TRY(session.query(
        sql, {business, filter.category, filter.after_place, filter.after_id, filter.limit}
    ));
    std::vector<ProductRecord> list;
    list.reserve(rows.size());
    for (auto const& row : rows) {
        list.push_back(product_from(row));
    }
    return list;
}

Result<std::optional<ProductRecord>> find_product_record(
    Session& session, BusinessId business, ProductId id
) {
    static std::string const sql =
        "select " + columns() +
        " from products where business_id = $1 and id = $2 and deleted_at is null";
    auto const rows = TRY(session.query(sql, {business, id}));
    return rows.empty() ? std::nullopt : std::optional(product_from(rows.front()));
}

Result<std::vector<menu::OptionGroup>> list_option_groups(Session& session, BusinessId business) {
    auto const rows = TRY(session.query(
        "select id, name, rules, options from option_groups where business_id = $1 "
        "order by display_order, id",
        {business}
    ));
    std::vector<menu::OptionGroup> groups;
    groups.reserve(rows.size());
    for (auto const& row : rows) {
        menu::OptionGroup group;
        group.id = row.text(0);
        group.name = documents::decode_local_text(row.text(1));
        CHECK(documents::decode_group(row.text(2), row.text(3), group));
        groups.push_back(std::move(group));
    }
    return groups;
}

Result<std::string> currency_of(Session& session, BusinessId business) {
    auto const rows =
        TRY(session.query("select settings from businesses where business_id = $1", {business}));
    if (rows.empty()) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    return documents::text_of(TRY(documents::parse_object(rows.front().text(0))), "currency");
}

}  // namespace croozer::store
