#include "meta/codec_checks.hpp"

#include "base/text.hpp"

namespace croozer::meta {

Error limit_error(std::string pointer, std::string detail) {
    return {
        .code = ErrorCode::Validation,
        .slug = "meta_limit",
        .detail = std::move(detail),
        .pointer = std::move(pointer)
    };
}

Result<void> check_optional(std::string_view text, std::size_t most, std::string const& pointer) {
    if (!is_valid_utf8(text)) {
        return std::unexpected(limit_error(pointer, "not UTF-8"));
    }
    if (auto const length = code_points(text); length > most) {
        return std::unexpected(
            limit_error(pointer, std::to_string(length) + " > " + std::to_string(most))
        );
    }
    return {};
}

Result<void> check_text(std::string_view text, std::size_t most, std::string const& pointer) {
    if (trimmed(text).empty()) {
        return std::unexpected(limit_error(pointer, "empty"));
    }
    return check_optional(text, most, pointer);
}

Result<void> check_count(
    std::size_t count, std::size_t least, std::size_t most, std::string const& pointer
) {
    if (count < least || count > most) {
        return std::unexpected(limit_error(
            pointer,
            std::to_string(count) + " not in " + std::to_string(least) + ".." + std::to_string(most)
        ));
    }
    return {};
}

}  // namespace croozer::meta
