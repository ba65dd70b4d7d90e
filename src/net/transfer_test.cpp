#include "net/transfer.hpp"

#include <gtest/gtest.h>

namespace croozer::net {

TEST(Transfer, ObjectsBeforeSending) {
    HttpClientOptions const options;
    auto const objection = [&](std::string url) {
        OutgoingRequest request;
        request.url = std::move(url);
        return objection_to(request, options);
    };
    EXPECT_EQ(objection("https://graph.facebook.com/v23.0/x"), "");
    EXPECT_EQ(objection("http://127.0.0.1:8081/"), "");
    EXPECT_EQ(objection("http://[::1]:8081/"), "");
    EXPECT_EQ(objection("http://localhost/"), "");
    EXPECT_NE(objection("http://example.com/"), "");
    EXPECT_NE(objection("http://localhost.example.com/"), "");
    EXPECT_NE(objection("http://127.0.0.1.example.com/"), "");
    EXPECT_NE(objection("http://10.0.0.1/"), "");
    EXPECT_NE(objection("https://user@example.com/"), "");
    EXPECT_NE(objection("ftp://127.0.0.1/"), "");
    EXPECT_NE(objection("file:///etc/passwd"), "");
    EXPECT_NE(objection("nonsense"), "");
    EXPECT_NE(objection(""), "");
    OutgoingRequest request;
    request.url = "https://a/";
    request.headers = {"X: a\r\nY: b"};
    EXPECT_NE(objection_to(request, options), "");
    request.headers.clear();
    request.method = "GE T";
    EXPECT_NE(objection_to(request, options), "");
}

}  // namespace croozer::net
