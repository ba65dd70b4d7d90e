// The parts of a deal that are documents in its row.
#pragma once

#include "base/result.hpp"
#include "domain/menu/menu.hpp"

#include <string>
#include <string_view>

namespace croozer::store::documents {

[[nodiscard]] std::string encode_deal_name(menu::Deal const& deal);  // with its synonyms
[[nodiscard]] std::string encode_deal_slots(menu::Deal const& deal);
[[nodiscard]] std::string encode_deal_conditions(menu::Deal const& deal);

struct DealDocuments {
    std::string_view name;
    std::string_view slots;
    std::string_view conditions;
};

[[nodiscard]] Result<void> decode_deal(DealDocuments const& documents, menu::Deal& into);

}  // namespace croozer::store::documents
