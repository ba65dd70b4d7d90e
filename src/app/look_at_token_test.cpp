// The token of a connected number: renewed, told of before its end, stopped on Meta's word.
#include "app/account_care_fixture.hpp"

namespace croozer::app::test {
namespace {

using namespace std::chrono_literals;
using Fate = TokenLook::Fate;

// Of a row that was sealed for another place, or by a key that this server does not have.
struct ForeignKeeper final : SecretKeeper {
    Result<SealedSecret> seal(
        store::Session&, BusinessId, SealedPlace const&, Secret const&, Instant
    ) override {
        return failure(ErrorCode::Corrupt, "sealed_secret");
    }

    Result<Secret> open(store::Session&, BusinessId, SealedPlace const&, SealedSecret const&)
        override {
        return failure(ErrorCode::Corrupt, "sealed_secret");
    }
};

class LookAtToken : public AccountCareTest {};

INSTANTIATE_TEST_SUITE_P(
    Engines, LookAtToken, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(LookAtToken, ATokenWithTimeLeftIsOnlyWrittenDown) {
    EXPECT_EQ(look().fate, Fate::Good);
    EXPECT_EQ(platform().extensions, 0);
    EXPECT_EQ(
        of_account("permissions"),
        R"(["whatsapp_business_management","whatsapp_business_messaging"])"
    );
    EXPECT_GT(number("select token_expires_at from whatsapp_accounts where business_id = $1"), 0);
    EXPECT_GT(number("select token_checked_at from whatsapp_accounts where business_id = $1"), 0);
    EXPECT_EQ(open_alert("token_expires"), "");
    EXPECT_EQ(
        number("select count(*) from work where business_id = $1 and kind = 'account_health'"), 1
    ) << "its health is looked at next";
}

TEST_P(LookAtToken, OneThatNeverEndsIsNeverRenewed) {
    platform().tokens["token"] = Platform::good(std::nullopt);
    EXPECT_EQ(look().fate, Fate::Good);
    EXPECT_EQ(platform().extensions, 0);
}

TEST_P(LookAtToken, OneThatEndsIsRenewedWheneverSomebodyAsks) {
    auto const renew = [&] { return look(runner(), Extend::Now).fate; };
    leave("token", std::chrono::days(40));
    EXPECT_EQ(renew(), Fate::Short) << "Meta gives no other";
    EXPECT_EQ(token(), "token");
    leave("next", std::chrono::days(60));
    platform().successor = "next";
    EXPECT_EQ(renew(), Fate::Extended);
    EXPECT_EQ(token(), "next");
    platform().tokens["next"] = Platform::good(std::nullopt);
    EXPECT_EQ(renew(), Fate::Good) << "it never ends";
    EXPECT_EQ(platform().extensions, 2);
    platform().is_silent = true;
    EXPECT_EQ(renew(), Fate::Unknown);
    platform().is_silent = false;
    platform().tokens.clear();
    EXPECT_EQ(renew(), Fate::Dead);
}

TEST_P(LookAtToken, AtTwentyDaysLeftTheSuccessorIsSealed) {
    leave("token", std::chrono::days(20) + 1h);
    EXPECT_EQ(look().fate, Fate::Good);
    leave("token", std::chrono::days(20) - 1h);
    leave("next", std::chrono::days(60));
    platform().successor = "next";
    EXPECT_EQ(look().fate, Fate::Extended);
    EXPECT_EQ(token(), "next");
    EXPECT_EQ(look().fate, Fate::Good) << "the new one has long enough";
    EXPECT_EQ(platform().extensions, 1);
}

TEST_P(LookAtToken, ASuccessorThatIsNotValidIsNotTaken) {
    leave("token", std::chrono::days(10));
    platform().successor = "forged";
    EXPECT_EQ(look().fate, Fate::Short);
    EXPECT_EQ(token(), "token");
    EXPECT_EQ(of_account("status"), "active");
}

TEST_P(LookAtToken, EachThresholdIsToldOnceAndOverWithALongerToken) {
    struct Day {
        std::int64_t left;
        std::string level;
    };

    for (auto const& [left, level] :
         std::vector<Day>{{14, "warning"}, {7, "warning"}, {3, "critical"}, {1, "critical"}}) {
        leave("token", std::chrono::days(left) - 1h);
        forget_mails();
        EXPECT_EQ(look().fate, Fate::Short);
        auto const told = open_alert("token_expires");
        EXPECT_TRUE(told.starts_with(level + " {\"daysLeft\":" + std::to_string(left))) << told;
        EXPECT_EQ(mails(), 1) << left;
        forget_mails();
        leave("token", std::chrono::days(left) - 2h);
        EXPECT_EQ(look().fate, Fate::Short);
        EXPECT_EQ(mails(), 0) << "once: " << left;
    }
    leave("next", std::chrono::days(60));
    platform().successor = "next";
    EXPECT_EQ(look().fate, Fate::Extended);
    EXPECT_EQ(open_alert("token_expires"), "");
    platform().successor.clear();
    leave("next", std::chrono::days(13));
    EXPECT_EQ(look().fate, Fate::Short);
    EXPECT_NE(open_alert("token_expires"), "") << "its successor's days are counted anew";
}

TEST_P(LookAtToken, OnlyMetasWordEndsAToken) {
    platform().is_silent = true;
    EXPECT_EQ(look().fate, Fate::Unknown);
    EXPECT_EQ(of_account("status"), "active");
    EXPECT_EQ(open_alert("token_invalid"), "");
    platform().is_silent = false;
    platform().tokens.clear();
    EXPECT_EQ(look().fate, Fate::Dead);
    EXPECT_EQ(of_account("status"), "error");
    EXPECT_EQ(number("select error_code from whatsapp_accounts where business_id = $1"), 190);
    EXPECT_EQ(open_alert("token_invalid"), R"(critical {"code":190})");
    EXPECT_EQ(mails(), 1);
    leave("token", std::chrono::days(59));
    EXPECT_EQ(look().fate, Fate::Good) << "it is good again";
    EXPECT_EQ(of_account("status"), "active");
    EXPECT_EQ(open_alert("token_invalid"), "");
}

TEST_P(LookAtToken, AGoodTokenMendsNoOtherTrouble) {
    break_for(ErrorAction::StopAccount, 131042);
    EXPECT_EQ(open_alert("payments_missing"), R"(critical {"code":131042})");
    EXPECT_EQ(look().fate, Fate::Good);
    EXPECT_EQ(of_account("status"), "error");
    EXPECT_TRUE(run([&](Context& context) { return mend_account(context, account()); }));
    EXPECT_EQ(of_account("status"), "active");
    EXPECT_EQ(open_alert("payments_missing"), "");
}

TEST_P(LookAtToken, ANumberThatIsNotRegisteredIsNotToldAsABlock) {
    for (auto const& [code, kind] : std::map<std::int64_t, std::string>{
             {131031, "account_blocked"},
             {131037, "name_not_approved"},
             {131045, "number_unregistered"},
             {133000, "number_unregistered"},
             {133010, "number_unregistered"},
         }) {
        break_for(ErrorAction::StopAccount, code);
        EXPECT_EQ(
            open_alert(kind), R"(critical {"reason":"refused","code":)" + std::to_string(code) + "}"
        );
        EXPECT_EQ(
            number("select count(*) from alerts where business_id = $1 and resolved_at is null"), 1
        ) << code;
        EXPECT_EQ(record().trouble, kind);
        EXPECT_TRUE(run([&](Context& context) { return mend_account(context, account()); }));
        EXPECT_EQ(open_alert(kind), "") << code;
    }
}

TEST_P(LookAtToken, ATokenThatDoesNotOpenStopsItsNumberAndIsTold) {
    ForeignKeeper keeper;
    Runner foreign(
        engine(),
        runner().trade_clock(),
        runner().system_clock(),
        runner().random(),
        shops(),
        keeper,
        signals()
    );
    for (bool const at_health : {false, true}) {
        if (at_health) {
            EXPECT_FALSE(check(foreign).is_complete);
        } else {
            EXPECT_EQ(look(foreign).fate, Fate::Dead);
        }
        EXPECT_EQ(of_account("status"), "error");
        EXPECT_EQ(of_account("error_message"), "sealed_secret");
        EXPECT_EQ(open_alert("token_invalid"), R"(critical {"code":0})");
        EXPECT_EQ(look().fate, Fate::Good) << "its key is back";
        EXPECT_EQ(of_account("status"), "active");
        EXPECT_EQ(open_alert("token_invalid"), "");
    }
}

TEST_P(LookAtToken, ATokenThatWasReplacedMeanwhileIsLeftAlone) {
    TokenConclusion conclusion;
    conclusion.account = account();
    conclusion.inspected = SealedSecret{"an older one"};
    conclusion.is_dead = true;
    conclusion.error_code = 190;
    EXPECT_TRUE(run([&](Context& context) -> Result<bool> {
        CHECK(conclude_token(context, conclusion));
        return true;
    }));
    EXPECT_EQ(of_account("status"), "active");
}

TEST_P(LookAtToken, TheDaysOfATokenAreCountedWhileMetaIsSilent) {
    leave("token", std::chrono::days(30));
    EXPECT_EQ(look().fate, Fate::Good);
    platform().is_silent = true;
    EXPECT_EQ(look().fate, Fate::Unknown);
    EXPECT_EQ(open_alert("token_expires"), "");
    advance(std::chrono::days(17));
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(look().fate, Fate::Unknown);
        EXPECT_TRUE(open_alert("token_expires").starts_with(R"(warning {"daysLeft":13)"));
        EXPECT_EQ(mails(), i == 0 ? 1 : 0) << "once";
        forget_mails();
    }
    advance(std::chrono::days(11));
    look();
    EXPECT_TRUE(open_alert("token_expires").starts_with(R"(critical {"daysLeft":2)"));
    EXPECT_EQ(mails(), 1);
    EXPECT_EQ(of_account("status"), "active");
}

}  // namespace
}  // namespace croozer::app::test
