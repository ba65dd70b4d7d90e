// What a person reads who asked to be forgotten: a document without scripts, in both languages, the
// reader's first.
#pragma once

#include "domain/business/language.hpp"
#include "http/message.hpp"

#include <cstdint>
#include <string_view>

namespace croozer::api {

enum class DeletionPage : std::uint8_t {
    HowTo,    // nobody's code was given
    Unknown,  // 404
    Running,
    Done,
};

// `nonce` is fresh random text of base64url: the one style of the page is allowed by it.
[[nodiscard]] http::Response deletion_page(
    DeletionPage page, Language first, std::string_view nonce
);

}  // namespace croozer::api
