#include "domain/understanding/facts.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

constexpr std::int64_t last_hour = 23;
constexpr std::int64_t minor_per_major = 100;

class Facts {
public:
    Facts(Tokens const& tokens, std::vector<Span>& spans, Parse& parse)
        : tokens_(tokens), spans_(spans), parse_(parse) {}

    void read_wishes() {
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            if (!spans_[i].used) {
                fulfilment(i);
                payment(i);
            }
        }
    }

    void read_numbers() {
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            if (!spans_[i].used) {
                price(i);
                time(i);
            }
        }
    }

private:
    Span* next(std::size_t i) { return beside(spans_, i); }

    void fulfilment(std::size_t i) {
        Span& span = spans_[i];
        using enum ordering::Fulfilment;
        bool const pickup = span.is(Word::Pickup);
        if (!pickup && !span.is(Word::Delivery)) {
            return;
        }
        // "not delivery, pickup": the refused one is not the wish.
        bool const refused = i > 0 && span.before == Break::None &&
                             (spans_[i - 1].is(Word::Not) || spans_[i - 1].is(Word::Instead));
        span.used = true;
        if (refused) {
            spans_[i - 1].used = true;
            return;
        }
        parse_.fulfilment = pickup ? Pickup : Delivery;
    }

    void payment(std::size_t i) {
        Span& span = spans_[i];
        if (span.is(Word::Cash)) {
            parse_.payment = ordering::PaymentKind::Cash;
            span.used = true;
        } else if (span.is(Word::Card)) {
            parse_.payment = ordering::PaymentKind::Card;
            span.used = true;
        } else if (span.is(Word::ChangeFrom)) {
            Span* amount = next(i);
            if (amount != nullptr && amount->number) {
                parse_.cash_tendered_minor = *amount->number * minor_per_major;
                if (parse_.payment == ordering::PaymentKind::Unknown) {
                    parse_.payment = ordering::PaymentKind::Cash;
                }
                amount->used = true;
                span.used = true;
                use_currency(i + 1);
            }
        }
    }

    void use_currency(std::size_t number) {
        Span* unit = next(number);
        if (unit == nullptr && number + 1 < spans_.size() && spans_[number + 1].used) {
            return;
        }
        if (unit != nullptr && unit->is(Word::Currency)) {
            unit->used = true;
        }
    }

    void price(std::size_t i) {
        Span& span = spans_[i];
        Span* unit = next(i);
        bool const digits = span.number || tokens_.list[span.first].digits;
        if (digits && unit != nullptr && unit->is(Word::Currency)) {
            span.used = true;
            unit->used = true;
            if (i > 0 && span.before == Break::None && spans_[i - 1].is(Word::With)) {
                spans_[i - 1].used = true;  // "we pay with 400 shekels"
            }
        } else if (is_note_of_money(i)) {
            parse_.cash_tendered_minor = *span.number * minor_per_major;
            span.used = true;
        }
    }

    // "paying cash, I have a 100"
    bool is_note_of_money(std::size_t i) {
        constexpr std::int64_t smallest = 20;
        constexpr std::int64_t tens = 10;
        std::size_t const at = spans_[i].first;
        return spans_[i].number && digits_of(spans_[i]) && *spans_[i].number >= smallest &&
               *spans_[i].number % tens == 0 && next(i) == nullptr && at > 1 &&
               ((tokens_.list[at - 1].key == "a" &&
                 (tokens_.list[at - 2].key == "have" || tokens_.list[at - 2].key == "got" ||
                  tokens_.list[at - 2].key == "with")) ||
                (tokens_.list[at - 1].key == "לי" && tokens_.list[at - 2].key == "יש"));
    }

    void wish(std::size_t first, std::size_t last) {
        std::string const text = tokens_.words(spans_[first].first, spans_[last].last);
        parse_.time_words += (parse_.time_words.empty() ? "" : " ") + text;
        for (std::size_t k = first; k <= last; ++k) {
            spans_[k].used = true;
        }
    }

    void time(std::size_t i) {
        if (spans_[i].used) {
            return;
        }
        if (spans_[i].is(Word::TimeWord)) {
            wish(i, i);
            return;
        }
        if (minutes_from_now(i)) {
            wish(i - 1, i);
            return;
        }
        bool const cue = spans_[i].is(Word::TimeCue);
        std::size_t const at = cue ? i + 1 : i;
        if (cue && (next(i) == nullptr || (!digits_of(spans_[at]) && !spans_[at].number))) {
            return;
        }
        if (auto const last = moment(at, cue)) {
            // "in 20 minutes", "עוד 20 דקות": the word before goes with it.
            bool const more = i > 0 && spans_[i - 1].is(Word::More) && !spans_[i - 1].used &&
                              spans_[i].before == Break::None;
            wish(more ? i - 1 : i, *last);
        } else if (!cue && spans_[i].number && *spans_[i].number > last_hour && before_price(i)) {
            spans_[i].used = true;  // "ב-62": a price
        }
    }

    // "ready in 10", "be there in 15": of dishes nobody says it so.
    bool minutes_from_now(std::size_t i) {
        return i > 0 && spans_[i].number && digits_of(spans_[i]) && next(i) == nullptr &&
               spans_[i].before == Break::None && !spans_[i - 1].used &&
               tokens_.list[spans_[i - 1].last - 1].key == "in";
    }

    // "עוד 10 דק'": of a crust it is said otherwise.
    bool minutes_cut_short(std::size_t number) {
        static constexpr auto cues = std::to_array<std::string_view>({"עוד", "בעוד", "תוכ"});
        Token const& unit = tokens_.list[spans_[number + 1].first];
        std::string_view const before =
            number > 0 ? std::string_view(tokens_.list[spans_[number - 1].last - 1].key) : "";
        return unit.key == "דק" && (tokens_.clean[unit.end - 1] == '\'' ||
                                    std::ranges::find(cues, before) != cues.end());
    }

    // "change the number of colas to 4".
    bool changes_dish(std::size_t at) const {
        bool dish = false;
        for (std::size_t i = at; i > 0 && spans_[i].before != Break::Hard; --i) {
            if (spans_[i - 1].is(Word::Change)) {
                return dish;
            }
            dish = dish || spans_[i - 1].product();
        }
        return false;
    }

    // The last span of the moment that starts with this number, if it is one.
    std::optional<std::size_t> moment(std::size_t at, bool cue) {
        Span const& span = spans_[at];
        bool const clock = tokens_.list[span.first].key.find(':') != std::string::npos;
        if (!clock && !span.number) {
            return std::nullopt;
        }
        Span const* const after = next(at);
        if (after != nullptr &&
            (after->is(Word::TimeUnit) || after->is(Word::Meridiem) || minutes_cut_short(at))) {
            return at + 1;
        }
        if (clock) {
            return at;
        }
        bool const measured = after != nullptr && after->is(Word::Unit);
        // "change it to 3" of a cart, "תורידו לשלוש".
        bool const changes = at > 0 && !clock &&
                             (changes_dish(at) ||
                              (spans_[at - 1].is(Word::Change) || spans_[at - 1].is(Word::Remove) ||
                               (at > 1 && spans_[at - 2].is(Word::Change))));
        bool const hour = *span.number <= last_hour && !street_follows(at) && !measured && !changes;
        if (!hour || (!cue && !hour_by_prefix(at))) {
            return std::nullopt;
        }
        // "עד 8 וחצי", "between 9 and 12"
        bool const to = after != nullptr && (after->number || after->is(Word::Half)) &&
                        (after->joined() || (after->prefix & prefix::to) != 0);
        if (to) {
            return at + 1;
        }
        bool const anded = after != nullptr && after->is(Word::And) && next(at + 1) != nullptr &&
                           next(at + 1)->number && between(at);
        return anded ? at + 2 : at;
    }

    // "to the second": behind a first one, or where no hour is told so.
    bool counts_on(std::size_t at) const {
        return (spans_[at].prefix & prefix::to) != 0 ||
               std::any_of(
                   tokens_.list.begin(),
                   tokens_.list.begin() + static_cast<std::ptrdiff_t>(spans_[at].first),
                   [](Token const& token) { return token.key.ends_with("ראשונ"); }
               );
    }

    // "ב-8", "בשבע": never a count of dishes, but "בשתי הפיצות" is.
    bool hour_by_prefix(std::size_t at) {
        constexpr std::int64_t rather_an_hour = 6;
        constexpr std::int64_t of_them = 3;
        Span const& span = spans_[at];
        Span const* const after = next(at);
        bool const counts = after != nullptr && after->menu();
        // "לאחד הילדים", "בייקון לשני": an hour is feminine.
        std::string_view const said = tokens_.list[span.first].key;
        if (*span.number <= 2 && !digits_of(span) &&
            (said.ends_with("אחד") || (said.ends_with("שני") && counts_on(at)))) {
            return false;
        }
        if (after != nullptr && after->is(Word::Filler) &&
            after->meanings.front().value == of_them) {
            return false;  // "באחת מהן"
        }
        bool const describes =
            after != nullptr && (after->is(Word::With) || after->is(Word::Without) ||
                                 after->is(Word::OrderVerb) || counts);
        if (describes && !digits_of(span) && *span.number <= 2) {
            return false;  // "באחד בלי בצל ובשני בלי זיתים"
        }
        if ((span.prefix & prefix::in) != 0) {
            return !counts || digits_of(span) || *span.number >= rather_an_hour;
        }
        return (span.prefix & prefix::to) != 0 && !counts;
    }

    bool before_price(std::size_t i) {
        Span const* const after = next(i);
        bool const counted = after != nullptr && (after->menu() || after->is(Word::Unit));
        return (spans_[i].prefix & (prefix::in | prefix::to)) != 0 && !counted &&
               !street_follows(i);
    }

    bool between(std::size_t at) const {
        return at > 0 && spans_[at - 1].is(Word::TimeCue) &&
               spans_[at - 1].meanings.front().value == 1;
    }

    bool digits_of(Span const& span) const { return tokens_.list[span.first].digits; }

    bool street_follows(std::size_t number) {
        Span const* after = next(number);
        return after != nullptr && (after->unknown() || after->is(Word::StreetAfter));
    }

    Tokens const& tokens_;
    std::vector<Span>& spans_;
    Parse& parse_;
};

}  // namespace

Span* beside(std::vector<Span>& spans, std::size_t at) {
    bool const there = at + 1 < spans.size() && spans[at + 1].before == Break::None;
    return there && !spans[at + 1].used ? &spans[at + 1] : nullptr;
}

void read_facts(
    Tokens const& tokens, std::vector<Span>& spans, Context const& context, Parse& parse
) {
    read_address(tokens, spans, context, parse);
    Facts facts(tokens, spans, parse);
    facts.read_wishes();
    read_people(tokens, spans, parse);
    facts.read_numbers();
}

}  // namespace croozer::understanding
