#include "meta/webhook_decoder.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <variant>

namespace croozer::meta {
namespace {

using app::AccountNews;
using app::Change;
using app::InboundMessage;
using app::InboundType;
using app::StatusUpdate;
using app::Webhook;

std::string body_of(std::string const& value, std::string const& field = "messages") {
    return R"({"object":"whatsapp_business_account","entry":[{"id":"100","changes":[{"field":")" +
           field + R"(","value":)" + value + "}]}]}";
}

std::string messages(std::string const& list, std::string const& contacts = "[]") {
    return body_of(
        R"({"metadata":{"phone_number_id":"200"},"contacts":)" + contacts + R"(,"messages":[)" +
        list + "]}"
    );
}

Webhook decode(std::string const& body) {
    return Decoder().decode(body);
}

struct OnlyMessage {
    InboundMessage message;
    std::string unusable;
};

OnlyMessage only(std::string const& body) {
    auto const webhook = decode(body);
    EXPECT_EQ(webhook.unusable, "");
    EXPECT_EQ(webhook.changes.size(), 1U);
    if (webhook.changes.size() != 1) {
        return {};
    }
    auto const* const message = std::get_if<InboundMessage>(&webhook.changes[0].content);
    EXPECT_NE(message, nullptr);
    return message == nullptr ? OnlyMessage{} : OnlyMessage{*message, webhook.changes[0].unusable};
}

OnlyMessage from_noa(std::string const& rest) {
    return only(
        messages(R"({"id":"wamid.A","from":"972541234567","timestamp":"1790000000")" + rest + "}")
    );
}

TEST(Decoder, FillsEveryCommonField) {
    auto const webhook = decode(messages(
        R"({"id":"wamid.A","from":"972541234567","from_user_id":"IL.74","timestamp":1790000000,
            "type":"text","text":{"body":"שלום"},"context":{"id":"wamid.B"},
            "referral":{"source_type":"ad","source_id":"1200"}})",
        R"([{"profile":{"name":"אחר"},"wa_id":"972500000000"},
            {"profile":{"name":"נועה","username":"@noa.k"},"user_id":"IL.74"}])"
    ));
    ASSERT_EQ(webhook.changes.size(), 1U);
    auto const& change = webhook.changes[0];
    EXPECT_EQ(change.field, "messages");
    EXPECT_EQ(change.waba_id, "100");
    EXPECT_EQ(change.phone_number_id, "200");
    EXPECT_EQ(change.unusable, "");
    auto const& message = std::get<InboundMessage>(change.content);
    EXPECT_EQ(message.wamid, "wamid.A");
    EXPECT_EQ(message.sender.phone, "972541234567");
    EXPECT_EQ(message.sender.bsuid, "IL.74");
    EXPECT_EQ(message.sender.name, "נועה");
    EXPECT_EQ(message.sender.username, "noa.k");
    EXPECT_EQ(message.type, InboundType::Text);
    EXPECT_EQ(message.raw_type, "text");
    EXPECT_EQ(message.text, "שלום");
    EXPECT_EQ(message.sent_at, Instant::from_seconds(1'790'000'000));
    EXPECT_EQ(message.reply_to_wamid, "wamid.B");
    EXPECT_EQ(message.referral_source, "ad:1200");
}

TEST(Decoder, WholeBodiesThatCannotBeUsed) {
    for (std::string const body :
         {"",
          "{",
          "[]",
          "7",
          "null",
          "{} x",
          R"({"object":"whatsapp_business_account"})",
          R"({"object":"whatsapp_business_account","entry":{}})",
          "{\"object\":\"whatsapp_business_account\",\"entry\":[\"\xff\"]}"}) {
        auto const expected = body == "{}" ? "wrong_object" : "malformed";
        EXPECT_EQ(decode(body).unusable, expected) << body;
    }
    EXPECT_EQ(decode("{}").unusable, "wrong_object");
    EXPECT_EQ(decode(R"({"object":"page","entry":[]})").unusable, "wrong_object");
    EXPECT_EQ(decode(std::string(100'000, '[')).unusable, "malformed");
    EXPECT_EQ(decode(R"({"object":"whatsapp_business_account","entry":[]})").unusable, "");
}

TEST(Decoder, DepthIsBounded) {
    auto const nested = [](std::size_t depth) {
        return body_of(
            R"({"x":)" + std::string(depth, '[') + std::string(depth, ']') + "}", "future"
        );
    };
    EXPECT_EQ(decode(nested(20)).unusable, "");
    EXPECT_EQ(decode(nested(limits::json_depth)).unusable, "malformed");
}

TEST(Decoder, BrokenPartsDoNotSpoilTheirNeighbours) {
    auto const webhook = decode(
        R"({"object":"whatsapp_business_account","entry":[7,{"id":"1"},{"id":"2","changes":[null,
            {"field":"messages","value":3},
            {"field":"messages","value":{"messages":[5,{"type":"text"},
                {"id":"wamid.A","from":"972541234567","timestamp":"1","type":"text",
                 "text":{"body":"x"}}],"statuses":["s",{"id":"wamid.O","status":"sent"}]}}]}]})"
    );
    ASSERT_EQ(webhook.changes.size(), 9U);
    std::size_t usable = 0;
    for (auto const& change : webhook.changes) {
        EXPECT_TRUE(change.unusable.empty() || change.unusable == "malformed");
        usable += change.unusable.empty() ? 1 : 0;
    }
    EXPECT_EQ(usable, 2U);
}

