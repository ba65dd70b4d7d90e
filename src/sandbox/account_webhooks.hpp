// Webhooks about accounts, numbers and templates (developers.facebook.com/documentation/
// business-messaging/whatsapp/webhooks/reference/account_update and its neighbours).
#pragma once

#include "base/time.hpp"
#include "sandbox/config.hpp"
#include "sandbox/json_tools.hpp"
#include "sandbox/template_store.hpp"
#include "sandbox/webhook_sender.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace croozer::sandbox {

struct Sandbox;

// {"object":…,"entry":[{"id","changes":[{field,value}],"time"}]}. The fields that come of a
// number's traffic have no time.
[[nodiscard]] json::object event_webhook(
    std::string_view entry_id, std::string_view field, json::object value, Instant at
);

// The fields Meta sends with messaging_product and metadata of one number.
[[nodiscard]] bool is_of_number(std::string_view field);
// Those that name a number by its digits only.
[[nodiscard]] bool names_digits(std::string_view field);
// All that this sandbox can send.
[[nodiscard]] std::vector<std::string> event_fields();

// `value` with what every webhook of that field has: metadata, display_phone_number. `shop` may be
// null for the fields of an account.
[[nodiscard]] json::object completed_value(
    std::string_view field, json::object value, Shop const* shop
);

[[nodiscard]] json::object template_status_value(StoredTemplate const& source);
[[nodiscard]] json::object template_quality_value(
    StoredTemplate const& source, std::string_view previous
);
[[nodiscard]] json::object template_category_value(
    StoredTemplate const& source, std::string_view previous
);

// Signs and posts it if the app asked for the field and the account is subscribed; `done` may be
// null and hears status 0 when nothing was posted. PARTNER_… events carry the partner's own
// portfolio, which `entry_id` can say.
void post_event(
    Sandbox& sandbox,
    std::string_view waba_id,
    std::string_view field,
    json::object value,
    WebhookSender::Done done = nullptr,
    std::string_view entry_id = {}
);

}  // namespace croozer::sandbox
