#include "llm/validate.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <numeric>

namespace croozer::llm {
namespace {

using ordering::CartLine;
using ordering::ChosenOption;
using Totals = std::map<ProductId, std::int64_t>;

constexpr std::size_t cue_reach = 4;

std::unexpected<Error> silent(std::string slug) {
    return failure(ErrorCode::UpstreamUnknown, std::move(slug));
}

Totals totals_of(std::vector<CartLine> const& lines) {
    Totals totals;
    for (CartLine const& line : lines) {
        totals[line.product] += line.quantity;
    }
    return totals;
}

bool same_choice(ChosenOption const& a, ChosenOption const& b) {
    return a.group == b.group && a.option == b.option && a.negated == b.negated &&
           a.qualifier == b.qualifier;
}

class Validation {
public:
    Validation(
        menu::Menu const& menu,
        Candidates const& candidates,
        Ground const& ground,
        understanding::Parse const& parse
    )
        : menu_(menu), candidates_(candidates), ground_(ground), parse_(parse) {
        for (menu::Product const* product : candidates.products) {
            products_.push_back(named(*product));
        }
        note_doubts();
    }

    Result<Validated> run(Proposal const& proposal) {
        for (CartLine const& line : proposal.lines) {
            CHECK(take(line));
        }
        CHECK(check_totals());
        CHECK(keep_own_reading());
        return std::move(found_);
    }

private:
    void note_doubts() {
        std::set<std::u32string> doubted;
        auto const note = [&](std::string_view words) {
            for (Word const& word : words_of(words)) {
                doubted.insert(word.letters);
            }
        };
        for (auto const& ambiguity : parse_.ambiguities) {
            note(ambiguity.words);
        }
        note(parse_.residue);
        for (std::size_t i = 0; i < ground_.words().size(); ++i) {
            if (doubted.contains(ground_.words()[i].letters)) {
                doubted_.insert(i);
            }
        }
    }

    [[nodiscard]] bool is_doubted(Evidence const& evidence) const {
        return std::ranges::any_of(evidence, [this](auto at) { return doubted_.contains(at); });
    }

    [[nodiscard]] bool read_by_us(ProductId product) const {
        return std::ranges::find(parse_.lines, product, &CartLine::product) != parse_.lines.end();
    }

    [[nodiscard]] bool read_by_us(ProductId product, ChosenOption const& option) const {
        return std::ranges::any_of(parse_.lines, [&](CartLine const& line) {
            return line.product == product &&
                   std::ranges::any_of(line.options, [&](ChosenOption const& own) {
                       return same_choice(own, option);
                   });
        });
    }

    Result<void> take(CartLine const& proposed) {
        auto const at =
            std::ranges::find(candidates_.products, proposed.product, &menu::Product::id);
        if (at == candidates_.products.end()) {
            return silent("foreign_product");
        }
        menu::Product const& product = **at;
        auto const index = static_cast<std::size_t>(at - candidates_.products.begin());
        auto evidence = ground_.evidence(products_, index, {});
        if (!read_by_us(product.id) && (!evidence || !is_doubted(*evidence))) {
            return silent("product_not_in_text");
        }
        found_.dishes[product.id] = evidence ? *evidence : ground_.mention(products_[index]);
        cover(found_.dishes[product.id]);
        CartLine line{
            .product = product.id, .quantity = proposed.quantity, .options = {}, .note = {}
        };
        for (ChosenOption const& option : proposed.options) {
            CHECK(take_option(product, option, line));
        }
        found_.lines.push_back(std::move(line));
        return {};
    }

    Result<void> take_option(
        menu::Product const& product, ChosenOption const& chosen, CartLine& line
    ) {
        auto const [group, option] = menu_.option(product, chosen.group, chosen.option);
        bool const halves = chosen.part != ordering::Part::Whole;
        if (option == nullptr || (chosen.negated && !group->negatable) ||
            (chosen.qualifier != ordering::Qualifier::None && !group->qualifiable) ||
            (halves && group->halves == menu::HalvesPolicy::NotAllowed)) {
            return silent("illegal_option");
        }
        auto const doubled = std::ranges::any_of(line.options, [&](ChosenOption const& other) {
            return other.group == chosen.group && other.option == chosen.option &&
                   other.part == chosen.part;
        });
        if (doubled) {
            return silent("doubled_option");
        }
        auto const evidence = option_evidence(product, *option);
        bool const said = evidence && is_doubted(*evidence) && said_so(chosen, *evidence);
        bool const plain = !chosen.negated && chosen.qualifier == ordering::Qualifier::None;
        if (said || read_by_us(product.id, chosen)) {
            if (halves && !ground_.cue_anywhere(Cue::Half)) {
                return silent("halves_not_in_text");
            }
            if (evidence) {
                cover(*evidence);
            }
            line.options.push_back(chosen);
        } else if (!plain || halves || group->default_option != chosen.option) {
            return silent("option_not_in_text");
        }
        // A default that nobody named is left to the price list.
        return {};
    }

    [[nodiscard]] std::optional<Evidence> option_evidence(
        menu::Product const& product, menu::Option const& option
    ) const {
        std::vector<Named> all;
        std::size_t wanted = 0;
        for (std::string const& id : product.groups) {
            if (menu::OptionGroup const* group = menu_.group(id)) {
                for (menu::Option const& other : group->options) {
                    wanted = &other == &option ? all.size() : wanted;
                    all.push_back(named(other));
                }
            }
        }
        return ground_.evidence(all, wanted, found_.dishes.at(product.id));
    }

