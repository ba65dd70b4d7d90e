// Mail that leaves. main/ fulfils it with net's SMTP client; a test may in memory.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace croozer::app {

struct Mail {
    std::string id;  // the same for the same mail, however often it is tried
    std::string to;
    std::string subject;
    std::string text;  // UTF-8, lines end in \n
};

struct MailOutcome {
    enum class Fate : std::uint8_t {
        Sent,
        Later,    // no connection, or the server asks to come again
        Refused,  // this address or this mail will not do
    };
    Fate fate{Fate::Later};
    std::string detail;  // for operators, without addresses
};

class Mailer {
public:
    Mailer() = default;
    Mailer(Mailer const&) = delete;
    Mailer& operator=(Mailer const&) = delete;
    virtual ~Mailer() = default;
    // `done` is called once, on a thread of the mailer's or the caller's, and must not block.
    virtual void send(Mail mail, std::move_only_function<void(MailOutcome)> done) = 0;
};

}  // namespace croozer::app
