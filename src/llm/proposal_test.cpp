// Every shape an answer may have that is not the schema's.
#include "llm/proposal.hpp"

#include <gtest/gtest.h>

#include <string>

namespace croozer::llm {
namespace {

constexpr std::string_view id = "018f3c5e-0000-7000-8000-000000000001";

std::string item(
    std::string const& quantity, std::string const& options = "", std::string more = ""
) {
    return R"({"product_id":")" + std::string(id) + R"(","quantity":)" + quantity +
           R"(,"options":[)" + options + "]" + std::move(more) + "}";
}

std::string answer(std::string const& items, std::string const& more = "") {
    return R"({"intent":"order","items":[)" + items + R"(],"unmatched":["x"],"confidence":"high")" +
           more + "}";
}

std::string slug_of(std::string const& text) {
    auto const read = read_proposal(text);
    return read ? "good" : read.error().slug;
}

TEST(Proposal, Read) {
    auto const read = read_proposal(
        answer(item("3", R"({"group":"topping","value":"onion","mode":"without","part":"h2"})"))
    );
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->is_order);
    EXPECT_TRUE(read->confident);
    EXPECT_EQ(read->unmatched, std::vector<std::string>{"x"});
    ASSERT_EQ(read->lines.size(), 1U);
    EXPECT_EQ(read->lines[0].product.to_string(), id);
    EXPECT_EQ(read->lines[0].quantity, 3);
    auto const& option = read->lines[0].options.at(0);
    EXPECT_EQ(option.group, "topping");
    EXPECT_EQ(option.option, "onion");
    EXPECT_TRUE(option.negated);
    EXPECT_EQ(option.part, ordering::Part::Second);
}

TEST(Proposal, NothingElseIsOne) {
    EXPECT_EQ(slug_of(""), "not_json");
    EXPECT_EQ(slug_of("Sure! Here it is: {}"), "not_json");
    EXPECT_EQ(slug_of(answer("") + " trailing"), "not_json");
    EXPECT_EQ(slug_of("```json\n" + answer("") + "\n```"), "not_json");
    EXPECT_EQ(slug_of(std::string(100'000, '[')), "not_json");
    EXPECT_EQ(slug_of("[]"), "wrong_shape");
    EXPECT_EQ(slug_of("{}"), "wrong_shape");
    EXPECT_EQ(slug_of(answer("", R"(,"price":0)")), "wrong_shape");
    EXPECT_EQ(slug_of(answer(item("1", "", R"(,"price":0)"))), "wrong_item");
    for (auto const* quantity :
         {"0", "-1", "51", "1.5", "1e1", "\"1\"", "null", "99999999999999999999"}) {
        EXPECT_EQ(slug_of(answer(item(quantity))), "wrong_item") << quantity;
    }
    EXPECT_EQ(
        slug_of(answer(R"({"product_id":"'; drop table orders","quantity":1,"options":[]})")),
        "wrong_item"
    );
    for (auto const* option :
         {R"({"group":"a","value":"b","mode":"free","part":"whole"})",
          R"({"group":"a","value":"b","mode":"normal","part":"h3"})",
          R"({"group":"","value":"b","mode":"normal","part":"whole"})",
          R"({"group":"a","value":"b","mode":"normal"})",
          R"("a")"}) {
        EXPECT_EQ(slug_of(answer(item("1", option))), "wrong_item") << option;
    }
    std::string many = item("1");
    for (int i = 0; i < 50; ++i) {
        many += "," + item("1");
    }
    EXPECT_EQ(slug_of(answer(many)), "wrong_shape");
}

}  // namespace
}  // namespace croozer::llm
