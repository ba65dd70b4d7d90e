#include "meta/graph_codec.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace croozer::meta {
namespace {

using app::ErrorAction;
using app::SendOutcome;
using conversation::ReplyKind;
using enum SendOutcome::Fate;
using namespace std::chrono_literals;

std::string letters(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += "ש";
    }
    return text;
}

app::OutgoingMessage message(ReplyKind kind) {
    app::OutgoingMessage made;
    made.phone_number_id = "200";
    made.recipient.phone = "972541234567";
    made.reply.kind = kind;
    made.reply.body = "גוף";
    if (kind == ReplyKind::Buttons) {
        made.reply.buttons = {{"card:7:yes", "אישור"}, {"card:7:no", "ביטול"}};
    } else if (kind == ReplyKind::List) {
        made.reply.list_button = "בחרו";
        made.reply.rows = {{"r1", "זיתים", "₪5"}, {"r2", "בצל", ""}};
    }
    return made;
}

// The pointer of the field refused, or "sent".
std::string refused_at(app::OutgoingMessage const& made) {
    auto const body = encode_message(made);
    if (body) {
        return "sent";
    }
    EXPECT_EQ(body.error().code, ErrorCode::Validation);
    EXPECT_EQ(body.error().slug, "meta_limit");
    return body.error().pointer;
}

TEST(EncodeMessage, Text) {
    auto made = message(ReplyKind::Text);
    made.reply_to_wamid = "wamid.IN=";
    made.callback_data = "o:1";
    EXPECT_EQ(
        encode_message(made).value(),
        R"({"messaging_product":"whatsapp","recipient_type":"individual","to":"972541234567",)"
        R"("type":"text","text":{"body":"גוף","preview_url":false},)"
        R"("context":{"message_id":"wamid.IN="},"biz_opaque_callback_data":"o:1"})"
    );
    made = message(ReplyKind::Text);
    made.reply.footer = "סוף";
    EXPECT_TRUE(encode_message(made).value().contains(R"("body":"גוף\n\nסוף")"));
}

TEST(EncodeMessage, Buttons) {
    auto made = message(ReplyKind::Buttons);
    made.reply.footer = "סוף";
    EXPECT_EQ(
        encode_message(made).value(),
        R"({"messaging_product":"whatsapp","recipient_type":"individual","to":"972541234567",)"
        R"("type":"interactive","interactive":{"type":"button","body":{"text":"גוף"},)"
        R"("footer":{"text":"סוף"},"action":{"buttons":[)"
        R"({"type":"reply","reply":{"id":"card:7:yes","title":"אישור"}},)"
        R"({"type":"reply","reply":{"id":"card:7:no","title":"ביטול"}}]}}})"
    );
}

TEST(EncodeMessage, ListAndLocationRequest) {
    EXPECT_TRUE(
        encode_message(message(ReplyKind::List))
            .value()
            .contains(
                R"("interactive":{"type":"list","body":{"text":"גוף"},"action":{"button":"בחרו",)"
                R"("sections":[{"rows":[{"id":"r1","title":"זיתים","description":"₪5"},)"
                R"({"id":"r2","title":"בצל"}]}]}})"
            )
    );
    EXPECT_TRUE(
        encode_message(message(ReplyKind::LocationRequest))
            .value()
            .contains(R"("interactive":{"type":"location_request_message","body":{"text":"גוף"},)"
                      R"("action":{"name":"send_location"}})")
    );
}

TEST(EncodeMessage, ToAUserIdGoesAsRecipient) {
    auto made = message(ReplyKind::Text);
    made.recipient = {.phone = "", .bsuid = "IL.7421"};
    auto const body = encode_message(made).value();
    EXPECT_TRUE(body.contains(R"("recipient":"IL.7421")"));
    EXPECT_FALSE(body.contains(R"("to":)"));
    made.recipient.phone = "972541234567";
    EXPECT_FALSE(encode_message(made).value().contains(R"("recipient":)"));
    for (auto const& bad :
         {app::Recipient{}, app::Recipient{"+972541234567", ""}, app::Recipient{"", "x"}}) {
        made.recipient = bad;
        EXPECT_EQ(encode_message(made).error().slug, "meta_recipient");
    }
}

