// Sessions, the people they belong to and their wish to be forgotten, on both engines.
#include "store/contract_engines.hpp"
#include "store/repositories/deletion_requests.hpp"
#include "store/repositories/directory.hpp"
#include "store/repositories/members.hpp"
#include "store/repositories/oauth_states.hpp"
#include "store/repositories/sessions.hpp"
#include "store/repositories/users.hpp"

namespace croozer::store {
namespace {

using test::EngineTest;
using test::fresh_uuid;

constexpr std::int64_t idle_seconds = 100;

Instant at(std::int64_t seconds) {
    return Instant::from_seconds(seconds);
}

class People : public EngineTest {
protected:
    template <class Work>
    auto shared(Work work) {
        auto outcome = write_and_wait(engine(), Scope::shared(), std::move(work));
        EXPECT_TRUE(outcome) << outcome.error().slug << outcome.error().detail;
        return outcome;
    }

    UserId person(std::string const& facebook_id, Instant made = at(1)) {
        UserId const id{fresh_uuid()};
        shared([&](Session& session) {
            return insert_user(
                session,
                {.id = id,
                 .name = "Noa",
                 .email = "noa@example.org",
                 .locale = "he",
                 .is_platform_admin = false,
                 .disabled = false,
                 .auth_epoch = 0},
                facebook_id,
                made
            );
        });
        return id;
    }

