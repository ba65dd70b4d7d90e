// Whose address counts as whose.
#include "http/client_address.hpp"

#include <gtest/gtest.h>

namespace croozer::http {
namespace {

std::string network(std::string_view address) {
    return address_text(network_of(parse_address(address).value_or(AddressBytes{})));
}

TEST(ClientAddress, ANetworkOfSixtyFourBitsIsOneClient) {
    EXPECT_EQ(network("2001:db8:1:2:aaaa:bbbb:cccc:dddd"), "2001:db8:1:2::");
    EXPECT_EQ(network("2001:db8:1:2::7"), "2001:db8:1:2::");
    EXPECT_EQ(network("2001:db8:1:3::7"), "2001:db8:1:3::");
    EXPECT_EQ(network("::1"), "::");
}

TEST(ClientAddress, AnAddressOfVersionFourIsOneClient) {
    EXPECT_EQ(network("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(network("::ffff:192.0.2.8"), "192.0.2.8");
}

}  // namespace
}  // namespace croozer::http