TEST(EncodeMessage, TextsAtAndOverTheirLimits) {
    using Made = app::OutgoingMessage;
    using Set = void (*)(Made&, std::string);

    struct Case {
        ReplyKind kind;
        std::size_t limit;
        Set set;
        std::string pointer;
    };

    for (auto const& [kind, limit, set, pointer] : std::initializer_list<Case>{
             {ReplyKind::Text,
              4096,
              [](Made& m, std::string t) { m.reply.body = std::move(t); },
              "/text/body"},
             {ReplyKind::Text,
              512,
              [](Made& m, std::string t) { m.callback_data = std::move(t); },
              "/biz_opaque_callback_data"},
             {ReplyKind::Buttons,
              1024,
              [](Made& m, std::string t) { m.reply.body = std::move(t); },
              "/interactive/body/text"},
             {ReplyKind::Buttons,
              60,
              [](Made& m, std::string t) { m.reply.footer = std::move(t); },
              "/interactive/footer/text"},
             {ReplyKind::Buttons,
              256,
              [](Made& m, std::string t) { m.reply.buttons[1].id = std::move(t); },
              "/interactive/action/buttons/1/reply/id"},
             {ReplyKind::Buttons,
              20,
              [](Made& m, std::string t) { m.reply.buttons[0].title = std::move(t); },
              "/interactive/action/buttons/0/reply/title"},
             {ReplyKind::List,
              4096,
              [](Made& m, std::string t) { m.reply.body = std::move(t); },
              "/interactive/body/text"},
             {ReplyKind::List,
              20,
              [](Made& m, std::string t) { m.reply.list_button = std::move(t); },
              "/interactive/action/button"},
             {ReplyKind::List,
              200,
              [](Made& m, std::string t) { m.reply.rows[0].id = std::move(t); },
              "/interactive/action/sections/0/rows/0/id"},
             {ReplyKind::List,
              24,
              [](Made& m, std::string t) { m.reply.rows[1].title = std::move(t); },
              "/interactive/action/sections/0/rows/1/title"},
             {ReplyKind::List,
              72,
              [](Made& m, std::string t) { m.reply.rows[1].description = std::move(t); },
              "/interactive/action/sections/0/rows/1/description"},
             {ReplyKind::LocationRequest,
              1024,
              [](Made& m, std::string t) { m.reply.body = std::move(t); },
              "/interactive/body/text"},
         }) {
        auto made = message(kind);
        set(made, letters(limit));
        EXPECT_EQ(refused_at(made), "sent") << pointer << limit;
        set(made, letters(limit + 1));
        EXPECT_EQ(refused_at(made), pointer);
        set(made, "\xFF");
        EXPECT_EQ(refused_at(made), pointer);
    }
}

TEST(EncodeMessage, CountsAndRepeats) {
    auto made = message(ReplyKind::Buttons);
    made.reply.buttons.clear();
    EXPECT_EQ(refused_at(made), "/interactive/action/buttons");
    made.reply.buttons = {{"1", "a"}, {"2", "b"}, {"3", "c"}};
    EXPECT_EQ(refused_at(made), "sent");
    made.reply.buttons.push_back({"4", "d"});
    EXPECT_EQ(refused_at(made), "/interactive/action/buttons");
    made.reply.buttons = {{"1", "a"}, {"1", "b"}};
    EXPECT_EQ(refused_at(made), "/interactive/action/buttons/1/reply/id");

    made = message(ReplyKind::List);
    made.reply.rows.clear();
    EXPECT_EQ(refused_at(made), "/interactive/action/sections/0/rows");
    for (int i = 0; i < 10; ++i) {
        made.reply.rows.push_back({std::to_string(i), "t", ""});
    }
    EXPECT_EQ(refused_at(made), "sent");
    made.reply.rows.push_back({"10", "t", ""});
    EXPECT_EQ(refused_at(made), "/interactive/action/sections/0/rows");

    made = message(ReplyKind::Text);
    made.reply.body = " \n";
    EXPECT_EQ(refused_at(made), "/text/body");
    made = message(ReplyKind::Text);
    made.reply.buttons = {{"1", "a"}};
    EXPECT_EQ(refused_at(made), "/text/buttons");
}

TEST(EncodeMarkRead, WithAndWithoutTyping) {
    EXPECT_EQ(
        encode_mark_read("wamid.A", true),
        R"({"messaging_product":"whatsapp","status":"read","message_id":"wamid.A",)"
        R"("typing_indicator":{"type":"text"}})"
    );
    EXPECT_FALSE(encode_mark_read("wamid.A", false).contains("typing"));
}

