// Changes that lean on what was said or done before: "same for the fries", "no, keep it", "the
// salad".
#include "domain/understanding/edits_test_check.hpp"

namespace croozer::understanding {

TEST(EditsAgain, TheSameForAnotherDish) {
    check_edits(
        "greek pizza, a margherita and a cola",
        {
            {"add corn to the greek pizza, and same for the margherita",
             "modify | with@0 corn | with@1 corn"},
            {"תוסיפו זיתים ליוונית ואותו דבר גם למרגריטה", "modify | with@0 olives | with@1 olives"
            },
            {"no onion on the greek pizza.. wait, I meant the margherita", "modify | with@1 -onion"
            },
        }
    );
}

TEST(EditsAgain, WhatGoesIsKeptAfterAll) {
    check_edits(
        "greek pizza with corn, garlic bread and a cola",
        {
            {"drop the garlic bread. no wait, keep it, drop the cola", "modify | remove@2"},
            {"תבטלו את לחם השום. אוי סליחה, התבלבלתי, לחם השום נשאר והקולה יורדת",
             "modify | remove@2"},
            {"remove the cola. actually take off the garlic bread, keep the cola",
             "modify | remove@1"},
            {"no corn. hmm, leave the corn, add olives", "modify | with@0 olives"},
            {"keep the corn, lose the cola", "modify | remove@2"},
        }
    );
}

// What is said beside it is not lost with it.
TEST(EditsAgain, KeepsWhatElseIsSaid) {
    check_edits(
        "greek pizza, garlic bread and a cola",
        {
            {"drop the cola. no, keep it but large", "modify | with@2 litre_and_half"},
            {"drop the garlic bread. no, keep the garlic bread and add corn to the pizza",
             "modify | with@0 corn"},
            {"drop the cola, pepsi please", "modify | remove@2 | ?words pepsi"},
            {"instead of the cola 2 sprites and fries", "modify | replace@2 2 sprite | add 1 fries"
            },
        }
    );
}

// Nothing goes that was not to go, and nothing is added for what is there.
TEST(EditsAgain, TakesEachOfTwoThingsForItself) {
    check_edits(
        "large greek pizza with corn, 2 garlic breads, a cola and a sprite",
        {
            {"remove the cola, and the pizza without corn", "modify | remove@2 | drop@0 corn"},
            {"להוריד את הקולה, והפיצה בלי תירס", "modify | remove@2 | drop@0 corn"},
            {"הפיצה בלי התירס, הקולה בבקבוק והספרייט יורד",
             "modify | drop@0 corn | with@2 litre_and_half | remove@3"},
            {"את הלחם שום תורידו לאחד", "modify | set@1=1"},
            {"2 more garlic breads but one cola less", "modify | add 2 garlic_bread | remove@2"},
            {"the sprite should be 3 and the cola a zero", "modify | set@3=3 | replace@2 1 zero"},
            {"instead of the cola a water and fries", "modify | replace@2 1 water | add 1 fries"},
            {"add one more cola and remove a garlic bread", "modify | add 1 cola | set@1=1"},
        }
    );
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    ordering::Cart cart;
    cart.lines =
        understand(
            *lexicon, "large greek pizza with corn, 2 garlic breads, a cola and a sprite", {}
        )
            .lines;
    for (char const* text :
         {"instead of the cola and the sprite 2 waters",
          "take the cola or the sprite off, whichever is easier",
          "add fries but make them with garlic dip",
          "two garlic breads more and a cola less",
          "all drinks zero please",
          "wrong pizza, I asked for sicilian",
          "הפיצה משפחתית, הקולה זירו",
          "if there is no zero then water instead of the cola"}) {
        EXPECT_EQ(understand(*lexicon, text, {.cart = &cart}).decision, Decision::Ask) << text;
    }
}

// A cancelled dish that is kept after all never cancels the order.
TEST(EditsAgain, NothingIsLeftOfACancelling) {
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    ordering::Cart cart;
    cart.lines = understand(*lexicon, "greek pizza and a cola", {}).lines;
    Parse const parse = understand(*lexicon, "cancel the cola. no, leave it", {.cart = &cart});
    EXPECT_EQ(parse.intent, Intent::Modify);
    EXPECT_EQ(parse.decision, Decision::Ask);
    EXPECT_TRUE(parse.edits.empty());
}

TEST(EditsAgain, WhatWasRefusedComesBack) {
    check_edits(
        "greek pizza without onion, and a margherita without onion and without corn",
        {
            {"put the onion back on the greek pizza", "modify | drop@0 -onion"},
            {"forget the \"no corn\" i said", "modify | drop@1 -corn"},
            {"תחזירו את התירס", "modify | drop@1 -corn"},
            {"the one without corn: add olives", "modify | with@1 olives"},
        }
    );
}

TEST(EditsAgain, ListsOfChanges) {
    check_edits(
        "greek pizza, 2 garlic breads and a cola",
        {
            {"cola -> sprite\ngarlic bread -> 3", "modify | replace@2 1 sprite | set@1=3"},
            {"changes:\ncola - cancel\ngarlic bread - one more", "modify | remove@2 | set@1=3"},
            {"greek pizza - add corn", "modify | with@0 corn"},
            {"קולה - לא צריך", "modify | remove@2"},
        }
    );
}

TEST(EditsAgain, SomeOfThem) {
    check_edits(
        "2 large greek pizzas and 3 colas",
        {
            {"add corn to the greek pizzas, just one of them", "modify | split@0=1 corn"},
            {"both pizzas with corn, and on one of them olives",
             "modify | with@0 corn | split@0=1 olives"},
            {"make the colas 2 instead of 3", "modify | set@1=2"},
            {"instead of three colas make it two", "modify | set@1=2"},
            {"forget the colas and get me 2 garlic breads instead",
             "modify | remove@1 | add 2 garlic_bread"},
        }
    );
}

TEST(EditsAgain, OneMoreLikeItButOtherwise) {
    check_edits(
        "family margherita with corn",
        {
            {"another one like that but olives instead of corn",
             "modify | copy@0=1 drop corn olives"},
            {"add one more, personal this time", "modify | copy@0=1 personal"},
        }
    );
}

// The cart names what it holds.
TEST(EditsAgain, WhatIsThereIsNamedByLess) {
    check_edits(
        "large greek pizza, personal sicilian pizza and garlic bread",
        {
            {"drop the bread", "modify | remove@2"},
            {"לגדולה תוסיפו תירס ולקטנה זיתים", "modify | with@0 corn | with@1 olives"},
        }
    );
}

// Each is a wish for what is there or for more of it: never added in silence.
TEST(EditsAgain, AsksRatherThanAddsWhatIsThere) {
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    ordering::Cart cart;
    cart.lines = understand(*lexicon, "large greek pizza and 2 margheritas", {}).lines;
    for (char const* text :
         {"and a garlic bread. greek pizza with corn",
          "add jelly to my greek pizza",
          "margheritas x3",
          "another margherita, the same crust as on the greek one",
          "remove the greek pizza and make the greek pizza personal"}) {
        EXPECT_EQ(understand(*lexicon, text, {.cart = &cart}).decision, Decision::Ask) << text;
    }
}

}  // namespace croozer::understanding
