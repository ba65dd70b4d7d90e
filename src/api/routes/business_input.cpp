#include "api/routes/business_input.hpp"

#include "base/limits.hpp"
#include "domain/business/hours.hpp"
#include "store/documents/settings_document.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace croozer::api {
namespace {

constexpr std::array<std::string_view, 7> day_names{
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"
};
constexpr std::size_t ranges_a_day = 6;
constexpr std::int64_t day_minutes = 24 * 60;
constexpr std::int64_t most_minutes = 600;
constexpr std::size_t short_text = 20;
constexpr std::array<std::string_view, 2> languages{"he", "en"};
constexpr std::array<std::string_view, 3> bot_modes{"auto", "assist", "off"};

std::optional<std::int64_t> read_minute(input::ObjectReader& reader, std::string_view name) {
    auto const text = reader.text(name, {.code_points = short_text}, input::Need::Required);
    if (!text) {
        return std::nullopt;
    }
    auto const minute = minute_from(*text);
    if (!minute) {
        reader.refuse(name, "time");
    }
    return minute;
}

std::vector<business::OpenRange> read_day(input::ObjectReader& days, std::string_view day) {
    std::vector<business::OpenRange> ranges;
    days.objects(day, ranges_a_day, input::Need::Optional, [&](input::ObjectReader& range) {
        auto const open = read_minute(range, "open");
        auto const close = read_minute(range, "close");
        if (open && close) {
            // Closing at or before opening is after midnight.
            ranges.push_back(
                {.open_minute = *open,
                 .close_minute = *close <= *open ? *close + day_minutes : *close}
            );
        }
    });
    return ranges;
}

void read_times(input::ObjectReader& reader, app::SettingsEdit& edit) {
    if (reader.has("businessDayStartsAt")) {
        edit.business_day_starts_minute = read_minute(reader, "businessDayStartsAt");
    }
    reader.object("businessHours", input::Need::Optional, [&](input::ObjectReader& days) {
        edit.hours.emplace();
        for (std::size_t day = 0; day < day_names.size(); ++day) {
            edit.hours->at(day) = read_day(days, day_names.at(day));
        }
    });
    edit.timezone = reader.text("timezone", {.code_points = limits::name_code_points});
    if (edit.timezone && !business::is_known_timezone(*edit.timezone)) {
        reader.refuse("timezone", "timezone");
    }
}

}  // namespace

std::optional<std::int64_t> minute_from(std::string_view text) {
    auto const digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) {
        return std::nullopt;
    }
    auto const two = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
    if (two(0) > 23 || two(3) > 59) {
        return std::nullopt;
    }
    return two(0) * 60 + two(3);
}

app::SettingsEdit read_settings(input::ObjectReader& reader) {
    app::SettingsEdit edit;
    read_times(reader, edit);
    if (auto const language = reader.choice("language", languages)) {
        edit.language = language_from_code(*language);
    }
    if (auto const mode = reader.choice("botMode", bot_modes)) {
        edit.bot_mode = store::documents::bot_mode_from(*mode);
    }
    edit.always_open = reader.boolean("alwaysOpen");
    edit.offers_pickup = reader.boolean("offersPickup");
    edit.offers_delivery = reader.boolean("offersDelivery");
    edit.pickup_minutes = reader.integer("pickupMinutes", 1, most_minutes);
    edit.delivery_minutes = reader.integer("deliveryMinutes", 1, most_minutes);
    edit.burst_seconds = reader.integer("burstSeconds", 0, 15);
    auto const money = [&](std::string_view name) -> std::optional<Money> {
        auto const amount = reader.integer(name, 0, limits::order_total_minor);
        return amount ? std::optional(Money{*amount}) : std::nullopt;
    };
    edit.delivery_fee = money("deliveryFee");
    edit.delivery_minimum = money("deliveryMinimum");
    edit.round_cash_total = reader.boolean("roundCashTotal");
    edit.auto_accept = reader.boolean("autoAccept");
    return edit;
}

std::string read_address(input::ObjectReader& reader) {
    boost::json::object address;
    for (std::string_view const name : {"street", "city", "country", "postalCode"}) {
        if (auto text = reader.text(
                name, {.code_points = limits::name_code_points, .may_be_empty = true}
            )) {
            address[name] = *text;
        }
    }
    return boost::json::serialize(address);
}

}  // namespace croozer::api
