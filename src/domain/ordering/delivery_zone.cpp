#include "domain/ordering/delivery_zone.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace croozer::ordering {
namespace {

using business::DeliveryZone;
using business::Settings;

bool is_one_of(char32_t c, std::u32string_view set) {
    return set.contains(c);
}

bool is_dropped(char32_t c) {
    bool const niqqud = c >= U'\u0591' && c <= U'\u05C7' && c != U'\u05BE';
    bool const bidi = (c >= U'\u200B' && c <= U'\u200F') || (c >= U'\u202A' && c <= U'\u202E') ||
                      (c >= U'\u2066' && c <= U'\u2069');
    return niqqud || bidi || is_one_of(c, U"'\"`.\u05F3\u05F4\u2018\u2019\u201C\u201D\u00B4");
}

bool is_space(char32_t c) {
    bool const dash = c >= U'\u2010' && c <= U'\u2015';
    return dash || is_one_of(c, U" \t\r\n\u00A0-_,\u05BE");
}

// Words before a street's name that people write or leave out.
constexpr std::array<std::string_view, 6> street_words{"רחוב", "רח", "שדרות", "שד", "street", "st"};

bool contains_key(std::vector<std::string> const& names, std::string const& key) {
    return !key.empty() &&
           std::ranges::any_of(names, [&](auto const& name) { return place_key(name) == key; });
}

struct Keys {
    std::string city;
    std::string shop_city;
    std::string street;
    std::string place;
};

bool in_neighbourhood(DeliveryZone const& zone, Keys const& keys) {
    // The address has no field of its own for it: people write it in one of these.
    return contains_key(zone.neighbourhoods, keys.place) ||
           contains_key(zone.neighbourhoods, keys.street) ||
           contains_key(zone.neighbourhoods, keys.city);
}

bool city_fits(DeliveryZone const& zone, Keys const& keys) {
    // A neighbourhood written in the place of the city names its city by itself.
    if (contains_key(zone.neighbourhoods, keys.city)) {
        return true;
    }
    return zone.cities.empty() ? keys.city == keys.shop_city : contains_key(zone.cities, keys.city);
}

// 0: no match; more is narrower. `unsure` is set if the address does not say enough to exclude it.
int match_rank(DeliveryZone const& zone, Keys const& keys, bool& unsure) {
    if (!city_fits(zone, keys)) {
        return 0;
    }
    if (zone.streets.empty() && zone.neighbourhoods.empty()) {
        return zone.cities.empty() ? 0 : 1;
    }
    if (contains_key(zone.streets, keys.street)) {
        return 3;
    }
    if (in_neighbourhood(zone, keys)) {
        return 2;
    }
    unsure = unsure || !zone.neighbourhoods.empty() || keys.street.empty();
    return 0;
}

bool names_only_shop_city(std::vector<DeliveryZone> const& zones, std::string const& shop_city) {
    return std::ranges::all_of(zones, [&](DeliveryZone const& zone) {
        // Then its cities are other ways to write it: "Tel Aviv", "TLV".
        bool const bears_its_name =
            place_key(zone.name.he) == shop_city || place_key(zone.name.en) == shop_city;
        return bears_its_name || std::ranges::all_of(zone.cities, [&](auto const& city) {
                   return place_key(city) == shop_city;
               });
    });
}

}  // namespace

std::string place_key(std::string_view text) {
    std::string const valid = to_valid_utf8(text);
    std::string key;
    bool space = false;
    for (std::size_t at = 0; at < valid.size();) {
        char32_t const c = next_code_point(valid, at);
        if (is_dropped(c)) {
            continue;
        }
        if (is_space(c)) {
            space = !key.empty();
            continue;
        }
        if (space) {
            key += ' ';
            space = false;
        }
        append_code_point(key, c);
    }
    key = lower_ascii(key);
    for (std::string_view const word : street_words) {
        if (key.starts_with(word) && key.size() > word.size() && key[word.size()] == ' ') {
            return key.substr(word.size() + 1);
        }
    }
    return key;
}

ZoneMatch find_zone(Settings const& settings, Address const& address) {
    if (!settings.offers_delivery) {
        return ZoneMatch{.answer = ZoneAnswer::Outside, .zone = {}, .fee = {}, .minimum_order = {}};
    }
    Keys keys{
        .city = place_key(address.city),
        .shop_city = place_key(settings.city),
        .street = place_key(address.street),
        .place = place_key(address.place),
    };
    if (settings.zones.empty()) {
        if (!keys.city.empty() && keys.city != keys.shop_city) {
            return ZoneMatch{};
        }
        return ZoneMatch{
            .answer = ZoneAnswer::Inside,
            .zone = {},
            .fee = settings.delivery_fee,
            .minimum_order = settings.delivery_minimum,
        };
    }
    if (keys.city.empty() && names_only_shop_city(settings.zones, keys.shop_city)) {
        keys.city = keys.shop_city;
    }
    DeliveryZone const* best = nullptr;
    int best_rank = 0;
    bool unsure = keys.city.empty();
    for (DeliveryZone const& zone : settings.zones) {
        if (int const rank = match_rank(zone, keys, unsure); rank > best_rank) {
            best = &zone;
            best_rank = rank;
        }
    }
    if (best == nullptr) {
        ZoneMatch none;
        none.answer = unsure || address.city.empty() ? ZoneAnswer::Unknown : ZoneAnswer::Outside;
        return none;
    }
    return ZoneMatch{
        .answer = ZoneAnswer::Inside,
        .zone = best->id,
        .fee = best->fee,
        .minimum_order = best->minimum_order,
    };
}

}  // namespace croozer::ordering
