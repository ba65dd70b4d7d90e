// /control: what tests and the "break things" panel turn. Ours, not Meta's.
#include "sandbox/account_webhooks.hpp"
#include "sandbox/message_rules.hpp"
#include "sandbox/sandbox.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::size_t raw_bytes = std::size_t{8} * 1024 * 1024;
constexpr std::size_t sends_in_an_answer = 1'000;
constexpr std::int64_t most_times = 200;

json::object answer_view(WebhookAnswer const& answer) {
    return json::object{{"status", answer.status}, {"body", answer.body}};
}

void change_modes(Sandbox& sandbox, http::Request const& request, http::Respond respond) {
    auto const changes = parse_object(request.body);
    if (!changes) {
        respond(refusal(400, "malformed", "A JSON object is needed."));
        return;
    }
    auto const modes = sandbox.modes.change(*changes);
    respond(
        modes ? plain_answer(modes_to_json(*modes)) : refusal(422, "mode", modes.error().detail)
    );
}

void reset(Sandbox& sandbox, http::Request const& request, http::Respond respond) {
    auto const body = parse_object(request.body).value_or(json::object{});
    sandbox.modes.reset();
    sandbox.contacts.reset_rates();
    sandbox.sends.clear();
    sandbox.requests.clear();
    sandbox.troubles.clear();
    sandbox.estate.reset();
    sandbox.templates.reset();
    adopt_configured_tokens(sandbox);
    std::vector<http::Respond> withheld;
    {
        std::scoped_lock const lock(sandbox.mutex);
        withheld.swap(sandbox.withheld);
        sandbox.app_fields = event_fields();
    }
    if (flag_of(body, "threads").value_or(false)) {
        sandbox.threads->clear();
    }
    respond(plain_answer(modes_to_json(sandbox.modes.current())));
}

http::Response list_sends(Sandbox& sandbox, http::Request const& request) {
    std::int64_t since = 0;
    std::string_view const text = request.query_value("since").value_or("0");
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), since);
    if (error != std::errc() || end != text.data() + text.size() || since < 0) {
        return refusal(400, "since", "since is a sequence number from an earlier answer.");
    }
    return plain_answer(sandbox.sends.after(since, sends_in_an_answer));
}

// {phone?, bsuid?, name, username?}. As Meta, a phone without a BSUID gets one; "bsuid":null keeps
// it away.
Sender read_sender(json::object const& from, Shop const& shop) {
    Sender sender;
    sender.phone = text_of(from, "phone");
    sender.bsuid = text_of(from, "bsuid");
    sender.name = text_of(from, "name").value_or("");
    sender.username = text_of(from, "username");
    if (sender.phone && !from.contains("bsuid")) {
        sender.bsuid = bsuid_for(shop.portfolio_id, *sender.phone);
    }
    return sender;
}

// Fills what a test need not say: id, timestamp, a text's object, the media behind image and audio.
json::object complete(Sandbox& sandbox, Shop const& shop, json::object message) {
    if (!message.contains("id")) {
        message["id"] = new_wamid(sandbox.random);
    }
    if (!message.contains("timestamp")) {
        message["timestamp"] = std::to_string(sandbox.clock.now().seconds());
    }
    if (auto const text = text_of(message, "text")) {
        message["text"] = json::object{{"body", *text}};
    }
    std::string const type = text_of(message, "type").value_or("");
    if (type == "audio" || type == "image") {
        json::object content =
            object_of(message, type) == nullptr ? json::object{} : *object_of(message, type);
        if (!content.contains("id")) {
            bool const audio = type == "audio";
            std::string_view const bytes =
                demo_file(sandbox, audio ? "/media/voice.ogg" : "/media/list.jpg");
            auto const media = sandbox.media.add(
                shop.phone_number_id,
                audio ? "audio/ogg; codecs=opus" : "image/jpeg",
                std::string(bytes)
            );
            for (auto& [key, value] : media_reference(sandbox, *media)) {
                content[key] = std::move(value);
            }
            if (audio) {
                content["voice"] = true;
            }
            message[type] = std::move(content);
        }
    }
    return message;
}

// Collects the first answers of several webhooks and responds when all are there.
struct Collection {
    Collection(http::Respond the_respond, std::size_t count)
        : respond(std::move(the_respond)), answers(count), left(count) {}

    void put(std::size_t place, std::string const& wamid, WebhookAnswer const& answer) {
        std::unique_lock lock(mutex);
        json::object view = answer_view(answer);
        view["wamid"] = wamid;
        answers[place] = std::move(view);
        if (--left > 0) {
            return;
        }
        json::array all;
        for (json::object& item : answers) {
            all.emplace_back(std::move(item));
        }
        json::object whole = all.at(0).get_object();
        whole["webhooks"] = std::move(all);
        lock.unlock();
        respond(plain_answer(whole));
    }

