// A person of Facebook's who withdraws from us or asks to be forgotten
// (developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback).
// Forgetting goes over global rows and over those of every shop the person belongs to, so it is
// done in steps that each may be done again: the request, each shop, the end. A crash between any
// two leaves the request open, and whoever finds it begins anew.
#pragma once

#include "app/context.hpp"
#include "base/result.hpp"
#include "store/session.hpp"

#include <optional>
#include <string>

namespace croozer::app {

struct PersonRequest {
    std::string facebook_id;
    // Facebook's; a person who came to us after it is another acquaintance.
    Instant issued_at;
};

// Every session of the person that had begun by then ends: the word may come late, or again, and
// whoever has signed in since has come back. Whose they were; nothing if nobody has that id.
[[nodiscard]] Result<std::optional<UserId>> withdraw_person(
    store::Session& session, PersonRequest const& request
);

// Notes the request under its code, ends the sessions and takes the name, the e-mail address and
// the Facebook id from the person's row. Whose it is; nothing if nobody has that id: then the
// request is done already, as is one whose code is known. An empty `facebook_id` is nobody's.
[[nodiscard]] Result<std::optional<UserId>> begin_forgetting(
    store::Session& session, PersonRequest const& request, std::string_view code_hash, Instant now
);
// In one of the person's shops: an owner stays as a nameless owner, because orders and what the law
// wants kept are the shop's; anybody else is no member any more.
[[nodiscard]] Result<void> forget_in_shop(Context& context, UserId user);
// The ways into the shops that are not theirs go, and all requests about the person are done.
[[nodiscard]] Result<void> finish_forgetting(store::Session& session, UserId user, Instant now);

}  // namespace croozer::app
