// Embedded Signup v4 as a window of ours: what its page asks for (developers.facebook.com/
// documentation/business-messaging/whatsapp/embedded-signup/implementation). The page and the
// script that opens it are demo/signup.html and demo/sdk.js.
#include "base/text.hpp"
#include "http/assets.hpp"
#include "sandbox/sandbox.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::size_t name_characters = 60;
constexpr std::size_t least_phone_digits = 8;
constexpr std::size_t most_phone_digits = 15;
constexpr std::uint64_t code_space = 900'000;
constexpr std::uint64_t least_code = 100'000;

http::Response wrong(std::string_view detail) {
    return refusal(422, "signup", detail);
}

std::string_view origin_of(std::string_view url) {
    auto const host = url.find("://");
    auto const path = host == std::string_view::npos ? host : url.find('/', host + 3);
    return url.substr(0, path);
}

json::object number_view(Sandbox& sandbox, Shop const& shop) {
    auto const state = sandbox.estate.number_state(shop.phone_number_id).value_or(NumberState{});
    return json::object{
        {"id", shop.phone_number_id},
        {"display", shop.display_phone_number},
        {"name", json::object{{"he", shop.name_he}, {"en", shop.name_en}}},
        {"label", json::object{{"he", shop.traits.label_he}, {"en", shop.traits.label_en}}},
        {"coexistence", state.is_coexistence},
        {"registered", state.is_registered},
        {"pin", state.pin},
    };
}

json::object account_view(Sandbox& sandbox, AccountState const& account) {
    json::array numbers;
    for (Shop const* const shop : sandbox.estate.numbers_of(account.waba_id)) {
        numbers.emplace_back(number_view(sandbox, *shop));
    }
    return json::object{
        {"id", account.waba_id},
        {"portfolio", account.portfolio_id},
        {"name", account.name},
        {"numbers", std::move(numbers)},
    };
}

http::Response state(Sandbox& sandbox, http::Request const& request) {
    json::array people;
    for (Person const& person : sandbox.config.people) {
        people.emplace_back(json::object{
            {"id", person.id},
            {"name", person.name},
            {"label", json::object{{"he", person.label_he}, {"en", person.label_en}}},
        });
    }
    json::array accounts;
    for (AccountState const& account : sandbox.estate.accounts()) {
        accounts.emplace_back(account_view(sandbox, account));
    }
    return plain_answer(json::object{
        {"appKnown", request.query_value("app_id") == sandbox.config.app_id},
        {"origin", to_json(origin_of(sandbox.config.server_url))},
        {"people", std::move(people)},
        {"accounts", std::move(accounts)},
    });
}

bool is_name(std::string_view text) {
    return !trimmed(text).empty() && code_points(text) <= name_characters;
}

http::Response make_account(Sandbox& sandbox, http::Request const& request) {
    auto const body = parse_object(request.body).value_or(json::object{});
    std::string const name = text_of(body, "name").value_or("");
    if (!is_name(name)) {
        return wrong("Needs a name of at most 60 characters.");
    }
    AccountState const made =
        sandbox.estate.add_account(name, text_of(body, "portfolio").value_or(""));
    return plain_answer(account_view(sandbox, made));
}

// The code that a real window would have sent is in the answer: the page shows it.
http::Response make_number(Sandbox& sandbox, http::Request const& request) {
    auto const body = parse_object(request.body).value_or(json::object{});
    std::string const name = text_of(body, "name").value_or("");
    std::string const display = text_of(body, "display").value_or("");
    auto const digits = static_cast<std::size_t>(std::ranges::count_if(display, [](char c) {
        return c >= '0' && c <= '9';
    }));
    bool const phone = digits >= least_phone_digits && digits <= most_phone_digits &&
                       display.find_first_not_of("+-() 0123456789") == std::string::npos;
    if (!is_name(name) || !phone) {
        return wrong("Needs a display name and an international phone number.");
    }
    Shop const* const shop =
        sandbox.estate.add_number(text_of(body, "account").value_or(""), name, display);
    if (shop == nullptr) {
        return wrong("Needs a business account.");
    }
    std::string const code = std::to_string(least_code + sandbox.random.below(code_space));
    sandbox.estate.change_number(shop->phone_number_id, [&](NumberState& number) {
        number.fields["code_verification_status"] = "NOT_VERIFIED";
        number.verification_code = code;
    });
    json::object view = number_view(sandbox, *shop);
    view["code"] = code;
    return plain_answer(view);
}

