#include "llm/validate.hpp"

#include <algorithm>

namespace croozer::llm {
namespace {

using understanding::Ambiguity;
using understanding::AmbiguityKind;

class Merge {
public:
    Merge(Validated const& found, Ground const& ground) : found_(found), ground_(ground) {
        for (std::size_t i = 0; i < ground.words().size(); ++i) {
            if (found.covered.contains(i) || leans(i)) {
                settled_.insert(ground.words()[i].letters);
            }
        }
        // Said twice and placed once: the other is still open.
        for (std::size_t i = 0; i < ground.words().size(); ++i) {
            if (!found.covered.contains(i) && !leans(i)) {
                settled_.erase(ground.words()[i].letters);
            }
        }
    }

    // What is left of a question; nothing: it is answered.
    [[nodiscard]] std::optional<Ambiguity> left_of(
        Ambiguity ambiguity, understanding::Parse const& parse
    ) const {
        bool answered = false;
        switch (ambiguity.kind) {
            case AmbiguityKind::UnknownWords:
                ambiguity.words = unsettled(ambiguity.words);
                answered = ambiguity.words.empty();
                break;
            case AmbiguityKind::WhichProduct:
                answered = std::ranges::any_of(ambiguity.products, [&](ProductId product) {
                    return named_by(product, ambiguity.words);
                });
                break;
            case AmbiguityKind::WhichLine:
                answered = unsettled(ambiguity.words).empty();
                break;
            case AmbiguityKind::HalvesUnclear:
                answered = unsettled(ambiguity.words).empty() && has_halves();
                break;
            case AmbiguityKind::QuantityUnclear:
                answered = quantity_found(ambiguity.words, parse);
                break;
        }
        return answered ? std::nullopt : std::optional(std::move(ambiguity));
    }

private:
    // A small word, or a cue or number beside something that was placed.
    [[nodiscard]] bool leans(std::size_t at) const {
        auto const& words = ground_.words();
        Cue const cue = cue_of(words[at]);
        if (cue == Cue::Glue) {
            return true;
        }
        bool const number = number_of(words[at]).has_value();
        if (cue == Cue::None && !number) {
            return false;
        }
        return found_.covered.contains(at + 1) || found_.covered.contains(at + 2) ||
               (at > 0 && found_.covered.contains(at - 1));
    }

    // In the customer's own spelling.
    [[nodiscard]] std::string unsettled(std::string const& phrase) const {
        std::string left;
        for (Word const& word : words_of(phrase)) {
            if (!settled_.contains(word.letters) && cue_of(word) != Cue::Glue) {
                left +=
                    (left.empty() ? "" : " ") + phrase.substr(word.begin, word.end - word.begin);
            }
        }
        return left;
    }

    [[nodiscard]] bool named_by(ProductId product, std::string_view phrase) const {
        auto const found = found_.dishes.find(product);
        if (found == found_.dishes.end()) {
            return false;
        }
        auto const words = words_of(phrase);
        return std::ranges::any_of(found->second, [&](std::size_t at) {
            return std::ranges::find(words, ground_.words()[at].letters, &Word::letters) !=
                   words.end();
        });
    }

    [[nodiscard]] bool has_halves() const {
        return std::ranges::any_of(found_.lines, [](ordering::CartLine const& line) {
            return std::ranges::any_of(line.options, [](ordering::ChosenOption const& option) {
                return option.part != ordering::Part::Whole;
            });
        });
    }

    [[nodiscard]] bool quantity_found(std::string_view phrase, understanding::Parse const& parse)
        const {
        auto const words = words_of(phrase);
        auto const number = words.size() == 1 ? number_of(words.front()) : std::nullopt;
        auto const total = [](std::vector<ordering::CartLine> const& lines, ProductId product) {
            std::int64_t sum = 0;
            for (ordering::CartLine const& line : lines) {
                sum += line.product == product ? line.quantity : 0;
            }
            return sum;
        };
        return number && std::ranges::any_of(found_.dishes, [&](auto const& dish) {
                   return total(found_.lines, dish.first) == *number &&
                          total(parse.lines, dish.first) != *number;
               });
    }

    Validated const& found_;
    Ground const& ground_;
    std::set<std::u32string> settled_;
};

}  // namespace

std::optional<understanding::Parse> merge(
    understanding::Parse const& parse, Validated const& found, Ground const& ground
) {
    understanding::Parse merged = parse;
    merged.intent = understanding::Intent::Order;
    merged.lines = found.lines;
    merged.residue.clear();
    merged.ambiguities.clear();
    std::vector<Ambiguity> open = parse.ambiguities;
    if (!parse.residue.empty()) {
        open.push_back(
            {.kind = AmbiguityKind::UnknownWords,
             .words = parse.residue,
             .clause = parse.residue,
             .products = {}}
        );
    }
    Merge const merge(found, ground);
    for (Ambiguity& ambiguity : open) {
        if (auto left = merge.left_of(std::move(ambiguity), parse)) {
            merged.ambiguities.push_back(*std::move(left));
        }
    }
    bool const learned = merged.lines != parse.lines || merged.ambiguities.size() < open.size();
    return learned ? std::optional(std::move(merged)) : std::nullopt;
}

}  // namespace croozer::llm
