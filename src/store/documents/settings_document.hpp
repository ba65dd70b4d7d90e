// A shop's settings and a menu's option groups as documents.
#pragma once

#include "base/result.hpp"
#include "domain/business/settings.hpp"
#include "domain/menu/menu.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace croozer::store::documents {

// Everything but what has a column or a table of its own: name, type, phone, tax, zones, members.
[[nodiscard]] std::string encode_settings(business::Settings const& settings);
[[nodiscard]] Result<void> decode_settings(std::string_view text, business::Settings& into);

[[nodiscard]] std::string encode_tax_rates(std::vector<business::TaxRate> const& rates);
[[nodiscard]] Result<std::vector<business::TaxRate>> decode_tax_rates(std::string_view text);

[[nodiscard]] std::string encode_group_rules(menu::OptionGroup const& group);
[[nodiscard]] std::string encode_group_options(menu::OptionGroup const& group);
[[nodiscard]] Result<void> decode_group(
    std::string_view rules, std::string_view options, menu::OptionGroup& into
);

[[nodiscard]] std::string encode_local_text(LocalText const& text);
[[nodiscard]] LocalText decode_local_text(std::string_view text);

[[nodiscard]] std::string encode_implied(std::vector<menu::ImpliedOption> const& implied);
[[nodiscard]] std::vector<menu::ImpliedOption> decode_implied(std::string_view text);

[[nodiscard]] std::string encode_zone_areas(business::DeliveryZone const& zone);
[[nodiscard]] Result<void> decode_zone_areas(std::string_view text, business::DeliveryZone& into);

[[nodiscard]] std::string_view bot_mode_name(business::BotMode mode);
[[nodiscard]] business::BotMode bot_mode_from(std::string_view name);
[[nodiscard]] std::string_view tax_mode_name(business::TaxMode mode);
[[nodiscard]] business::TaxMode tax_mode_from(std::string_view name);

}  // namespace croozer::store::documents
