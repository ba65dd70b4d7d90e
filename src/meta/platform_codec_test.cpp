#include "meta/platform_codec.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <string_view>

namespace croozer::meta {
namespace {

JsonObject object(std::string_view text) {
    return boost::json::parse(text).as_object();
}

JsonArray array(std::string_view text) {
    return boost::json::parse(text).as_array();
}

TEST(PlatformCodec, GrantedToken) {
    auto const lasting =
        read_granted_token(object(R"({"access_token":"T","token_type":"bearer"})"));
    EXPECT_EQ(lasting.value().token.reveal(), "T");
    EXPECT_FALSE(lasting->lifetime);
    EXPECT_FALSE(read_granted_token(object(R"({"access_token":"T","expires_in":0})"))->lifetime);
    EXPECT_EQ(
        read_granted_token(object(R"({"access_token":"T","expires_in":5184000})"))->lifetime,
        std::chrono::seconds(5'184'000)
    );
    EXPECT_FALSE(read_granted_token(object(R"({"access_token":7})")));
    EXPECT_FALSE(read_granted_token(object("{}")));
}

TEST(PlatformCodec, TokenFacts) {
    auto const facts = read_token_facts(object(R"({"data":{
        "app_id":"42","type":"SYSTEM_USER","is_valid":true,"expires_at":1790000000,
        "data_access_expires_at":0,
        "scopes":["whatsapp_business_management",7,"public_profile"],
        "granular_scopes":[
          {"scope":"whatsapp_business_management","target_ids":["100",200,"100",{}]},
          {"scope":"whatsapp_business_messaging","target_ids":["300"]},
          "else"]}})"))
                           .value();
    EXPECT_EQ(facts.app_id, "42");
    EXPECT_EQ(facts.type, "SYSTEM_USER");
    EXPECT_TRUE(facts.is_valid);
    EXPECT_EQ(facts.expires_at, Instant::from_seconds(1'790'000'000));
    EXPECT_FALSE(facts.data_access_expires_at);
    EXPECT_EQ(
        facts.scopes,
        (std::vector<std::string>{
            "whatsapp_business_management", "public_profile", "whatsapp_business_messaging"
        })
    );
    EXPECT_EQ(facts.waba_ids, (std::vector<std::string>{"100", "200"}));
}

TEST(PlatformCodec, TokenFactsOfAnythingElse) {
    for (auto const* const text :
         {"{}",
          R"({"data":[]})",
          R"({"data":{"is_valid":"true","expires_at":-5,"scopes":{},"granular_scopes":[[]]}})",
          R"({"data":{"expires_at":9223372036854775807}})"}) {
        EXPECT_FALSE(read_token_facts(object(text))) << "nobody said that it is dead: " << text;
    }
    auto const dead = read_token_facts(object(
        R"({"data":{"is_valid":false,"expires_at":9223372036854775807,"scopes":{},
            "granular_scopes":[[]],"error":{"code":190}}})"
    ));
    ASSERT_TRUE(dead);
    EXPECT_FALSE(dead->is_valid);
    EXPECT_FALSE(dead->expires_at);
    EXPECT_TRUE(dead->scopes.empty() && dead->waba_ids.empty());
}

TEST(PlatformCodec, Health) {
    auto const health = read_health(object(R"({"health_status":{"can_send_message":"LIMITED",
        "entities":[{"entity_type":"WABA","id":"100","can_send_message":"LIMITED",
          "errors":[{"error_code":141006,"error_description":"d","possible_solution":"s"}],
          "additional_info":["i"]}]}})"));
    EXPECT_EQ(health.can_send, "LIMITED");
    ASSERT_EQ(health.entities.size(), 1U);
    auto const& entity = health.entities.front();
    EXPECT_EQ(entity.type, "WABA");
    EXPECT_EQ(entity.id, "100");
    ASSERT_EQ(entity.troubles.size(), 1U);
    EXPECT_EQ(entity.troubles.front().code, 141'006);
    EXPECT_EQ(entity.troubles.front().possible_solution, "s");
    EXPECT_EQ(entity.information, std::vector<std::string>{"i"});
    EXPECT_EQ(read_health(object("{}")).can_send, "");
    EXPECT_EQ(
        read_health(object(R"({"health_status":{"entities":[{"can_send_message":"AVAILABLE"},
            {"can_send_message":"BLOCKED"}]}})"))
            .can_send,
        "BLOCKED"
    );
}

