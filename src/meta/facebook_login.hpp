// Who a person is, by Facebook Login's server-side code flow.
#pragma once

#include "app/ports.hpp"
#include "meta/login_codec.hpp"
#include "net/http_client.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace croozer::meta {

// Thread-safe. `http` must outlive it and every flow it started.
class FacebookLogin final : public app::IdentityProvider {
public:
    FacebookLogin(FacebookLoginOptions options, net::HttpClient& http);

    [[nodiscard]] std::string dialog_url(
        std::string_view redirect_uri, std::string_view state, bool again
    ) const override;

    // `redirect_uri` must be the very one the dialog got. `done` runs on the HTTP client's thread
    // (on the caller's if its queue is full) and must not block. The user's token is forgotten
    // at the end: messaging never uses it. Errors as in login_codec.hpp.
    void fetch_profile(
        std::string redirect_uri,
        std::string code,
        std::move_only_function<void(Result<app::FacebookProfile>)> done
    ) override;

private:
    std::shared_ptr<FacebookLoginOptions const> options_;
    net::HttpClient& http_;
};

}  // namespace croozer::meta
