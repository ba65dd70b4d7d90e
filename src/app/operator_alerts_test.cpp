#include "app/operator_alerts.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace croozer::app {
namespace {

using namespace std::chrono_literals;
using enum OperatorAlert;

struct Hand final : Clock {
    [[nodiscard]] Instant now() const override { return time; }

    Instant time{Instant::from_seconds(1'800'000'000)};
};

struct Letterbox final : Mailer {
    void send(Mail mail, std::move_only_function<void(MailOutcome)> done) override {
        mails.push_back(std::move(mail));
        done({.fate = fate, .detail = "451"});
    }

    std::vector<Mail> mails;
    MailOutcome::Fate fate{MailOutcome::Fate::Sent};
};

struct OperatorAlertsTest : testing::Test {
    Hand clock;
    Letterbox box;
    OperatorAlerts alerts{clock, &box, "ops@croozer.example"};
};

TEST_F(OperatorAlertsTest, IsMailedOnceAnHourWithHowOftenItCame) {
    alerts.raise(WebhookMismatch, "WABA 1, phone number 2");
    ASSERT_EQ(box.mails.size(), 1U);
    EXPECT_EQ(box.mails[0].to, "ops@croozer.example");
    EXPECT_TRUE(box.mails[0].subject.contains("another account's number"));
    EXPECT_TRUE(box.mails[0].text.contains("WABA 1, phone number 2"));
    EXPECT_TRUE(box.mails[0].text.contains("Seen 1 time since"));
    clock.time = clock.time + 59min;
    alerts.raise(WebhookMismatch);
    alerts.raise(WebhookMismatch);
    EXPECT_EQ(box.mails.size(), 1U);
    clock.time = clock.time + 1min;
    alerts.raise(WebhookMismatch);
    ASSERT_EQ(box.mails.size(), 2U);
    EXPECT_TRUE(box.mails[1].text.contains("Seen 3 times since"));
    EXPECT_NE(box.mails[0].id, box.mails[1].id);
}

TEST_F(OperatorAlertsTest, OneKindDoesNotSilenceAnother) {
    for (auto const kind :
         {WebhookMalformed,
          WebhookMismatch,
          WebhookTooLarge,
          WebhookNotStored,
          ClockBehind,
          DiskFull,
          GraphRefused}) {
        alerts.raise(kind);
    }
    ASSERT_EQ(box.mails.size(), operator_alert_kinds);
    for (auto const& mail : box.mails) {
        EXPECT_FALSE(mail.text.starts_with("\n"));
    }
}

TEST_F(OperatorAlertsTest, WhatTheRelayDidNotTakeIsTriedAgainButNotAtOnce) {
    box.fate = MailOutcome::Fate::Later;
    alerts.raise(DiskFull);
    alerts.raise(DiskFull);
    EXPECT_EQ(box.mails.size(), 1U);
    clock.time = clock.time + 1min;
    box.fate = MailOutcome::Fate::Sent;
    alerts.raise(DiskFull);
    ASSERT_EQ(box.mails.size(), 2U);
    EXPECT_TRUE(box.mails[1].text.contains("Seen 3 times since"));
}

TEST_F(OperatorAlertsTest, AClockThatWasSetBackDoesNotSilenceIt) {
    alerts.raise(ClockBehind);
    clock.time = clock.time - 48h;
    alerts.raise(ClockBehind);
    EXPECT_EQ(box.mails.size(), 2U);
}

TEST_F(OperatorAlertsTest, WithoutAnAddressNothingIsMailed) {
    OperatorAlerts silent(clock, &box, {});
    silent.raise(DiskFull);
    OperatorAlerts without(clock, nullptr, "ops@croozer.example");
    without.raise(DiskFull);
    EXPECT_TRUE(box.mails.empty());
}

}  // namespace
}  // namespace croozer::app
