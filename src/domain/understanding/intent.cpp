#include "domain/understanding/intent.hpp"

#include <algorithm>

namespace croozer::understanding {

namespace {

Question question_of(Span const& span) {
    if (span.is(Word::AskHours)) {
        return Question::Hours;
    }
    if (span.is(Word::AskPrice)) {
        return Question::Price;
    }
    if (span.is(Word::AskKosher)) {
        return Question::Kosher;
    }
    if (span.is(Word::AskAllergens)) {
        return Question::Allergens;
    }
    if (span.is(Word::AskArea)) {
        return Question::DeliveryArea;
    }
    if (span.is(Word::AskHave) || span.is(Word::AskOther)) {
        return Question::Other;
    }
    return Question::None;
}

// "can the burger be well done?", "do the curry mild": where there is a cart it may be a wish.
constexpr std::int64_t can_the = 3;
constexpr std::int64_t do_the = 4;

constexpr std::int64_t asks_what = 1;  // of MenuWord

bool wishes(Span const& span) {
    return span.is(Word::AskHave) &&
           (span.meanings.front().value == can_the || span.meanings.front().value == do_the);
}

// "which", "how many": a question only with its mark.
bool weak(Span const& span) {
    return span.is(Word::AskHave) && span.meanings.front().value >= 1 && !wishes(span);
}

struct Clause {
    std::size_t first{0};
    std::size_t last{0};  // spans
    bool menu{false};
    bool verb{false};
    bool number{false};
    bool asked{false};
    bool edit{false};
    bool refuses{false};
    bool greeting{false};
    bool strong{false};
    bool status{false};
    bool complaint{false};
    bool with{false};
    bool option{false};
    bool asks_menu{false};
    bool wish{false};  // only the shape of a question
    Question question{Question::None};
};

// "the second": says which one is to change.
bool points(Span const& span) {
    return span.is(Word::Other) && span.meanings.front().value != 0;
}

bool is_edit(Span const& span) {
    return span.is(Word::Add) || span.is(Word::Remove) || span.is(Word::Change) ||
           span.is(Word::Instead) || span.is(Word::Make) || span.is(Word::More) ||
           span.is(Word::Actually) || points(span);
}

// "do the fries have sesame": asks all the same.
bool holds(Tokens const& tokens, Span const& span) {
    std::string_view const key = tokens.list[span.first].key;
    return key == "have" || key == "contain";
}

// "…, ok?": agrees, and asks nothing.
bool is_tag(std::vector<Span> const& spans, std::size_t at) {
    return at > 0 && spans[at].before == Break::Soft && spans[at].is(Word::Confirm);
}

std::vector<Clause> clauses_of(Tokens const& tokens, std::vector<Span> const& spans) {
    std::vector<Clause> clauses;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        Span const& span = spans[i];
        // "half a kilo of mango, and how many cones is that?": an order and a question.
        bool const asks = span.before == Break::Soft && question_of(span) != Question::None &&
                          !clauses.empty() && clauses.back().menu &&
                          (clauses.back().number || clauses.back().verb || clauses.back().with ||
                           spans[clauses.back().first].menu());
        if (clauses.empty() || span.before == Break::Hard || asks) {
            clauses.push_back({.first = i, .last = i});
        }
        Clause& clause = clauses.back();
        clause.last = i + 1;
        clause.menu = clause.menu || span.menu();
        clause.verb = clause.verb || span.is(Word::OrderVerb);
        clause.number = clause.number || span.number.has_value();
        clause.asked = clause.asked || (span.asked && !is_tag(spans, i));  // "…, ok?"
        clause.edit = clause.edit || is_edit(span);
        clause.refuses = clause.refuses || span.is(Word::Without);
        clause.status = clause.status || span.is(Word::Status) || span.is(Word::Complaint);
        clause.complaint = clause.complaint || span.is(Word::Complaint);
        clause.with = clause.with || span.is(Word::With);
        clause.greeting = clause.greeting || span.is(Word::Greeting);
        // "what do you have in the greek salad"
        clause.asks_menu = clause.asks_menu ||
                           (span.is(Word::MenuWord) && span.meanings.front().value == asks_what);
        clause.option = clause.option || (span.option() && !span.product());
        Question const asked = question_of(span);
        bool const comes_with = clause.wish && span.is(Word::AskHave) && weak(span);
        bool const only_asks = asked != Question::None && !wishes(span) && !comes_with;
        clause.wish = (clause.wish || wishes(span)) && !only_asks && !holds(tokens, span);
        clause.strong = clause.strong || (asked != Question::None && !weak(span));
        bool const vague = clause.question == Question::None || clause.question == Question::Other;
        if (asked != Question::None && vague) {
            clause.question = asked;
        }
    }
    return clauses;
}

void mark(Cues& cues, Span const& span) {
    cues.menu_items = cues.menu_items || span.menu();
    cues.order_verb = cues.order_verb || span.is(Word::OrderVerb);
    cues.cancel = cues.cancel || span.is(Word::Cancel);
    cues.status = cues.status || span.is(Word::Status);
    cues.human = cues.human || span.is(Word::Human);
    cues.menu = cues.menu || span.is(Word::MenuWord);
    cues.greeting = cues.greeting || span.is(Word::Greeting);
    cues.thanks = cues.thanks || span.is(Word::Thanks);
    cues.confirm = cues.confirm || span.is(Word::Confirm);
    cues.deny = cues.deny || span.is(Word::Deny);
    cues.usual = cues.usual || span.is(Word::Usual);
    cues.finished = cues.finished || span.is(Word::Finished);
    cues.edit = cues.edit || is_edit(span);
    cues.points = cues.points || points(span);
    // A dish that is called "gluten free" is a dish.
    cues.allergy = cues.allergy || (span.is(Word::AskAllergens) && !span.menu());
    cues.danger = cues.danger ||
                  (cues.allergy && span.is(Word::AskAllergens) && span.meanings.front().value == 1);
    cues.unknown = cues.unknown || (span.unknown() && !span.emoji);
}

// 👍 and 👌 agree; other emoji decide nothing.
bool agrees(std::string_view key) {
    return key.starts_with("\U0001F44D") || key.starts_with("\U0001F44C") ||
           key.starts_with("\u2705");
}

// Whether it asks by a word, and not by its mark alone.
bool asks_openly(Tokens const& tokens, std::vector<Span> const& spans, Clause const& clause) {
    static constexpr auto words = std::to_array<std::string_view>(
        {"how", "what", "which", "when", "if", "does", "is", "כמה", "מה", "אמ", "האמ", "איזה", "מתי"
        }
    );
    for (std::size_t i = clause.first; i < clause.last; ++i) {
        for (std::size_t at = spans[i].first; at < spans[i].last; ++at) {
            if (std::ranges::find(words, tokens.list[at].key) != words.end()) {
                return true;
            }
        }
    }
    return false;
}

// "הפסטה חריפה?", "הקולה בפחית או בבקבוק?": the dish, and what it is.
bool tells_of_it(Tokens const& tokens, std::span<Span const> piece) {
    auto at = std::ranges::find_if(piece, &Span::menu);
    if (at == piece.end() || (at->prefix & prefix::the) == 0) {
        return false;
    }
    static constexpr auto told = std::to_array<std::string_view>(
        {"טרי", "טריה", "טרייה", "טריימ", "מתוק", "מתוקה", "ממותק", "כשר", "כשרה"}
    );
    std::size_t options = 0;
    bool bare = true;
    bool either = false;
    bool const alone = std::none_of(at + 1, piece.end(), [](Span const& s) { return s.menu(); });
    for (++at; at != piece.end(); ++at) {
        if (alone &&
            (at->unknown() || std::ranges::find(told, tokens.list[at->first].key) != told.end())) {
            return true;  // "is the almond croissant fresh?"
        }
        bool const joins = tokens.list[at->first].key == "או";
        if (!joins && (!at->option() || at->latin || (at->prefix & prefix::the) != 0)) {
            return false;
        }
        options += joins ? 0 : 1;
        bare = bare && at->prefix == 0 && at->before == Break::None;
        either = either || joins;
    }
    return either ? options > 1 : bare && options == 1;
}

// "is your dough thin or thick?", "הפסטה חריפה?": of what the shop has.
bool of_shop(Tokens const& tokens, std::vector<Span> const& spans, Clause const& clause) {
    static constexpr auto words = std::to_array<std::string_view>({"שלכמ", "אצלכמ", "your"});
    auto const first = tokens.list.begin() + static_cast<std::ptrdiff_t>(spans[clause.first].first);
    auto const last =
        tokens.list.begin() + static_cast<std::ptrdiff_t>(spans[clause.last - 1].last);
    bool const said = std::any_of(first, last, [&](auto const& token) {
        return std::ranges::find(words, token.key) != words.end();
    });
    std::span<Span const> const piece(&spans[clause.first], clause.last - clause.first);
    bool const menu =
        std::ranges::any_of(piece, [](Span const& s) { return s.is(Word::MenuWord); });
    return (said || menu || tells_of_it(tokens, piece)) && !clause.verb && !clause.number &&
           !clause.edit && !clause.with && !clause.refuses;
}

// "המסבחה שלכם חמה או קרה": needs no mark.
bool tells_either(Tokens const& tokens, std::vector<Span> const& spans, Clause const& clause) {
    bool yours = false;
    bool either = false;
    for (std::size_t at = spans[clause.first].first; at < spans[clause.last - 1].last; ++at) {
        std::string_view const key = tokens.list[at].key;
        yours = yours || key == "שלכמ" || key == "אצלכמ";
        either = either || key == "או";
    }
    return yours && either && !clause.edit && !clause.with && !clause.refuses;
}

bool asks_have(std::vector<Span> const& spans, Clause const& clause) {
    return std::any_of(
        spans.begin() + static_cast<std::ptrdiff_t>(clause.first),
        spans.begin() + static_cast<std::ptrdiff_t>(clause.last),
        [](Span const& span) { return span.is(Word::AskHave); }
    );
}

// "can one change the sauce of the pasta?", where nothing is ordered yet.
bool begins_with_change(std::vector<Span> const& spans, Clause const& clause) {
    std::size_t at = clause.first;
    while (at < clause.last && (spans[at].filler() || spans[at].is(Word::OrderVerb))) {
        ++at;
    }
    return at < clause.last && spans[at].is(Word::Change) && !clause.number;
}

bool bare_no(std::vector<Span> const& spans) {
    bool no = false;
    for (Span const& span : spans) {
        if (span.is(Word::Not) || span.is(Word::Actually)) {
            no = true;
        } else if (!span.filler() && !span.emoji) {
            return false;
        }
    }
    return no;
}

}  // namespace

