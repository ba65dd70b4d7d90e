// What an operator is told before anything starts.
#include "main/configuration.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace croozer::main {
namespace {

// Empty if the configuration is good, else the sentence.
std::string told(std::string const& public_url) {
    std::string pattern = (std::filesystem::temp_directory_path() / "croozer-XXXXXX").string();
    std::filesystem::path const directory = ::mkdtemp(pattern.data());
    auto const path = (directory / "croozer.toml").string();
    std::ofstream(path) << "[server]\npublic_url = \"" << public_url
                        << "\"\n[meta]\napp_secrets = [\"s\"]\nverify_token = \"v\"\n";
    auto const loaded = load_configuration(path);
    std::filesystem::remove_all(directory);
    return loaded ? "" : loaded.error().detail;
}

TEST(Configuration, APublicUrlIsSafeForCookies) {
    for (auto const* good :
         {"",
          "https://shop.example",
          "https://shop.example:8443",
          "http://localhost:8080",
          "http://LOCALHOST",
          "http://127.0.0.1:8080",
          "http://127.1.2.3",
          "http://[::1]:8080"}) {
        EXPECT_EQ(told(good), "") << good;
    }
    for (auto const* bad :
         {"http://shop.example",
          "http://localhost.evil.example",
          "http://127.0.0.1.evil.example",
          "http://127.evil.example",
          "http://127.0.0.1@evil.example",
          "http://10.0.0.1",
          "http://[::2]",
          "http://",
          "https://",
          "https:///path",
          "ftp://localhost",
          // Cookies and Origin are compared as they are written.
          "HTTPS://shop.example",
          "shop.example",
          "localhost:8080"}) {
        EXPECT_TRUE(told(bad).contains("server.public_url")) << bad;
    }
}

}  // namespace
}  // namespace croozer::main
