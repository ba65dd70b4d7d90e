#include "sandbox/estate.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::uint64_t id_space = 100'000'000'000'000;

int severity(std::string_view can_send) {
    constexpr std::array<std::string_view, 3> rising{"AVAILABLE", "LIMITED", "BLOCKED"};
    auto const* const found = std::ranges::find(rising, can_send);
    return static_cast<int>(found - rising.begin());
}

json::object entity(std::string_view type, std::string_view id, HealthState const& health) {
    json::object out{
        {"entity_type", to_json(type)},
        {"id", to_json(id)},
        {"can_send_message", to_json(health.can_send)},
    };
    if (!health.errors.empty()) {
        out["errors"] = health.errors;
    }
    if (!health.additional_info.empty()) {
        out["additional_info"] = health.additional_info;
    }
    return out;
}

}  // namespace

NumberState fresh_number(Shop const& shop) {
    NumberTraits const& traits = shop.traits;
    NumberState state;
    state.pin = traits.pin;
    state.is_registered = traits.is_registered || traits.is_coexistence;
    state.is_coexistence = traits.is_coexistence;
    state.refuses_history = traits.refuses_history;
    state.fields = json::object{
        {"display_phone_number", shop.display_phone_number},
        {"verified_name", shop.name_he},
        {"status", state.is_registered ? "CONNECTED" : "PENDING"},
        {"quality_rating", traits.quality},
        {"code_verification_status", traits.is_verified ? "VERIFIED" : "NOT_VERIFIED"},
        {"name_status", "APPROVED"},
        {"new_name_status", "NONE"},
        {"platform_type", state.is_registered ? "CLOUD_API" : "NOT_APPLICABLE"},
        {"account_mode", "LIVE"},
        {"throughput", json::object{{"level", "STANDARD"}}},
        {"is_official_business_account", false},
        {"whatsapp_business_manager_messaging_limit", "TIER_2K"},
        {"search_visibility", "VISIBLE"},
    };
    state.profile = json::object{
        {"about", "Hey there! I am using WhatsApp."},
        {"address", ""},
        {"description", ""},
        {"email", ""},
        {"vertical", "RESTAURANT"},
        {"websites", json::array{}},
    };
    return state;
}

AccountState fresh_account(std::string waba_id, std::string portfolio_id, std::string name) {
    AccountState state;
    state.fields = json::object{
        {"name", name},
        {"currency", "ILS"},
        {"timezone_id", "70"},
        {"country", "IL"},
        {"status", "ACTIVE"},
        {"account_review_status", "APPROVED"},
        {"business_verification_status", "verified"},
        {"ownership_type", "CLIENT_OWNED"},
        {"message_template_namespace", "0c7e1b52_demo_" + waba_id},
        {"primary_funding_id", portfolio_id + "01"},
    };
    state.waba_id = std::move(waba_id);
    state.portfolio_id = std::move(portfolio_id);
    state.name = std::move(name);
    return state;
}

json::object health_of(
    AccountState const& account, std::string_view phone_number_id, NumberState const* number
) {
    json::array entities;
    std::string worst = "AVAILABLE";
    auto const add = [&](std::string_view type, std::string_view id, HealthState const& health) {
        entities.emplace_back(entity(type, id, health));
        if (severity(health.can_send) > severity(worst)) {
            worst = health.can_send;
        }
    };
    if (number != nullptr) {
        add("PHONE_NUMBER", phone_number_id, number->health);
    }
    add("WABA", account.waba_id, account.health);
    add("BUSINESS", account.portfolio_id, account.business_health);
    return json::object{{"can_send_message", worst}, {"entities", std::move(entities)}};
}

Estate::Estate(Config const& config, Clock const& clock, RandomSource& random)
    : clock_(clock), random_(random) {
    for (Shop const& shop : config.shops) {
        shops_.push_back(shop);
    }
    for (Shop const& shop : config.numbers) {
        shops_.push_back(shop);
    }
    reset();
}

void Estate::seed(Shop const& shop, bool subscribed) {
    numbers_[shop.phone_number_id] = fresh_number(shop);
    auto const found = accounts_.find(shop.waba_id);
    if (found == accounts_.end()) {
        AccountState account = fresh_account(shop.waba_id, shop.portfolio_id, shop.name_en);
        account.is_subscribed = subscribed;
        if (!shop.traits.is_funded) {
            account.fields.erase("primary_funding_id");
        }
        accounts_.emplace(shop.waba_id, std::move(account));
    }
}

