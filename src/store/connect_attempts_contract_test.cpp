// Connect attempts, accounts as connecting writes them, and the routes to them, on both engines.
#include "store/contract_engines.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/connect_attempts.hpp"
#include "store/repositories/work.hpp"

namespace croozer::store {
namespace {

using test::EngineTest;

class ConnectAttempts : public EngineTest {
protected:
    template <class Work>
    auto in_business(Work work) {
        return write_and_wait(engine(), Scope::of(business_), [=, this](Session& session) {
            return work(session, business_);
        });
    }

    template <class Work>
    auto shared(Work work) {
        return write_and_wait(engine(), Scope::shared(), work);
    }

    static ConnectAttempt attempt(Instant at) {
        ConnectAttempt made;
        made.id = ConnectAttemptId{test::fresh_uuid()};
        made.created_at = at;
        made.updated_at = at;
        return made;
    }

    bool insert(ConnectAttempt const& made) {
        auto const done = in_business([=](Session& session, BusinessId business) {
            return insert_attempt(session, business, made);
        });
        EXPECT_TRUE(done || done.error().code == ErrorCode::ConstraintUnique)
            << done.error().detail;
        return done.has_value();
    }

    bool save(ConnectAttempt const& made) {
        auto const saved = in_business([=](Session& session, BusinessId business) {
            return save_attempt(session, business, made);
        });
        EXPECT_TRUE(saved) << saved.error().detail;
        return saved.value_or(false);
    }

    ConnectAttempt find(ConnectAttemptId id) {
        auto const found = in_business([=](Session& session, BusinessId business) {
            return find_attempt(session, business, id);
        });
        EXPECT_TRUE(found && *found);
        return found && *found ? **found : ConnectAttempt{};
    }

    AccountConnection connection(std::string number) {
        return {
            .id = AccountId{test::fresh_uuid()},
            .phone_number_id = std::move(number),
            .waba_id = "100",
            .portfolio_id = "500",
            .phone_number = "97235550101",
            .display_name = "Pizza",
            .token = SealedSecret{"token"},
            .token_kind = "temporary",
            .token_expires_at = Instant{50},
            .data_access_expires_at = Instant{60},
            .scopes = {"a", "b"},
            .pin = SealedSecret{"pin"},
            .is_coexistence = true,
            .quality = "GREEN",
            .throughput_level = "",
            .messaging_limit = "TIER_2K"
        };
    }

    Result<void> put(AccountConnection const& account, Instant at = {5}) {
        return in_business([=](Session& session, BusinessId business) {
            return put_account(session, business, account, at);
        });
    }

    std::string cell(std::string_view sql) {
        auto const rows =
            read_and_wait(engine(), Scope::of(business_), [=, this](Session& session) {
                return session.query(sql, {business_});
            });
        EXPECT_TRUE(rows) << rows.error().detail;
        return rows && !rows->empty() ? rows->front().text(0) : "none";
    }

