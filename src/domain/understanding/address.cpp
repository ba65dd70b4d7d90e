// Israeli addresses (hebrew.md §8): street and house, entrance, floor, apartment, code, city.
#include "base/text.hpp"
#include "domain/understanding/facts.hpp"
#include "domain/understanding/places.hpp"

#include <algorithm>

namespace croozer::understanding {

namespace {

constexpr std::size_t longest_street = 4;
constexpr std::size_t longest_city = 3;

class AddressReader {
public:
    AddressReader(Tokens const& tokens, std::vector<Span>& spans, bool expected, Parse& parse)
        : tokens_(tokens), spans_(spans), expected_(expected), address_(parse.address) {}

    void read() {
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            if (!spans_[i].used) {
                part(i);
            }
        }
        for (std::size_t i = 0; i < spans_.size() && address_.street.empty(); ++i) {
            if (!spans_[i].used) {
                street_with_cue(i);
            }
        }
        for (std::size_t i = 0; i < spans_.size() && address_.street.empty(); ++i) {
            if (!spans_[i].used && !street_reversed(i)) {
                bare_street(i);
            }
        }
        whole_answer();
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            if (spans_[i].is(Word::Note) && !spans_[i].used) {
                note(i);
            }
        }
        if (address_.city.empty() && !address_.house.empty()) {
            city_behind_parts();
        }
    }

private:
    Span* next(std::size_t i) {
        return i + 1 < spans_.size() && spans_[i + 1].before != Break::Hard && !spans_[i + 1].used
                   ? &spans_[i + 1]
                   : nullptr;
    }

    Token const& token(Span const& span) const { return tokens_.list[span.first]; }

    bool digits(Span const& span) const { return token(span).digits || span.number; }

    std::string value(Span const& span) const {
        return span.number ? std::to_string(*span.number) : tokens_.words(span.first, span.last);
    }

    bool single_letter(Span const& span) const {
        return code_points(token(span).key) == 1 && !token(span).digits &&
               span.last == span.first + 1;
    }

    void take(std::size_t i, std::string& field, std::string text) {
        field = std::move(text);
        spans_[i].used = true;
        spans_[i + 1].used = true;
    }

    void part(std::size_t i) {
        Span const& span = spans_[i];
        if (span.is(Word::GroundFloor)) {
            address_.floor = "0";
            spans_[i].used = true;
            return;
        }
        Span const* after = next(i);
        if (after == nullptr) {
            return;
        }
        if (token(span).ordinal && after->is(Word::Floor) && after->before == Break::None) {
            take(i, address_.floor, value(span));  // "3rd floor"
        } else if (span.is(Word::Ordinal) && after->is(Word::Floor)) {
            take(i, address_.floor, std::to_string(span.meanings.front().value));
        } else if (span.is(Word::Floor) && (digits(*after) || after->is(Word::Ordinal))) {
            bool const ordinal = after->is(Word::Ordinal);
            take(
                i,
                address_.floor,
                ordinal ? std::to_string(after->meanings.front().value) : value(*after)
            );
        } else if (span.is(Word::Apartment) && digits(*after)) {
            take(i, address_.apartment, value(*after));
            std::size_t const letter = i + 2;  // "apt 5B"
            if (letter < spans_.size() && single_letter(spans_[letter]) &&
                token(spans_[letter]).glued) {
                address_.apartment += tokens_.words(spans_[letter].first, spans_[letter].last);
                spans_[letter].used = true;
            }
        } else if (span.is(Word::Entrance) && (digits(*after) || single_letter(*after))) {
            take(i, address_.entrance, value(*after));
            // "כניסה ב'" keeps no geresh.
            address_.entrance =
                std::string(trimmed(address_.entrance.substr(0, address_.entrance.find('\''))));
        } else if (span.is(Word::Table) && digits(*after)) {
            take(i, address_.notes, tokens_.words(span.first, after->last));
        } else if (span.is(Word::Code) && token(*after).digits) {
            take(i, address_.door_code, tokens_.words(after->first, after->last));
        }
    }

