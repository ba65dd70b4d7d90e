#include "domain/understanding/dictation.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace croozer::understanding {

namespace {

// How surely such words announce a text. `Says`: by themselves; `Noun`: before a colon or a quote;
// `Verb`: …and where something to write on was named, for "note down: two pizzas" is an order.
enum class Cue : std::uint8_t { Says, Noun, Verb };

struct Phrase {
    Cue cue;
    std::string_view keys;
};

// Match keys (tokens.hpp), the longer phrase first where one begins with another.
constexpr auto phrases = std::to_array<Phrase>({
    {Cue::Says, "that says"},
    {Cue::Says, "which says"},
    {Cue::Says, "that reads"},
    {Cue::Says, "card says"},
    {Cue::Says, "should say"},
    {Cue::Says, "should read"},
    {Cue::Says, "saying"},
    {Cue::Says, "with the words"},
    {Cue::Says, "with the text"},
    {Cue::Says, "with the message"},
    {Cue::Says, "שכתוב בו"},
    {Cue::Says, "שכתוב בה"},
    {Cue::Says, "שכתוב עליו"},
    {Cue::Says, "שכתוב עליה"},
    {Cue::Says, "שכתוב"},
    {Cue::Says, "שרשומ בו"},
    {Cue::Says, "שרשומ עליו"},
    {Cue::Says, "שיהיה כתוב בו"},
    {Cue::Says, "שיהיה כתוב עליו"},
    {Cue::Says, "שיהיה כתוב"},
    {Cue::Says, "שיהיה רשומ"},
    {Cue::Says, "עמ הכיתוב"},
    {Cue::Says, "עמ כיתוב"},
    {Cue::Noun, "card"},
    {Cue::Noun, "message"},
    {Cue::Noun, "inscription"},
    {Cue::Noun, "to say"},
    {Cue::Noun, "it says"},
    {Cue::Noun, "ברכה"},
    {Cue::Noun, "הברכה"},
    {Cue::Noun, "בברכה"},
    {Cue::Noun, "כרטיס"},
    {Cue::Noun, "הכרטיס"},
    {Cue::Noun, "בכרטיס"},
    {Cue::Noun, "הקדשה"},
    {Cue::Noun, "ההקדשה"},
    {Cue::Noun, "כיתוב"},
    {Cue::Noun, "הכיתוב"},
    {Cue::Noun, "נוסח"},
    {Cue::Noun, "בנוסח"},
    {Cue::Noun, "הטקסט"},
    {Cue::Noun, "טקסט"},
    {Cue::Noun, "לכתוב"},
    {Cue::Noun, "תכתבו"},
    {Cue::Noun, "תכתוב"},
    {Cue::Noun, "תכתבי"},
    {Cue::Noun, "כתבו"},
    {Cue::Noun, "שתכתבו"},
    {Cue::Verb, "write"},
    {Cue::Verb, "לרשומ"},
    {Cue::Verb, "תרשמו"},
    {Cue::Verb, "תרשומ"},
    {Cue::Verb, "תרשמי"},
    {Cue::Verb, "רשמו"},
});

constexpr auto written_on = std::to_array<std::string_view>(
    {"card",
     "cards",
     "cake",
     "note",
     "gift",
     "כרטיס",
     "וכרטיס",
     "הכרטיס",
     "בכרטיס",
     "ברכה",
     "הברכה",
     "וברכה",
     "עוגה",
     "העוגה",
     "עוגת",
     "הקדשה",
     "מתנה"}
);

boost::unordered_flat_set<std::string_view> const& first_words() {
    static boost::unordered_flat_set<std::string_view> const words = [] {
        boost::unordered_flat_set<std::string_view> first;
        for (Phrase const& phrase : phrases) {
            first.insert(phrase.keys.substr(0, phrase.keys.find(' ')));
        }
        return first;
    }();
    return words;
}

constexpr std::size_t words_between = 4;  // "card, please write on it:"
constexpr std::size_t longest_span = 3;   // tokens of a quote that may be a name

class Dictation {
public:
    Dictation(Tokens const& tokens, std::vector<Span>& spans) : tokens_(tokens), spans_(spans) {}

