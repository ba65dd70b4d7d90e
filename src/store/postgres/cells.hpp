// Values as libpq sends and returns them: text format by type OID, except bytea parameters, which
// go as they are.
#pragma once

#include "base/result.hpp"
#include "store/value.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store::postgres {

// The four arrays of PQsendQueryPrepared. They point into `values`, which must outlive them.
class Parameters {
public:
    // ConstraintOther for a text with a NUL character, which PostgreSQL cannot hold and libpq's
    // text format would cut short in silence.
    [[nodiscard]] static Result<Parameters> of(std::span<Value const> values);

    [[nodiscard]] int count() const { return static_cast<int>(pointers_.size()); }

    [[nodiscard]] char const* const* pointers() const { return pointers_.data(); }

    [[nodiscard]] int const* lengths() const { return lengths_.data(); }

    [[nodiscard]] int const* formats() const { return formats_.data(); }

private:
    void add(char const* bytes, std::size_t length, bool binary);

    std::vector<std::string> texts_;
    std::vector<char const*> pointers_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

// A cell that is not NULL, in text format. Integers, booleans and whole numerics (what sum() of
// bigint gives) become int64, uuid becomes Uuid, bytea Blob, everything else text.
[[nodiscard]] Value decode_cell(unsigned type_oid, std::string_view text);

}  // namespace croozer::store::postgres
