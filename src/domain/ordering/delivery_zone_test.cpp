#include "domain/ordering/delivery_zone.hpp"

#include <gtest/gtest.h>

namespace croozer::ordering {
namespace {

business::DeliveryZone zone(std::string id, std::int64_t fee) {
    business::DeliveryZone made;
    made.id = std::move(id);
    made.fee = Money{fee};
    return made;
}

Address address(std::string city, std::string street, std::string place = {}) {
    Address made;
    made.city = std::move(city);
    made.street = std::move(street);
    made.place = std::move(place);
    return made;
}

TEST(DeliveryZone, KeysForgiveHowPeopleWrite) {
    EXPECT_EQ(place_key(" תל־אביב  - יפו "), place_key("תל אביב יפו"));
    EXPECT_EQ(place_key("רח' הרצל"), place_key("הֶרְצֵל"));
    EXPECT_EQ(place_key("\u200Fשד׳ ח״ן"), place_key("חן"));
    EXPECT_EQ(place_key("Street Herzl"), "herzl");
    EXPECT_EQ(place_key("רחוב"), "רחוב");
    EXPECT_NO_FATAL_FAILURE(static_cast<void>(place_key("\xD7\xFF\x80")));
}

TEST(DeliveryZone, NarrowestMatchCounts) {
    business::Settings settings;
    settings.city = "חיפה";
    auto city = zone("city", 1500);
    city.cities = {"חיפה"};
    auto near = zone("near", 1000);
    near.streets = {"הרצל"};
    settings.zones = {city, near};
    EXPECT_EQ(find_zone(settings, address("חיפה", "רחוב הרצל")).zone, "near");
    EXPECT_EQ(find_zone(settings, address("חיפה", "הגפן")).fee.minor, 1500);
    EXPECT_EQ(find_zone(settings, address("", "הגפן")).zone, "city");
    EXPECT_EQ(find_zone(settings, address("עכו", "הרצל")).answer, ZoneAnswer::Outside);
}

TEST(DeliveryZone, WithoutCityAmongSeveralIsUnknown) {
    business::Settings settings;
    settings.city = "חיפה";
    auto both = zone("both", 1500);
    both.cities = {"חיפה", "נשר"};
    settings.zones = {both};
    EXPECT_EQ(find_zone(settings, address("", "הרצל")).answer, ZoneAnswer::Unknown);
    EXPECT_EQ(find_zone(settings, address("נשר", "הרצל")).answer, ZoneAnswer::Inside);
}

TEST(DeliveryZone, AZoneThatBearsTheShopsCitysNameMayWriteItInSeveralWays) {
    business::Settings settings;
    settings.city = "תל אביב";
    auto whole = zone("whole", 1500);
    whole.name = {.he = "תל-אביב", .en = "Tel Aviv"};
    whole.cities = {"תל אביב", "תל אביב יפו", "TLV"};
    settings.zones = {whole};
    EXPECT_EQ(find_zone(settings, address("", "הרצל")).zone, "whole");
    auto near = zone("near", 2500);
    near.name = {.he = "גוש דן", .en = "Gush Dan"};
    near.cities = {"חולון"};
    settings.zones.push_back(near);
    EXPECT_EQ(find_zone(settings, address("", "הרצל")).answer, ZoneAnswer::Unknown);
}

TEST(DeliveryZone, NeighbourhoodThatIsNotSaidIsUnknown) {
    business::Settings settings;
    settings.city = "חיפה";
    auto carmel = zone("carmel", 2000);
    carmel.cities = {"חיפה"};
    carmel.neighbourhoods = {"כרמליה"};
    settings.zones = {carmel};
    EXPECT_EQ(find_zone(settings, address("חיפה", "הרצל")).answer, ZoneAnswer::Unknown);
    EXPECT_EQ(find_zone(settings, address("חיפה", "הרצל", "כרמליה")).zone, "carmel");
    settings.zones[0].neighbourhoods.clear();
    settings.zones[0].streets = {"הגפן"};
    EXPECT_EQ(find_zone(settings, address("חיפה", "הרצל")).answer, ZoneAnswer::Outside);
    EXPECT_EQ(find_zone(settings, address("חיפה", "")).answer, ZoneAnswer::Unknown);
    EXPECT_EQ(find_zone(settings, address("", "הרצל")).answer, ZoneAnswer::Unknown);
}

}  // namespace
}  // namespace croozer::ordering
