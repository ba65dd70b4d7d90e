#include "sandbox/tokens.hpp"

#include "crypto/hmac.hpp"

#include <algorithm>
#include <utility>

namespace croozer::sandbox {
namespace {

using namespace std::chrono_literals;

constexpr Duration login_code_life = 10min;
constexpr Duration signup_code_life = 30s;
// A short-lived user token lives one to two hours (meta notes §6.7).
constexpr Duration token_life = 1h;
// Access to a person's data lasts 90 days without their doing anything
// (developers.facebook.com/docs/facebook-login/auth-vs-data).
constexpr Duration data_access_life = std::chrono::days(90);
constexpr std::size_t secret_bytes = 32;
constexpr std::size_t business_secret_bytes = 48;
constexpr std::size_t token_id_digits = 12;
constexpr std::uint64_t user_id_space = 100'000'000'000'000;

constexpr int expired_subcode = 463;

template <class Map>
void make_room(Map& map, Instant now) {
    std::erase_if(map, [&](auto const& item) { return item.second.expires <= now; });
    if (map.size() >= Tokens::most_kept) {
        map.clear();
    }
}

// `key` is absent: no change; null: never; a number: seconds from now.
void change_expiry(
    std::optional<Instant>& expiry, json::object const& changes, std::string_view key, Instant now
) {
    json::value const* const value = changes.if_contains(key);
    if (value == nullptr) {
        return;
    }
    if (value->is_int64()) {
        expiry = now + std::chrono::seconds(value->get_int64());
    } else {
        expiry = std::nullopt;
    }
}

void apply(BusinessToken& token, json::object const& changes, Instant now) {
    change_expiry(token.expires, changes, "expires_in", now);
    change_expiry(token.data_access_expires, changes, "data_access_expires_in", now);
    if (json::value const* const revoked = changes.if_contains("revoked")) {
        token.revoked = revoked->is_int64() ? std::optional(static_cast<int>(revoked->get_int64()))
                                            : std::nullopt;
    }
    if (json::array const* const scopes = array_of(changes, "scopes")) {
        token.scopes.clear();
        for (json::value const& scope : *scopes) {
            if (scope.is_string()) {
                token.scopes.emplace_back(scope.get_string());
            }
        }
    }
}

json::value seconds_or_null(std::optional<Instant> const& instant) {
    return instant ? json::value(instant->seconds()) : json::value(nullptr);
}

}  // namespace

std::vector<std::string> whatsapp_scopes() {
    return {"whatsapp_business_management", "whatsapp_business_messaging"};
}

std::string token_id(std::string_view token) {
    return crypto::to_hex(crypto::sha256(token)).substr(0, token_id_digits);
}

bool BusinessToken::grants(std::string_view waba_id) const {
    return std::ranges::find(waba_ids, waba_id) != waba_ids.end();
}

bool BusinessToken::has_scope(std::string_view scope) const {
    return std::ranges::find(scopes, scope) != scopes.end();
}

std::optional<GraphError> BusinessToken::trouble(Instant now) const {
    if (revoked) {
        return GraphError{190, "Error validating access token: it was revoked.", *revoked};
    }
    if (expires && *expires <= now) {
        return GraphError{
            190, "Error validating access token: Session has expired.", expired_subcode
        };
    }
    return std::nullopt;
}

std::string Tokens::issue_code(Grant grant) {
    std::string code = "AQ" + random_.token(secret_bytes);
    std::scoped_lock const lock(mutex_);
    Instant const now = clock_.now();
    make_room(codes_, now);
    Duration const life = grant.waba_ids.empty() ? login_code_life : signup_code_life;
    codes_[code] = Code{std::move(grant), now + life};
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

Tokens::Issued Tokens::issue_business_token(
    std::vector<std::string> waba_ids,
    std::vector<std::string> scopes,
    std::optional<std::chrono::seconds> lifetime
) {
    std::string token = "EAAB" + random_.token(business_secret_bytes);
    // Meta's are letters and digits.
    std::ranges::replace_if(token, [](char c) { return c == '-' || c == '_'; }, 'x');
    BusinessToken facts;
    facts.waba_ids = std::move(waba_ids);
    facts.scopes = std::move(scopes);
    facts.user_id = "122" + std::to_string(user_id_space + random_.below(user_id_space));
    facts.issued = clock_.now();
    if (lifetime) {
        facts.expires = facts.issued + *lifetime;
    }
    facts.data_access_expires = facts.issued + data_access_life;
    Issued issued{token, facts.expires};
    adopt(std::move(token), std::move(facts));
    return issued;
}

void Tokens::adopt(std::string token, BusinessToken facts) {
    std::scoped_lock const lock(mutex_);
    if (business_.size() >= most_kept) {
        Instant const now = clock_.now();
        std::erase_if(business_, [&](auto const& item) {
            return item.second.trouble(now).has_value();
        });
    }
    business_.insert_or_assign(std::move(token), std::move(facts));
}

std::optional<BusinessToken> Tokens::find_business(std::string_view token) const {
    std::scoped_lock const lock(mutex_);
    auto const found = business_.find(token);
    return found == business_.end() ? std::nullopt : std::optional(found->second);
}

std::size_t Tokens::change(
    std::string_view waba_id, std::string_view token, json::object const& changes
) {
    std::scoped_lock const lock(mutex_);
    std::size_t count = 0;
    for (auto& [text, facts] : business_) {
        bool const meant = token.empty() ? waba_id.empty() || facts.grants(waba_id)
                                         : text == token || token_id(text) == token;
        if (meant) {
            apply(facts, changes, clock_.now());
            ++count;
        }
    }
    return count;
}

json::array Tokens::describe() const {
    json::array out;
    for (auto const& [text, facts] : business_tokens()) {
        json::array accounts(facts.waba_ids.begin(), facts.waba_ids.end());
        json::array scopes(facts.scopes.begin(), facts.scopes.end());
        out.emplace_back(json::object{
            {"id", token_id(text)},
            {"waba_ids", std::move(accounts)},
            {"scopes", std::move(scopes)},
            {"issued_at", facts.issued.seconds()},
            {"expires_at", seconds_or_null(facts.expires)},
            {"data_access_expires_at", seconds_or_null(facts.data_access_expires)},
            {"revoked", facts.revoked ? json::value(*facts.revoked) : json::value(nullptr)},
        });
    }
    return out;
}

std::map<std::string, BusinessToken, std::less<>> Tokens::business_tokens() const {
    std::scoped_lock const lock(mutex_);
    return business_;
}

}  // namespace croozer::sandbox
