// Requests to Graph and its answers, as pure functions: nothing here talks to a network
// (developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages).
#pragma once

#include "app/ports.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "net/http_client.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace croozer::meta {

// Lower-case hex of HMAC-SHA256(app secret, token)
// (developers.facebook.com/docs/graph-api/guides/secure-requests).
[[nodiscard]] std::string appsecret_proof(Secret const& app_secret, Secret const& token);

// The parts one after another.
[[nodiscard]] std::string joined(std::initializer_list<std::string_view> parts);

// "{graph_url}/{version}/{phone_number_id}/messages", with `proof` in the query unless empty.
// Validation "meta_phone_number_id" if the id is not one, so that it cannot change the path.
[[nodiscard]] Result<std::string> messages_url(
    std::string_view graph_url,
    std::string_view version,
    std::string_view phone_number_id,
    std::string_view proof
);

// "Authorization: Bearer …". Validation "meta_token" for a token with anything but visible ASCII.
[[nodiscard]] Result<std::string> authorization_header(Secret const& token);

// The JSON body of POST /messages. Nothing is ever cut: a value that Meta would refuse is
// Validation "meta_limit" with the JSON pointer of the field and the limit in code points in
// `detail`; "meta_recipient" without a usable recipient. A footer of a reply that has no place for
// one (text, location request) follows the body as a paragraph.
[[nodiscard]] Result<std::string> encode_message(app::OutgoingMessage const& message);

// The body that marks `wamid` and everything before it read; `typing` shows for 25 s or until we
// write.
[[nodiscard]] std::string encode_mark_read(std::string_view wamid, bool typing);

struct GraphError {
    std::int64_t code{0};
    std::int64_t subcode{0};
    bool is_transient{false};
    // Meta's words with long numbers, tokens and the like hidden: safe to log and to store.
    std::string detail;
    std::string trace_id;  // for Meta's support
    // Meta's words for people, hidden likewise; often empty.
    std::string user_title;
    std::string user_message;
};

// Graph's error envelope; nullopt if the body is none.
[[nodiscard]] std::optional<GraphError> read_graph_error(std::string_view body);

// `text` without what could be a token (words of 24 characters and more) or a phone (7 digits and
// more), at most limits::note_code_points.
[[nodiscard]] std::string without_identifiers(std::string_view text);

// What became of a send. Only a wamid is Accepted; Graph's own error is Refused by the table of
// graph_errors.hpp; 429 without one is NotSent; success without a wamid and 408 or 5xx without
// Graph's words are Unknown, for the message may be on its way.
[[nodiscard]] app::SendOutcome read_send_answer(net::OutgoingResponse const& response);
[[nodiscard]] app::SendOutcome read_send_failure(net::TransportFailure const& failure);
// Refused before sending: our bug or our data.
[[nodiscard]] app::SendOutcome refused_here(Error const& error);

}  // namespace croozer::meta
