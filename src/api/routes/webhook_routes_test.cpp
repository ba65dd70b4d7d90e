// Meta's webhook: the handshake and the signature.
#include "api/api_fixture.hpp"

namespace croozer::api {

TEST_F(ApiTest, WebhooksAreStoredOnlyWithMetasSignature) {
    auto request = make(Method::Post, "/api/webhooks/whatsapp");
    request.body = R"({"object":"whatsapp_business_account"})";
    auto const signature =
        "sha256=" + crypto::to_hex(crypto::hmac_sha256("app-secret", request.body));
    EXPECT_EQ(send(request).status, 401);
    EXPECT_TRUE(intake_.bodies.empty());
    request.headers = {{"x-hub-signature-256", signature}};
    EXPECT_EQ(send(request).status, 200);
    ASSERT_EQ(intake_.bodies.size(), 1U);
    EXPECT_EQ(intake_.bodies[0], request.body);
    auto spaced = request;
    spaced.body += " ";
    EXPECT_EQ(send(spaced).status, 401);
    EXPECT_EQ(api_->bad_signature_count.load(), 2);
    intake_.fails = true;
    auto const failed = send(request);
    EXPECT_EQ(failed.status, 503);
    EXPECT_EQ(header_of(failed, "Retry-After"), "30");
}

TEST_F(ApiTest, AWebhookWithoutASignatureIsRefusedBeforeItsBody) {
    auto const match = router_.match(Method::Post, "/api/webhooks/whatsapp");
    ASSERT_TRUE(match.route != nullptr && match.route->info.options.check_head);
    auto const check = [&](std::vector<http::Field> headers) {
        http::Request request;
        request.headers = std::move(headers);
        auto const refused = match.route->info.options.check_head(request);
        return refused ? refused->status : 0;
    };
    EXPECT_EQ(check({}), 401);
    EXPECT_EQ(check({{"x-hub-signature-256", "sha256=" + std::string(63, 'a')}}), 401);
    EXPECT_EQ(check({{"x-hub-signature-256", "sha256=" + std::string(64, 'g')}}), 401);
    EXPECT_EQ(check({{"x-hub-signature-256", "sha1=" + std::string(66, 'a')}}), 401);
    EXPECT_EQ(api_->bad_signature_count.load(), 4);
    EXPECT_EQ(check({{"x-hub-signature-256", "sha256=" + std::string(64, 'a')}}), 0);
}

TEST_F(ApiTest, TheHandshakeEchoesOnlyPlainChallenges) {
    auto const ask = [&](std::string const& query) {
        return send(make(Method::Get, "/api/webhooks/whatsapp?" + query));
    };
    auto const good = ask("hub.mode=subscribe&hub.verify_token=verify&hub.challenge=1158201444");
    EXPECT_EQ(good.status, 200);
    EXPECT_EQ(good.body, "1158201444");
    EXPECT_EQ(ask("hub.mode=subscribe&hub.verify_token=x&hub.challenge=1").status, 403);
    EXPECT_EQ(ask("hub.verify_token=verify&hub.challenge=1").status, 400);
    EXPECT_EQ(ask("hub.mode=subscribe&hub.verify_token=verify&hub.challenge=<script>").status, 400);
    EXPECT_EQ(
        ask("hub.mode=subscribe&hub.verify_token=verify&hub.challenge=" + std::string(300, '1'))
            .status,
        400
    );
}

}  // namespace croozer::api
