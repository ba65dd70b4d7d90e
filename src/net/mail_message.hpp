// A mail as bytes on the wire (RFC 5322, RFC 2045–2047): plain text in any language, and nothing
// that its parts could smuggle into the headers.
#pragma once

#include "base/time.hpp"

#include <expected>
#include <string>
#include <string_view>

namespace croozer::net {

struct MailAddress {
    std::string name;  // may be empty
    std::string address;
};

// "shop@example.com" or "Croozer <shop@example.com>". Error: what is wrong with it, for operators.
[[nodiscard]] std::expected<MailAddress, std::string> parse_mail_address(std::string_view text);
// A plain ASCII address without quotes, comments or blanks (RFC 5321 Dot-string at Domain).
[[nodiscard]] bool is_mail_address(std::string_view address);

struct MailMessage {
    MailAddress from;
    std::string to;
    std::string subject;
    std::string text;  // UTF-8
    std::string id;    // of the Message-ID, before the @; other characters than [A-Za-z0-9.-] go
    Instant at;
};

// `from` and `to` must be addresses.
[[nodiscard]] std::string render_mail(MailMessage const& message);

// The text of a header: as it is if short ASCII, else in encoded words of at most 75 characters.
[[nodiscard]] std::string encode_header(std::string_view text);

}  // namespace croozer::net
