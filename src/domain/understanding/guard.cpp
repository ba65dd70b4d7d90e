#include "domain/understanding/guard.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace croozer::understanding {

namespace {

bool in_range(std::int64_t quantity) {
    return quantity >= 1 && quantity <= limits::customer_quantity;
}

bool allows(menu::Menu const& menu, ProductId product, ordering::ChosenOption const& option) {
    menu::Product const* const held = menu.product(product);
    return held != nullptr && in_range(option.count) &&
           menu.option(*held, option.group, option.option).second != nullptr;
}

bool allows(menu::Menu const& menu, ordering::CartLine const& line) {
    return menu.product(line.product) != nullptr && in_range(line.quantity) &&
           std::ranges::all_of(line.options, [&](ordering::ChosenOption const& option) {
               return allows(menu, line.product, option);
           });
}

bool allows(menu::Menu const& menu, ordering::Cart const& cart, Edit const& edit) {
    if (edit.kind == EditKind::Add) {
        return allows(menu, edit.item);
    }
    bool const exists = edit.line >= 0 && edit.line < static_cast<std::int64_t>(cart.lines.size());
    if (!exists) {
        return false;
    }
    ProductId const product = cart.lines[static_cast<std::size_t>(edit.line)].product;
    switch (edit.kind) {
        case EditKind::Replace:
            return allows(menu, edit.item);
        case EditKind::SetQuantity:
            return edit.quantity <= limits::customer_quantity;
        case EditKind::Split:
        case EditKind::Copy:
            return in_range(edit.quantity) &&
                   std::ranges::all_of(edit.changes, [&](OptionChange const& change) {
                       return change.removes || allows(menu, product, change.option);
                   });
        case EditKind::AddOption:
            return edit.option && allows(menu, product, *edit.option);
        default:
            return true;
    }
}

}  // namespace

void guard(
    CompiledLexicon const& lexicon, ordering::Cart const* cart, std::string_view text, Parse& parse
) {
    menu::Menu const& menu = lexicon.menu();
    auto const lines = std::erase_if(parse.lines, [&](ordering::CartLine const& line) {
        return !allows(menu, line);
    });
    ordering::Cart const none;
    auto const edits = std::erase_if(parse.edits, [&](Edit const& edit) {
        return !allows(menu, cart == nullptr ? none : *cart, edit);
    });
    if (lines + edits > 0) {
        constexpr std::size_t quoted = 60;
        std::string const words(first_code_points(text, quoted));
        parse.ambiguities.push_back({
            .kind = AmbiguityKind::UnknownWords,
            .words = words,
            .clause = words,
            .products = {},
        });
    }
}

}  // namespace croozer::understanding
