// Mail to a relay over SMTP, one after the other on a thread of its own (libcurl). Certificates are
// always checked; a password leaves through TLS or on this machine only.
#pragma once

#include "base/secret.hpp"
#include "base/time.hpp"
#include "net/mail_message.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace croozer::net {

struct SmtpOptions {
    // smtp://host:port (STARTTLS if offered, required with a user name unless the host is this
    // machine) or smtps://host:port.
    std::string url;
    std::string username;  // empty: none
    Secret password;
    MailAddress from;
    std::chrono::milliseconds connect_timeout{std::chrono::seconds(10)};
    // A mail of a few kilobytes; relays may greet slowly on purpose.
    std::chrono::milliseconds timeout{std::chrono::seconds(60)};
    std::size_t queue{256};
    // PEM file of trusted authorities instead of the system's; empty: the system's.
    std::string authorities_file{};
};

struct OutgoingMail {
    std::string id;
    std::string to;
    std::string subject;
    std::string text;
};

struct MailResult {
    enum class Fate : std::uint8_t {
        Sent,
        Later,    // no connection, our queue is full, or the relay will not have it from us now
        Refused,  // the relay will never have this mail, or the address is none
    };
    Fate fate{Fate::Later};
    std::string detail;  // libcurl's words and the relay's code
};

// Why that address of a relay will not do; empty: it will.
[[nodiscard]] std::string objection_to_smtp(std::string_view url);

// What a relay's answer that is no success means for the mail: `code` and its whole line.
[[nodiscard]] MailResult::Fate fate_of_answer(long code, std::string_view line);

class SmtpClient {
public:
    using Done = std::move_only_function<void(MailResult)>;

    SmtpClient(SmtpOptions options, Clock const& clock);
    SmtpClient(SmtpClient const&) = delete;
    SmtpClient& operator=(SmtpClient const&) = delete;
    // As stop().
    ~SmtpClient();

    // Thread-safe. `done` is called once, on the client's thread or, if it is not even queued, the
    // caller's.
    void send(OutgoingMail mail, Done done);
    // Ends what is under way or queued with Later and joins the thread. Safe to call twice.
    void stop();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace croozer::net
