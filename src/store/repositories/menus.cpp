#include "store/repositories/menus.hpp"

#include "store/documents/json.hpp"
#include "store/documents/settings_document.hpp"
#include "store/repositories/deals.hpp"

namespace croozer::store {
namespace {

#define PRODUCT_COLUMNS                                                                            \
    "id, version, name_he, name_en, kitchen_name, description_he, description_en, sku, category, " \
    "category_he, category_en, subcategory, tags, synonyms, price, compare_at_price, cost_price, " \
    "option_groups, implied_options, track_stock, stock, allow_backorder, available, "             \
    "unavailable_until, available_from, available_to, available_days, preparation_minutes, "       \
    "allergens, display_order, featured"

std::optional<Money> maybe_money(Row const& row, std::size_t column) {
    auto const minor = row.maybe_integer(column);
    return minor ? std::optional(Money{*minor}) : std::nullopt;
}

ProductRow product_from(Row const& row) {
    ProductRow result;
    auto& product = result.product;
    product.id = row.id<ProductId>(0);
    result.version = row.integer(1);
    product.name = {.he = row.text(2), .en = row.text(3)};
    product.kitchen_name = row.text(4);
    product.description = {.he = row.text(5), .en = row.text(6)};
    product.sku = row.text(7);
    product.category = row.text(8);
    product.category_name = {.he = row.text(9), .en = row.text(10)};
    product.subcategory = row.text(11);
    result.tags = documents::parse_texts(row.text(12));
    product.synonyms = documents::parse_texts(row.text(13));
    product.price = row.money(14);
    result.compare_at_price = maybe_money(row, 15);
    result.cost_price = maybe_money(row, 16);
    product.groups = documents::parse_texts(row.text(17));
    product.implied = documents::decode_implied(row.text(18));
    result.track_stock = row.boolean(19);
    result.stock = row.integer(20);
    result.allow_backorder = row.boolean(21);
    product.availability = {
        .available = row.boolean(22),
        .until = row.maybe_instant(23),
        .stock = result.track_stock ? std::optional(result.stock) : std::nullopt,
        .backorder = result.allow_backorder,
        .window =
            {.from_minute = row.integer(24),
             .until_minute = row.integer(25),
             .days = static_cast<std::uint8_t>(row.integer(26))}
    };
    product.preparation_minutes = row.integer(27);
    product.allergens = documents::parse_texts(row.text(28));
    product.display_order = row.integer(29);
    product.featured = row.boolean(30);
    return result;
}

Result<menu::OptionGroup> group_from(Row const& row) {
    menu::OptionGroup group;
    group.id = row.text(0);
    group.name = documents::decode_local_text(row.text(1));
    CHECK(documents::decode_group(row.text(2), row.text(3), group));
    return group;
}

std::optional<StockChange> stock_change(Rows const& rows, std::int64_t units) {
    return rows.empty()
               ? std::nullopt
               : std::optional(StockChange{.units = units, .version = rows.front().integer(0)});
}

}  // namespace

Result<menu::Menu> load_menu(Session& session, BusinessId business, std::int64_t revision) {
    menu::Menu loaded;
    loaded.revision = revision;
    loaded.version = TRY(published_menu_version(session, business));
    auto const groups = TRY(session.query(
        "select id, name, rules, options from option_groups where business_id = $1 "
        "order by display_order, id",
        {business}
    ));
    for (auto const& row : groups) {
        loaded.groups.push_back(TRY(group_from(row)));
    }
    auto const products = TRY(session.query(
        "select " PRODUCT_COLUMNS
        " from products where business_id = $1 and deleted_at is null order by display_order, id",
        {business}
    ));
    for (auto const& row : products) {
        loaded.products.push_back(product_from(row).product);
    }
    loaded.deals = TRY(load_deals(session, business));
    return loaded;
}

Result<void> put_option_group(
    Session& session,
    BusinessId business,
    menu::OptionGroup const& group,
    std::int64_t display_order
) {
    TRY(session.execute(
        "insert into option_groups (business_id, id, version, name, rules, options, display_order) "
        "values ($1, $2, 1, $3, $4, $5, $6) on conflict (business_id, id) do update set "
        "version = option_groups.version + 1, name = excluded.name, rules = excluded.rules, "
        "options = excluded.options, display_order = excluded.display_order",
        {business,
         group.id,
         documents::encode_local_text(group.name),
         documents::encode_group_rules(group),
         documents::encode_group_options(group),
         display_order}
    ));
    return {};
}

Result<bool> option_group_exists(Session& session, BusinessId business, std::string const& id) {
    auto const rows = TRY(session.query(
        "select 1 from option_groups where business_id = $1 and id = $2", {business, id}
    ));
    return !rows.empty();
}

Result<std::optional<menu::OptionGroup>> lock_option_group(
    Session& session, BusinessId business, std::string const& id
) {
    if (session.dialect() == Session::Dialect::Postgres) {
        TRY(session.query(
            "select 1 from option_groups where business_id = $1 and id = $2 for update",
            {business, id}
        ));
    }
    auto const rows = TRY(session.query(
        "select id, name, rules, options from option_groups where business_id = $1 and id = $2",
        {business, id}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    return TRY(group_from(rows.front()));
}

Result<void> update_options(Session& session, BusinessId business, menu::OptionGroup const& group) {
    TRY(session.execute(
        "update option_groups set version = version + 1, options = $3 "
        "where business_id = $1 and id = $2",
        {business, group.id, documents::encode_group_options(group)}
    ));
    return {};
}

Result<std::optional<ProductRow>> find_product(
    Session& session, BusinessId business, ProductId id
) {
    auto const rows = TRY(session.query(
        "select " PRODUCT_COLUMNS
        " from products where business_id = $1 and id = $2 and deleted_at is null",
        {business, id}
    ));
    return rows.empty() ? std::nullopt : std::optional(product_from(rows.front()));
}

#undef PRODUCT_COLUMNS

Result<std::optional<ProductRow>> lock_product(
    Session& session, BusinessId business, ProductId id
) {
    if (session.dialect() == Session::Dialect::Postgres) {
        TRY(session.query(
            "select 1 from products where business_id = $1 and id = $2 for update", {business, id}
        ));
    }
    return find_product(session, business, id);
}

Result<std::size_t> count_products(Session& session, BusinessId business) {
    auto const rows = TRY(session.query(
        "select count(*) from products where business_id = $1 and deleted_at is null", {business}
    ));
    return static_cast<std::size_t>(rows.front().integer(0));
}

Result<void> insert_product(
    Session& session, BusinessId business, ProductRow const& row, Instant at
) {
    auto const& product = row.product;
    TRY(session.execute(
        "insert into products (business_id, id, version, name_he, name_en, kitchen_name, "
        "description_he, description_en, sku, category, category_he, category_en, subcategory, "
        "tags, synonyms, price, compare_at_price, cost_price, option_groups, implied_options, "
        "track_stock, stock, allow_backorder, available, unavailable_until, available_from, "
        "available_to, available_days, images, preparation_minutes, make_units, allergens, "
        "ingredients, kosher_type, display_order, featured, view_count, order_count, revenue, "
        "created_at, updated_at) "
        "values ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, "
        "$18, "
        "$19, $20, $21, $22, $23, $24, $25, $26, $27, '[]', $28, 1, $29, '[]', '', $30, $31, 0, 0, "
        "0, $32, $32)",
        {business,
         product.id,
         product.name.he,
         product.name.en,
         product.kitchen_name,
         product.description.he,
         product.description.en,
         product.sku,
         product.category,
         product.category_name.he,
         product.category_name.en,
         product.subcategory,
         documents::encode_texts(row.tags),
         documents::encode_texts(product.synonyms),
         product.price,
         row.compare_at_price,
         row.cost_price,
         documents::encode_texts(product.groups),
         documents::encode_implied(product.implied),
         row.track_stock,
         row.stock,
         row.allow_backorder,
         product.availability.available,
         product.availability.until,
         product.availability.window.from_minute,
         product.availability.window.until_minute,
         std::int64_t{product.availability.window.days},
         product.preparation_minutes,
         documents::encode_texts(product.allergens),
         product.display_order,
         product.featured,
         at}
    ));
    return {};
}

Result<bool> update_product(
    Session& session, BusinessId business, ProductRow const& row, Instant at
) {
    auto const& product = row.product;
    auto const changed = TRY(session.execute(
        "update products set version = $3, name_he = $4, name_en = $5, kitchen_name = $6, "
        "description_he = $7, description_en = $8, sku = $9, category = $10, category_he = $11, "
        "category_en = $12, subcategory = $13, tags = $14, synonyms = $15, price = $16, "
        "compare_at_price = $17, cost_price = $18, option_groups = $19, implied_options = $20, "
        "track_stock = $21, allow_backorder = $22, available = $23, unavailable_until = $24, "
        "preparation_minutes = $25, allergens = $26, display_order = $27, featured = $28, "
        "updated_at = $29 "
        "where business_id = $1 and id = $2 and version = $30",
        {business,
         product.id,
         row.version,
         product.name.he,
         product.name.en,
         product.kitchen_name,
         product.description.he,
         product.description.en,
         product.sku,
         product.category,
         product.category_name.he,
         product.category_name.en,
         product.subcategory,
         documents::encode_texts(row.tags),
         documents::encode_texts(product.synonyms),
         product.price,
         row.compare_at_price,
         row.cost_price,
         documents::encode_texts(product.groups),
         documents::encode_implied(product.implied),
         row.track_stock,
         row.allow_backorder,
         product.availability.available,
         product.availability.until,
         product.preparation_minutes,
         documents::encode_texts(product.allergens),
         product.display_order,
         product.featured,
         at,
         row.version - 1}
    ));
    return changed == 1;
}

Result<void> set_stock(Session& session, BusinessId business, ProductId id, std::int64_t stock) {
    TRY(session.execute(
        "update products set stock = $3 where business_id = $1 and id = $2", {business, id, stock}
    ));
    return {};
}

Result<MenuVersionId> published_menu_version(Session& session, BusinessId business) {
    auto const rows = TRY(session.query(
        "select id from menu_versions where business_id = $1 and state = 'published' "
        "order by number desc limit 1",
        {business}
    ));
    if (rows.empty()) {
        return failure(ErrorCode::Corrupt, "no_menu_version");
    }
    return rows.front().id<MenuVersionId>(0);
}

Result<void> insert_menu_version(
    Session& session, BusinessId business, MenuVersionId id, std::int64_t number, Instant at
) {
    TRY(session.execute(
        "insert into menu_versions (business_id, id, number, state, created_at, published_at) "
        "values ($1, $2, $3, 'published', $4, $4)",
        {business, id, number, at}
    ));
    return {};
}

Result<std::optional<StockChange>> take_ordered_units(
    Session& session, BusinessId business, ProductId id, std::int64_t units, Money revenue
) {
    auto const rows = TRY(session.query(
        "update products set order_count = order_count + $3, revenue = revenue + $4, "
        "stock = case when track_stock then stock - $3 else stock end, "
        "version = case when track_stock then version + 1 else version end "
        "where business_id = $1 and id = $2 "
        "and (not track_stock or stock >= $3 or allow_backorder) returning track_stock, version",
        {business, id, units, revenue}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return StockChange{.units = row.boolean(0) ? units : 0, .version = row.integer(1)};
}

Result<std::optional<StockChange>> return_units(
    Session& session, BusinessId business, ProductId id, std::int64_t units
) {
    return stock_change(
        TRY(session.query(
            "update products set stock = stock + $3, version = version + 1 "
            "where business_id = $1 and id = $2 returning version",
            {business, id, units}
        )),
        units
    );
}

Result<std::optional<StockChange>> retake_units(
    Session& session, BusinessId business, ProductId id, std::int64_t units
) {
    return stock_change(
        TRY(session.query(
            "update products set stock = stock - $3, version = version + 1 "
            "where business_id = $1 and id = $2 "
            "and (not track_stock or stock >= $3 or allow_backorder) returning version",
            {business, id, units}
        )),
        units
    );
}

}  // namespace croozer::store
