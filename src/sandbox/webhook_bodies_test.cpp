#include "sandbox/webhook_bodies.hpp"

#include "crypto/webhook_signature.hpp"
#include "sandbox/config.hpp"
#include "sandbox/contacts.hpp"
#include "sandbox/media_store.hpp"
#include "sandbox/modes.hpp"
#include "sandbox/thread_views.hpp"
#include "sandbox/threads.hpp"
#include "sandbox/webhook_sender.hpp"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <string>
#include <unistd.h>

namespace croozer::sandbox {
namespace {

using namespace std::chrono_literals;

Shop pizzeria() {
    return {"פיצה", "Pizza", "100200", "106500", "+972 3-555-0101", Secret("EAA-1"), "77"};
}

Sender noa() {
    return {"972541234567", "IL.7421009911223344", "נועה", std::nullopt};
}

TEST(WebhookBodies, InboundHasMetasShape) {
    json::object message{
        {"id", "wamid.A"},
        {"timestamp", "1790000000"},
        {"type", "text"},
        {"text", json::object{{"body", "hi"}}}
    };
    json::value const expected = *parse_json(
        R"({"object":"whatsapp_business_account","entry":[{"id":"100200","changes":[{"field":"messages","value":{
        "messaging_product":"whatsapp","metadata":{"display_phone_number":"97235550101","phone_number_id":"106500"},
        "contacts":[{"profile":{"name":"נועה"},"wa_id":"972541234567","user_id":"IL.7421009911223344"}],
        "messages":[{"from":"972541234567","from_user_id":"IL.7421009911223344","id":"wamid.A","timestamp":"1790000000","type":"text","text":{"body":"hi"}}]}}]}]})"
    );
    EXPECT_EQ(json::value(inbound_webhook(pizzeria(), noa(), message)), expected);
}

TEST(WebhookBodies, SenderWithoutPhoneHasNoPhoneKeys) {
    Sender maya{std::nullopt, "IL.5", "Maya", "@maya"};
    std::string const body = json::serialize(inbound_webhook(pizzeria(), maya, {{"type", "text"}}));
    EXPECT_EQ(body.find("wa_id"), std::string::npos);
    EXPECT_EQ(body.find("\"from\""), std::string::npos);
    EXPECT_NE(body.find("\"username\":\"@maya\""), std::string::npos);
}

TEST(WebhookBodies, StatusEchoesCallbackDataAndHidesThePhoneOfABsuidSend) {
    StatusUpdate update;
    update.wamid = "wamid.O";
    update.status = "delivered";
    update.at = Instant::from_seconds(1'790'000'200);
    update.recipient = noa();
    update.callback_data = "obx_42";
    std::string const by_phone = json::serialize(status_webhook(pizzeria(), update));
    EXPECT_NE(by_phone.find(R"("recipient_id":"972541234567")"), std::string::npos);
    EXPECT_NE(by_phone.find(R"("biz_opaque_callback_data":"obx_42")"), std::string::npos);
    EXPECT_NE(by_phone.find(R"("pricing_model":"PMP")"), std::string::npos);
    update.by_bsuid = true;
    std::string const by_bsuid = json::serialize(status_webhook(pizzeria(), update));
    EXPECT_EQ(by_bsuid.find("972541234567"), std::string::npos);
    EXPECT_NE(by_bsuid.find("IL.7421009911223344"), std::string::npos);
}

TEST(WebhookBodies, FailedStatusHasErrorsAndNoContacts) {
    StatusUpdate update;
    update.wamid = "wamid.O";
    update.status = "failed";
    update.recipient = noa();
    update.error = GraphError{131047, "late", {}};
    std::string const body = json::serialize(status_webhook(pizzeria(), update));
    EXPECT_NE(body.find("\"code\":131047"), std::string::npos);
    EXPECT_EQ(body.find("contacts"), std::string::npos);
    EXPECT_EQ(body.find("recipient_user_id"), std::string::npos);
}

TEST(WebhookBodies, SignatureIsWhatTheServerChecks) {
    Secret const secret("app-secret");
    std::string const body = meta_json(inbound_webhook(pizzeria(), noa(), {{"type", "text"}}));
    std::array const secrets{secret};
    std::string const header = signature_header(secret, body);
    EXPECT_TRUE(crypto::verify_webhook_signature(header, body, secrets));
    EXPECT_FALSE(crypto::verify_webhook_signature(header, body + " ", secrets));
}

TEST(JsonTools, WritesAsMetaDoes) {
    EXPECT_EQ(meta_json(json::value("א/😀")), R"("\u05d0\/\ud83d\ude00")");
}

TEST(WebhookBodies, BsuidsDifferByPortfolio) {
    EXPECT_EQ(bsuid_for("77", "noa"), bsuid_for("77", "noa"));
    EXPECT_NE(bsuid_for("77", "noa"), bsuid_for("78", "noa"));
}

TEST(Modes, CodeWithoutTimesMeansOnceAndUnknownKeysAreRefused) {
    ModeBoard board;
    ASSERT_TRUE(board.change({{"error_code", 131000}}));
    EXPECT_EQ(board.take_error(), 131000);
    EXPECT_EQ(board.take_error(), std::nullopt);
    auto const wrong = board.change({{"duplcate", true}});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().pointer, "/duplcate");
    EXPECT_FALSE(board.change({{"delay_ms", -1}}));
}

