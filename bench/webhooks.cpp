#include "webhooks.hpp"

#include <chrono>

namespace croozer::bench {
namespace {

// Ids of the bench's shops begin here: Meta's are digits of about this length.
constexpr std::uint64_t first_waba = 302'000'000'000'000;
constexpr std::uint64_t first_number = 402'000'000'000'000;
constexpr std::uint64_t first_phone = 972'500'000'000;

std::string now_seconds() {
    auto const now = std::chrono::system_clock::now().time_since_epoch();
    return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

std::string opening(Shop const& shop) {
    return R"({"object":"whatsapp_business_account","entry":[{"id":")" + shop.waba_id +
           R"(","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"97235550123","phone_number_id":")" +
           shop.phone_number_id + R"("},)";
}

constexpr std::string_view closing = R"(},"field":"messages"}]}]})";

}  // namespace

Shop shop_number(std::size_t n) {
    return {
        .waba_id = std::to_string(first_waba + n),
        .phone_number_id = std::to_string(first_number + n)
    };
}

std::string customer_phone(std::size_t n) {
    return std::to_string(first_phone + n);
}

WebhookMaker::WebhookMaker(std::string_view app_secret, std::uint16_t port)
    : hmac_(app_secret),
      head_(
          "POST /api/webhooks/whatsapp HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
          "\r\nUser-Agent: facebookexternalua\r\nAccept: */*\r\nContent-Type: application/json\r\n"
          "X-Hub-Signature-256: sha256="
      ),
      run_(std::to_string(std::chrono::system_clock::now().time_since_epoch().count())) {}

std::string WebhookMaker::text(
    Shop const& shop, std::string_view phone, std::string_view text, std::size_t least_bytes
) {
    std::string content(R"("type":"text","text":{"body":")");
    content.append(text).append("\"}");
    return message(shop, phone, content, least_bytes);
}

std::string WebhookMaker::button(
    Shop const& shop, std::string_view phone, std::string_view button_id
) {
    std::string content(
        R"("type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":")"
    );
    content.append(button_id).append(R"(","title":"\u05db\u05df"}})");
    return message(shop, phone, content, 0);
}

std::string WebhookMaker::status(
    Shop const& shop,
    std::string_view phone,
    std::string_view wamid,
    std::string_view status,
    std::string_view callback_data
) {
    auto body = opening(shop);
    body.append(R"("statuses":[{"id":")").append(wamid);
    body.append(R"(","status":")").append(status);
    body.append(R"(","timestamp":")").append(now_seconds());
    body.append(R"(","recipient_id":")").append(phone);
    body.append(
        R"(","pricing":{"billable":true,"pricing_model":"PMP","type":"regular","category":"service"},"biz_opaque_callback_data":")"
    );
    body.append(callback_data).append("\"}]").append(closing);
    return signed_request(body);
}

std::string WebhookMaker::message(
    Shop const& shop, std::string_view phone, std::string_view content, std::size_t least_bytes
) {
    auto const bsuid = "IL.7" + std::string(phone);
    auto body = opening(shop);
    body.append(R"("messages":[{"id":"wamid.)");
    body.append(run_).append("A").append(std::to_string(++made_)).append("==");
    body.append(R"(","timestamp":")").append(now_seconds());
    body.append(R"(","from":")").append(phone);
    body.append(R"(","from_user_id":")").append(bsuid).append("\",");
    body.append(content);
    body.append(R"(}],"contacts":[{"wa_id":")").append(phone);
    body.append(R"(","user_id":")").append(bsuid);
    std::string const end = R"("}}])" + std::string(closing);
    body.append(R"(","profile":{"name":"Customer )");
    if (body.size() + end.size() < least_bytes) {
        body.append(least_bytes - body.size() - end.size(), 'n');
    }
    body.append(end);
    return signed_request(body);
}

std::string WebhookMaker::signed_request(std::string_view body) {
    std::string request = head_;
    request.reserve(head_.size() + body.size() + 128);
    request.append(crypto::to_hex(hmac_.digest(body)));
    request.append("\r\nContent-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
    request.append(body);
    return request;
}

}  // namespace croozer::bench
