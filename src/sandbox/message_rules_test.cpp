#include "sandbox/message_rules.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace croozer::sandbox {
namespace {

std::string repeat(std::string_view piece, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) {
        out += piece;
    }
    return out;
}

// 0 when it is taken.
int code_of(std::string const& body) {
    auto const object = parse_object(body);
    if (!object) {
        return -1;
    }
    auto const checked = check_send(*object);
    return checked ? 0 : checked.error().code;
}

std::string send(std::string const& rest) {
    return R"({"messaging_product":"whatsapp","to":"972541234567",)" + rest + "}";
}

std::string text(std::string const& body) {
    return send(R"("type":"text","text":{"body":")" + body + "\"}");
}

std::string button(std::string const& id, std::string const& title) {
    return R"({"type":"reply","reply":{"id":")" + id + R"(","title":")" + title + "\"}}";
}

std::string buttons(std::string const& list, std::string const& body = "ok?") {
    return send(
        R"("type":"interactive","interactive":{"type":"button","body":{"text":")" + body +
        R"("},"action":{"buttons":[)" + list + "]}}"
    );
}

std::string row(std::string const& id, std::string const& title = "Row") {
    return R"({"id":")" + id + R"(","title":")" + title + "\"}";
}

std::string list_of(std::string const& sections, std::string const& label = "Choose") {
    return send(
        R"("type":"interactive","interactive":{"type":"list","body":{"text":"b"},"action":{"button":")" +
        label + R"(","sections":[)" + sections + "]}}"
    );
}

std::string flow(std::string const& action) {
    return send(
        R"("type":"interactive","interactive":{"type":"flow","body":{"text":"b"},"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_id":"1","flow_token":"t","flow_cta":"Go","mode":"published",)" +
        action + "}}}"
    );
}

std::string rows(int count) {
    std::string out;
    for (int i = 0; i < count; ++i) {
        out += (i > 0 ? "," : "") + row("r" + std::to_string(i));
    }
    return out;
}

struct Case {
    std::string name;
    std::string body;
    int code;
};

