// Lines that are told by what they have, divided, left as they are, or changed by halves.
#include "domain/understanding/edits_test_check.hpp"

namespace croozer::understanding {

TEST(EditsTold, ALineByWhatItHas) {
    check_edits(
        "family margherita with tuna, large greek pizza with corn",
        {
            {"add onion to the one with tuna", "modify | with@0 onion"},
            {"add onion to the margherita with tuna", "modify | with@0 onion"},
            {"olives for the one with corn", "modify | with@1 olives"},
            {"תוסיפו בצל על הפיצה עם הטונה", "modify | with@0 onion"},
            {"garlic on the large one please", "modify | with@1 garlic"},
        }
    );
}

TEST(EditsTold, ALineDivided) {
    check_edits(
        "3 large margheritas and a cola",
        {
            {"of the three margheritas make one with corn and one with olives",
             "modify | split@0=1 corn | split@0=1 olives"},
            {"the margheritas: two with corn, the other one plain", "modify | split@0=2 corn"},
            {"מתוך שלוש המרגריטות אחת תהיה עם פטריות ואחת עם תירס",
             "modify | split@0=1 mushrooms | split@0=1 corn"},
            {"אחת משלוש המרגריטות שתהיה עם זיתים", "modify | split@0=1 olives"},
            {"one of them with corn and the other with olives",
             "modify | split@0=1 corn | split@0=2 olives"},
        }
    );
}

TEST(EditsTold, WhatStaysIsLeftAlone) {
    check_edits(
        "2 large margheritas and a cola",
        {
            {"one of the margheritas with corn, the other one stays as it is",
             "modify | split@0=1 corn"},
            {"אחת מהמרגריטות עם זיתים והשנייה נשארת רגילה", "modify | split@0=1 olives"},
            {"אחת מהמרגריטות עם זיתים, השנייה רגילה", "modify | split@0=1 olives"},
            {"make the colas 3, everything else stays", "modify | set@1=3"},
        }
    );
}

TEST(EditsTold, TheHalfThatSomethingIsOn) {
    check_edits(
        "family margherita, half corn half mushrooms",
        {
            {"add onion to the mushroom half", "modify | with@0 onion/2"},
            {"add onion to the half with the mushrooms", "modify | with@0 onion/2"},
            {"על החצי של הפטריות תוסיפו גם בצל", "modify | with@0 onion/2"},
            {"put onion on half", "modify | with@0 onion/1"},
        }
    );
}

TEST(EditsTold, SomeOfALineForAnother) {
    check_edits(
        "3 colas and a greek pizza",
        {
            {"swap one cola for a sprite", "modify | set@0=2 | add 1 sprite"},
            {"a sprite instead of one cola", "modify | set@0=2 | add 1 sprite"},
            {"תחליפו קולה אחת לספרייט", "modify | set@0=2 | add 1 sprite"},
            {"תחליפו את הקולות לשני ספרייט", "modify | replace@0 2 sprite"},
        }
    );
}

TEST(EditsTold, AChangeBeforeASwap) {
    check_edits(
        "greek pizza with corn and onion, and a margherita",
        {
            {"no onion in the greek one, olives instead of the corn",
             "modify | drop@0 onion | drop@0 corn | with@0 olives"},
            {"no onion in the greek one, but on the margherita put some olives",
             "modify | drop@0 onion | with@1 olives"},
        }
    );
}

// A wish in the shape of a question is no question where there is a cart.
TEST(EditsTold, CanItBe) {
    check_edits(
        "greek pizza and a cola",
        {
            {"can the greek pizza come with olives? and skip the cola",
             "modify | with@0 olives | remove@1"},
            {"do the greek one with corn", "modify | with@0 corn"},
        }
    );
    auto const menu = testing_menu::pizzeria();
    EXPECT_EQ(
        understand(*Lexicon::compile(menu), "can the greek pizza come without onion?", {}).intent,
        Intent::Question
    );
}

// "2-3" is no amount, and never of what is in the cart.
TEST(EditsTold, AnUnclearAmountIsOfNoOtherLine) {
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    ordering::Cart cart;
    cart.lines = understand(*lexicon, "greek pizza", {}).lines;
    for (char const* text : {"תביאו גם 2-3 קולות", "and 2-3 colas"}) {
        Parse const parse = understand(*lexicon, text, {.cart = &cart});
        EXPECT_EQ(parse.decision, Decision::Ask) << text;
        EXPECT_TRUE(parse.edits.empty()) << text;
    }
}

TEST(EditsTold, TheWholeOrderSaidAnew) {
    check_edits(
        "family margherita with corn, 2 colas and garlic bread",
        {
            {"to sum up: 2 family margheritas and a cola", "modify | set@0=2 | set@1=1 | remove@2"},
            {"לסיכום: מרגריטה משפחתית, שלוש קולות ויוונית אחת. בלי לחם השום",
             "modify | set@1=3 | add 1 greek | remove@2"},
            {"start over: 2 greek pizzas with corn",
             "modify | remove@0 | remove@1 | remove@2 | add 2 greek[corn]"},
        }
    );
    // Said again without a word for more: as much once more, or just said again?
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    ordering::Cart cart;
    cart.lines = understand(*lexicon, "a margherita and 2 colas", {}).lines;
    EXPECT_EQ(
        understand(*lexicon, "2 margheritas, 3 colas", {.cart = &cart}).decision, Decision::Ask
    );
}

TEST(EditsTold, TakesBackWhatItJustSaid) {
    check_edits(
        "greek pizza and a cola and a sprite",
        {
            {"remove the cola. sorry, not the cola, the sprite", "modify | remove@2"},
            {"תורידו את הקולה, סליחה לא הקולה, את הספרייט", "modify | remove@2"},
            {"add a margherita. no wait, two garlic breads", "modify | add 2 garlic_bread"},
            {"add corn to the pizza. no wait, olives", "modify | with@0 olives"},
            {"remove the cola... wait no, keep the cola. and a margherita",
             "modify | add 1 margherita"},
        }
    );
}

TEST(EditsTold, FewerAndFromSoManyToSoMany) {
    check_edits(
        "4 colas and a greek pizza",
        {
            {"one less cola", "modify | set@0=3"},
            {"קולה אחת פחות", "modify | set@0=3"},
            {"increase the colas from 4 to 6", "modify | set@0=6"},
            {"the cola should be 5", "modify | set@0=5"},
            {"הקולה יורדת", "modify | remove@0"},
            {"remove everything but the pizza", "modify | remove@0"},
        }
    );
}

// The letter before a Latin word is its prefix.
TEST(EditsTold, TwoLanguagesInOneWord) {
    check_edits(
        "greek pizza and a cola",
        {
            {"תורידו את ה-cola", "modify | remove@1"},
            {"תוסיפו onion ל-greek pizza", "modify | with@0 onion"},
        }
    );
}

// What was named is there, and nothing was done with it; a number that came to nothing; one more of
// what is there, where nobody said "more": never in silence.
TEST(EditsTold, LooksOnceMore) {
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    ordering::Cart cart;
    cart.lines = understand(*lexicon, "greek pizza, margherita and 2 colas", {}).lines;
    for (char const* text :
         {"greek pizza with corn",
          "turn the greek pizza into a single",
          "corn on the greek pizza, about the margherita we argue"}) {
        EXPECT_EQ(understand(*lexicon, text, {.cart = &cart}).decision, Decision::Ask) << text;
    }
}

// An apology takes nothing back, and what is not understood removes nothing.
TEST(EditsTold, LosesNothingOnTheWay) {
    check_edits(
        "greek pizza with corn, and 2 colas",
        {
            {"add a margherita. sorry for the mess. 2 garlic breads please",
             "modify | add 1 margherita | add 2 garlic_bread"},
            {"remove the corn. actually keep only the pizza", "modify | drop@0 corn | remove@1"},
            {"the colas stay, olives on the greek pizza", "modify | with@0 olives"},
            {"add olives to the pizza. sorry, mushrooms too",
             "modify | with@0 olives | with@0 mushrooms"},
        }
    );
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    ordering::Cart cart;
    cart.lines = understand(*lexicon, "greek pizza with corn, and 2 colas", {}).lines;
    Parse const total =
        understand(*lexicon, "to sum up: a greek pizza and 2 quinoas", {.cart = &cart});
    EXPECT_EQ(total.decision, Decision::Ask);
    EXPECT_TRUE(total.edits.empty());
    EXPECT_EQ(
        understand(*lexicon, "we stay at the Hilton 2 garlic breads please", {.cart = &cart})
            .edits.size(),
        1U
    );
    // Asked which is meant, the customer says the order again.
    Parse const again =
        understand(*lexicon, "greek pizza, 2 colas", {.cart = &cart, .clarifying = true});
    EXPECT_TRUE(again.ambiguities.empty());
}

}  // namespace croozer::understanding
