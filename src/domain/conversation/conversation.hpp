// One turn of a conversation, decided purely: everything known goes in, everything to change comes
// out. The caller applies it only if the conversation has not moved on meanwhile.
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"
#include "domain/business/hours.hpp"
#include "domain/business/settings.hpp"
#include "domain/conversation/content.hpp"
#include "domain/learning/unknown_words.hpp"
#include "domain/ordering/order_state.hpp"
#include "domain/ordering/quote.hpp"
#include "domain/understanding/understand.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace croozer::conversation {

// What the last outgoing question waits for.
enum class Awaiting : std::uint8_t {
    Nothing,
    Items,
    Clarification,
    Fulfilment,
    Address,
    CardAnswer,
    CancelConfirmation,
};

// Persisted with the conversation; small on purpose.
struct State {
    Awaiting awaiting{Awaiting::Nothing};
    Language language{Language::Hebrew};
    bool language_is_sticky{false};
    std::int64_t card_version{0};      // of the latest card; buttons carry it
    std::int64_t card_total_minor{0};  // what the latest card said; 0: no card, or not known
    std::optional<Instant> card_sent_at;
    std::optional<Instant> cart_expires_at;  // set with its first line, card or no card
    std::int64_t clarifications{0};          // asked in a row without getting further
    std::string hint_day;                    // business day of the last "not an order" hint
    std::string pending_text;                // text kept while a question is open
    std::optional<OrderId> cancel_subject;
    // The latest message that ordered nothing, and how often in a row it came again.
    std::string last_words;
    std::optional<Instant> last_words_at;
    std::int64_t repeats{0};
    // When the customer was last told so: each answer is billed.
    std::optional<Instant> dead_button_told_at;
    std::optional<Instant> resend_asked_at;

    friend bool operator==(State const&, State const&) = default;
};

enum class InboundKind : std::uint8_t {
    Text,
    ButtonReply,  // payload = the id we gave the button
    ListReply,
    Location,
    CatalogOrder,  // lines already resolved against the menu by sku
    Media,         // voice note, photo, document…: a person must look
    Reaction,      // text = the emoji
    Contact,       // text = a phone the customer shared
    Lost,          // Meta could not fetch what was sent
    Unsupported,
};

struct Inbound {
    MessageId id;
    InboundKind kind{InboundKind::Text};
    std::string text;
    std::string payload;
    std::optional<std::int64_t> latitude_e6;
    std::optional<std::int64_t> longitude_e6;
    std::vector<ordering::CartLine> lines;
    std::string target_wamid;  // of a reaction: what it is on
    Instant sent_at;           // Meta's timestamp
};

struct OpenOrder {
    OrderId id;
    std::int64_t number{0};  // the short number people shout
    std::string order_number;
    ordering::OrderState state{ordering::OrderState::Pending};
    ordering::Fulfilment fulfilment{ordering::Fulfilment::Pickup};
    std::optional<Instant> promised_at;
    Instant placed_at;
    ordering::Cart cart;
};

struct Snapshot {
    Instant now;  // trade clock
    ConversationId conversation;
    business::Settings const* settings{nullptr};
    understanding::Lexicon const* lexicon{nullptr};
    State state;
    ordering::Cart cart;
    std::vector<Inbound> unanswered;           // ordered by sent_at, then arrival
    std::vector<std::string> card_wamids;      // the latest card and its reminders
    std::vector<OpenOrder> open_orders;        // newest first
    std::optional<ordering::Cart> last_order;  // for "the usual"
    ordering::Address saved_address;
    std::string customer_name;
    bool is_member{false};
    bool blocked{false};
    business::BotMode bot_mode{business::BotMode::Auto};
    bool paused{false};  // staff has the chat
    // The written text as an interpreter reads it, instead of our own reading.
    std::optional<understanding::Parse> reading;
};

struct Button {
    std::string id;     // ≤ 256; a card's names its chat and version: "card:<id>:7:yes"
    std::string title;  // ≤ 20 code points
};

struct ListRow {
    std::string id;           // ≤ 200
    std::string title;        // ≤ 24
    std::string description;  // ≤ 72
};

