// What a number needs of Meta to work here: the wizard asks for it, the account page and
// verify-meta say what is missing.
#pragma once

#include <array>
#include <string_view>

namespace croozer::app {

// developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview
inline constexpr std::array<std::string_view, 12> needed_fields{
    "messages",
    "account_update",
    "account_alerts",
    "business_capability_update",
    "phone_number_quality_update",
    "phone_number_name_update",
    "security",
    "message_template_status_update",
    "message_template_quality_update",
    "template_category_update",
    "message_template_components_update",
    "user_preferences"
};
// And these of an account whose number is on the WhatsApp Business app as well.
inline constexpr std::array<std::string_view, 3> coexistence_fields{
    "history", "smb_app_state_sync", "smb_message_echoes"
};
// developers.facebook.com/documentation/business-messaging/whatsapp/embedded-signup
inline constexpr std::array<std::string_view, 2> needed_scopes{
    "whatsapp_business_management", "whatsapp_business_messaging"
};

}  // namespace croozer::app
