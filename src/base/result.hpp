// Expected failures are values. TRY(expression) yields the value or returns the error.
#pragma once

#include "base/error.hpp"

#include <expected>
#include <utility>

namespace croozer {

template <class T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> failure(
    ErrorCode code, std::string slug, std::string detail = {}
) {
    return std::unexpected(make_error(code, std::move(slug), std::move(detail)));
}

}  // namespace croozer

// NOLINTNEXTLINE(cppcoreguidelines-macro-usage): a value or an early return needs a macro.
#define TRY(expression)                                            \
    ({                                                             \
        auto&& try_result = (expression);                          \
        if (!try_result.has_value()) [[unlikely]] {                \
            return std::unexpected(std::move(try_result).error()); \
        }                                                          \
        *std::move(try_result);                                    \
    })

// The same for Result<void>.
// NOLINTNEXTLINE(cppcoreguidelines-macro-usage)
#define CHECK(expression)                                                               \
    do {                                                                                \
        if (auto check_result = (expression); !check_result.has_value()) [[unlikely]] { \
            return std::unexpected(std::move(check_result).error());                    \
        }                                                                               \
    } while (false)
