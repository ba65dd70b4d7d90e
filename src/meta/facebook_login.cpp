#include "meta/facebook_login.hpp"

#include "base/limits.hpp"
#include "base/log.hpp"
#include "meta/graph_codec.hpp"

#include <expected>
#include <utility>

namespace croozer::meta {
namespace {

using Answer = std::expected<net::OutgoingResponse, net::TransportFailure>;

// One login under way; its callbacks hold it.
class Flow : public std::enable_shared_from_this<Flow> {
public:
    Flow(
        std::shared_ptr<FacebookLoginOptions const> options,
        net::HttpClient& http,
        std::move_only_function<void(Result<app::FacebookProfile>)> done
    )
        : options_(std::move(options)), http_(http), done_(std::move(done)) {}

    void start(std::string_view redirect_uri, std::string_view code) {
        get(code_exchange_url(*options_, redirect_uri, code), {}, &Flow::on_token);
    }

private:
    using Step = Result<void> (Flow::*)(net::OutgoingResponse const&);

    void get(std::string url, std::vector<std::string> headers, Step step) {
        net::OutgoingRequest request;
        request.url = std::move(url);
        request.headers = std::move(headers);
        request.timeout = limits::graph_time;
        http_.send(std::move(request), [self = shared_from_this(), step](Answer answer) {
            self->on_answer(std::move(answer), step);
        });
    }

    void on_answer(Answer answer, Step step) {
        if (!answer) {
            finish(failure(
                ErrorCode::UpstreamUnavailable, "facebook_unavailable", answer.error().detail
            ));
        } else if (auto const stepped = (this->*step)(*answer); !stepped) {
            finish(std::unexpected(stepped.error()));
        }
    }

    Result<void> on_token(net::OutgoingResponse const& response) {
        token_ = TRY(read_code_exchange(response.status, response.body));
        get(debug_token_url(*options_, token_), {}, &Flow::on_debug_token);
        return {};
    }

    Result<void> on_debug_token(net::OutgoingResponse const& response) {
        user_id_ = TRY(read_debug_token(response.status, response.body, options_->app_id));
        auto header = TRY(authorization_header(token_));
        get(profile_url(*options_, token_), {std::move(header)}, &Flow::on_profile);
        return {};
    }

    Result<void> on_profile(net::OutgoingResponse const& response) {
        auto profile = TRY(read_profile(response.status, response.body, user_id_));
        finish(std::move(profile));
        return {};
    }

    void finish(Result<app::FacebookProfile> result) {
        if (!result) {
            log::info(
                "Facebook login failed",
                {{"slug", std::string_view(result.error().slug)},
                 {"detail", std::string_view(result.error().detail)}}
            );
        }
        done_(std::move(result));
    }

    std::shared_ptr<FacebookLoginOptions const> options_;
    net::HttpClient& http_;
    std::move_only_function<void(Result<app::FacebookProfile>)> done_;
    Secret token_;
    std::string user_id_;
};

}  // namespace

FacebookLogin::FacebookLogin(FacebookLoginOptions options, net::HttpClient& http)
    : options_(std::make_shared<FacebookLoginOptions const>(std::move(options))), http_(http) {}

std::string FacebookLogin::dialog_url(
    std::string_view redirect_uri, std::string_view state, bool again
) const {
    return login_dialog_url(*options_, redirect_uri, state, again);
}

void FacebookLogin::fetch_profile(
    std::string redirect_uri,
    std::string code,
    std::move_only_function<void(Result<app::FacebookProfile>)> done
) {
    std::make_shared<Flow>(options_, http_, std::move(done))->start(redirect_uri, code);
}

}  // namespace croozer::meta