http::Response verify(Sandbox& sandbox, http::Request const& request) {
    auto const body = parse_object(request.body).value_or(json::object{});
    bool right = false;
    sandbox.estate.change_number(text_of(body, "number").value_or(""), [&](NumberState& number) {
        right =
            !number.verification_code.empty() && text_of(body, "code") == number.verification_code;
        if (right) {
            number.verification_code.clear();
            number.fields["code_verification_status"] = "VERIFIED";
        }
    });
    return right ? plain_answer(json::object{{"verified", true}}) : wrong("The code is not right.");
}

// What the window tells the page that opened it; the ids are what a browser says.
json::object session_of(AccountState const& account, Shop const* shop, bool coexistence) {
    json::object data{{"waba_id", account.waba_id}, {"business_id", account.portfolio_id}};
    if (shop != nullptr && !coexistence) {
        data["phone_number_id"] = shop->phone_number_id;
    }
    std::string_view const event = coexistence       ? "FINISH_WHATSAPP_BUSINESS_APP_ONBOARDING"
                                   : shop == nullptr ? "FINISH_ONLY_WABA"
                                                     : "FINISH";
    return json::object{
        {"type", "WA_EMBEDDED_SIGNUP"},
        {"event", to_json(event)},
        {"data", std::move(data)},
        {"version", "3"},
    };
}

http::Response finish(Sandbox& sandbox, http::Request const& request) {
    auto const body = parse_object(request.body).value_or(json::object{});
    auto const account = sandbox.estate.account_state(text_of(body, "account").value_or(""));
    std::string const number_id = text_of(body, "number").value_or("");
    Shop const* const shop = number_id.empty() ? nullptr : sandbox.estate.number(number_id);
    if (!account ||
        (!number_id.empty() && (shop == nullptr || shop->waba_id != account->waba_id))) {
        return wrong("Needs a business account and a number of it.");
    }
    bool coexistence = false;
    if (shop != nullptr) {
        sandbox.estate.change_number(number_id, [&](NumberState& number) {
            coexistence = number.is_coexistence;
            number.onboarded = sandbox.clock.now();
        });
    }
    Grant grant;
    bool const foreign = shop != nullptr && shop->traits.is_foreign;
    grant.waba_ids = {
        foreign ? sandbox.estate.add_account("Another account", "").waba_id : account->waba_id
    };
    if (!flag_of(body, "expires").value_or(true)) {
        grant.lifetime = std::nullopt;
    }
    return plain_answer(json::object{
        {"code", sandbox.tokens.issue_code(std::move(grant))},
        {"session", session_of(*account, shop, coexistence)},
    });
}

void add_files(http::Router& router, Sandbox& sandbox) {
    auto const files = std::make_shared<http::StaticFiles>(sandbox.assets);
    auto const serve = [&](std::string const& path, std::string const& file) {
        router.add(
            http::Method::Get,
            path,
            [files, file](http::Request request, http::Respond respond) {
                request.path = file;
                http::Response response = files->serve(request);
                response.set("Content-Security-Policy", "default-src 'self'; base-uri 'none'");
                response.set("Cache-Control", "no-cache");
                // Pages of other origins load the script, as they load Meta's.
                response.set("Cross-Origin-Resource-Policy", "cross-origin");
                response.set("Access-Control-Allow-Origin", "*");
                respond(std::move(response));
            }
        );
    };
    serve("/sdk.js", "/sdk.js");
    // Meta's own address of it.
    serve("/{locale}/sdk.js", "/sdk.js");
    serve("/embedded-signup", "/signup.html");
}

}  // namespace

void add_embedded_signup_routes(http::Router& router, Sandbox& sandbox) {
    using enum http::Method;
    auto const add = [&](http::Method method, std::string const& path, auto handler) {
        router.add(
            method,
            "/embedded-signup/" + path,
            same_site_only([&sandbox, handler](http::Request request, http::Respond respond) {
                respond(handler(sandbox, request));
            })
        );
    };
    add(Get, "state", state);
    add(Post, "account", make_account);
    add(Post, "number", make_number);
    add(Post, "verify", verify);
    add(Post, "finish", finish);
    add_files(router, sandbox);
}

}  // namespace croozer::sandbox
