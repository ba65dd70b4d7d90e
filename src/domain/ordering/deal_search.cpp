#include "domain/ordering/deal_search.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace croozer::ordering {
namespace {

using Counts = std::vector<std::int64_t>;  // units left of each kind

// One application of a deal.
struct Filled {
    std::map<std::size_t, std::int64_t> units;  // by kind, those that are taken
    std::int64_t saving{0};
};

// Fills a deal's seats with the units worth most, where one unit may fit several seats: each
// further seat is filled by the best chain of moves among those before it (the Hungarian method).
class Seating {
public:
    Seating(std::vector<UnitKind> const& kinds, DealShape const& deal, Counts left)
        : kinds_(kinds), deal_(deal), left_(std::move(left)) {}

    std::optional<Filled> fill() {
        while (taken_.size() < deal_.seats.size()) {
            if (!fill_next()) {
                return std::nullopt;
            }
        }
        Filled filled{.units = {}, .saving = -deal_.price};
        for (std::size_t seat = 0; seat < taken_.size(); ++seat) {
            filled.saving += worth(seat, taken_[seat]);
            ++filled.units[taken_[seat]];
        }
        return filled;
    }

private:
    [[nodiscard]] std::int64_t worth(std::size_t seat, std::size_t kind) const {
        return kinds_[kind].worth[deal_.seats[seat]];
    }

    // The best sum of moves after which a seat is empty, and who took its unit.
    struct Emptied {
        std::int64_t gain{does_not_fit};
        std::size_t taken_by{0};
    };

    [[nodiscard]] std::vector<Emptied> chains() const {
        std::size_t const next = taken_.size();
        std::vector<Emptied> empty(next + 1);
        empty[next].gain = 0;
        // No chain is longer than there are seats: the seats before hold their best units, so that
        // moving them around in a circle gains nothing.
        for (bool better = true; better;) {
            better = false;
            for (std::size_t from = 0; from <= next; ++from) {
                for (std::size_t to = 0; to < next; ++to) {
                    if (from == to || empty[from].gain == does_not_fit ||
                        worth(from, taken_[to]) == does_not_fit) {
                        continue;
                    }
                    std::int64_t const gain =
                        empty[from].gain + worth(from, taken_[to]) - worth(to, taken_[to]);
                    if (gain > empty[to].gain) {
                        empty[to] = {.gain = gain, .taken_by = from};
                        better = true;
                    }
                }
            }
        }
        return empty;
    }

    bool fill_next() {
        auto const empty = chains();
        std::int64_t best = does_not_fit;
        std::size_t seat = 0;
        std::size_t kind = 0;
        for (std::size_t s = 0; s < empty.size(); ++s) {
            for (std::size_t k = 0; k < kinds_.size() && empty[s].gain != does_not_fit; ++k) {
                if (left_[k] > 0 && worth(s, k) != does_not_fit &&
                    empty[s].gain + worth(s, k) > best) {
                    best = empty[s].gain + worth(s, k);
                    seat = s;
                    kind = k;
                }
            }
        }
        if (best == does_not_fit) {
            return false;
        }
        --left_[kind];
        // Down the chain: whoever took this seat's unit gets it.
        for (; seat < taken_.size(); seat = empty[seat].taken_by) {
            std::swap(taken_[seat], kind);
        }
        taken_.push_back(kind);
        return true;
    }

    std::vector<UnitKind> const& kinds_;
    DealShape const& deal_;
    Counts left_;
    std::vector<std::size_t> taken_;  // the kind in each seat filled so far
};

class Search {
public:
    Search(std::vector<UnitKind> const& kinds, std::vector<DealShape> const& deals)
        : kinds_(kinds), deals_(deals), uses_(deals.size()), best_(uses_) {
        left_.reserve(kinds.size());
        for (UnitKind const& kind : kinds) {
            left_.push_back(kind.count);
        }
    }

    std::vector<DealUse> run() {
        std::vector<std::optional<Filled>> fills;
        fills.reserve(deals_.size());
        for (DealShape const& deal : deals_) {
            fills.push_back(Seating(kinds_, deal, left_).fill());
        }
        explore(std::move(fills));
        return std::move(best_);
    }

private:
    // How often an application can be repeated with what is left.
    [[nodiscard]] std::int64_t repeats(Filled const& filled) const {
        std::int64_t most = std::numeric_limits<std::int64_t>::max();
        for (auto const& [kind, units] : filled.units) {
            most = std::min(most, left_[kind] / units);
        }
        return most;
    }

    // `fills` are the best applications before something was taken. While one is still possible it
    // is still the best, and what was not possible then is not now.
    void refill(std::vector<std::optional<Filled>>& fills) {
        for (std::size_t deal = 0; deal < deals_.size(); ++deal) {
            if (fills[deal] && repeats(*fills[deal]) == 0) {
                --tries_;
                fills[deal] = Seating(kinds_, deals_[deal], left_).fill();
            }
            if (fills[deal] && fills[deal]->saving <= 0) {
                fills[deal].reset();
            }
        }
    }

    void explore(std::vector<std::optional<Filled>> fills) {
        --tries_;
        auto const [seen, fresh] = seen_.try_emplace(left_, saving_);
        if (!fresh && seen->second >= saving_) {
            return;
        }
        seen->second = saving_;
        if (saving_ > best_saving_) {
            best_saving_ = saving_;
            best_ = uses_;
        }
        refill(fills);
        std::vector<std::pair<std::int64_t, std::size_t>> order;  // the most saving deal first
        for (std::size_t deal = 0; deal < deals_.size(); ++deal) {
            if (fills[deal]) {
                order.emplace_back(-fills[deal]->saving, deal);
            }
        }
        std::ranges::sort(order);
        bool first = true;
        for (auto const& [negative_saving, deal] : order) {
            // As often as it goes, which keeps a large order short; and once, for a mix.
            std::int64_t const most = repeats(*fills[deal]);
            for (std::int64_t times = most; times > 0; times = times > 1 ? 1 : 0) {
                // The greedy way is gone to its end in any case.
                if (std::exchange(first, false) || tries_ > 0) {
                    use(deal, *fills[deal], times);
                    explore(fills);
                    use(deal, *fills[deal], -times);
                }
            }
        }
    }

    void use(std::size_t deal, Filled const& filled, std::int64_t times) {
        for (auto const& [kind, units] : filled.units) {
            left_[kind] -= times * units;
        }
        uses_[deal].times += times;
        uses_[deal].saving += times * filled.saving;
        saving_ += times * filled.saving;
    }

    std::vector<UnitKind> const& kinds_;
    std::vector<DealShape> const& deals_;
    Counts left_;
    std::vector<DealUse> uses_;
    std::int64_t saving_{0};
    std::vector<DealUse> best_;
    std::int64_t best_saving_{0};
    std::map<Counts, std::int64_t> seen_;  // the best saving with which so much was left
    int tries_{limits::deal_tries};
};

}  // namespace

std::vector<DealUse> best_deals(
    std::vector<UnitKind> const& kinds, std::vector<DealShape> const& deals
) {
    return Search(kinds, deals).run();
}

}  // namespace croozer::ordering
