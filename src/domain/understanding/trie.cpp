#include "domain/understanding/trie.hpp"

#include "base/text.hpp"
#include "domain/understanding/forms.hpp"
#include "domain/understanding/romanised.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace croozer::understanding {

namespace {

constexpr float part_of_several_words = 0.1F;
constexpr float part_of_option = 0.7F;
constexpr float tail_of_product = 0.5F;
constexpr float form_of_part = 0.1F;
constexpr float part_of_product = 1.0F;
constexpr float head_of_product = 0.7F;
constexpr float word_of_names = 0.5F;
constexpr float written_apart = 0.1F;
constexpr float romanised_word = 0.4F;
constexpr float per_letter = 0.05F;
constexpr float abbreviation = 1.0F;
constexpr std::size_t shortest_abbreviation = 4;
constexpr int most_letters_apart = 4;

std::uint64_t step_key(std::uint32_t node, std::uint32_t word) {
    constexpr unsigned word_bits = 32;
    return (static_cast<std::uint64_t>(node) << word_bits) | word;
}

// What a phrase costs that is only a part of a name.
float origin_cost(Origin origin, std::size_t words, Meaning const& meaning) {
    if (origin < Origin::Tail) {
        return 0;
    }
    if (origin == Origin::Tail || origin == Origin::TailForm) {
        return tail_of_product + (origin == Origin::TailForm ? form_of_part : 0);
    }
    if (meaning.kind == MeaningKind::General) {
        return word_of_names;
    }
    if (words > 1) {
        return part_of_several_words;
    }
    float const cost = meaning.kind == MeaningKind::Product ? part_of_product : part_of_option;
    return origin == Origin::PartForm ? cost + form_of_part : cost;
}

// A dish in Latin letters sounds like somebody soon: "burrito" like "אורית".
bool as_written(Word word, std::int64_t value) {
    return word == Word::GivenName || (word == Word::Filler && value == only_as_written);
}

void add_words(Trie& trie, std::span<WordList const> lists) {
    constexpr std::size_t shortest_spelled = 6;
    constexpr std::size_t shortest_scope = 5;
    constexpr std::size_t shortest_number = 4;
    for (WordList const& list : lists) {
        for (std::string_view const phrase : split(list.phrases, '|')) {
            Trie::Keys const keys = name_keys(phrase);
            if (keys.empty()) {
                continue;
            }
            bool const scope =
                list.word == Word::Extra || list.word == Word::Without || list.word == Word::Light;
            std::size_t const shortest = list.word == Word::Number ? shortest_number
                                         : scope                   ? shortest_scope
                                                                   : shortest_spelled;
            if (keys.size() == 1 && !as_written(list.word, list.value) &&
                wide(keys.front()).size() >= shortest) {
                trie.spell(keys.front());
            }
            // The first meaning of a general word stands.
            Trie::Node& node = trie.at(keys);
            if (node.meanings.empty()) {
                node.meanings.push_back({.word = list.word, .value = list.value});
            }
        }
    }
}

}  // namespace

Trie const& general_words() {
    static Trie const words = [] {
        Trie made;
        add_words(made, hebrew_words());
        add_words(made, english_words());
        add_words(made, talk_words());
        made.hear();
        return made;
    }();
    return words;
}

bool is_general(Trie::Keys const& keys) {
    Trie::Node const* const node = general_words().find(keys);
    return node != nullptr && !node->meanings.empty();
}

bool is_filler(Trie::Keys const& keys) {
    Trie::Node const* const node = general_words().find(keys);
    return node != nullptr && !node->meanings.empty() &&
           node->meanings.front().word == Word::Filler;
}

std::uint32_t Trie::number(std::string const& key) {
    auto const next = static_cast<std::uint32_t>(vocabulary_.size() + 1);
    return vocabulary_.try_emplace(key, next).first->second;
}

Trie::Node& Trie::at(Keys const& keys) {
    std::uint32_t node = 0;
    for (std::string const& key : keys) {
        auto const fresh = static_cast<std::uint32_t>(nodes_.size());
        std::uint32_t const word = number(key);
        auto const [found, added] = steps_.try_emplace(step_key(node, word), fresh);
        if (added) {
            nodes_.emplace_back();
        }
        if (node == 0) {
            first_steps_.resize(std::max<std::size_t>(first_steps_.size(), word + 1), 0);
            first_steps_[word] = found->second;
        }
        node = found->second;
    }
    return nodes_[node];
}

