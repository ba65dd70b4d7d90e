#include "llm/answer_cache.hpp"

#include "base/limits.hpp"

namespace croozer::llm {

std::optional<std::string> AnswerCache::find(std::string const& asked, Instant now) {
    std::scoped_lock const lock(mutex_);
    auto const found = by_asked_.find(asked);
    if (found == by_asked_.end() || now >= found->second->until) {
        return std::nullopt;
    }
    return found->second->answer;
}

void AnswerCache::keep(std::string asked, std::string answer, Instant now) {
    std::scoped_lock const lock(mutex_);
    if (auto const old = by_asked_.find(asked); old != by_asked_.end()) {
        entries_.erase(old->second);
        by_asked_.erase(old);
    }
    if (entries_.size() >= limits::llm_answers_kept) {
        by_asked_.erase(entries_.back().asked);
        entries_.pop_back();
    }
    entries_.push_front(
        {.asked = asked,
         .answer = std::move(answer),
         .until = now + Duration(limits::llm_answer_life)}
    );
    by_asked_.emplace(std::move(asked), entries_.begin());
}

}  // namespace croozer::llm
