// What each type of message says.
#include "meta/webhook_decoder.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <variant>

namespace croozer::meta {
namespace {

using app::InboundMessage;
using app::InboundType;

struct OnlyMessage {
    InboundMessage message;
    std::string unusable;
};

// Decodes a body with this one message.
OnlyMessage only(std::string const& message) {
    auto const webhook = Decoder().decode(
        R"({"object":"whatsapp_business_account","entry":[{"id":"100","changes":[{
            "field":"messages","value":{"messages":[)" +
        message + "]}}]}]}"
    );
    EXPECT_EQ(webhook.changes.size(), 1U) << webhook.unusable;
    auto const* const found = webhook.changes.empty()
                                  ? nullptr
                                  : std::get_if<InboundMessage>(&webhook.changes[0].content);
    EXPECT_NE(found, nullptr);
    return found == nullptr ? OnlyMessage{} : OnlyMessage{*found, webhook.changes[0].unusable};
}

OnlyMessage from_noa(std::string const& rest) {
    return only(R"({"id":"wamid.A","from":"972541234567","timestamp":"1790000000")" + rest + "}");
}

TEST(Decoder, LocationOutOfRangeIsDropped) {
    auto const location = [](std::string const& latitude, std::string const& longitude) {
        return from_noa(
                   R"(,"type":"location","location":{"name":"n","latitude":)" + latitude +
                   R"(,"longitude":)" + longitude + "}"
        )
            .message;
    };
    auto const good = location("32.0853", R"("-34.7818")");
    EXPECT_EQ(good.latitude_e6, 32'085'300);
    EXPECT_EQ(good.longitude_e6, -34'781'800);
    EXPECT_EQ(location("90", "180").latitude_e6, 90'000'000);
    for (auto const* const bad :
         {"999", "-90.1", R"("NaN")", R"("inf")", R"("x")", "null", "1e400"}) {
        auto const dropped = location(bad, "34");
        EXPECT_EQ(dropped.type, InboundType::Location) << bad;
        EXPECT_FALSE(dropped.latitude_e6 || dropped.longitude_e6) << bad;
        EXPECT_EQ(dropped.location_name, "n");
    }
}

TEST(Decoder, BodiesNotAsDocumentedAreUnsupported) {
    for (std::string const rest :
         {R"(,"type":"text")",
          R"(,"type":"text","text":"x")",
          R"(,"type":"text","text":{"body":{}})",
          R"(,"type":"hologram","hologram":{})",
          R"(,"type":7)",
          R"(,"type":"interactive")",
          R"(,"type":"interactive","interactive":{"type":"product"})",
          R"(,"type":"order","order":{})",
          R"(,"type":"order","order":{"product_items":[]})",
          R"(,"type":"order","order":{"product_items":[{"quantity":1}]})",
          R"(,"type":"edit","edit":{})",
          R"(,"type":"revoke","revoke":{})",
          R"(,"type":"contacts","contacts":[])",
          R"(,"errors":[{"code":131051}])"}) {
        auto const read = from_noa(rest);
        EXPECT_EQ(read.message.type, InboundType::Unsupported) << rest;
        EXPECT_EQ(read.unusable, "") << rest;
    }
}

TEST(Decoder, AMissingTypeIsFoundByTheBody) {
    EXPECT_EQ(
        from_noa(R"(,"location":{"latitude":1,"longitude":2})").message.latitude_e6, 1'000'000
    );
    EXPECT_EQ(from_noa(R"(,"text":{"body":"x"})").message.type, InboundType::Text);
}

TEST(Decoder, CatalogQuantities) {
    for (auto const& [written, quantity] : std::initializer_list<std::pair<std::string, int>>{
             {"2", 2}, {R"("3")", 3}, {"2.0", 2}, {"0", 1}, {"-4", 1}, {"1e9", 999}, {R"("x")", 1}
         }) {
        auto const read = from_noa(
            R"(,"type":"order","order":{"product_items":[{"product_retailer_id":"P","quantity":)" +
            written + "}]}"
        );
        ASSERT_EQ(read.message.items.size(), 1U);
        EXPECT_EQ(read.message.items[0].retailer_id, "P");
        EXPECT_EQ(read.message.items[0].quantity, quantity) << written;
    }
}

TEST(Decoder, ChangesOfIdentity) {
    auto const number = from_noa(
        R"(,"type":"system","system":{"type":"user_changed_number","new_wa_id":"972500000009"})"
    );
    EXPECT_EQ(number.message.type, InboundType::System);
    EXPECT_EQ(number.message.sender.phone, "972500000009");
    EXPECT_EQ(number.message.payload, "972541234567");
    auto const user = only(
        R"({"id":"w","timestamp":"1","type":"system","system":{"type":"user_changed_user_id",
            "user_id":"IL.2","previous_user_id":"IL.1"}})"
    );
    EXPECT_EQ(user.unusable, "");
    EXPECT_EQ(user.message.sender.bsuid, "IL.2");
    EXPECT_EQ(user.message.previous_bsuid, "IL.1");
    auto const both = only(
        R"({"id":"w","timestamp":"1","type":"system","from_user_id":"IL.1",
            "system":{"type":"user_changed_user_id","user_id":"IL.2"}})"
    );
    EXPECT_EQ(both.message.previous_bsuid, "IL.1");
    for (auto const* type : {"user_changed_number", "user_changed_user_id"}) {
        auto const withheld = from_noa(
            R"(,"type":"system","system":{"type":")" + std::string(type) +
            R"(","user_id":"IL.2","previous_user_id":"IL.1"})"
        );
        EXPECT_EQ(withheld.unusable, "");
        EXPECT_EQ(withheld.message.sender.phone, "") << "`from` is the old one";
        EXPECT_EQ(withheld.message.payload, "972541234567");
        EXPECT_EQ(withheld.message.sender.bsuid, "IL.2");
    }
    auto const same = from_noa(R"(,"type":"system","system":{"type":"customer_identity_changed"})");
    EXPECT_EQ(same.message.sender.phone, "972541234567");
}

TEST(Decoder, FlowResponseIsParsedTwice) {
    auto const flow = [](std::string const& response) {
        return from_noa(
                   R"(,"type":"interactive","interactive":{"nfm_reply":{"response_json":)" +
                   response + "}}"
        )
            .message;
    };
    EXPECT_EQ(flow(R"("{ \"a\": 1 }")").payload, R"({"a":1})");
    EXPECT_EQ(
        flow(R"("{\"flow_token\":\"t\",\"street\":\"Herzl 1\",\"n\":[1]}")").text,
        "street: Herzl 1\nn: [1]"
    );
    EXPECT_EQ(flow(R"("{ broken")").payload, "");
    EXPECT_EQ(flow("{}").payload, "");
    EXPECT_EQ(flow(R"("{}")").type, InboundType::FlowReply);
}

}  // namespace
}  // namespace croozer::meta
