#include "llm/grounding.hpp"

#include <algorithm>

namespace croozer::llm {

Named named(std::vector<std::string> const& names) {
    Named result;
    for (std::string const& name : names) {
        auto words = words_of(name);
        std::erase_if(words, [](Word const& word) { return cue_of(word) == Cue::Glue; });
        if (!words.empty()) {
            result.names.push_back(std::move(words));
        }
    }
    return result;
}

std::vector<Ground::Hit> const& Ground::hits(Word const& name) const {
    auto const [found, is_new] = hits_.try_emplace(name.letters);
    if (is_new) {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (double const like = likeness(words_[i], name); like > 0) {
                found->second.push_back({.word = i, .likeness = like});
            }
        }
    }
    return found->second;
}

Ground::Fit Ground::fit(std::vector<Word> const& name, Evidence const& taken) const {
    Fit fit;
    for (Word const& part : name) {
        Hit best;
        for (Hit const& hit : hits(part)) {
            bool const free = !fit.words.contains(hit.word) && !taken.contains(hit.word);
            if (free && hit.likeness > best.likeness) {
                best = hit;
            }
        }
        if (best.likeness > 0) {
            fit.words.insert(best.word);
            fit.score += best.likeness * static_cast<double>(part.letters.size());
        } else {
            fit.missing += part.letters.size();
        }
    }
    return fit;
}

std::vector<Ground::Fit> Ground::fits(Named const& candidate, Evidence const& taken) const {
    std::vector<Fit> found;
    for (auto const& name : candidate.names) {
        if (Fit one = fit(name, taken); !one.words.empty()) {
            found.push_back(std::move(one));
        }
    }
    std::ranges::sort(found, [](Fit const& a, Fit const& b) {
        return a.score - static_cast<double>(a.missing) > b.score - static_cast<double>(b.missing);
    });
    return found;
}

std::optional<Evidence> Ground::evidence(
    std::vector<Named> const& all, std::size_t wanted, Evidence const& taken
) const {
    auto const own = fits(all[wanted], taken);
    if (own.empty() || own.front().score < static_cast<double>(own.front().missing)) {
        return std::nullopt;
    }
    Fit const& best = own.front();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i == wanted) {
            continue;
        }
        for (Fit const& rival : fits(all[i], taken)) {
            bool const same_words = std::ranges::includes(rival.words, best.words);
            bool const as_good = rival.missing == 0 && rival.score >= best.score;
            if (same_words && (best.missing > 0 || as_good)) {
                return std::nullopt;
            }
        }
    }
    return best.words;
}

bool Ground::cue_before(Evidence const& evidence, Cue cue, std::size_t reach) const {
    std::size_t at = *evidence.begin();
    for (std::size_t step = 0; step < reach && at > 0 && !words_[at].breaks; ++step) {
        --at;
        if (cue_of(words_[at]) == cue) {
            return true;
        }
    }
    return false;
}

bool Ground::cue_anywhere(Cue cue) const {
    return std::ranges::any_of(words_, [cue](Word const& word) { return cue_of(word) == cue; });
}

bool Ground::is_of(std::size_t at, Named const& candidate) const {
    return std::ranges::any_of(candidate.names, [&](auto const& name) {
        return name.size() == 1 && likeness(words_[at], name.front()) > 0;
    });
}

Evidence Ground::mention(Named const& candidate) const {
    auto const found = fits(candidate, {});
    return found.empty() ? Evidence{} : found.front().words;
}

std::vector<std::int64_t> Ground::numbers_near(Evidence const& evidence) const {
    constexpr std::size_t reach = 3;
    std::vector<std::int64_t> numbers;
    auto const look = [&](std::size_t at) {
        if (auto const number = number_of(words_[at])) {
            numbers.push_back(*number);
        }
    };
    std::size_t at = *evidence.begin();
    for (std::size_t step = 0; step < reach && at > 0 && !words_[at].breaks; ++step) {
        look(--at);
    }
    std::size_t const behind = *evidence.rbegin() + 1;
    if (behind < words_.size() && !words_[behind].breaks) {
        look(behind);
    }
    return numbers;
}

double Ground::closeness(Named const& candidate) const {
    auto const found = fits(candidate, {});
    return found.empty() ? 0 : found.front().score;
}

}  // namespace croozer::llm
