#include "api/stream/event_frames.hpp"

#include "api/access/roles.hpp"
#include "api/views/connect_view.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace croozer::api {
namespace {

namespace json = boost::json;

Result<json::value> order_part(
    store::Session& session,
    BusinessId business,
    app::SecretKeeper& secrets,
    OrderId id,
    Audience const& audience
) {
    auto const order = TRY(store::find_order_record(session, business, id));
    if (!order || !sees_order(audience, *order)) {
        return json::value(nullptr);
    }
    auto const code = TRY(door_code_for(session, business, secrets, *order, audience));
    return json::value(order_view(business, *order, audience, code));
}

std::optional<Resource> resource_of(std::string_view kind) {
    if (kind == "order") {
        return Resource::Orders;
    }
    if (kind == "message") {
        return Resource::Messages;
    }
    if (kind == "conversation") {
        return Resource::Conversations;
    }
    if (kind == "product") {
        return Resource::Products;
    }
    if (kind == "alert") {
        return Resource::Alerts;
    }
    if (kind == "whatsapp_account" || kind == "connect_attempt") {
        return Resource::Whatsapp;
    }
    if (kind == "template") {
        return Resource::Templates;
    }
    return kind == "business" ? std::optional(Resource::Events) : std::nullopt;
}

}  // namespace

std::string event_frame(std::int64_t seq, std::string_view kind, json::object const& data) {
    // Serialised JSON holds no line break, so one data line is enough.
    return "id: " + std::to_string(seq) + "\nevent: " + std::string(kind) +
           "\ndata: " + json::serialize(data) + "\n\n";
}

Result<std::string> frame_for(
    store::Session& session,
    BusinessId business,
    app::SecretKeeper& secrets,
    store::EventRecord const& event,
    Audience const& audience
) {
    auto const resource = resource_of(event.kind);
    if (!resource || !may(audience.role, *resource, Verb::Read)) {
        return std::string();
    }
    json::object data{
        {"kind", event.kind}, {"id", event.subject.to_string()}, {"version", event.version}
    };
    if (event.kind == "order") {
        data["order"] =
            TRY(order_part(session, business, secrets, OrderId{event.subject}, audience));
    } else if (event.kind == "message") {
        auto const message =
            TRY(store::find_message_record(session, business, MessageId{event.subject}));
        data["message"] = message ? json::value(message_view(*message)) : json::value(nullptr);
    } else if (event.kind == "conversation") {
        auto const conversation =
            TRY(store::find_conversation_record(session, business, ConversationId{event.subject}));
        data["conversation"] = conversation
                                   ? json::value(conversation_view(*conversation, audience.now))
                                   : json::value(nullptr);
    } else if (event.kind == "connect_attempt") {
        auto const attempt =
            TRY(store::find_attempt(session, business, ConnectAttemptId{event.subject}));
        data["attempt"] = attempt ? json::value(attempt_view(*attempt)) : json::value(nullptr);
    } else if (event.kind == "product") {
        auto const product =
            TRY(store::find_product_record(session, business, ProductId{event.subject}));
        data["product"] =
            product ? json::value(product_view(
                          business, *product, TRY(store::currency_of(session, business)), audience
                      ))
                    : json::value(nullptr);
    }
    return event_frame(event.seq, event.kind, data);
}

std::vector<store::EventRecord> latest_of_each(std::vector<store::EventRecord> const& events) {
    std::set<std::pair<std::string, Uuid>> seen;
    std::vector<store::EventRecord> latest;
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
        if (seen.emplace(event->kind, event->subject).second) {
            latest.push_back(*event);
        }
    }
    std::ranges::reverse(latest);
    return latest;
}

}  // namespace croozer::api