TEST(MessageRules, TakesAndRefusesAsMetaDoes) {
    std::string const alef = "א";
    std::vector<Case> const cases{
        {"text", text("hello"), 0},
        {"text of 4096 Hebrew letters", text(repeat(alef, 4096)), 0},
        {"text of 4097", text(repeat(alef, 4097)), 131009},
        {"empty text", text(""), 131008},
        {"blank text", text("  "), 131008},
        {"no product", R"({"to":"972541234567","type":"text","text":{"body":"x"}})", 100},
        {"no recipient",
         R"({"messaging_product":"whatsapp","type":"text","text":{"body":"x"}})",
         100},
        {"national phone",
         R"({"messaging_product":"whatsapp","to":"0541234567","text":{"body":"x"}})",
         131009},
        {"formatted phone",
         R"({"messaging_product":"whatsapp","to":"+972 54-123-4567","text":{"body":"x"}})",
         0},
        {"bsuid",
         R"({"messaging_product":"whatsapp","recipient":"IL.742100","text":{"body":"x"}})",
         0},
        {"bad bsuid",
         R"({"messaging_product":"whatsapp","recipient":"742100","text":{"body":"x"}})",
         131009},
        {"unknown type", send(R"("type":"poll","poll":{})"), 131051},
        {"type without object", send(R"("type":"text")"), 131008},
        {"text body of a wrong type", send(R"("type":"text","text":{"body":5})"), 100},
        {"long callback data",
         send(R"("text":{"body":"x"},"biz_opaque_callback_data":")" + repeat("x", 513) + "\""),
         131009},
        {"one button", buttons(button("a", "Yes")), 0},
        {"three buttons",
         buttons(button("a", "1") + "," + button("b", "2") + "," + button("c", "3")),
         0},
        {"no buttons", buttons(""), 131009},
        {"four buttons",
         buttons(
             button("a", "1") + "," + button("b", "2") + "," + button("c", "3") + "," +
             button("d", "4")
         ),
         131009},
        {"title of 20", buttons(button("a", repeat(alef, 20))), 0},
        {"title of 21", buttons(button("a", repeat(alef, 21))), 131009},
        {"id of 256", buttons(button(repeat("i", 256), "Yes")), 0},
        {"id of 257", buttons(button(repeat("i", 257), "Yes")), 131009},
        {"same id twice", buttons(button("a", "1") + "," + button("a", "2")), 131009},
        {"empty title", buttons(button("a", "")), 131008},
        {"body of 1025", buttons(button("a", "Yes"), repeat("x", 1025)), 131009},
        {"list", list_of(R"({"rows":[)" + rows(10) + "]}"), 0},
        {"eleven rows", list_of(R"({"rows":[)" + rows(11) + "]}"), 131009},
        {"two sections without titles",
         list_of(R"({"rows":[)" + row("a") + R"(]},{"rows":[)" + row("b") + "]}"),
         131008},
        {"same row id in two sections",
         list_of(
             R"({"title":"A","rows":[)" + row("a") + R"(]},{"title":"B","rows":[)" + row("a") + "]}"
         ),
         131009},
        {"row title of 25", list_of(R"({"rows":[)" + row("a", repeat("t", 25)) + "]}"), 131009},
        {"row id of 201", list_of(R"({"rows":[)" + row(repeat("i", 201)) + "]}"), 131009},
        {"label of 21", list_of(R"({"rows":[)" + row("a") + "]}", repeat("b", 21)), 131009},
        {"location request",
         send(
             R"("type":"interactive","interactive":{"type":"location_request_message","body":{"text":"where"},"action":{"name":"send_location"}})"
         ),
         0},
        {"location request without its name",
         send(
             R"("type":"interactive","interactive":{"type":"location_request_message","body":{"text":"where"},"action":{}})"
         ),
         131009},
        {"flow", flow(R"("flow_action":"navigate","flow_action_payload":{"screen":"ADDRESS"})"), 0},
        {"flow that asks its endpoint", flow(R"("flow_action":"data_exchange")"), 0},
        {"flow that goes nowhere", flow(R"("flow_action":"navigate")"), 131009},
        {"footer of 61",
         send(
             R"("type":"interactive","interactive":{"type":"button","body":{"text":"b"},"footer":{"text":")" +
             repeat("f", 61) + R"("},"action":{"buttons":[)" + button("a", "Y") + "]}}"
         ),
         131009},
        {"read",
         R"({"messaging_product":"whatsapp","status":"read","message_id":"wamid.X","typing_indicator":{"type":"text"}})",
         0},
        {"read without id", R"({"messaging_product":"whatsapp","status":"read"})", 131008},
        {"template",
         send(R"("type":"template","template":{"name":"order_ready","language":{"code":"he"}})"),
         0},
        {"template without language",
         send(R"("type":"template","template":{"name":"order_ready"})"),
         131008},
        {"template with a capital",
         send(R"("type":"template","template":{"name":"Order","language":{"code":"he"}})"),
         131009},
        {"reaction", send(R"("type":"reaction","reaction":{"message_id":"wamid.X","emoji":""})"), 0
        },
        {"image by link and id",
         send(R"("type":"image","image":{"id":"1","link":"https://x/y"})"),
         100},
    };
    for (Case const& item : cases) {
        EXPECT_EQ(code_of(item.body), item.code) << item.name;
    }
}

TEST(MessageRules, ToWinsOverRecipient) {
    auto const checked = check_send(*parse_object(
        R"({"messaging_product":"whatsapp","to":"+972541234567","recipient":"IL.7","text":{"body":"x"}})"
    ));
    ASSERT_TRUE(checked);
    auto const& message = std::get<OutgoingMessage>(*checked);
    EXPECT_EQ(message.to, "972541234567");
    EXPECT_EQ(message.input, "+972541234567");
    EXPECT_FALSE(message.by_bsuid);
}

TEST(MessageRules, ReadReceiptKeepsTyping) {
    auto const checked = check_send(*parse_object(
        R"({"messaging_product":"whatsapp","status":"read","message_id":"wamid.X","typing_indicator":{"type":"text"}})"
    ));
    ASSERT_TRUE(checked);
    EXPECT_TRUE(std::get<ReadReceipt>(*checked).typing);
}

}  // namespace
}  // namespace croozer::sandbox
