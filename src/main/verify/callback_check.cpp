// Our own callback, asked as Meta asks it (developers.facebook.com/documentation/
// business-messaging/whatsapp/webhooks/create-webhook-endpoint).
#include "base/random.hpp"
#include "base/text.hpp"
#include "crypto/hmac.hpp"
#include "main/verify/verifier.hpp"
#include "meta/graph_codec.hpp"

#include <chrono>
#include <expected>
#include <future>
#include <memory>

namespace croozer::main {
namespace {

using Answer = std::expected<net::OutgoingResponse, net::TransportFailure>;

constexpr auto answer_time = std::chrono::seconds(10);
constexpr std::size_t challenge_bytes = 12;
// An envelope with nothing in it: no account, no number, no change, and nobody's.
constexpr auto const* sample = R"({"object":"whatsapp_business_account","entry":[]})";

Answer ask(net::HttpClient& http, net::OutgoingRequest request) {
    request.timeout = answer_time;
    auto const promise = std::make_shared<std::promise<Answer>>();
    auto future = promise->get_future();
    http.send(std::move(request), [promise](Answer answer) {
        promise->set_value(std::move(answer));
    });
    return future.get();
}

Finding failed(std::string const& url, std::string detail, std::string advice) {
    return {
        .check = Check::Callback,
        .subject = url,
        .verdict = Verdict::Failed,
        .detail = std::move(detail),
        .advice = std::move(advice)
    };
}

// Nothing: the handshake is right.
std::optional<Finding> handshake(
    net::HttpClient& http, std::string const& url, Secret const& verify_token
) {
    SystemRandom random;
    auto const challenge = random.token(challenge_bytes);
    net::OutgoingRequest request;
    request.url = url + "?hub.mode=subscribe&hub.challenge=" + challenge +
                  "&hub.verify_token=" + percent_encoded(verify_token.reveal());
    auto const answer = ask(http, std::move(request));
    if (!answer) {
        return failed(
            url,
            "not reached: " + meta::without_identifiers(answer.error().detail),
            "Start the server, and see that server.public_url leads to it from the internet with a "
            "certificate of a public authority."
        );
    }
    if (answer->status == 403) {
        return failed(
            url,
            "the handshake was refused (403)",
            "The server runs with another meta.verify_token than this file's: restart it, and set "
            "the same in the app's dashboard."
        );
    }
    if (answer->status != 200 || answer->body != challenge) {
        return failed(
            url,
            "the handshake was answered " + std::to_string(answer->status) +
                " without the challenge",
            "Something else than Croozer answers there: check server.public_url and the proxy."
        );
    }
    return std::nullopt;
}

struct Signed {
    std::string signature;
    int expected;
    std::string_view advice;
};

std::optional<Finding> post(net::HttpClient& http, std::string const& url, Signed const& wish) {
    net::OutgoingRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = {
        "Content-Type: application/json", "X-Hub-Signature-256: sha256=" + wish.signature
    };
    request.body = sample;
    auto const answer = ask(http, std::move(request));
    auto const status = answer ? answer->status : 0;
    // Croozer looks at twenty wrong ones a minute and turns the others away unseen.
    constexpr int refused = 401;
    constexpr int turned_away = 429;
    if (status == wish.expected || (wish.expected == refused && status == turned_away)) {
        return std::nullopt;
    }
    return failed(
        url,
        "a sample signed " + std::string(wish.expected == 200 ? "with our secret" : "wrongly") +
            " was answered " + std::to_string(status),
        std::string(wish.advice)
    );
}

}  // namespace

void Verifier::check_callback() {
    auto const url = callback_url();
    auto const good =
        crypto::to_hex(crypto::hmac_sha256(configuration_.app_secrets.front().reveal(), sample));
    auto found = handshake(http_, url, configuration_.verify_token);
    if (!found) {
        found = post(
            http_,
            url,
            {.signature = crypto::to_hex(crypto::hmac_sha256("", sample)),
             .expected = 401,
             .advice = "Only Croozer itself may answer there: a proxy must pass bodies and headers "
                       "on as they are."}
        );
    }
    if (!found) {
        found = post(
            http_,
            url,
            {.signature = good,
             .expected = 200,
             .advice = "The server runs with another secret than the first of meta.app_secrets: "
                       "restart it, or the proxy changes bodies."}
        );
    }
    if (found) {
        add(*std::move(found));
        return;
    }
    add(
        {.check = Check::Callback,
         .subject = url,
         .verdict = Verdict::Passed,
         .detail = "challenge echoed, a wrong signature refused, ours taken",
         .advice = {}}
    );
}

}  // namespace croozer::main