    BusinessId business_{test::fresh_business()};
};

INSTANTIATE_TEST_SUITE_P(
    Engines, ConnectAttempts, testing::ValuesIn(test::kinds_to_test()), test::kind_name
);

TEST_P(ConnectAttempts, ComeBackAsTheyWere) {
    auto made = attempt({10});
    made.variant = ConnectVariant::Coexistence;
    made.waba_hint = "100";
    made.number_hint = "200";
    made.requested_by = UserId{test::fresh_uuid()};
    ASSERT_TRUE(insert(made));
    made.state = ConnectState::Failed;
    made.waba_id = "100";
    made.phone_number_id = "200";
    made.portfolio_id = "500";
    made.token = SealedSecret{std::string("t\0k", 3)};
    made.token_kind = "temporary";
    made.token_expires_at = Instant{70};
    made.data_access_expires_at = Instant{80};
    made.scopes = {"x", "y"};
    made.pin = SealedSecret{"p"};
    made.facts.granted_wabas = {"100"};
    made.facts.numbers = {
        {.id = "200",
         .display_phone_number = "+972",
         .verified_name = "שם",
         .status = "CONNECTED",
         .platform_type = "CLOUD_API",
         .is_on_business_app = true}
    };
    made.facts.app_data = {
        {.sync_type = "history", .accepted = false, .code = 2'593'109, .detail = "no"}
    };
    made.facts.latency_ms = 12;
    made.steps[6] = {
        .state = StepState::Failed,
        .at = Instant{90},
        .error =
            StepError{
                .slug = "pin_wrong",
                .code = 133'005,
                .subcode = 1,
                .detail = "d",
                .user_title = "t",
                .user_message = "m",
                .passing = true,
                .http_status = 400,
                .trace_id = "x"
            }
    };
    made.account = AccountId{test::fresh_uuid()};
    made.updated_at = Instant{91};
    EXPECT_TRUE(save(made));
    auto const read = find(made.id);
    EXPECT_EQ(read.version, 2);
    EXPECT_EQ(read.variant, made.variant);
    EXPECT_EQ(read.state, made.state);
    EXPECT_EQ(read.waba_hint, "100");
    EXPECT_EQ(read.token, made.token);
    EXPECT_EQ(read.pin, made.pin);
    EXPECT_EQ(read.scopes, made.scopes);
    EXPECT_EQ(read.facts, made.facts);
    EXPECT_EQ(read.steps, made.steps);
    EXPECT_EQ(read.account, made.account);
    EXPECT_EQ(read.requested_by, made.requested_by);
    EXPECT_EQ(read.token_expires_at, made.token_expires_at);
    EXPECT_EQ(read.created_at, Instant{10});
    EXPECT_EQ(read.updated_at, Instant{91});
    EXPECT_FALSE(save(made)) << "an older version";
}

TEST_P(ConnectAttempts, OneRunsAtATime) {
    auto first = attempt({10});
    ASSERT_TRUE(insert(first));
    EXPECT_FALSE(insert(attempt({11})));
    first.state = ConnectState::Waiting;
    EXPECT_TRUE(save(first));
    auto const second = attempt({12});
    EXPECT_TRUE(insert(second));
    ++first.version;
    first.state = ConnectState::Running;
    auto const twice = in_business([=](Session& session, BusinessId business) {
        return save_attempt(session, business, first);
    });
    EXPECT_EQ(twice.error().code, ErrorCode::ConstraintUnique);
    auto const latest = in_business([](Session& session, BusinessId business) {
        return latest_attempt(session, business);
    });
    EXPECT_EQ(latest.value().value().id, second.id);
    EXPECT_TRUE(in_business([](Session& session, BusinessId business) {
                    return has_running_attempt(session, business);
                }).value());
}

TEST_P(ConnectAttempts, RetiringTakesTheSecretsOfWhatDoesNotRun) {
    auto waiting = attempt({10});
    waiting.state = ConnectState::Waiting;
    waiting.token = SealedSecret{"t"};
    waiting.pin = SealedSecret{"p"};
    ASSERT_TRUE(insert(waiting));
    auto running = attempt({11});
    running.token = SealedSecret{"t"};
    ASSERT_TRUE(insert(running));
    EXPECT_TRUE(in_business([](Session& session, BusinessId business) {
        return retire_attempts(session, business, {20});
    }));
    auto const retired = find(waiting.id);
    EXPECT_EQ(retired.state, ConnectState::Failed);
    EXPECT_FALSE(retired.token || retired.pin);
    EXPECT_TRUE(find(running.id).token);
    EXPECT_EQ(find(running.id).version, 1);
}

TEST_P(ConnectAttempts, AnAccountIsConnectedDisconnectedAndConnectedAgain) {
    auto account = connection("200");
    ASSERT_TRUE(put(account));
    EXPECT_EQ(put(connection("201")).error().code, ErrorCode::ConstraintUnique);
    EXPECT_EQ(
        cell("select permissions from whatsapp_accounts where business_id = $1"), R"(["a","b"])"
    );
    EXPECT_EQ(
        cell("select status from whatsapp_accounts where business_id = $1 and is_coexistence "
             "and throughput_level is null and messaging_limit = 'TIER_2K'"),
        "active"
    );
    EXPECT_TRUE(in_business([=](Session& session, BusinessId business) {
        return disconnect_account(session, business, account.id, "", {9});
    }));
    auto const gone = in_business([](Session& session, BusinessId business) {
        return account_with_number(session, business, "200");
    });
    ASSERT_TRUE(gone && *gone);
    EXPECT_EQ((*gone)->status, "disconnected");
    EXPECT_EQ((*gone)->token.bytes, "");
    EXPECT_EQ((*gone)->pin, account.pin) << "Meta goes on asking for it";
    EXPECT_EQ(
        cell("select status from whatsapp_accounts where business_id = $1 and token_sealed is null "
             "and pin_sealed is not null and not is_subscribed"),
        "disconnected"
    );
    account.token = SealedSecret{"new"};
    account.pin.reset();
    account.portfolio_id.clear();
    ASSERT_TRUE(put(account, {20}));
    auto const again = in_business([](Session& session, BusinessId business) {
        return connected_account(session, business);
    });
    ASSERT_TRUE(again && *again);
    EXPECT_EQ((*again)->id, account.id);
    EXPECT_EQ((*again)->token.bytes, "new");
    EXPECT_EQ((*again)->pin, (*gone)->pin) << "one that is not given stays";
    EXPECT_EQ((*again)->portfolio_id, (*gone)->portfolio_id) << "likewise";
    account.portfolio_id = "501";
    ASSERT_TRUE(put(account, {21}));
    auto const moved = in_business([](Session& session, BusinessId business) {
        return connected_account(session, business);
    });
    ASSERT_TRUE(moved && *moved);
    EXPECT_EQ((*moved)->portfolio_id, "501");
    EXPECT_EQ((*again)->version, 3);
    EXPECT_EQ((*again)->status, "active");
}

TEST_P(ConnectAttempts, RoutesAreReleasedByTheirOwnerOnly) {
    auto const number = test::fresh_uuid().to_string();
    auto const waba = test::fresh_uuid().to_string();
    AccountId const account{test::fresh_uuid()};
    BusinessId const other{test::fresh_business()};
    auto const claim = [&](BusinessId business, std::string const& which) {
        return shared([=](Session& session) {
                   return claim_phone_route(
                       session, which, {.business = business, .account = account, .waba_id = waba}
                   );
               }
        ).value();
    };
    auto const release = [&](BusinessId business, AccountId of) {
        EXPECT_TRUE(shared([=](Session& session) {
            return release_phone_route(session, number, business, of);
        }));
        return !shared([=](Session& session) { return find_phone_route(session, number); }).value();
    };
    EXPECT_TRUE(claim(business_, number));
    EXPECT_FALSE(claim(other, number));
    EXPECT_FALSE(release(other, account));
    EXPECT_FALSE(release(business_, AccountId{test::fresh_uuid()}));
    auto const others = [&] {
        return shared([=, this](Session& session) {
                   return waba_serves_others(session, waba, business_);
               }
        ).value();
    };
    EXPECT_FALSE(others());
    EXPECT_TRUE(claim(other, number + "2"));
    EXPECT_TRUE(others());
    EXPECT_TRUE(release(business_, account));
    EXPECT_TRUE(claim(other, number));
}

TEST_P(ConnectAttempts, SendsAreHastened) {
    auto const put_send = [&](Instant due) {
        NewWork item;
        item.id = test::fresh_uuid();
        item.kind = "send";
        item.subject = item.id;
        item.lane = item.id;
        item.due_at = due;
        item.not_before = Instant{0};
        EXPECT_TRUE(in_business([=](Session& session, BusinessId business) {
            return insert_work(session, business, item);
        }));
    };
    put_send({100});
    put_send({3});
    EXPECT_TRUE(in_business([](Session& session, BusinessId business) {
        return hasten_sends(session, business, {5});
    }));
    auto const due = in_business([](Session& session, BusinessId business) {
        return due_work_of(session, business, {5}, 10);
    });
    EXPECT_EQ(due.value().size(), 2U);
}

}  // namespace
}  // namespace croozer::store
