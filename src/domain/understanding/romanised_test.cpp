// Hebrew in Latin letters: by itself, and in the middle of an English message.
#include "domain/understanding/romanised.hpp"

#include "domain/understanding/describe_test_parse.hpp"
#include "domain/understanding/trade_test_menu.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace croozer::understanding {

TEST(Romanised, WordsSoundAlikeInBothScripts) {
    auto const same = [](char const* latin, std::string_view hebrew) {
        auto const sounds = hebrew_skeletons(hebrew);
        return std::ranges::find(sounds, latin_skeleton(latin)) != sounds.end();
    };
    EXPECT_TRUE(same("batzal", "בצל"));
    EXPECT_TRUE(same("bazal", "בצל"));
    EXPECT_TRUE(same("pitriyot", "פטריות"));
    EXPECT_FALSE(same("batzal", "זיתימ"));
    // Of hardly any consonant the vowels must do.
    EXPECT_EQ(latin_voiced("soya"), hebrew_voiced("סויה"));
    EXPECT_EQ(latin_voiced("kola"), hebrew_voiced("קולה"));
    EXPECT_NE(latin_voiced("kola"), hebrew_voiced("קולי"));
}

TEST(Romanised, OneWordThatOnlyHebrewSaysIsEnough) {
    EXPECT_TRUE(may_be_romanised(tokenise("efshar one chocolate croissant and two coffees")));
    EXPECT_TRUE(may_be_romanised(tokenise("2 colas im pizza ve fries")));
    auto tokens = tokenise("one pizza with li");
    for (Token& token : tokens.list) {
        token.known = token.key != "li";
    }
    EXPECT_FALSE(may_be_romanised(tokens));
}

TEST(Romanised, LettersThatHebrewGluesStandApart) {
    auto tokens = tokenise("pizza ve cola");
    take_particles(tokens);
    ASSERT_EQ(tokens.list.size(), 2U);
    EXPECT_EQ(tokens.list[1].key, "cola");
    EXPECT_EQ(tokens.list[1].prefix, prefix::and_);
    EXPECT_EQ(particle_of("bepita").letters, "be");
    EXPECT_TRUE(particle_of("pita").letters.empty());
}

TEST(Romanised, OrdersAreRead) {
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);

    struct Case {
        char const* text;
        char const* expected;
    };

    for (Case const one : {
             Case{
                 "efshar yevanit mishpachtit im zeitim ve bazal",
                 "order | 1 greek[family olives onion]"
             },
             Case{
                 "ani rotze shtei pizzot bli batzal, and one cola please",
                 "order | 2 margherita[-onion] | 1 cola"
             },
             Case{"ten li yevanit", "order | 1 greek"},
         }) {
        EXPECT_EQ(testing_menu::described(*menu, understand(*lexicon, one.text, {})), one.expected)
            << one.text;
    }
}

}  // namespace croozer::understanding
