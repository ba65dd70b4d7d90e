// What Meta tells of an account, a number, a template or a customer besides messages and statuses:
// every webhook field we subscribe to, in our own types. Enumerations of Meta's stay text, because
// new values arrive without notice
// (developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview).
#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace croozer::app {

struct Restriction {
    std::string type;  // RESTRICTED_BIZ_INITIATED_MESSAGING…
    std::optional<Instant> expiration;
    std::string remediation;
};

// account_update.
struct AccountUpdate {
    std::string event;
    std::string phone_number;  // digits; empty: the account as a whole
    std::string owner_business_id;
    std::string partner_app_id;
    std::string ban_state;  // DISABLE, REINSTATE, SCHEDULE_FOR_DISABLE
    std::string ban_date;   // words: "November 20, 2026"
    std::string violation_type;
    std::vector<Restriction> restrictions;
    std::string disconnection_reason;
    std::string disconnection_initiator;  // USER, SYSTEM
};

// account_alerts.
struct AccountAlert {
    std::string entity_type;  // BUSINESS, PHONE_NUMBER…
    std::string entity_id;
    std::string severity;  // CRITICAL, WARNING, INFORMATIONAL
    std::string status;    // ACTIVE, NONE
    std::string type;
    std::string description;
};

// account_review_update.
struct ReviewUpdate {
    std::string decision;  // APPROVED, REJECTED, PENDING, DEFERRED
};

// business_capability_update.
struct CapabilityUpdate {
    std::string messaging_limit;  // as Graph writes it: TIER_2K…; empty: not told
    std::optional<std::int64_t> phone_numbers;
};

// phone_number_quality_update. A number is named by how it is displayed, not by its id.
struct NumberQualityUpdate {
    std::string display_phone_number;  // digits
    std::string event;                 // ONBOARDING, THROUGHPUT_UPGRADE, UPGRADE, FLAGGED…
    std::string messaging_limit;
};

// phone_number_name_update.
struct NumberNameUpdate {
    std::string display_phone_number;
    std::string decision;
    std::string requested_name;
    std::string rejection_reason;
};

// security.
struct SecurityUpdate {
    std::string display_phone_number;
    std::string event;  // PIN_CHANGED, PIN_RESET_REQUEST, PIN_RESET_SUCCESS
};

struct TemplateName {
    std::string meta_id;
    std::string name;
    std::string language;
};

// message_template_status_update.
struct TemplateStatusUpdate {
    TemplateName of;
    std::string event;     // APPROVED, REJECTED, PAUSED…
    std::string category;  // may be empty
    std::string reason;    // Meta's words; empty: none
};

// message_template_quality_update.
struct TemplateQualityUpdate {
    TemplateName of;
    std::string quality;  // GREEN, YELLOW, RED, UNKNOWN
};

// template_category_update: announced for later, or done.
struct TemplateCategoryUpdate {
    TemplateName of;
    std::string category;            // what it is now
    std::string announced_category;  // what it will be; empty: nothing announced
};

// message_template_components_update: the parts are read anew from Graph.
struct TemplateComponentsUpdate {
    TemplateName of;
};

// One element of user_preferences.
struct UserPreference {
    std::string phone;  // digits, or empty
    std::string bsuid;
    std::string name;
    std::string username;
    std::string category;  // marketing_messages
    std::string value;     // stop, resume, signup
    std::string detail;
    std::optional<Instant> at;
};

// One element of smb_app_state_sync: an entry of the address book in the shop's phone.
struct PhoneContact {
    std::string phone;  // digits
    std::string name;
    std::string action;  // add, remove
};

// A message written on the shop's phone, or an old one of either side.
struct PhoneMessage {
    std::string wamid;
    std::string type;  // as Meta wrote it
    std::string text;
    std::optional<Instant> sent_at;
    bool is_from_customer{false};
    std::string status;  // of an old one of ours: SENT, DELIVERED, READ…
    // Of a message with a file.
    std::string media_id{};
    std::string mime_type{};
    std::string file_name{};
    std::string media_sha256{};
};

// One element of smb_message_echoes: what the shop typed on its phone just now.
struct MessageEcho {
    std::string customer_phone;  // digits, or empty
    std::string customer_bsuid;
    PhoneMessage message;
};

// One thread of history: what was written before the number was connected.
struct HistoryThread {
    std::string customer_phone;
    std::string customer_bsuid;
    std::vector<PhoneMessage> messages;
};

// Errors instead of content: of a whole value, or of history (2593109: the shop keeps it).
struct NewsErrors {
    std::int64_t code{0};
    std::string title;
    std::string details;
};

// A field that we do not know, or know nothing to do with.
struct OtherNews {};

}  // namespace croozer::app
