#include "meta/content_codec.hpp"

#include "meta/graph_codec.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace croozer::meta {
namespace {

namespace json = boost::json;
using namespace conversation;

app::OutgoingMessage message_of(Content content, std::string body = {}) {
    app::OutgoingMessage message;
    message.recipient.bsuid = "IL.7421009911223344";
    message.reply.kind = ReplyKind::Other;
    message.reply.body = std::move(body);
    message.reply.content = std::move(content);
    return message;
}

json::object sent(Content content, std::string body = {}) {
    auto const encoded = encode_message(message_of(std::move(content), std::move(body)));
    EXPECT_TRUE(encoded) << encoded.error().pointer << " " << encoded.error().detail;
    auto object = encoded ? json::parse(*encoded).as_object() : json::object{};
    EXPECT_EQ(object["recipient"], "IL.7421009911223344");
    EXPECT_FALSE(object.contains("to"));
    return object;
}

// "<pointer> <detail>" of the refusal.
std::string limit(Content content, std::string body = "x") {
    auto const encoded = encode_message(message_of(std::move(content), std::move(body)));
    if (encoded) {
        return "sent";
    }
    EXPECT_EQ(encoded.error().slug, "meta_limit");
    return encoded.error().pointer + " " + encoded.error().detail;
}

Media media(MediaKind kind, std::string id, std::string link = {}, std::string name = {}) {
    return {
        .kind = kind,
        .id = std::move(id),
        .link = std::move(link),
        .file_name = std::move(name),
        .is_voice = false
    };
}

TemplateParameter parameter(std::string value, std::string name = {}) {
    return {
        .part = TemplatePart::Body,
        .index = 0,
        .button_kind = {},
        .type = "text",
        .name = std::move(name),
        .value = std::move(value)
    };
}

TEST(ContentCodec, AsksForTheNumberAsMetaDescribes) {
    auto const body = sent(ContactRequest{}, "כדי שהשליח יוכל להתקשר, שתפו מספר");
    EXPECT_EQ(body.at("type"), "interactive");
    EXPECT_EQ(body.at("interactive"), json::parse(R"({"type":"request_contact_info",
            "body":{"text":"כדי שהשליח יוכל להתקשר, שתפו מספר"},
            "action":{"name":"request_contact_info"}})"));
    EXPECT_EQ(limit(ContactRequest{}, ""), "/interactive/body/text empty");
}

TEST(ContentCodec, ALinkIsAButtonThatOpensAPage) {
    auto const body = sent(LinkButton{.label = "מעקב", .url = "https://x.example/t/1"}, "ההזמנה");
    EXPECT_EQ(body.at("interactive").at("action"), json::parse(R"({"name":"cta_url",
            "parameters":{"display_text":"מעקב","url":"https://x.example/t/1"}})"));
    EXPECT_EQ(
        limit(LinkButton{.label = std::string(21, 'a'), .url = "https://x.example"}),
        "/interactive/action/parameters/display_text 21 > 20"
    );
    EXPECT_EQ(
        limit(LinkButton{.label = "a", .url = "javascript:alert(1)"}),
        "/interactive/action/parameters/url not a web address"
    );
    EXPECT_EQ(
        limit(LinkButton{.label = "a", .url = "https://x.example"}, std::string(1'025, 'b')),
        "/interactive/body/text 1025 > 1024"
    );
}

TEST(ContentCodec, AFlowNavigatesOrAsksItsEndpoint) {
    FlowButton flow{
        .flow_id = "123", .token = "t", .label = "Order", .screen = "FIRST", .is_draft = false
    };
    auto const body = sent(flow, "Choose");
    EXPECT_EQ(
        body.at("interactive").at("action").at("parameters"),
        json::parse(R"({"flow_message_version":"3","flow_id":"123","flow_token":"t",
            "flow_cta":"Order","mode":"published","flow_action":"navigate",
            "flow_action_payload":{"screen":"FIRST"}})")
    );
    flow.screen.clear();
    EXPECT_EQ(
        sent(flow, "Choose").at("interactive").at("action").at("parameters").at("flow_action"),
        "data_exchange"
    );
    flow.label = std::string(21, 'a');
    EXPECT_EQ(limit(flow), "/interactive/action/parameters/flow_cta 21 > 20");
}

TEST(ContentCodec, MediaGoByIdOrByLink) {
    auto const image = sent(media(MediaKind::Image, "900"), "Look");
    EXPECT_EQ(image.at("type"), "image");
    EXPECT_EQ(image.at("image"), json::parse(R"({"id":"900","caption":"Look"})"));
    auto const file =
        sent(media(MediaKind::Document, "", "https://x.example/m.pdf", "menu.pdf"), "Menu");
    EXPECT_EQ(
        file.at("document"),
        json::parse(R"({"link":"https://x.example/m.pdf","caption":"Menu","filename":"menu.pdf"})")
    );
    Media voice = media(MediaKind::Audio, "901");
    voice.is_voice = true;
    EXPECT_EQ(sent(voice).at("audio"), json::parse(R"({"id":"901","voice":true})"));
    EXPECT_EQ(sent(media(MediaKind::Sticker, "902")).at("sticker"), json::parse(R"({"id":"902"})"));
    EXPECT_EQ(limit(media(MediaKind::Image, "", "")), "/image either an id or a link");
    EXPECT_EQ(limit(media(MediaKind::Image, "1", "https://x")), "/image either an id or a link");
    EXPECT_EQ(
        limit(media(MediaKind::Video, "1"), std::string(1'025, 'c')), "/video/caption 1025 > 1024"
    );
    EXPECT_EQ(limit(media(MediaKind::Audio, "1")), "/audio/caption 1 > 0");
    EXPECT_EQ(limit(media(MediaKind::Image, "1", "", "a.png")), "/image/filename 5 > 0");
}

TEST(ContentCodec, APlaceAndAReaction) {
    Place place{
        .latitude_e6 = 32'080'000, .longitude_e6 = 34'780'000, .name = "Shop", .address = ""
    };
    EXPECT_EQ(
        sent(place).at("location"),
        json::parse(R"({"latitude":32.08,"longitude":34.78,"name":"Shop"})")
    );
    place.latitude_e6 = 90'000'001;
    EXPECT_EQ(limit(place), "/location not on Earth");
    EXPECT_EQ(
        sent(Reaction{.wamid = "wamid.X", .emoji = "👍"}).at("reaction"),
        json::parse(R"({"message_id":"wamid.X","emoji":"👍"})")
    );
    EXPECT_EQ(sent(Reaction{.wamid = "wamid.X", .emoji = ""}).at("reaction").at("emoji"), "");
    EXPECT_EQ(limit(Reaction{.wamid = "", .emoji = "👍"}), "/reaction/message_id empty");
}

TEST(ContentCodec, ATemplateHasItsParametersByPart) {
    TemplateMessage order{
        .name = "order_ready", .language = "he", .category = "UTILITY", .parameters = {}
    };
    EXPECT_EQ(
        sent(order).at("template"),
        json::parse(R"({"name":"order_ready","language":{"code":"he"}})")
    );
    order.parameters = {
        {.part = TemplatePart::Header,
         .index = 0,
         .button_kind = {},
         .type = "image",
         .name = {},
         .value = "123"},
        parameter("נועה", "customer"),
        parameter("118", "order_no"),
        {.part = TemplatePart::Button,
         .index = 0,
         .button_kind = "url",
         .type = "text",
         .name = {},
         .value = "118-abc"},
        {.part = TemplatePart::Button,
         .index = 1,
         .button_kind = "quick_reply",
         .type = "payload",
         .name = {},
         .value = "track:118"},
    };
    EXPECT_EQ(sent(order).at("template").at("components"), json::parse(R"([
            {"type":"header","parameters":[{"type":"image","image":{"id":"123"}}]},
            {"type":"body","parameters":[
                {"type":"text","parameter_name":"customer","text":"נועה"},
                {"type":"text","parameter_name":"order_no","text":"118"}]},
            {"type":"button","sub_type":"url","index":"0",
             "parameters":[{"type":"text","text":"118-abc"}]},
            {"type":"button","sub_type":"quick_reply","index":"1",
             "parameters":[{"type":"payload","payload":"track:118"}]}])"));
}

TEST(ContentCodec, WhatMetaRefusesInATemplateIsNamed) {
    TemplateMessage made{.name = "a", .language = "he", .category = "UTILITY", .parameters = {}};
    auto const with = [&](std::string value) {
        made.parameters = {parameter(std::move(value))};
        return limit(made);
    };
    EXPECT_EQ(with(std::string(1'025, 'a')), "/template/components/0 1025 > 1024");
    EXPECT_EQ(
        with("two\nlines"), "/template/components/0 a line break, a tab or five spaces in a row"
    );
    EXPECT_EQ(
        with("a     b"), "/template/components/0 a line break, a tab or five spaces in a row"
    );
    EXPECT_EQ(with(""), "/template/components/0 empty");
    EXPECT_EQ(with("a    b"), "sent");
    made.parameters.assign(41, parameter("a"));
    EXPECT_EQ(limit(made), "/template/components 41 not in 0..40");
    made.parameters.clear();
    made.name = "Not_Lower";
    EXPECT_EQ(limit(made), "/template/name a-z, 0-9 and _ only");
}

}  // namespace
}  // namespace croozer::meta
