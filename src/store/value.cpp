#include "store/value.hpp"

#include <algorithm>

namespace croozer::store {

Uuid Row::uuid(std::size_t column) const {
    auto const& data = cells_[column].data();
    if (auto const* id = std::get_if<Uuid>(&data)) {
        return *id;
    }
    Uuid id;
    if (auto const* blob = std::get_if<Blob>(&data);
        blob != nullptr && blob->bytes.size() == id.bytes.size()) {
        std::ranges::copy(blob->bytes, id.bytes.begin());
    }
    return id;
}

}  // namespace croozer::store
