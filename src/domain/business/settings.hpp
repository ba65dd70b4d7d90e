// What a shop has decided about itself: hours, money rules, delivery, the bot. Loaded with its
// revision and given to the pure functions whole.
#pragma once

#include "base/id.hpp"
#include "base/money.hpp"
#include "base/time.hpp"
#include "domain/business/language.hpp"
#include "domain/ordering/cart.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace croozer::business {

enum class BotMode : std::uint8_t { Auto, Assist, Off };

// Minutes after local midnight; close may pass 1440 ("18:00–02:00" is 1080–1560) and then belongs
// to the opening day.
struct OpenRange {
    std::int64_t open_minute{0};
    std::int64_t close_minute{0};
    friend bool operator==(OpenRange const&, OpenRange const&) = default;
};

// Index 0 is Sunday. A day without ranges is closed. `always_open` is the demo's.
struct WeekHours {
    bool always_open{false};
    std::array<std::vector<OpenRange>, 7> days;
};

enum class TaxMode : std::uint8_t { Standard, ZeroRated /*Eilat*/, Exempt /*exempt dealer*/ };

struct TaxRate {
    Instant from;
    std::int64_t basis_points{0};  // 1800 = 18 %
};

struct DeliveryZone {
    std::string id;
    LocalText name;
    std::vector<std::string> cities;
    std::vector<std::string> neighbourhoods;
    std::vector<std::string> streets;
    Money fee;
    Money minimum_order;  // before the fee
    std::int64_t extra_minutes{0};
};

struct PaymentMethod {
    ordering::PaymentKind kind{ordering::PaymentKind::Cash};
    LocalText label;
    bool at_the_door{true};
};

struct Settings {
    BusinessId business;
    std::string name;
    std::string type;   // pizzeria, restaurant, retail, service, other
    std::string phone;  // of the shop, for a call button
    std::string city;   // default city of an address
    std::string street_line;
    std::string timezone;  // IANA: "Asia/Jerusalem"
    std::string currency;  // ISO 4217: "ILS"
    Language language{Language::Hebrew};
    std::int64_t business_day_starts_minute{300};  // 05:00 local
    WeekHours pickup_hours;
    WeekHours delivery_hours;
    bool offers_pickup{true};
    bool offers_delivery{true};
    std::int64_t pickup_minutes{20};  // the card's estimate
    std::int64_t delivery_minutes{45};
    std::int64_t burst_seconds{4};  // 0–15
    BotMode bot_mode{BotMode::Auto};
    std::vector<std::string> member_phones;  // normal form
    std::vector<DeliveryZone> zones;  // empty: delivers anywhere in `city` for `delivery_fee`
    Money delivery_fee;
    Money delivery_minimum;
    std::vector<PaymentMethod> payment_methods;
    TaxMode tax_mode{TaxMode::Standard};
    std::vector<TaxRate> tax_rates;  // ascending by `from`
    bool round_cash_total{true};     // to 10 agorot
    bool auto_accept{false};
};

}  // namespace croozer::business
