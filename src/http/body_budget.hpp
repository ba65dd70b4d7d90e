// The memory that the bodies of all requests in flight may hold together. I/O thread only.
#pragma once

#include "base/limits.hpp"

#include <cstddef>

namespace croozer::http {

class BodyBudget {
public:
    explicit BodyBudget(std::size_t bytes) : left_(bytes) {}

    // What one request holds until it is answered.
    class Share {
    public:
        explicit Share(BodyBudget& budget) : budget_(budget) {}

        Share(Share const&) = delete;
        Share& operator=(Share const&) = delete;

        ~Share() { give_back(); }

        // False: the budget is spent. What has arrived is counted, not what a head announces, or
        // heads alone could spend it.
        [[nodiscard]] bool grow_to(std::size_t body_bytes) {
            if (body_bytes <= limits::small_body_bytes || body_bytes <= held_) {
                return true;
            }
            auto const more = body_bytes - held_;
            if (more > budget_.left_) {
                return false;
            }
            budget_.left_ -= more;
            held_ = body_bytes;
            return true;
        }

        void give_back() {
            budget_.left_ += held_;
            held_ = 0;
        }

    private:
        BodyBudget& budget_;
        std::size_t held_{0};
    };

private:
    std::size_t left_;
};

}  // namespace croozer::http