void Estate::reset() {
    std::scoped_lock const lock(mutex_);
    auto const made = std::exchange(accounts_, {});
    numbers_.clear();
    for (Shop const& shop : shops_) {
        seed(shop, !shop.access_token.empty());
    }
    for (auto const& [id, account] : made) {
        if (!accounts_.contains(id)) {
            accounts_.emplace(
                id, fresh_account(account.waba_id, account.portfolio_id, account.name)
            );
        }
    }
}

Shop const* Estate::number(std::string_view phone_number_id) const {
    std::scoped_lock const lock(mutex_);
    auto const found = std::ranges::find(shops_, phone_number_id, &Shop::phone_number_id);
    return found == shops_.end() ? nullptr : &*found;
}

std::vector<Shop const*> Estate::numbers() const {
    std::scoped_lock const lock(mutex_);
    std::vector<Shop const*> out;
    for (Shop const& shop : shops_) {
        out.push_back(&shop);
    }
    return out;
}

std::vector<Shop const*> Estate::numbers_of(std::string_view waba_id) const {
    std::vector<Shop const*> all = numbers();
    std::erase_if(all, [&](Shop const* shop) { return shop->waba_id != waba_id; });
    return all;
}

std::optional<NumberState> Estate::number_state(std::string_view phone_number_id) const {
    std::scoped_lock const lock(mutex_);
    auto const found = numbers_.find(phone_number_id);
    return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<AccountState> Estate::account_state(std::string_view waba_id) const {
    std::scoped_lock const lock(mutex_);
    auto const found = accounts_.find(waba_id);
    return found == accounts_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<AccountState> Estate::accounts() const {
    std::scoped_lock const lock(mutex_);
    std::vector<AccountState> out;
    for (auto const& [id, account] : accounts_) {
        out.push_back(account);
    }
    return out;
}

bool Estate::change_number(
    std::string_view phone_number_id, std::function<void(NumberState&)> const& change
) {
    std::scoped_lock const lock(mutex_);
    auto const found = numbers_.find(phone_number_id);
    if (found == numbers_.end()) {
        return false;
    }
    change(found->second);
    return true;
}

bool Estate::change_account(
    std::string_view waba_id, std::function<void(AccountState&)> const& change
) {
    std::scoped_lock const lock(mutex_);
    auto const found = accounts_.find(waba_id);
    if (found == accounts_.end()) {
        return false;
    }
    change(found->second);
    return true;
}

std::string Estate::new_id(char first) {
    std::string digits = std::to_string(id_space + random_.below(9 * id_space));
    digits.front() = first;
    return digits;
}

AccountState Estate::add_account(std::string name, std::string portfolio_id) {
    std::string const portfolio = portfolio_id.empty() ? new_id('5') : std::move(portfolio_id);
    AccountState made = fresh_account(new_id('3'), portfolio, std::move(name));
    put_account(made);
    return made;
}

Shop const* Estate::add_number(
    std::string_view waba_id, std::string name, std::string display_phone_number
) {
    auto const account = account_state(waba_id);
    if (!account || numbers().size() >= most_made) {
        return nullptr;
    }
    Shop shop;
    shop.name_he = name;
    shop.name_en = std::move(name);
    shop.waba_id = account->waba_id;
    shop.portfolio_id = account->portfolio_id;
    shop.phone_number_id = new_id('4');
    shop.display_phone_number = std::move(display_phone_number);
    std::string const id = shop.phone_number_id;
    NumberState state = fresh_number(shop);
    state.onboarded = clock_.now();
    put_number(std::move(shop), std::move(state));
    return number(id);
}

void Estate::put_account(AccountState state) {
    std::scoped_lock const lock(mutex_);
    std::string const id = state.waba_id;
    if (accounts_.size() < most_made || accounts_.contains(id)) {
        accounts_.insert_or_assign(id, std::move(state));
    }
}

void Estate::put_number(Shop shop, NumberState state) {
    std::scoped_lock const lock(mutex_);
    numbers_.insert_or_assign(shop.phone_number_id, std::move(state));
    if (std::ranges::find(shops_, shop.phone_number_id, &Shop::phone_number_id) == shops_.end()) {
        shops_.push_back(std::move(shop));
    }
}

bool Estate::is_subscribed(std::string_view waba_id) const {
    std::scoped_lock const lock(mutex_);
    auto const found = accounts_.find(waba_id);
    return found != accounts_.end() && found->second.is_subscribed;
}

}  // namespace croozer::sandbox