    std::vector<Dictated> take() {
        std::vector<Dictated> found;
        for (std::size_t at = 0; at < tokens_.list.size();) {
            std::size_t next = at + 1;
            if (Phrase const* const phrase = cue(at)) {
                std::size_t const behind = at + words_of(phrase->keys);
                if (auto const text = text_behind(*phrase, at, behind)) {
                    found.push_back(
                        {.words = tokens_.words(text->first, text->second),
                         .at = at,
                         .first = text->first}
                    );
                    drop(text->first, text->second);
                    std::erase_if(spans_, [&](Span const& span) {
                        return span.first >= at && span.first < text->first && !span.menu();
                    });
                    next = text->second;
                }
            }
            at = next;
        }
        return found;
    }

private:
    using Range = std::pair<std::size_t, std::size_t>;  // tokens

    static std::size_t words_of(std::string_view keys) {
        return static_cast<std::size_t>(std::ranges::count(keys, ' ')) + 1;
    }

    Phrase const* cue(std::size_t at) const {
        if (!first_words().contains(tokens_.list[at].key)) {
            return nullptr;
        }
        auto const found = std::ranges::find_if(phrases, [&](Phrase const& phrase) {
            std::string_view keys = phrase.keys;
            for (std::size_t i = at; !keys.empty(); ++i) {
                std::size_t const space = std::min(keys.find(' '), keys.size());
                if (i == tokens_.list.size() || tokens_.list[i].key != keys.substr(0, space)) {
                    return false;
                }
                keys.remove_prefix(std::min(space + 1, keys.size()));
            }
            return true;
        });
        return found == phrases.end() ? nullptr : &*found;
    }

    // What stands between a token and the one before it.
    std::string_view gap(std::size_t at) const {
        std::size_t const from = at == 0 ? 0 : tokens_.list[at - 1].end;
        std::size_t const to =
            at < tokens_.list.size() ? tokens_.list[at].begin : tokens_.clean.size();
        return std::string_view(tokens_.clean).substr(from, to - from);
    }

    bool quote(std::size_t at) const {
        static constexpr auto marks =
            std::to_array<std::string_view>({"\"", "“", "”", "„", "«", "»", "״"});
        return std::ranges::any_of(marks, [&](std::string_view mark) {
            return gap(at).find(mark) != std::string_view::npos;
        });
    }

    bool line_ends(std::size_t at) const {
        return at >= tokens_.list.size() || gap(at).find('\n') != std::string_view::npos;
    }

    // The text that a cue announces: behind a colon or within quotes, or right behind "that says".
    std::optional<Range> text_behind(Phrase const& phrase, std::size_t at, std::size_t behind)
        const {
        if (phrase.cue == Cue::Verb && !names_what_is_written_on(at)) {
            return std::nullopt;
        }
        for (std::size_t i = behind; i <= behind + words_between && !line_ends(i); ++i) {
            if (quote(i)) {
                return quoted(i);
            }
            if (tokens_.list[i].listed) {
                return told(i, true);
            }
            if (tokens_.list[i].before == Break::Hard || menu_at(i)) {
                break;
            }
        }
        bool const directly = phrase.cue == Cue::Says && !line_ends(behind) &&
                              tokens_.list[behind].before == Break::None;
        return directly ? told(behind, false) : std::nullopt;
    }

    bool names_what_is_written_on(std::size_t before) const {
        return std::any_of(
            tokens_.list.begin(),
            tokens_.list.begin() + static_cast<std::ptrdiff_t>(before),
            [](Token const& token) {
                return std::ranges::find(written_on, token.key) != written_on.end();
            }
        );
    }

    std::optional<Range> quoted(std::size_t first) const {
        for (std::size_t last = first + 1; last <= tokens_.list.size(); ++last) {
            if (quote(last)) {
                return Range{first, last};
            }
        }
        return told(first, true);
    }

    // To the end of the line. A sentence that names a dish again goes on with the order; without a
    // colon before the text, so does what follows a comma.
    std::optional<Range> told(std::size_t first, bool announced) const {
        std::size_t last = first + 1;
        for (; !line_ends(last); ++last) {
            Break const before = tokens_.list[last].before;
            bool const ends = before == Break::Hard || (before == Break::Soft && !announced);
            if (ends && names_dish(last)) {
                break;
            }
        }
        return all_menu(first, last) ? std::nullopt : std::optional(Range{first, last});
    }

    bool menu_at(std::size_t at) const {
        return std::ranges::any_of(spans_, [&](Span const& span) {
            return span.first <= at && at < span.last && span.menu() && !span.fuzzy &&
                   span.first != at;
        });
    }

