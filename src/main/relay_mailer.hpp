// app::Mailer through an SMTP relay.
#pragma once

#include "app/mailer.hpp"
#include "net/smtp_client.hpp"

#include <utility>

namespace croozer::main {

class RelayMailer final : public app::Mailer {
public:
    RelayMailer(net::SmtpOptions options, Clock const& clock)
        : client_(std::move(options), clock) {}

    void send(app::Mail mail, std::move_only_function<void(app::MailOutcome)> done) override {
        client_.send(
            {.id = std::move(mail.id),
             .to = std::move(mail.to),
             .subject = std::move(mail.subject),
             .text = std::move(mail.text)},
            [done = std::move(done)](net::MailResult result) mutable {
                done({.fate = fate_of(result.fate), .detail = std::move(result.detail)});
            }
        );
    }

    void stop() { client_.stop(); }

private:
    static app::MailOutcome::Fate fate_of(net::MailResult::Fate fate) {
        using enum app::MailOutcome::Fate;
        switch (fate) {
            case net::MailResult::Fate::Sent:
                return Sent;
            case net::MailResult::Fate::Refused:
                return Refused;
            case net::MailResult::Fate::Later:
                break;
        }
        return Later;
    }

    net::SmtpClient client_;
};

}  // namespace croozer::main
