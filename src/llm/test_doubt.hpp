// For tests: a text that the made-up pizzeria's rules read in part, and what becomes of an answer.
#pragma once

#include "domain/understanding/trade_test_menu.hpp"
#include "llm/validate.hpp"

#include <string>
#include <vector>

namespace croozer::llm::test {

using testing_menu::id_of;

inline ordering::CartLine line(std::uint8_t product, std::int64_t quantity = 1) {
    return {.product = id_of(product), .quantity = quantity, .options = {}, .note = {}};
}

inline understanding::Ambiguity unknown(std::string words) {
    return {
        .kind = understanding::AmbiguityKind::UnknownWords,
        .words = words,
        .clause = words,
        .products = {}
    };
}

inline conversation::Doubt doubt_of(
    std::string text,
    std::vector<ordering::CartLine> lines,
    std::vector<understanding::Ambiguity> ambiguities
) {
    conversation::Doubt doubt;
    doubt.text = std::move(text);
    doubt.parse.intent = understanding::Intent::Order;
    doubt.parse.lines = std::move(lines);
    doubt.parse.ambiguities = std::move(ambiguities);
    return doubt;
}

// Nothing of it understood.
inline conversation::Doubt unread(std::string text) {
    conversation::Doubt doubt;
    doubt.parse.residue = text;
    doubt.text = std::move(text);
    return doubt;
}

inline app::UnclearText unclear(conversation::Doubt doubt) {
    return {
        .business = {},
        .customer = {},
        .menu = testing_menu::pizzeria(),
        .language = Language::English,
        .doubt = std::move(doubt)
    };
}

}  // namespace croozer::llm::test
