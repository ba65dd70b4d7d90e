#include "sandbox/send_ledger.hpp"

#include <algorithm>
#include <utility>

namespace croozer::sandbox {

void SendLedger::add(AcceptedSend send) {
    std::scoped_lock const lock(mutex_);
    send.sequence = ++last_;
    sends_.push_back(std::move(send));
    if (sends_.size() > most_kept) {
        sends_.pop_front();
    }
}

json::object SendLedger::after(std::int64_t since, std::size_t most) const {
    std::scoped_lock const lock(mutex_);
    json::array list;
    std::int64_t next = since;
    auto const first = std::ranges::upper_bound(sends_, since, {}, &AcceptedSend::sequence);
    for (auto send = first; send != sends_.end() && list.size() < most; ++send) {
        json::object item{
            {"seq", send->sequence},
            {"at", send->at.to_rfc3339()},
            {"phone_number_id", send->phone_number_id},
            {"token_id", send->token_id},
            {"to", send->to},
            {"wamid", send->wamid},
            {"callback_data", nullptr},
            {"body", send->body},
        };
        if (send->callback_data) {
            item["callback_data"] = *send->callback_data;
        }
        list.emplace_back(std::move(item));
        next = send->sequence;
    }
    return json::object{{"sends", std::move(list)}, {"next", next}};
}

void SendLedger::clear() {
    std::scoped_lock const lock(mutex_);
    sends_.clear();
}

}  // namespace croozer::sandbox
