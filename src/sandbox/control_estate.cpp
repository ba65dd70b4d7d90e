// /control over numbers, accounts, tokens and the troubles of single operations, and what was
// called.
#include "sandbox/sandbox.hpp"

#include <charconv>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::size_t requests_in_an_answer = 1'000;

http::Response wrong(std::string_view detail) {
    return refusal(422, "control", detail);
}

void merge(json::object& into, json::object const& changes) {
    for (auto const& [key, value] : changes) {
        if (value.is_null()) {
            into.erase(key);
        } else {
            into[key] = value;
        }
    }
}

std::set<std::string> names_of(json::array const& array) {
    std::set<std::string> out;
    for (json::value const& item : array) {
        if (item.is_string()) {
            out.emplace(item.get_string());
        }
    }
    return out;
}

// {can_send?, errors?, additional_info?}
void change_health(HealthState& health, json::object const& body, std::string_view key) {
    json::object const* const given = object_of(body, key);
    if (given == nullptr) {
        return;
    }
    health.can_send = text_of(*given, "can_send").value_or(health.can_send);
    if (json::array const* const errors = array_of(*given, "errors")) {
        health.errors = *errors;
    }
    if (json::array const* const information = array_of(*given, "additional_info")) {
        health.additional_info = *information;
    }
}

json::object number_view(Sandbox& sandbox, Shop const& shop) {
    auto const state = sandbox.estate.number_state(shop.phone_number_id).value_or(NumberState{});
    return json::object{
        {"phone_number_id", shop.phone_number_id},
        {"waba_id", shop.waba_id},
        {"business_id", shop.portfolio_id},
        {"display_phone_number", shop.display_phone_number},
        {"fields", state.fields},
        {"pin", state.pin},
        {"registered", state.is_registered},
        {"coexistence", state.is_coexistence},
        {"foreign", shop.traits.is_foreign},
        {"refuses_history", state.refuses_history},
        {"verification_code", state.verification_code},
        {"registrations", state.registrations.size()},
        {"override_url", state.override_url},
        {"profile", state.profile},
    };
}

http::Response list_numbers(Sandbox& sandbox, http::Request const&) {
    json::array numbers;
    for (Shop const* const shop : sandbox.estate.numbers()) {
        numbers.emplace_back(number_view(sandbox, *shop));
    }
    return plain_answer(json::object{{"numbers", std::move(numbers)}});
}

void apply(NumberState& number, json::object const& body) {
    if (json::object const* const fields = object_of(body, "fields")) {
        merge(number.fields, *fields);
    }
    number.pin = text_of(body, "pin").value_or(number.pin);
    number.is_registered = flag_of(body, "registered").value_or(number.is_registered);
    number.is_coexistence = flag_of(body, "coexistence").value_or(number.is_coexistence);
    number.refuses_history = flag_of(body, "refuses_history").value_or(number.refuses_history);
    if (json::array const* const forbidden = array_of(body, "forbidden")) {
        number.forbidden = names_of(*forbidden);
    }
    change_health(number.health, body, "health");
}

http::Response change_number(Sandbox& sandbox, http::Request const& request) {
    auto const body = parse_object(request.body).value_or(json::object{});
    std::string const id = text_of(body, "phone_number_id").value_or("");
    if (!sandbox.estate.change_number(id, [&](NumberState& number) { apply(number, body); })) {
        return wrong("Needs phone_number_id of a number.");
    }
    Shop const& shop = *sandbox.estate.number(id);
    if (flag_of(body, "announce").value_or(false)) {
        announce_number(sandbox, shop, body);
    }
    return plain_answer(number_view(sandbox, shop));
}

json::object account_view(AccountState const& account) {
    return json::object{
        {"waba_id", account.waba_id},
        {"business_id", account.portfolio_id},
        {"fields", account.fields},
        {"subscribed", account.is_subscribed},
        {"override_url", account.override_url},
        {"blocked_code", account.blocked_code},
        {"health_status", health_of(account, "", nullptr)},
    };
}

http::Response list_accounts(Sandbox& sandbox, http::Request const&) {
    json::array accounts;
    for (AccountState const& account : sandbox.estate.accounts()) {
        accounts.emplace_back(account_view(account));
    }
    return plain_answer(json::object{{"accounts", std::move(accounts)}});
}

void apply(AccountState& account, json::object const& body) {
    if (json::object const* const fields = object_of(body, "fields")) {
        merge(account.fields, *fields);
    }
    account.is_subscribed = flag_of(body, "subscribed").value_or(account.is_subscribed);
    account.blocked_code =
        static_cast<int>(integer_of(body, "blocked_code").value_or(account.blocked_code));
    if (json::array const* const forbidden = array_of(body, "forbidden")) {
        account.forbidden = names_of(*forbidden);
    }
    change_health(account.health, body, "health");
    change_health(account.business_health, body, "business_health");
}

