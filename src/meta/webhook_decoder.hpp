// Meta's webhook bodies taken apart into app::Webhook. Lenient: an unknown field, type or status
// gets a fate of its own and never spoils its neighbours
// (developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages).
#pragma once

#include "app/inbound.hpp"
#include "app/ports.hpp"

#include <string_view>

namespace croozer::meta {

// Thread-safe and without state. What app::Webhook leaves open:
// - change_no counts all messages of the body first, then all statuses, then everything else.
// - A status without a usable time is used without one; a message is not ("bad_timestamp").
// - waba_id is entry.id, or value.waba_info.waba_id where present: for PARTNER_* updates entry.id
// is
//   our own portfolio.
// - told_at is entry.time, which entries of messages do not have.
// - A system message's sender is the new identity, previous_bsuid the old one, and `payload` the
//   old phone (digits) of user_changed_number.
// - An unsupported message's `payload` is Meta's sub-type ("poll_creation"), a Flow reply's is its
//   response_json.
// - AccountNews.event is the value's event, decision, alert type or preference; "errors" for errors
//   of a whole value. A value that speaks of several customers is a change for each of them.
class Decoder final : public app::WebhookDecoder {
public:
    // `body` is at most limits::webhook_body_bytes. Never fails: what is wrong is said in
    // `unusable`, of the webhook ("malformed", "wrong_object") or of a change.
    [[nodiscard]] app::Webhook decode(std::string_view body) const override;
};

}  // namespace croozer::meta