    std::mutex mutex;
    http::Respond respond;
    std::vector<json::object> answers;
    std::size_t left;
};

void inbound(Sandbox& sandbox, http::Request const& request, http::Respond respond) {
    auto const body = parse_object(request.body).value_or(json::object{});
    Shop const* const shop = sandbox.estate.number(text_of(body, "phone_number_id").value_or(""));
    json::object const* const from = object_of(body, "from");
    json::object const* const message = object_of(body, "message");
    std::int64_t const times = integer_of(body, "times").value_or(1);
    if (shop == nullptr || from == nullptr || message == nullptr || times < 1 ||
        times > most_times || text_of(*message, "type").value_or("").empty()) {
        respond(refusal(
            422, "inbound", "Needs phone_number_id of a shop, from, message.type, times 1 to 200."
        ));
        return;
    }
    Sender const sender = read_sender(*from, *shop);
    std::vector<json::object> messages;
    for (std::int64_t i = 0; i < times; ++i) {
        messages.push_back(complete(sandbox, *shop, *message));
    }
    if (sandbox.modes.current().reorder) {
        std::ranges::reverse(messages);
    }
    auto const all = std::make_shared<Collection>(std::move(respond), messages.size());
    for (std::size_t i = 0; i < messages.size(); ++i) {
        std::string const wamid = text_of(messages[i], "id").value_or("");
        post_inbound(
            sandbox,
            *shop,
            sender,
            std::move(messages[i]),
            [all, i, wamid](WebhookAnswer answer) { all->put(i, wamid, answer); }
        );
    }
}

void raw_webhook(Sandbox& sandbox, http::Request const& request, http::Respond respond) {
    auto const body = parse_object(request.body).value_or(json::object{});
    json::value const* const given = body.if_contains("body");
    if (given == nullptr) {
        respond(refusal(422, "raw_webhook", "Needs body: text for the exact bytes, or JSON."));
        return;
    }
    std::string bytes = given->is_string() ? std::string(given->get_string()) : meta_json(*given);
    // "" sends no signature; without the key it is the right one.
    std::string const signature =
        text_of(body, "signature").value_or(signature_header(sandbox.config.app_secret, bytes));
    sandbox.webhooks.post_raw(
        std::move(bytes),
        signature,
        [respond = std::move(respond)](WebhookAnswer answer) mutable {
            respond(plain_answer(answer_view(answer)));
        }
    );
}

// ?phone_number_id=…&mime_type=…, the body is the file: what a customer's phone uploads, of any
// type, which a business may not.
http::Response customers_file(Sandbox& sandbox, http::Request const& request) {
    std::string const number(request.query_value("phone_number_id").value_or(""));
    if (sandbox.estate.number(number) == nullptr) {
        return refusal(404, "phone_number_id", "This number is not known.");
    }
    auto const media = sandbox.media.add(
        number,
        std::string(request.query_value("mime_type").value_or("application/octet-stream")),
        request.body
    );
    return plain_answer(media_reference(sandbox, *media));
}

}  // namespace

void add_control_routes(http::Router& router, Sandbox& sandbox) {
    using enum http::Method;
    auto const add = [&](http::Method method, std::string path, auto handler) {
        router.add(
            method,
            std::move(path),
            same_site_only([&sandbox, handler](http::Request request, http::Respond respond) {
                handler(sandbox, request, std::move(respond));
            }),
            {.body_bytes = raw_bytes}
        );
    };
    add(Get, "/control/modes", [](Sandbox& box, http::Request const&, http::Respond respond) {
        respond(plain_answer(modes_to_json(box.modes.current())));
    });
    add(Post, "/control/modes", change_modes);
    add(Post, "/control/reset", reset);
    add(Get,
        "/control/sends",
        [](Sandbox& box, http::Request const& request, http::Respond respond) {
            respond(list_sends(box, request));
        });
    add(Post, "/control/inbound", inbound);
    add(Post, "/control/raw_webhook", raw_webhook);
    router.add(
        Post,
        "/control/media",
        same_site_only([&sandbox](http::Request request, http::Respond respond) {
            respond(customers_file(sandbox, request));
        }),
        {.body_bytes = MediaStore::most_file_bytes}
    );
    add(Post,
        "/control/verify_webhook",
        [](Sandbox& box, http::Request const&, http::Respond respond) {
            box.webhooks.handshake([respond = std::move(respond)](WebhookAnswer answer) mutable {
                respond(plain_answer(answer_view(answer)));
            });
        });
}

}  // namespace croozer::sandbox
