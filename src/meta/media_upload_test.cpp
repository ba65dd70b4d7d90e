#include "meta/media_upload.hpp"

#include <gtest/gtest.h>

namespace croozer::meta {
namespace {

TEST(MultipartBody, HasMetasThreeFields) {
    EXPECT_EQ(
        multipart_body({.bytes = "PNG", .mime_type = "image/png", .file_name = "a.png"}, "B"),
        "--B\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"
        "--B\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\nimage/png\r\n"
        "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
        "Content-Type: image/png\r\n\r\nPNG\r\n--B--\r\n"
    );
}

TEST(MultipartBody, ANameCannotLeaveItsQuotes) {
    auto const body = multipart_body(
        {.bytes = "", .mime_type = "image/png", .file_name = "a\"; name=\"type\r\nX: y"}, "B"
    );
    EXPECT_NE(body.find("filename=\"a_; name=_type__X: y\"\r\n"), std::string::npos) << body;
}

}  // namespace
}  // namespace croozer::meta