TEST(Decoder, MessagesComeBeforeStatusesAndNumbersAreDense) {
    std::string changes;
    for (int i = 0; i < 250; ++i) {
        auto const n = std::to_string(i);
        changes += std::string(i == 0 ? "" : ",") +
                   R"({"field":"messages","value":{"statuses":[{"id":"s)" + n +
                   R"(","status":"read"}]}},{"field":"account_update","value":{"event":"E"}},
                   {"field":"messages","value":{"messages":[{"id":"m)" +
                   n + R"(","from":"972541234567","timestamp":"1790000000","type":"text",
                   "text":{"body":"x"}}],"statuses":[{"id":"t)" +
                   n + R"(","status":"sent"}]}})";
    }
    auto const webhook = decode(
        R"({"object":"whatsapp_business_account","entry":[{"id":"1","changes":[)" + changes + "]}]}"
    );
    ASSERT_EQ(webhook.changes.size(), 1000U);
    for (std::size_t i = 0; i < webhook.changes.size(); ++i) {
        EXPECT_EQ(webhook.changes[i].change_no, static_cast<std::int64_t>(i));
        EXPECT_EQ(webhook.changes[i].content.index(), i < 250 ? 0U : i < 750 ? 1U : 2U);
    }
    EXPECT_EQ(std::get<InboundMessage>(webhook.changes[249].content).wamid, "m249");
    EXPECT_EQ(std::get<StatusUpdate>(webhook.changes[251].content).wamid, "t0");
}

TEST(Decoder, WhoWrote) {
    struct Case {
        std::string from;
        std::string phone;
        std::string bsuid;
        std::string unusable;
    };

    for (auto const& [from, phone, bsuid, unusable] : std::initializer_list<Case>{
             {R"("from":"972541234567")", "972541234567", "", ""},
             {R"("from":972541234567)", "972541234567", "", ""},
             {R"("from":"IL.7421")", "", "IL.7421", ""},
             {R"("from_user_id":"IL.ENT.9a")", "", "IL.ENT.9a", ""},
             {R"("from":"IL.7","from_user_id":"IL.7")", "", "IL.7", ""},
             {R"("from":"???","from_user_id":"IL.7")", "", "IL.7", ""},
             {R"("from_user_id":"972541234567")", "972541234567", "", ""},
             {R"("from":"")", "", "", "bad_sender"},
             {R"("from":"054123456")", "", "", "bad_sender"},
             {R"("from":"12345")", "", "", "bad_sender"},
             {R"("from":"1234567890123456")", "", "", "bad_sender"},
             {R"("from":"972-54")", "", "", "bad_sender"},
             {R"("from":"il.7")", "", "", "bad_sender"},
             {R"("from":"IL.")", "", "", "bad_sender"},
             {R"("from":"IL.a b")", "", "", "bad_sender"},
             {R"("from":{})", "", "", "bad_sender"},
             {R"("x":1)", "", "", "bad_sender"},
         }) {
        auto const read = only(messages(
            R"({"id":"w","timestamp":"1790000000","type":"text","text":{"body":"x"},)" + from + "}"
        ));
        EXPECT_EQ(read.message.sender.phone, phone) << from;
        EXPECT_EQ(read.message.sender.bsuid, bsuid) << from;
        EXPECT_EQ(read.unusable, unusable) << from;
    }
}

