#include "meta/graph_client.hpp"

#include "base/limits.hpp"
#include "base/log.hpp"
#include "base/phone.hpp"
#include "crypto/hmac.hpp"
#include "meta/graph_codec.hpp"

#include <utility>

namespace croozer::meta {
namespace {

// Refusals are worth a line for the operators: Meta's support asks for the trace id.
void log_refusal(
    app::SendOutcome const& outcome, net::OutgoingResponse const& response, std::string_view phone
) {
    auto const error = read_graph_error(response.body);
    auto const masked = phone.empty() ? std::string{} : masked_phone(phone);
    log::info(
        "Graph refused a message",
        {{"status", std::int64_t{response.status}},
         {"code", outcome.error_code},
         {"subcode", error ? error->subcode : 0},
         {"trace", std::string_view(error ? error->trace_id : std::string_view{})},
         {"to", std::string_view(masked)},
         {"detail", std::string_view(outcome.detail)}}
    );
}

}  // namespace

std::string SecretProofs::proof_of(Secret const& token) {
    if (app_secret_.empty()) {
        return {};
    }
    auto const hash = crypto::sha256(token.reveal());
    std::scoped_lock const lock(mutex_);
    if (auto const found = proofs_.find(hash); found != proofs_.end()) {
        return found->second;
    }
    if (oldest_first_.size() >= limits::secret_proofs) {
        proofs_.erase(oldest_first_.front());
        oldest_first_.pop_front();
    }
    oldest_first_.push_back(hash);
    return proofs_.emplace(hash, appsecret_proof(app_secret_, token)).first->second;
}

bool ReceiptsInFlight::enter(std::string const& phone_number_id) {
    std::scoped_lock const lock(mutex_);
    if (all_ >= limits::read_receipts_in_flight) {
        return false;
    }
    auto& of_number = of_number_[phone_number_id];
    if (of_number >= limits::read_receipts_of_a_number) {
        return false;
    }
    ++all_;
    ++of_number;
    return true;
}

void ReceiptsInFlight::leave(std::string const& phone_number_id) {
    std::scoped_lock const lock(mutex_);
    --all_;
    auto const found = of_number_.find(phone_number_id);
    if (found != of_number_.end() && --found->second == 0) {
        of_number_.erase(found);
    }
}

GraphClient::GraphClient(GraphClientOptions options, net::HttpClient& http)
    : graph_url_(std::move(options.graph_url)),
      version_(std::move(options.version)),
      proofs_(std::move(options.app_secret)),
      http_(http),
      receipts_(std::make_shared<ReceiptsInFlight>()) {}

Result<net::OutgoingRequest> GraphClient::request(
    std::string_view phone_number_id, Secret const& token, std::string body
) {
    net::OutgoingRequest request;
    request.method = "POST";
    request.url = TRY(messages_url(graph_url_, version_, phone_number_id, proofs_.proof_of(token)));
    request.headers.push_back(TRY(authorization_header(token)));
    request.headers.emplace_back("Content-Type: application/json; charset=utf-8");
    request.body = std::move(body);
    request.timeout = limits::graph_time;
    return request;
}

void GraphClient::send(
    app::OutgoingMessage message, std::move_only_function<void(app::SendOutcome)> done
) {
    auto body = encode_message(message);
    if (!body) {
        done(refused_here(body.error()));
        return;
    }
    auto ready = request(message.phone_number_id, message.token, *std::move(body));
    if (!ready) {
        done(refused_here(ready.error()));
        return;
    }
    http_.send(
        *std::move(ready),
        [phone = std::move(message.recipient.phone), done = std::move(done)](auto answer) mutable {
            if (!answer) {
                done(read_send_failure(answer.error()));
                return;
            }
            auto outcome = read_send_answer(*answer);
            if (outcome.fate == app::SendOutcome::Fate::Refused) {
                log_refusal(outcome, *answer, phone);
            }
            done(std::move(outcome));
        }
    );
}

void GraphClient::mark_read(
    std::string phone_number_id, Secret token, std::string wamid, bool typing
) {
    if (!receipts_->enter(phone_number_id)) {
        return;
    }
    auto ready = request(phone_number_id, token, encode_mark_read(wamid, typing));
    if (!ready) {
        receipts_->leave(phone_number_id);
        log::debug("mark read: not sent", {{"reason", std::string_view(ready.error().slug)}});
        return;
    }
    http_.send(*std::move(ready), [receipts = receipts_, phone_number_id](auto answer) {
        receipts->leave(phone_number_id);
        if (!answer) {
            log::debug(
                "mark read: no answer", {{"detail", std::string_view(answer.error().detail)}}
            );
        } else if (answer->status != 200) {
            auto const error = read_graph_error(answer->body);
            log::debug(
                "mark read: refused",
                {{"status", std::int64_t{answer->status}}, {"code", error ? error->code : 0}}
            );
        }
    });
}

}  // namespace croozer::meta
