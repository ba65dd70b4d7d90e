// Codes and user tokens of the login dialog. Thread-safe, in memory: a restart ends them all, as
// it does not end the server's own sessions.
#pragma once

#include "base/random.hpp"
#include "base/time.hpp"

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace croozer::sandbox {

// What a code was given for: a person (login, with its redirect address) or a business account
// (Embedded Signup, without one).
struct Grant {
    std::string person_id;
    std::string waba_id;
    std::string redirect_uri;
};

class Tokens {
public:
    Tokens(Clock const& clock, RandomSource& random) : clock_(clock), random_(random) {}

    // One use, ten minutes
    // (developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow).
    std::string issue_code(Grant grant);
    std::optional<Grant> take_code(std::string const& code);

    struct Issued {
        std::string token;
        Instant expires;
    };

    Issued issue_user_token(std::string person_id);

    struct UserToken {
        std::string person_id;
        Instant expires;
    };

    [[nodiscard]] std::optional<UserToken> find(std::string const& token) const;

    static constexpr std::size_t most_kept = 10'000;

private:
    struct Code {
        Grant grant;
        Instant expires;
    };

    Clock const& clock_;
    RandomSource& random_;
    mutable std::mutex mutex_;
    std::map<std::string, Code> codes_;
    std::map<std::string, UserToken> tokens_;
};

}  // namespace croozer::sandbox
