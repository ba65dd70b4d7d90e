#include "domain/understanding/decision.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

// Where a parse stops being certain enough for a card without a question: set on the development
// sets; `./dev bench understand` prints how much of what is accepted is right.
constexpr float doubt_accepted = 1.12F;
constexpr float doubt_of_guesses = 1.0F;           // …where a word was misspelt
constexpr float doubt_of_changes = 0.15F;          // …where a cart is changed,
constexpr float doubt_of_guessed_changes = 0.55F;  // …and in a misspelt word
constexpr float doubt_per_phrase = 0.05F;          // a long order may say more things unclearly…
constexpr std::int32_t short_order = 3;            // …than one of so many phrases
constexpr float margin_accepted = 0.14F;
constexpr float most_burden = 2.5F;

bool is_one_of(Span const& span, std::span<Word const> words) {
    return std::ranges::any_of(words, [&](Word word) { return span.is(word); });
}

float burden_of(Span const& span) {
    static constexpr auto points = std::to_array<Word>(
        {Word::Same,
         Word::Other,
         Word::All,
         Word::Rest,
         Word::Everything,
         Word::Ordinal,
         Word::Half,
         Word::More}
    );
    static constexpr auto turns =
        std::to_array<Word>({Word::Actually, Word::Deny, Word::Keep, Word::But});
    constexpr float pointer = 1;
    constexpr float stranger = 0.5F;  // …or number, turn or "and"
    constexpr float filler = 0.25F;
    constexpr float named = 0.15F;
    float burden = span.joined() || span.is(Word::And) ? stranger : 0;
    burden += span.before == Break::Soft ? filler : 0;
    if (is_one_of(span, points)) {
        return burden + pointer;
    }
    if (span.menu()) {
        return burden + named;
    }
    if (span.number || span.unknown() || is_one_of(span, turns)) {
        return burden + stranger;
    }
    return burden + (span.is(Word::Filler) ? filler : 0);
}

}  // namespace

float burden_of(std::span<Span const> spans, std::size_t edits) {
    constexpr float explained = 0.3F;
    float burden = -explained * static_cast<float>(edits);
    for (Span const& span : spans) {
        burden += burden_of(span);
    }
    return burden;
}

void decide(Cues const& cues, bool cart, float burden, Parse& parse) {
    bool const changes = !parse.edits.empty();
    float const room = std::min(parse.margin, 1.0F);
    float const doubt = parse.doubt + (changes ? std::max(burden - 1.0F, 0.0F) : 0.0F);
    parse.confidence = static_cast<double>(room) / (1.0 + static_cast<double>(doubt));
    bool const person = cues.human || cues.complaint || parse.intent == Intent::Human ||
                        cues.danger || (parse.allergy && !cues.asking.empty());
    bool const dishes = parse.intent == Intent::Order || parse.intent == Intent::Modify;
    float const doubted = changes ? (parse.guessed ? doubt_of_guessed_changes : doubt_of_changes)
                          : parse.phrases > 0 && !parse.guessed ? doubt_accepted
                                                                : doubt_of_guesses;
    float const room_for_doubt =
        doubted + doubt_per_phrase * static_cast<float>(std::max(parse.phrases - short_order, 0));
    bool const speaks = cart ? dishes : parse.intent == Intent::Modify && cues.about_dishes;
    bool const wished = cues.menu_items || (cart && cues.about_dishes && cues.edit);
    bool const nothing = speaks && wished && !changes && parse.lines.empty();
    bool const uncertain = nothing || parse.doubt > room_for_doubt ||
                           parse.margin < margin_accepted || (changes && burden > most_burden);
    if (person) {
        parse.decision = Decision::HandOver;
    } else if (!parse.ambiguities.empty() || parse.intent == Intent::Unknown ||
               (dishes && uncertain)) {
        parse.decision = Decision::Ask;
    }
}

}  // namespace croozer::understanding
