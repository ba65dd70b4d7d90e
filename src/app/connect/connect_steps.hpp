// The wizard's decisions: given an attempt and what Meta (or our own directory) said, what the
// attempt is afterwards. Pure; app/connect/connector.hpp acts.
//
// Each settle_… ends one step: done, skipped, failed (then the attempt has failed, or waits for a
// choice), or still running with the error noted, because the trouble may pass.
#pragma once

#include "app/business_platform.hpp"
#include "app/template_catalogue.hpp"
#include "store/repositories/connect_attempts.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace croozer::app {

// The first step that is neither done nor skipped; nothing once all are.
[[nodiscard]] std::optional<store::ConnectStep> next_step(store::ConnectAttempt const& attempt);
// The step stands still with an error that may pass.
[[nodiscard]] bool is_stalled(store::ConnectAttempt const& attempt);
// It did not pass: the step has failed with it.
void give_up(store::ConnectAttempt& attempt, Instant now);

[[nodiscard]] store::ConnectAttempt new_attempt(
    ConnectAttemptId id,
    store::ConnectVariant variant,
    std::string waba_hint,
    std::string number_hint,
    Instant now
);

void settle_exchange(
    store::ConnectAttempt& attempt, PlatformResult<GrantedToken> const& granted, Instant now
);
// A crash came before the token was kept, and a code cannot be used again.
void settle_lost_code(store::ConnectAttempt& attempt, Instant now);
void settle_inspect(
    store::ConnectAttempt& attempt,
    PlatformResult<TokenFacts> const& facts,
    std::string_view app_id,
    Instant now
);
// The browser's account is only a hint: it must be among those granted.
void settle_waba(store::ConnectAttempt& attempt, Instant now);
// Likewise the number, which must be the account's.
void settle_numbers(
    store::ConnectAttempt& attempt,
    PlatformResult<std::vector<NumberFacts>> const& numbers,
    Instant now
);

enum class Ownership : std::uint8_t {
    Free,       // nobody's, or this business's own
    Elsewhere,  // another business has the number
    HasOther,   // this business has another number connected
};

void settle_ownership(store::ConnectAttempt& attempt, Ownership ownership, Instant now);
void settle_subscribe(
    store::ConnectAttempt& attempt, PlatformResult<bool> const& subscribed, Instant now
);
// The number lives in the WhatsApp Business app as well: the owner said so, or Meta does
// (is_on_biz_app), whichever way it was connected.
[[nodiscard]] bool is_coexistence(store::ConnectAttempt const& attempt);
// Numbers of the WhatsApp Business app are registered already, and so is one that Meta shows as
// connected; unless the owner gave a PIN to set.
[[nodiscard]] bool needs_registration(store::ConnectAttempt const& attempt);
void skip_registration(store::ConnectAttempt& attempt, Instant now);
void settle_register(
    store::ConnectAttempt& attempt, PlatformResult<bool> const& registered, Instant now
);

struct ReadFacts {
    PlatformResult<WabaFacts> waba;
    PlatformResult<NumberFacts> number;
};

void settle_facts(store::ConnectAttempt& attempt, ReadFacts const& facts, Instant now);

struct ReadTemplates {
    PlatformResult<std::vector<conversation::SeenTemplate>> templates;
    PlatformResult<ProfileFacts> profile;
};

// What Meta does not tell is a warning, "templates_unread" before "profile_unread": the number
// works without it, and jobs go on asking.
void settle_templates(store::ConnectAttempt& attempt, ReadTemplates const& read, Instant now);
// The account was disconnected while it was being connected.
void settle_lost_account(store::ConnectAttempt& attempt, Instant now);

// "smb_app_state_sync" and "history" if they are still to be asked for.
[[nodiscard]] std::optional<std::string_view> app_data_to_request(
    store::ConnectAttempt const& attempt
);
// Refusing is the owner's right: noted, and a warning of the test in the end. What may pass stands
// still: it is asked for once, and then it is gone for good.
void settle_app_data(
    store::ConnectAttempt& attempt,
    std::string_view sync_type,
    PlatformResult<bool> const& accepted,
    Instant now
);

struct TestRead {
    PlatformResult<NumberFacts> number;
    std::chrono::milliseconds latency{0};
    PlatformResult<std::vector<SubscribedApp>> apps;
};

void settle_test(
    store::ConnectAttempt& attempt, TestRead const& read, std::string_view app_id, Instant now
);

// Whether it may go on from where it stopped: it failed or waits, and its token is still here.
[[nodiscard]] bool can_retry(store::ConnectAttempt const& attempt);
// Runs again from the step that failed, and asks anew whose the number is. False: `number` is none
// of the choices.
[[nodiscard]] bool retry(
    store::ConnectAttempt& attempt, std::optional<std::string> number, Instant now
);

}  // namespace croozer::app
