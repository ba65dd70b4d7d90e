#include "sandbox/webhook_bodies.hpp"

#include "crypto/hmac.hpp"

#include <cstdint>
#include <utility>

namespace croozer::sandbox {
namespace {

std::string digits_of(std::string_view text) {
    std::string digits;
    for (char const c : text) {
        if (c >= '0' && c <= '9') {
            digits += c;
        }
    }
    return digits;
}

json::object contact_of(Sender const& sender, bool with_username, bool with_phone) {
    json::object profile{{"name", sender.name}};
    if (with_username && sender.username) {
        profile["username"] = *sender.username;
    }
    json::object contact{{"profile", std::move(profile)}};
    if (with_phone && sender.phone) {
        contact["wa_id"] = *sender.phone;
    }
    if (sender.bsuid) {
        contact["user_id"] = *sender.bsuid;
    }
    return contact;
}

json::object envelope(Shop const& shop, json::object value) {
    json::object whole{
        {"messaging_product", "whatsapp"},
        {"metadata",
         json::object{
             {"display_phone_number", digits_of(shop.display_phone_number)},
             {"phone_number_id", shop.phone_number_id},
         }},
    };
    for (auto& [key, part] : value) {
        whole[key] = std::move(part);
    }
    json::object change{{"field", "messages"}, {"value", std::move(whole)}};
    json::object entry{{"id", shop.waba_id}, {"changes", json::array{std::move(change)}}};
    return json::object{
        {"object", "whatsapp_business_account"}, {"entry", json::array{std::move(entry)}}
    };
}

json::object pricing_of(bool is_template) {
    // The free monthly tier of service messages (meta notes §2.6, §5.4).
    return is_template ? json::object{{"billable", true},
                                      {"pricing_model", "PMP"},
                                      {"category", "utility"},
                                      {"type", "regular"}}
                       : json::object{{"billable", false},
                                      {"pricing_model", "PMP"},
                                      {"category", "service"},
                                      {"type", "free_customer_service"}};
}

}  // namespace

json::object inbound_webhook(Shop const& shop, Sender const& sender, json::object message) {
    json::object whole;
    if (sender.phone) {
        whole["from"] = *sender.phone;
    }
    if (sender.bsuid) {
        whole["from_user_id"] = *sender.bsuid;
    }
    for (auto& [key, part] : message) {
        whole[key] = std::move(part);
    }
    bool const system = text_of(whole, "type") == "system";
    json::object value;
    if (!system) {
        value["contacts"] = json::array{contact_of(sender, true, true)};
    }
    value["messages"] = json::array{std::move(whole)};
    return envelope(shop, std::move(value));
}

json::object status_webhook(Shop const& shop, StatusUpdate const& update) {
    bool const failed = update.status == "failed";
    json::object status{
        {"id", update.wamid},
        {"status", update.status},
        {"timestamp", std::to_string(update.at.seconds())},
    };
    if (update.recipient.phone && !update.by_bsuid) {
        status["recipient_id"] = *update.recipient.phone;
    }
    if (update.recipient.bsuid && (update.by_bsuid || !failed)) {
        status["recipient_user_id"] = *update.recipient.bsuid;
    }
    if (update.callback_data) {
        status["biz_opaque_callback_data"] = *update.callback_data;
    }
    if (update.status == "sent" || update.status == "delivered") {
        status["pricing"] = pricing_of(update.is_template);
    }
    if (update.error) {
        status["errors"] = json::array{status_error(*update.error)};
    }
    json::object value;
    if (!failed) {
        bool const with_username = update.status != "sent";
        value["contacts"] =
            json::array{contact_of(update.recipient, with_username, !update.by_bsuid)};
    }
    value["statuses"] = json::array{std::move(status)};
    return envelope(shop, std::move(value));
}

std::string signature_header(Secret const& app_secret, std::string_view body) {
    return "sha256=" + crypto::to_hex(crypto::hmac_sha256(app_secret.reveal(), body));
}

std::string bsuid_for(std::string_view portfolio_id, std::string_view person) {
    crypto::Digest const digest =
        crypto::sha256(std::string(portfolio_id) + "|" + std::string(person));
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof(number); ++i) {
        number = (number << 8U) | digest[i];
    }
    // Sixteen digits, as those in Meta's examples.
    constexpr std::uint64_t least = 1'000'000'000'000'000;
    return "IL." + std::to_string(least + number % (9 * least));
}

}  // namespace croozer::sandbox
