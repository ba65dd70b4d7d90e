#include "base/text.hpp"
#include "domain/understanding/tokens.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

namespace croozer::understanding {

namespace {

constexpr char32_t one_half = 0x00BD;

// Invisible marks, niqqud and cantillation, variation selectors, skin tones.
bool is_dropped(char32_t c) {
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || c == 0x00AD ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF) ||
           (c >= 0x0591 && c <= 0x05C7 && c != 0x05BE && c != 0x05C0 && c != 0x05C3 && c != 0x05C6);
}

char32_t unified(char32_t c) {
    switch (c) {
        case 0x05F3:  // geresh
        case 0x2018:
        case 0x2019:
        case 0x0060:
        case 0x00B4:
            return U'\'';
        case 0x05F4:  // gershayim
        case 0x201C:
        case 0x201D:
        case 0x201E:
            return U'"';
        case 0x05BE:  // maqaf
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2212:
            return U'-';
        case 0x05C0:
        case 0x05C3:
            return U' ';
        case 0x2022:
        case 0x25CF:
        case 0x00B7:
            return U'*';
        case 0x00D7:
            return U'x';
        case 0x2044:
            return U'/';
        default:
            return c;
    }
}

// Letters that NFKC leaves as they are: the usual message needs no ICU.
bool is_plain(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        char32_t const c = next_code_point(text, at);
        if (c >= 0x80 && !(c >= 0x05D0 && c <= 0x05EA)) {
            return false;
        }
    }
    return true;
}

std::string nfkc(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    icu::Normalizer2 const* normalizer = icu::Normalizer2::getNFKCInstance(status);
    if (U_FAILURE(status)) {
        return std::string(text);
    }
    icu::UnicodeString const source = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()))
    );
    icu::UnicodeString const folded = normalizer->normalize(source, status);
    if (U_FAILURE(status)) {
        return std::string(text);
    }
    std::string result;
    folded.toUTF8String(result);
    return result;
}

}  // namespace

std::string clean_text(std::string_view text) {
    if (is_plain(text)) {
        return std::string(text);
    }
    // ½ would become "1⁄2" glued to the number before it.
    std::string opened;
    std::size_t at = 0;
    while (at < text.size()) {
        char32_t const c = next_code_point(text, at);
        if (c == one_half) {
            opened += " 1/2 ";
        } else {
            append_code_point(opened, c);
        }
    }
    std::string const folded = nfkc(opened);
    std::string result;
    result.reserve(folded.size());
    at = 0;
    while (at < folded.size()) {
        char32_t const c = next_code_point(folded, at);
        if (!is_dropped(c)) {
            append_code_point(result, unified(c));
        }
    }
    return result;
}

}  // namespace croozer::understanding
