#include "sandbox/account_webhooks.hpp"

#include "sandbox/sandbox.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::array<std::string_view, 4> number_fields{
    "user_preferences", "smb_message_echoes", "history", "smb_app_state_sync"
};
constexpr std::array<std::string_view, 3> digit_fields{
    "phone_number_quality_update", "phone_number_name_update", "security"
};
constexpr std::array<std::string_view, 9> other_fields{
    "messages",
    "account_update",
    "account_alerts",
    "account_review_update",
    "business_capability_update",
    "message_template_status_update",
    "message_template_quality_update",
    "template_category_update",
    "message_template_components_update",
};

std::string digits_of(std::string_view text) {
    std::string digits;
    std::ranges::copy_if(text, std::back_inserter(digits), [](char c) {
        return c >= '0' && c <= '9';
    });
    return digits;
}

// The id is a JSON number here, as in Meta's samples.
json::object template_names(StoredTemplate const& source) {
    std::int64_t id = 0;
    std::from_chars(source.id.data(), source.id.data() + source.id.size(), id);
    return json::object{
        {"message_template_id", id},
        {"message_template_name", source.name},
        {"message_template_language", source.language},
    };
}

}  // namespace

bool is_of_number(std::string_view field) {
    return std::ranges::find(number_fields, field) != number_fields.end();
}

bool names_digits(std::string_view field) {
    return std::ranges::find(digit_fields, field) != digit_fields.end();
}

std::vector<std::string> event_fields() {
    std::vector<std::string> all(other_fields.begin(), other_fields.end());
    all.insert(all.end(), digit_fields.begin(), digit_fields.end());
    all.insert(all.end(), number_fields.begin(), number_fields.end());
    return all;
}

json::object event_webhook(
    std::string_view entry_id, std::string_view field, json::object value, Instant at
) {
    json::object change{{"field", to_json(field)}, {"value", std::move(value)}};
    json::object entry{{"id", to_json(entry_id)}, {"changes", json::array{std::move(change)}}};
    if (!is_of_number(field)) {
        entry["time"] = at.seconds();
    }
    return json::object{
        {"object", "whatsapp_business_account"}, {"entry", json::array{std::move(entry)}}
    };
}

json::object completed_value(std::string_view field, json::object value, Shop const* shop) {
    if (shop == nullptr) {
        return value;
    }
    std::string const digits = digits_of(shop->display_phone_number);
    json::object whole;
    if (is_of_number(field)) {
        whole["messaging_product"] = "whatsapp";
        whole["metadata"] = json::object{
            {"display_phone_number", digits}, {"phone_number_id", shop->phone_number_id}
        };
    } else if (names_digits(field)) {
        whole["display_phone_number"] = digits;
    }
    for (auto& [key, part] : value) {
        whole[key] = std::move(part);
    }
    return whole;
}

json::object template_status_value(StoredTemplate const& source) {
    json::object value = template_names(source);
    value["event"] = source.status;
    value["reason"] = source.reason;
    value["message_template_category"] = source.category;
    if (source.status == "REJECTED") {
        value["rejection_info"] = json::object{
            {"reason", source.reason}, {"recommendation", "Change the template and ask again."}
        };
    } else if (source.status == "PAUSED") {
        value["other_info"] =
            json::object{{"title", "FIRST_PAUSE"}, {"description", "paused for 3 hours"}};
    }
    return value;
}

json::object template_quality_value(StoredTemplate const& source, std::string_view previous) {
    json::object value = template_names(source);
    value["previous_quality_score"] = to_json(previous);
    value["new_quality_score"] = source.quality;
    return value;
}

json::object template_category_value(StoredTemplate const& source, std::string_view previous) {
    json::object value = template_names(source);
    value["previous_category"] = to_json(previous);
    value["new_category"] = source.category;
    return value;
}

void post_event(
    Sandbox& sandbox,
    std::string_view waba_id,
    std::string_view field,
    json::object value,
    WebhookSender::Done done,
    std::string_view entry_id
) {
    bool asked_for = false;
    {
        std::scoped_lock const lock(sandbox.mutex);
        asked_for = std::ranges::find(sandbox.app_fields, field) != sandbox.app_fields.end();
    }
    // What is said about an account that let us go still comes.
    bool const heard = field == "account_update" || sandbox.estate.is_subscribed(waba_id);
    if (!asked_for || !heard) {
        if (done) {
            done({0, "not_subscribed"});
        }
        return;
    }
    json::object const body = event_webhook(
        entry_id.empty() ? waba_id : entry_id, field, std::move(value), sandbox.clock.now()
    );
    sandbox.webhooks.post(meta_json(body), std::move(done));
}

}  // namespace croozer::sandbox
