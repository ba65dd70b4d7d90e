#include "domain/conversation/marketing_words.hpp"

#include "base/text.hpp"
#include "domain/conversation/texts.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>

namespace croozer::conversation {
namespace {

// Longer than any of the words with what may stand around it: nothing to look at.
constexpr std::size_t longest_message_bytes = 100;

// Letters and digits in lower case, words parted by one space; signs over letters (niqqud) gone.
std::string bare(std::string_view text) {
    std::string result;
    bool is_apart = false;
    for (std::size_t at = 0; at < text.size();) {
        auto const point = static_cast<UChar32>(next_code_point(text, at));
        if (u_isalnum(point) != 0) {
            if (is_apart && !result.empty()) {
                result += ' ';
            }
            is_apart = false;
            append_code_point(result, static_cast<char32_t>(u_tolower(point)));
        } else if (u_charType(point) != U_NON_SPACING_MARK && u_charType(point) != U_FORMAT_CHAR) {
            is_apart = true;
        }
    }
    return result;
}

}  // namespace

bool asks_for_no_marketing(std::string_view message) {
    constexpr std::array<std::string_view, 3> words{"stop", "הסר", "הסירו אותי"};
    return message.size() <= longest_message_bytes &&
           std::ranges::find(words, bare(message)) != words.end();
}

Reply marketing_stopped_reply(Language language) {
    Reply reply;
    reply.purpose = "opt_out";
    reply.body = std::string(text(Text::MarketingStopped, language));
    return reply;
}

}  // namespace croozer::conversation
