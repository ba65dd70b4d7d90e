#include "api/access/roles.hpp"

namespace croozer::api {

std::string_view resource_name(Resource resource) {
    switch (resource) {
        case Resource::Business:
            return "business";
        case Resource::Orders:
            return "orders";
        case Resource::Customers:
            return "customers";
        case Resource::Products:
            return "products";
        case Resource::Conversations:
            return "conversations";
        case Resource::Messages:
            return "messages";
        case Resource::Learning:
            return "learning";
        case Resource::Whatsapp:
            return "whatsapp";
        case Resource::Alerts:
            return "alerts";
        case Resource::Events:
            return "events";
        case Resource::Templates:
            return "templates";
    }
    return "";
}

std::string_view verb_name(Verb verb) {
    switch (verb) {
        case Verb::Read:
            return "read";
        case Verb::Create:
            return "create";
        case Verb::Update:
            return "update";
        case Verb::Move:
            return "move";
        case Verb::Cancel:
            return "cancel";
        case Verb::Undo:
            return "undo";
        case Verb::Send:
            return "send";
        case Verb::Delete:
            return "delete";
    }
    return "";
}

}  // namespace croozer::api