    SessionId signed_in(UserId user, char token, Instant when, std::int64_t epoch = 0) {
        SessionId const id{fresh_uuid()};
        shared([&](Session& session) {
            return insert_session(
                session,
                {.id = id,
                 .token_hash = std::string(32, token),
                 .csrf_hash = std::string(32, 'c'),
                 .user = user,
                 .auth_epoch = epoch,
                 .idle_seconds = idle_seconds,
                 .expires_at = when + Duration(std::chrono::seconds(1'000)),
                 .remote_address = "192.0.2.1",
                 .user_agent = "Firefox"},
                when
            );
        });
        return id;
    }

    std::string live(UserId user, Instant now) {
        auto const list =
            shared([&](Session& session) { return list_live_sessions(session, user, now); });
        std::string tokens;
        for (auto const& entry : *list) {
            tokens += entry.token_hash.substr(0, 1);
        }
        return tokens;
    }
};

TEST_P(People, LiveSessionsAreListedAndEndedOneByOne) {
    auto const user = person(fresh_uuid().to_string());
    auto const other = person(fresh_uuid().to_string());
    auto const first = signed_in(user, 'a', at(1'000));
    auto const second = signed_in(user, 'b', at(1'010));
    auto const theirs = signed_in(other, 'z', at(1'010));
    EXPECT_EQ(live(user, at(1'020)), "ba");
    // Idle too long, past its end, or of an epoch that is over.
    EXPECT_EQ(live(user, at(1'101)), "b");
    EXPECT_EQ(live(user, at(1'111)), "");
    signed_in(user, 'c', at(1'015), 7);
    EXPECT_EQ(live(user, at(1'020)), "ba");
    EXPECT_FALSE(*shared([&](Session& session) { return delete_session_of(session, user, theirs); })
    );
    EXPECT_TRUE(*shared([&](Session& session) { return delete_session_of(session, user, first); }));
    EXPECT_FALSE(*shared([&](Session& session) { return delete_session_of(session, user, first); })
    );
    EXPECT_EQ(live(user, at(1'020)), "b");
    signed_in(user, 'd', at(1'030));
    shared([&](Session& session) {
        return delete_other_sessions(session, user, std::string(32, 'b'));
    });
    EXPECT_EQ(live(user, at(1'040)), "b");
    EXPECT_EQ(live(other, at(1'040)), "z");
    EXPECT_NE(first, second);
    signed_in(user, 'e', at(1'035));
    shared([&](Session& session) { return delete_sessions_begun(session, user, at(1'034)); });
    EXPECT_EQ(live(user, at(1'040)), "e");
    shared([&](Session& session) { return erase_user(session, user, at(1'040)); });
    EXPECT_EQ(live(user, at(1'040)), "");
    shared([&](Session& session) { return delete_sessions_of(session, other); });
    EXPECT_EQ(live(other, at(1'040)), "");
}

TEST_P(People, AnErasedPersonIsNobody) {
    auto const facebook_id = fresh_uuid().to_string();
    auto const user = person(facebook_id, at(50));
    auto const known = [&](Instant until) {
        return *shared([&](Session& session) {
            return find_user_known_by(session, facebook_id, until);
        });
    };
    EXPECT_EQ(known(at(49)), std::nullopt);
    EXPECT_EQ(known(at(50)), user);
    shared([&](Session& session) { return erase_user(session, user, at(60)); });
    EXPECT_EQ(known(at(70)), std::nullopt);
    auto const row = *shared([&](Session& session) { return find_user(session, user); });
    ASSERT_TRUE(row);
    EXPECT_EQ(row->name + row->email, "");
    EXPECT_TRUE(row->disabled);
    EXPECT_EQ(row->auth_epoch, 1);
    // The Facebook id is free again.
    EXPECT_NE(person(facebook_id), user);
}

TEST_P(People, DeletionRequestsAreFoundByTheirCodeUntilDoneAndAfter) {
    auto const user = person(fresh_uuid().to_string());
    auto const one = fresh_uuid().to_string();
    auto const two = fresh_uuid().to_string();
    auto const nobodys = fresh_uuid().to_string();
    auto const state = [&](std::string const& hash) {
        auto const found =
            *shared([&](Session& session) { return find_deletion_request(session, hash); });
        return !found ? "none" : found->is_done ? "done" : "running";
    };
    for (auto const& hash : {one, two}) {
        auto const insert = [&](Session& session) {
            return insert_deletion_request(session, hash, user, at(5));
        };
        EXPECT_TRUE(*shared(insert));
        EXPECT_FALSE(*shared(insert)) << "told again";
    }
    shared([&](Session& session) {
        return insert_deletion_request(session, nobodys, std::nullopt, at(6));
    });
    EXPECT_STREQ(state(one), "running");
    EXPECT_STREQ(state(nobodys), "done");
    EXPECT_STREQ(state(fresh_uuid().to_string()), "none");
    auto const open = [&] {
        return *shared([](Session& session) { return people_to_forget(session, 10); });
    };
    EXPECT_EQ(open(), std::vector{user});
    for (int i = 0; i < 2; ++i) {
        shared([&](Session& session) { return finish_deletion_requests(session, user, at(7)); });
    }
    EXPECT_STREQ(state(one), "done");
    EXPECT_STREQ(state(two), "done");
    EXPECT_TRUE(open().empty());
}

TEST_P(People, OnlyAnOwnerKeepsTheirPlaceAndNobodyTheirName) {
    BusinessId const business{fresh_uuid()};
    UserId const owner{fresh_uuid()};
    UserId const cashier{fresh_uuid()};
    auto const in_business = [&](auto work) {
        auto outcome = write_and_wait(engine(), Scope::of(business), std::move(work));
        EXPECT_TRUE(outcome) << outcome.error().detail;
        return outcome;
    };
    for (auto const& [user, role] :
         {std::pair(owner, ordering::Role::Owner), std::pair(cashier, ordering::Role::Cashier)}) {
        MemberId const id{fresh_uuid()};
        in_business([&](Session& session) {
            return insert_member(
                session,
                business,
                {.id = id,
                 .user = user,
                 .role = role,
                 .name = "Noa",
                 .phone = "972541234567",
                 .disabled = false},
                at(1)
            );
        });
        shared([&](Session& session) { return put_user_route(session, user, business, role); });
        for (int i = 0; i < 2; ++i) {
            in_business([&](Session& session) {
                return erase_member(
                    session, business, id, role == ordering::Role::Owner, at(2 + i)
                );
            });
        }
    }
    auto const members =
        *in_business([&](Session& session) { return list_members(session, business); });
    ASSERT_EQ(members.size(), 2U);
    for (auto const& member : members) {
        bool const owns = member.role == ordering::Role::Owner;
        EXPECT_EQ(member.name, "—");
        EXPECT_EQ(member.phone, "");
        EXPECT_EQ(member.user, owns ? std::optional(owner) : std::nullopt);
        EXPECT_EQ(member.disabled, !owns);
    }
    auto const routes = [&](UserId user) {
        return shared(
                   [&](Session& session) -> Result<std::int64_t> {
                       CHECK(delete_user_routes(session, user));
                       return TRY(session.query(
                                      "select business_id from user_businesses where user_id = $1",
                                      {user}
                                  ))
                           .size();
                   }
        ).value_or(-1);
    };
    EXPECT_EQ(routes(owner), 1);
    EXPECT_EQ(routes(cashier), 0);
}

TEST_P(People, AStateIsKeptForADayAfterItsEnd) {
    auto const put = [&](char name, std::int64_t expires, std::int64_t now) {
        shared([&](Session& session) {
            return insert_oauth_state(
                session,
                {.state_hash = std::string(32, name),
                 .cookie_hash = std::string(32, 'c'),
                 .purpose = "login",
                 .next_path = "/",
                 .expires_at = at(expires)},
                at(now)
            );
        });
    };
    auto const is_there = [&](char name) {
        return shared([&](Session& session) {
                   return take_oauth_state(session, std::string(32, name));
               }
        )->has_value();
    };
    constexpr std::int64_t day = 86'400;
    put('a', 100, 50);
    put('b', 101, 50);
    put('c', 200'000, 100 + day);
    EXPECT_FALSE(is_there('a'));
    EXPECT_TRUE(is_there('b'));
    EXPECT_FALSE(is_there('b'));
}

INSTANTIATE_TEST_SUITE_P(
    Engines, People, testing::ValuesIn(test::kinds_to_test()), test::kind_name
);

}  // namespace
}  // namespace croozer::store
