// Who am I, and goodbye.
#include "api/call.hpp"
#include "api/routes/page.hpp"
#include "app/sign_in.hpp"
#include "store/queries/business_queries.hpp"

#include <boost/json.hpp>

namespace croozer::api {
namespace {

namespace json = boost::json;

// Shops are read one after another, each inside its own business.
struct ShopList {
    CallPtr call;
    json::array businesses;
    std::size_t next{0};
    void (*finish)(ShopList& list);
};

json::object shop_entry(
    store::Membership const& shop, std::optional<store::BusinessRecord> const& record
) {
    json::object entry{
        {"id", shop.business.to_string()},
        {"name", shop.business_name},
        {"role", ordering::role_name(shop.role)},
        {"status", shop.business_status}
    };
    if (record) {
        entry["name"] = record->settings.name;
        entry["type"] = record->settings.type;
        entry["timezone"] = record->settings.timezone;
        entry["currency"] = record->settings.currency;
        entry["language"] = language_code(record->settings.language);
    }
    return entry;
}

void load_next(std::shared_ptr<ShopList> list) {
    auto& call = *list->call;
    if (list->next == call.memberships.size()) {
        list->finish(*list);
        return;
    }
    auto const shop = call.memberships.at(list->next++);
    store::read(
        call.api.runner().engine(),
        store::Scope::of(shop.business),
        [shop](store::Session& session) {
            return store::find_business_record(session, shop.business);
        },
        [list, shop](Result<std::optional<store::BusinessRecord>> record) {
            if (!record) {
                refuse(*list->call, record.error());
                return;
            }
            list->businesses.push_back(shop_entry(shop, *record));
            load_next(list);
        }
    );
}

void finish_session(ShopList& list) {
    auto& call = *list.call;
    json::object user{
        {"id", call.user.id.to_string()}, {"name", call.user.name}, {"locale", call.user.locale}
    };
    if (!call.user.email.empty()) {
        user["email"] = call.user.email;
    }
    respond(
        call,
        json_answer(
            200,
            {{"user", std::move(user)},
             {"csrf", csrf_token(call.api.options().signing_key, call.session_token)},
             {"businesses", std::move(list.businesses)}}
        )
    );
}

void finish_businesses(ShopList& list) {
    respond(*list.call, json_answer(200, {{"businesses", std::move(list.businesses)}}));
}

void list_shops(CallPtr call, void (*finish)(ShopList&)) {
    input::Problems problems;
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    load_next(std::make_shared<ShopList>(ShopList{std::move(call), {}, 0, finish}));
}

void get_session(CallPtr call) {
    list_shops(std::move(call), finish_session);
}

void get_businesses(CallPtr call) {
    list_shops(std::move(call), finish_businesses);
}

void delete_session(CallPtr call) {
    store::write(
        call->api.runner().engine(),
        store::Lane::Interactive,
        store::Scope::shared(),
        [hash = hash_of(call->session_token)](store::Session& session) {
            return app::sign_out(session, hash);
        },
        [call](Result<void> done) {
            if (!done) {
                refuse(*call, done.error());
                return;
            }
            http::Response response;
            response.status = 204;
            add_api_headers(response);
            response.add("Set-Cookie", call->api.cookies().end_session());
            call->respond(std::move(response));
        }
    );
}

}  // namespace

void add_session_routes(Routes& routes) {
    routes.user(http::Method::Get, "/api/session", get_session);
    routes.user(http::Method::Delete, "/api/session", delete_session);
    routes.user(http::Method::Get, "/api/businesses", get_businesses);
}

}  // namespace croozer::api
