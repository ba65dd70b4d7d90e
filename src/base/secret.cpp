#include "base/secret.hpp"

#include <cstring>

namespace croozer {

void Secret::wipe() noexcept {
    // explicit_bzero is never optimised away. The capacity, not the size: a moved-from small string
    // keeps its characters in place.
    if (text_.capacity() > 0) {
        text_.resize(text_.capacity());
        ::explicit_bzero(text_.data(), text_.size());
        text_.clear();
    }
}

}  // namespace croozer
