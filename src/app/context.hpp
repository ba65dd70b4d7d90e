// What a command gets besides its parameters: one open transaction of one business, both clocks as
// they stood when it began, fresh ids, and places to note what to say and whom to wake at its end.
#pragma once

#include "app/secret_keeper.hpp"
#include "app/shop_cache.hpp"
#include "base/id.hpp"
#include "base/random.hpp"
#include "base/time.hpp"
#include "domain/ordering/order_state.hpp"
#include "store/repositories/events.hpp"
#include "store/session.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace croozer::app {

// Hints for the loops, given after the commit. Losing one costs time, never work: polling is the
// truth.
struct Effects {
    bool events{false};
    std::optional<Instant> work_due;  // the earliest

    void wake_work(Instant due) {
        if (!work_due || due < *work_due) {
            work_due = due;
        }
    }
};

// Written at the command's end (app/journal.hpp).
struct Journal {
    std::vector<store::Event> events;
    std::vector<store::AuditEntry> audit;
};

struct Context {
    store::Session& session;
    BusinessId business;
    Instant now;         // trade clock: hours, business day, window, promised times
    Instant system_now;  // leases, back-off, tokens
    IdSource& ids;
    RandomSource& random;
    ShopCache& shops;
    SecretKeeper& secrets;
    Effects& effects;
    Journal& journal;
};

enum class WhoKind : std::uint8_t { Customer, Member, System };

// Who does it, for the timeline and the audit.
struct Who {
    WhoKind kind{WhoKind::System};
    std::optional<Uuid> id;  // user or customer
    std::string name;
    ordering::Role role{ordering::Role::Viewer};  // of a member
    std::string remote_address;
    std::string request_id;

    [[nodiscard]] ordering::Actor actor() const {
        switch (kind) {
            case WhoKind::Customer:
                return {.kind = ordering::ActorKind::Customer, .role = ordering::Role::Viewer};
            case WhoKind::Member:
                return {.kind = ordering::ActorKind::Member, .role = role};
            case WhoKind::System:
                break;
        }
        return {.kind = ordering::ActorKind::Rule, .role = ordering::Role::Viewer};
    }

    [[nodiscard]] std::string_view kind_name() const {
        return kind == WhoKind::Customer ? "customer"
               : kind == WhoKind::Member ? "member"
                                         : "system";
    }
};

}  // namespace croozer::app
