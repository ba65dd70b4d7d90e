#include "domain/understanding/audit.hpp"

#include "domain/understanding/cart_lookup.hpp"
#include "domain/understanding/romanised.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace croozer::understanding {

namespace {

// What an answer holds, without order.
struct Content {
    std::vector<ProductId> products;
    std::vector<ordering::ChosenOption const*> options;
    std::vector<std::int64_t> quantities;  // of lines, in order

    void add(ordering::CartLine const& line) {
        products.push_back(line.product);
        quantities.push_back(line.quantity);
        add(line.options);
    }

    void add(std::vector<ordering::ChosenOption> const& chosen) {
        for (ordering::ChosenOption const& option : chosen) {
            options.push_back(&option);
        }
    }
};

class Audit {
public:
    Audit(
        CompiledLexicon const& lexicon,
        Lattice const& lattice,
        std::span<Span const> spans,
        Parse& parse
    )
        : lexicon_(lexicon),
          lattice_(lattice),
          tokens_(lattice.tokens()),
          spans_(spans),
          parse_(parse) {}

    void look(ordering::Cart const* cart) {
        for (ordering::CartLine const& line : parse_.lines) {
            held_.add(line);
        }
        for (Edit const& edit : parse_.edits) {
            held_.add(edit.item);
            held_.quantities.push_back(edit.quantity);
            if (edit.option) {
                held_.options.push_back(&*edit.option);
            }
            for (OptionChange const& change : edit.changes) {
                held_.options.push_back(&change.option);
            }
        }
        if (cart != nullptr) {
            for (ordering::CartLine const& line : cart->lines) {
                held_.add(line);
            }
        }
        std::size_t const said_last = turned();
        bool lost = false;
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            Span const& span = spans_[i];
            bool const named = cart == nullptr ? span.menu() : span.option();
            bool const name = named && !span.fuzzy && !holds(span) && !only_counts(span) &&
                              !sizes_nothing(i) && !decorates(i) && !calls(span, cart);
            lost = lost || name || (span.number && !counts(*span.number));
            bool const not_so_many = i > 0 && spans_[i - 1].is(Word::Not);
            if (span.number && *span.number > 1 && !counts(*span.number) && !not_so_many &&
                (cart == nullptr ? is_amount(i) : !takes_off(*cart, *span.number))) {
                ask(i);
            }
            bool const refuses = refused(i);
            if (cart != nullptr && refuses && span.product() && stays(span) && !keeps()) {
                ask(i);
            }
            if (cart == nullptr && scratched(i)) {
                continue;
            }
            if ((i >= said_last && name && !refuses && !taken_back(i) && !replaced(i)) ||
                (cart == nullptr && refuses && span.option() && positively(i))) {
                ask(i);
            }
        }
        if (cart == nullptr && !lost && corrected()) {
            ask(at_);
        }
        if (!takes_out() || (cart == nullptr ? on_condition() : half_of_nothing())) {
            ask(at_);
        }
        if (cart != nullptr && adds_again(*cart)) {
            auto const named = std::ranges::find_if(spans_, &Span::menu);
            ask(named == spans_.end() ? 0 : static_cast<std::size_t>(named - spans_.begin()));
        }
        if (cart != nullptr && leaves_named(*cart)) {
            ask(at_);
        }
    }

private:
    // What was named is there, and nothing was done with it.
    bool leaves_named(ordering::Cart const& cart) {
        static constexpr auto stays = std::to_array<Word>(
            {Word::Keep,
             Word::Same,
             Word::Rest,
             Word::But,
             Word::Total,
             Word::Cancel,
             Word::Everything}
        );
        bool const kept = std::ranges::any_of(spans_, [&](Span const& span) {
            return std::ranges::any_of(stays, [&](Word word) { return span.is(word); });
        });
        if (kept) {
            return false;
        }
        std::size_t first = 0;  // what stands before "sorry" may have been taken back
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            first = spans_[i].is(Word::Actually) || spans_[i].is(Word::Deny) ? i + 1 : first;
        }
        CartLookup const at(lexicon_, cart);
        for (std::size_t i = first; i < spans_.size(); ++i) {
            Span const& span = spans_[i];
            std::vector<std::int64_t> const lines = span.menu() && !span.emoji && !refused(i)
                                                        ? at.lines_told(span)
                                                        : std::vector<std::int64_t>{};
            bool const touched = std::ranges::any_of(parse_.edits, [&](Edit const& edit) {
                return std::ranges::find(lines, edit.line) != lines.end() || touches(edit, span);
            });
            if (!lines.empty() && !touched) {
                at_ = i;
                return true;
            }
        }
        return false;
    }

    bool touches(Edit const& edit, Span const& span) const {
        Content content;
        content.add(edit.item);
        if (edit.option) {
            content.options.push_back(&*edit.option);
        }
        for (OptionChange const& change : edit.changes) {
            content.options.push_back(&change.option);
        }
        return std::ranges::any_of(span.meanings, [&](Meaning const& meaning) {
            if (meaning.kind == MeaningKind::Option) {
                std::string const& id = lexicon_.group(meaning.group)
                                            .options[static_cast<std::size_t>(meaning.option)]
                                            .id;
                return std::ranges::any_of(content.options, [&](auto const* option) {
                    return option->option == id;
                });
            }
            std::int32_t const added = lexicon_.product_index(edit.item.product);
            bool const category = meaning.kind == MeaningKind::Category;
            if (added < 0 || (meaning.kind != MeaningKind::Product && !category)) {
                return false;
            }
            return lexicon_.product(added).category ==
                   (category ? lexicon_.categories()[static_cast<std::size_t>(meaning.category)].key
                             : lexicon_.product(meaning.product).category);
        });
    }

    // Whether the number was not taken back, added to or of something else: "two toppings".
    bool is_amount(std::size_t at) const {
        static constexpr auto changes =
            std::to_array<Word>({Word::Actually, Word::Deny, Word::Not, Word::More, Word::Make});
        bool const unit = at + 1 < spans_.size() && spans_[at + 1].is(Word::Unit);
        for (std::size_t i = at + 1; i < spans_.size(); ++i) {
            if (spans_[i].number && counts(*spans_[at].number + *spans_[i].number)) {
                return false;  // "two… and one more for my cousin"
            }
        }
        return !unit && std::none_of(
                            spans_.begin() + static_cast<std::ptrdiff_t>(at),
                            spans_.end(),
                            [&](Span const& span) {
                                return std::ranges::any_of(changes, [&](Word word) {
                                    return span.is(word);
                                });
                            }
                        );
    }

    // "2 fewer lilies".
    bool takes_off(ordering::Cart const& cart, std::int64_t number) const {
        return std::ranges::any_of(parse_.edits, [&](Edit const& edit) {
            return edit.kind == EditKind::SetQuantity && edit.line >= 0 &&
                   std::abs(
                       cart.lines[static_cast<std::size_t>(edit.line)].quantity - edit.quantity
                   ) == number;
        });
    }

    // One more of a dish that is there already, where no word says that it is one more.
    bool adds_again(ordering::Cart const& cart) const {
        static constexpr auto cues = std::to_array<Word>(
            {Word::Add,
             Word::More,
             Word::OrderVerb,
             Word::And,
             Word::Total,
             Word::Same,
             Word::Cancel}
        );
        bool const said = std::ranges::any_of(spans_, [&](Span const& span) {
            std::string_view const key = tokens_.list[span.last - 1].key;
            bool const article = span.is(Word::Filler) && (key == "a" || key == "an");
            bool const anded = span.joined() && (span.product() || span.number || span.filler());
            return anded || article || !said_in_hebrew(key).empty() || key == "גמ" ||
                   key == "also" || key == "too" || key == "plus" || key == "well" ||
                   std::ranges::any_of(cues, [&](Word word) { return span.is(word); });
        });
        return !said && std::ranges::any_of(parse_.edits, [&](Edit const& edit) {
            return edit.kind == EditKind::Add &&
                   std::ranges::any_of(cart.lines, [&](ordering::CartLine const& line) {
                       return line.product == edit.item.product;
                   });
        });
    }

    // By any name that the word is part of.
    bool holds(Span const& span) const {
        if (holds(span.meanings, span.first)) {
            return true;
        }
        constexpr std::size_t longest_name = 4;
        std::size_t const from = span.first - std::min(span.first, longest_name);
        for (std::size_t at = from; at < span.last; ++at) {
            for (Edge const& edge : lattice_.starting(at)) {
                bool const over = edge.last > span.first && edge.first < span.last;
                bool const same = edge.first == span.first && edge.last == span.last;
                if (over && !edge.number &&
                    (edge.general() ? same : holds(edge.meanings, edge.first))) {
                    return true;
                }
            }
        }
        return false;
    }

    bool holds(std::span<Meaning const> meanings, std::size_t at) const {
        return std::ranges::any_of(meanings, [&](Meaning const& meaning) {
            switch (meaning.kind) {
                case MeaningKind::Product:
                    return held(lexicon_.product(meaning.product).id) || implied(at, meaning) ||
                           within_longer(meaning.product);
                case MeaningKind::Category:
                    return has_one_of(lexicon_.categories(
                    )[static_cast<std::size_t>(meaning.category)]);
                case MeaningKind::Option:
                    return chosen(meaning);
                default:
                    return false;
            }
        });
    }

    // "the tuna", of the sandwich in the cart that is called so.
    bool calls(Span const& span, ordering::Cart const* cart) const {
        if (cart == nullptr) {
            return false;
        }
        CartLookup const at(lexicon_, *cart);
        return std::ranges::any_of(span.meanings, [&](Meaning const& meaning) {
            return meaning.kind == MeaningKind::Option &&
                   std::ranges::any_of(at.lines(), [&](std::int64_t line) {
                       return at.is_called(
                           {.group = meaning.group, .option = meaning.option}, line
                       );
                   });
        });
    }

    bool has_one_of(Category const& category) const {
        return std::ranges::any_of(category.products, [&](std::int32_t product) {
            return held(lexicon_.product(product).id);
        });
    }

    bool held(ProductId product) const {
        return std::ranges::find(held_.products, product) != held_.products.end();
    }

    // "a croissant with chocolate", which is a chocolate croissant.
    bool within_longer(std::int32_t product) const {
        return std::ranges::any_of(held_.products, [&](ProductId other) {
            std::int32_t const longer = lexicon_.product_index(other);
            return longer >= 0 && lexicon_.names_more(product, longer);
        });
    }

    // The category's word beside a name of it: "greek pizza".
    bool implied(std::size_t at, Meaning const& meaning) const {
        std::string const& key = lexicon_.product(meaning.product).category;
        auto const category = std::ranges::find(lexicon_.categories(), key, &Category::key);
        bool const word =
            std::ranges::find(category->words, tokens_.list[at].key) != category->words.end() ||
            category->plain == meaning.product ||
            lexicon_.kind_word(meaning.product) == tokens_.list[at].key;
        return word && has_one_of(*category);
    }

    bool chosen(Meaning const& meaning) const {
        auto const& wanted =
            lexicon_.group(meaning.group).options[static_cast<std::size_t>(meaning.option)];
        bool const vessel = lexicon_.is_vessel(meaning.group, meaning.option);
        for (ordering::ChosenOption const* option : held_.options) {
            // "a bottle of cola, 1.5 liter": the size has said which bottle.
            if (option->option == wanted.id || (vessel && measures(meaning.group, *option))) {
                return true;
            }
        }
        // One of that name in another group.
        return std::ranges::any_of(held_.options, [&](ordering::ChosenOption const* option) {
            auto const* const group = lexicon_.menu().group(option->group);
            return group != nullptr && std::ranges::any_of(group->options, [&](auto const& own) {
                       return own.id == option->option && own.name == wanted.name;
                   });
        });
    }

    bool measures(std::int32_t group, ordering::ChosenOption const& option) const {
        auto const& own = lexicon_.group(group);
        auto const at = std::ranges::find(own.options, option.option, &menu::Option::id);
        return own.id == option.group && at != own.options.end() &&
               lexicon_.is_measure(group, static_cast<std::int32_t>(at - own.options.begin()));
    }

    // Of one line, of several together, of an option, or in an option's name.
    bool counts(std::int64_t number) const {
        auto const& all = held_.quantities;
        for (std::size_t first = 0; first < all.size(); ++first) {
            std::int64_t sum = 0;
            for (std::size_t i = first; i < all.size(); ++i) {
                sum += all[i];
                if (sum == number) {
                    return true;
                }
            }
        }
        return std::ranges::any_of(
                   held_.options,
                   [&](ordering::ChosenOption const* option) {
                       return option->count == number ||
                              option->option.find(std::to_string(number)) != std::string::npos;
                   }
               ) ||
               std::ranges::any_of(lexicon_.numbered_options(), [&](NumberedOption const& own) {
                   return own.number == number;
               });
    }

    // "actually", "sorry": and nothing is added by it.
    bool corrected() {
        bool menu = false;
        for (std::size_t i = 0; i + 1 < spans_.size(); ++i) {
            menu = menu || spans_[i].menu();
            Span const& next = spans_[i + 1];
            bool const goes_on = next.joined() || next.is(Word::And) || next.is(Word::Add) ||
                                 next.is(Word::More) || next.is(Word::With);
            if (menu && spans_[i].is(Word::Actually) && !goes_on && !counts_anew(i + 1)) {
                at_ = i;
                return true;
            }
        }
        return false;
    }

    // "actually make that two": a number that came to something.
    bool counts_anew(std::size_t from) const {
        for (std::size_t i = from; i < spans_.size(); ++i) {
            if (i > from && spans_[i].before == Break::Hard) {
                return false;
            }
            if (spans_[i].number && *spans_[i].number > 1) {
                return counts(*spans_[i].number);
            }
        }
        return false;
    }

    // Behind the last word that may take back what was said before it.
    std::size_t turned() const {
        static constexpr auto words = std::to_array<Word>(
            {Word::Actually,
             Word::Instead,
             Word::Change,
             Word::Make,
             Word::Remove,
             Word::Deny,
             Word::Cancel}
        );
        std::size_t behind = 0;
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            bool const turns =
                std::ranges::any_of(words, [&](Word word) { return spans_[i].is(word); });
            behind = turns ? i + 1 : behind;
        }
        return behind;
    }

    // "…and the naan with butter".
    bool begins_dish(std::size_t at) const {
        return spans_[at].product() && at + 1 < spans_.size() &&
               spans_[at + 1].before == Break::None &&
               (spans_[at + 1].is(Word::With) || spans_[at + 1].is(Word::Without));
    }

    // "…instead of the cabbage".
    bool replaced(std::size_t at) const {
        std::size_t before = at;
        while (before > 0 && spans_[before - 1].filler()) {
            --before;
        }
        return before > 0 && spans_[before - 1].is(Word::Instead);
    }

    // "without" stands before it, or before what it is joined to.
    bool refused(std::size_t at) const {
        for (std::size_t i = at; i > 0 && spans_[i].before != Break::Hard; --i) {
            Span const& before = spans_[i - 1];
            bool const no = before.is(Word::Not) && spans_[i].before == Break::None;
            if (no || before.is(Word::Without) || before.is(Word::Remove) ||
                before.is(Word::Cancel)) {
                return true;
            }
            bool const and_ = (spans_[i].joined() || before.is(Word::And)) &&
                              spans_[i].before == Break::None && !begins_dish(i);
            if (!before.filler() && !(and_ && (before.menu() || before.is(Word::And)))) {
                return false;
            }
        }
        return false;
    }

    // What was refused is there all the same, and was not asked for elsewhere.
    bool positively(std::size_t at) const {
        Span const& span = spans_[at];
        bool const elsewhere = std::ranges::any_of(spans_, [&](Span const& other) {
            return &other != &span && std::ranges::any_of(other.meanings, [&](Meaning const& m) {
                return std::ranges::find(span.meanings, m) != span.meanings.end();
            });
        });
        bool plus = false;
        bool minus = false;
        for (Meaning const& meaning : span.meanings) {
            if (meaning.kind != MeaningKind::Option) {
                continue;
            }
            auto const& wanted =
                lexicon_.group(meaning.group).options[static_cast<std::size_t>(meaning.option)];
            for (ordering::ChosenOption const* option : held_.options) {
                plus = plus || (option->option == wanted.id && !option->negated);
                minus = minus || (option->option == wanted.id && option->negated);
            }
        }
        return plus && !minus && !elsewhere;
    }

    // "if it takes half an hour, then two": a bare "if" before what is ordered.
    bool on_condition() {
        for (std::size_t i = 0; i + 1 < spans_.size(); ++i) {
            std::string_view const key = tokens_.list[spans_[i].first].key;
            if (spans_[i].last == spans_[i].first + 1 && (key == "if" || key == "אמ")) {
                at_ = i;
                return true;
            }
        }
        return false;
    }

    // "…only on half of it", and no change is of a half.
    bool half_of_nothing() {
        constexpr std::int64_t all_over = 2;
        auto const half = std::ranges::find_if(spans_, [](Span const& span) {
            return span.is(Word::Half) && span.meanings.front().value != all_over;
        });
        if (half == spans_.end()) {
            return false;
        }
        at_ = static_cast<std::size_t>(half - spans_.begin());
        return std::ranges::none_of(held_.options, [](ordering::ChosenOption const* option) {
            return option->part != ordering::Part::Whole;
        });
    }

    // Whether what "without" says is somewhere.
    bool takes_out() {
        auto const without = std::ranges::find_if(spans_, [](Span const& s) {
            return s.is(Word::Without) && s.meanings.front().value == 0;
        });
        if (without == spans_.end()) {
            return true;
        }
        at_ = static_cast<std::size_t>(without - spans_.begin());
        for (std::size_t i = at_ + 1; i < spans_.size(); ++i) {
            if (spans_[i].product() && refused(i)) {
                return true;
            }
        }
        // "the same, only without corn": there is none in the copy.
        bool const copied = std::ranges::any_of(spans_, [](Span const& s) {
            return s.is(Word::Same) && s.meanings.front().value == 1;
        });
        return copied || !parse_.edits.empty() ||
               std::ranges::any_of(held_.options, [](auto const* option) {
                   return option->negated;
               });
    }

    // "with cream… scratch the cream": as if it had never been said.
    bool scratched(std::size_t at) const {
        return std::ranges::any_of(spans_, [&](Span const& without) {
            if (!without.is(Word::Without) || without.meanings.front().value != 1) {
                return false;
            }
            auto const gone = static_cast<std::size_t>(&without - spans_.data()) + 1;
            return gone < spans_.size() &&
                   std::ranges::any_of(
                       spans_[gone].meanings,
                       [&](Meaning const& meaning) {
                           return std::ranges::find(spans_[at].meanings, meaning) !=
                                  spans_[at].meanings.end();
                       }
                   );
        });
    }

    bool keeps() const {
        return std::ranges::any_of(spans_, [](Span const& span) { return span.is(Word::Keep); });
    }

    // "two more colas and no lasagna": what was refused is in the cart still.
    bool stays(Span const& span) const {
        bool const removes = std::ranges::any_of(parse_.edits, [&](Edit const& edit) {
            return edit.kind != EditKind::Add && edit.kind != EditKind::AddOption;
        });
        return !removes && std::ranges::any_of(span.meanings, [&](Meaning const& meaning) {
            return meaning.kind == MeaningKind::Product &&
                   held(lexicon_.product(meaning.product).id);
        });
    }

    // "with olives… not olives, mushrooms", "medium… no, well done": another of its kind took its
    // place.
    bool taken_back(std::size_t at) const {
        constexpr std::size_t near = 3;
        std::size_t turn = at + 1;
        while (turn < spans_.size() && !turns(turn)) {
            ++turn;
        }
        for (std::size_t i = turn + 1; i < spans_.size() && i <= turn + near; ++i) {
            if (spans_[i].menu() && holds(spans_[i]) && same_kind(spans_[at], spans_[i])) {
                return true;
            }
        }
        return false;
    }

    // "…, no", "…, uh no".
    bool turns(std::size_t at) const {
        bool const apart = spans_[at].before != Break::None ||
                           (spans_[at - 1].filler() && spans_[at - 1].before != Break::None);
        return spans_[at].is(Word::Not) && apart;
    }

    bool same_kind(Span const& one, Span const& other) const {
        auto const kind = [&](Meaning const& meaning) -> std::string const* {
            return meaning.kind == MeaningKind::Product
                       ? &lexicon_.product(meaning.product).category
                   : meaning.kind == MeaningKind::Option ? &lexicon_.group(meaning.group).id
                                                         : nullptr;
        };
        return std::ranges::any_of(one.meanings, [&](Meaning const& own) {
            return std::ranges::any_of(other.meanings, [&](Meaning const& meaning) {
                return own.kind == meaning.kind && kind(own) != nullptr &&
                       *kind(own) == *kind(meaning);
            });
        });
    }

    // A picture behind a name.
    bool decorates(std::size_t at) const {
        return spans_[at].emoji && at > 0 && spans_[at].before == Break::None &&
               spans_[at - 1].menu();
    }

    // "large" beside a dish that comes in one size.
    bool sizes_nothing(std::size_t at) const {
        Span const& span = spans_[at];
        if (span.last != span.first + 1 || !is_size_word(tokens_.list[span.first].key)) {
            return false;
        }
        auto const one_size = [&](Span const& dish) {
            return std::ranges::any_of(dish.meanings, [&](Meaning const& meaning) {
                return meaning.kind == MeaningKind::Product &&
                       held(lexicon_.product(meaning.product).id) &&
                       !lexicon_.comes_in_sizes(meaning.product);
            });
        };
        bool const before = at > 0 && span.before == Break::None && one_size(spans_[at - 1]);
        bool const behind = at + 1 < spans_.size() && spans_[at + 1].before == Break::None &&
                            one_size(spans_[at + 1]);
        return before || behind;
    }

    bool counts_of_option(std::int64_t number) const {
        return std::ranges::any_of(held_.options, [&](ordering::ChosenOption const* option) {
            return option->count == number;
        });
    }

    // "two scoops", where they became the count of a flavour.
    bool only_counts(Span const& span) const {
        Edge const* const whole = lattice_.longest(span.first, false);
        if (whole != nullptr && whole->cost > 0 && span.last > span.first + 1) {
            for (Edge const& edge : lattice_.starting(span.first)) {
                if (edge.number && counts_of_option(*edge.number)) {
                    return true;  // "one shot of honey": a part of a name and no more
                }
            }
        }
        return std::ranges::any_of(span.meanings, [&](Meaning const& meaning) {
            return std::ranges::any_of(lexicon_.numbered_options(), [&](NumberedOption const& own) {
                return meaning.kind == MeaningKind::Option && own.group == meaning.group &&
                       own.option == meaning.option && counts_of_option(own.number);
            });
        });
    }

    void ask(std::size_t at) {
        std::string const words = tokens_.words(spans_[at].first, spans_[at].last);
        parse_.ambiguities.push_back({
            .kind = AmbiguityKind::UnknownWords,
            .words = words,
            .clause = words,
            .products = {},
        });
    }

    CompiledLexicon const& lexicon_;
    Lattice const& lattice_;
    Tokens const& tokens_;
    std::span<Span const> spans_;
    Parse& parse_;
    Content held_;
    std::size_t at_{0};
};

}  // namespace

void audit(
    CompiledLexicon const& lexicon,
    Lattice const& lattice,
    std::span<Span const> spans,
    ordering::Cart const* cart,
    Parse& parse
) {
    if (parse.ambiguities.empty() && (!parse.lines.empty() || !parse.edits.empty())) {
        Audit(lexicon, lattice, spans, parse).look(cart);
    }
}

}  // namespace croozer::understanding
