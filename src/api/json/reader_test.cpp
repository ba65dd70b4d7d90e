// Bad bodies and fields, and exactly what each is told (the rows of the threat notes).
#include "api/json/reader.hpp"

#include "api/query_reader.hpp"
#include "base/limits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace croozer::api::input {
namespace {

struct BodyCase {
    std::string name;
    std::string body;
    std::string slug;
};

class Body : public testing::TestWithParam<BodyCase> {};

TEST_P(Body, IsRefusedWithItsSlug) {
    auto const node = parse_body(GetParam().body);
    ASSERT_FALSE(node);
    EXPECT_EQ(node.error().slug, GetParam().slug);
    EXPECT_EQ(node.error().code, ErrorCode::BadRequest);
}

std::string nested(std::size_t depth) {
    return R"({"a":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
}

std::string wide(std::size_t count) {
    std::string body = R"({"a":[0)";
    for (std::size_t i = 1; i < count; ++i) {
        body += ",0";
    }
    return body + "]}";
}

INSTANTIATE_TEST_SUITE_P(
    Bad,
    Body,
    testing::Values(
        BodyCase{"Empty", "", "json"},
        BodyCase{"Array", "[]", "not_object"},
        BodyCase{"Null", "null", "not_object"},
        BodyCase{"Text", R"("x")", "not_object"},
        BodyCase{"Trailing", "{} x", "json"},
        BodyCase{"Comment", "{/*a*/}", "json"},
        BodyCase{"ByteOrderMark", "\xEF\xBB\xBF{}", "json"},
        BodyCase{"NotANumber", R"({"a":NaN})", "json"},
        BodyCase{"SingleQuotes", "{'a':1}", "json"},
        BodyCase{"Unfinished", R"({"a":1)", "json"},
        BodyCase{"DuplicateKey", R"({"a":1,"b":2,"a":3})", "duplicate_key"},
        BodyCase{"DuplicateInside", R"({"a":[{"b":1,"b":2}]})", "duplicate_key"},
        BodyCase{"DuplicateByEscape", R"({"a":1,"\u0061":2})", "duplicate_key"},
        BodyCase{"TooDeep", nested(limits::json_depth), "json_too_complex"},
        BodyCase{"TooWide", wide(limits::json_nodes), "json_too_complex"},
        BodyCase{"LoneSurrogate", R"({"a":"\ud800"})", "json"},
        BodyCase{"InvalidUtf8", "{\"a\":\"\xC3(\"}", "json"}
    ),
    [](auto const& test) { return test.param.name; }
);

TEST(Body, DuplicateKeySaysWhere) {
    auto const node = parse_body(R"({"items":[{"x":1},{"y":1,"y":2}]})");
    ASSERT_FALSE(node);
    EXPECT_EQ(node.error().pointer, "/items/1/y");
}

TEST(Body, TheLargestThatIsAllowedIsRead) {
    EXPECT_TRUE(parse_body(nested(limits::json_depth - 1)));
    EXPECT_TRUE(parse_body(wide(limits::json_nodes - 2)));
}

constexpr std::array<std::string_view, 2> colours{"red", "blue"};

// The thread's own time: another program's load does not count.
double seconds_of_this_thread() {
    timespec spent{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) / 1e9;
}

TEST(Body, ManyMembersCostNoMoreThanTheyWeigh) {
    std::string const first = R"({"first")";
    std::string middle;
    for (std::size_t i = 2; i < limits::json_nodes - 2; ++i) {
        middle += R"(,"member)" + std::to_string(i) + R"(":0)";
    }
    auto const begin = seconds_of_this_thread();
    EXPECT_TRUE(parse_body(first + ":0" + middle + "}"));
    auto const twice = parse_body(first + ":0" + middle + R"(,"first":1})");
    // A tenth of this is enough; all pairs take more than a second.
    EXPECT_LT(seconds_of_this_thread() - begin, 0.3);
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().slug, "duplicate_key");
    EXPECT_EQ(twice.error().pointer, "/first");
}

// Reads one object of every kind of field and gives the problems as "pointer code".
std::vector<std::string> problems_of(std::string const& body) {
    auto const node = parse_body(body);
    EXPECT_TRUE(node) << body;
    Problems problems;
    ObjectReader reader(*node, "", problems);
    reader.text("name", {.code_points = 5});
    reader.integer("quantity", 1, 99);
    reader.boolean("hot");
    reader.choice("colour", colours);
    reader.id("id");
    reader.instant("at");
    reader.phone("phone");
    reader.email("email");
    reader.texts("tags", {.code_points = 3}, 2);
    reader.objects("lines", 2, Need::Optional, [](ObjectReader& line) {
        line.integer("count", 1, 9, Need::Required);
    });
    reader.finish();
    std::vector<std::string> list;
    for (auto const& problem : problems.list()) {
        list.push_back(problem.pointer + " " + problem.code);
    }
    return list;
}

struct FieldCase {
    std::string body;
    std::string expected;
};

class Field : public testing::TestWithParam<FieldCase> {};

TEST_P(Field, IsRefusedWithItsCode) {
    EXPECT_EQ(problems_of(GetParam().body), std::vector{GetParam().expected}) << GetParam().body;
}

