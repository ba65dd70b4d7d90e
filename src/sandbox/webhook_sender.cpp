#include "sandbox/webhook_sender.hpp"

#include "base/log.hpp"
#include "base/text.hpp"
#include "sandbox/dialog_page.hpp"
#include "sandbox/webhook_bodies.hpp"

#include <algorithm>
#include <utility>

namespace croozer::sandbox {
namespace {

using namespace std::chrono_literals;

// Meta's own wait is not published.
constexpr auto answer_time = 20s;
constexpr auto duplicate_delay = 40ms;
constexpr auto longest_wait = 60s;
constexpr std::string_view challenge = "1158201444";

WebhookAnswer answer_of(std::expected<net::OutgoingResponse, net::TransportFailure> result) {
    if (!result) {
        return {0, result.error().detail};
    }
    return {result->status, std::move(result->body)};
}

}  // namespace

struct WebhookSender::Delivery {
    std::string body;
    std::string signature;
    int attempts{0};
    Done first;
    std::move_only_function<void()> taken;
};

WebhookSender::WebhookSender(
    Config const& config, ModeBoard& modes, Timeline& timeline, net::HttpClient& client
)
    : config_(config), modes_(modes), timeline_(timeline), client_(client) {}

void WebhookSender::post(std::string body, Done first, std::move_only_function<void()> taken) {
    auto delivery = std::make_shared<Delivery>();
    delivery->signature = signature_header(config_.app_secret, body);
    delivery->body = std::move(body);
    delivery->first = std::move(first);
    delivery->taken = std::move(taken);
    if (modes_.current().duplicate) {
        auto again = std::make_shared<Delivery>();
        again->signature = delivery->signature;
        again->body = delivery->body;
        timeline_.after(duplicate_delay, [this, again] { attempt(again); });
    }
    attempt(std::move(delivery));
}

void WebhookSender::attempt(std::shared_ptr<Delivery> delivery) {
    ++delivery->attempts;
    post_raw(delivery->body, delivery->signature, [this, delivery](WebhookAnswer answer) {
        bool const taken = answer.status == 200;
        int const status = answer.status;
        if (auto first = std::exchange(delivery->first, nullptr)) {
            first(std::move(answer));
        }
        if (taken) {
            if (auto callback = std::exchange(delivery->taken, nullptr)) {
                callback();
            }
            return;
        }
        if (delivery->attempts >= most_attempts) {
            log::warn("webhook given up", {{"status", static_cast<std::int64_t>(status)}});
            return;
        }
        timeline_.after(wait_before(delivery->attempts + 1), [this, delivery] {
            attempt(delivery);
        });
    });
}

void WebhookSender::post_raw(std::string body, std::string const& signature, Done done) {
    net::OutgoingRequest request;
    request.method = "POST";
    request.url = config_.webhook_url;
    request.headers = {"Content-Type: application/json", "User-Agent: facebookexternalua"};
    if (!signature.empty()) {
        request.headers.push_back("X-Hub-Signature-256: " + signature);
    }
    request.body = std::move(body);
    request.timeout = answer_time;
    client_.send(
        std::move(request),
        [done = std::move(done)](std::expected<net::OutgoingResponse, net::TransportFailure> result
        ) mutable { done(answer_of(std::move(result))); }
    );
}

void WebhookSender::handshake(Done done) {
    net::OutgoingRequest request;
    std::string const url = config_.webhook_url;
    request.url = url + (url.find('?') == std::string::npos ? "?" : "&") +
                  "hub.mode=subscribe&hub.challenge=" + std::string(challenge) +
                  "&hub.verify_token=" + percent_encoded(config_.verify_token.reveal());
    request.timeout = answer_time;
    client_.send(
        std::move(request),
        [done = std::move(done)](std::expected<net::OutgoingResponse, net::TransportFailure> result
        ) mutable {
            WebhookAnswer answer = answer_of(std::move(result));
            if (answer.status == 200 && answer.body != challenge) {
                answer = {0, "the challenge did not come back"};
            }
            done(std::move(answer));
        }
    );
}

std::chrono::milliseconds WebhookSender::wait_before(int attempt) {
    auto wait = std::chrono::milliseconds(1s);
    for (int step = 2; step < attempt && wait < longest_wait; ++step) {
        wait *= 2;
    }
    return std::min(wait, std::chrono::milliseconds(longest_wait));
}

}  // namespace croozer::sandbox
