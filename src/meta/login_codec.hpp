// Facebook Login's code flow as pure functions
// (developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow).
#pragma once

#include "app/ports.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"

#include <string>
#include <string_view>

namespace croozer::meta {

struct FacebookLoginOptions {
    std::string dialog_url{"https://www.facebook.com/v26.0/dialog/oauth"};
    std::string graph_url{"https://graph.facebook.com"};  // without a trailing slash
    std::string version{"v26.0"};
    std::string app_id;
    Secret app_secret;
};

// `again` asks once more for permissions that the person refused (auth_type=rerequest).
[[nodiscard]] std::string login_dialog_url(
    FacebookLoginOptions const& options,
    std::string_view redirect_uri,
    std::string_view state,
    bool again
);

// The next three hold secrets and are never logged.
[[nodiscard]] std::string code_exchange_url(
    FacebookLoginOptions const& options, std::string_view redirect_uri, std::string_view code
);
[[nodiscard]] std::string debug_token_url(FacebookLoginOptions const& options, Secret const& token);
// The token itself goes in the Authorization header.
[[nodiscard]] std::string profile_url(FacebookLoginOptions const& options, Secret const& token);

// Errors of the readers: UpstreamUnavailable "facebook_unavailable" when Facebook is in trouble or
// says nothing we understand; otherwise as named.

// Unauthenticated "oauth_code": the code is wrong, used or old.
[[nodiscard]] Result<Secret> read_code_exchange(int status, std::string_view body);
// The app-scoped user id. Unauthenticated "oauth_token": the token is not valid, or was made for
// another app (token substitution).
[[nodiscard]] Result<std::string> read_debug_token(
    int status, std::string_view body, std::string_view app_id
);
// Unauthenticated "oauth_token" if refused or if it is not `user_id`'s.
[[nodiscard]] Result<app::FacebookProfile> read_profile(
    int status, std::string_view body, std::string_view user_id
);

}  // namespace croozer::meta
