#include "store/documents/settings_document.hpp"

#include "domain/ordering/order_state.hpp"
#include "store/documents/json.hpp"

#include <array>

namespace croozer::store::documents {
namespace {

namespace json = boost::json;
using business::BotMode;
using business::TaxMode;
using menu::HalvesPolicy;

constexpr std::array<std::string_view, 5> halves_names{
    "not_allowed", "half_price", "dearer_half", "average_half", "full_price"
};

json::object hours_object(business::WeekHours const& hours) {
    json::array days;
    for (auto const& day : hours.days) {
        json::array ranges;
        for (auto const& range : day) {
            ranges.push_back({{"open", range.open_minute}, {"close", range.close_minute}});
        }
        days.push_back(std::move(ranges));
    }
    return {{"alwaysOpen", hours.always_open}, {"days", std::move(days)}};
}

business::WeekHours hours_from(json::object const* object) {
    business::WeekHours hours;
    if (object == nullptr) {
        return hours;
    }
    hours.always_open = boolean_of(*object, "alwaysOpen");
    auto const* days = array_of(*object, "days");
    for (std::size_t day = 0; days != nullptr && day < hours.days.size() && day < days->size();
         ++day) {
        auto const* ranges = days->at(day).if_array();
        if (ranges == nullptr) {
            continue;
        }
        for (auto const& range : *ranges) {
            if (auto const* entry = range.if_object()) {
                hours.days.at(day).push_back(
                    {.open_minute = integer_of(*entry, "open"),
                     .close_minute = integer_of(*entry, "close")}
                );
            }
        }
    }
    return hours;
}

LocalText local_text_from(json::object const* object) {
    return object == nullptr
               ? LocalText{}
               : LocalText{.he = text_of(*object, "he"), .en = text_of(*object, "en")};
}

json::object local_text_object(LocalText const& text) {
    return {{"he", text.he}, {"en", text.en}};
}

HalvesPolicy halves_from(std::string_view name) {
    for (std::size_t i = 0; i < halves_names.size(); ++i) {
        if (halves_names.at(i) == name) {
            return static_cast<HalvesPolicy>(i);
        }
    }
    return HalvesPolicy::NotAllowed;
}

menu::Option option_from(json::object const& object) {
    menu::Option option{
        .id = text_of(object, "id"),
        .name = local_text_from(object_of(object, "name")),
        .synonyms = texts_of(object, "synonyms"),
        .price = {integer_of(object, "price")},
        .price_by_size = {},
        .available = boolean_of(object, "available", true)
    };
    if (auto const* sizes = object_of(object, "priceBySize")) {
        for (auto const& [size, price] : *sizes) {
            if (auto const* minor = price.if_int64()) {
                option.price_by_size.emplace_back(std::string(size), Money{*minor});
            }
        }
    }
    if (auto const* counted = array_of(object, "counted")) {
        for (auto const& value : *counted) {
            if (auto const* word = value.if_object()) {
                option.counted.push_back(
                    {.word = text_of(*word, "word"), .count = integer_of(*word, "count")}
                );
            }
        }
    }
    return option;
}

}  // namespace

std::string_view bot_mode_name(BotMode mode) {
    return mode == BotMode::Auto ? "auto" : mode == BotMode::Assist ? "assist" : "off";
}

BotMode bot_mode_from(std::string_view name) {
    return name == "auto" ? BotMode::Auto : name == "off" ? BotMode::Off : BotMode::Assist;
}

std::string_view tax_mode_name(TaxMode mode) {
    return mode == TaxMode::Standard    ? "standard"
           : mode == TaxMode::ZeroRated ? "zero_rated"
                                        : "exempt";
}

TaxMode tax_mode_from(std::string_view name) {
    return name == "exempt"       ? TaxMode::Exempt
           : name == "zero_rated" ? TaxMode::ZeroRated
                                  : TaxMode::Standard;
}

std::string encode_settings(business::Settings const& settings) {
    json::array methods;
    for (auto const& method : settings.payment_methods) {
        methods.push_back(
            {{"kind", ordering::payment_kind_name(method.kind)},
             {"label", local_text_object(method.label)},
             {"atTheDoor", method.at_the_door}}
        );
    }
    json::object const object{
        {"currency", settings.currency},
        {"timezone", settings.timezone},
        {"language", language_code(settings.language)},
        {"city", settings.city},
        {"streetLine", settings.street_line},
        {"businessDayStartsMinute", settings.business_day_starts_minute},
        {"pickupHours", hours_object(settings.pickup_hours)},
        {"deliveryHours", hours_object(settings.delivery_hours)},
        {"offersPickup", settings.offers_pickup},
        {"offersDelivery", settings.offers_delivery},
        {"pickupMinutes", settings.pickup_minutes},
        {"deliveryMinutes", settings.delivery_minutes},
        {"burstSeconds", settings.burst_seconds},
        {"botMode", bot_mode_name(settings.bot_mode)},
        {"deliveryFee", settings.delivery_fee.minor},
        {"deliveryMinimum", settings.delivery_minimum.minor},
        {"paymentMethods", methods},
        {"roundCashTotal", settings.round_cash_total},
        {"autoAccept", settings.auto_accept}
    };
    return json::serialize(object);
}

Result<void> decode_settings(std::string_view text, business::Settings& into) {
    auto const object = TRY(parse_object(text));
    into.currency = text_of(object, "currency");
    into.timezone = text_of(object, "timezone");
    into.language = language_from_code(text_of(object, "language")).value_or(Language::Hebrew);
    into.city = text_of(object, "city");
    into.street_line = text_of(object, "streetLine");
    into.business_day_starts_minute = integer_of(object, "businessDayStartsMinute", 300);
    into.pickup_hours = hours_from(object_of(object, "pickupHours"));
    into.delivery_hours = hours_from(object_of(object, "deliveryHours"));
    into.offers_pickup = boolean_of(object, "offersPickup", true);
    into.offers_delivery = boolean_of(object, "offersDelivery", true);
    into.pickup_minutes = integer_of(object, "pickupMinutes", 20);
    into.delivery_minutes = integer_of(object, "deliveryMinutes", 45);
    into.burst_seconds = integer_of(object, "burstSeconds", 4);
    into.bot_mode = bot_mode_from(text_of(object, "botMode"));
    into.delivery_fee = {integer_of(object, "deliveryFee")};
    into.delivery_minimum = {integer_of(object, "deliveryMinimum")};
    into.round_cash_total = boolean_of(object, "roundCashTotal", true);
    into.auto_accept = boolean_of(object, "autoAccept");
    into.payment_methods.clear();
    if (auto const* methods = array_of(object, "paymentMethods")) {
        for (auto const& value : *methods) {
            if (auto const* method = value.if_object()) {
                into.payment_methods.push_back(
                    {.kind = ordering::payment_kind_from_name(text_of(*method, "kind"))
                                 .value_or(ordering::PaymentKind::Other),
                     .label = local_text_from(object_of(*method, "label")),
                     .at_the_door = boolean_of(*method, "atTheDoor", true)}
                );
            }
        }
    }
    return {};
}

std::string encode_tax_rates(std::vector<business::TaxRate> const& rates) {
    json::array array;
    for (auto const& rate : rates) {
        array.push_back({{"from", rate.from.microseconds}, {"basisPoints", rate.basis_points}});
    }
    return json::serialize(array);
}

Result<std::vector<business::TaxRate>> decode_tax_rates(std::string_view text) {
    auto const array = TRY(parse_array(text));
    std::vector<business::TaxRate> rates;
    for (auto const& value : array) {
        if (auto const* object = value.if_object()) {
            rates.push_back(
                {.from = {integer_of(*object, "from")},
                 .basis_points = integer_of(*object, "basisPoints")}
            );
        }
    }
    return rates;
}

std::string encode_group_rules(menu::OptionGroup const& group) {
    json::object const object{
        {"min", group.min},
        {"max", group.max},
        {"includedFree", group.included_free},
        {"defaultOption", group.default_option},
        {"halves", halves_names.at(static_cast<std::size_t>(group.halves))},
        {"isSize", group.is_size},
        {"negatable", group.negatable},
        {"qualifiable", group.qualifiable}
    };
    return json::serialize(object);
}

std::string encode_group_options(menu::OptionGroup const& group) {
    json::array array;
    for (auto const& option : group.options) {
        json::object object{
            {"id", option.id},
            {"name", local_text_object(option.name)},
            {"synonyms", to_array(option.synonyms)},
            {"price", option.price.minor},
            {"available", option.available}
        };
        if (!option.price_by_size.empty()) {
            json::object sizes;
            for (auto const& [size, price] : option.price_by_size) {
                sizes[size] = price.minor;
            }
            object["priceBySize"] = std::move(sizes);
        }
        if (!option.counted.empty()) {
            json::array counted;
            for (menu::CountedWord const& word : option.counted) {
                counted.push_back(json::object{{"word", word.word}, {"count", word.count}});
            }
            object["counted"] = std::move(counted);
        }
        array.push_back(std::move(object));
    }
    return json::serialize(array);
}

Result<void> decode_group(
    std::string_view rules, std::string_view options, menu::OptionGroup& into
) {
    auto const object = TRY(parse_object(rules));
    into.min = integer_of(object, "min");
    into.max = integer_of(object, "max");
    into.included_free = integer_of(object, "includedFree");
    into.default_option = text_of(object, "defaultOption");
    into.halves = halves_from(text_of(object, "halves"));
    into.is_size = boolean_of(object, "isSize");
    into.negatable = boolean_of(object, "negatable");
    into.qualifiable = boolean_of(object, "qualifiable");
    auto const array = TRY(parse_array(options));
    for (auto const& value : array) {
        if (auto const* option = value.if_object()) {
            into.options.push_back(option_from(*option));
        }
    }
    return {};
}

std::string encode_local_text(LocalText const& text) {
    return json::serialize(local_text_object(text));
}

LocalText decode_local_text(std::string_view text) {
    auto const object = parse_object(text);
    return object ? local_text_from(&*object) : LocalText{};
}

std::string encode_implied(std::vector<menu::ImpliedOption> const& implied) {
    json::array array;
    for (auto const& entry : implied) {
        array.push_back({{"word", entry.word}, {"group", entry.group}, {"option", entry.option}});
    }
    return json::serialize(array);
}

std::vector<menu::ImpliedOption> decode_implied(std::string_view text) {
    std::vector<menu::ImpliedOption> implied;
    auto const array = parse_array(text);
    if (!array) {
        return implied;
    }
    for (auto const& value : *array) {
        if (auto const* object = value.if_object()) {
            implied.push_back(
                {.word = text_of(*object, "word"),
                 .group = text_of(*object, "group"),
                 .option = text_of(*object, "option")}
            );
        }
    }
    return implied;
}

std::string encode_zone_areas(business::DeliveryZone const& zone) {
    json::object const object{
        {"cities", to_array(zone.cities)},
        {"neighbourhoods", to_array(zone.neighbourhoods)},
        {"streets", to_array(zone.streets)}
    };
    return json::serialize(object);
}

Result<void> decode_zone_areas(std::string_view text, business::DeliveryZone& into) {
    auto const object = TRY(parse_object(text));
    into.cities = texts_of(object, "cities");
    into.neighbourhoods = texts_of(object, "neighbourhoods");
    into.streets = texts_of(object, "streets");
    return {};
}

}  // namespace croozer::store::documents
