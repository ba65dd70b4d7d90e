#include "http/message.hpp"

#include "http/client_address.hpp"
#include "http/response_head.hpp"

#include <gtest/gtest.h>

#include <array>

namespace croozer::http {

TEST(Request, Cookies) {
    Request request;
    request.headers = {{"cookie", "a=1; sid=x=y ;q=\"z\""}, {"cookie", "late=2"}};
    EXPECT_EQ(request.cookie("a"), "1");
    EXPECT_EQ(request.cookie("sid"), "x=y");
    EXPECT_EQ(request.cookie("q"), "z");
    EXPECT_EQ(request.cookie("late"), "2");
    EXPECT_FALSE(request.cookie("si"));
}

TEST(Response, SetReplacesAddDoesNot) {
    auto response = Response::json(200, "{}");
    response.set("Content-Type", "text/x").add("Set-Cookie", "a").add("set-cookie", "b");
    EXPECT_EQ(response.headers.size(), 3U);
    EXPECT_EQ(response.headers.front().value, "text/x");
}

TEST(ResponseHead, NothingSplitsIt) {
    auto response = Response::text(200, "hi");
    response.set("x-bad", "a\r\nSet-Cookie: evil=1");
    response.set("x-nul", std::string("a\0b", 3));
    response.set("x bad\r\n", "a");
    response.set("Content-Length", "999");
    response.set("x-good", "tab\there");
    auto const head =
        response_head(response, {.request_id = "r1", .body_bytes = 2, .keep_alive = false});
    EXPECT_TRUE(head.starts_with("HTTP/1.1 200 OK\r\n"));
    EXPECT_TRUE(head.ends_with("\r\n\r\n"));
    EXPECT_EQ(head.find("evil"), std::string::npos);
    EXPECT_EQ(head.find('\0'), std::string::npos);
    EXPECT_EQ(head.find("x bad"), std::string::npos);
    EXPECT_EQ(head.find("999"), std::string::npos);
    EXPECT_NE(head.find("content-length: 2\r\n"), std::string::npos);
    EXPECT_NE(head.find("x-good: tab\there\r\n"), std::string::npos);
    EXPECT_NE(head.find("x-request-id: r1\r\n"), std::string::npos);
    EXPECT_NE(head.find("x-content-type-options: nosniff\r\n"), std::string::npos);
    EXPECT_NE(head.find("referrer-policy: same-origin\r\n"), std::string::npos);
    EXPECT_NE(head.find("cross-origin-resource-policy: same-origin\r\n"), std::string::npos);
    EXPECT_NE(head.find("connection: close\r\n"), std::string::npos);
}

TEST(ResponseHead, NoBodyNoLength) {
    Response response;
    response.status = 204;
    EXPECT_EQ(response_head(response, {}).find("content-length"), std::string::npos);
}

TEST(ClientAddress, ParsesAndPrints) {
    EXPECT_EQ(address_text(*parse_address("192.0.2.1")), "192.0.2.1");
    EXPECT_EQ(address_text(*parse_address("::ffff:192.0.2.1")), "192.0.2.1");
    EXPECT_EQ(address_text(*parse_address("2001:DB8::1")), "2001:db8::1");
    for (auto const* const bad : {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "a", "::g", "1.2.3.4 "}) {
        EXPECT_FALSE(parse_address(bad)) << bad;
    }
}

TEST(ClientAddress, Blocks) {
    std::vector<std::string> const blocks{"10.0.0.0/8", "192.0.2.7", "2001:db8::/33"};
    auto const set = AddressSet::parse(blocks);
    ASSERT_TRUE(set);
    EXPECT_TRUE(set->contains(*parse_address("10.255.0.1")));
    EXPECT_FALSE(set->contains(*parse_address("11.0.0.1")));
    EXPECT_TRUE(set->contains(*parse_address("192.0.2.7")));
    EXPECT_FALSE(set->contains(*parse_address("192.0.2.6")));
    EXPECT_TRUE(set->contains(*parse_address("2001:db8:7fff::1")));
    EXPECT_FALSE(set->contains(*parse_address("2001:db8:8000::1")));
    for (std::string const bad : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "proxy", "::/129"}) {
        EXPECT_FALSE(AddressSet::parse(std::vector{bad})) << bad;
    }
}

TEST(ClientAddress, ForwardedIsBelievedFromTheRight) {
    auto const trusted = *AddressSet::parse(std::vector<std::string>{"10.0.0.0/8"});
    auto const address = [&](std::string_view peer, std::vector<std::string_view> const& values) {
        return address_text(client_address(*parse_address(peer), values, trusted));
    };
    EXPECT_EQ(address("192.0.2.1", {"1.2.3.4"}), "192.0.2.1");
    EXPECT_EQ(address("10.0.0.1", {}), "10.0.0.1");
    EXPECT_EQ(address("10.0.0.1", {"1.2.3.4"}), "1.2.3.4");
    EXPECT_EQ(address("10.0.0.1", {"6.6.6.6, 1.2.3.4, 10.0.0.2"}), "1.2.3.4");
    EXPECT_EQ(address("10.0.0.1", {"6.6.6.6", "1.2.3.4:99"}), "1.2.3.4");
    EXPECT_EQ(address("10.0.0.1", {"1.2.3.4, garbage"}), "10.0.0.1");
    EXPECT_EQ(address("10.0.0.1", {"1.2.3.4, garbage, 10.0.0.9"}), "10.0.0.9");
    EXPECT_EQ(address("10.0.0.1", {"[2001:db8::1]:443"}), "2001:db8::1");
    EXPECT_EQ(address("10.0.0.1", {"10.0.0.3, 10.0.0.2"}), "10.0.0.3");
}

}  // namespace croozer::http
