#include "app/stock.hpp"

#include "app/journal.hpp"
#include "store/repositories/businesses.hpp"
#include "store/repositories/menus.hpp"
#include "store/repositories/orders.hpp"

#include <map>

namespace croozer::app {
namespace {

// Who edits the product must see the version it has now.
void note_product(Context& context, ProductId product, std::int64_t version) {
    note_event(context, "product", product.value, version, "system");
}

}  // namespace

Result<std::set<ProductId>> take_stock(
    Context& context, std::vector<ordering::PricedLine> const& lines
) {
    struct Ordered {
        std::int64_t units{0};
        Money revenue;
    };

    std::map<ProductId, Ordered> ordered;
    for (auto const& line : lines) {
        auto& entry = ordered[line.product];
        entry.units += line.quantity;
        entry.revenue.minor += line.total.minor;
    }
    std::set<ProductId> reserved;
    for (auto const& [product, entry] : ordered) {
        auto const taken = TRY(store::take_ordered_units(
            context.session, context.business, product, entry.units, entry.revenue
        ));
        if (!taken) {
            return failure(ErrorCode::Conflict, "out_of_stock");
        } else if (taken->units > 0) {
            reserved.insert(product);
            note_product(context, product, taken->version);
        }
    }
    if (!reserved.empty()) {
        CHECK(store::raise_menu_revision(context.session, context.business, context.now));
    }
    return reserved;
}

Result<void> release_stock(Context& context, OrderId order) {
    auto const reserved = TRY(store::reserved_units(context.session, context.business, order));
    for (auto const& [product, units] : reserved) {
        auto const returned =
            TRY(store::return_units(context.session, context.business, product, units));
        if (returned) {
            note_product(context, product, returned->version);
        }
    }
    if (!reserved.empty()) {
        CHECK(store::raise_menu_revision(context.session, context.business, context.now));
    }
    return store::mark_stock_released(context.session, context.business, order, true);
}

Result<void> retake_stock(Context& context, OrderId order) {
    auto const reserved = TRY(store::reserved_units(context.session, context.business, order));
    for (auto const& [product, units] : reserved) {
        auto const taken =
            TRY(store::retake_units(context.session, context.business, product, units));
        if (!taken) {
            return failure(ErrorCode::Conflict, "out_of_stock");
        }
        note_product(context, product, taken->version);
    }
    if (!reserved.empty()) {
        CHECK(store::raise_menu_revision(context.session, context.business, context.now));
    }
    return store::mark_stock_released(context.session, context.business, order, false);
}

}  // namespace croozer::app
