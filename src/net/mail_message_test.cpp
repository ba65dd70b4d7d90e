#include "net/mail_message.hpp"

#include <gtest/gtest.h>

namespace croozer::net {
namespace {

MailMessage sample() {
    return {
        .from = {.name = "Croozer", .address = "desk@croozer.example"},
        .to = "dana@shop.example",
        .subject = "Hello",
        .text = "One\nTwo\r\n",
        .id = "0192-ab.critical",
        .at = Instant::from_seconds(1'795'800'266)
    };
}

TEST(MailMessage, HasTheHeadersThatAMailNeeds) {
    auto const mail = render_mail(sample());
    EXPECT_TRUE(mail.starts_with("Date: Fri, 27 Nov 2026 17:24:26 +0000\r\n")) << mail;
    EXPECT_TRUE(mail.contains("\r\nFrom: \"Croozer\" <desk@croozer.example>\r\n"));
    EXPECT_TRUE(mail.contains("\r\nTo: <dana@shop.example>\r\n"));
    EXPECT_TRUE(mail.contains("\r\nSubject: Hello\r\n"));
    EXPECT_TRUE(mail.contains("\r\nMessage-ID: <0192-ab.critical@croozer.example>\r\n"));
    EXPECT_TRUE(mail.contains("\r\nAuto-Submitted: auto-generated\r\n"));
    // One\r\nTwo\r\n
    EXPECT_TRUE(mail.ends_with("\r\n\r\nT25lDQpUd28NCg==\r\n")) << mail;
}

TEST(MailMessage, HebrewGoesInEncodedWordsThatCutNoCharacter) {
    std::string subject;
    for (int i = 0; i < 40; ++i) {
        subject += "ש";
    }
    auto const encoded = encode_header(subject);
    std::size_t from = 0;
    int words = 0;
    while (from < encoded.size()) {
        auto const end = std::min(encoded.find("\r\n ", from), encoded.size());
        EXPECT_LE(end - from, 75U);
        // 44 bytes are 22 whole letters: 60 characters with their filling.
        EXPECT_TRUE(encoded.substr(from, end - from).starts_with("=?UTF-8?B?16nXqdep"));
        from = end + 3;
        ++words;
    }
    EXPECT_EQ(words, 2);
    EXPECT_EQ(encode_header("פיצה"), "=?UTF-8?B?16TXmdem15Q=?=");
    EXPECT_EQ(encode_header("=?UTF-8?B?x?="), "=?UTF-8?B?PT9VVEYtOD9CP3g/PQ==?=")
        << "what looks encoded is taken literally";
}

TEST(MailMessage, NothingGetsOutOfItsHeader) {
    auto message = sample();
    message.subject = "Hi\r\nBcc: all@shop.example\r\n\r\nBody";
    message.id = "x>\r\nBcc: all@shop.example";
    message.from.name = "A\"\r\nBcc: all@shop.example";
    auto const mail = render_mail(message);
    EXPECT_FALSE(mail.contains("\nBcc"));
    EXPECT_TRUE(mail.contains("\r\nSubject: Hi  Bcc: all@shop.example    Body\r\n")) << mail;
}

TEST(MailMessage, AddressesArePlainOrRefused) {
    for (auto const* good : {"a@b", "dana.levi+shop@mail.shop.example", "o'neil@x-y.example"}) {
        EXPECT_TRUE(is_mail_address(good)) << good;
    }
    for (auto const* bad :
         {"",
          "a",
          "@b",
          "a@",
          "a@@b",
          "a b@c",
          "a@b\r\nRCPT TO:<c@d>",
          "<a@b>",
          "\"a\"@b",
          "a@b,c@d",
          ".a@b",
          "a..b@c",
          "a@-b",
          "a@b.",
          "דנה@shop.example"}) {
        EXPECT_FALSE(is_mail_address(bad)) << bad;
    }
    auto const named = parse_mail_address(" Croozer desk <desk@croozer.example> ");
    ASSERT_TRUE(named);
    EXPECT_EQ(named->name, "Croozer desk");
    EXPECT_EQ(named->address, "desk@croozer.example");
    EXPECT_FALSE(parse_mail_address("Croozer <desk@croozer.example> x"));
    EXPECT_FALSE(parse_mail_address("Croozer"));
}

}  // namespace
}  // namespace croozer::net
