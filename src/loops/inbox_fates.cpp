// What becomes of a change that is nobody's, and of a row whose changes all have a fate.
#include "loops/inbox_progress.hpp"

namespace croozer::loops {

void Inbox::park(
    std::shared_ptr<Progress> const& progress, app::Change const& change, std::string reason
) {
    store::ParkedChange const parked{
        .inbox = progress->id,
        .change_no = change.change_no,
        .reason = std::move(reason),
        .field = change.field,
        .waba_id = change.waba_id,
        .phone_number_id = change.phone_number_id
    };
    auto const now = runner_.system_clock().now();
    store::write(
        runner_.engine(),
        store::Lane::Background,
        store::Scope::shared(),
        [parked, now](store::Session& session) { return store::park_change(session, parked, now); },
        [progress](Result<void> const& stored) {
            if (!stored) {
                progress->failed = true;
            }
        }
    );
}

void Inbox::give_back(InboxId id) {
    std::lock_guard const guard(mutex_);
    given_back_.push_back(id);
}

// Many rows settle in one write: what is not marked yet after a crash is seen to be consumed.
void Inbox::settle(Settled settled) {
    {
        std::lock_guard const guard(mutex_);
        settled_.push_back(std::move(settled));
        if (settling_) {
            return;
        }
        settling_ = true;
    }
    auto batch = std::make_shared<std::vector<Settled>>();
    store::write(
        runner_.engine(),
        store::Lane::Background,
        store::Scope::shared(),
        [this, batch](store::Session& session) -> Result<void> {
            if (batch->empty()) {
                std::lock_guard const guard(mutex_);
                batch->swap(settled_);
                settling_ = false;
            }
            auto const now = runner_.system_clock().now();
            for (auto const& row : *batch) {
                CHECK(store::settle_inbox(session, row.id, row.replayed, now));
            }
            return {};
        },
        [this, batch](Result<void> const& stored) {
            std::lock_guard const guard(mutex_);
            if (!stored && batch->empty()) {
                batch->swap(settled_);
                settling_ = false;
            }
            for (auto const& row : *batch) {
                in_hand_.erase(row.id);
                failures_.erase(row.id);
            }
        }
    );
}

}  // namespace croozer::loops