    // Before the next hard break.
    bool names_dish(std::size_t from) const {
        for (Span const& span : spans_) {
            if (span.first > from && (span.before == Break::Hard || line_ends(span.first))) {
                return false;
            }
            if (span.first >= from && span.product() && !span.fuzzy) {
                return true;
            }
        }
        return false;
    }

    // "card: two red ones" orders, and so does "write: cola 4, fanta 2, pizza with onion 1".
    bool all_menu(std::size_t first, std::size_t last) const {
        bool menu = false;
        bool dish = false;
        bool number = false;
        for (Span const& span : spans_) {
            if (span.first < first || span.first >= last) {
                continue;
            }
            menu = menu || span.menu();
            dish = dish || span.product();
            number = number || span.number;
            if (!span.menu() && !span.number && !span.is(Word::And)) {
                return false;
            }
        }
        return menu && ((dish && number) || last - first <= longest_span);
    }

    void drop(std::size_t first, std::size_t last) {
        std::erase_if(spans_, [&](Span const& span) {
            return span.first >= first && span.first < last;
        });
        auto const next =
            std::ranges::find_if(spans_, [&](Span const& span) { return span.first >= last; });
        if (next != spans_.end()) {
            next->before = Break::Hard;
        }
    }

    Tokens const& tokens_;
    std::vector<Span>& spans_;
};

}  // namespace

std::vector<Dictated> take_dictation(Tokens const& tokens, std::vector<Span>& spans) {
    return Dictation(tokens, spans).take();
}

namespace {

// "In the card write: …", and the card that the shop sells is in no line: is it wanted?
void ask_for_the_card(
    CompiledLexicon const& lexicon, Tokens const& tokens, Dictated const& text, Parse& parse
) {
    static constexpr auto cards = std::to_array<std::string_view>({"card", "כרטיס", "בכרטיס"});
    auto const says_card = [](std::string const& key) {
        return std::ranges::find(cards, key) != cards.end();
    };
    for (std::size_t i = text.at; i < std::min(text.at + words_between, text.first); ++i) {
        if (!says_card(tokens.list[i].key)) {
            continue;
        }
        std::vector<ProductId> sold;
        for (menu::Product const& product : lexicon.menu().products) {
            if (std::ranges::any_of(name_keys(product.name.he), says_card) ||
                std::ranges::any_of(name_keys(product.name.en), says_card)) {
                sold.push_back(product.id);
            }
        }
        bool const held = std::ranges::any_of(parse.lines, [&](ordering::CartLine const& line) {
            return std::ranges::find(sold, line.product) != sold.end();
        });
        if (!sold.empty() && !held && !parse.lines.empty()) {
            std::string const word = tokens.words(i, i + 1);
            parse.ambiguities.push_back({
                .kind = AmbiguityKind::WhichProduct,
                .words = word,
                .clause = word,
                .products = sold,
            });
        }
        return;
    }
}

}  // namespace

void keep_dictation(
    CompiledLexicon const& lexicon,
    Tokens const& tokens,
    std::vector<Span> const& spans,
    std::vector<Dictated> const& dictated,
    Parse& parse
) {
    for (Dictated const& text : dictated) {
        ask_for_the_card(lexicon, tokens, text, parse);
        std::vector<ordering::CartLine*> lines;
        lines.reserve(parse.lines.size() + parse.edits.size());
        for (ordering::CartLine& line : parse.lines) {
            lines.push_back(&line);
        }
        for (Edit& edit : parse.edits) {
            if (edit.kind == EditKind::Add || edit.kind == EditKind::Replace) {
                lines.push_back(&edit.item);
            }
        }
        ordering::CartLine* own = lines.empty() ? nullptr : lines.front();
        for (Span const& span : spans) {
            for (Meaning const& meaning : span.meanings) {
                for (ordering::CartLine* line : lines) {
                    bool const named = span.first <= text.at &&
                                       meaning.kind == MeaningKind::Product &&
                                       lexicon.product(meaning.product).id == line->product;
                    own = named ? line : own;
                }
            }
        }
        if (own == nullptr) {
            parse.residue += (parse.residue.empty() ? "" : " ") + text.words;
            continue;
        }
        std::string const note = (own->note.empty() ? "" : own->note + "\n") + text.words;
        own->note = first_code_points(note, limits::note_code_points);
    }
}

}  // namespace croozer::understanding
