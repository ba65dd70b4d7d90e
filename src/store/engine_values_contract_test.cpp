// What every engine must do alike with a value: placeholders, types, counts, constraints.
#include "store/contract_engines.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <numeric>
#include <string>

namespace croozer::store {
namespace {

using namespace test;

class EngineValues : public EngineTest {};

INSTANTIATE_TEST_SUITE_P(Engines, EngineValues, testing::ValuesIn(kinds_to_test()), kind_name);

TEST_P(EngineValues, PlaceholdersCountByNumberAndNotByAppearance) {
    auto const business = fresh_business();
    auto const other = fresh_uuid();
    auto const row = write_and_wait(engine(), Scope::of(business), [=](Session& s) -> Result<Row> {
        CHECK(s.execute(
            "insert into stations (display_order, name, location_id, id, business_id) "
            "values ($5, $4, $3, $2, $1)",
            {business, other, business, "bar", 7}
        ));
        auto const rows = TRY(s.query(
            "select id, location_id, name, display_order from stations "
            "where id = $2 and business_id = $1 and $2 = id",
            {business, other}
        ));
        return rows.size() == 1 ? Result<Row>(rows.front()) : failure(ErrorCode::NotFound, "row");
    });
    ASSERT_TRUE(row) << row.error().detail;
    EXPECT_EQ(row->uuid(0), other);
    EXPECT_EQ(row->uuid(1), business.value);
    EXPECT_EQ(row->text(2), "bar");
    EXPECT_EQ(row->integer(3), 7);
}

struct Device {
    Value member{nullptr};
    Value name{"n"};
    Value token{nullptr};
    Value push{nullptr};
    Value sound{true};
    Value last_seen{nullptr};
    Value created{0};
};

Result<Row> store_and_load(Engine& engine, Device const& device) {
    auto const business = fresh_business();
    auto const id = fresh_uuid();
    auto const stored = write_and_wait(engine, Scope::of(business), [=](Session& s) {
        return s.execute(
            "insert into devices (business_id, id, member_id, name, role, token_hash, push, "
            "sound_on, last_seen_at, created_at) values ($1, $2, $3, $4, 'board', $5, $6, $7, $8, "
            "$9)",
            {business,
             id,
             device.member,
             device.name,
             device.token,
             device.push,
             device.sound,
             device.last_seen,
             device.created}
        );
    });
    CHECK(stored);
    return read_and_wait(engine, Scope::of(business), [=](Session& s) -> Result<Row> {
        auto const rows = TRY(s.query(
            "select id, member_id, name, token_hash, push, sound_on, last_seen_at, created_at "
            "from devices where business_id = $1 and id = $2",
            {business, id}
        ));
        return rows.size() == 1 ? Result<Row>(rows.front()) : failure(ErrorCode::NotFound, "row");
    });
}

TEST_P(EngineValues, ValuesComeBackAsTheyWent) {
    auto const member = fresh_uuid();
    std::string every_byte(256, '\0');
    std::iota(every_byte.begin(), every_byte.end(), '\0');
    std::string const hebrew = "פיצה 'גדולה' \\ \"\xF0\x9F\x8D\x95\" $1 ?2";
    auto const row = store_and_load(
        engine(),
        {.member = member,
         .name = hebrew,
         .token = Blob{every_byte},
         .push = "",
         .sound = false,
         .last_seen = std::numeric_limits<std::int64_t>::min(),
         .created = std::numeric_limits<std::int64_t>::max()}
    );
    ASSERT_TRUE(row) << row.error().detail;
    EXPECT_EQ(row->uuid(1), member);
    EXPECT_EQ(row->text(2), hebrew);
    EXPECT_EQ(row->bytes(3), every_byte);
    EXPECT_FALSE(row->is_null(4)) << "an empty text is not NULL";
    EXPECT_EQ(row->text(4), "");
    EXPECT_FALSE(row->boolean(5));
    EXPECT_EQ(row->integer(6), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(row->integer(7), std::numeric_limits<std::int64_t>::max());
}

TEST_P(EngineValues, NullIsNotEmpty) {
    auto const empty = store_and_load(engine(), {.token = Blob{""}});
    ASSERT_TRUE(empty) << empty.error().detail;
    EXPECT_FALSE(empty->is_null(3));
    EXPECT_EQ(empty->bytes(3), "");
    EXPECT_TRUE(empty->boolean(5));

    auto const null = store_and_load(engine(), {});
    ASSERT_TRUE(null) << null.error().detail;
    for (std::size_t const column : {1U, 3U, 4U, 6U}) {
        EXPECT_TRUE(null->is_null(column)) << column;
    }
}

TEST_P(EngineValues, CountsAndSumsAreIntegers) {
    auto const business = fresh_business();
    ASSERT_TRUE(write_counter(engine(), business, 9'000'000'000));
    auto const row = read_and_wait(engine(), Scope::of(business), [=](Session& s) -> Result<Row> {
        return TRY(s.query(
                       "select count(*), sum(n), max(n) from event_counters where business_id = $1",
                       {business}
                   ))
            .front();
    });
    ASSERT_TRUE(row) << row.error().detail;
    EXPECT_EQ(row->integer(0), 1);
    EXPECT_EQ(row->integer(1), 9'000'000'000);
    EXPECT_EQ(row->integer(2), 9'000'000'000);
}

TEST_P(EngineValues, ExecuteCountsRowsChanged) {
    auto const business = fresh_business();
    ASSERT_EQ(write_counter(engine(), business, 1).value_or(-1), 1);
    auto const changed = write_and_wait(engine(), Scope::of(business), [=](Session& s) {
        return s.execute(
            "update event_counters set n = 2 where business_id = $1 and n = $2", {business, 5}
        );
    });
    EXPECT_EQ(changed.value_or(-1), 0) << "a compare-and-set that misses changes nothing";
}

TEST_P(EngineValues, ConstraintsHaveTheirCodes) {
    auto const business = fresh_business();
    ASSERT_TRUE(write_counter(engine(), business, 1));
    auto const again = write_counter(engine(), business, 2);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::ConstraintUnique);

    auto const null = write_and_wait(engine(), Scope::of(fresh_business()), [](Session& s) {
        return s.execute(
            "insert into event_counters (business_id, n) values ($1, $2)",
            {fresh_business(), nullptr}
        );
    });
    ASSERT_FALSE(null);
    EXPECT_NE(null.error().code, ErrorCode::ConstraintUnique);

    auto const orphan = write_and_wait(engine(), Scope::shared(), [](Session& s) {
        return s.execute(
            "insert into sessions (id, token_hash, user_id, csrf_hash, auth_epoch, created_at, "
            "last_seen_at, idle_seconds, expires_at, remote_address, user_agent) "
            "values ($1, $2, $1, $2, 0, 0, 0, 0, 0, '', '')",
            {fresh_uuid(), Blob{fresh_uuid().to_string()}}
        );
    });
    ASSERT_FALSE(orphan);
    EXPECT_EQ(orphan.error().code, ErrorCode::ConstraintOther);
}

TEST_P(EngineValues, AValueOfTheWrongTypeIsAConstraint) {
    auto const business = fresh_business();
    auto const wrong = write_and_wait(engine(), Scope::of(business), [=](Session& s) {
        return s.execute(
            "insert into event_counters (business_id, n) values ($1, $2)", {business, "many"}
        );
    });
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, ErrorCode::ConstraintOther);
    EXPECT_EQ(wrong.error().detail.find("many"), std::string::npos) << "values are not for logs";
}

}  // namespace
}  // namespace croozer::store