TEST(Decoder, TheContactCompletesTheSender) {
    auto const message = [](std::string const& from) {
        return R"({"id":"w","timestamp":"1","type":"text","text":{"body":"x"},)" + from + "}";
    };
    auto const by_phone = only(messages(
        message(R"("from":"972541234567")"), R"([{"wa_id":"972541234567","user_id":"IL.7"}])"
    ));
    EXPECT_EQ(by_phone.message.sender.bsuid, "IL.7");
    auto const by_user = only(messages(
        message(R"("from_user_id":"IL.7")"),
        R"([{"wa_id":"IL.7","profile":{"name":"N"}},{"wa_id":"972541234567"}])"
    ));
    EXPECT_EQ(by_user.message.sender.phone, "");
    EXPECT_EQ(by_user.message.sender.name, "N");
    auto const alone =
        only(messages(message(R"("x":1)"), R"([{"user_id":"IL.7","profile":{"name":"N"}}])"));
    EXPECT_EQ(alone.message.sender.bsuid, "IL.7");
    auto const one_of_two = only(messages(message(R"("x":1)"), R"([{"user_id":"IL.7"},{}])"));
    EXPECT_EQ(one_of_two.unusable, "bad_sender");
    auto const nobodys = only(messages(
        message(R"("from":"972541234567")"), R"([{"wa_id":"972500000000","profile":{"name":"N"}}])"
    ));
    EXPECT_EQ(nobodys.message.sender.name, "");
}

TEST(Decoder, Timestamps) {
    for (auto const& [timestamp, seconds] : std::initializer_list<std::pair<std::string, int>>{
             {R"("1790000000")", 1'790'000'000},
             {"1790000000", 1'790'000'000},
             {"1790000000.0", 1'790'000'000},
             {R"("-5")", 0},
             {"-5", 0},
             {"0", 0},
             {R"("abc")", 0},
             {R"("")", 0},
             {R"("1790000000x")", 0},
             {"1790000000000", 0},
             {"1.5", 0},
             {"1e300", 0},
             {"99999999999999999999", 0},
             {"null", 0},
         }) {
        auto const read = only(messages(
            R"({"id":"w","from":"972541234567","type":"text","text":{"body":"x"},"timestamp":)" +
            timestamp + "}"
        ));
        EXPECT_EQ(read.unusable, seconds == 0 ? "bad_timestamp" : "") << timestamp;
        EXPECT_EQ(read.message.sent_at.has_value(), seconds != 0) << timestamp;
        EXPECT_EQ(read.message.sent_at.value_or(Instant{}).seconds(), seconds) << timestamp;
    }
}

TEST(Decoder, TextIsCleanedAndCut) {
    EXPECT_EQ(from_noa(R"(,"type":"text","text":{"body":"a\u0000b"})").message.text, "a\uFFFDb");
    std::string emoji;
    for (int i = 0; i < 4'100; ++i) {
        emoji += "🍕";
    }
    auto const cut = from_noa(R"(,"type":"text","text":{"body":")" + emoji + R"("})").message.text;
    EXPECT_EQ(code_points(cut), limits::message_code_points);
    auto const named = only(messages(
        R"({"id":"w","from":"972541234567","timestamp":"1","type":"text","text":{"body":"x"}})",
        R"([{"wa_id":"972541234567","profile":{"name":")" + emoji + R"("}}])"
    ));
    EXPECT_EQ(code_points(named.message.sender.name), limits::name_code_points);
}

TEST(Decoder, HalfAnEmojiDoesNotSpoilTheBody) {
    EXPECT_EQ(
        from_noa(R"(,"type":"text","text":{"body":"\ud83c\udf55 \\ud83c \ud83c"})").message.text,
        "🍕 \\ud83c \uFFFD"
    );
    EXPECT_EQ(
        from_noa(R"(,"type":"text","text":{"body":"\udf55\ud83cx"})").message.text, "\uFFFD\uFFFDx"
    );
}

TEST(Decoder, LongIdsAreNotKeys) {
    auto const long_id = std::string(limits::meta_id_bytes + 1, 'x');
    auto const read = only(messages(
        R"({"id":")" + long_id + R"(","from":"972541234567","timestamp":"1","type":"text"})"
    ));
    EXPECT_EQ(read.unusable, "malformed");
    EXPECT_EQ(
        from_noa(
            R"(,"type":"interactive","interactive":{"button_reply":{"id":")" + long_id +
            R"(","title":"t"}})"
        )
            .message.payload,
        ""
    );
}

