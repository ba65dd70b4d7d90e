#include "api/cursor.hpp"

#include <gtest/gtest.h>

namespace croozer::api {
namespace {

Secret const key(std::string(32, 'k'));
BusinessId const business{*Uuid::parse("11111111-1111-4111-8111-111111111111")};
BusinessId const other{*Uuid::parse("22222222-2222-4222-8222-222222222222")};
CursorPlace const place{
    .at = {1'795'456'789'123'456}, .id = *Uuid::parse("018f3c5e-0000-7000-8000-00000000abcd")
};

TEST(Cursor, ComesBackAsItWas) {
    auto const text = write_cursor(key, business, "orders", place);
    EXPECT_EQ(read_cursor(key, business, "orders", text), place);
    CursorPlace const early{.at = {-5}, .id = {}};
    EXPECT_EQ(
        read_cursor(key, business, "orders", write_cursor(key, business, "orders", early)), early
    );
}

TEST(Cursor, IsOfItsBusinessListAndServer) {
    auto const text = write_cursor(key, business, "orders", place);
    EXPECT_FALSE(read_cursor(key, other, "orders", text));
    EXPECT_FALSE(read_cursor(key, business, "customers", text));
    EXPECT_FALSE(read_cursor(Secret(std::string(32, 'x')), business, "orders", text));
}

TEST(Cursor, NoCharacterCanBeChanged) {
    auto const text = write_cursor(key, business, "orders", place);
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto changed = text;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(read_cursor(key, business, "orders", changed)) << i;
    }
    EXPECT_FALSE(read_cursor(key, business, "orders", ""));
    EXPECT_FALSE(read_cursor(key, business, "orders", text + "A"));
    EXPECT_FALSE(read_cursor(key, business, "orders", text.substr(1)));
}

}  // namespace
}  // namespace croozer::api
