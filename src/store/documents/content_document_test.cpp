#include "store/documents/cart_document.hpp"
#include "store/documents/template_document.hpp"

#include <gtest/gtest.h>

namespace croozer::store::documents {
namespace {

using namespace conversation;

Reply back(Content content) {
    Reply reply;
    reply.kind = ReplyKind::Other;
    reply.body = "text";
    reply.content = std::move(content);
    auto decoded = decode_reply(encode_reply(reply));
    EXPECT_TRUE(decoded);
    EXPECT_EQ(decoded->kind, ReplyKind::Other);
    EXPECT_EQ(decoded->body, "text");
    EXPECT_EQ(decoded->content.index(), reply.content.index());
    return *std::move(decoded);
}

TEST(ContentDocument, EveryKindComesBack) {
    back(ContactRequest{});
    auto const link = back(LinkButton{.label = "a", .url = "https://x.example"});
    EXPECT_EQ(std::get<LinkButton>(link.content).url, "https://x.example");
    auto const flow =
        back(FlowButton{.flow_id = "1", .token = "t", .label = "l", .screen = "S", .is_draft = true}
        );
    EXPECT_TRUE(std::get<FlowButton>(flow.content).is_draft);
    EXPECT_EQ(std::get<FlowButton>(flow.content).screen, "S");
    auto const media = back(Media{
        .kind = MediaKind::Document, .id = "9", .link = {}, .file_name = "a.pdf", .is_voice = false
    });
    EXPECT_EQ(std::get<Media>(media.content).kind, MediaKind::Document);
    EXPECT_EQ(std::get<Media>(media.content).file_name, "a.pdf");
    EXPECT_EQ(message_type(media), "document");
    auto const place =
        back(Place{.latitude_e6 = -5, .longitude_e6 = 7, .name = "n", .address = "d"});
    EXPECT_EQ(std::get<Place>(place.content).latitude_e6, -5);
    auto const reaction = back(Reaction{.wamid = "w", .emoji = "👍"});
    EXPECT_EQ(std::get<Reaction>(reaction.content).emoji, "👍");
    auto const sent = back(TemplateMessage{
        .name = "order_ready",
        .language = "he",
        .category = "UTILITY",
        .parameters =
            {{.part = TemplatePart::Button,
              .index = 1,
              .button_kind = "url",
              .type = "text",
              .name = "n",
              .value = "v"}}
    });
    auto const& parameter = std::get<TemplateMessage>(sent.content).parameters.at(0);
    EXPECT_EQ(parameter.part, TemplatePart::Button);
    EXPECT_EQ(parameter.index, 1);
    EXPECT_EQ(parameter.button_kind, "url");
    EXPECT_EQ(parameter.name, "n");
    EXPECT_EQ(parameter.value, "v");
    EXPECT_EQ(message_type(sent), "template");
}

// A row as the version before wrote it.
TEST(ContentDocument, ARowOfBeforeIsRead) {
    auto const reply = decode_reply(R"({"kind":3,"purpose":"question","text":"Where?"})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->kind, ReplyKind::LocationRequest);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(reply->content));
    EXPECT_EQ(message_type(*reply), "interactive");
}

TEST(TemplateDocument, ExamplesGoAsMetaWritesThem) {
    TemplateComponent body;
    body.type = "BODY";
    body.text = "Order {{1}} is ready.";
    body.examples = {{.name = {}, .value = "118"}};
    EXPECT_EQ(
        encode_components({body}, false),
        R"([{"type":"BODY","text":"Order {{1}} is ready.","example":{"body_text":[["118"]]}}])"
    );
    body.examples.front().name = "order";
    auto const named = encode_components({body}, true);
    EXPECT_NE(
        named.find(R"("body_text_named_params":[{"param_name":"order","example":"118"}])"),
        std::string::npos
    ) << named;
    auto const decoded = decode_components(named);
    ASSERT_TRUE(decoded);
    ASSERT_EQ(decoded->size(), 1U);
    EXPECT_EQ(decoded->front().examples.front().name, "order");
    auto const positional =
        decode_components(R"([{"type":"BODY","text":"a","example":{"body_text":[["x","y"]]}}])");
    ASSERT_TRUE(positional);
    EXPECT_EQ(positional->front().examples.size(), 2U);
}

}  // namespace
}  // namespace croozer::store::documents
