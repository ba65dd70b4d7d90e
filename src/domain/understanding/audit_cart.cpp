// What a change to a cart did with the dishes and numbers that it names.
#include "domain/understanding/auditor.hpp"
#include "domain/understanding/cart_lookup.hpp"
#include "domain/understanding/edit_words.hpp"
#include "domain/understanding/romanised.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace croozer::understanding {

// What was named is there, and nothing was done with it.
bool Audit::leaves_named(ordering::Cart const& cart) {
    static constexpr auto stays = std::to_array<Word>(
        {Word::Keep, Word::Same, Word::Rest, Word::But, Word::Total, Word::Cancel, Word::Everything}
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

bool Audit::touches(Edit const& edit, Span const& span) const {
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
            std::string const& id =
                lexicon_.group(meaning.group).options[static_cast<std::size_t>(meaning.option)].id;
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

// "2 fewer lilies".
bool Audit::takes_off(ordering::Cart const& cart, std::int64_t number) const {
    return std::ranges::any_of(parse_.edits, [&](Edit const& edit) {
        return edit.kind == EditKind::SetQuantity && edit.line >= 0 &&
               std::abs(cart.lines[static_cast<std::size_t>(edit.line)].quantity - edit.quantity) ==
                   number;
    });
}

// "2 margheritas and a cola", of a cart of just those: said again, or as much once more?
bool Audit::says_cart_again(ordering::Cart const& cart) const {
    bool const more = std::ranges::any_of(spans_, [](Span const& span) {
        return span.is(Word::Add) || span.is(Word::More);
    });
    bool const only_adds = std::ranges::all_of(parse_.edits, [](Edit const& edit) {
        return edit.kind == EditKind::Add;
    });
    return !more && only_adds && cart.lines.size() > 1 &&
           std::ranges::all_of(cart.lines, [&](ordering::CartLine const& line) {
               return std::ranges::any_of(parse_.edits, [&](Edit const& edit) {
                   return edit.item.product == line.product;
               });
           });
}

// One more of a dish that is there already, where no word says that it is one more.
bool Audit::adds_again(ordering::Cart const& cart) const {
    static constexpr auto cues = std::to_array<Word>(
        {Word::Add, Word::More, Word::OrderVerb, Word::And, Word::Total, Word::Same, Word::Cancel}
    );
    bool const said = std::ranges::any_of(spans_, [&](Span const& span) {
        std::string_view const key = tokens_.list[span.last - 1].key;
        bool const article = span.is(Word::Filler) && (key == "a" || key == "an");
        bool const anded = span.joined() && (span.product() || span.number || span.filler());
        return anded || article || !said_in_hebrew(key).empty() || key == "גמ" || key == "also" ||
               key == "too" || key == "plus" || key == "well" ||
               std::ranges::any_of(cues, [&](Word word) { return span.is(word); });
    });
    return !said &&
           std::ranges::any_of(parse_.edits, [&](Edit const& edit) { return again(edit, cart); });
}

// A dish that is there, with choices: rather the one that is there.
bool Audit::again(Edit const& edit, ordering::Cart const& cart) {
    return edit.kind == EditKind::Add && !edit.item.options.empty() &&
           std::ranges::any_of(cart.lines, [&](ordering::CartLine const& line) {
               return line.product == edit.item.product;
           });
}

// "…only on half of it", and no change is of a half.
bool Audit::half_of_nothing() {
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

// "wrong pizza, I asked for sicilian": rather for the one that is there.
bool Audit::adds_for_wrong(ordering::Cart const& cart) const {
    static constexpr auto words =
        std::to_array<std::string_view>({"wrong", "mistake", "mixed", "טעות", "טעיתמ", "התבלבלתמ"});
    bool const wrong = std::ranges::any_of(tokens_.list, [&](Token const& token) {
        return std::ranges::find(words, token.key) != words.end();
    });
    bool const only_adds = std::ranges::all_of(parse_.edits, [](Edit const& edit) {
        return edit.kind == EditKind::Add;
    });
    auto const category = [&](ProductId product) -> std::string const* {
        std::int32_t const index = lexicon_.product_index(product);
        return index < 0 ? nullptr : &lexicon_.product(index).category;
    };
    return wrong && only_adds && std::ranges::any_of(parse_.edits, [&](Edit const& edit) {
               return std::ranges::any_of(cart.lines, [&](ordering::CartLine const& line) {
                   std::string const* const held = category(line.product);
                   std::string const* const added = category(edit.item.product);
                   return held != nullptr && added != nullptr && *held == *added;
               });
           });
}

// "take the cola or the sprite off": not both.
bool Audit::removes_either() const {
    auto const gone = std::ranges::count_if(parse_.edits, [](Edit const& edit) {
        return edit.kind == EditKind::Remove;
    });
    bool product = false;
    for (Span const& span : spans_) {
        std::string_view const key = tokens_.list[span.first].key;
        if (product && gone > 1 && (key == "or" || key == "או")) {
            return true;
        }
        product = product || span.product();
    }
    return false;
}

// "lots of it", and nothing is to be more than usual.
bool Audit::qualifies_nothing() {
    auto const said = std::ranges::find_if(spans_, [](Span const& span) {
        return span.is(Word::Extra) || span.is(Word::Light);
    });
    if (said == spans_.end()) {
        return false;
    }
    at_ = static_cast<std::size_t>(said - spans_.begin());
    bool qualifiable = false;
    for (Edit const& edit : parse_.edits) {
        if (edit.kind == EditKind::RemoveOption || (edit.option && edit.option->negated)) {
            continue;
        }
        if (edit.kind != EditKind::AddOption) {
            return false;
        }
        menu::OptionGroup const* const group = lexicon_.menu().group(edit.option->group);
        qualifiable = qualifiable || (group != nullptr && group->qualifiable);
        if (edit.option->qualifier != ordering::Qualifier::None || edit.option->count > 1) {
            return false;
        }
    }
    return qualifiable;
}

// "one of the two…", and all of them were changed; or fewer of another dish take their place.
bool Audit::changes_too_many(ordering::Cart const& cart) const {
    auto const units = [&](Edit const& edit) {
        return cart.lines[static_cast<std::size_t>(edit.line)].quantity;
    };
    bool portion = false;
    for (std::size_t i = 0; i < spans_.size(); ++i) {
        portion = portion || is_portion(spans_, i);
    }
    bool const some = std::ranges::any_of(parse_.edits, [](Edit const& edit) {
        return edit.kind != EditKind::AddOption && edit.kind != EditKind::RemoveOption;
    });
    bool const whole = !some && std::ranges::any_of(parse_.edits, [&](Edit const& edit) {
        return units(edit) > 1;
    });
    return (portion && whole) || std::ranges::any_of(parse_.edits, [&](Edit const& edit) {
               return edit.kind == EditKind::Replace && edit.item.quantity == 1 && units(edit) > 1;
           });
}

// A line that goes and is to be otherwise: one of the two was not meant.
bool Audit::contradicts() const {
    return std::ranges::any_of(parse_.edits, [&](Edit const& gone) {
        return gone.kind == EditKind::Remove &&
               std::ranges::any_of(parse_.edits, [&](Edit const& other) {
                   return other.line == gone.line && other.kind != EditKind::Remove;
               });
    });
}

bool Audit::keeps() const {
    return std::ranges::any_of(spans_, [](Span const& span) { return span.is(Word::Keep); });
}

// "two more colas and no lasagna": what was refused is in the cart still.
bool Audit::stays(Span const& span, ordering::Cart const& cart) const {
    std::vector<std::int64_t> const lines = CartLookup(lexicon_, cart).lines_of_span(span);
    bool const takes = std::ranges::any_of(spans_, [](Span const& own) {
        return own.is(Word::Remove) || own.is(Word::Cancel);
    });
    for (Span const& other : spans_) {
        bool const no = other.is(Word::Not) && &other != &spans_.back() &&
                        (&other)[1].before != Break::None;  // "no, she wants it"
        bool const turns = no || other.is(Word::Actually) || other.is(Word::Deny);
        bool const all = (other.is(Word::Everything) && takes) ||
                         (other.is(Word::All) && other.meanings.front().value == 0) ||
                         other.is(Word::Cancel) || other.is(Word::Rest);
        bool const back = (other.is(Word::Not) || other.is(Word::Without)) &&
                          other.last <= span.first && other.last + 1 >= span.first &&
                          &other != spans_.data() &&
                          (&other)[-1].is(Word::Actually);  // "sorry, not the cola"
        if (all || back || (turns && other.first > span.first)) {
            return false;  // "everything except the pizza"; "the cola, sorry, the sprite"
        }
    }
    return !lines.empty() && std::ranges::none_of(parse_.edits, [&](Edit const& edit) {
        return edit.kind != EditKind::Add && std::ranges::find(lines, edit.line) != lines.end();
    });
}

}  // namespace croozer::understanding
