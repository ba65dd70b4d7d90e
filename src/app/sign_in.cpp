#include "app/sign_in.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "store/repositories/sessions.hpp"
#include "store/repositories/users.hpp"

namespace croozer::app {
namespace {

constexpr std::size_t user_agent_bytes = 256;

Result<store::User> find_or_make_user(
    store::Session& session, IdSource& ids, Instant now, SignIn const& command
) {
    std::string const name(
        first_code_points(to_valid_utf8(command.profile.name), limits::name_code_points)
    );
    if (auto user = TRY(store::find_user_by_facebook_id(session, command.profile.id))) {
        if (user->disabled) {
            return failure(ErrorCode::Forbidden, "user_disabled");
        }
        if (!name.empty()) {
            CHECK(store::set_user_profile(session, user->id, name, command.profile.email, now));
        }
        return *std::move(user);
    }
    store::User const user{
        .id = ids.next<UserId>(),
        .name = name,
        .email = command.profile.email,
        .locale = command.locale,
        .is_platform_admin = false,
        .disabled = false,
        .auth_epoch = 0
    };
    CHECK(store::insert_user(session, user, command.profile.id, now));
    return user;
}

}  // namespace

Result<UserId> sign_in(store::Session& session, IdSource& ids, Instant now, SignIn const& command) {
    auto const user = TRY(find_or_make_user(session, ids, now, command));
    if (!command.previous_token_hash.empty()) {
        CHECK(store::delete_session(session, command.previous_token_hash));
    }
    CHECK(store::insert_session(
        session,
        {.id = ids.next<SessionId>(),
         .token_hash = command.token_hash,
         .csrf_hash = command.csrf_hash,
         .user = user.id,
         .auth_epoch = user.auth_epoch,
         .idle_seconds = std::chrono::seconds(session_idle_time).count(),
         .expires_at = now + session_whole_time,
         .remote_address = command.remote_address,
         .user_agent = to_valid_utf8(command.user_agent.substr(0, user_agent_bytes))},
        now
    ));
    CHECK(store::drop_oldest_sessions(session, user.id, sessions_per_user));
    TRY(store::delete_expired_sessions(session, now));
    return user.id;
}

Result<void> sign_out(store::Session& session, std::string_view token_hash) {
    return store::delete_session(session, token_hash);
}

}  // namespace croozer::app
