// Bytes read from a socket and not yet used: one block that moves its rest to the front when the
// end is reached, and is given back while a connection idles.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace croozer::http {

class ReadBuffer {
public:
    [[nodiscard]] std::string_view readable() const {
        return data_ == nullptr ? std::string_view{}
                                : std::string_view(data_.get() + begin_, end_ - begin_);
    }

    [[nodiscard]] bool empty() const { return begin_ == end_; }

    void consume(std::size_t count) {
        begin_ += count;
        if (begin_ == end_) {
            begin_ = 0;
            end_ = 0;
        }
    }

    // Room for at least one byte, in a block of at least `capacity`. Moves what readable() gave.
    [[nodiscard]] std::span<char> prepare(std::size_t capacity) {
        if (capacity_ < capacity) {
            replace(capacity);
        } else if (end_ == capacity_) {
            if (begin_ == 0) {
                replace(capacity_ * 2);
            } else {
                std::memmove(data_.get(), data_.get() + begin_, end_ - begin_);
                end_ -= begin_;
                begin_ = 0;
            }
        }
        return {data_.get() + end_, capacity_ - end_};
    }

    void commit(std::size_t count) { end_ += count; }

    // Gives a block larger than `keep` back, if nothing is in it.
    void shrink(std::size_t keep) {
        if (empty() && capacity_ > keep) {
            data_.reset();
            capacity_ = 0;
        }
    }

private:
    void replace(std::size_t capacity) {
        auto bigger = std::make_unique_for_overwrite<char[]>(capacity);
        if (!empty()) {
            std::memcpy(bigger.get(), data_.get() + begin_, end_ - begin_);
        }
        data_ = std::move(bigger);
        capacity_ = capacity;
        end_ -= begin_;
        begin_ = 0;
    }

    std::unique_ptr<char[]> data_;
    std::size_t capacity_{0};
    std::size_t begin_{0};
    std::size_t end_{0};
};

}  // namespace croozer::http