TEST(Contacts, WindowClosesAfterADay) {
    Config config;
    Contacts contacts(config);
    OutgoingMessage message;
    message.to = "972541234567";
    Instant const start = Instant::from_seconds(1'790'000'000);
    EXPECT_EQ(contacts.check_window(pizzeria(), message, start)->code, 131047);
    contacts.wrote(pizzeria(), noa(), start);
    EXPECT_FALSE(contacts.check_window(pizzeria(), message, start + Duration(24h) - Duration(1s)));
    EXPECT_EQ(contacts.check_window(pizzeria(), message, start + Duration(24h))->code, 131047);
}

TEST(Contacts, PairMayBurstFortyFiveAndEarnsOneInSixSeconds) {
    Config config;
    Contacts contacts(config);
    OutgoingMessage message;
    message.to = "972541234567";
    Instant const start = Instant::from_seconds(1'790'000'000);
    for (int i = 0; i < 45; ++i) {
        EXPECT_FALSE(contacts.take_rate(pizzeria(), message, start)) << i;
    }
    EXPECT_EQ(contacts.take_rate(pizzeria(), message, start)->code, 131056);
    EXPECT_FALSE(contacts.take_rate(pizzeria(), message, start + Duration(7s)));
}

TEST(WebhookSender, BacksOffToAMinute) {
    EXPECT_EQ(WebhookSender::wait_before(2), 1s);
    EXPECT_EQ(WebhookSender::wait_before(4), 4s);
    EXPECT_EQ(WebhookSender::wait_before(9), 60s);
}

TEST(Threads, SurviveARestartAndOnlyGoForward) {
    auto const path = std::filesystem::temp_directory_path() /
                      ("sandbox_threads_test_" + std::to_string(::getpid()) + ".jsonl");
    {
        auto const threads = *Threads::open(path.string());
        threads->add("noa", "1", {{"id", "a"}, {"mine", true}, {"status", "sent"}});
        threads->set_status("noa", "1", "a", "read");
        threads->set_status("noa", "1", "a", "delivered");
    }
    auto const threads = *Threads::open(path.string());
    json::array const messages = threads->messages("noa", "1");
    std::filesystem::remove(path);
    ASSERT_EQ(messages.size(), 1U);
    EXPECT_EQ(messages.at(0).at("status"), "read");
    EXPECT_TRUE(threads->messages("noa", "2").empty());
}

TEST(MediaStore, FindsTheFileOfAForm) {
    std::string const body =
        "--xx\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"
        "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
        "Content-Type: image/png\r\n\r\nPNG\r\nBYTES\r\n--xx--\r\n";
    auto const parts = parts_of_form("multipart/form-data; boundary=xx", body);
    ASSERT_TRUE(parts);
    ASSERT_EQ(parts->size(), 2U);
    EXPECT_EQ(parts->front().bytes, "whatsapp");
    EXPECT_EQ(parts->back().name, "file");
    EXPECT_EQ(parts->back().mime_type, "image/png");
    EXPECT_EQ(parts->back().bytes, "PNG\r\nBYTES");
    EXPECT_FALSE(parts_of_form("multipart/form-data; boundary=yy", body));
}

TEST(ThreadViews, FillsTemplates) {
    Template const source{"ready", "he", "UTILITY", "Hi {{1}}, order {{2}} is ready"};
    auto const content = *parse_object(
        R"({"components":[{"type":"body","parameters":[{"type":"text","text":"Noa"},{"type":"text","text":"118"}]}]})"
    );
    EXPECT_EQ(filled_template(source, content), "Hi Noa, order 118 is ready");
    EXPECT_EQ(placeholders(source.body), 2U);
}

constexpr std::string_view small_config = R"(
app_id = "1"
app_secret = "s"
verify_token = "v"
webhook_url = "http://127.0.0.1:8080/api/webhooks/whatsapp"
server_url = "http://localhost:8080/"
)";

TEST(Config, ReadsAndNamesWhatIsWrong) {
    auto const config = parse_config(small_config);
    ASSERT_TRUE(config);
    EXPECT_EQ(config->server_url, "http://localhost:8080");
    auto const misspelt = parse_config(std::string(small_config) + "listn_port = 1\n");
    ASSERT_FALSE(misspelt);
    EXPECT_EQ(misspelt.error().pointer, "/listn_port");
    EXPECT_FALSE(parse_config("app_id = \"1\""));
}

}  // namespace
}  // namespace croozer::sandbox
