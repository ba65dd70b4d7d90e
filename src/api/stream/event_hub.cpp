#include "api/stream/event_hub.hpp"

#include "api/stream/event_frames.hpp"
#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/thread_name.hpp"
#include "store/repositories/directory.hpp"
#include "store/repositories/sessions.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace croozer::api {
namespace {

using namespace std::chrono_literals;
constexpr auto poll_every = 1s;
// With the poll that notices it, an ended session keeps its stream for five seconds at most.
constexpr auto rights_every = 3s;
constexpr std::int64_t events_at_once = 100;
constexpr std::size_t roles = 6;

struct Stream {
    StreamViewer viewer;
    std::int64_t place{0};
    bool checking{false};
    std::shared_ptr<http::EventStream> out;
};

struct Group {
    std::vector<std::shared_ptr<Stream>> streams;
    bool reading{false};
    bool again{false};  // a hint came while reading
};

struct Batch {
    std::int64_t after{0};
    std::int64_t last{0};
    bool more{false};
    std::set<ordering::Role> audiences;
    // By role: frames in order, each with its number.
    std::array<std::vector<std::pair<std::int64_t, http::EventStream::Frame>>, roles> frames;
};

Result<Batch> load_batch(
    store::Session& session,
    BusinessId business,
    app::SecretKeeper& secrets,
    std::int64_t after,
    std::set<ordering::Role> const& audiences,
    Instant now
) {
    auto const events = TRY(store::events_after(session, business, after, events_at_once));
    Batch batch{.after = after, .last = after, .more = false, .audiences = audiences, .frames = {}};
    if (events.empty()) {
        return batch;
    }
    batch.last = events.back().seq;
    batch.more = std::ssize(events) == events_at_once;
    for (auto const& event : latest_of_each(events)) {
        for (auto const role : audiences) {
            auto frame =
                TRY(frame_for(session, business, secrets, event, {.role = role, .now = now}));
            if (!frame.empty()) {
                batch.frames.at(static_cast<std::size_t>(role))
                    .emplace_back(event.seq, std::make_shared<std::string const>(std::move(frame)));
            }
        }
    }
    return batch;
}

}  // namespace

struct EventHub::State : std::enable_shared_from_this<EventHub::State> {
    store::Engine& engine;
    app::SecretKeeper& secrets;
    Clock const& trade;
    Clock const& system;

    mutable std::mutex mutex;
    std::condition_variable wake;
    std::unordered_map<BusinessId, Group> groups;
    std::unordered_map<UserId, std::size_t> per_user;
    std::unordered_set<BusinessId> hinted;
    std::size_t count{0};
    bool stopping{false};
    std::thread thread;

    State(
        store::Engine& engine_,
        app::SecretKeeper& secrets_,
        Clock const& trade_,
        Clock const& system_
    )
        : engine(engine_), secrets(secrets_), trade(trade_), system(system_) {}

    void run();
    void read(BusinessId business);
    void deliver(BusinessId business, Result<Batch> batch);
    void check_rights(std::shared_ptr<Stream> const& stream);
    void forget(Stream const* stream);
};

EventHub::EventHub(
    store::Engine& engine, app::SecretKeeper& secrets, Clock const& trade, Clock const& system
)
    : state_(std::make_shared<State>(engine, secrets, trade, system)) {
    state_->thread = std::thread([state = state_.get()] {
        name_this_thread("events");
        state->run();
    });
}

EventHub::~EventHub() {
    stop();
}

void EventHub::stop() {
    std::vector<std::shared_ptr<Stream>> open;
    {
        std::lock_guard const lock(state_->mutex);
        state_->stopping = true;
        for (auto& [business, group] : state_->groups) {
            open.insert(open.end(), group.streams.begin(), group.streams.end());
        }
        state_->wake.notify_all();
    }
    if (state_->thread.joinable()) {
        state_->thread.join();
    }
    for (auto const& stream : open) {
        stream->out->push(std::string("event: bye\ndata: {}\n\n"));
        stream->out->close();
    }
}

Result<std::shared_ptr<http::EventStream>> EventHub::open(
    StreamViewer viewer, std::int64_t after, bool reset
) {
    auto stream = std::make_shared<Stream>();
    stream->viewer = std::move(viewer);
    stream->place = after;
    stream->out = std::make_shared<http::EventStream>();
    // A frame without data sets the browser's last event id and fires nothing.
    stream->out->push(
        "retry: 1000\nid: " + std::to_string(after) +
        (reset ? "\nevent: reset\ndata: {}\n\n" : "\n\n")
    );
    {
        std::lock_guard const lock(state_->mutex);
        auto& mine = state_->per_user[stream->viewer.user];
        if (state_->stopping || mine >= limits::streams_per_user) {
            return failure(ErrorCode::TooManyRequests, "too_many_streams");
        }
        ++mine;
        ++state_->count;
        state_->groups[stream->viewer.business].streams.push_back(stream);
    }
    stream->out->on_close([weak = state_->weak_from_this(), key = stream.get()] {
        if (auto const state = weak.lock()) {
            state->forget(key);
        }
    });
    // What was written since `after` is sent without waiting for the poll.
    events_written(stream->viewer.business);
    return stream->out;
}

void EventHub::events_written(BusinessId business) {
    std::lock_guard const lock(state_->mutex);
    if (state_->groups.contains(business) && state_->hinted.insert(business).second) {
        state_->wake.notify_one();
    }
}

void EventHub::sessions_ended(UserId user) {
    std::vector<std::shared_ptr<Stream>> check;
    {
        std::lock_guard const lock(state_->mutex);
        if (state_->stopping || !state_->per_user.contains(user)) {
            return;
        }
        for (auto const& [business, group] : state_->groups) {
            std::ranges::copy_if(
                group.streams,
                std::back_inserter(check),
                [&](std::shared_ptr<Stream> const& stream) { return stream->viewer.user == user; }
            );
        }
    }
    for (auto const& stream : check) {
        state_->check_rights(stream);
    }
}