    // House, its letter, "7/12" and the city behind it.
    void house(std::size_t number) {
        std::string text = tokens_.words(spans_[number].first, spans_[number].last);
        if (spans_[number].prefix != 0 && spans_[number].number) {
            text = std::to_string(*spans_[number].number);
        }
        std::size_t const slash = text.find('/');
        if (slash != std::string::npos) {
            address_.apartment = text.substr(slash + 1);
            text.resize(slash);
        }
        address_.house = text;
        spans_[number].used = true;
        std::size_t at = number + 1;
        if (at < spans_.size() && single_letter(spans_[at]) && token(spans_[at]).glued) {
            address_.house += tokens_.words(spans_[at].first, spans_[at].last);
            spans_[at].used = true;
            ++at;
        }
        city(at);
    }

    // "Herzl 5 floor 2 Ramat Gan": what stands behind the last part.
    void city_behind_parts() {
        for (std::size_t i = spans_.size(); i > 0; --i) {
            Span const& span = spans_[i - 1];
            if (span.used) {
                city(i);
                return;
            }
        }
    }

    void city(std::size_t first) {
        if (!address_.city.empty()) {
            return;
        }
        std::size_t last = first;
        while (last < spans_.size() && last < first + longest_city && !spans_[last].used &&
               spans_[last].unknown() && !spans_[last].emoji && !digits(spans_[last]) &&
               (last == first ? spans_[last].before != Break::Hard
                              : spans_[last].before == Break::None)) {
            ++last;
        }
        if (last == first) {
            return;
        }
        address_.city = tokens_.words(spans_[first].first, spans_[last - 1].last);
        for (std::size_t k = first; k < last; ++k) {
            spans_[k].used = true;
        }
    }

    void street(std::size_t first, std::size_t number, std::size_t skip_bytes) {
        std::string const text = tokens_.words(spans_[first].first, spans_[number - 1].last);
        address_.street = text.substr(skip_bytes);
        for (std::size_t k = first; k < number; ++k) {
            spans_[k].used = true;
        }
        house(number);
    }

    void street_with_cue(std::size_t i) {
        if (!spans_[i].is(Word::Street)) {
            return;
        }
        // "רחוב" is no part of the name; "שדרות" and "דרך" are.
        bool const plain = token(spans_[i]).key.find("רח") != std::string::npos;
        std::size_t at = i + 1;
        while (at < spans_.size() && at <= i + longest_street && !digits(spans_[at]) &&
               spans_[at].before == Break::None && !spans_[at].used) {
            ++at;
        }
        // "לרחוב האורן 5": streets are called after fruit and trees, and dishes are, too.
        bool const numbered =
            plain && at < spans_.size() && digits(spans_[at]) && spans_[at].before == Break::None;
        for (std::size_t k = i + 1; k < at && !numbered; ++k) {
            at = spans_[k].menu() ? k : at;
        }
        if (at == i + 1) {
            return;
        }
        std::size_t const first = plain ? i + 1 : i;
        spans_[i].used = true;
        if (at < spans_.size() && digits(spans_[at]) && spans_[at].before != Break::Hard) {
            street(first, at, 0);
            return;
        }
        address_.street = tokens_.words(spans_[first].first, spans_[at - 1].last);
        for (std::size_t k = i; k < at; ++k) {
            spans_[k].used = true;
        }
    }

    // "12 Herzl street", "Herzl st 12".
    bool street_reversed(std::size_t i) {
        if (!spans_[i].is(Word::StreetAfter) || i == 0) {
            return false;
        }
        std::size_t first = i;
        while (first > 0 && i - first < longest_street && may_be_name(spans_[first - 1]) &&
               !digits(spans_[first - 1]) && spans_[first].before == Break::None) {
            --first;
        }
        if (first == i) {
            return false;
        }
        std::string const name = tokens_.words(spans_[first].first, spans_[i - 1].last);
        bool const before =
            first > 0 && digits(spans_[first - 1]) && spans_[first].before == Break::None;
        bool const behind =
            i + 1 < spans_.size() && digits(spans_[i + 1]) && spans_[i + 1].before == Break::None;
        if (!before && !behind) {
            return false;
        }
        for (std::size_t k = first; k <= i; ++k) {
            spans_[k].used = true;
        }
        address_.street = name;
        house(before ? first - 1 : i + 1);
        if (before) {
            city(i + 1);
        }
        return true;
    }

