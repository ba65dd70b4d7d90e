// The content of an inbound message as its row and the API have it.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store::documents {

struct InboundContent {
    std::string text;
    std::string payload;
    std::optional<std::int64_t> latitude_e6;
    std::optional<std::int64_t> longitude_e6;
    std::string location_name;
    std::string location_address;
    std::string media_id;
    std::string mime_type;
    std::string file_name;
    bool is_voice{false};
    bool forwarded{false};
    std::string target_wamid;
    std::string referral;
    std::int64_t error_code{0};  // Meta's, of what it could not hand on

    struct Item {
        std::string retailer_id;
        std::int64_t quantity{1};
    };

    std::vector<Item> items;
};

[[nodiscard]] std::string encode_inbound(InboundContent const& content);
[[nodiscard]] Result<InboundContent> decode_inbound(std::string_view text);

}  // namespace croozer::store::documents