http::Response change_account(Sandbox& sandbox, http::Request const& request) {
    auto const body = parse_object(request.body).value_or(json::object{});
    std::string const id = text_of(body, "waba_id").value_or("");
    if (!sandbox.estate.change_account(id, [&](AccountState& account) { apply(account, body); })) {
        return wrong("Needs waba_id of an account.");
    }
    if (flag_of(body, "announce").value_or(false)) {
        announce_account(sandbox, id, body);
    }
    return plain_answer(account_view(sandbox.estate.account_state(id).value()));
}

http::Response list_tokens(Sandbox& sandbox, http::Request const&) {
    return plain_answer(json::object{{"tokens", sandbox.tokens.describe()}});
}

// {waba_id? or token? (itself or its id), expires_in?, data_access_expires_in?, revoked?, scopes?}
http::Response change_tokens(Sandbox& sandbox, http::Request const& request) {
    auto const body = parse_object(request.body).value_or(json::object{});
    std::string const account = text_of(body, "waba_id").value_or("");
    std::string const token = text_of(body, "token").value_or("");
    std::size_t const changed = sandbox.tokens.change(account, token, body);
    return changed == 0 ? wrong("No token is meant by this.")
                        : plain_answer(json::object{{"changed", changed}});
}

http::Response list_troubles(Sandbox& sandbox, http::Request const&) {
    return plain_answer(json::object{{"troubles", sandbox.troubles.describe()}});
}

http::Response add_trouble(Sandbox& sandbox, http::Request const& request) {
    auto const body = parse_object(request.body);
    if (!body) {
        return refusal(400, "malformed", "A JSON object is needed.");
    }
    auto const added = sandbox.troubles.add(*body);
    return added ? list_troubles(sandbox, request) : wrong(added.error().detail);
}

http::Response clear_troubles(Sandbox& sandbox, http::Request const& request) {
    sandbox.troubles.clear();
    return list_troubles(sandbox, request);
}

http::Response list_requests(Sandbox& sandbox, http::Request const& request) {
    std::int64_t since = 0;
    std::string_view const text = request.query_value("since").value_or("0");
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), since);
    if (error != std::errc() || end != text.data() + text.size() || since < 0) {
        return refusal(400, "since", "since is a sequence number from an earlier answer.");
    }
    return plain_answer(sandbox.requests.after(since, requests_in_an_answer));
}

http::Response stats(Sandbox& sandbox, http::Request const&) {
    return plain_answer(sandbox.requests.stats());
}

// A code as the Embedded Signup window gives it: no redirect address belongs to it.
// {waba_id, waba_ids?, scopes?, expires_in? (seconds; null: never)}
http::Response signup_code(Sandbox& sandbox, http::Request const& request) {
    auto const body = parse_object(request.body).value_or(json::object{});
    auto const account = sandbox.estate.account_state(text_of(body, "waba_id").value_or(""));
    if (!account) {
        return wrong("Needs waba_id of an account.");
    }
    Grant grant;
    grant.waba_ids = {account->waba_id};
    if (json::array const* const ids = array_of(body, "waba_ids")) {
        auto const names = names_of(*ids);
        grant.waba_ids.assign(names.begin(), names.end());
    }
    if (json::array const* const scopes = array_of(body, "scopes")) {
        auto const names = names_of(*scopes);
        grant.scopes.assign(names.begin(), names.end());
    }
    if (auto const seconds = integer_of(body, "expires_in")) {
        grant.lifetime = std::chrono::seconds(*seconds);
    } else if (body.contains("expires_in")) {
        grant.lifetime = std::nullopt;
    }
    json::object answer{
        {"code", sandbox.tokens.issue_code(std::move(grant))},
        {"waba_id", account->waba_id},
        {"business_id", account->portfolio_id},
    };
    auto const numbers = sandbox.estate.numbers_of(account->waba_id);
    answer["phone_number_id"] =
        numbers.empty() ? json::value(nullptr) : json::value(numbers.front()->phone_number_id);
    for (Shop const* const shop : numbers) {
        sandbox.estate.change_number(shop->phone_number_id, [&](NumberState& number) {
            number.onboarded = sandbox.clock.now();
        });
    }
    return plain_answer(answer);
}

}  // namespace

void add_control_estate_routes(http::Router& router, Sandbox& sandbox) {
    using enum http::Method;
    auto const add = [&](http::Method method, std::string const& path, auto handler) {
        router.add(
            method,
            "/control/" + path,
            same_site_only([&sandbox, handler](http::Request request, http::Respond respond) {
                respond(handler(sandbox, request));
            })
        );
    };
    add(Get, "numbers", list_numbers);
    add(Post, "numbers", change_number);
    add(Get, "accounts", list_accounts);
    add(Post, "accounts", change_account);
    add(Get, "tokens", list_tokens);
    add(Post, "tokens", change_tokens);
    add(Get, "troubles", list_troubles);
    add(Post, "troubles", add_trouble);
    add(Delete, "troubles", clear_troubles);
    add(Get, "requests", list_requests);
    add(Get, "stats", stats);
    add(Post, "signup_code", signup_code);
}

}  // namespace croozer::sandbox
