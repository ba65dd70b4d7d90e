// A webhook taken apart: what Meta tells us, in our own types. meta/ fills it; commands consume it.
// Decoding is lenient: an unknown field, type or status is kept and given a fate, never refused.
#pragma once

#include "app/account_news.hpp"
#include "app/error_action.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace croozer::app {

// Who wrote. A phone may be absent since 2026 (usernames); the BSUID is the stable key.
struct Sender {
    std::string phone;     // digits, or empty
    std::string bsuid;     // "IL.7421…", or empty
    std::string username;  // an attribute, never a key
    std::string name;      // profile name, at most 100 code points

    [[nodiscard]] bool known() const { return !phone.empty() || !bsuid.empty(); }
};

enum class InboundType : std::uint8_t {
    Text,
    Image,
    Video,
    Audio,
    Document,
    Sticker,
    Location,
    Contacts,
    ButtonReply,  // interactive button_reply
    ListReply,
    FlowReply,
    TemplateButton,  // quick reply of a template
    CatalogOrder,
    Reaction,
    System,
    Edit,
    Revoke,
    Unsupported,
};

struct CatalogItem {
    std::string retailer_id;
    std::int64_t quantity{1};
    // item_price is what the customer's phone says; it is never a price to charge.
};

struct InboundMessage {
    std::string wamid;
    Sender sender;
    InboundType type{InboundType::Unsupported};
    std::string raw_type;            // as Meta wrote it
    std::optional<Instant> sent_at;  // absent if the timestamp was unusable
    std::string text;                // body, caption, button title, emoji, contact's phone
    std::string payload;             // id of a button or row, payload of a template button
    std::string reply_to_wamid;      // context.id
    std::string group_id;            // of what was not written to the shop alone
    bool forwarded{false};
    std::string target_wamid;  // of a reaction, edit or revoke
    std::optional<std::int64_t> latitude_e6;
    std::optional<std::int64_t> longitude_e6;
    std::string location_name;
    std::string location_address;
    std::string media_id;
    std::string mime_type;
    std::string file_name;
    std::string media_sha256;
    bool is_voice{false};
    std::vector<CatalogItem> items;
    std::string contact_origin;  // "contact_request" when the customer shared their own
    std::string system_type;     // user_changed_number, user_changed_user_id…
    std::string previous_bsuid;
    std::string referral_source;  // "ad:1200…": order's source_detail
    std::int64_t error_code{0};   // of an unsupported message
};

enum class DeliveryStatus : std::uint8_t { Sent, Delivered, Read, Played, Failed, Other };

struct StatusUpdate {
    std::string wamid;
    DeliveryStatus status{DeliveryStatus::Other};
    std::string raw_status;
    std::optional<Instant> at;
    std::string recipient_phone;
    std::string recipient_bsuid;
    std::string callback_data;  // biz_opaque_callback_data: our work id
    std::int64_t error_code{0};
    ErrorAction error_action{ErrorAction::None};  // what it asks of us
    std::string error_title;
    std::string pricing_category;  // service, utility, marketing…
    std::string pricing_type;      // regular, free_customer_service…
};

using NewsDetail = std::variant<
    OtherNews,
    AccountUpdate,
    AccountAlert,
    ReviewUpdate,
    CapabilityUpdate,
    NumberQualityUpdate,
    NumberNameUpdate,
    SecurityUpdate,
    TemplateStatusUpdate,
    TemplateQualityUpdate,
    TemplateCategoryUpdate,
    TemplateComponentsUpdate,
    UserPreference,
    PhoneContact,
    MessageEcho,
    HistoryThread,
    NewsErrors>;

// Anything else, by its field.
struct AccountNews {
    std::string field;  // "account_update", "phone_number_quality_update"…
    std::string event;
    NewsDetail detail;
};

using ChangeContent = std::variant<InboundMessage, StatusUpdate, AccountNews>;

struct Change {
    std::int64_t change_no{0
    };  // within the inbox row, in order of appearance: messages before statuses
    std::string field;
    std::string waba_id;
    std::string phone_number_id;  // empty for account fields
    ChangeContent content;
    // entry.time, to the second: when it happened at Meta. Messages and statuses have their own.
    std::optional<Instant> told_at{};
    // Not empty: this change cannot be used, and why ("bad_sender", "bad_timestamp", "malformed").
    std::string unusable;
};

struct Webhook {
    std::vector<Change> changes;
    // Not empty: the body as a whole cannot be used ("malformed", "wrong_object").
    std::string unusable;
};

}  // namespace croozer::app
