// A parse as one short line, for tables in tests: "order 2 greek[size=family topping=olives/1]".
#pragma once

#include "domain/understanding/understand.hpp"

#include <string>

namespace croozer::testing_menu {

inline std::string described(ordering::Part part) {
    return part == ordering::Part::First ? "/1" : part == ordering::Part::Second ? "/2" : "";
}

inline std::string described(menu::Menu const& menu, ordering::CartLine const& line) {
    menu::Product const* product = nullptr;
    for (menu::Product const& candidate : menu.products) {
        product = candidate.id == line.product ? &candidate : product;
    }
    std::string text = std::to_string(line.quantity) + " " + (product ? product->sku : "?");
    if (line.options.empty()) {
        return text;
    }
    text += "[";
    for (ordering::ChosenOption const& option : line.options) {
        text += text.back() == '[' ? "" : " ";
        text += option.negated ? "-" : "";
        text += option.qualifier == ordering::Qualifier::Extra   ? "++"
                : option.qualifier == ordering::Qualifier::Light ? "~"
                                                                 : "";
        text += option.option;
        text += described(option.part);
    }
    return text + "]";
}

inline std::string described(std::vector<understanding::OptionChange> const& changes) {
    std::string text;
    for (understanding::OptionChange const& change : changes) {
        text += change.removes ? " drop " : change.option.negated ? " -" : " ";
        text += change.option.option;
    }
    return text;
}

inline std::string described(menu::Menu const& menu, understanding::Edit const& edit) {
    using enum understanding::EditKind;
    std::string const at = "@" + std::to_string(edit.line);
    auto const option = [&] {
        return edit.option ? (edit.option->negated ? "-" : "") + edit.option->option +
                                 described(edit.option->part)
                           : "";
    };
    switch (edit.kind) {
        case Add:
            return "add " + described(menu, edit.item);
        case Remove:
            return "remove" + at;
        case SetQuantity:
            return "set" + at + "=" + std::to_string(edit.quantity);
        case Replace:
            return "replace" + at + " " + described(menu, edit.item);
        case AddOption:
            return "with" + at + " " + option();
        case RemoveOption:
            return "drop" + at + " " + option();
        case Split:
            return "split" + at + "=" + std::to_string(edit.quantity) + described(edit.changes);
        case Copy:
            return "copy" + at + "=" + std::to_string(edit.quantity) + described(edit.changes);
    }
    return "?";
}

inline char const* intent_name(understanding::Intent intent) {
    constexpr char const* names[] = {
        "order",
        "modify",
        "cancel",
        "status",
        "question",
        "greeting",
        "address",
        "confirm",
        "deny",
        "human",
        "menu",
        "thanks",
        "unknown",
    };
    return names[static_cast<std::size_t>(intent)];
}

inline std::string described(menu::Menu const& menu, understanding::Parse const& parse) {
    constexpr char const* doubts[] = {"?words", "?which", "?line", "?halves", "?quantity"};
    std::string text = intent_name(parse.intent);
    for (ordering::CartLine const& line : parse.lines) {
        text += " | " + described(menu, line);
    }
    for (understanding::Edit const& edit : parse.edits) {
        text += " | " + described(menu, edit);
    }
    for (understanding::Ambiguity const& doubt : parse.ambiguities) {
        text +=
            std::string(" | ") + doubts[static_cast<std::size_t>(doubt.kind)] + " " + doubt.words;
    }
    return text;
}

}  // namespace croozer::testing_menu
