// The menu: shown and edited.
#include "api/call.hpp"
#include "api/routes/page.hpp"
#include "api/views/views.hpp"
#include "app/shop_commands.hpp"
#include "store/repositories/deals.hpp"

namespace croozer::api {
namespace {

namespace json = boost::json;
using input::Need;
using input::ObjectReader;

constexpr std::size_t words = 100;
constexpr std::int64_t most_minutes = 600;
constexpr std::int64_t most_stock = 1'000'000;
constexpr input::TextRule name_rule{.code_points = limits::name_code_points};
constexpr input::TextRule optional_name{
    .code_points = limits::name_code_points, .may_be_empty = true
};
constexpr input::TextRule note_rule{.code_points = limits::note_code_points, .may_be_empty = true};

Audience audience_of(Call const& call) {
    return {.role = call.shop.role, .now = call.api.runner().trade_clock().now()};
}

void get_products(CallPtr call) {
    input::Problems problems;
    QueryReader query(call->request, problems);
    auto const page = read_page(*call, query, "products");
    store::ProductFilter filter;
    filter.category = query.text("category", limits::name_code_points).value_or("");
    query.finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    if (page.after) {
        // The menu is sorted by place, which stands where other lists have an instant.
        filter.after_place = page.after->at.microseconds;
        filter.after_id = ProductId{page.after->id};
    }
    filter.limit = page.limit + 1;
    answer_by_query(call, [call, page, filter](store::Session& session) -> Result<Answer> {
        auto const business = call->business();
        auto const audience = audience_of(*call);
        auto const currency = TRY(store::currency_of(session, business));
        auto rows = TRY(store::list_products(session, business, filter));
        auto pagination =
            end_page(*call, "products", page, rows, [](store::ProductRecord const& row) {
                return CursorPlace{.at = Instant{row.display_order}, .id = row.id.value};
            });
        json::array products;
        for (auto const& product : rows) {
            products.push_back(product_view(business, product, currency, audience));
        }
        json::array groups;
        for (auto const& group : TRY(store::list_option_groups(session, business))) {
            groups.push_back(option_group_view(group, audience));
        }
        json::array deals;
        for (auto const& deal : TRY(store::load_deals(session, business))) {
            deals.push_back(deal_view(deal, audience));
        }
        return json_answer(
            200,
            {{"products", std::move(products)},
             {"optionGroups", std::move(groups)},
             {"deals", std::move(deals)},
             {"pagination", std::move(pagination)}}
        );
    });
}

Result<Answer> product_answer(store::Session& session, Call const& call, ProductId id, int status) {
    auto const product = TRY(store::find_product_record(session, call.business(), id));
    if (!product) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    auto const currency = TRY(store::currency_of(session, call.business()));
    return json_answer(
        status,
        {{"product", product_view(call.business(), *product, currency, audience_of(call))}},
        product->version
    );
}

void get_product(CallPtr call) {
    auto const id = path_id<ProductId>(*call);
    if (!id) {
        refuse(*call, id.error());
        return;
    }
    if (refuse_parameters(*call)) {
        return;
    }
    answer_by_query(call, [call, id = *id](store::Session& session) {
        return product_answer(session, *call, id, 200);
    });
}

void read_availability(ObjectReader& reader, app::ProductEdit& edit) {
    edit.available = reader.boolean("available");
    if (reader.is_null("unavailableUntil")) {
        edit.unavailable_until.emplace(std::nullopt);
    } else if (auto const until = reader.instant("unavailableUntil")) {
        edit.unavailable_until.emplace(until);
    }
}

// null clears it.
std::optional<std::optional<Money>> read_clearable_money(
    ObjectReader& reader, std::string_view name
) {
    if (reader.is_null(name)) {
        return std::optional<Money>();
    }
    auto const amount = reader.integer(name, 0, limits::order_total_minor);
    return amount ? std::optional(std::optional(Money{*amount})) : std::nullopt;
}

void read_product(ObjectReader& reader, Need names, app::ProductEdit& edit) {
    edit.name_en = reader.text("name", name_rule, names);
    edit.name_he = reader.text("nameHe", optional_name);
    edit.kitchen_name = reader.text("kitchenName", optional_name);
    edit.description_en = reader.text("description", note_rule);
    edit.description_he = reader.text("descriptionHe", note_rule);
    edit.sku = reader.text("sku", optional_name);
    edit.category = reader.text("category", name_rule, names);
    edit.category_en = reader.text("categoryName", optional_name);
    edit.category_he = reader.text("categoryHe", optional_name);
    edit.subcategory = reader.text("subcategory", optional_name);
    edit.tags = reader.texts("tags", name_rule, words);
    edit.synonyms = reader.texts("synonyms", name_rule, words);
    edit.option_groups = reader.texts("optionGroups", name_rule, words);
    edit.allergens = reader.texts("allergens", name_rule, words);
    if (auto const price = reader.integer("price", 0, limits::order_total_minor, names)) {
        edit.price = Money{*price};
    }
    edit.compare_at_price = read_clearable_money(reader, "compareAtPrice");
    edit.cost_price = read_clearable_money(reader, "costPrice");
    edit.track_stock = reader.boolean("trackInventory");
    edit.stock = reader.integer("stockQuantity", -most_stock, most_stock);
    edit.allow_backorder = reader.boolean("allowBackorder");
    edit.preparation_minutes = reader.integer("preparationTime", 0, most_minutes);
    edit.display_order = reader.integer("displayOrder", 0, most_stock);
    edit.featured = reader.boolean("featured");
}

void run_edit(CallPtr call, app::ProductEdit edit, int status) {
    edit.who = call->who();
    answer_by_command(call, [call, edit, status](app::Context& context) -> Result<Answer> {
        auto const edited = TRY(app::edit_product(context, edit));
        return product_answer(context.session, *call, edited.id, status);
    });
}

void post_product(CallPtr call) {
    input::Problems problems;
    ObjectReader reader(call->body, "", problems);
    app::ProductEdit edit;
    reader.ignore("businessId");
    read_product(reader, Need::Required, edit);
    read_availability(reader, edit);
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    run_edit(std::move(call), std::move(edit), 201);
}

void patch_product(CallPtr call) {
    auto const id = path_id<ProductId>(*call);
    auto const version = expected_version(call->request);
    if (!id || !version) {
        refuse(*call, id ? version.error() : id.error());
        return;
    }
    // Whoever may not create a product may only say whether it is there.
    bool const whole = may(call->shop.role, Resource::Products, Verb::Create);
    input::Problems problems;
    ObjectReader reader(call->body, "", problems);
    app::ProductEdit edit;
    reader.ignore("businessId");
    read_availability(reader, edit);
    read_product(reader, Need::Optional, edit);
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    if (!whole) {
        auto const* members = std::get_if<input::Members>(&call->body.value);
        for (auto const& [name, value] : *members) {
            if (name != "available" && name != "unavailableUntil" && name != "businessId") {
                refuse(*call, make_error(ErrorCode::Forbidden, "forbidden"));
                return;
            }
        }
    }
    edit.id = *id;
    edit.expected_version = *version;
    run_edit(std::move(call), std::move(edit), 200);
}

}  // namespace

void add_product_routes(Routes& routes) {
    using enum http::Method;
    routes.shop(Get, "/api/products", Resource::Products, Verb::Read, get_products);
    routes.shop(Post, "/api/products", Resource::Products, Verb::Create, post_product);
    routes.shop(Get, "/api/products/{id}", Resource::Products, Verb::Read, get_product);
    routes.shop(Patch, "/api/products/{id}", Resource::Products, Verb::Update, patch_product);
}

}  // namespace croozer::api
