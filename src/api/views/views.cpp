#include "api/views/views.hpp"

#include "app/outbox.hpp"
#include "base/phone.hpp"
#include "store/documents/json.hpp"
#include "store/documents/settings_document.hpp"

namespace croozer::api {
namespace {

namespace json = boost::json;
using ordering::Role;

template <class T>
json::value or_null(std::optional<T> const& value) {
    return value ? json::value(*value) : json::value(nullptr);
}

json::object object_or_empty(std::string const& document) {
    auto object = store::documents::parse_object(document);
    return object ? *std::move(object) : json::object{};
}

json::array available_days(std::int64_t bits) {
    json::array days;
    for (std::int64_t day = 0; day < 7; ++day) {
        if (((bits >> day) & 1) != 0) {
            days.emplace_back(day);
        }
    }
    return days;
}

constexpr std::array<std::string_view, 7> day_names{
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"
};

json::object hours_view(business::WeekHours const& hours) {
    json::object view;
    for (std::size_t day = 0; day < day_names.size(); ++day) {
        json::array ranges;
        for (auto const& range : hours.days.at(day)) {
            ranges.push_back(
                {{"open", minute_text(range.open_minute)},
                 {"close", minute_text(range.close_minute)}}
            );
        }
        view[day_names.at(day)] = std::move(ranges);
    }
    return view;
}

json::object settings_view(business::Settings const& settings) {
    json::array methods;
    for (auto const& method : settings.payment_methods) {
        methods.push_back(
            {{"kind", ordering::payment_kind_name(method.kind)},
             {"label", method.label.in(Language::English)},
             {"labelHe", method.label.in(Language::Hebrew)},
             {"atTheDoor", method.at_the_door}}
        );
    }
    return {
        {"currency", settings.currency},
        {"timezone", settings.timezone},
        {"language", language_code(settings.language)},
        {"businessDayStartsAt", minute_text(settings.business_day_starts_minute)},
        {"businessHours", hours_view(settings.pickup_hours)},
        {"alwaysOpen", settings.pickup_hours.always_open},
        {"burstSeconds", settings.burst_seconds},
        {"botMode", store::documents::bot_mode_name(settings.bot_mode)},
        {"autoAccept", settings.auto_accept},
        {"offersPickup", settings.offers_pickup},
        {"offersDelivery", settings.offers_delivery},
        {"pickupMinutes", settings.pickup_minutes},
        {"deliveryMinutes", settings.delivery_minutes},
        {"deliveryFee", settings.delivery_fee.minor},
        {"deliveryMinimum", settings.delivery_minimum.minor},
        {"roundCashTotal", settings.round_cash_total},
        {"paymentMethods", std::move(methods)}
    };
}

}  // namespace

json::value text_or_null(std::string const& text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
}

json::value instant_or_null(std::optional<Instant> const& instant) {
    return instant ? json::value(instant->to_rfc3339()) : json::value(nullptr);
}

json::value phone_or_null(std::string const& normal, bool masked) {
    return text_or_null(normal.empty() || !masked ? normal : masked_phone(normal));
}

json::value phone_display_or_null(std::string const& normal, bool masked) {
    if (normal.empty()) {
        return nullptr;
    }
    return json::value(masked ? masked_phone(normal) : display_phone(normal));
}

std::string minute_text(std::int64_t minute) {
    auto const two = [](std::int64_t number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    return two(minute / 60 % 24) + ":" + two(minute % 60);
}

json::object customer_view(
    BusinessId business, store::CustomerRecord const& customer, Audience const& audience
) {
    bool const masked = audience.role == Role::Viewer;
    return {
        {"id", customer.id.to_string()},
        {"businessId", business.to_string()},
        {"version", customer.version},
        {"name", customer.name},
        {"whatsappName", customer.whatsapp_name},
        {"username", text_or_null(customer.username)},
        {"phone", phone_or_null(customer.phone, masked)},
        {"phoneDisplay", phone_display_or_null(customer.phone, masked)},
        {"email", masked ? json::value(nullptr) : text_or_null(customer.email)},
        {"preferredLanguage", text_or_null(customer.preferred_language)},
        {"tags", store::documents::to_array(customer.tags)},
        {"segment", text_or_null(customer.segment)},
        {"notes", masked ? "" : customer.notes},
        {"dietaryRestrictions", store::documents::to_array(customer.dietary_restrictions)},
        {"preferredPaymentMethod", text_or_null(customer.preferred_payment_method)},
        {"optInMarketing", customer.opt_in_marketing},
        {"blocked", customer.blocked},
        {"totalOrders", customer.total_orders},
        {"totalSpent", customer.total_spent.minor},
        {"firstOrderDate", instant_or_null(customer.first_order_at)},
        {"lastOrderDate", instant_or_null(customer.last_order_at)},
        {"lastMessageAt", instant_or_null(customer.last_message_at)},
        {"createdAt", customer.created_at.to_rfc3339()},
        {"updatedAt", customer.updated_at.to_rfc3339()}
    };
}

json::object product_view(
    BusinessId business,
    store::ProductRecord const& product,
    std::string const& currency,
    Audience const& audience
) {
    using store::documents::to_array;
    json::object view{
        {"id", product.id.to_string()},
        {"businessId", business.to_string()},
        {"version", product.version},
        {"name", product.name.in(Language::English)},
        {"nameHe", product.name.in(Language::Hebrew)},
        {"description", product.description.in(Language::English)},
        {"descriptionHe", product.description.in(Language::Hebrew)},
        {"sku", product.sku},
        {"category", product.category},
        {"categoryName", product.category_name.in(Language::English)},
        {"categoryHe", product.category_name.in(Language::Hebrew)},
        {"subcategory", product.subcategory},
        {"tags", to_array(product.tags)},
        {"hasVariants", !product.option_groups.empty()},
        {"optionGroups", to_array(product.option_groups)},
        {"trackInventory", product.track_stock},
        {"stockQuantity", product.stock},
        {"lowStockThreshold", or_null(product.low_stock_threshold)},
        {"allowBackorder", product.allow_backorder},
        {"available", product.available},
        {"unavailableUntil", instant_or_null(product.unavailable_until)},
        {"availableFrom", minute_text(product.available_from_minute)},
        {"availableUntil", minute_text(product.available_to_minute)},
        {"availableDays", available_days(product.available_days)},
        {"images", to_array(product.images)},
        {"preparationTime", or_null(product.preparation_minutes)},
        {"calories", or_null(product.calories)},
        {"allergens", to_array(product.allergens)},
        {"ingredients", to_array(product.ingredients)},
        {"kosherType", text_or_null(product.kosher_type)},
        {"synonyms", to_array(product.synonyms)},
        {"kitchenName", product.kitchen_name},
        {"station",
         product.station ? json::value(product.station->to_string()) : json::value(nullptr)},
        {"makeUnits", product.make_units},
        {"displayOrder", product.display_order},
        {"featured", product.featured},
        {"createdAt", product.created_at.to_rfc3339()},
        {"updatedAt", product.updated_at.to_rfc3339()}
    };
    if (audience.role != Role::Kitchen) {
        view["price"] = product.price.minor;
        view["currency"] = currency;
        view["compareAtPrice"] = or_null(product.compare_at_price);
    }
    if (audience.role == Role::Owner || audience.role == Role::Manager) {
        view["costPrice"] = or_null(product.cost_price);
    }
    return view;
}

json::object option_group_view(menu::OptionGroup const& group, Audience const& audience) {
    bool const prices = audience.role != Role::Kitchen;
    json::array options;
    for (auto const& option : group.options) {
        json::object view{
            {"id", option.id},
            {"name", option.name.in(Language::English)},
            {"nameHe", option.name.in(Language::Hebrew)},
            {"available", option.available}
        };
        if (prices) {
            json::object sizes;
            for (auto const& [size, price] : option.price_by_size) {
                sizes[size] = price.minor;
            }
            view["price"] = option.price.minor;
            view["priceBySize"] = std::move(sizes);
        }
        options.push_back(std::move(view));
    }
    return {
        {"id", group.id},
        {"name", group.name.in(Language::English)},
        {"nameHe", group.name.in(Language::Hebrew)},
        {"min", group.min},
        {"max", group.max},
        {"includedFree", group.included_free},
        {"defaultOption", text_or_null(group.default_option)},
        {"halves", group.halves != menu::HalvesPolicy::NotAllowed},
        {"isSize", group.is_size},
        {"negatable", group.negatable},
        {"qualifiable", group.qualifiable},
        {"options", std::move(options)}
    };
}

namespace {

json::object deal_slot_view(menu::DealSlot const& slot, bool prices) {
    json::array products;
    for (auto const& product : slot.products) {
        products.emplace_back(product.to_string());
    }
    json::object view{
        {"name", slot.name.in(Language::English)},
        {"nameHe", slot.name.in(Language::Hebrew)},
        {"quantity", slot.quantity},
        {"products", std::move(products)},
        {"required", nullptr}
    };
    if (slot.required) {
        view["required"] = {{"group", slot.required->group}, {"option", slot.required->option}};
    }
    if (prices) {
        json::object upcharges;
        for (auto const& [product, amount] : slot.upcharges) {
            upcharges[product.to_string()] = amount.minor;
        }
        view["upcharges"] = std::move(upcharges);
    }
    return view;
}

}  // namespace

json::object deal_view(menu::Deal const& deal, Audience const& audience) {
    bool const prices = audience.role != Role::Kitchen;
    json::array slots;
    for (auto const& slot : deal.slots) {
        slots.push_back(deal_slot_view(slot, prices));
    }
    auto const& window = deal.conditions.window;
    json::object conditions{
        {"pickup", deal.conditions.pickup},
        {"delivery", deal.conditions.delivery},
        {"availableFrom", minute_text(window.from_minute)},
        {"availableUntil", minute_text(window.until_minute)},
        {"availableDays", available_days(window.days)}
    };
    json::object view{
        {"id", deal.id.to_string()},
        {"name", deal.name.in(Language::English)},
        {"nameHe", deal.name.in(Language::Hebrew)},
        {"available", deal.available},
        {"displayOrder", deal.display_order},
        {"slots", std::move(slots)}
    };
    if (prices) {
        conditions["minimumSubtotal"] = deal.conditions.minimum_subtotal.minor;
        view["price"] = deal.price.minor;
    }
    view["conditions"] = std::move(conditions);
    return view;
}

json::object conversation_view(store::ConversationRecord const& conversation, Instant now) {
    auto const& last = conversation.last_inbound_at;
    auto const closes =
        last ? std::optional(*last + Duration(app::service_window)) : std::optional<Instant>();
    return {
        {"id", conversation.id.to_string()},
        {"version", conversation.version},
        {"customer",
         {{"id", conversation.customer.to_string()},
          {"name", conversation.customer_name},
          {"phoneDisplay", phone_display_or_null(conversation.customer_phone, false)}}},
        {"lastMessageAt", conversation.last_message_at.to_rfc3339()},
        {"lastInboundAt", instant_or_null(conversation.last_inbound_at)},
        {"lastText", conversation.last_text},
        {"botMode", text_or_null(conversation.bot_mode)},
        {"pausedUntil", instant_or_null(conversation.paused_until)},
        {"needsPerson", conversation.needs_person},
        {"handoverReason", text_or_null(conversation.handover_reason)},
        {"waitingForCustomer", conversation.waiting_for_customer},
        {"window",
         {{"isOpen", app::window_is_open(last, now)}, {"closesAt", instant_or_null(closes)}}}
    };
}

// null: none, or taken back with its message.
json::value media_view(store::MessageRecord const& message) {
    if (!message.media || message.revoked) {
        return nullptr;
    }
    auto const& media = *message.media;
    return json::object{
        {"id", media.id.to_string()},
        {"kind", media.kind},
        {"mimeType", media.mime_type},
        {"fileName", text_or_null(media.file_name)},
        {"size", or_null(media.size)},
        {"state", media.state},
        {"reason", text_or_null(media.reason)}
    };
}

// As everywhere in the API: decimal degrees.
json::value place_view(json::value const& stored) {
    auto const* const place = stored.if_object();
    if (place == nullptr) {
        return stored;
    }
    json::object view;
    for (auto const& [key, value] : *place) {
        if (key == "latitudeE6" || key == "longitudeE6") {
            view[key.substr(0, key.size() - 2)] = value.to_number<double>() / 1e6;
        } else {
            view[key] = value;
        }
    }
    return view;
}

json::object message_view(store::MessageRecord const& message) {
    auto content = object_or_empty(message.revoked ? "{}" : message.content);
    // Ours alone: how a reply is sent and what it is for.
    content.erase("kind");
    content.erase("purpose");
    if (auto* const place = content.if_contains("location")) {
        *place = place_view(*place);
    }
    return {
        {"id", message.id.to_string()},
        {"conversationId", message.conversation.to_string()},
        {"customerId", message.customer.to_string()},
        {"orderId", message.order ? json::value(message.order->to_string()) : json::value()},
        {"direction", message.direction},
        {"author", message.author},
        {"authorName", text_or_null(message.author_name)},
        {"type", message.type},
        {"content", std::move(content)},
        {"revoked", message.revoked},
        {"status", message.status},
        {"errorCode", or_null(message.error_code)},
        {"errorMessage", text_or_null(message.error_message)},
        {"replayable", message.replayable},
        {"edited", message.edited},
        {"media", media_view(message)},
        {"timestamp", message.sent_at.to_rfc3339()}
    };
}

json::object dead_letter_view(store::DeadLetterRecord const& letter) {
    return {
        {"message", message_view(letter.message)},
        {"customerName", letter.customer_name},
        {"attempts", letter.attempts},
        {"reason", text_or_null(letter.reason)},
        {"diedAt", letter.died_at.to_rfc3339()}
    };
}

json::object business_view(store::BusinessRecord const& business) {
    return {
        {"id", business.id.to_string()},
        {"version", business.version},
        {"name", business.settings.name},
        {"type", business.settings.type},
        {"phone", business.settings.phone},
        {"email", text_or_null(business.email)},
        {"address", object_or_empty(business.address)},
        {"status", business.status},
        {"isDemo", business.is_demo},
        {"settings", settings_view(business.settings)},
        {"subscription", object_or_empty(business.subscription)},
        {"onboarding", object_or_empty(business.onboarding)},
        {"createdAt", business.created_at.to_rfc3339()},
        {"updatedAt", business.updated_at.to_rfc3339()}
    };
}

}  // namespace croozer::api