    // "King" of "King George Street" is no misspelt dish.
    bool may_be_name(Span const& span) const {
        char const letter = tokens_.clean[token(span).begin];
        bool const capital = letter >= 'A' && letter <= 'Z';
        return span.unknown() || (capital && span.menu() && span.fuzzy);
    }

    bool announced(std::size_t i) const {
        if (expected_) {
            return true;
        }
        for (std::size_t back = i; back > 0 && back + 4 > i; --back) {
            Span const& earlier = spans_[back - 1];
            if (earlier.is(Word::Delivery) || earlier.is(Word::Address) ||
                earlier.is(Word::AskArea)) {
                return true;
            }
            if (!earlier.filler() && !earlier.used) {
                return false;
            }
        }
        return false;
    }

    // Floor, entrance or apartment right behind the number.
    bool parts_follow(std::size_t number) const {
        if (number + 1 >= spans_.size() || !spans_[number + 1].used) {
            return false;
        }
        Token const& after = token(spans_[number + 1]);
        return !after.digits || after.ordinal;
    }

    bool street_word(std::size_t i) const {
        Span const& span = spans_[i];
        // "אחד העם 30"
        bool const number_word = span.number && !token(span).digits && i + 2 < spans_.size() &&
                                 !spans_[i + 1].menu() && !digits(spans_[i + 1]) &&
                                 spans_[i + 1].before == Break::None && digits(spans_[i + 2]);
        bool const name = may_be_name(span);
        return !span.used && !span.emoji && (!digits(span) || number_word) &&
               (!span.menu() || name) && (name || number_word || (expected_ && !span.filler()));
    }

    // "לסוקולוב 8", "to Sokolov 8"
    bool to_unknown(std::size_t i) const {
        if (token(spans_[i]).latin) {
            return spans_[i].unknown() && i > 0 && spans_[i].before == Break::None &&
                   tokens_.list[spans_[i].first - 1].key == "to";
        }
        return token(spans_[i]).hebrew && !spans_[i].menu() &&
               (spans_[i].unknown() ? token(spans_[i]).key.starts_with("ל")
                                    : (spans_[i].prefix & prefix::to) != 0);
    }

    // "for the office: four family ones": the number is of what follows.
    bool counts_dish(std::size_t number) const {
        bool const dish = number + 1 < spans_.size() && spans_[number + 1].menu() &&
                          spans_[number + 1].before == Break::None;
        return dish && (spans_[number].before != Break::None || !token(spans_[number]).digits);
    }

    // "הרצל 5", when an address is awaited, announced, or has its floor behind it.
    void bare_street(std::size_t i) {
        std::size_t at = i;
        while (at < spans_.size() && at < i + longest_street &&
               (street_word(at) || (at == i + 1 && spans_[i].number && !spans_[at].menu())) &&
               (at == i || spans_[at].before == Break::None)) {
            ++at;
        }
        bool const number = at > i && at < spans_.size() && digits(spans_[at]) &&
                            !spans_[at].used && spans_[at].before != Break::Hard;
        if (!number || counts_dish(at) || !(announced(i) || parts_follow(at) || to_unknown(i))) {
            english_bare(i);
            return;
        }
        bool const to = to_unknown(i) && !expected_ && token(spans_[i]).hebrew;
        std::size_t const lamed = std::string_view("ל").size();
        street(i, at, to ? lamed : 0);
    }

    // "…cash, 15 Allenby": beside how it is paid or comes, and no "2 Shawarmas" of a list.
    bool alone(std::size_t first, std::size_t last) const {
        char const letter = tokens_.clean[token(spans_[first + 1]).begin];
        bool const facts =
            first > 0 && (spans_[first - 1].is(Word::Cash) || spans_[first - 1].is(Word::Card) ||
                          spans_[first - 1].is(Word::Delivery));
        return facts && letter >= 'A' && letter <= 'Z' &&
               (last == spans_.size() || spans_[last].before == Break::Hard);
    }

