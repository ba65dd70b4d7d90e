// The closed list of what can go wrong that a caller is expected to handle. Mapped to HTTP in one
// place (api/problem.cpp); the slug of a code is its contract with clients.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace croozer {

enum class ErrorCode : std::uint8_t {
    // The request is malformed or asks for something that is not allowed.
    BadRequest,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,
    Validation,
    PreconditionRequired,
    PreconditionFailed,
    TooManyRequests,
    // The store could not do it.
    ConstraintUnique,
    ConstraintOther,
    StorageFull,
    StorageUnavailable,
    // The outside world could not do it.
    UpstreamRefused,
    UpstreamUnavailable,
    UpstreamUnknown,
    // A queue is full or a deadline passed: try again.
    Busy,
    // Stored data does not have the shape this version writes.
    Corrupt,
    Internal,
};

// The same may succeed in a moment: it says nothing against what was tried.
[[nodiscard]] constexpr bool is_passing(ErrorCode code) {
    return code == ErrorCode::Busy || code == ErrorCode::StorageFull ||
           code == ErrorCode::StorageUnavailable;
}

struct [[nodiscard]] Error {
    ErrorCode code{ErrorCode::Internal};
    // A stable word for the exact case ("unknown_field", "transition"); never shown as prose.
    std::string slug;
    // For people and logs; holds no secret and no personal data.
    std::string detail;
    // JSON pointer to the field at fault, if there is one.
    std::string pointer;
};

[[nodiscard]] inline Error make_error(ErrorCode code, std::string slug, std::string detail = {}) {
    return Error{.code = code, .slug = std::move(slug), .detail = std::move(detail), .pointer = {}};
}

}  // namespace croozer