INSTANTIATE_TEST_SUITE_P(
    Bad,
    Field,
    testing::Values(
        FieldCase{R"({"quantity":"5"})", "/quantity type"},
        FieldCase{R"({"quantity":5.0})", "/quantity type"},
        FieldCase{R"({"quantity":5.5})", "/quantity type"},
        FieldCase{R"({"quantity":1e2})", "/quantity type"},
        FieldCase{R"({"quantity":true})", "/quantity type"},
        FieldCase{R"({"quantity":null})", "/quantity type"},
        FieldCase{R"({"quantity":-0})", "/quantity type"},
        FieldCase{R"({"quantity":1e999})", "/quantity type"},
        FieldCase{R"({"quantity":123456789012345678901234567890})", "/quantity range"},
        FieldCase{R"({"quantity":9223372036854775808})", "/quantity range"},
        FieldCase{R"({"quantity":0})", "/quantity range"},
        FieldCase{R"({"quantity":-1})", "/quantity range"},
        FieldCase{R"({"quantity":100})", "/quantity range"},
        FieldCase{R"({"name":"   "})", "/name empty"},
        FieldCase{R"({"name":"\u200b\u200b"})", "/name empty"},
        FieldCase{R"({"name":"שלוםםם"})", "/name too_long"},
        FieldCase{R"({"name":"a\u0000b"})", "/name control_character"},
        FieldCase{R"({"name":7})", "/name type"},
        FieldCase{R"({"hot":"yes"})", "/hot type"},
        FieldCase{R"({"hot":1})", "/hot type"},
        FieldCase{R"({"colour":"Red"})", "/colour enum"},
        FieldCase{R"({"id":"not-a-uuid"})", "/id unknown_reference"},
        FieldCase{R"({"at":"2026-02-30T10:00:00Z"})", "/at date"},
        FieldCase{R"({"phone":"+972-50"})", "/phone phone"},
        FieldCase{R"({"phone":"letters"})", "/phone phone"},
        FieldCase{R"({"phone":"1234567890123456789"})", "/phone phone"},
        FieldCase{R"({"email":"a@b"})", "/email email"},
        FieldCase{R"({"email":"a b@c.il"})", "/email email"},
        FieldCase{R"({"tags":["a","b","c"]})", "/tags too_many"},
        FieldCase{R"({"tags":["a",5]})", "/tags/1 type"},
        FieldCase{R"({"lines":[{"count":1},{}]})", "/lines/1/count missing"},
        FieldCase{R"({"lines":[5]})", "/lines/0 type"},
        FieldCase{R"({"lines":{}})", "/lines type"},
        FieldCase{R"({"price":5})", "/price unknown_field"},
        FieldCase{R"({"lines":[{"count":1,"total":9}]})", "/lines/0/total unknown_field"}
    )
);

TEST(Field, GoodOnesPass) {
    EXPECT_TRUE(problems_of(R"({"name":"שלום!","quantity":99,"hot":false,"colour":"red",
        "id":"018f3c5e-0000-7000-8000-000000000000","at":"2026-11-23T18:00:00+02:00",
        "phone":"050-123-4567","email":"a@b.il","tags":["abc"],"lines":[{"count":9}]})")
                    .empty());
}

TEST(Field, AnUnknownNameGetsAHint) {
    auto const node = parse_body(R"({"quantitty":5})");
    ASSERT_TRUE(node);
    Problems problems;
    ObjectReader reader(*node, "", problems);
    reader.integer("quantity", 1, 99);
    reader.finish();
    ASSERT_EQ(problems.list().size(), 1U);
    EXPECT_EQ(problems.list().front().detail, "did you mean quantity");
}

TEST(Field, ProblemsEndSomewhereAndHintsSooner) {
    std::string body = R"({"quantitty":1)";
    for (int i = 0; i < 5'000; ++i) {
        body += R"(,"quantity)" + std::to_string(i) + R"(":1)";
    }
    auto const node = parse_body(body + "}");
    ASSERT_TRUE(node);
    Problems problems;
    ObjectReader reader(*node, "", problems);
    reader.integer("quantity", 1, 99);
    reader.finish();
    EXPECT_EQ(problems.list().size(), limits::field_problems);
    auto const hints = std::ranges::count_if(problems.list(), [](FieldProblem const& problem) {
        return !problem.detail.empty();
    });
    EXPECT_EQ(static_cast<std::size_t>(hints), limits::field_hints);
}

std::vector<std::string> query_problems(std::vector<std::pair<std::string, std::string>> parameters
) {
    http::Request request;
    request.query = std::move(parameters);
    Problems problems;
    QueryReader query(request, problems);
    query.integer("limit", 1, 200);
    query.choice("colour", colours);
    query.text("q", limits::search_code_points);
    query.finish();
    std::vector<std::string> list;
    for (auto const& problem : problems.list()) {
        list.push_back(problem.pointer + " " + problem.code);
    }
    return list;
}

TEST(Query, IsReadStrictly) {
    using List = std::vector<std::string>;
    EXPECT_EQ(query_problems({{"limit", "0"}}), List{"?limit range"});
    EXPECT_EQ(query_problems({{"limit", "201"}}), List{"?limit range"});
    EXPECT_EQ(query_problems({{"limit", "x"}}), List{"?limit type"});
    EXPECT_EQ(query_problems({{"limit", ""}}), List{"?limit type"});
    EXPECT_EQ(query_problems({{"colour", ";drop"}}), List{"?colour enum"});
    EXPECT_EQ(query_problems({{"sort", "x"}}), List{"?sort unknown_parameter"});
    EXPECT_EQ(query_problems({{"q", "a"}, {"q", "b"}}), List{"?q duplicate_parameter"});
    EXPECT_EQ(query_problems({{"q", std::string(10'240, 'a')}}), List{"?q too_long"});
    EXPECT_EQ(query_problems({{"q", "%_'\\"}, {"limit", "200"}, {"businessId", "x"}}), List{});
}

}  // namespace
}  // namespace croozer::api::input
