#include "app/forget_person.hpp"

#include "app/journal.hpp"
#include "store/repositories/deletion_requests.hpp"
#include "store/repositories/directory.hpp"
#include "store/repositories/members.hpp"
#include "store/repositories/sessions.hpp"
#include "store/repositories/users.hpp"

#include <chrono>

namespace croozer::app {
namespace {

// Between Facebook's clock and ours.
constexpr auto clocks_differ = std::chrono::minutes(5);

// What the request may speak of.
Instant until(PersonRequest const& request) {
    return request.issued_at + Duration(clocks_differ);
}

Result<std::optional<UserId>> person_of(store::Session& session, PersonRequest const& request) {
    if (request.facebook_id.empty()) {
        return std::nullopt;
    }
    return store::find_user_known_by(session, request.facebook_id, until(request));
}

}  // namespace

Result<std::optional<UserId>> withdraw_person(
    store::Session& session, PersonRequest const& request
) {
    auto const user = TRY(person_of(session, request));
    if (user) {
        CHECK(store::delete_sessions_begun(session, *user, until(request)));
    }
    return user;
}

Result<std::optional<UserId>> begin_forgetting(
    store::Session& session, PersonRequest const& request, std::string_view code_hash, Instant now
) {
    auto const user = TRY(person_of(session, request));
    if (!TRY(store::insert_deletion_request(session, code_hash, user, now))) {
        return std::nullopt;
    }
    if (user) {
        CHECK(store::erase_user(session, *user, now));
        CHECK(store::delete_sessions_of(session, *user));
    }
    return user;
}

Result<void> forget_in_shop(Context& context, UserId user) {
    auto const member = TRY(store::find_member_of_user(context.session, context.business, user));
    if (!member) {
        return {};
    }
    bool const owns = member->role == ordering::Role::Owner;
    CHECK(
        store::erase_member(context.session, context.business, member->id, owns, context.system_now)
    );
    note_audit(
        context,
        {.kind = WhoKind::System,
         .id = std::nullopt,
         .name = {},
         .role = ordering::Role::Viewer,
         .remote_address = {},
         .request_id = {}},
        {.action = "member.forget", .object_kind = "member", .object = member->id.value}
    );
    return {};
}

Result<void> finish_forgetting(store::Session& session, UserId user, Instant now) {
    CHECK(store::delete_user_routes(session, user));
    return store::finish_deletion_requests(session, user, now);
}

}  // namespace croozer::app
