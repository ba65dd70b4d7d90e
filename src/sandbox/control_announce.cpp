// The webhooks that Meta sends when a number or an account changes.
#include "sandbox/account_webhooks.hpp"
#include "sandbox/sandbox.hpp"

#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::string_view requester = "61550000000001";

void announce_quality(Sandbox& sandbox, Shop const& shop, NumberState const& number) {
    auto const field = [&](std::string_view key) {
        return text_of(number.fields, key).value_or("");
    };
    bool const flagged = field("quality_rating") == "RED";
    std::string const limit = field("whatsapp_business_manager_messaging_limit");
    json::object value{
        {"event", flagged ? "FLAGGED" : "UNFLAGGED"},
        {"old_limit", limit},
        {"current_limit", limit},
        {"max_daily_conversations_per_business", limit},
    };
    post_event(
        sandbox,
        shop.waba_id,
        "phone_number_quality_update",
        completed_value("phone_number_quality_update", std::move(value), &shop)
    );
}

void announce_throughput(Sandbox& sandbox, Shop const& shop, NumberState const& number) {
    json::object value{
        {"event", "THROUGHPUT_UPGRADE"},
        {"max_daily_conversations_per_business",
         text_of(number.fields, "whatsapp_business_manager_messaging_limit").value_or("")},
    };
    post_event(
        sandbox,
        shop.waba_id,
        "phone_number_quality_update",
        completed_value("phone_number_quality_update", std::move(value), &shop)
    );
}

void announce_name(
    Sandbox& sandbox, Shop const& shop, NumberState const& number, json::object const& changes
) {
    auto const reason = text_of(changes, "rejection_reason");
    json::object value{
        {"decision", text_of(number.fields, "name_status").value_or("")},
        {"requested_verified_name", text_of(number.fields, "verified_name").value_or("")},
        {"rejection_reason", reason ? json::value(*reason) : json::value(nullptr)},
    };
    post_event(
        sandbox,
        shop.waba_id,
        "phone_number_name_update",
        completed_value("phone_number_name_update", std::move(value), &shop)
    );
}

}  // namespace

void announce_number(Sandbox& sandbox, Shop const& shop, json::object const& changes) {
    auto const number = sandbox.estate.number_state(shop.phone_number_id);
    static json::object const none;
    json::object const* const given = object_of(changes, "fields");
    json::object const& fields = given == nullptr ? none : *given;
    if (!number) {
        return;
    }
    if (fields.contains("quality_rating")) {
        announce_quality(sandbox, shop, *number);
    }
    if (fields.contains("throughput")) {
        announce_throughput(sandbox, shop, *number);
    }
    if (fields.contains("name_status")) {
        announce_name(sandbox, shop, *number, changes);
    }
    if (auto const limit = text_of(fields, "whatsapp_business_manager_messaging_limit")) {
        post_event(
            sandbox,
            shop.waba_id,
            "business_capability_update",
            json::object{
                {"max_daily_conversations_per_business", *limit},
                {"max_phone_numbers_per_business", 20},
            }
        );
    }
    if (changes.contains("pin")) {
        json::object value{{"event", "PIN_CHANGED"}, {"requester", to_json(requester)}};
        post_event(
            sandbox, shop.waba_id, "security", completed_value("security", std::move(value), &shop)
        );
    }
}

// A restriction, a ban or an event of a partner is told by `event`: the value of account_update.
void announce_account(Sandbox& sandbox, std::string const& waba_id, json::object const& changes) {
    json::object const* const fields = object_of(changes, "fields");
    if (fields != nullptr) {
        if (auto const review = text_of(*fields, "account_review_status")) {
            post_event(
                sandbox, waba_id, "account_review_update", json::object{{"decision", *review}}
            );
        }
    }
    if (json::object const* const event = object_of(changes, "event")) {
        post_event(
            sandbox,
            waba_id,
            "account_update",
            *event,
            nullptr,
            text_of(changes, "entry_id").value_or("")
        );
    }
    if (json::object const* const alert = object_of(changes, "alert")) {
        post_event(sandbox, waba_id, "account_alerts", *alert);
    }
}

}  // namespace croozer::sandbox