namespace {

// A removal before it, or "cancel him": not what an order is called by.
bool cancels_something(std::vector<Span> const& spans) {
    constexpr std::int64_t the_object = 2;  // of Same
    bool removes = false;
    bool cancels = false;
    for (Span const& span : spans) {
        removes = removes || span.is(Word::Remove);
        bool const object = span.is(Word::Same) && span.meanings.front().value == the_object;
        if (cancels && object && removes) {
            return true;
        }
        cancels = span.is(Word::Cancel);
    }
    return false;
}

}  // namespace

Cues read_cues(Tokens const& tokens, std::vector<Span> const& spans, bool cart) {
    Cues cues;
    constexpr std::size_t wordy = 4;
    cues.wordy = spans.size() >= wordy;
    for (Span const& span : spans) {
        mark(cues, span);
        // "I don't need the order"
        cues.cancel = cues.cancel || (span.is(Word::OrderNoun) && &span != spans.data() &&
                                      (&span)[-1].is(Word::Without));
        cues.confirm = cues.confirm || (span.emoji && agrees(tokens.list[span.first].key));
    }
    cues.deny = cues.deny || bare_no(spans);
    cues.complaint = false;
    bool ordering_clause = false;
    bool surely_orders = false;
    bool changes = false;
    for (Clause const& clause : clauses_of(tokens, spans)) {
        // "is the cola cold?" asks; "why is it cold?" complains.
        bool const asks = clause.asked && clause.strong && clause.menu &&
                          clause.question == Question::Other && asks_have(spans, clause);
        cues.complaint = cues.complaint || (clause.complaint && !asks);
        Question asked = clause.question;
        if (!clause.strong && !clause.asked) {
            asked = Question::None;
        }
        bool const other = (!clause.menu && !clause.verb && !clause.greeting) ||
                           of_shop(tokens, spans, clause) ||
                           (!cart && clause.menu && begins_with_change(spans, clause));
        bool const what = (clause.asks_menu || tells_either(tokens, spans, clause)) &&
                          clause.menu && !clause.verb && !clause.number;
        if (asked == Question::None && ((clause.asked && other) || what)) {
            asked = Question::Other;
        }
        bool const tells = clause.edit && clause.menu && !clause.asked &&
                           !asks_openly(tokens, spans, clause);  // "…, it costs too much"
        if (cart && ((clause.wish && (clause.option || clause.edit)) || tells)) {
            asked = Question::None;
        }
        changes = changes || (cart && clause.edit && clause.menu);
        // "can I get two pizzas?" is an order; "how much is a pizza" is not.
        bool const polite = asked == Question::Other && clause.menu &&
                            (clause.verb || clause.edit) && !clause.asked;
        bool const allergen_remark = asked == Question::Allergens && clause.menu && !clause.asked;
        if (asked != Question::None && !polite && !allergen_remark) {
            cues.question = cues.question == Question::None || cues.question == Question::Other
                                ? asked
                                : cues.question;
            cues.asking.emplace_back(spans[clause.first].first, spans[clause.last - 1].last);
        } else {
            surely_orders = surely_orders || (clause.menu && !clause.status &&
                                              (clause.number || clause.verb || clause.with));
            ordering_clause =
                ordering_clause || clause.menu || clause.number || clause.edit || clause.refuses;
        }
    }
    if (surely_orders && cues.status && !cues.complaint) {
        // "two colas. how long will it take?"
        cues.status = false;
        cues.question = cues.question == Question::None ? Question::Other : cues.question;
    }
    // "add 2 more just like those I ordered"
    cues.status = cues.status && (!changes || cues.complaint || cues.cancel);
    // "cancel the order, we ordered elsewhere" asks for no news of it.
    cues.status = cues.status && (!cues.cancel || cues.complaint);
    // "leave the salad, cancel it": never the whole order.
    cues.cancels_it = cart && cues.cancel && !cues.menu_items && cancels_something(spans);
    bool const past = cues.status || cues.human || cues.complaint;
    cues.about_dishes = !past && ordering_clause && !cues.usual;
    // "cancel the cola" changes; "cancel" ends.
    if (cues.cancel && !cues.menu_items && !cues.points) {
        cues.about_dishes = false;
    }
    return cues;
}

