// POST /{phone number id}/messages: sends and read receipts.
#include "sandbox/customers.hpp"
#include "sandbox/message_rules.hpp"
#include "sandbox/sandbox.hpp"
#include "sandbox/template_rules.hpp"
#include "sandbox/thread_views.hpp"

#include <algorithm>
#include <utility>

namespace croozer::sandbox {
namespace {

std::optional<StoredTemplate> template_of(
    Sandbox& sandbox, Shop const& shop, OutgoingMessage const& message
) {
    json::object const* const language = object_of(message.content, "language");
    std::string const code = language == nullptr ? "" : text_of(*language, "code").value_or("");
    return sandbox.templates.find(
        shop.waba_id, text_of(message.content, "name").value_or(""), code
    );
}

std::optional<GraphError> check_template(
    Sandbox& sandbox, Shop const& shop, OutgoingMessage const& message
) {
    auto const found = template_of(sandbox, shop, message);
    return found ? check_sent_template(*found, message.content)
                 : GraphError{132001, "Template name does not exist in the translation", {}};
}

std::optional<GraphError> check_media_known(
    Sandbox& sandbox, Shop const& shop, OutgoingMessage const& message
) {
    bool const media = message.type == "image" || message.type == "video" ||
                       message.type == "audio" || message.type == "document" ||
                       message.type == "sticker";
    if (!media || !message.content.contains("id")) {
        return std::nullopt;
    }
    std::string const id = text_of(message.content, "id").value_or("");
    auto const file = sandbox.media.find(id);
    return file == nullptr || file->phone_number_id != shop.phone_number_id
               ? std::optional(GraphError{131053, "Media id " + id + " is not known.", {}})
               : std::nullopt;
}

// Whether this number may speak at all.
std::optional<GraphError> check_number(Sandbox& sandbox, Shop const& shop) {
    auto const number = sandbox.estate.number_state(shop.phone_number_id);
    if (!number || !number->is_registered) {
        return GraphError{133010, "The account is not registered.", {}};
    }
    auto const account = sandbox.estate.account_state(shop.waba_id);
    if (account && account->blocked_code != 0) {
        return GraphError{account->blocked_code, "The account may not send messages.", {}};
    }
    return std::nullopt;
}

std::optional<GraphError> check_state(
    Sandbox& sandbox, Shop const& shop, OutgoingMessage const& message
) {
    Modes const modes = sandbox.modes.current();
    if (auto const error = check_number(sandbox, shop)) {
        return error;
    }
    if (auto const code = sandbox.modes.take_error()) {
        return GraphError{*code, "Asked for by the sandbox's modes.", {}};
    }
    bool const is_template = message.type == "template";
    if (is_template) {
        if (auto const error = check_template(sandbox, shop, message)) {
            return error;
        }
    }
    if (auto const error = check_media_known(sandbox, shop, message)) {
        return error;
    }
    if (modes.rate_limits) {
        if (auto const error = sandbox.contacts.take_rate(shop, message, sandbox.clock.now())) {
            return error;
        }
    }
    if (is_template) {
        return std::nullopt;
    }
    if (modes.window_closed) {
        return GraphError{131047, "The window is closed by the sandbox's modes.", {}};
    }
    return sandbox.contacts.check_window(shop, message, sandbox.clock.now());
}

void show_on_phone(
    Sandbox& sandbox, Shop const& shop, OutgoingMessage const& message, std::string const& wamid
) {
    Customer const* const customer = customer_by_address(shop, message.to);
    if (customer == nullptr) {
        return;
    }
    std::vector<Template> templates;
    if (auto const found = template_of(sandbox, shop, message)) {
        templates.push_back(
            {found->name, found->language, found->category, found->text_of_component("BODY")}
        );
    }
    sandbox.threads->add(
        customer->id,
        shop.phone_number_id,
        view_of_outgoing(message, wamid, sandbox.clock.now(), templates)
    );
}

GraphAnswer accept_message(
    Sandbox& sandbox, Shop const& shop, OutgoingMessage const& message, AcceptedSend entry
) {
    if (auto const error = check_state(sandbox, shop, message)) {
        return std::unexpected(*error);
    }
    std::string const wamid = new_wamid(sandbox.random);
    entry.to = message.to;
    entry.wamid = wamid;
    entry.callback_data = message.callback_data;
    sandbox.sends.add(std::move(entry));
    show_on_phone(sandbox, shop, message, wamid);
    schedule_statuses(sandbox, shop, message, wamid);
    json::object contact{{"input", message.input}};
    contact[message.by_bsuid ? "user_id" : "wa_id"] = message.to;
    json::object sent{{"id", wamid}};
    if (message.type == "template") {
        sent["message_status"] = "accepted";
    }
    return json::object{
        {"messaging_product", "whatsapp"},
        {"contacts", json::array{std::move(contact)}},
        {"messages", json::array{std::move(sent)}},
    };
}

GraphAnswer accept_receipt(
    Sandbox& sandbox, Shop const& shop, ReadReceipt const& receipt, AcceptedSend entry
) {
    for (Customer const& customer : demo_customers()) {
        if (sandbox.threads->mark_read(customer.id, shop.phone_number_id, receipt.message_id) &&
            receipt.typing) {
            sandbox.threads->typing(customer.id, shop.phone_number_id);
        }
    }
    sandbox.sends.add(std::move(entry));
    return json::object{{"success", true}};
}

GraphAnswer take_message(Sandbox& sandbox, http::Request const& request) {
    auto const found = number_of_node(sandbox, request, messaging);
    if (!found) {
        return std::unexpected(found.error());
    }
    Shop const* const shop = *found;
    auto body = parse_object(request.body);
    if (!body) {
        return std::unexpected(GraphError{100, "The body is not a JSON object.", {}});
    }
    auto const checked = check_send(*body);
    if (!checked) {
        return std::unexpected(checked.error());
    }
    AcceptedSend entry;
    entry.at = sandbox.clock.now();
    entry.phone_number_id = shop->phone_number_id;
    entry.token_id = token_id(token_of(request));
    entry.body = std::move(*body);
    if (auto const* const receipt = std::get_if<ReadReceipt>(&*checked)) {
        return accept_receipt(sandbox, *shop, *receipt, std::move(entry));
    }
    return accept_message(sandbox, *shop, std::get<OutgoingMessage>(*checked), std::move(entry));
}

}  // namespace

void add_graph_message_routes(http::Router& router, Sandbox& sandbox) {
    add_graph(router, sandbox, http::Method::Post, "/{node}/messages", "send", take_message);
}

}  // namespace croozer::sandbox