std::optional<std::uint32_t> Trie::step(std::uint32_t node, std::uint32_t word) const {
    if (node == 0) {
        std::uint32_t const first = word < first_steps_.size() ? first_steps_[word] : 0;
        return first == 0 ? std::nullopt : std::optional(first);
    }
    auto const found = steps_.find(step_key(node, word));
    return found == steps_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::uint32_t> Trie::word(std::string const& key) const {
    auto const found = vocabulary_.find(key);
    return found == vocabulary_.end() ? std::nullopt : std::optional(found->second);
}

Trie::Node const* Trie::find(Keys const& keys) const {
    std::uint32_t node = 0;
    for (std::string const& key : keys) {
        auto const known = word(key);
        auto const next = known ? step(node, *known) : std::nullopt;
        if (!next) {
            return nullptr;
        }
        node = *next;
    }
    return &nodes_[node];
}

bool Trie::stands_alone(std::uint32_t word) const {
    auto const node = step(0, word);
    return node && !nodes_[*node].meanings.empty();
}

bool Trie::is_name(std::uint32_t word) const {
    auto const node = step(0, word);
    return node && !nodes_[*node].meanings.empty() && nodes_[*node].origin < Origin::Tail;
}

bool Trie::is_only_of(std::uint32_t word, MeaningKind kind) const {
    auto const node = step(0, word);
    return node && !nodes_[*node].meanings.empty() &&
           std::ranges::all_of(nodes_[*node].meanings, [kind](Meaning const& meaning) {
               return meaning.kind == kind;
           });
}

bool Trie::is_only_filler(std::uint32_t word) const {
    auto const node = step(0, word);
    return node && nodes_[*node].meanings.size() == 1 &&
           nodes_[*node].meanings.front().word == Word::Filler;
}

bool Trie::is_as_written(std::uint32_t word) const {
    auto const node = step(0, word);
    return node && !nodes_[*node].meanings.empty() &&
           as_written(nodes_[*node].meanings.front().word, nodes_[*node].meanings.front().value);
}

void Trie::spell(std::string const& key) {
    std::uint32_t const word = number(key);
    if (is_spelled_.size() <= word) {
        is_spelled_.resize(word + 1, false);
    }
    if (is_spelled_[word]) {
        return;
    }
    is_spelled_[word] = true;
    std::u32string letters = wide(key);
    std::uint64_t const set = letter_set(letters);
    sketches_.push_back(
        {.set = set, .word = word, .length = static_cast<std::uint32_t>(letters.size())}
    );
    letters_.push_back(std::move(letters));
}

std::vector<Near> Trie::near(std::u32string const& letters, float most) const {
    std::uint64_t const own = letter_set(letters);
    std::vector<Near> found;
    constexpr std::size_t most_apart = 2;
    for (std::size_t i = 0; i < sketches_.size(); ++i) {
        Sketch const& sketch = sketches_[i];
        bool const longer = sketch.length > letters.size();
        bool const too_long = sketch.length > letters.size() + most_apart;
        bool const too_short = sketch.length + most_apart < letters.size();
        bool const short_form = letters.size() >= shortest_abbreviation && longer &&
                                sketch.length >= letters.size() + most_apart &&
                                (sketch.set & own) == own && letters_[i].starts_with(letters);
        bool const alike =
            !too_long && !too_short && std::popcount(own ^ sketch.set) <= most_letters_apart;
        float distance = alike ? typing_distance(letters, letters_[i], most) : most + 1;
        distance = short_form ? std::min(distance, abbreviation) : distance;
        if (distance <= most) {
            found.push_back({.distance = distance, .word = sketch.word});
        }
    }
    std::ranges::sort(found, {}, &Near::distance);
    return found;
}

void Trie::hear() {
    constexpr std::size_t shortest = 4;  // bytes: two letters
    constexpr std::size_t shortest_latin = 4;
    constexpr unsigned char hebrew_lead = 0xD7;
    for (auto const& [key, word] : vocabulary_) {
        if (key.size() >= shortest_latin && key.front() >= 'a' && key.front() <= 'z') {
            Sounded sounded = sounds_of_english(key);
            std::string consonants = sounded.consonants;
            english_[std::move(consonants)].push_back({.word = word, .sounds = std::move(sounded)});
        }
        bool const hebrew =
            key.size() >= shortest && static_cast<unsigned char>(key.front()) == hebrew_lead;
        if (!hebrew || !stands_alone(word) || is_as_written(word)) {
            continue;
        }
        Heard const heard{.word = word, .length = static_cast<std::uint32_t>(code_points(key))};
        for (std::string& skeleton : hebrew_skeletons(key)) {
            skeletons_[std::move(skeleton)].push_back(heard);
        }
        voiced_[hebrew_voiced(key)].push_back(heard);
    }
}

std::vector<Reading> Trie::romanised(std::string_view key) const {
    constexpr std::size_t shortest = 2;
    constexpr std::size_t most = 6;
    std::vector<Reading> found;
    std::string sound = latin_skeleton(key);
    // Of words of hardly any consonant the vowels say which one it is.
    bool const vowels = sound.size() < shortest;
    if (vowels) {
        sound = latin_voiced(key);
    }
    if (sound.size() < shortest) {
        return found;
    }
    Sounds const& sounds = vowels ? voiced_ : skeletons_;
    auto const alike = sounds.find(sound);
    if (alike == sounds.end()) {
        return found;
    }
    for (Heard const& heard : alike->second) {
        auto const longer = static_cast<float>(key.size()) - static_cast<float>(heard.length);
        found.push_back({.word = heard.word, .cost = romanised_word + per_letter * std::abs(longer)}
        );
    }
    std::ranges::sort(found, {}, [](Reading const& reading) {
        return std::pair(reading.cost, reading.word);
    });
    found.resize(std::min(found.size(), most));
    return found;
}

std::vector<Reading> Trie::transliterated(std::string_view key) const {
    constexpr std::size_t shortest = 2;
    constexpr std::size_t sure = 3;
    constexpr float of_few_sounds = 0.8F;
    constexpr float of_some_sounds = 0.4F;
    std::vector<Reading> found;
    Sounded const sounded = sounds_of_hebrew(key);
    std::size_t const sounds = sounded.consonants.size();
    auto const alike = sounds < shortest ? english_.end() : english_.find(sounded.consonants);
    if (alike != english_.end()) {
        for (English const& word : alike->second) {
            if (may_be_written(word.sounds, sounded)) {
                found.push_back(
                    {.word = word.word, .cost = sounds < sure ? of_few_sounds : of_some_sounds}
                );
            }
        }
    }
    return found;
}

void Trie::emit(Node const& node, Edge const& so_far, std::vector<Edge>& out) const {
    if (so_far.last == so_far.first || node.meanings.empty()) {
        return;
    }
    Edge edge = so_far;
    edge.meanings = node.meanings;
    edge.modifier = node.modifier && node.origin >= Origin::Tail;
    float const own = origin_cost(node.origin, edge.last - edge.first, node.meanings.front());
    edge.cost += node.head ? std::min(own, head_of_product) : own;
    if (node.meanings.front().word == Word::Number && edge.general()) {
        edge.number = node.meanings.front().value;
    }
    out.push_back(edge);
}

void Trie::walk(
    std::vector<Token> const& tokens,
    std::vector<std::vector<Reading>> const& readings,
    Joined const& joined,
    std::uint32_t node,
    Edge const& so_far,
    std::vector<Edge>& out
) const {
    emit(nodes_[node], so_far, out);
    std::size_t const at = so_far.last;
    bool const inner = at > so_far.first;
    if (at >= tokens.size() || (inner && tokens[at].before != Break::None)) {
        return;
    }
    for (Reading const& reading : readings[at]) {
        auto const next =
            inner && (reading.prefix & ~prefix::the) != 0 ? std::nullopt : step(node, reading.word);
        if (!next) {
            continue;
        }
        Edge deeper = so_far;
        ++deeper.last;
        deeper.prefix =
            inner ? static_cast<std::uint8_t>(so_far.prefix | reading.prefix)  // "לחם השום"
                  : static_cast<std::uint8_t>(reading.prefix | tokens[at].prefix);
        deeper.cost += reading.cost;
        deeper.fuzzy = so_far.fuzzy || reading.cost > 0;
        walk(tokens, readings, joined, *next, deeper, out);
    }
    auto const next = joined[at] ? step(node, *joined[at]) : std::nullopt;
    if (next) {
        Edge deeper = so_far;
        deeper.last += 2;
        deeper.cost += written_apart;
        walk(tokens, readings, joined, *next, deeper, out);
    }
}

Joined Trie::joined(std::vector<Token> const& tokens) const {
    Joined found(tokens.size());
    std::string both;
    for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
        Token const& one = tokens[at];
        Token const& next = tokens[at + 1];
        if (next.before == Break::None && !one.digits && !one.emoji && !next.digits) {
            both.assign(one.key).append(next.key);
            found[at] = word(both);
        }
    }
    return found;
}

void Trie::phrases(
    std::vector<Token> const& tokens,
    std::vector<std::vector<Reading>> const& readings,
    Joined const& joined,
    std::size_t at,
    std::vector<Edge>& out
) const {
    walk(tokens, readings, joined, 0, {.first = at, .last = at, .meanings = {}}, out);
}

}  // namespace croozer::understanding
