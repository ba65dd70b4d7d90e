// Messages that did not come through us: written on the shop's own phone, or before the number was
// connected.
#pragma once

#include "store/session.hpp"

#include <string>
#include <string_view>

namespace croozer::store {

struct PhoneMessageRow {
    MessageId id;
    ConversationId conversation;
    CustomerId customer;
    std::string wamid;
    bool is_from_customer{false};
    std::string type;
    std::string content;  // JSON, as of an inbound message or of a reply
    std::string status;   // of an outgoing one
    Instant sent_at;
    Instant created_at;  // where it stands in the chat
};

// Nobody is to answer it. False: this wamid is known already and stays; but if all that was known
// is that it held a file, its type and content are filled in.
[[nodiscard]] Result<bool> insert_phone_message(
    Session& session, BusinessId business, PhoneMessageRow const& message
);
// A chat of which nothing but old messages is known stands in the list by the newest of them.
[[nodiscard]] Result<void> touch_history(
    Session& session,
    BusinessId business,
    ConversationId conversation,
    Instant newest_at,
    std::string_view preview
);

}  // namespace croozer::store