namespace {

// "you have lasagna! two of those": what was only spoken of is referred to.
bool refers_back(std::vector<Span> const& spans, std::size_t from) {
    constexpr std::size_t near = 4;
    for (std::size_t i = 0, seen = 0; i < spans.size() && seen < near; ++i) {
        if (spans[i].first < from) {
            continue;
        }
        if (spans[i].menu()) {
            return false;
        }
        if (spans[i].is(Word::Same) || spans[i].is(Word::Usual)) {
            return seen > 0 && spans[i].meanings.front().value == 0;
        }
        ++seen;
    }
    return false;
}

}  // namespace

std::vector<Span> without_questions(std::vector<Span> spans, Cues const& cues) {
    for (auto const& asking : cues.asking) {
        std::size_t const first = asking.first;
        std::size_t const last = asking.second;
        auto const within = [first, last](Span const& span) {
            return span.first >= first && span.first < last;
        };
        bool const named = std::ranges::count_if(spans, [&](Span const& span) {
                               return within(span) && span.product();
                           }) == 1;
        bool const keeps = named && refers_back(spans, last);
        std::erase_if(spans, [&](Span const& span) {
            return within(span) && !(keeps && span.product());
        });
    }
    return spans;
}

Intent intent_of(Cues const& cues, Parse const& parse, Context const& context) {
    bool const cart = context.cart != nullptr && !context.cart->lines.empty();
    if (cues.human || cues.complaint) {
        return Intent::Human;
    }
    if (cues.status) {
        return Intent::Status;
    }
    if (!parse.edits.empty() || (cart && !parse.ambiguities.empty())) {
        return Intent::Modify;
    }
    bool const order = !parse.lines.empty() || !parse.ambiguities.empty() || parse.repeat_last;
    if (order && (!cues.cancel || cues.about_dishes)) {
        return Intent::Order;
    }
    if (cues.cancel) {
        // "cancel the tempura… no, leave it": of a dish, and never the whole order.
        return cart && cues.about_dishes && cues.menu_items ? Intent::Modify : Intent::Cancel;
    }
    // "what do you have in the greek salad" asks of a dish.
    if (cues.menu && (parse.question == Question::None || !cues.menu_items)) {
        return Intent::Menu;
    }
    if (parse.question != Question::None) {
        return Intent::Question;
    }
    if (!parse.address.empty()) {
        return Intent::Address;
    }
    if (!parse.residue.empty()) {
        return Intent::Unknown;
    }
    if (cues.deny) {
        return Intent::Deny;
    }
    if (cues.confirm) {
        return Intent::Confirm;
    }
    bool const facts = parse.fulfilment != ordering::Fulfilment::Unknown ||
                       parse.payment != ordering::PaymentKind::Unknown ||
                       !parse.customer_name.empty() || !parse.time_words.empty() || parse.finished;
    if (facts) {
        return cart ? Intent::Modify : Intent::Order;
    }
    // "put the sauce on the side, please", of a cart: a wish that was not understood.
    if (cart && cues.order_verb && !cues.greeting && cues.wordy) {
        return Intent::Unknown;
    }
    if (cues.greeting || cues.order_verb) {
        return Intent::Greeting;
    }
    return cues.thanks ? Intent::Thanks : Intent::Unknown;
}

}  // namespace croozer::understanding