    // "Without onion" is no onion, and only what was said to be extra is.
    [[nodiscard]] bool said_so(ChosenOption const& chosen, Evidence const& evidence) const {
        using ordering::Qualifier;
        auto const near = [&](Cue cue) {
            std::size_t const behind = *evidence.rbegin() + 1;
            return ground_.cue_before(evidence, cue, cue_reach) ||
                   (behind < ground_.words().size() && cue_of(ground_.words()[behind]) == cue);
        };
        bool const without = ground_.cue_before(evidence, Cue::Without, cue_reach);
        bool const extra = chosen.qualifier != Qualifier::Extra || near(Cue::Extra);
        bool const light = chosen.qualifier != Qualifier::Light || near(Cue::Light);
        bool const right_before = ground_.cue_before(evidence, Cue::Without, 1);
        return chosen.negated ? without : !right_before && extra && light;
    }

    void cover(Evidence const& evidence) {
        found_.covered.insert(evidence.begin(), evidence.end());
    }

    // How many must have been said: near the dish, or by our own reading.
    Result<void> check_totals() {
        Totals const own = totals_of(parse_.lines);
        bool const unclear = std::ranges::any_of(parse_.ambiguities, [](auto const& ambiguity) {
            return ambiguity.kind == understanding::AmbiguityKind::QuantityUnclear;
        });
        for (auto const& [product, total] : totals_of(found_.lines)) {
            auto const read = own.find(product);
            if (read != own.end() && (read->second == total || !unclear)) {
                if (read->second != total) {
                    return silent("quantity_changed");
                }
                continue;
            }
            auto const& evidence = found_.dishes.at(product);
            auto const numbers =
                evidence.empty() ? std::vector<std::int64_t>{} : ground_.numbers_near(evidence);
            auto const sum = std::accumulate(numbers.begin(), numbers.end(), std::int64_t{0});
            bool const said = std::ranges::find(numbers, total) != numbers.end() || sum == total;
            if (!said && (total != 1 || !numbers.empty())) {
                return silent("quantity_not_in_text");
            }
        }
        return {};
    }

    // A dish of ours goes only when the answer reads its words as part of another one's name:
    // "coke" of "coke zerro", or the plain "pizza" that our rules saw in "veggan pizza".
    Result<void> keep_own_reading() {
        Totals const own = totals_of(parse_.lines);
        Totals const given = totals_of(found_.lines);
        for (auto const& read : own) {
            if (found_.dishes.contains(read.first)) {
                continue;
            }
            auto const words = mention_of(read.first);
            bool const replaced = std::ranges::any_of(found_.dishes, [&](auto const& dish) {
                return !own.contains(dish.first) && given.at(dish.first) == read.second &&
                       is_part(words, dish.first, dish.second);
            });
            if (!replaced || has_options(read.first)) {
                return silent("contradicts_own_reading");
            }
        }
        return keep_own_options();
    }

    // Whether these words belong to a dish: they name it, or say its kind right beside its name.
    [[nodiscard]] bool is_part(Evidence const& words, ProductId dish, Evidence const& evidence)
        const {
        auto const& kind = menu_.product(dish)->category_name;
        auto const kinds = named(std::vector<std::string>{kind.he, kind.en});
        return !words.empty() && std::ranges::all_of(words, [&](std::size_t at) {
            bool const beside = evidence.contains(at + 1) || (at > 0 && evidence.contains(at - 1));
            return evidence.contains(at) || (beside && ground_.is_of(at, kinds));
        });
    }

    Result<void> keep_own_options() {
        for (CartLine const& own : parse_.lines) {
            std::vector<CartLine*> same;
            for (CartLine& line : found_.lines) {
                if (line.product == own.product) {
                    same.push_back(&line);
                }
            }
            for (ChosenOption const& option : own.options) {
                bool const there = std::ranges::any_of(same, [&](CartLine const* line) {
                    return std::ranges::any_of(line->options, [&](ChosenOption const& other) {
                        return same_choice(option, other);
                    });
                });
                if (!there && same.size() == 1) {
                    same.front()->options.push_back(option);
                } else if (!there && !same.empty()) {
                    return silent("option_left_out");
                }
            }
            if (same.size() == 1) {
                same.front()->note = own.note;
            }
        }
        return {};
    }

    [[nodiscard]] Evidence mention_of(ProductId product) const {
        auto const at = std::ranges::find(candidates_.products, product, &menu::Product::id);
        return at == candidates_.products.end()
                   ? Evidence{}
                   : ground_.mention(
                         products_[static_cast<std::size_t>(at - candidates_.products.begin())]
                     );
    }

    [[nodiscard]] bool has_options(ProductId product) const {
        return std::ranges::any_of(parse_.lines, [product](CartLine const& line) {
            return line.product == product && !line.options.empty();
        });
    }

    menu::Menu const& menu_;
    Candidates const& candidates_;
    Ground const& ground_;
    understanding::Parse const& parse_;
    std::vector<Named> products_;
    Evidence doubted_;
    Validated found_;
};

}  // namespace

Result<Validated> validate(
    Proposal const& proposal,
    menu::Menu const& menu,
    Candidates const& candidates,
    Ground const& ground,
    understanding::Parse const& parse
) {
    if (!proposal.is_order) {
        return silent("not_an_order");
    }
    if (!proposal.confident) {
        return silent("not_confident");
    }
    if (proposal.lines.empty()) {
        return silent("no_items");
    }
    auto found = TRY(Validation(menu, candidates, ground, parse).run(proposal));
    for (std::string const& words : proposal.unmatched) {
        for (Word const& word : words_of(words)) {
            std::erase_if(found.covered, [&](std::size_t at) {
                return ground.words()[at].letters == word.letters;
            });
        }
    }
    return found;
}

}  // namespace croozer::llm
