#include "domain/understanding/understand.hpp"

#include "domain/understanding/audit.hpp"
#include "domain/understanding/decision.hpp"
#include "domain/understanding/dictation.hpp"
#include "domain/understanding/edits.hpp"
#include "domain/understanding/facts.hpp"
#include "domain/understanding/group.hpp"
#include "domain/understanding/guard.hpp"
#include "domain/understanding/intent.hpp"
#include "domain/understanding/respell.hpp"
#include "domain/understanding/romanised.hpp"
#include "domain/understanding/talk.hpp"

#include <algorithm>

namespace croozer::understanding {

namespace {

// Two words or more of one language, and more than of the other; a product's name is no language.
std::optional<Language> language_of(Tokens const& tokens, std::vector<Span> const& spans) {
    constexpr std::size_t enough = 2;
    std::size_t hebrew = 0;
    std::size_t english = 0;
    for (Span const& span : spans) {
        if (span.product()) {
            continue;
        }
        for (std::size_t i = span.first; i < span.last; ++i) {
            Token const& token = tokens.list[i];
            hebrew += token.hebrew ? 1U : 0U;
            english += token.latin && token.end - token.begin > 1 ? 1U : 0U;
        }
    }
    if (hebrew >= enough && hebrew > english) {
        return Language::Hebrew;
    }
    if (english >= enough && english > hebrew) {
        return Language::English;
    }
    return std::nullopt;
}

void residue(Parse& parse, std::vector<std::string> const& unknown) {
    for (std::string const& words : unknown) {
        parse.residue += (parse.residue.empty() ? "" : " ") + words;
    }
}

void read_order(
    CompiledLexicon const& lexicon,
    Lattice const& lattice,
    std::vector<Span> const& spans,
    Parse& parse
) {
    Grouped grouped = group(lexicon, lattice, spans);
    parse.lines = lines_of(lexicon, lattice.tokens(), grouped);
    parse.ambiguities = std::move(grouped.ambiguities);
    parse.doubt = grouped.doubt;
    parse.phrases = grouped.phrases;
    parse.guessed = grouped.guessed;
    parse.margin = grouped.margin;
    bool const order = !parse.lines.empty() || !parse.ambiguities.empty() || !grouped.loose.empty();
    if (!grouped.loose.empty()) {
        bool const halves = std::ranges::any_of(grouped.loose, [](Chosen const& chosen) {
            return chosen.part != ordering::Part::Whole;
        });
        parse.ambiguities.push_back(
            {.kind = halves ? AmbiguityKind::HalvesUnclear : AmbiguityKind::WhichLine,
             .words = grouped.loose_words,
             .clause = grouped.loose_words,
             .products = {}}
        );
    }
    if (!order) {
        residue(parse, grouped.unknown);
        return;
    }
    for (std::string& words : grouped.unknown) {
        parse.ambiguities.push_back(
            {.kind = AmbiguityKind::UnknownWords, .words = words, .clause = words, .products = {}}
        );
    }
}

// How much the words of a change leave to be put together (decision.hpp).
float read_changes(
    CompiledLexicon const& lexicon,
    Lattice const& lattice,
    std::vector<Span> const& spans,
    Context const& context,
    Parse& parse
) {
    Edited edited = read_edits(lexicon, lattice, spans, *context.cart, context.clarifying);
    parse.edits = std::move(edited.edits);
    parse.ambiguities = std::move(edited.ambiguities);
    parse.doubt = edited.doubt;
    parse.margin = edited.margin;
    parse.guessed = std::ranges::any_of(spans, [&](Span const& span) {
        Edge const* const edge = lattice.longest(span.first, false);
        return edge != nullptr && edge->cost > 0;
    });
    // Where each piece is one wish, nothing is left to be put together.
    float const burden = edited.plain ? 0 : burden_of(spans, parse.edits.size());
    if (parse.edits.empty() && parse.ambiguities.empty()) {
        residue(parse, edited.unknown);
        return burden;
    }
    for (std::string& words : edited.unknown) {
        parse.ambiguities.push_back(
            {.kind = AmbiguityKind::UnknownWords, .words = words, .clause = words, .products = {}}
        );
    }
    return burden;
}

// "please cancel the roses" of which there is no open order: surely no wish for roses.
bool cancels_dish(std::vector<Span> const& spans) {
    bool cancels = false;
    for (Span const& span : spans) {
        cancels = (cancels && span.before != Break::Hard) || span.is(Word::Cancel);
        if (span.menu()) {
            return cancels;
        }
    }
    return false;
}

// "deliver to Bialik 10 instead": no word is left that changes a dish.
bool changes_place(std::vector<Span> const& rest, Parse const& parse) {
    return !parse.address.empty() && std::ranges::all_of(rest, [](Span const& span) {
        return !span.menu() && !span.number && !span.is(Word::Remove) && !span.is(Word::Add) &&
               !span.is(Word::Without) && !span.is(Word::More);
    });
}

void keep_asked_about(
    CompiledLexicon const& lexicon, std::vector<Span> const& spans, Parse& parse
) {
    for (Span const& span : spans) {
        for (Meaning const& meaning : span.meanings) {
            if (meaning.kind == MeaningKind::Product) {
                ProductId const id = lexicon.product(meaning.product).id;
                if (std::ranges::find(parse.asked_about, id) == parse.asked_about.end()) {
                    parse.asked_about.push_back(id);
                }
            }
        }
    }
}

}  // namespace

Parse understand(Lexicon const& lexicon, std::string_view text, Context const& context) {
    auto const& compiled = static_cast<CompiledLexicon const&>(lexicon);
    Parse parse;
    Tokens const tokens = read_tokens(compiled, text);
    Lattice lattice(compiled, tokens, may_be_romanised(tokens));
    bool const cart = context.cart != nullptr && !context.cart->lines.empty();
    if (cart) {
        std::vector<std::int32_t> products;
        products.reserve(context.cart->lines.size());
        for (ordering::CartLine const& line : context.cart->lines) {
            products.push_back(compiled.product_index(line.product));
        }
        lattice.trust_parts_of(products);
    }
    bool const changes =
        cart && lattice.says({Word::Instead, Word::Add, Word::Remove, Word::Without, Word::Change});
    // Words of an address or of small talk may look like misspelt dishes.
    bool const sure =
        !lattice.names_menu() && !changes && (context.address_asked || lattice.has_strangers());
    std::vector<Span> spans = match(lattice, sure);
    parse.language = language_of(tokens, spans);
    std::vector<Dictated> const dictated = take_dictation(tokens, spans);
    Cues cues = read_cues(tokens, spans, cart);
    read_facts(tokens, spans, context, parse);
    set_aside_talk(tokens, lattice, spans);
    parse.finished = cues.finished;
    parse.question = cues.question;
    parse.allergy = cues.allergy;
    if (!cart && cancels_dish(spans)) {
        cues.about_dishes = false;
        parse.ambiguities.push_back(
            {.kind = AmbiguityKind::WhichLine,
             .words = {},
             .clause = std::string(text),
             .products = {}}
        );
    }
    if (cues.cancels_it) {
        parse.ambiguities.push_back(
            {.kind = AmbiguityKind::WhichLine,
             .words = {},
             .clause = std::string(text),
             .products = {}}
        );
    }
    parse.repeat_last = cues.usual;
    std::vector<Span> const rest = without_questions(unused(spans), cues);
    cues.about_dishes = cues.about_dishes && !changes_place(rest, parse);
    float burden = 0;
    if (cues.about_dishes) {
        if (cart) {
            burden = read_changes(compiled, lattice, rest, context, parse);
        } else {
            read_order(compiled, lattice, rest, parse);
        }
    } else {
        keep_asked_about(compiled, spans, parse);
        for (Span const& span : rest) {
            if (span.unknown() && !span.emoji) {
                residue(parse, {tokens.words(span.first, span.last)});
            }
        }
    }
    keep_dictation(compiled, tokens, spans, dictated, parse);
    guard(compiled, context.cart, text, parse);
    if (cues.about_dishes) {
        audit(compiled, lattice, rest, context, parse);
    }
    parse.intent = intent_of(cues, parse, context);
    if (parse.intent == Intent::Question || parse.intent == Intent::Status) {
        // "do you deliver?" wishes for nothing yet.
        parse.fulfilment = ordering::Fulfilment::Unknown;
        if (!parse.cash_tendered_minor) {
            parse.payment = ordering::PaymentKind::Unknown;
        }
    }
    decide(cues, cart, burden, parse);
    return parse;
}

bool knows(Lexicon const& lexicon, std::string_view words) {
    auto const& compiled = static_cast<CompiledLexicon const&>(lexicon);
    return std::ranges::all_of(tokenise(words).list, [&](Token const& token) {
        return compiled.known(token);
    });
}

}  // namespace croozer::understanding
