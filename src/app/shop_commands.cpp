#include "app/shop_commands.hpp"

#include "app/journal.hpp"
#include "base/limits.hpp"
#include "store/repositories/businesses.hpp"
#include "store/repositories/deals.hpp"
#include "store/repositories/members.hpp"
#include "store/repositories/menus.hpp"

#include <algorithm>

namespace croozer::app {
namespace {

template <class T>
void assign(std::optional<T> const& from, T& to) {
    if (from) {
        to = *from;
    }
}

void apply_edit(ProductEdit const& edit, store::ProductRow& row) {
    auto& product = row.product;
    assign(edit.name_he, product.name.he);
    assign(edit.name_en, product.name.en);
    assign(edit.kitchen_name, product.kitchen_name);
    assign(edit.description_he, product.description.he);
    assign(edit.description_en, product.description.en);
    assign(edit.sku, product.sku);
    assign(edit.category, product.category);
    assign(edit.category_he, product.category_name.he);
    assign(edit.category_en, product.category_name.en);
    assign(edit.subcategory, product.subcategory);
    assign(edit.tags, row.tags);
    assign(edit.synonyms, product.synonyms);
    assign(edit.option_groups, product.groups);
    assign(edit.implied, product.implied);
    assign(edit.allergens, product.allergens);
    assign(edit.price, product.price);
    assign(edit.compare_at_price, row.compare_at_price);
    assign(edit.cost_price, row.cost_price);
    assign(edit.available, product.availability.available);
    assign(edit.unavailable_until, product.availability.until);
    assign(edit.track_stock, row.track_stock);
    assign(edit.stock, row.stock);
    assign(edit.allow_backorder, row.allow_backorder);
    assign(edit.preparation_minutes, product.preparation_minutes);
    assign(edit.display_order, product.display_order);
    assign(edit.featured, product.featured);
}

Result<void> check_groups(Context& context, std::vector<std::string> const& groups) {
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (!TRY(store::option_group_exists(context.session, context.business, groups[i]))) {
            auto error = make_error(ErrorCode::Validation, "unknown_reference");
            error.pointer = "/optionGroups/" + std::to_string(i);
            return std::unexpected(std::move(error));
        }
    }
    return {};
}

}  // namespace

Result<void> create_business(Context& context, CreateBusiness const& command) {
    auto& session = context.session;
    auto const business = context.business;
    auto settings = command.settings;
    settings.business = business;
    settings.name = command.name;
    settings.type = command.type;
    settings.phone = command.phone;
    CHECK(store::insert_business(
        session,
        business,
        {.organization = context.ids.next<OrganizationId>(),
         .owner = command.owner,
         .settings = settings,
         .email = command.email,
         .is_demo = command.is_demo},
        context.system_now
    ));
    auto const location = context.ids.next<LocationId>();
    CHECK(store::insert_location(session, business, location, command.name, context.system_now));
    std::int64_t order = 0;
    for (auto const& zone : settings.zones) {
        CHECK(store::insert_zone(session, business, context.ids.v7(), location, zone, order++));
    }
    CHECK(store::insert_member(
        session,
        business,
        {.id = context.ids.next<MemberId>(),
         .user = command.owner,
         .role = ordering::Role::Owner,
         .name = command.owner_name,
         .phone = {},
         .disabled = false},
        context.system_now
    ));
    return store::insert_menu_version(
        session, business, context.ids.next<MenuVersionId>(), 1, context.system_now
    );
}

Result<void> activate_business(Context& context) {
    return store::set_business_status(
        context.session, context.business, "active", context.system_now
    );
}

Result<EditedProduct> edit_product(Context& context, ProductEdit const& command) {
    auto& session = context.session;
    auto const business = context.business;
    if (command.option_groups) {
        CHECK(check_groups(context, *command.option_groups));
    }
    store::ProductRow row;
    if (command.id) {
        auto found = TRY(store::lock_product(session, business, *command.id));
        if (!found) {
            return failure(ErrorCode::NotFound, "product");
        }
        if (command.expected_version && *command.expected_version != found->version) {
            return failure(ErrorCode::PreconditionFailed, "stale");
        }
        row = *std::move(found);
        apply_edit(command, row);
        ++row.version;
        if (!TRY(store::update_product(session, business, row, context.system_now))) {
            return failure(ErrorCode::PreconditionFailed, "stale");
        }
        if (command.stock) {
            CHECK(store::set_stock(session, business, *command.id, *command.stock));
        }
    } else {
        if (TRY(store::count_products(session, business)) >= limits::products_per_business) {
            return failure(ErrorCode::Conflict, "too_many_products");
        }
        row.product.id = context.ids.next<ProductId>();
        apply_edit(command, row);
        CHECK(store::insert_product(session, business, row, context.system_now));
    }
    CHECK(store::raise_menu_revision(session, business, context.system_now));
    note_event(context, "product", row.product.id.value, row.version, command.who.kind_name());
    return EditedProduct{.id = row.product.id, .version = row.version};
}

Result<void> put_option_group(
    Context& context, menu::OptionGroup const& group, std::int64_t display_order
) {
    CHECK(store::put_option_group(context.session, context.business, group, display_order));
    return store::raise_menu_revision(context.session, context.business, context.system_now);
}

Result<void> put_deal(Context& context, menu::Deal const& deal) {
    auto& session = context.session;
    auto const business = context.business;
    if (!deal.sound()) {
        return failure(ErrorCode::Validation, "deal");
    }
    for (auto const& slot : deal.slots) {
        for (auto const& product : slot.products) {
            if (!TRY(store::find_product(session, business, product))) {
                return failure(ErrorCode::Validation, "unknown_reference");
            }
        }
    }
    auto const deals = TRY(store::load_deals(session, business));
    bool const known = std::ranges::find(deals, deal.id, &menu::Deal::id) != deals.end();
    if (!known && deals.size() >= limits::deals_per_business) {
        return failure(ErrorCode::Conflict, "too_many_deals");
    }
    CHECK(store::put_deal(session, business, deal));
    return store::raise_menu_revision(session, business, context.system_now);
}

}  // namespace croozer::app
