// What the phone on /demo calls: who is there, the chat, writing, and the events.
#include "base/text.hpp"
#include "crypto/hmac.hpp"
#include "sandbox/customers.hpp"
#include "sandbox/sandbox.hpp"
#include "sandbox/thread_views.hpp"

#include <type_traits>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::size_t image_bytes = std::size_t{5} * 1024 * 1024;
constexpr std::size_t text_points = 4'096;
constexpr std::size_t send_body_bytes = 2 * image_bytes;

json::value setup(Sandbox& sandbox) {
    json::array shops;
    for (Shop const* const shop : sandbox.estate.numbers()) {
        // One that nobody listens to has no chat.
        if (shop->access_token.empty() && !sandbox.estate.is_subscribed(shop->waba_id)) {
            continue;
        }
        shops.emplace_back(json::object{
            {"id", shop->phone_number_id},
            {"name", json::object{{"he", shop->name_he}, {"en", shop->name_en}}},
            {"phone", shop->display_phone_number},
        });
    }
    return json::object{{"shops", std::move(shops)}, {"boardUrl", sandbox.config.server_url}};
}

json::value people(Sandbox& sandbox) {
    json::array customers;
    for (Customer const& customer : demo_customers()) {
        customers.emplace_back(json::object{
            {"id", to_json(customer.id)},
            {"name",
             json::object{{"he", to_json(customer.name_he)}, {"en", to_json(customer.name_en)}}},
            {"phone", to_json(customer.phone)},
            {"username", to_json(customer.username)},
        });
    }
    json::array staff;
    for (Person const& person : sandbox.config.people) {
        staff.emplace_back(json::object{
            {"id", person.id},
            {"name", person.name},
            {"label", json::object{{"he", person.label_he}, {"en", person.label_en}}},
        });
    }
    return json::object{{"customers", std::move(customers)}, {"staff", std::move(staff)}};
}

json::object interactive(std::string_view kind, json::object const& reply) {
    json::object choice{
        {"id", text_of(reply, "id").value_or("")}, {"title", text_of(reply, "title").value_or("")}
    };
    if (auto const description = text_of(reply, "description")) {
        choice["description"] = *description;
    }
    json::object out{{"type", to_json(kind)}};
    out[kind] = std::move(choice);
    return out;
}

json::object media_message(
    Sandbox& sandbox,
    Shop const& shop,
    std::string_view type,
    std::string mime_type,
    std::string bytes
) {
    auto const media =
        sandbox.media.add(shop.phone_number_id, std::move(mime_type), std::move(bytes));
    json::object content = media_reference(sandbox, *media);
    json::object message{{"type", to_json(type)}};
    if (type == "audio") {
        content["voice"] = true;
    }
    message[type] = std::move(content);
    return message;
}

// {"image":true} is the sample, {"image":{mime, data (base64url)}} one that the person chose.
std::optional<json::object> image_message(
    Sandbox& sandbox, Shop const& shop, json::value const& image
) {
    if (image.is_bool()) {
        std::string const sample(demo_file(sandbox, "/media/list.jpg"));
        return media_message(sandbox, shop, "image", "image/jpeg", sample);
    }
    if (!image.is_object()) {
        return std::nullopt;
    }
    std::string const mime = text_of(image.get_object(), "mime").value_or("");
    auto bytes = crypto::from_base64url(text_of(image.get_object(), "data").value_or(""));
    bool const known = mime == "image/jpeg" || mime == "image/png";
    if (!known || !bytes || bytes->empty() || bytes->size() > image_bytes) {
        return std::nullopt;
    }
    return media_message(sandbox, shop, "image", mime, std::move(*bytes));
}

// The card that answers request_contact_info (meta notes §3.5).
json::object contact_card(Customer const& customer, std::string const& phone) {
    std::string const name(customer.name_he);
    return json::object{
        {"type", "contacts"},
        {"contacts",
         json::array{json::object{
             {"name", json::object{{"formatted_name", name}, {"first_name", name}}},
             {"phones",
              json::array{json::object{{"phone", "+" + phone}, {"wa_id", phone}, {"type", "CELL"}}}
             },
             {"origin", "contact_request"},
         }}},
    };
}

