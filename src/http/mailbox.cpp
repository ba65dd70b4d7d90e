#include "http/mailbox.hpp"

#include <utility>

namespace croozer::http {

void Mailbox::put(Letter letter) {
    std::scoped_lock const lock(mutex_);
    if (closed_) {
        return;
    }
    letters_.push_back(std::move(letter));
    if (letters_.size() == 1) {
        // Under the lock, so that close() can promise that nothing rings afterwards.
        ring_();
    }
}

std::vector<Letter> Mailbox::empty() {
    std::vector<Letter> letters;
    std::scoped_lock const lock(mutex_);
    letters.swap(letters_);
    return letters;
}

void Mailbox::close() {
    // Letters go outside the lock: what they hold may put another one.
    std::vector<Letter> letters;
    {
        std::scoped_lock const lock(mutex_);
        closed_ = true;
        letters.swap(letters_);
    }
}

}  // namespace croozer::http
