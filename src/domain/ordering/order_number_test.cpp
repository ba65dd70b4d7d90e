#include "domain/ordering/order_number.hpp"

#include <gtest/gtest.h>

namespace croozer::ordering {
namespace {

TEST(OrderNumber, HasAtLeastFourDigits) {
    EXPECT_EQ(order_number("20261123", 47), "ORD-20261123-0047");
    EXPECT_EQ(order_number("20261123", 9'999), "ORD-20261123-9999");
    EXPECT_EQ(order_number("20261123", 12'345), "ORD-20261123-12345");
}

}  // namespace
}  // namespace croozer::ordering
