#include "loops/inbox.hpp"

#include "app/receive_news.hpp"
#include "base/log.hpp"
#include "base/thread_name.hpp"
#include "loops/inbox_progress.hpp"

#include <new>
#include <utility>

namespace croozer::loops {
namespace {

using namespace std::chrono_literals;

// Beyond this rows stay in the database until the sweep finds them.
constexpr std::size_t most_in_memory = 8'192;
constexpr std::size_t most_bytes_in_memory = std::size_t{32} * 1024 * 1024;
// Changes on their way through the writer at once: enough to fill its batches, too few to fill its
// queue.
constexpr std::size_t most_changes_in_flight = 512;
constexpr auto sweep_every = 2s;
constexpr std::int64_t sweep_rows = 2'000;
constexpr std::size_t sweep_bytes = std::size_t{16} * 1024 * 1024;
// A row this young is on its way through memory.
constexpr auto sweep_age = 1s;
constexpr int most_failures = 5;
constexpr auto tidy_every = 1min;
constexpr std::int64_t tidy_rows = 200;
// Another node may have let a number go, or connected it anew, without this one hearing of it.
constexpr auto route_age = 5s;

}  // namespace

void Inbox::start() {
    next_sweep_ = std::chrono::steady_clock::now();
    next_tidy_ = next_sweep_;
    thread_ = std::thread([this] {
        name_this_thread("inbox");
        run();
    });
}

void Inbox::stop() {
    {
        std::lock_guard const guard(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void Inbox::accept(std::string body, std::move_only_function<void(Result<void>)> done) {
    auto const now = runner_.system_clock().now();
    IdSource ids(runner_.system_clock(), runner_.random());
    auto shared = std::make_shared<Row>(Row{.id = ids.next<InboxId>(), .body = std::move(body)});
    store::write(
        runner_.engine(),
        store::Lane::Ingress,
        store::Scope::shared(),
        [shared, now](store::Session& session) {
            return store::insert_inbox(session, shared->id, now, shared->body);
        },
        [this, shared, done = std::move(done)](Result<void> stored) mutable {
            bool const kept = stored.has_value();
            if (!kept) {
                operators_.raise(app::OperatorAlert::WebhookNotStored, stored.error().slug);
            }
            done(std::move(stored));
            if (kept) {
                enqueue(std::move(*shared));
            }
        }
    );
}

void Inbox::forget_routes() {
    std::lock_guard const guard(routes_mutex_);
    routes_.clear();
}

bool Inbox::enqueue(Row row) {
    {
        std::lock_guard const guard(mutex_);
        if (queue_.size() >= most_in_memory ||
            (!queue_.empty() && queue_bytes_ + row.body.size() > most_bytes_in_memory)) {
            more_stored_ = true;
            return false;
        }
        if (stopping_ || !in_hand_.insert(row.id).second) {
            return false;
        }
        queue_bytes_ += row.body.size();
        queue_.push_back(std::move(row));
    }
    wake_.notify_all();
    return true;
}

void Inbox::run() {
    for (;;) {
        std::optional<Row> row;
        bool look = false;
        bool due = false;
        {
            std::unique_lock lock(mutex_);
            wake_.wait_until(lock, next_sweep_, [this] {
                return stopping_ || !queue_.empty() || (more_stored_ && !sweeping_);
            });
            if (stopping_) {
                return;
            }
            if (!queue_.empty()) {
                row = std::move(queue_.front());
                queue_.pop_front();
                queue_bytes_ -= row->body.size();
            }
            due = std::chrono::steady_clock::now() >= next_sweep_;
            look = !sweeping_ && queue_.empty() && (due || more_stored_);
        }
        if (look) {
            sweep(due);
        }
        if (std::chrono::steady_clock::now() >= next_tidy_) {
            next_tidy_ = std::chrono::steady_clock::now() + tidy_every;
            tidy();
        }
        if (row) {
            process(*row);
        }
    }
}

void Inbox::sweep(bool periodic) {
    {
        std::lock_guard const guard(mutex_);
        sweeping_ = true;
        if (periodic) {
            next_sweep_ = std::chrono::steady_clock::now() + sweep_every;
            for (auto const& id : given_back_) {
                in_hand_.erase(id);
            }
            given_back_.clear();
        }
    }
    auto const until = runner_.system_clock().now() - Duration(sweep_age);
    store::read(
        runner_.engine(),
        store::Scope::shared(),
        [until](store::Session& session) {
            return store::unsettled_inbox(session, until, sweep_rows, sweep_bytes);
        },
        [this](Result<std::vector<store::InboxRow>> rows) { take_swept(std::move(rows)); }
    );
}

void Inbox::take_swept(Result<std::vector<store::InboxRow>> rows) {
    bool found_new = false;
    if (rows) {
        for (auto& row : *rows) {
            found_new |= enqueue(std::move(row));
        }
    }
    {
        std::lock_guard const guard(mutex_);
        sweeping_ = false;
        // A page without news holds only what is under way: the next look can wait its time.
        more_stored_ = found_new;
    }
    wake_.notify_all();
}

void Inbox::tidy() {
    store::write(
        runner_.engine(),
        store::Lane::Background,
        store::Scope::shared(),
        [now = runner_.system_clock().now()](store::Session& session) -> Result<void> {
            CHECK(store::replay_all_routed(session, now));
            TRY(store::drop_old_parked(session, now, tidy_rows));
            return {};
        },
        [](Result<void> const& tidied) {
            if (!tidied) {
                log::warn("parked webhooks not looked through", {{"error", tidied.error().slug}});
            }
        }
    );
}

void Inbox::wait_for_room() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return stopping_ || changes_in_flight_ < most_changes_in_flight; });
    ++changes_in_flight_;
}

void Inbox::change_done() {
    {
        std::lock_guard const guard(mutex_);
        if (changes_in_flight_-- != most_changes_in_flight) {
            return;
        }
    }
    wake_.notify_all();
}

void Inbox::process(Row const& row) {
    auto const progress = std::make_shared<Progress>(*this, row);
    try {
        distribute(progress, decoder_.decode(row.body));
    } catch (std::bad_alloc const&) {
        log::error("no memory to decode a webhook", {});
        progress->failed = true;
    }
}

void Inbox::distribute(std::shared_ptr<Progress> const& progress, app::Webhook const& webhook) {
    if (!webhook.unusable.empty()) {
        tell_unusable(webhook.unusable);
        park(progress, app::Change{}, webhook.unusable);
        return;
    }
    look_at_clock(webhook);
    for (auto const& change : webhook.changes) {
        if (!progress->concerns(change)) {
            continue;
        }
        if (!change.unusable.empty()) {
            tell_unusable(change.unusable);
            park(progress, change, change.unusable);
            continue;
        }
        if (change.phone_number_id.empty()) {
            distribute_by_waba(progress, change);
            continue;
        }
        auto const route = route_of(change.phone_number_id);
        if (!route) {
            // Not known to be unknown: the row is taken up again.
            progress->failed = true;
        } else if (!*route) {
            park(progress, change, "unknown_number");
        } else if ((*route)->waba_id != change.waba_id) {
            operators_.raise(
                app::OperatorAlert::WebhookMismatch,
                "WABA " + change.waba_id + ", phone number " + change.phone_number_id
            );
            park(progress, change, "mismatch");
        } else {
            consume(progress, change, **route);
        }
    }
}

// What is not Meta's shape may be a shape we do not know yet: somebody must look.
void Inbox::tell_unusable(std::string const& reason) {
    if (reason == "malformed") {
        operators_.raise(app::OperatorAlert::WebhookMalformed);
    } else {
        log::warn("webhook parked", {{"reason", reason}});
    }
}

// Nobody writes in the future: either this clock is behind or Meta's is ahead.
void Inbox::look_at_clock(app::Webhook const& webhook) {
    auto const until = runner_.system_clock().now() + Duration(app::clock_tolerance);
    for (auto const& change : webhook.changes) {
        auto const* message = std::get_if<app::InboundMessage>(&change.content);
        if (message != nullptr && message->sent_at > until) {
            auto const ahead = *message->sent_at - until + Duration(app::clock_tolerance);
            operators_.raise(
                app::OperatorAlert::ClockBehind,
                "A message is " + std::to_string(ahead.count() / 1'000'000) + " seconds ahead."
            );
            return;
        }
    }
}

// What names no number concerns every business of its WABA; each consumes it for itself. A message
// without a number is nobody's.
void Inbox::distribute_by_waba(
    std::shared_ptr<Progress> const& progress, app::Change const& change
) {
    if (change.waba_id.empty() || !std::holds_alternative<app::AccountNews>(change.content)) {
        park(progress, change, "account_field");
        return;
    }
    auto const routes = store::read_and_wait(
        runner_.engine(),
        store::Scope::shared(),
        [&](store::Session& session) { return store::find_waba_routes(session, change.waba_id); }
    );
    if (!routes) {
        progress->failed = true;
    } else if (routes->empty()) {
        park(progress, change, "unknown_waba");
    } else {
        for (auto const& route : *routes) {
            consume(progress, change, route);
        }
    }
}

Result<std::optional<store::PhoneRoute>> Inbox::route_of(std::string const& phone_number_id) {
    {
        std::lock_guard const guard(routes_mutex_);
        auto const found = routes_.find(phone_number_id);
        if (found != routes_.end() &&
            std::chrono::steady_clock::now() - found->second.read_at < route_age) {
            return found->second.route;
        }
    }
    auto const route = TRY(store::read_and_wait(
        runner_.engine(),
        store::Scope::shared(),
        [&](store::Session& session) { return store::find_phone_route(session, phone_number_id); }
    ));
    if (route) {
        std::lock_guard const guard(routes_mutex_);
        routes_[phone_number_id] = {.route = *route, .read_at = std::chrono::steady_clock::now()};
    }
    return route;
}

bool Inbox::is_poison(InboxId id, std::int64_t change_no, Error const& error) {
    if (is_passing(error.code)) {
        return false;
    }
    std::lock_guard const guard(mutex_);
    return ++failures_[id][change_no] >= most_failures;
}

void Inbox::consume(
    std::shared_ptr<Progress> const& progress, app::Change const& change, store::PhoneRoute route
) {
    app::ChangeOrigin const origin{
        .inbox = progress->id,
        .change_no = change.change_no,
        .account = route.account,
        .field = change.field,
        .told_at = change.told_at
    };
    wait_for_room();
    runner_.run(
        store::Lane::Background,
        route.business,
        [origin, waba_id = change.waba_id, content = change.content](app::Context& context
        ) -> Result<app::Received> {
            if (auto const* message = std::get_if<app::InboundMessage>(&content)) {
                return app::receive_message(context, origin, *message);
            }
            if (auto const* status = std::get_if<app::StatusUpdate>(&content)) {
                return app::receive_status(context, origin, *status);
            }
            return app::receive_news(context, origin, waba_id, std::get<app::AccountNews>(content));
        },
        [this, progress, change, route](Result<app::Received> const& received) {
            change_done();
            if (received) {
                auto const* message = std::get_if<app::InboundMessage>(&change.content);
                if (receipts_ != nullptr && received->turn_is_due && message != nullptr) {
                    receipts_->seen(
                        route.business, route.account, received->conversation, message->wamid
                    );
                }
                return;
            }
            log::error(
                "change not consumed",
                {{"error", received.error().slug}, {"detail", received.error().detail}}
            );
            if (is_poison(progress->id, change.change_no, received.error())) {
                park(progress, change, "poison");
            } else {
                progress->failed = true;
            }
        }
    );
}

}  // namespace croozer::loops
