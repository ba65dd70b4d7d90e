// Sentences of our own over two made-up menus: text in, lines or intent out.
#include "domain/understanding/understand.hpp"

#include "domain/understanding/describe_test_parse.hpp"
#include "domain/understanding/trade_test_menu.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace croozer::understanding {

namespace {

struct Case {
    char const* text;
    char const* expected;
};

std::string said(std::shared_ptr<menu::Menu const> const& menu, char const* text) {
    auto const lexicon = Lexicon::compile(menu);
    return testing_menu::described(*menu, understand(*lexicon, text, {}));
}

void check(std::shared_ptr<menu::Menu const> const& menu, std::vector<Case> const& cases) {
    auto const lexicon = Lexicon::compile(menu);
    for (Case const& one : cases) {
        EXPECT_EQ(testing_menu::described(*menu, understand(*lexicon, one.text, {})), one.expected)
            << one.text;
    }
}

}  // namespace
