#include "net/smtp_client.hpp"

#include <gtest/gtest.h>

#include <future>

namespace croozer::net {
namespace {

using Fate = MailResult::Fate;

SmtpOptions options() {
    // Nobody listens at the port of discard.
    return {
        .url = "smtp://127.0.0.1:9",
        .username = {},
        .password = {},
        .from = {.name = {}, .address = "desk@croozer.example"},
    };
}

Fate send(SmtpClient& client, std::string to) {
    std::promise<MailResult> sent;
    client.send(
        {.id = "1", .to = std::move(to), .subject = "Hello", .text = "Text"},
        [&](MailResult result) { sent.set_value(std::move(result)); }
    );
    return sent.get_future().get().fate;
}

TEST(SmtpClient, RelaysAreHostsOnly) {
    for (auto const* good :
         {"smtp://127.0.0.1:25", "smtps://mail.example:465", "smtp://[::1]:25"}) {
        EXPECT_EQ(objection_to_smtp(good), "") << good;
    }
    for (auto const* bad :
         {"",
          "mail.example",
          "http://mail.example",
          "smtp://",
          "smtp://a:b@mail.example",
          "smtp://mail.example/path",
          "smtp://mail.example?x",
          "smtp://mail example"}) {
        EXPECT_NE(objection_to_smtp(bad), "") << bad;
    }
}

TEST(SmtpClient, WhatSpeaksOfUsIsForLaterAndWhatSpeaksOfTheMailForNever) {
    EXPECT_EQ(fate_of_answer(550, "550 5.1.1 No such user"), Fate::Refused);
    EXPECT_EQ(fate_of_answer(552, "552 too much"), Fate::Refused);
    EXPECT_EQ(fate_of_answer(550, "550 5.7.1 Relaying denied"), Fate::Later);
    EXPECT_EQ(fate_of_answer(554, "554 5.1.0 Sender on a block list"), Fate::Later);
    EXPECT_EQ(fate_of_answer(535, "535 5.7.8 Bad credentials"), Fate::Later);
    EXPECT_EQ(fate_of_answer(450, "450 4.2.0 Greylisted"), Fate::Later);
    EXPECT_EQ(fate_of_answer(0, ""), Fate::Later);
    EXPECT_EQ(fate_of_answer(550, "550"), Fate::Refused);
}

TEST(SmtpClient, NoConnectionIsForLaterAndABadAddressForNever) {
    SystemClock clock;
    SmtpClient client(options(), clock);
    EXPECT_EQ(send(client, "dana@shop.example"), Fate::Later);
    EXPECT_EQ(send(client, "dana@shop.example>\r\nRCPT TO:<all@shop.example"), Fate::Refused);
    client.stop();
    client.stop();
    EXPECT_EQ(send(client, "dana@shop.example"), Fate::Later) << "after the stop";
}

}  // namespace
}  // namespace croozer::net
