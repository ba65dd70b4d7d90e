// Real time to browsers. Events are rows; this reads those after each stream's place, loads every
// view once for a role, and pushes it to the streams of that role. A commit's hint makes it at
// once; a poll a second finds what other nodes wrote. Rights are looked at again every three
// seconds, and at once when this node ended a session.
#pragma once

#include "app/secret_keeper.hpp"
#include "base/result.hpp"
#include "domain/ordering/order_state.hpp"
#include "http/event_stream.hpp"
#include "store/engine.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace croozer::api {

struct StreamViewer {
    UserId user;
    BusinessId business;
    ordering::Role role{ordering::Role::Viewer};
    std::string session_token_hash;
};

class EventHub {
public:
    // All must outlive the engine's last read.
    EventHub(
        store::Engine& engine, app::SecretKeeper& secrets, Clock const& trade, Clock const& system
    );
    EventHub(EventHub const&) = delete;
    EventHub& operator=(EventHub const&) = delete;
    ~EventHub();

    // The stream begins with its place, so that a browser cut off before the first event resumes
    // from there; `reset` tells it to read everything anew. Events after `after` follow.
    // Error: TooManyRequests "too_many_streams".
    [[nodiscard]] Result<std::shared_ptr<http::EventStream>> open(
        StreamViewer viewer, std::int64_t after, bool reset
    );

    // From any thread, after a commit. A hint: losing it costs a second.
    void events_written(BusinessId business);
    // From any thread, after a commit: sessions of this person ended. A hint likewise.
    void sessions_ended(UserId user);
    // Says bye to all and ends the thread. Safe to call twice.
    void stop();

    [[nodiscard]] std::size_t open_streams() const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace croozer::api
