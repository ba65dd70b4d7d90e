// Intake: makes a webhook durable, then takes it apart and gives each change to its business.
#pragma once

#include "app/operator_alerts.hpp"
#include "app/ports.hpp"
#include "app/receive_message.hpp"
#include "app/runner.hpp"
#include "loops/receipts.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/inbox.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace croozer::loops {

class Inbox {
public:
    // `receipts` may be null: then nobody sees blue ticks before the answer.
    Inbox(
        app::Runner& runner,
        app::WebhookDecoder const& decoder,
        app::OperatorAlerts& operators,
        Receipts* receipts
    )
        : runner_(runner), decoder_(decoder), operators_(operators), receipts_(receipts) {}

    Inbox(Inbox const&) = delete;
    Inbox& operator=(Inbox const&) = delete;

    ~Inbox() { stop(); }

    // Takes up what a crash left, then runs.
    void start();
    void stop();

    // `done` after the row is durable, or has failed (then nothing is kept and Meta must retry).
    void accept(std::string body, std::move_only_function<void(Result<void>)> done);
    // A number was connected or moved: routes are read anew.
    void forget_routes();

private:
    using Row = store::InboxRow;

    struct Progress;

    struct CachedRoute {
        store::PhoneRoute route;
        std::chrono::steady_clock::time_point read_at;
    };

    // Of one row: which of its changes it was taken up for again.
    struct Settled {
        InboxId id;
        std::vector<store::ReplayedChange> replayed;
    };

    void run();
    // `periodic`: what failed may try again.
    void sweep(bool periodic);
    void take_swept(Result<std::vector<store::InboxRow>> rows);
    // What got its route unseen is taken up again, and what is too old to be kept goes.
    void tidy();
    bool enqueue(Row row);
    void process(Row const& row);
    void distribute(std::shared_ptr<Progress> const& progress, app::Webhook const& webhook);
    void tell_unusable(std::string const& reason);
    void look_at_clock(app::Webhook const& webhook);
    void distribute_by_waba(std::shared_ptr<Progress> const& progress, app::Change const& change);
    void wait_for_room();
    void change_done();
    bool is_poison(InboxId id, std::int64_t change_no, Error const& error);
    void consume(
        std::shared_ptr<Progress> const& progress,
        app::Change const& change,
        store::PhoneRoute route
    );
    void park(
        std::shared_ptr<Progress> const& progress, app::Change const& change, std::string reason
    );
    Result<std::optional<store::PhoneRoute>> route_of(std::string const& phone_number_id);
    void settle(Settled settled);
    void give_back(InboxId id);

    app::Runner& runner_;
    app::WebhookDecoder const& decoder_;
    app::OperatorAlerts& operators_;
    Receipts* receipts_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Row> queue_;
    std::size_t queue_bytes_{0};
    std::unordered_set<InboxId> in_hand_;
    std::vector<InboxId> given_back_;  // of those in hand: failed, for the next periodic sweep
    // How often each change of a row failed for a reason of its own.
    std::unordered_map<InboxId, std::unordered_map<std::int64_t, int>> failures_;
    std::size_t changes_in_flight_{0};
    bool more_stored_{true};  // rows may wait in the database that memory does not hold
    bool sweeping_{false};
    std::vector<Settled> settled_;
    bool settling_{false};
    bool stopping_{false};
    std::chrono::steady_clock::time_point next_sweep_;
    std::chrono::steady_clock::time_point next_tidy_;
    std::mutex routes_mutex_;
    std::unordered_map<std::string, CachedRoute> routes_;
    std::thread thread_;
};

}  // namespace croozer::loops
