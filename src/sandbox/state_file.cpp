#include "sandbox/state_file.hpp"

#include "sandbox/sandbox.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

namespace croozer::sandbox {
namespace {

json::value instant_or_null(std::optional<Instant> const& instant) {
    return instant ? json::value(instant->microseconds) : json::value(nullptr);
}

std::optional<Instant> instant_of(json::object const& object, std::string_view key) {
    auto const number = integer_of(object, key);
    return number ? std::optional(Instant{*number}) : std::nullopt;
}

std::vector<std::string> texts_of(json::object const& object, std::string_view key) {
    std::vector<std::string> out;
    if (json::array const* const array = array_of(object, key)) {
        for (json::value const& item : *array) {
            if (item.is_string()) {
                out.emplace_back(item.get_string());
            }
        }
    }
    return out;
}

json::object token_state(std::string const& text, BusinessToken const& token) {
    return json::object{
        {"token", text},
        {"waba_ids", json::array(token.waba_ids.begin(), token.waba_ids.end())},
        {"scopes", json::array(token.scopes.begin(), token.scopes.end())},
        {"user_id", token.user_id},
        {"issued", token.issued.microseconds},
        {"expires", instant_or_null(token.expires)},
        {"data_access_expires", instant_or_null(token.data_access_expires)},
        {"revoked", token.revoked ? json::value(*token.revoked) : json::value(nullptr)},
    };
}

void restore_token(Sandbox& sandbox, json::object const& state) {
    std::string const text = text_of(state, "token").value_or("");
    if (text.empty() || sandbox.tokens.find_business(text)) {
        return;
    }
    BusinessToken token;
    token.waba_ids = texts_of(state, "waba_ids");
    token.scopes = texts_of(state, "scopes");
    token.user_id = text_of(state, "user_id").value_or("");
    token.issued = instant_of(state, "issued").value_or(Instant{});
    token.expires = instant_of(state, "expires");
    token.data_access_expires = instant_of(state, "data_access_expires");
    if (auto const revoked = integer_of(state, "revoked")) {
        token.revoked = static_cast<int>(*revoked);
    }
    sandbox.tokens.adopt(text, std::move(token));
}

json::object account_state(AccountState const& account) {
    return json::object{
        {"waba_id", account.waba_id},
        {"portfolio_id", account.portfolio_id},
        {"name", account.name},
        {"fields", account.fields},
        {"subscribed", account.is_subscribed},
        {"override_url", account.override_url},
    };
}

void restore_account(Sandbox& sandbox, json::object const& state) {
    AccountState account = fresh_account(
        text_of(state, "waba_id").value_or(""),
        text_of(state, "portfolio_id").value_or(""),
        text_of(state, "name").value_or("")
    );
    if (json::object const* const fields = object_of(state, "fields")) {
        account.fields = *fields;
    }
    account.is_subscribed = flag_of(state, "subscribed").value_or(false);
    account.override_url = text_of(state, "override_url").value_or("");
    if (!account.waba_id.empty()) {
        sandbox.estate.put_account(std::move(account));
    }
}

json::object number_state(Shop const& shop, NumberState const& number) {
    return json::object{
        {"phone_number_id", shop.phone_number_id},
        {"waba_id", shop.waba_id},
        {"portfolio_id", shop.portfolio_id},
        {"display_phone_number", shop.display_phone_number},
        {"name_he", shop.name_he},
        {"name_en", shop.name_en},
        {"fields", number.fields},
        {"pin", number.pin},
        {"registered", number.is_registered},
        {"coexistence", number.is_coexistence},
        {"onboarded", instant_or_null(number.onboarded)},
        {"synchronised", json::array(number.synchronised.begin(), number.synchronised.end())},
        {"profile", number.profile},
    };
}

void restore_number(Sandbox& sandbox, json::object const& state) {
    Shop shop;
    shop.phone_number_id = text_of(state, "phone_number_id").value_or("");
    shop.waba_id = text_of(state, "waba_id").value_or("");
    shop.portfolio_id = text_of(state, "portfolio_id").value_or("");
    shop.display_phone_number = text_of(state, "display_phone_number").value_or("");
    shop.name_he = text_of(state, "name_he").value_or("");
    shop.name_en = text_of(state, "name_en").value_or("");
    if (shop.phone_number_id.empty() || !sandbox.estate.account_state(shop.waba_id)) {
        return;
    }
    NumberState number =
        sandbox.estate.number_state(shop.phone_number_id).value_or(fresh_number(shop));
    if (json::object const* const fields = object_of(state, "fields")) {
        number.fields = *fields;
    }
    if (json::object const* const profile = object_of(state, "profile")) {
        number.profile = *profile;
    }
    number.pin = text_of(state, "pin").value_or("");
    number.is_registered = flag_of(state, "registered").value_or(number.is_registered);
    number.is_coexistence = flag_of(state, "coexistence").value_or(number.is_coexistence);
    number.onboarded = instant_of(state, "onboarded");
    for (std::string const& name : texts_of(state, "synchronised")) {
        number.synchronised.insert(name);
    }
    sandbox.estate.put_number(std::move(shop), std::move(number));
}

void each_object(
    json::object const& state, std::string_view key, auto const& restore, Sandbox& sandbox
) {
    if (json::array const* const items = array_of(state, key)) {
        for (json::value const& item : *items) {
            if (item.is_object()) {
                restore(sandbox, item.get_object());
            }
        }
    }
}

}  // namespace

json::object state_of(Sandbox& sandbox) {
    json::array tokens;
    for (auto const& [text, token] : sandbox.tokens.business_tokens()) {
        tokens.emplace_back(token_state(text, token));
    }
    json::array accounts;
    for (AccountState const& account : sandbox.estate.accounts()) {
        accounts.emplace_back(account_state(account));
    }
    json::array numbers;
    for (Shop const* const shop : sandbox.estate.numbers()) {
        if (auto const number = sandbox.estate.number_state(shop->phone_number_id)) {
            numbers.emplace_back(number_state(*shop, *number));
        }
    }
    return json::object{
        {"tokens", std::move(tokens)},
        {"accounts", std::move(accounts)},
        {"numbers", std::move(numbers)},
    };
}

void restore_state(Sandbox& sandbox, json::object const& state) {
    each_object(state, "tokens", restore_token, sandbox);
    each_object(state, "accounts", restore_account, sandbox);
    each_object(state, "numbers", restore_number, sandbox);
}

void load_state(Sandbox& sandbox, std::string const& path) {
    std::ifstream const file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (auto const state = parse_object(text.str())) {
        restore_state(sandbox, *state);
    }
}

Result<void> save_state(Sandbox& sandbox, std::string const& path) {
    if (path.empty()) {
        return {};
    }
    std::string const fresh = path + ".new";
    {
        std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
        std::error_code ignored;
        std::filesystem::permissions(
            fresh, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored
        );
        file << json::serialize(state_of(sandbox));
        if (!file.flush()) {
            return failure(ErrorCode::StorageUnavailable, "state_file", "cannot write " + fresh);
        }
    }
    std::error_code error;
    std::filesystem::rename(fresh, path, error);
    if (error) {
        return failure(ErrorCode::StorageUnavailable, "state_file", error.message());
    }
    return {};
}

}  // namespace croozer::sandbox
