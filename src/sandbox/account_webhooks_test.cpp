// Against the shapes of the collected payloads (../shared/data/webhooks/_own).
#include "sandbox/account_webhooks.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace croozer::sandbox {
namespace {

constexpr Instant at{1'795'500'000'000'000};

Shop shop() {
    Shop made;
    made.waba_id = "301000000000001";
    made.phone_number_id = "401000000000002";
    made.display_phone_number = "+972 3-555-01234";
    return made;
}

StoredTemplate template_of(std::string status) {
    StoredTemplate made;
    made.id = "901000000000009";
    made.name = "promo_he";
    made.language = "he";
    made.category = "MARKETING";
    made.status = std::move(status);
    return made;
}

// Names and types, without the values.
json::value shape(json::value const& value) {
    if (json::object const* const object = value.if_object()) {
        std::map<std::string, json::value> sorted;
        for (auto const& [key, inner] : *object) {
            sorted[std::string(key)] = shape(inner);
        }
        json::object out;
        for (auto const& [key, inner] : sorted) {
            out[key] = inner;
        }
        return out;
    }
    if (json::array const* const array = value.if_array()) {
        return array->empty() ? json::array{} : json::array{shape(array->front())};
    }
    return to_json(json::to_string(value.kind()));
}

std::string shape_text(json::value const& value) {
    return json::serialize(shape(value));
}

TEST(AccountWebhooks, HaveTheShapeOfTheCollectedOnes) {
    auto const expect = [&](std::string const& name, json::object const& made) {
        std::ifstream const file(
            std::filesystem::path(CROOZER_TEST_DATA) / "webhooks" / (name + ".json")
        );
        std::ostringstream text;
        text << file.rdbuf();
        auto const collected = parse_object(text.str());
        ASSERT_TRUE(collected && !collected->empty()) << name;
        EXPECT_EQ(shape_text(*collected), shape_text(made)) << name;
    };
    Shop const one = shop();
    auto const event = [&](std::string const& field, json::object value) {
        return event_webhook(
            one.waba_id, field, completed_value(field, std::move(value), &one), at
        );
    };
    expect(
        "security_pin_reset",
        event("security", {{"event", "PIN_RESET_REQUEST"}, {"requester", "1"}})
    );
    expect("account_review_update", event("account_review_update", {{"decision", "APPROVED"}}));
    expect(
        "account_update_ACCOUNT_OFFBOARDED",
        event("account_update", {{"event", "ACCOUNT_OFFBOARDED"}})
    );
    expect(
        "phone_number_name_update",
        event(
            "phone_number_name_update",
            {{"decision", "APPROVED"},
             {"requested_verified_name", "x"},
             {"rejection_reason", nullptr}}
        )
    );
    expect(
        "message_template_status_update_APPROVED",
        event("message_template_status_update", template_status_value(template_of("APPROVED")))
    );
    expect(
        "message_template_status_update_PAUSED",
        event("message_template_status_update", template_status_value(template_of("PAUSED")))
    );
    expect(
        "message_template_status_update_REJECTED",
        event("message_template_status_update", template_status_value(template_of("REJECTED")))
    );
    expect(
        "message_template_quality_update",
        event(
            "message_template_quality_update",
            template_quality_value(template_of("APPROVED"), "GREEN")
        )
    );
    expect(
        "template_category_update_done",
        event(
            "template_category_update", template_category_value(template_of("APPROVED"), "UTILITY")
        )
    );
    json::object const echo = *parse_object(
        R"({"message_echoes":[{"from":"1","to":"2","to_user_id":"IL.1","id":"wamid.A","timestamp":"1","type":"text","text":{"body":"x"}}]})"
    );
    expect("smb_message_echoes_text", event("smb_message_echoes", echo));
}

TEST(AccountWebhooks, NumbersOfTheirOwnHaveMetadataAndNoTime) {
    Shop const one = shop();
    auto const made =
        event_webhook(one.waba_id, "history", completed_value("history", {}, &one), at);
    json::object const& entry = made.at("entry").at(0).get_object();
    EXPECT_FALSE(entry.contains("time"));
    EXPECT_EQ(
        entry.at("changes").at(0).at("value").at("metadata").at("display_phone_number"),
        "972355501234"
    );
}

}  // namespace
}  // namespace croozer::sandbox
