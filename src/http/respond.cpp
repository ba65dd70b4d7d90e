#include "http/connection.hpp"

#include <utility>

namespace croozer::http {

namespace {

thread_local InlineAnswer* innermost{nullptr};

class Ticket {
public:
    Ticket(std::shared_ptr<Mailbox> mailbox, ConnectionNumber connection, RequestNumber request)
        : mailbox_(std::move(mailbox)), connection_(connection), request_(request) {}

    Ticket(Ticket&&) noexcept = default;
    Ticket& operator=(Ticket&&) = delete;

    ~Ticket() { answer(Response{}, true); }

    void operator()(Response response) { answer(std::move(response), false); }

private:
    void answer(Response response, bool dropped) {
        auto const mailbox = std::exchange(mailbox_, nullptr);
        if (mailbox == nullptr) {
            return;
        }
        Letter letter{connection_, request_, std::move(response), dropped};
        if (innermost != nullptr && innermost->accept(mailbox.get(), letter)) {
            return;
        }
        mailbox->put(std::move(letter));
    }

    std::shared_ptr<Mailbox> mailbox_;
    ConnectionNumber connection_;
    RequestNumber request_;
};

}  // namespace

InlineAnswer::InlineAnswer(
    Mailbox const* mailbox, ConnectionNumber connection, RequestNumber request
)
    : mailbox_(mailbox),
      connection_(connection),
      request_(request),
      outer_(std::exchange(innermost, this)) {}

InlineAnswer::~InlineAnswer() {
    innermost = outer_;
}

bool InlineAnswer::accept(Mailbox const* mailbox, Letter& letter) {
    if (mailbox != mailbox_ || letter.connection != connection_ || letter.request != request_) {
        return false;
    }
    answer_ = std::move(letter);
    return true;
}

Respond make_respond(
    std::shared_ptr<Mailbox> mailbox, ConnectionNumber connection, RequestNumber request
) {
    return Respond(Ticket(std::move(mailbox), connection, request));
}

}  // namespace croozer::http
