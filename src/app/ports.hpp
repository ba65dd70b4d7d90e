// The outside things that commands and loops need, as this program sees them. meta/ fulfils them in
// production; a test may fulfil them in memory.
#pragma once

#include "app/error_action.hpp"
#include "app/inbound.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "domain/conversation/conversation.hpp"
#include "domain/menu/menu.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace croozer::app {

class WebhookDecoder {
public:
    WebhookDecoder() = default;
    WebhookDecoder(WebhookDecoder const&) = delete;
    WebhookDecoder& operator=(WebhookDecoder const&) = delete;
    virtual ~WebhookDecoder() = default;
    // Throws std::bad_alloc only.
    [[nodiscard]] virtual Webhook decode(std::string_view body) const = 0;
};

// To whom: `to` for a phone, `recipient` for a BSUID; the phone is preferred when known.
struct Recipient {
    std::string phone;
    std::string bsuid;
};

struct OutgoingMessage {
    std::string phone_number_id;  // the business's own number…
    Secret token;                 // …and its own token
    Recipient recipient;
    conversation::Reply reply;
    std::string reply_to_wamid;  // context.message_id; may be empty
    std::string callback_data;   // ≤ 512; comes back in statuses
};

struct SendOutcome {
    enum class Fate : std::uint8_t {
        Accepted,  // Graph answered with a wamid
        NotSent,   // certainly not sent: safe to retry
        Refused,   // Graph answered with an error; `action` says what follows
        Unknown,   // the request may have arrived and no answer came
    };
    Fate fate{Fate::Unknown};
    std::string wamid;
    ErrorAction action{ErrorAction::None};
    std::int64_t error_code{0};
    std::string detail;  // Meta's words, without secrets
    std::chrono::milliseconds retry_after{0};
    std::int64_t most_attempts{0};  // of a code that is tried less often than others
};

class Messenger {
public:
    Messenger() = default;
    Messenger(Messenger const&) = delete;
    Messenger& operator=(Messenger const&) = delete;
    virtual ~Messenger() = default;
    // `done` is called once, on a thread of the messenger's.
    virtual void send(OutgoingMessage message, std::move_only_function<void(SendOutcome)> done) = 0;
    // Mark read and show typing: best effort, bounded in memory, dropped on trouble.
    virtual void mark_read(
        std::string phone_number_id, Secret token, std::string wamid, bool typing
    ) = 0;
};

struct FacebookProfile {
    std::string id;  // app-scoped
    std::string name;
    std::string email;  // may be empty
};

// The server-side OAuth code flow of Facebook Login.
class IdentityProvider {
public:
    IdentityProvider() = default;
    IdentityProvider(IdentityProvider const&) = delete;
    IdentityProvider& operator=(IdentityProvider const&) = delete;
    virtual ~IdentityProvider() = default;
    // The dialog's address for a browser; `redirect_uri` comes from configuration, never from Host.
    // `again`: what was refused once is asked for anew, which it is not by itself.
    [[nodiscard]] virtual std::string dialog_url(
        std::string_view redirect_uri, std::string_view state, bool again
    ) const = 0;
    // code → token → debug_token (our app, valid) → profile. Errors: oauth_code, oauth_token,
    // UpstreamUnavailable.
    virtual void fetch_profile(
        std::string redirect_uri,
        std::string code,
        std::move_only_function<void(Result<FacebookProfile>)> done
    ) = 0;
};

// A text that our own rules could not read to the end.
struct UnclearText {
    BusinessId business;
    CustomerId customer;
    std::shared_ptr<menu::Menu const> menu;
    Language language{Language::Hebrew};
    conversation::Doubt doubt;
};

// Reads what our own rules could not, as a fallback: it proposes, and every line of the parse that
// comes back is of this menu, has its words in the text and no price.
class Interpreter {
public:
    Interpreter() = default;
    Interpreter(Interpreter const&) = delete;
    Interpreter& operator=(Interpreter const&) = delete;
    virtual ~Interpreter() = default;
    // `done` is called once, on any thread, and must not block. nullopt: go on as if nobody had
    // been asked.
    virtual void interpret(
        UnclearText unclear, std::move_only_function<void(std::optional<understanding::Parse>)> done
    ) = 0;
};

}  // namespace croozer::app