TEST(Decoder, StatusesKeepWhatTheyHave) {
    auto const webhook = decode(body_of(
        R"({"statuses":[{"id":"w","status":"failed","timestamp":"soon","recipient_id":"IL.7",
            "biz_opaque_callback_data":"o:1","errors":[{"code":"131047","title":"T"}],
            "pricing":{"category":"service","type":"regular"}},
            {"id":"w2","status":"sent","recipient_id":"1@g.us","recipient_participant_id":"972541234567"},
            {"id":"w3","status":"teleported"},{"status":"sent"}]})"
    ));
    ASSERT_EQ(webhook.changes.size(), 4U);
    auto const& failed = std::get<StatusUpdate>(webhook.changes[0].content);
    EXPECT_EQ(webhook.changes[0].unusable, "");
    EXPECT_EQ(failed.status, app::DeliveryStatus::Failed);
    EXPECT_FALSE(failed.at);
    EXPECT_EQ(failed.recipient_bsuid, "IL.7");
    EXPECT_EQ(failed.callback_data, "o:1");
    EXPECT_EQ(failed.error_code, 131'047);
    EXPECT_EQ(failed.error_title, "T");
    EXPECT_EQ(failed.pricing_category, "service");
    EXPECT_EQ(failed.pricing_type, "regular");
    EXPECT_EQ(std::get<StatusUpdate>(webhook.changes[1].content).recipient_phone, "972541234567");
    auto const& other = std::get<StatusUpdate>(webhook.changes[2].content);
    EXPECT_EQ(other.status, app::DeliveryStatus::Other);
    EXPECT_EQ(other.raw_status, "teleported");
    EXPECT_EQ(webhook.changes[3].unusable, "malformed");
}

TEST(Decoder, NewsAreTyped) {
    auto const webhook = decode(body_of(
        R"({"event":"PARTNER_REMOVED","waba_info":{"waba_id":"555"},"n":9})", "account_update"
    ));
    ASSERT_EQ(webhook.changes.size(), 1U);
    EXPECT_EQ(webhook.changes[0].waba_id, "555");
    auto const& news = std::get<AccountNews>(webhook.changes[0].content);
    EXPECT_EQ(news.field, "account_update");
    EXPECT_EQ(news.event, "PARTNER_REMOVED");
    EXPECT_EQ(std::get<app::AccountUpdate>(news.detail).event, "PARTNER_REMOVED");
}

#if defined(NDEBUG) && !__has_feature(address_sanitizer)
TEST(Decoder, IsFast) {
    auto const body = messages(
        R"({"id":"wamid.HBgNNDkxNTIwOTgzMzM5OBUCABIYHGDEHJVFHJEVCFHJEVBCMTkyODk1OEIyAA==",
            "from":"972541234567","from_user_id":"IL.74","timestamp":"1790000000","type":"text",
            "text":{"body":")" +
            std::string(300, 'x') + R"("}})",
        R"([{"profile":{"name":"Noa","username":"@noa.k"},"wa_id":"972541234567","user_id":"IL.74"}])"
    );
    // Processor time: the machine may be busy with something else.
    constexpr int rounds = 20'000;
    auto const start = std::clock();
    for (int i = 0; i < rounds; ++i) {
        ASSERT_EQ(decode(body).changes.size(), 1U);
    }
    double const seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    EXPECT_LT(seconds / rounds, 20e-6) << body.size() << " bytes";
}
#endif

TEST(Decoder, AChangeIsToldWhenItsEntryWas) {
    auto const told = [](std::string const& time) {
        auto const webhook = decode(
            R"({"object":"whatsapp_business_account","entry":[{"id":"100",)" + time +
            R"("changes":[{"field":"account_update","value":{"event":"PARTNER_REMOVED"}}]}]})"
        );
        return webhook.changes.at(0).told_at;
    };
    EXPECT_EQ(told(R"("time":1795500000,)"), Instant::from_seconds(1'795'500'000));
    EXPECT_EQ(told(R"("time":"1795500000",)"), Instant::from_seconds(1'795'500'000));
    EXPECT_EQ(told(R"("time":-1,)"), std::nullopt);
    EXPECT_EQ(told(""), std::nullopt);
}

}  // namespace
}  // namespace croozer::meta
