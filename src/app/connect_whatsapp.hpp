// A number joins a business or leaves it: the two halves, each in its own transaction, that the
// wizard, the demo's seed and the disconnecting share.
#pragma once

#include "app/runner.hpp"
#include "base/secret.hpp"
#include "store/repositories/accounts.hpp"

#include <optional>
#include <string>
#include <vector>

namespace croozer::app {

struct ConnectWhatsapp {
    std::string waba_id;
    std::string phone_number_id;
    std::string portfolio_id;
    std::string phone_number;  // digits
    std::string display_name;
    std::string token_kind;  // permanent, temporary
    Secret token;
    std::optional<Instant> token_expires_at{};
    std::optional<Instant> data_access_expires_at{};
    std::vector<std::string> scopes{};
    std::optional<Secret> pin{};
    bool is_coexistence{false};
    std::string quality{};
    std::string throughput_level{};
    std::string messaging_limit{};
    Who who{};
};

// The PIN that this business registered the number with before. Meta keeps it when the registration
// is lost or ended, takes no other (133005), and no API switches it off
// (developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/
// two-step-verification). Nothing: there is none, or it does not open any more, so that the owner
// has to be asked.
[[nodiscard]] Result<std::optional<Secret>> kept_pin(
    Context& context, std::string_view phone_number_id
);
// The account's row with token and PIN sealed; the row of an earlier time of the same number, if
// there is one, so that its chats go on. Errors: ConstraintUnique (another account is connected).
[[nodiscard]] Result<AccountId> attach_number(Context& context, ConnectWhatsapp const& command);
// Directory: what comes for the number comes to this business from now on, and what came for it
// before anybody had it is taken up. False if another business holds it.
[[nodiscard]] Result<bool> route_number(
    store::Session& session,
    std::string_view phone_number_id,
    store::PhoneRoute const& route,
    Instant now
);
// The account's half of disconnecting; its route is released before, so that none ever leads to a
// disconnected account. What waits to be sent will be shown as not told. False: it was
// disconnected already.
[[nodiscard]] Result<bool> detach_number(
    Context& context, AccountId account, std::string_view reason, Who const& who
);

// Both halves. Errors: Conflict "number_in_use" (another business has the number: nothing of this
// account stays active), ConstraintUnique. Waits: for start-up and command lines.
[[nodiscard]] Result<AccountId> connect_whatsapp(
    Runner& runner, BusinessId business, ConnectWhatsapp const& command
);

}  // namespace croozer::app
