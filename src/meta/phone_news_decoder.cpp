#include "meta/phone_news_decoder.hpp"

#include "base/limits.hpp"
#include "meta/message_body.hpp"
#include "meta/message_decoder.hpp"

#include <boost/json.hpp>

#include <utility>

namespace croozer::meta {
namespace {

DecodedNews news(
    std::string_view field, std::string event, app::NewsDetail detail, std::string unusable = {}
) {
    return {
        .news =
            {.field = std::string(field), .event = std::move(event), .detail = std::move(detail)},
        .unusable = std::move(unusable)
    };
}

std::vector<DecodedNews> decode_preferences(std::string_view field, JsonObject const& value) {
    std::vector<DecodedNews> all;
    auto const* const list = array_at(value, "user_preferences");
    if (list == nullptr) {
        return {news(field, {}, {}, "malformed")};
    }
    for (auto const& element : *list) {
        auto const* const one = as_object(element);
        if (one == nullptr) {
            all.push_back(news(field, {}, {}, "malformed"));
            continue;
        }
        auto const sender = named_sender(*one, "wa_id", "user_id", array_at(value, "contacts"));
        app::UserPreference preference{
            .phone = sender.phone,
            .bsuid = sender.bsuid,
            .name = sender.name,
            .username = sender.username,
            .category = id_at(*one, "category"),
            .value = id_at(*one, "value"),
            .detail = text_at(*one, "detail", limits::note_code_points),
            .at = instant_at(*one, "timestamp")
        };
        auto event = preference.value;
        all.push_back(
            news(field, std::move(event), std::move(preference), sender.known() ? "" : "bad_sender")
        );
    }
    return all;
}

std::vector<DecodedNews> decode_contacts(std::string_view field, JsonObject const& value) {
    std::vector<DecodedNews> all;
    auto const* const list = array_at(value, "state_sync");
    if (list == nullptr) {
        return {news(field, {}, {}, "malformed")};
    }
    for (auto const& element : *list) {
        auto const* const one = as_object(element);
        auto const* const contact = one == nullptr ? nullptr : object_at(*one, "contact");
        if (contact == nullptr) {
            all.push_back(news(field, {}, app::OtherNews{}));
            continue;
        }
        auto phone = id_at(*contact, "phone_number");
        if (phone.starts_with('+')) {
            phone.erase(0, 1);
        }
        auto name = text_at(*contact, "full_name", limits::name_code_points);
        if (name.empty()) {
            name = text_at(*contact, "first_name", limits::name_code_points);
        }
        auto action = id_at(*one, "action");
        if (!is_whatsapp_phone(phone)) {
            // An address book holds all sorts of things: nothing to keep for later.
            all.push_back(news(field, std::move(action), app::OtherNews{}));
            continue;
        }
        all.push_back(news(
            field,
            action,
            app::PhoneContact{.phone = std::move(phone), .name = std::move(name), .action = action}
        ));
    }
    return all;
}

app::PhoneMessage phone_message(JsonObject const& message) {
    app::InboundMessage body;
    read_message_body(message, body);
    app::PhoneMessage result{
        .wamid = id_at(message, "id"),
        .type = body.raw_type,
        .text = std::move(body.text),
        .sent_at = instant_at(message, "timestamp"),
        .is_from_customer = false,
        .status = {},
        .media_id = std::move(body.media_id),
        .mime_type = std::move(body.mime_type),
        .file_name = std::move(body.file_name),
        .media_sha256 = std::move(body.media_sha256)
    };
    if (auto const* const context = object_at(message, "history_context")) {
        result.status = id_at(*context, "status");
    }
    return result;
}

std::string trouble_of(app::PhoneMessage const& message, bool has_customer) {
    return message.wamid.empty() ? "malformed"
           : !has_customer       ? "bad_sender"
           : !message.sent_at    ? "bad_timestamp"
                                 : "";
}

std::vector<DecodedNews> decode_echoes(std::string_view field, JsonObject const& value) {
    std::vector<DecodedNews> all;
    auto const* const list = array_at(value, "message_echoes");
    if (list == nullptr) {
        return {news(field, {}, {}, "malformed")};
    }
    for (auto const& element : *list) {
        auto const* const one = as_object(element);
        if (one == nullptr) {
            all.push_back(news(field, {}, {}, "malformed"));
            continue;
        }
        auto const customer = named_sender(*one, "to", "to_user_id", array_at(value, "contacts"));
        app::MessageEcho echo{
            .customer_phone = customer.phone,
            .customer_bsuid = customer.bsuid,
            .message = phone_message(*one)
        };
        auto trouble = trouble_of(echo.message, customer.known());
        auto type = echo.message.type;
        all.push_back(news(field, std::move(type), std::move(echo), std::move(trouble)));
    }
    return all;
}

// Who wrote an old message: the customer, unless it comes from another number than the thread's.
bool is_from(JsonObject const& message, app::Sender const& customer) {
    auto const from = named_sender(message, "from", "from_user_id", nullptr);
    return (!from.phone.empty() && from.phone == customer.phone) ||
           (!from.bsuid.empty() && from.bsuid == customer.bsuid);
}

void read_thread(std::string_view field, JsonObject const& object, std::vector<DecodedNews>& all) {
    auto customer = named_sender(object, "id", "user_id", nullptr);
    if (auto const* const context = object_at(object, "context")) {
        auto const more = named_sender(*context, "wa_id", "user_id", nullptr);
        customer.phone = customer.phone.empty() ? more.phone : customer.phone;
        customer.bsuid = customer.bsuid.empty() ? more.bsuid : customer.bsuid;
    }
    app::HistoryThread thread{
        .customer_phone = customer.phone, .customer_bsuid = customer.bsuid, .messages = {}
    };
    if (auto const* const messages = array_at(object, "messages")) {
        for (auto const& element : *messages) {
            auto const* const one = as_object(element);
            auto message = one == nullptr ? app::PhoneMessage{} : phone_message(*one);
            // What cannot be used is left out: there will be no second delivery of history.
            if (trouble_of(message, true).empty()) {
                message.is_from_customer = is_from(*one, customer);
                thread.messages.push_back(std::move(message));
            }
        }
    }
    all.push_back(news(field, "thread", std::move(thread), customer.known() ? "" : "bad_sender"));
}

// Files of old messages come apart from them, as messages of the value, each its own thread.
void read_loose_message(
    std::string_view field, JsonObject const& object, std::vector<DecodedNews>& all
) {
    auto const to = named_sender(object, "to", "to_user_id", nullptr);
    auto const customer = to.known() ? to : named_sender(object, "from", "from_user_id", nullptr);
    auto message = phone_message(object);
    message.is_from_customer = !to.known();
    auto trouble = trouble_of(message, customer.known());
    app::HistoryThread thread{
        .customer_phone = customer.phone, .customer_bsuid = customer.bsuid, .messages = {}
    };
    thread.messages.push_back(std::move(message));
    all.push_back(news(field, "message", std::move(thread), std::move(trouble)));
}

std::vector<DecodedNews> decode_history(std::string_view field, JsonObject const& value) {
    std::vector<DecodedNews> all;
    auto const each = [](JsonArray const* list, auto const& read) {
        if (list != nullptr) {
            for (auto const& element : *list) {
                if (auto const* const object = as_object(element)) {
                    read(*object);
                }
            }
        }
    };
    each(array_at(value, "history"), [&](JsonObject const& chunk) {
        if (array_at(chunk, "errors") != nullptr) {
            all.push_back(news(field, "errors", errors_of(chunk)));
        }
        each(array_at(chunk, "threads"), [&](JsonObject const& thread) {
            read_thread(field, thread, all);
        });
    });
    each(array_at(value, "messages"), [&](JsonObject const& message) {
        read_loose_message(field, message, all);
    });
    if (all.empty()) {
        all.push_back(news(field, "empty", app::OtherNews{}));
    }
    return all;
}

}  // namespace

std::optional<std::vector<DecodedNews>> decode_phone_news(
    std::string_view field, JsonObject const& value
) {
    if (field == "user_preferences") {
        return decode_preferences(field, value);
    }
    if (field == "smb_app_state_sync") {
        return decode_contacts(field, value);
    }
    if (field == "smb_message_echoes") {
        return decode_echoes(field, value);
    }
    if (field == "history") {
        return decode_history(field, value);
    }
    return std::nullopt;
}

}  // namespace croozer::meta
