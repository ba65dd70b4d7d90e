#include "sandbox/tokens.hpp"

#include <chrono>
#include <utility>

namespace croozer::sandbox {
namespace {

using namespace std::chrono_literals;

constexpr Duration code_life = 10min;
// A short-lived user token lives one to two hours (meta notes §6.7).
constexpr Duration token_life = 1h;
constexpr std::size_t secret_bytes = 32;

template <class Map>
void make_room(Map& map, Instant now) {
    std::erase_if(map, [&](auto const& item) { return item.second.expires <= now; });
    if (map.size() >= Tokens::most_kept) {
        map.clear();
    }
}

}  // namespace

std::string Tokens::issue_code(Grant grant) {
    std::string code = "AQ" + random_.token(secret_bytes);
    std::scoped_lock const lock(mutex_);
    Instant const now = clock_.now();
    make_room(codes_, now);
    codes_[code] = Code{std::move(grant), now + code_life};
    return code;
}

std::optional<Grant> Tokens::take_code(std::string const& code) {
    std::scoped_lock const lock(mutex_);
    auto const node = codes_.extract(code);
    if (node.empty() || node.mapped().expires <= clock_.now()) {
        return std::nullopt;
    }
    return std::move(node.mapped().grant);
}

Tokens::Issued Tokens::issue_user_token(std::string person_id) {
    std::string token = "EAAU" + random_.token(secret_bytes);
    std::scoped_lock const lock(mutex_);
    Instant const now = clock_.now();
    make_room(tokens_, now);
    tokens_[token] = UserToken{std::move(person_id), now + token_life};
    return {std::move(token), now + token_life};
}

std::optional<Tokens::UserToken> Tokens::find(std::string const& token) const {
    std::scoped_lock const lock(mutex_);
    auto const found = tokens_.find(token);
    if (found == tokens_.end() || found->second.expires <= clock_.now()) {
        return std::nullopt;
    }
    return found->second;
}

}  // namespace croozer::sandbox
