// What the halves of the inbox share: a row on its way.
#pragma once

#include "loops/inbox.hpp"

#include <algorithm>
#include <atomic>
#include <utility>
#include <vector>

namespace croozer::loops {

// One inbox row on its way: settled when its last change has a fate, given back if one failed.
struct Inbox::Progress {
    Progress(Inbox& owner, Row const& row) : inbox(owner), id(row.id), replayed(row.replayed) {}

    Progress(Progress const&) = delete;
    Progress& operator=(Progress const&) = delete;

    ~Progress() {
        if (failed) {
            inbox.give_back(id);
        } else {
            inbox.settle({.id = id, .replayed = std::move(replayed)});
        }
    }

    [[nodiscard]] bool concerns(app::Change const& change) const {
        return replayed.empty() ||
               std::ranges::find(replayed, change.change_no, &store::ReplayedChange::change_no) !=
                   replayed.end();
    }

    Inbox& inbox;
    InboxId id;
    std::vector<store::ReplayedChange> replayed;
    std::atomic<bool> failed{false};
};

}  // namespace croozer::loops
