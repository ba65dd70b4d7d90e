#include "domain/learning/unknown_words.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "domain/understanding/tokens.hpp"

#include <algorithm>
#include <set>

namespace croozer::learning {

namespace {

using understanding::Token;
using understanding::Tokens;

// In UTF-8; a prefix is one or two Hebrew letters.
constexpr std::size_t letter_bytes = 2;
constexpr std::size_t most_prefix_bytes = 2 * letter_bytes;
constexpr std::size_t least_name_bytes = 2 * letter_bytes;
constexpr std::size_t least_word_bytes = 3 * letter_bytes;
constexpr std::string_view and_prefix = "\u05D5";

bool is_hebrew_letters(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        char32_t const c = next_code_point(text, at);
        if (c < 0x05D0 || c > 0x05EA) {
            return false;
        }
    }
    return true;
}

// Personal words by their keys.
class Personal {
public:
    void add(std::string_view text) {
        for (std::string& key : understanding::name_keys(text)) {
            keys_.insert(std::move(key));
        }
    }

    void add(ordering::Address const& address) {
        for (auto const* part :
             {&address.city,
              &address.street,
              &address.house,
              &address.entrance,
              &address.floor,
              &address.apartment,
              &address.door_code,
              &address.bell_name,
              &address.place,
              &address.notes,
              &address.label}) {
            add(*part);
        }
    }

    // With prefixes: "to Ronit" is one word in Hebrew.
    [[nodiscard]] bool holds(std::string_view key) const {
        for (std::size_t cut = 0; cut <= most_prefix_bytes; cut += letter_bytes) {
            bool const cuts = cut == 0 || (key.size() >= cut + least_name_bytes &&
                                           is_hebrew_letters(key.substr(0, cut)));
            if (cuts && keys_.contains(std::string(key.substr(cut)))) {
                return true;
            }
        }
        return false;
    }

private:
    std::set<std::string> keys_;
};

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// "ronit@example.com", "example.com/menu"; a point between Hebrew words is a full stop.
bool is_contact(std::string_view chunk) {
    if (chunk.contains('@') || chunk.contains("://")) {
        return true;
    }
    for (std::size_t i = 1; i + 1 < chunk.size(); ++i) {
        if (chunk[i] == '.' && is_alphanumeric(chunk[i - 1]) && is_alphanumeric(chunk[i + 1])) {
            return true;
        }
    }
    return false;
}

void add_contacts(std::string_view message, Personal& personal) {
    for (std::string_view const line : split(message, '\n')) {
        for (std::string_view const chunk : split(line, ' ')) {
            if (is_contact(chunk)) {
                personal.add(chunk);
            }
        }
    }
}

// Where the run of keys stands in the message; the list's end if it does not.
std::size_t place_of(Tokens const& tokens, std::vector<std::string> const& keys) {
    auto const found = std::ranges::search(tokens.list, keys, {}, &Token::key);
    return static_cast<std::size_t>(found.begin() - tokens.list.begin());
}

struct Message {
    Tokens tokens;
    bool address;         // it says one
    bool personal;        // …or a name
    Personal said;        // both
    Personal everything;  // …and what is known besides

    // "noa1985" is one word to whoever wrote it.
    [[nodiscard]] bool has_digits_glued(std::size_t first, std::size_t last) const {
        auto const& list = tokens.list;
        bool const before = first > 0 && list[first].glued && list[first - 1].digits;
        bool const after = last < list.size() && list[last].glued && list[last].digits;
        return before || after;
    }

    // What is written on to a street or a name is likely more of it.
    [[nodiscard]] bool touches_personal(std::size_t first, std::size_t last) const {
        auto const& list = tokens.list;
        bool const before = first > 0 && list[first].before == understanding::Break::None &&
                            !list[first - 1].digits && said.holds(list[first - 1].key);
        bool const after = last < list.size() && list[last].before == understanding::Break::None &&
                           ((address && list[last].digits) || said.holds(list[last].key));
        return before || after;
    }
};

bool is_word(Token const& token) {
    return !token.emoji && !token.digits && token.key.size() > letter_bytes;
}

// Hebrew writes "and" on to the word; taken off, the engine still reads both.
void take_off_and(UnknownWord& word) {
    bool const hebrew = word.word.starts_with(and_prefix) && word.written.starts_with(and_prefix) &&
                        word.word.find(' ') >= least_word_bytes + letter_bytes &&
                        word.word.size() >= least_word_bytes + letter_bytes;
    if (hebrew) {
        word.word.erase(0, and_prefix.size());
        word.written.erase(0, and_prefix.size());
    }
}

std::optional<UnknownWord> word_of(Message const& message, std::string const& written) {
    Tokens const own = understanding::tokenise(written);
    std::vector<std::string> keys;
    for (Token const& token : own.list) {
        bool const digit =
            std::ranges::any_of(token.key, [](char c) { return c >= '0' && c <= '9'; });
        if (digit || token.number || message.everything.holds(token.key)) {
            return std::nullopt;
        }
        keys.push_back(token.key);
    }
    if (std::ranges::none_of(own.list, is_word) ||
        code_points(written) > limits::unknown_word_code_points) {
        return std::nullopt;
    }
    std::size_t const at = place_of(message.tokens, keys);
    bool const found = at < message.tokens.list.size();
    // Respelt on the way, so that nobody can say what they stand beside.
    bool const astray = !found && message.personal;
    std::size_t const end = at + keys.size();
    if (astray ||
        (found && (message.touches_personal(at, end) || message.has_digits_glued(at, end)))) {
        return std::nullopt;
    }
    UnknownWord word{.word = word_key(written), .written = written, .message = {}};
    if (found && at > 0) {
        take_off_and(word);
    }
    return word;
}

}  // namespace

std::string word_key(std::string_view words) {
    std::string joined;
    for (std::string const& key : understanding::name_keys(words)) {
        joined += (joined.empty() ? "" : " ") + key;
    }
    return joined;
}

std::vector<UnknownWord> words_to_teach(
    understanding::Lexicon const& lexicon,
    understanding::Parse const& parse,
    std::string_view text,
    std::span<std::string const> personal
) {
    Message message{
        .tokens = understanding::tokenise(text),
        .address = !parse.address.empty(),
        .personal = !parse.address.empty() || !parse.customer_name.empty(),
        .said = {},
        .everything = {}
    };
    message.said.add(parse.address);
    message.said.add(parse.customer_name);
    message.everything = message.said;
    add_contacts(text, message.everything);
    for (std::string const& one : personal) {
        message.everything.add(one);
    }
    std::vector<UnknownWord> words;
    for (understanding::Ambiguity const& doubt : parse.ambiguities) {
        if (doubt.kind != understanding::AmbiguityKind::UnknownWords ||
            words.size() >= limits::unknown_words_a_message) {
            continue;
        }
        auto word = word_of(message, doubt.words);
        if (word && !understanding::knows(lexicon, word->written) &&
            std::ranges::find(words, word->word, &UnknownWord::word) == words.end()) {
            words.push_back(*std::move(word));
        }
    }
    std::ranges::sort(words, {}, &UnknownWord::word);
    return words;
}

}  // namespace croozer::learning
