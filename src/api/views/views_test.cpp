#include "api/views/views.hpp"

#include <gtest/gtest.h>

namespace croozer::api {
namespace {

TEST(MessageView, APlaceIsInDegrees) {
    store::MessageRecord message;
    message.content = R"({"location":{"latitudeE6":32080000,"longitudeE6":-500000,"name":"Shop"}})";
    auto const view = message_view(message);
    auto const& place = view.at("content").at("location").as_object();
    EXPECT_DOUBLE_EQ(place.at("latitude").as_double(), 32.08);
    EXPECT_DOUBLE_EQ(place.at("longitude").as_double(), -0.5);
    EXPECT_EQ(place.at("name").as_string(), "Shop");
    EXPECT_EQ(place.size(), 3U);
}

}  // namespace
}  // namespace croozer::api
