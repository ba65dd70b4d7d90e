#include "store/postgres/link.hpp"

#include "base/log.hpp"
#include "base/random.hpp"

#include <algorithm>

namespace croozer::store::postgres {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds first_back_off = 100ms;
constexpr std::chrono::milliseconds longest_back_off = 5s;

}  // namespace

std::chrono::microseconds with_jitter(std::chrono::microseconds most) {
    static SystemRandom random;
    auto const half = std::max<std::int64_t>(most.count() / 2, 1);
    auto const extra = random.below(static_cast<std::uint64_t>(half));
    return std::chrono::microseconds(half + static_cast<std::int64_t>(extra));
}

Result<Connection*> Link::get() {
    if (connection_ && connection_->alive()) {
        return connection_.get();
    }
    connection_.reset();
    auto const now = std::chrono::steady_clock::now();
    if (now < next_try_) {
        return failure(ErrorCode::StorageUnavailable, "reconnecting");
    }
    auto opened = Connection::open(conninfo_, Use::Commands);
    if (!opened) {
        back_off_ = back_off_ == 0ms ? first_back_off : std::min(back_off_ * 2, longest_back_off);
        next_try_ = std::chrono::steady_clock::now() + with_jitter(back_off_);
        log::warn("database unreachable", {{"detail", std::string_view(opened.error().detail)}});
        return std::unexpected(std::move(opened).error());
    }
    back_off_ = 0ms;
    connection_ = *std::move(opened);
    return connection_.get();
}

}  // namespace croozer::store::postgres