std::size_t EventHub::open_streams() const {
    std::lock_guard const lock(state_->mutex);
    return state_->count;
}

// `stream` is a key only: it may be gone.
void EventHub::State::forget(Stream const* stream) {
    std::lock_guard const lock(mutex);
    for (auto group = groups.begin(); group != groups.end(); ++group) {
        auto& streams = group->second.streams;
        auto const found = std::ranges::find(
            streams, stream, [](std::shared_ptr<Stream> const& held) { return held.get(); }
        );
        if (found == streams.end()) {
            continue;
        }
        auto const mine = per_user.find((*found)->viewer.user);
        if (mine != per_user.end() && --mine->second == 0) {
            per_user.erase(mine);
        }
        --count;
        streams.erase(found);
        if (streams.empty() && !group->second.reading) {
            groups.erase(group);
        }
        return;
    }
}

void EventHub::State::run() {
    auto next_poll = std::chrono::steady_clock::now() + poll_every;
    auto next_rights = std::chrono::steady_clock::now() + rights_every;
    while (true) {
        std::vector<BusinessId> due;
        std::vector<std::shared_ptr<Stream>> check;
        {
            std::unique_lock lock(mutex);
            wake.wait_until(lock, next_poll, [this] { return stopping || !hinted.empty(); });
            if (stopping) {
                return;
            }
            auto const now = std::chrono::steady_clock::now();
            if (now >= next_poll) {
                next_poll = now + poll_every;
                for (auto const& [business, group] : groups) {
                    due.push_back(business);
                }
            } else {
                due.assign(hinted.begin(), hinted.end());
            }
            hinted.clear();
            if (now >= next_rights) {
                next_rights = now + rights_every;
                for (auto const& [business, group] : groups) {
                    check.insert(check.end(), group.streams.begin(), group.streams.end());
                }
            }
        }
        for (auto const business : due) {
            read(business);
        }
        for (auto const& stream : check) {
            check_rights(stream);
        }
    }
}

void EventHub::State::read(BusinessId business) {
    std::int64_t after = 0;
    std::set<ordering::Role> audiences;
    {
        std::lock_guard const lock(mutex);
        auto const found = groups.find(business);
        if (found == groups.end()) {
            return;
        }
        auto& group = found->second;
        if (group.streams.empty()) {
            if (!group.reading) {
                groups.erase(found);
            }
            return;
        }
        if (group.reading) {
            group.again = true;
            return;
        }
        group.reading = true;
        after = (*std::ranges::min_element(group.streams, {}, [](auto const& stream) {
                    return stream->place;
                }))->place;
        for (auto const& stream : group.streams) {
            audiences.insert(stream->viewer.role);
        }
    }
    auto self = shared_from_this();
    store::read(
        engine,
        store::Scope::of(business),
        [self, business, after, audiences, now = trade.now()](store::Session& session) {
            return load_batch(session, business, self->secrets, after, audiences, now);
        },
        [self, business](Result<Batch> batch) { self->deliver(business, std::move(batch)); }
    );
}

void EventHub::State::deliver(BusinessId business, Result<Batch> batch) {
    // Pushing may close a stream, which calls forget(): so it is done outside the lock.
    std::vector<std::pair<std::shared_ptr<Stream>, std::int64_t>> targets;
    {
        std::lock_guard const lock(mutex);
        auto const found = groups.find(business);
        if (found == groups.end()) {
            return;
        }
        auto& group = found->second;
        group.reading = false;
        bool const again = std::exchange(group.again, false);
        if (!batch) {
            // The next poll tries again.
            log::warn("events not read", {{"slug", std::string_view(batch.error().slug)}});
            return;
        }
        for (auto const& stream : group.streams) {
            // One that came while this was read may have an earlier place or another role: it waits
            // for the next read, which its hint has asked for.
            if (stream->place >= batch->after && stream->place < batch->last &&
                batch->audiences.contains(stream->viewer.role)) {
                targets.emplace_back(stream, stream->place);
                stream->place = batch->last;
            }
        }
        if ((again || batch->more) && !stopping) {
            hinted.insert(business);
            wake.notify_one();
        }
    }
    for (auto const& [stream, place] : targets) {
        for (auto const& [seq, frame] :
             batch->frames.at(static_cast<std::size_t>(stream->viewer.role))) {
            if (seq > place && !stream->out->push(frame)) {
                break;
            }
        }
    }
}

void EventHub::State::check_rights(std::shared_ptr<Stream> const& stream) {
    {
        std::lock_guard const lock(mutex);
        if (std::exchange(stream->checking, true)) {
            return;
        }
    }
    auto self = shared_from_this();
    auto const viewer = stream->viewer;
    store::read(
        engine,
        store::Scope::shared(),
        [viewer, now = system.now()](store::Session& session) -> Result<bool> {
            auto const live =
                TRY(store::find_live_session(session, viewer.session_token_hash, now));
            if (!live) {
                return false;
            }
            auto const shops = TRY(store::memberships_of(session, viewer.user));
            return std::ranges::any_of(shops, [&](store::Membership const& shop) {
                return shop.business == viewer.business && shop.role == viewer.role &&
                       shop.business_status != "suspended";
            });
        },
        [self, stream](Result<bool> still) {
            {
                std::lock_guard const lock(self->mutex);
                stream->checking = false;
            }
            if (still && !*still) {
                stream->out->push(std::string("event: bye\ndata: {}\n\n"));
                stream->out->close();
            }
        }
    );
}

}  // namespace croozer::api
