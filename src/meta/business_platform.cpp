#include "meta/business_platform.hpp"

#include "meta/graph_codec.hpp"
#include "meta/parted_read.hpp"
#include "meta/platform_codec.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <utility>

namespace croozer::meta {
namespace {

namespace json = boost::json;

// Numbers of a portfolio are 20 at most by default, apps of an account a handful.
constexpr std::size_t most_numbers = 250;
constexpr std::size_t most_apps = 250;
constexpr std::size_t most_subscriptions = 50;

constexpr std::string_view funding_field = "primary_funding_id";
constexpr std::size_t waba_fields_needed = 2;
constexpr std::size_t number_fields_needed = 3;

std::vector<std::string_view> waba_fields() {
    return {
        "id",
        "name",
        "currency",
        "timezone_id",
        "country",
        "owner_business_info",
        "account_review_status",
        "business_verification_status",
        funding_field,
        "health_status"
    };
}

std::vector<std::string_view> number_fields() {
    return {
        "id",
        "display_phone_number",
        "verified_name",
        "status",
        "code_verification_status",
        "quality_rating",
        "platform_type",
        "name_status",
        "is_on_biz_app",
        "throughput",
        "whatsapp_business_manager_messaging_limit",
        "health_status"
    };
}

std::vector<std::string_view> listed_number_fields() {
    return {
        "id",
        "display_phone_number",
        "verified_name",
        "code_verification_status",
        "quality_rating",
        "platform_type",
        "status",
        "throughput",
        "is_on_biz_app",
        "name_status"
    };
}

// Hands what `reader` makes of the answer on; nullopt is no answer that can be believed.
template <class T, class Answer, class Reader>
auto read_by(Reader reader, app::PlatformDone<T> done) {
    return [reader, done = std::move(done)](app::PlatformResult<Answer> answer) mutable {
        if (!answer) {
            done(std::unexpected(std::move(answer).error()));
        } else if (std::optional<T> read = reader(*answer)) {
            done(*std::move(read));
        } else {
            done(std::unexpected(not_understood("what was asked for is missing")));
        }
    };
}

std::optional<app::WabaFacts> read_waba_node(NodeRead const& read) {
    auto facts = read_waba_facts(read.node);
    if (std::ranges::find(read.refused, funding_field) != read.refused.end()) {
        facts.funding_id.reset();
    }
    return facts.id.empty() ? std::nullopt : std::optional(std::move(facts));
}

std::optional<app::NumberFacts> read_number_node(NodeRead const& read) {
    auto facts = read_number_facts(read.node);
    return facts.id.empty() ? std::nullopt : std::optional(std::move(facts));
}

}  // namespace

BusinessPlatform::BusinessPlatform(BusinessPlatformOptions options, GraphCaller& graph)
    : options_(std::move(options)), graph_(graph) {}

Secret BusinessPlatform::app_token() const {
    return Secret(joined({options_.app_id, "|", options_.app_secret.reveal()}));
}

void BusinessPlatform::exchange_code(std::string code, app::PlatformDone<app::GrantedToken> done) {
    // The flow of the JavaScript SDK has no redirect address, so none is given here.
    GraphCall call;
    call.path = {"oauth", "access_token"};
    call.query = {
        {"client_id", options_.app_id},
        {"client_secret", std::string(options_.app_secret.reveal())},
        {"code", std::move(code)}
    };
    graph_.call(
        std::move(call), read_by<app::GrantedToken, JsonObject>(read_granted_token, std::move(done))
    );
}

void BusinessPlatform::inspect_token(Secret token, app::PlatformDone<app::TokenFacts> done) {
    GraphCall call;
    call.path = {"debug_token"};
    call.query = {{"input_token", std::string(token.reveal())}};
    call.token = app_token();
    graph_.call(
        std::move(call), read_by<app::TokenFacts, JsonObject>(read_token_facts, std::move(done))
    );
}

void BusinessPlatform::extend_token(Secret token, app::PlatformDone<app::GrantedToken> done) {
    GraphCall call;
    call.path = {"oauth", "access_token"};
    call.query = {
        {"grant_type", "fb_exchange_token"},
        {"client_id", options_.app_id},
        {"client_secret", std::string(options_.app_secret.reveal())},
        {"set_token_expires_in_60_days", "true"},
        {"fb_exchange_token", std::string(token.reveal())}
    };
    graph_.call(
        std::move(call), read_by<app::GrantedToken, JsonObject>(read_granted_token, std::move(done))
    );
}

void BusinessPlatform::read_waba(
    Secret token, std::string waba_id, app::PlatformDone<app::WabaFacts> done
) {
    read_node_fields(
        graph_,
        std::move(token),
        std::move(waba_id),
        waba_fields(),
        waba_fields_needed,
        read_by<app::WabaFacts, NodeRead>(read_waba_node, std::move(done))
    );
}

void BusinessPlatform::list_numbers(
    Secret token, std::string waba_id, app::PlatformDone<std::vector<app::NumberFacts>> done
) {
    auto call = read_call(token, {waba_id, "phone_numbers"}, listed_number_fields());
    graph_.call_pages(
        std::move(call),
        most_numbers,
        [&graph = graph_,
         token = std::move(token),
         waba_id = std::move(waba_id),
         done = std::move(done)](app::PlatformResult<JsonArray> answer) mutable {
            auto handed =
                read_by<std::vector<app::NumberFacts>, JsonArray>(read_numbers, std::move(done));
            if (answer || !may_be_a_field(answer.error())) {
                handed(std::move(answer));
                return;
            }
            // Without a list of fields Graph gives those that everybody may read.
            graph.call_pages(
                read_call(std::move(token), {std::move(waba_id), "phone_numbers"}, {}),
                most_numbers,
                std::move(handed)
            );
        }
    );
}

void BusinessPlatform::read_number(
    Secret token, std::string phone_number_id, app::PlatformDone<app::NumberFacts> done
) {
    read_node_fields(
        graph_,
        std::move(token),
        std::move(phone_number_id),
        number_fields(),
        number_fields_needed,
        read_by<app::NumberFacts, NodeRead>(read_number_node, std::move(done))
    );
}

void BusinessPlatform::read_profile(
    Secret token, std::string phone_number_id, app::PlatformDone<app::ProfileFacts> done
) {
    std::vector<std::string_view> const fields{
        "about", "address", "description", "email", "profile_picture_url", "websites", "vertical"
    };
    graph_.call(
        read_call(
            std::move(token), {std::move(phone_number_id), "whatsapp_business_profile"}, fields
        ),
        read_by<app::ProfileFacts, JsonObject>(read_profile_facts, std::move(done))
    );
}

void BusinessPlatform::change(
    std::string method,
    std::string node,
    std::string edge,
    std::string body,
    Secret token,
    app::PlatformDone<bool> done
) {
    GraphCall call;
    call.method = std::move(method);
    call.path = {std::move(node), std::move(edge)};
    call.body = std::move(body);
    call.token = std::move(token);
    graph_.call(
        std::move(call),
        [done = std::move(done)](app::PlatformResult<JsonObject> answer) mutable {
            if (!answer) {
                done(std::unexpected(std::move(answer).error()));
                return;
            }
            auto const* const success = value_at(*answer, "success");
            if (success != nullptr && success->is_bool() && !success->get_bool()) {
                done(std::unexpected(not_understood("success: false")));
                return;
            }
            done(true);
        }
    );
}

void BusinessPlatform::subscribe(Secret token, std::string waba_id, app::PlatformDone<bool> done) {
    change("POST", std::move(waba_id), "subscribed_apps", {}, std::move(token), std::move(done));
}

void BusinessPlatform::unsubscribe(
    Secret token, std::string waba_id, app::PlatformDone<bool> done
) {
    change("DELETE", std::move(waba_id), "subscribed_apps", {}, std::move(token), std::move(done));
}

void BusinessPlatform::subscribed_apps(
    Secret token, std::string waba_id, app::PlatformDone<std::vector<app::SubscribedApp>> done
) {
    graph_.call_pages(
        read_call(std::move(token), {std::move(waba_id), "subscribed_apps"}, {}),
        most_apps,
        read_by<std::vector<app::SubscribedApp>, JsonArray>(read_subscribed_apps, std::move(done))
    );
}

void BusinessPlatform::register_number(
    Secret token, std::string phone_number_id, Secret pin, app::PlatformDone<bool> done
) {
    auto body =
        json::serialize(json::object{{"messaging_product", "whatsapp"}, {"pin", pin.reveal()}});
    change(
        "POST",
        std::move(phone_number_id),
        "register",
        std::move(body),
        std::move(token),
        std::move(done)
    );
}

void BusinessPlatform::request_app_data(
    Secret token, std::string phone_number_id, std::string sync_type, app::PlatformDone<bool> done
) {
    auto body =
        json::serialize(json::object{{"messaging_product", "whatsapp"}, {"sync_type", sync_type}});
    change(
        "POST",
        std::move(phone_number_id),
        "smb_app_data",
        std::move(body),
        std::move(token),
        std::move(done)
    );
}

void BusinessPlatform::subscribed_fields(app::PlatformDone<std::vector<std::string>> done) {
    graph_.call_pages(
        read_call(app_token(), {options_.app_id, "subscriptions"}, {}),
        most_subscriptions,
        read_by<std::vector<std::string>, JsonArray>(read_subscribed_fields, std::move(done))
    );
}

}  // namespace croozer::meta
