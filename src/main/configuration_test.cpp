// What an operator is told before anything starts.
#include "main/configuration.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace croozer::main {
namespace {

Result<Configuration> loaded_with(std::string const& sections, std::string const& of_meta = {}) {
    std::string pattern = (std::filesystem::temp_directory_path() / "croozer-XXXXXX").string();
    std::filesystem::path const directory = ::mkdtemp(pattern.data());
    auto const path = (directory / "croozer.toml").string();
    std::ofstream(path) << sections << "\n[meta]\napp_secrets = [\"s\"]\nverify_token = \"v\"\n"
                        << of_meta;
    auto loaded = load_configuration(path);
    std::filesystem::remove_all(directory);
    return loaded;
}

// Empty if the configuration is good, else the sentence.
std::string told(std::string const& public_url) {
    auto const loaded = loaded_with("[server]\npublic_url = \"" + public_url + "\"");
    return loaded ? "" : loaded.error().detail;
}

std::string told_of_model(std::string const& lines) {
    auto const loaded = loaded_with("[llm]\n" + lines);
    return loaded ? "" : loaded.error().detail;
}

TEST(Configuration, TheSdkRunsInOurPageSoItIsLoadedSafely) {
    auto const loads = [](std::string const& url) {
        auto const loaded = loaded_with("", "sdk_url = \"" + url + "\"\n");
        return loaded ? loaded->sdk_url == url : !loaded.error().detail.contains("meta.sdk_url");
    };
    EXPECT_TRUE(loads("https://connect.facebook.net/he_IL/sdk.js"));
    EXPECT_TRUE(loads("http://localhost:8081/en_US/sdk.js"));
    for (auto const* bad : {"http://sdk.example/sdk.js", "https:///sdk.js", "sdk.js", ""}) {
        EXPECT_FALSE(loads(bad)) << bad;
    }
    EXPECT_EQ(loaded_with("").value().sdk_url, "https://connect.facebook.net/en_US/sdk.js");
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

TEST(Configuration, TheLoginsAppIsTheSameUnlessItIsNamedWhole) {
    auto const own = loaded_with("");
    ASSERT_TRUE(own) << own.error().detail;
    EXPECT_EQ(own->login_app_id, own->app_id);
    EXPECT_EQ(own->login_app_secret.reveal(), "s");
    auto const other = loaded_with("", "login_app_id = \"9\"\nlogin_app_secret = \"l\"\n");
    ASSERT_TRUE(other) << other.error().detail;
    EXPECT_EQ(other->login_app_id, "9");
    EXPECT_EQ(other->login_app_secret.reveal(), "l");
    for (auto const* half : {"login_app_id = \"9\"", "login_app_secret = \"l\""}) {
        auto const loaded = loaded_with("", half);
        ASSERT_FALSE(loaded) << half;
        EXPECT_TRUE(loaded.error().detail.contains("meta.login_app_secret")) << half;
    }
}

TEST(Configuration, NoModelUnlessAskedFor) {
    EXPECT_FALSE(loaded_with("")->model);
    EXPECT_FALSE(loaded_with("[llm]\nprovider = \"off\"\nmodel = \"m\"")->model);
}

TEST(Configuration, AModel) {
    auto const loaded = loaded_with(
        "[llm]\nprovider = \"anthropic\"\nmodel = \"m\"\napi_key = \"k\"\ntimeout_ms = 4000"
    );
    ASSERT_TRUE(loaded) << loaded.error().detail;
    ASSERT_TRUE(loaded->model);
    EXPECT_EQ(loaded->model->endpoint.url, "https://api.anthropic.com");
    EXPECT_EQ(loaded->model->endpoint.api_key.reveal(), "k");
    EXPECT_EQ(loaded->model->timeout.count(), 4'000);
    EXPECT_EQ(loaded->model->budgets.customer_per_hour, 20);
    EXPECT_EQ(loaded->model->budgets.business_per_day, 2'000);
    auto const local =
        loaded_with("[llm]\nprovider = \"llama_cpp\"\nurl = \"http://127.0.0.1:8089/v1/\"");
    ASSERT_TRUE(local) << local.error().detail;
    EXPECT_EQ(local->model->endpoint.url, "http://127.0.0.1:8089");
    EXPECT_EQ(local->model->endpoint.model, "default");
}

TEST(Configuration, TheEnvironmentsKeyWins) {
    ::setenv("CROOZER_LLM_API_KEY", "from-env", 1);
    auto const loaded =
        loaded_with("[llm]\nprovider = \"openai_chat\"\nmodel = \"m\"\napi_key = \"from-file\"");
    ::unsetenv("CROOZER_LLM_API_KEY");
    ASSERT_TRUE(loaded) << loaded.error().detail;
    EXPECT_EQ(loaded->model->endpoint.api_key.reveal(), "from-env");
}

TEST(Configuration, WhatAModelLacks) {
    std::string const openai = "provider = \"openai_responses\"\nmodel = \"m\"\n";
    std::string const key = "api_key = \"k\"\n";
    EXPECT_TRUE(told_of_model("provider = \"gpt\"").contains("llama_cpp"));
    EXPECT_TRUE(told_of_model("provider = \"llama_cpp\"").contains("llm.url"));
    EXPECT_TRUE(told_of_model("provider = \"openai_chat\"\n" + key).contains("llm.model"));
    EXPECT_TRUE(told_of_model(openai).contains("CROOZER_LLM_API_KEY"));
    EXPECT_TRUE(told_of_model(openai + "api_key = \"a b\"").contains("llm.api_key"));
    EXPECT_TRUE(told_of_model(openai + "api_key = \"a\\nb\"").contains("llm.api_key"));
    EXPECT_TRUE(told_of_model(openai + key + "modle = \"m\"").contains("did you mean model"));
    for (auto const* url :
         {"http://models.example",
          "http://10.0.0.1:8089",
          "https://",
          "https://a@b.example",
          "https://m.example/some/path",
          "https://m.example?x=1",
          "ftp://m.example",
          "m.example"}) {
        EXPECT_TRUE(told_of_model(openai + key + "url = \"" + url + "\"").contains("llm.url"))
            << url;
    }
    for (auto const* number : {"0", "499", "8001", "\"5000\"", "1.5", "true"}) {
        EXPECT_TRUE(
            told_of_model(openai + key + "timeout_ms = " + number).contains("llm.timeout_ms")
        ) << number;
    }
    EXPECT_TRUE(
        told_of_model(openai + key + "customer_per_hour = -1").contains("llm.customer_per_hour")
    );
}

TEST(Configuration, ARelayForAlerts) {
    auto const loaded = loaded_with(
        "[mail]\nurl = \"smtps://mail.example:465\"\nusername = \"desk\"\npassword = \"secret\"\n"
        "from = \"Croozer <desk@croozer.example>\"\noperator = \"ops@croozer.example\""
    );
    ASSERT_TRUE(loaded) << loaded.error().detail;
    ASSERT_TRUE(loaded->mail);
    EXPECT_EQ(loaded->mail->from.address, "desk@croozer.example");
    EXPECT_EQ(loaded->mail->password.reveal(), "secret");
    EXPECT_EQ(loaded->mail_operator, "ops@croozer.example");
    EXPECT_FALSE(loaded_with("[mail]\nfrom = \"desk@croozer.example\"")->mail);
    for (auto const* wrong :
         {"url = \"http://mail.example\"\nfrom = \"a@b\"",
          "url = \"smtp://a:b@mail.example\"\nfrom = \"a@b\"",
          "url = \"smtp://mail.example\"",
          "url = \"smtp://mail.example\"\nfrom = \"Croozer\"",
          "url = \"smtp://mail.example\"\nfrom = \"a@b\"\nuser = \"x\"",
          "url = \"smtp://mail.example\"\nfrom = \"a@b\"\noperator = \"Ops <a@b>\""}) {
        auto const told = loaded_with(std::string("[mail]\n") + wrong);
        ASSERT_FALSE(told) << wrong;
        EXPECT_TRUE(told.error().detail.contains("mail.")) << told.error().detail;
    }
    EXPECT_FALSE(loaded_with("[sender]\nstatus_watch_seconds = 0"));
    EXPECT_EQ(loaded_with("[sender]\nstatus_watch_seconds = 7")->status_watch_seconds, 7);
}

}  // namespace
}  // namespace croozer::main