TEST(Requests, AddressHeaderAndProof) {
    // RFC 4231, test case 2.
    EXPECT_EQ(
        appsecret_proof(Secret("Jefe"), Secret("what do ya want for nothing?")),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
    EXPECT_EQ(
        messages_url("https://graph.facebook.com", "v26.0", "200", "ab").value(),
        "https://graph.facebook.com/v26.0/200/messages?appsecret_proof=ab"
    );
    EXPECT_EQ(messages_url("http://g", "v26.0", "200", "").value(), "http://g/v26.0/200/messages");
    for (auto const* const bad : {"", "../me", "200/x", "200?a", "2 0"}) {
        EXPECT_EQ(messages_url("http://g", "v26.0", bad, "").error().slug, "meta_phone_number_id");
    }
    EXPECT_EQ(authorization_header(Secret("EAAx")).value(), "Authorization: Bearer EAAx");
    for (auto const* const bad : {"", "a b", "a\r\nHost: x", "a\x7F", "ש"}) {
        EXPECT_EQ(authorization_header(Secret(bad)).error().slug, "meta_token");
    }
    EXPECT_EQ(percent_encoded("aZ0-._~ /?&=|ש"), "aZ0-._~%20%2F%3F%26%3D%7C%D7%A9");
}

net::OutgoingResponse response(int status, std::string body) {
    net::OutgoingResponse made;
    made.status = status;
    made.body = std::move(body);
    return made;
}

TEST(ReadSendAnswer, Accepted) {
    auto const outcome = read_send_answer(
        response(200, R"({"messaging_product":"whatsapp","messages":[{"id":"wamid.OUT="}]})")
    );
    EXPECT_EQ(outcome.fate, Accepted);
    EXPECT_EQ(outcome.wamid, "wamid.OUT=");
    EXPECT_EQ(outcome.action, ErrorAction::None);
}

TEST(ReadSendAnswer, RefusedByGraphWhateverTheStatus) {
    for (int const status : {200, 400, 429, 500}) {
        auto const outcome = read_send_answer(response(
            status,
            R"({"error":{"message":"(#131047) Re-engagement","code":131047,
                "error_data":{"details":"More than 24 hours"},"fbtrace_id":"A1"}})"
        ));
        EXPECT_EQ(outcome.fate, Refused) << status;
        EXPECT_EQ(outcome.action, ErrorAction::Stop);
        EXPECT_EQ(outcome.error_code, 131'047);
        EXPECT_EQ(outcome.detail, "(#131047) Re-engagement: More than 24 hours");
    }
}

TEST(ReadSendAnswer, WithoutGraphsWords) {
    for (auto const& [status, fate] : std::initializer_list<std::pair<int, SendOutcome::Fate>>{
             {200, Unknown},
             {302, Refused},
             {404, Refused},
             {408, Unknown},
             {429, NotSent},
             {500, Unknown},
             {502, Unknown}
         }) {
        EXPECT_EQ(read_send_answer(response(status, "<html>")).fate, fate) << status;
        EXPECT_EQ(read_send_answer(response(status, R"({"error":{}})")).fate, fate) << status;
    }
}

TEST(ReadSendAnswer, AskedWaits) {
    auto const limited = R"({"error":{"message":"m","code":80007}})";
    auto answer = response(400, limited);
    answer.headers = {{"retry-after", "90"}};
    EXPECT_EQ(read_send_answer(answer).retry_after, 90s);
    answer.headers = {
        {"x-business-use-case-usage",
         R"({"1":[{"estimated_time_to_regain_access":2},{"estimated_time_to_regain_access":7}]})"}
    };
    EXPECT_EQ(read_send_answer(answer).retry_after, 7min);
    answer.headers = {{"retry-after", "4000000000"}};
    EXPECT_EQ(read_send_answer(answer).retry_after, limits::graph_longest_wait);
    answer.headers = {{"retry-after", "-5"}, {"x-business-use-case-usage", "{]"}};
    EXPECT_EQ(read_send_answer(answer).retry_after, 1min) << "what the code itself asks for";
    EXPECT_EQ(read_send_answer(response(400, R"({"error":{"code":131057}})")).retry_after, 1min);
}

TEST(ReadSendFailure, OnlyWhatWasNotWrittenIsNotSent) {
    EXPECT_EQ(read_send_failure({.request_may_have_been_sent = true, .detail = "d"}).fate, Unknown);
    EXPECT_EQ(
        read_send_failure({.request_may_have_been_sent = false, .detail = "d"}).fate, NotSent
    );
}

TEST(GraphErrors, DetailHidesTokensAndPhones) {
    auto const error = read_graph_error(
        R"({"error":{"code":"190","error_subcode":463,"is_transient":true,"message":
            "Malformed access token EAAGm0PX4ZCpsBAKZBvx9zZAwZDZD for +972541234567, code 131047"}})"
    );
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code, 190);
    EXPECT_EQ(error->subcode, 463);
    EXPECT_TRUE(error->is_transient);
    EXPECT_EQ(error->detail, "Malformed access token [hidden] for [hidden], code 131047");
    EXPECT_FALSE(read_graph_error("{}"));
    EXPECT_FALSE(read_graph_error("not json"));
}

}  // namespace
}  // namespace croozer::meta