// What the person did, as the message of a webhook; nullopt if it is none.
std::optional<json::object> message_of(
    Sandbox& sandbox, Shop const& shop, Customer const& customer, json::object const& body
) {
    if (auto const text = text_of(body, "text")) {
        std::size_t const length = code_points(*text);
        if (trimmed(*text).empty() || length > text_points) {
            return std::nullopt;
        }
        return json::object{{"type", "text"}, {"text", json::object{{"body", *text}}}};
    }
    for (std::string_view const kind : {"button_reply", "list_reply"}) {
        if (json::object const* const reply = object_of(body, kind)) {
            return json::object{
                {"type", "interactive"}, {"interactive", interactive(kind, *reply)}
            };
        }
    }
    if (json::object const* const location = object_of(body, "location")) {
        if (!number_of(*location, "latitude") || !number_of(*location, "longitude")) {
            return std::nullopt;
        }
        return json::object{{"type", "location"}, {"location", *location}};
    }
    if (flag_of(body, "voice").value_or(false)) {
        std::string const sample(demo_file(sandbox, "/media/voice.ogg"));
        return media_message(sandbox, shop, "audio", "audio/ogg; codecs=opus", sample);
    }
    if (json::value const* const image = body.if_contains("image")) {
        return image_message(sandbox, shop, *image);
    }
    if (flag_of(body, "contact").value_or(false)) {
        // Somebody without a phone in the shop's eyes still has one to share.
        std::string const phone =
            customer.phone.empty() ? "972501112233" : std::string(customer.phone);
        return contact_card(customer, phone);
    }
    return std::nullopt;
}

// Uploads live in memory; the samples can be shown after a restart as well.
std::string_view sample_path(json::object const& body) {
    if (flag_of(body, "voice").value_or(false)) {
        return "/demo/media/voice.ogg";
    }
    return flag_of(body, "image").value_or(false) ? "/demo/media/list.jpg" : "";
}

void send(Sandbox& sandbox, http::Request const& request, http::Respond respond) {
    auto const body = parse_object(request.body).value_or(json::object{});
    Customer const* const customer = customer_by_id(text_of(body, "customer").value_or(""));
    Shop const* const shop = sandbox.estate.number(text_of(body, "shop").value_or(""));
    if (customer == nullptr || shop == nullptr) {
        respond(refusal(422, "send", "Needs customer and shop."));
        return;
    }
    auto message = message_of(sandbox, *shop, *customer, body);
    if (!message) {
        respond(refusal(422, "send", "Nothing that can be sent."));
        return;
    }
    Instant const now = sandbox.clock.now();
    std::string const wamid = new_wamid(sandbox.random);
    (*message)["id"] = wamid;
    (*message)["timestamp"] = std::to_string(now.seconds());
    if (auto const context = text_of(body, "context"); context && !context->empty()) {
        json::object reply{{"id", *context}};
        (*message)["context"] = std::move(reply);
    }
    json::object view = view_of_inbound(*message, now);
    if (json::value* const media = view.if_contains("media")) {
        media->get_object()["link"] = to_json(sample_path(body));
    }
    sandbox.threads->add(customer->id, shop->phone_number_id, view);
    post_inbound(
        sandbox,
        *shop,
        sender_of(*customer, *shop),
        std::move(*message),
        [respond = std::move(respond), view](WebhookAnswer answer) mutable {
            respond(plain_answer(json::object{{"message", view}, {"webhookStatus", answer.status}})
            );
        },
        [&sandbox, customer, shop, wamid] {
            sandbox.threads->set_status(customer->id, shop->phone_number_id, wamid, "delivered");
        }
    );
}