// Stored as numbers: only ever added to.
enum class ReplyKind : std::uint8_t {
    Text,
    Buttons,
    List,
    LocationRequest,
    Other,  // what `content` says
};

struct Reply {
    ReplyKind kind{ReplyKind::Text};
    std::string purpose;  // "card", "question", "placed", "hint", "handover"…: for reports and cost
    // What is read: of a template its text as filled in, of a medium its caption.
    std::string body;
    std::string footer;
    std::vector<Button> buttons;  // 1–3
    std::string list_button;      // ≤ 20
    std::vector<ListRow> rows;    // ≤ 10
    Content content{};            // of Other
};

// Meta's name of the kind: "text", "interactive", "template", "image"…
[[nodiscard]] std::string_view message_type(Reply const& reply);
// nullptr unless it is one.
[[nodiscard]] TemplateMessage const* template_of(Reply const& reply);

enum class HandoverReason : std::uint8_t {
    AskedForPerson,
    NotUnderstood,
    Media,
    Late,           // the message came more than 20 minutes late
    CancelRequest,  // the kitchen already works on it
    ZoneUnknown,
    Complaint,
    Question,
};

[[nodiscard]] std::string_view handover_reason_name(HandoverReason reason);

// What was asked back or given up on because our own reading of the text was not enough: an
// interpreter may try before that goes out.
struct Doubt {
    std::string text;
    understanding::Parse parse;
    ordering::Cart cart;  // as it was before the text
};

struct Decision {
    State state;
    ordering::Cart cart;
    std::vector<Reply> replies;
    bool place_order{false};              // the customer said yes to the latest card: place `cart`
    std::optional<Money> accepted_total;  // what that card said, and the order must cost
    std::int64_t quoted_minutes{0};       // of the card accepted or sent
    std::optional<OrderId> cancel_order;  // by the customer, still allowed
    std::optional<HandoverReason> handover;
    bool draft_only{false};      // assist mode: replies are drafts for staff
    bool needs_person{false};    // rings at the counter; the bot need not fall silent
    bool wait_for_staff{false};  // staff has the chat: nothing is answered, decide again later
    std::optional<std::string> customer_name;  // learned
    std::optional<Doubt> doubt;                // never of a snapshot that has a reading
    // What an order or a change was asked back about because the menu does not have it.
    std::vector<learning::UnknownWord> unknown_words;
};

// What a button of a card carries: a tap on another chat's card, or on an older one, never counts.
[[nodiscard]] std::string card_button_id(
    ConversationId conversation, std::int64_t version, std::string_view answer
);
// Assist: staff sends a card that was drafted, and from now on the customer can answer it. False:
// it speaks of a cart that has changed since.
[[nodiscard]] bool open_card(
    State& state,
    ordering::Cart const& cart,
    Reply const& card,
    ConversationId conversation,
    Instant now
);

// Whether an id has the form of those that our buttons and rows carry.
[[nodiscard]] bool is_button_id(std::string_view payload);

// Replies to a placed order carry its number, which exists only after the order is stored: the
// caller renders them with placed_reply().
[[nodiscard]] Decision decide(Snapshot const& snapshot);

// Texts that commands send outside a turn. `minutes` are from now.
struct OrderNews {
    Language language{Language::Hebrew};
    std::int64_t number{0};
    std::string order_number;
    ordering::Fulfilment fulfilment{ordering::Fulfilment::Pickup};
    ordering::OrderState state{ordering::OrderState::Pending};
    std::optional<Instant> promised_at;
    std::string reason;       // of a cancellation
    bool by_customer{false};  // who cancelled
    std::string shop_name;
    std::string shop_phone;
    ordering::Quote const* quote{nullptr};
    bool much_later_than_quoted{false};  // > 15 min worse: offer a free cancel
    OrderId id;
};

[[nodiscard]] Reply placed_reply(OrderNews const& news, business::Settings const& settings);
// The bot could not go on: a person will.
[[nodiscard]] Reply handover_reply(Language language);
// nullopt: this step is not told.
[[nodiscard]] std::optional<Reply> status_reply(
    OrderNews const& news, business::Settings const& settings
);

}  // namespace croozer::conversation
