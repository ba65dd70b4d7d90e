#include "app/alert_mail.hpp"

#include "app/alerts.hpp"
#include "app/app_fixture.hpp"
#include "store/repositories/users.hpp"

#include <future>
#include <map>

namespace croozer::app::test {
namespace {

using Fate = MailOutcome::Fate;

struct Letterbox final : Mailer {
    void send(Mail mail, std::move_only_function<void(MailOutcome)> done) override {
        auto const outcome = mail.to == nowhere ? Fate::Refused : fate;
        mails.push_back(std::move(mail));
        done({.fate = outcome, .detail = {}});
    }

    std::vector<Mail> mails;
    std::string nowhere;  // refused for ever
    Fate fate{Fate::Sent};
};

class AlertMailTest : public AppTest {
protected:
    AlertId raise(std::string_view kind, std::string detail) {
        EXPECT_TRUE(run([&](Context& context) {
            return raise_alert(
                context,
                {.kind = kind,
                 .subject = account().value,
                 .level = AlertLevel::Critical,
                 .detail = detail}
            );
        }));
        auto const found = rows("select id from alerts where business_id = $1");
        return found && !found->empty() ? found->front().id<AlertId>(0) : AlertId{};
    }

    Fate mail(AlertId alert) {
        std::promise<MailOutcome> sent;
        mail_alert(runner(), box, "https://croozer.example", business(), alert, [&](auto outcome) {
            sent.set_value(std::move(outcome));
        });
        return sent.get_future().get().fate;
    }

    void set_email(std::string const& address) {
        EXPECT_TRUE(run([&](Context& context) -> Result<bool> {
            TRY(context.session.execute(
                "update businesses set email = $2 where business_id = $1",
                {context.business, address}
            ));
            return true;
        }));
    }

    void set_owner_email(std::string const& address) {
        auto const owner = UserId{store::test::fresh_uuid()};
        EXPECT_TRUE(store::write_and_wait(
            engine(),
            store::Scope::shared(),
            [&](store::Session& session) {
                return store::insert_user(
                    session,
                    {.id = owner, .name = "Dana", .email = address, .locale = "he"},
                    owner.to_string(),
                    Instant{1}
                );
            }
        ));
        EXPECT_TRUE(run([&](Context& context) -> Result<bool> {
            TRY(context.session.execute(
                "update businesses set owner_user_id = $2 where business_id = $1",
                {context.business, owner}
            ));
            return true;
        }));
    }

    Letterbox box;
};

INSTANTIATE_TEST_SUITE_P(
    Engines, AlertMailTest, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(AlertMailTest, ItGoesToTheBusinessWhenTheOwnerHasNoAddress) {
    auto const alert = raise("token_expires", R"({"daysLeft":3})");
    EXPECT_EQ(mail(alert), Fate::Sent);
    EXPECT_TRUE(box.mails.empty()) << "nobody can be told";
    set_email("desk@shop.example");
    EXPECT_EQ(mail(alert), Fate::Sent);
    ASSERT_EQ(box.mails.size(), 1U);
    auto const& sent = box.mails.front();
    EXPECT_EQ(sent.to, "desk@shop.example");
    EXPECT_EQ(sent.subject, "Shop: החיבור לוואטסאפ יפוג בעוד 3 ימים");
    EXPECT_TRUE(sent.text.contains("https://croozer.example"));
    box.fate = Fate::Later;
    EXPECT_EQ(mail(alert), Fate::Later);
}

TEST_P(AlertMailTest, WhereTheOwnerCannotBeReachedTheBusinessIs) {
    auto const alert = raise("token_invalid", R"({"code":190})");
    set_email("desk@shop.example");
    set_owner_email("owner@shop.example");
    box.nowhere = "owner@shop.example";
    EXPECT_EQ(mail(alert), Fate::Sent);
    ASSERT_EQ(box.mails.size(), 2U);
    EXPECT_EQ(box.mails.back().to, "desk@shop.example");
    set_email("owner@shop.example");
    EXPECT_EQ(mail(alert), Fate::Refused) << "there is no other";
    EXPECT_EQ(box.mails.size(), 3U);
}

TEST_P(AlertMailTest, WhatHappensOnceMoreIsAnotherMail) {
    set_email("desk@shop.example");
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(run([&](Context& context) {
            return raise_alert(
                context,
                {.kind = "security_pin",
                 .subject = account().value,
                 .level = AlertLevel::Critical,
                 .happened = true}
            );
        }));
        auto const open = rows("select id from alerts where business_id = $1");
        ASSERT_TRUE(open && open->size() == 1);
        EXPECT_EQ(mail(open->front().id<AlertId>(0)), Fate::Sent);
        advance(std::chrono::seconds(1));
    }
    ASSERT_EQ(box.mails.size(), 2U);
    EXPECT_NE(box.mails[0].id, box.mails[1].id) << "no relay takes it for the first";
}

TEST_P(AlertMailTest, ItLeadsWhereSomethingCanBeDone) {
    set_email("desk@shop.example");
    auto const shop = business().to_string();
    for (auto const& [kind, page] : std::map<std::string, std::string>{
             {"number_unregistered", "/connect?business=" + shop + "&again=1"},
             {"name_not_approved", "/b/" + shop + "/settings/whatsapp"},
         }) {
        box.mails.clear();
        EXPECT_EQ(mail(raise(kind, R"({"reason":"Register it","code":133010})")), Fate::Sent);
        ASSERT_EQ(box.mails.size(), 1U);
        EXPECT_TRUE(box.mails.front().text.contains("https://croozer.example" + page + "\n"))
            << box.mails.front().text;
        EXPECT_TRUE(run([&](Context& context) -> Result<bool> {
            TRY(context.session.execute(
                "delete from alerts where business_id = $1", {context.business}
            ));
            return true;
        }));
    }
}

TEST_P(AlertMailTest, WhatIsOverIsNotMailed) {
    set_email("desk@shop.example");
    auto const alert = raise("token_invalid", R"({"code":190})");
    EXPECT_TRUE(run([&](Context& context) {
        return resolve_alert(context, "token_invalid", account().value);
    }));
    EXPECT_EQ(mail(alert), Fate::Sent);
    EXPECT_TRUE(box.mails.empty());
}

TEST(WordsOfAlerts, AreInBothLanguagesForEveryKind) {
    for (auto const* kind :
         {"token_expires",
          "token_invalid",
          "number_quality",
          "account_blocked",
          "account_warned",
          "account_removed",
          "account_violation",
          "review_rejected",
          "security_pin",
          "payments_missing",
          "webhook_unsubscribed",
          "number_restricted",
          "number_unregistered",
          "name_not_approved"}) {
        for (auto const language : {Language::Hebrew, Language::English}) {
            auto const words =
                words_of_alert(kind, R"({"daysLeft":1,"reason":"Locked"})", "Napoli", language);
            EXPECT_TRUE(words.subject.contains("Napoli")) << kind;
            EXPECT_TRUE(words.text.contains("Napoli")) << kind;
            EXPECT_FALSE((words.subject + words.text).contains('{')) << kind;
        }
    }
    for (auto const* kind : {"account_blocked", "number_unregistered", "name_not_approved"}) {
        EXPECT_TRUE(words_of_alert(kind, R"({"reason":"Locked"})", "x", Language::English)
                        .text.contains("Locked")
        ) << kind;
    }
    EXPECT_TRUE(words_of_alert("token_expires", R"({"daysLeft":1})", "x", Language::English)
                    .subject.ends_with("ends in a day"));
}

}  // namespace
}  // namespace croozer::app::test