TEST(PlatformCodec, Waba) {
    auto const facts = read_waba_facts(object(R"({"id":100,"name":"פיצה","currency":"ILS",
        "timezone_id":"70","country":"IL","owner_business_info":{"id":"9","name":"N"},
        "account_review_status":"APPROVED","business_verification_status":"verified",
        "primary_funding_id":"77"})"));
    EXPECT_EQ(facts.id, "100");
    EXPECT_EQ(facts.name, "פיצה");
    EXPECT_EQ(facts.owner_id, "9");
    EXPECT_EQ(facts.review_status, "APPROVED");
    EXPECT_EQ(facts.funding_id, "77");
    EXPECT_EQ(read_waba_facts(object(R"({"owner_business_info":"x"})")).owner_id, "");
}

TEST(PlatformCodec, Numbers) {
    auto const numbers =
        read_numbers(array(R"([{"id":"200","display_phone_number":"+972 3-555-0101",
        "verified_name":"V","name_status":"APPROVED","code_verification_status":"VERIFIED",
        "status":"CONNECTED","quality_rating":"GREEN","platform_type":"CLOUD_API",
        "throughput":{"level":"STANDARD"},"is_on_biz_app":true,
        "whatsapp_business_manager_messaging_limit":"TIER_2K"},{"id":""},"x",{}])"));
    ASSERT_EQ(numbers.size(), 1U);
    auto const& number = numbers.front();
    EXPECT_EQ(number.id, "200");
    EXPECT_EQ(number.display_phone_number, "+972 3-555-0101");
    EXPECT_EQ(number.code_verification_status, "VERIFIED");
    EXPECT_EQ(number.throughput_level, "STANDARD");
    EXPECT_EQ(number.messaging_limit, "TIER_2K");
    EXPECT_TRUE(number.is_on_business_app);
}

TEST(PlatformCodec, Profile) {
    auto const facts = read_profile_facts(object(R"({"data":[{"about":"a","email":"e@x.example",
        "websites":["https://x.example",5],"vertical":"RESTAURANT",
        "profile_picture_url":"https://p.example/1"}]})"))
                           .value();
    EXPECT_EQ(facts.about, "a");
    EXPECT_EQ(facts.websites, std::vector<std::string>{"https://x.example"});
    EXPECT_EQ(facts.picture_url, "https://p.example/1");
    EXPECT_FALSE(read_profile_facts(object(R"({"data":[]})")));
}

TEST(PlatformCodec, Subscriptions) {
    auto const apps = read_subscribed_apps(array(R"([
        {"whatsapp_business_api_data":{"id":"42","name":"Croozer","link":"l"}},
        {"whatsapp_business_api_data":{"id":"43"},"override_callback_uri":"https://o.example"},
        {"other":1}])"));
    ASSERT_EQ(apps.size(), 2U);
    EXPECT_EQ(apps[0].id, "42");
    EXPECT_EQ(apps[1].override_url, "https://o.example");
    EXPECT_EQ(
        read_subscribed_fields(array(R"([{"object":"page","fields":[{"name":"feed"}]},
            {"object":"whatsapp_business_account",
             "fields":[{"name":"messages","version":"v26.0"},"security",{"name":"messages"}]}])")),
        (std::vector<std::string>{"messages", "security"})
    );
}

}  // namespace
}  // namespace croozer::meta
