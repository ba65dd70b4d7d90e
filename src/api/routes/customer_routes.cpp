// Customers: found, shown, entered, changed.
#include "api/call.hpp"
#include "api/routes/page.hpp"
#include "api/views/views.hpp"
#include "app/create_customer.hpp"
#include "app/update_customer.hpp"

#include <array>

namespace croozer::api {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 2> languages{"he", "en"};
constexpr std::size_t tags = 50;
constexpr std::int64_t history_orders = 50;
constexpr input::TextRule name_rule{.code_points = limits::name_code_points};
constexpr input::TextRule note_rule{.code_points = limits::note_code_points, .may_be_empty = true};

Audience audience_of(Call const& call) {
    return {.role = call.shop.role, .now = call.api.runner().trade_clock().now()};
}

void get_customers(CallPtr call) {
    input::Problems problems;
    QueryReader query(call->request, problems);
    auto const page = read_page(*call, query, "customers");
    store::CustomerFilter filter;
    filter.search = query.text("q", limits::search_code_points).value_or("");
    filter.search_phones = call->shop.role != ordering::Role::Viewer;
    query.finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    if (page.after) {
        filter.after_at = page.after->at;
        filter.after_id = CustomerId{page.after->id};
    }
    filter.limit = page.limit + 1;
    answer_by_query(call, [call, page, filter](store::Session& session) -> Result<Answer> {
        auto customers = TRY(store::list_customers(session, call->business(), filter));
        auto pagination =
            end_page(*call, "customers", page, customers, [](store::CustomerRecord const& row) {
                return CursorPlace{.at = row.active_at, .id = row.id.value};
            });
        json::array list;
        for (auto const& customer : customers) {
            list.push_back(customer_view(call->business(), customer, audience_of(*call)));
        }
        return json_answer(
            200, {{"customers", std::move(list)}, {"pagination", std::move(pagination)}}
        );
    });
}

Result<Answer> customer_answer(
    store::Session& session, Call const& call, CustomerId id, int status
) {
    auto const customer = TRY(store::find_customer_record(session, call.business(), id));
    if (!customer) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    return json_answer(
        status,
        {{"customer", customer_view(call.business(), *customer, audience_of(call))}},
        customer->version
    );
}

json::object history_entry(store::OrderBrief const& order) {
    return {
        {"id", order.id.to_string()},
        {"orderNumber", order.order_number},
        {"number", order.number},
        {"status", order.status},
        {"total", order.total.minor},
        {"orderedAt", order.ordered_at.to_rfc3339()}
    };
}

void get_customer(CallPtr call) {
    auto const id = path_id<CustomerId>(*call);
    if (!id) {
        refuse(*call, id.error());
        return;
    }
    if (refuse_parameters(*call)) {
        return;
    }
    answer_by_query(call, [call, id = *id](store::Session& session) -> Result<Answer> {
        auto const business = call->business();
        auto const customer = TRY(store::find_customer_record(session, business, id));
        if (!customer) {
            return failure(ErrorCode::NotFound, "not_found");
        }
        json::array history;
        for (auto const& order :
             TRY(store::orders_of_customer(session, business, id, history_orders))) {
            history.push_back(history_entry(order));
        }
        auto const orders = customer->total_orders;
        return json_answer(
            200,
            {{"customer", customer_view(business, *customer, audience_of(*call))},
             {"orderHistory", std::move(history)},
             {"stats",
              {{"totalOrders", orders},
               {"totalSpent", customer->total_spent.minor},
               {"averageOrderValue", orders == 0 ? 0 : customer->total_spent.minor / orders},
               {"lastOrderDate", instant_or_null(customer->last_order_at)},
               {"firstOrderDate", instant_or_null(customer->first_order_at)}}}},
            customer->version
        );
    });
}

void post_customer(CallPtr call) {
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    app::CreateCustomer command;
    reader.ignore("businessId");
    command.name = reader.text("name", name_rule, input::Need::Required).value_or("");
    command.phone = reader.phone("phone").value_or("");
    command.email = reader.email("email").value_or("");
    command.notes = reader.text("notes", note_rule).value_or("");
    command.preferred_language = reader.choice("preferredLanguage", languages).value_or("");
    command.who = call->who();
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    answer_by_command(call, [call, command](app::Context& context) -> Result<Answer> {
        auto const id = TRY(app::create_customer(context, command));
        return customer_answer(context.session, *call, id, 201);
    });
}

void patch_customer(CallPtr call) {
    auto const id = path_id<CustomerId>(*call);
    auto const version = expected_version(call->request);
    if (!id || !version) {
        refuse(*call, id ? version.error() : id.error());
        return;
    }
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    app::UpdateCustomer command;
    reader.ignore("businessId");
    command.customer = *id;
    command.expected_version = *version;
    command.name = reader.text("name", name_rule);
    command.email = reader.email("email");
    if (reader.is_null("preferredLanguage")) {
        command.preferred_language = "";
    } else {
        command.preferred_language = reader.choice("preferredLanguage", languages);
    }
    command.tags = reader.texts("tags", name_rule, tags);
    command.dietary_restrictions = reader.texts("dietaryRestrictions", name_rule, tags);
    command.notes = reader.text("notes", note_rule);
    command.blocked = reader.boolean("blocked");
    command.opt_in_marketing = reader.boolean("optInMarketing");
    command.who = call->who();
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    answer_by_command(call, [call, command](app::Context& context) -> Result<Answer> {
        CHECK(app::update_customer(context, command));
        return customer_answer(context.session, *call, command.customer, 200);
    });
}

}  // namespace

void add_customer_routes(Routes& routes) {
    using enum http::Method;
    routes.shop(Get, "/api/customers", Resource::Customers, Verb::Read, get_customers);
    routes.shop(Post, "/api/customers", Resource::Customers, Verb::Create, post_customer);
    routes.shop(Get, "/api/customers/{id}", Resource::Customers, Verb::Read, get_customer);
    routes.shop(Patch, "/api/customers/{id}", Resource::Customers, Verb::Update, patch_customer);
}

}  // namespace croozer::api
