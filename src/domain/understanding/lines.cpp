#include "base/limits.hpp"
#include "domain/understanding/group.hpp"

#include <algorithm>

namespace croozer::understanding {

ordering::ChosenOption chosen_option(CompiledLexicon const& lexicon, Chosen const& chosen) {
    menu::OptionGroup const& owner = lexicon.group(chosen.group);
    return {
        .group = owner.id,
        .option = owner.options[static_cast<std::size_t>(chosen.option)].id,
        .part = chosen.part,
        .qualifier = chosen.qualifier,
        .negated = chosen.negated,
        .count = chosen.count,
    };
}

std::vector<ordering::CartLine> lines_of(
    CompiledLexicon const& lexicon, Tokens const& tokens, Grouped& grouped
) {
    std::vector<ordering::CartLine> lines;
    for (Draft const& draft : grouped.drafts) {
        if (draft.candidates.size() != 1) {
            Ambiguity which{
                .kind = AmbiguityKind::WhichProduct,
                .words = tokens.words(draft.first, draft.last),
                .clause = {},
                .products = {},
                .line = {.product = {}, .quantity = draft.quantity, .options = {}, .note = {}},
            };
            for (Chosen const& chosen : draft.options) {
                which.line.options.push_back(chosen_option(lexicon, chosen));
            }
            which.clause =
                (draft.counted ? std::to_string(draft.quantity) + " " : "") + which.words;
            for (std::int32_t const product : draft.candidates) {
                which.products.push_back(lexicon.product(product).id);
            }
            grouped.ambiguities.push_back(std::move(which));
            continue;
        }
        ordering::CartLine line{
            .product = lexicon.product(draft.candidates.front()).id,
            .quantity = draft.quantity,
            .options = {},
            .note = {},
        };
        for (Chosen const& chosen : draft.options) {
            line.options.push_back(chosen_option(lexicon, chosen));
        }
        auto const same = std::ranges::find_if(lines, [&](ordering::CartLine const& held) {
            return held.product == line.product && held.options == line.options &&
                   held.quantity + line.quantity <= limits::customer_quantity;
        });
        if (same != lines.end()) {
            same->quantity += line.quantity;
        } else {
            lines.push_back(std::move(line));
        }
    }
    return lines;
}

}  // namespace croozer::understanding
