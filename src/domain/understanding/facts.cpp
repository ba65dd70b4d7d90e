#include "domain/understanding/facts.hpp"

#include <algorithm>

namespace croozer::understanding {

namespace {

constexpr std::int64_t last_hour = 23;
constexpr std::int64_t minor_per_major = 100;

class Facts {
public:
    Facts(Tokens const& tokens, std::vector<Span>& spans, Parse& parse)
        : tokens_(tokens), spans_(spans), parse_(parse) {}

    void read() {
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            if (!spans_[i].used) {
                fulfilment(i);
                payment(i);
                name(i);
            }
        }
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            if (!spans_[i].used) {
                phone(i);
                price(i);
                time(i);
            }
        }
    }

private:
    Span* next(std::size_t i) {
        return i + 1 < spans_.size() && spans_[i + 1].before == Break::None && !spans_[i + 1].used
                   ? &spans_[i + 1]
                   : nullptr;
    }

    std::string words(Span const& span) const { return tokens_.words(span.first, span.last); }

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

    void name(std::size_t i) {
        if (!spans_[i].is(Word::Name)) {
            return;
        }
        std::size_t last = i + 1;
        while (last < spans_.size() && last <= i + 2 &&
               (spans_[last].unknown() || spans_[last].fuzzy) &&
               (spans_[last].before == Break::None || last == i + 1) &&
               spans_[last].before != Break::Hard) {
            ++last;
        }
        if (last == i + 1) {
            return;
        }
        parse_.customer_name = tokens_.words(spans_[i + 1].first, spans_[last - 1].last);
        for (std::size_t k = i; k < last; ++k) {
            spans_[k].used = true;
        }
    }

    // A phone number is no quantity and no dish: "054-555 01 87".
    void phone(std::size_t i) {
        constexpr std::size_t area_code = 3;
        std::string const& key = tokens_.list[spans_[i].first].key;
        bool const starts = tokens_.list[spans_[i].first].digits && key.size() >= area_code &&
                            key.front() == '0' && key.find(':') == std::string::npos;
        if (!starts) {
            return;
        }
        for (std::size_t k = i; k < spans_.size() && tokens_.list[spans_[k].first].digits &&
                                (k == i || spans_[k].before == Break::None);
             ++k) {
            spans_[k].used = true;
        }
    }

    void price(std::size_t i) {
        Span& span = spans_[i];
        Span* unit = next(i);
        bool const digits = span.number || tokens_.list[span.first].digits;
        if (digits && unit != nullptr && unit->is(Word::Currency)) {
            span.used = true;
            unit->used = true;
        }
    }

    void wish(std::size_t first, std::size_t last) {
        std::string const text = tokens_.words(spans_[first].first, spans_[last].last);
        parse_.time_words += (parse_.time_words.empty() ? "" : " ") + text;
        for (std::size_t k = first; k <= last; ++k) {
            spans_[k].used = true;
        }
    }

    void time(std::size_t i) {
        Span& span = spans_[i];
        if (span.used) {
            return;
        }
        Span* after = next(i);
        if (span.is(Word::TimeWord)) {
            wish(i, i);
            return;
        }
        bool const clock = tokens_.list[span.first].key.find(':') != std::string::npos;
        if (clock) {
            wish(i, i);
            return;
        }
        if (span.is(Word::TimeCue)) {
            bool const hour = after != nullptr && (after->number || digits_of(*after));
            if (hour && !street_follows(i + 1)) {
                wish(i, i + 1);
            }
            return;
        }
        bool const preposition = (span.prefix & (prefix::in | prefix::to)) != 0;
        bool const counted = after != nullptr && (after->menu() || after->is(Word::Unit));
        if (!span.number || !preposition || counted || street_follows(i)) {
            return;
        }
        if (*span.number <= last_hour) {
            wish(i, i);
        } else {
            span.used = true;  // "ב-62": a price
        }
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

void read_facts(
    Tokens const& tokens, std::vector<Span>& spans, Context const& context, Parse& parse
) {
    read_address(tokens, spans, context, parse);
    Facts(tokens, spans, parse).read();
}

}  // namespace croozer::understanding