http::Response serve_media(Sandbox& sandbox, http::Request const& request) {
    auto const media = sandbox.media.find(request.path_parameter("id"));
    if (media == nullptr) {
        return refusal(404, "not_found", "This file is gone.");
    }
    http::Response response;
    bool const shown = media->mime_type == "image/jpeg" || media->mime_type == "image/png" ||
                       media->mime_type == "image/webp" || media->mime_type.starts_with("audio/");
    response.set("Content-Type", shown ? media->mime_type : "application/octet-stream");
    response.set("Cache-Control", "private, max-age=3600");
    response.body = media->bytes;
    return response;
}

// The next login dialog in this browser consents as that person, within a minute.
http::Response enter(Sandbox& sandbox, http::Request const& request) {
    auto const body = parse_object(request.body).value_or(json::object{});
    Person const* const person = sandbox.config.person(text_of(body, "person").value_or(""));
    if (person == nullptr) {
        return refusal(422, "enter", "Needs a person of the demo.");
    }
    http::Response response = plain_answer(json::object{{"ok", true}});
    response.set(
        "Set-Cookie",
        "sandbox_person=" + person->id + "; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"
    );
    return response;
}

void add_files(http::Router& router, Sandbox& sandbox) {
    auto const files = std::make_shared<http::StaticFiles>(sandbox.assets);
    auto const serve = [&sandbox, files](std::string path) {
        return [&sandbox, files, path](http::Request request, http::Respond respond) {
            request.path = path;
            http::Response response = files->serve(request);
            response.set(
                "Content-Security-Policy",
                "default-src 'self'; img-src 'self' data: blob: " + sandbox.config.server_url +
                    "; frame-src 'self' " + sandbox.config.server_url +
                    "; base-uri 'none'; frame-ancestors 'none'"
            );
            respond(std::move(response));
        };
    };
    for (http::Asset const& asset : sandbox.assets) {
        router.add(
            http::Method::Get, "/demo" + std::string(asset.path), serve(std::string(asset.path))
        );
    }
    router.add(http::Method::Get, "/demo", serve("/index.html"));
    router.add(http::Method::Get, "/", [](http::Request, http::Respond respond) {
        http::Response response;
        response.status = 303;
        response.set("Location", "/demo");
        respond(std::move(response));
    });
}

}  // namespace

void add_demo_routes(http::Router& router, Sandbox& sandbox) {
    using enum http::Method;
    auto const add = [&](http::Method method, std::string path, auto handler) {
        router.add(
            method,
            std::move(path),
            same_site_only([&sandbox, handler](http::Request request, http::Respond respond) {
                if constexpr (std::is_invocable_v<
                                  decltype(handler),
                                  Sandbox&,
                                  http::Request const&>) {
                    respond(handler(sandbox, request));
                } else {
                    handler(sandbox, request, std::move(respond));
                }
            }),
            {.body_bytes = send_body_bytes}
        );
    };
    add(Get, "/demo/api/shops", [](Sandbox& box, http::Request const&) {
        return plain_answer(setup(box));
    });
    add(Get, "/demo/api/people", [](Sandbox& box, http::Request const&) {
        return plain_answer(people(box));
    });
    add(Get, "/demo/api/thread", [](Sandbox& box, http::Request const& request) {
        return plain_answer(json::object{
            {"messages",
             box.threads->messages(
                 request.query_value("customer").value_or(""),
                 request.query_value("shop").value_or("")
             )}
        });
    });
    add(Get, "/demo/api/events", [](Sandbox& box, http::Request const&) {
        http::Response response;
        response.stream = box.threads->listen();
        return response.stream == nullptr ? refusal(503, "streams", "Too many phones are open.")
                                          : response;
    });
    add(Get, "/demo/api/media/{id}", serve_media);
    add(Post, "/demo/api/send", send);
    add(Post, "/demo/api/enter", enter);
    add_files(router, sandbox);
}

}  // namespace croozer::sandbox