    // "to 3 Ben Yehuda"
    bool at_place(std::size_t i) const {
        if (i == 0 || spans_[i].before != Break::None) {
            return false;
        }
        std::string_view const before = tokens_.list[spans_[i].first - 1].key;
        char const letter = tokens_.clean[token(spans_[i + 1]).begin];
        return (before == "to" || before == "at") && letter >= 'A' && letter <= 'Z';
    }

    // "12 Herzl" when an address is awaited, announced, or has its floor behind it.
    void english_bare(std::size_t i) {
        bool const fits = digits(spans_[i]) && !spans_[i].used && i + 1 < spans_.size() &&
                          spans_[i + 1].latin && street_word(i + 1) &&
                          spans_[i + 1].before == Break::None;
        if (!fits) {
            return;
        }
        std::size_t last = i + 1;
        while (last < spans_.size() && last <= i + longest_street && street_word(last) &&
               spans_[last].before == Break::None) {
            ++last;
        }
        bool const parts = last < spans_.size() && spans_[last].used &&
                           spans_[last].before != Break::Hard &&
                           (!digits(spans_[last]) || token(spans_[last]).ordinal);
        if (!announced(i) && !parts && !at_place(i) && !alone(i, last)) {
            return;
        }
        address_.street = tokens_.words(spans_[i + 1].first, spans_[last - 1].last);
        for (std::size_t k = i + 1; k < last; ++k) {
            spans_[k].used = true;
        }
        house(i);
        city(last);
    }

    // "don't ring, the baby sleeps": the clause behind a note says why; of dishes it would say how
    // many, or name one that is known.
    std::size_t reason_end(std::size_t first) const {
        constexpr std::size_t shortest = 2;
        std::size_t last = first;
        bool dishes = first < spans_.size() &&
                      (spans_[first].before != Break::Soft || spans_[first].joined());
        while (last < spans_.size() && !dishes &&
               (last == first || spans_[last].before == Break::None)) {
            dishes = spans_[last].menu() || spans_[last].number || spans_[last].used ||
                     spans_[last].is(Word::OrderVerb) || spans_[last].is(Word::Add);
            ++last;
        }
        return dishes || last < first + shortest ? first : last;
    }

    // "ring twice, my son opens": from the word that says so to the end of its clause.
    void note(std::size_t first) {
        std::size_t last = first + 1;
        while (last < spans_.size() && spans_[last].before == Break::None && !spans_[last].used &&
               !spans_[last].menu()) {
            ++last;
        }
        last = reason_end(last);
        std::string const words = tokens_.words(spans_[first].first, spans_[last - 1].last);
        address_.notes += (address_.notes.empty() ? "" : ", ") + words;
        for (std::size_t k = first; k < last; ++k) {
            spans_[k].used = true;
        }
    }

    // An answer to "which street?" that is only words.
    void whole_answer() {
        bool const fits = expected_ && address_.street.empty() && !spans_.empty() &&
                          spans_.size() <= longest_street &&
                          std::ranges::all_of(spans_, [](Span const& s) {
                              return s.unknown() && !s.emoji && !s.used;
                          });
        if (!fits || std::ranges::any_of(spans_, [this](Span const& s) { return digits(s); })) {
            return;
        }
        address_.street = tokens_.words(0, spans_.back().last);
        for (Span& span : spans_) {
            span.used = true;
        }
    }

    Tokens const& tokens_;
    std::vector<Span>& spans_;
    bool expected_;
    ordering::Address& address_;
};

}  // namespace

void read_address(
    Tokens const& tokens, std::vector<Span>& spans, Context const& context, Parse& parse
) {
    if (auto const place = find_place(tokens, spans, context.places)) {
        parse.address.city = place->name;
        for (std::size_t i = place->first; i < place->last; ++i) {
            spans[i].used = true;
        }
    }
    AddressReader(tokens, spans, context.address_asked, parse).read();
}

}  // namespace croozer::understanding
