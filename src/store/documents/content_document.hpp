// What a message holds beyond the bot's own lines, as a member of its document.
#pragma once

#include "domain/conversation/content.hpp"
#include "store/documents/json.hpp"

namespace croozer::store::documents {

// Adds the one member that names it: "template", "media", "link"…
void put_content(boost::json::object& object, conversation::Content const& content);
// std::monostate where there is none.
[[nodiscard]] conversation::Content content_of(boost::json::object const& object);

}  // namespace croozer::store::documents
