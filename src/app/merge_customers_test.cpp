// Who shows a number of which nothing else is known: the same person, or the next to have it.
#include "app/app_fixture.hpp"

namespace croozer::app::test {
namespace {

constexpr auto phone = "972541234567";

class MergeCustomersTest : public AppTest {
protected:
    CustomerId writes(std::string number, std::string bsuid) {
        return customer_of(receive(message_of(
            {.phone = std::move(number), .bsuid = std::move(bsuid), .username = {}, .name = "Noa"},
            "שלום"
        )));
    }

    std::string phone_of(CustomerId customer) {
        return text(
            "select coalesce(phone, '') from customers where business_id = $1 and id = $2",
            {Value(customer)}
        );
    }

    std::int64_t customers() {
        return number(
            "select count(*) from customers where business_id = $1 and merged_into is null"
        );
    }
};

INSTANTIATE_TEST_SUITE_P(
    Engines,
    MergeCustomersTest,
    testing::ValuesIn(store::test::kinds_to_test()),
    store::test::kind_name
);

// A person of whom staff has only the number writes without it, and shows it later.
TEST_P(MergeCustomersTest, WhoeverShowsANumberThatStandsAloneIsItsCustomer) {
    auto const product = add_product("bread");
    ASSERT_TRUE(run([&](Context& context) {
        return create_order(context, order_for(phone, {line_of(product)}));
    }));
    auto const noa = writes("", "IL.1");
    EXPECT_EQ(customers(), 2);
    auto const merged = writes(phone, "IL.1");
    EXPECT_EQ(customers(), 1);
    EXPECT_EQ(phone_of(merged), phone);
    EXPECT_EQ(writes("", "IL.1"), merged);
    EXPECT_NE(merged, noa) << "the older stays";
    EXPECT_EQ(
        number(
            "select count(*) from orders where business_id = $1 and customer_id = $2",
            {Value(merged)}
        ),
        1
    );
}

// Numbers are given to other people: who comes to a new one takes over nothing but the number.
TEST_P(MergeCustomersTest, WhoeverMovesToANumberInheritsNothing) {
    auto const before = writes("972547654321", "");
    auto const noa = writes(phone, "IL.1");
    EXPECT_EQ(writes("972547654321", "IL.1"), noa);
    EXPECT_EQ(phone_of(noa), "972547654321");
    EXPECT_EQ(phone_of(before), "");
    EXPECT_EQ(customers(), 2);
}

}  // namespace
}  // namespace croozer::app::test
