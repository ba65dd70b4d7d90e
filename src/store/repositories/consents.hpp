// Who agreed to what, and who took it back: a row for each act, and only its time may move: to when
// the same was said last.
#pragma once

#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::store {

struct ConsentAct {
    Uuid id;
    CustomerId customer;
    std::string purpose;  // "marketing"
    bool is_given{false};
    std::string wording;  // the customer's own words, or Meta's
    std::optional<MessageId> proof;
    Instant at;
};

// Notes the act, and for marketing sets the customer's flag. False: nothing changed, because the
// latest act said the same already, or is later than this one.
[[nodiscard]] Result<bool> note_consent(
    Session& session, BusinessId business, ConsentAct const& act
);
// Whether the latest act took the consent back.
[[nodiscard]] Result<bool> has_withdrawn(
    Session& session, BusinessId business, CustomerId customer, std::string_view purpose
);

}  // namespace croozer::store
