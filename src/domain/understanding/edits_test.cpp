// Changes against an open cart: {1 greek, 1 cola} unless a test says otherwise.
#include "domain/understanding/edits_test_check.hpp"

namespace croozer::understanding {

TEST(Edits, SwapsSaidInOtherWays) {
    check_edits(
        "greek pizza with onion and corn, and a cola",
        {
            {"תורידו את הקולה ותשימו במקומה ספרייט", "modify | replace@1 1 sprite"},
            {"skip the cola, a sprite instead", "modify | replace@1 1 sprite"},
            {"תורידו את הבצל ותשימו במקומו זיתים", "modify | drop@0 onion | with@0 olives"},
            {"olives and not onion", "modify | drop@0 onion | with@0 olives"},
        }
    );
    check_edits(
        "family margherita, half corn half mushrooms",
        {{"swap the mushrooms half for onion", "modify | drop@0 mushrooms | with@0 onion/2"}}
    );
}

TEST(Edits, OneRatherThanTheOther) {
    check_edits(
        "family greek pizza with corn, and 2 colas",
        {
            {"קולה 3 ולא 2", "modify | set@1=3"},
            {"3 colas, not 2", "modify | set@1=3"},
            {"לא תירס, זיתים", "modify | drop@0 corn | with@0 olives"},
            {"ספרייט ולא קולה", "modify | replace@1 2 sprite"},
            {"את כל הקולות תעשו ספרייט", "modify | replace@1 2 sprite"},
            {"פיצה יוונית אישית ולא משפחתית", "modify | drop@0 family | with@0 personal"},
        }
    );
}

// What stands behind a swap is neither dropped nor, where it is not understood, accepted.
TEST(Edits, WhatFollowsASwapIsNotLost) {
    check_edits(
        "family greek pizza with corn, and 2 colas",
        {
            {"3 colas, not 2, and a sprite", "modify | set@1=3 | add 1 sprite"},
            {"olives and not corn, and a sprite",
             "modify | drop@0 corn | with@0 olives | add 1 sprite"},
        }
    );
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    ordering::Cart cart;
    cart.lines = understand(*lexicon, "family greek pizza with corn, and 2 colas", {}).lines;
    for (char const* text :
         {"swap the corn for onion and quinoa",
          "change the corn in the greek pizza to onion and quinoa",
          "double the colas and the quinoa",
          "olives and quinoa and not corn"}) {
        EXPECT_EQ(understand(*lexicon, text, {.cart = &cart}).decision, Decision::Ask) << text;
    }
}

TEST(Edits, StartsOver) {
    check_edits(
        "greek pizza and 2 colas",
        {
            {"start over, just one margherita", "modify | remove@0 | remove@1 | add 1 margherita"},
            {"תשכחו מכל מה שאמרתי, רק מרגריטה אחת",
             "modify | remove@0 | remove@1 | add 1 margherita"},
        }
    );
}

TEST(Edits, TakesOutOfTheDishAndNotTheDish) {
    check_edits(
        "greek pizza with corn and olives, and a margherita",
        {
            {"take the corn out of the greek pizza, we hate it", "modify | drop@0 corn"},
            {"תוריד את התירס מהיוונית ותשים בצל במרגריטה", "modify | drop@0 corn | with@1 onion"},
            {"אפשר להחליף את התירס ביוונית לבצל?", "modify | drop@0 corn | with@0 onion"},
            {"add onion both to the greek one and to the margherita",
             "modify | with@0 onion | with@1 onion"},
        }
    );
}

// Nobody is told that it is done where nothing was.
TEST(Edits, WhatChangesNothingIsAskedAbout) {
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    ordering::Cart cart;
    cart.lines = understand(*lexicon, "family greek pizza with corn, and 2 colas", {}).lines;
    for (char const* text :
         {"תגדיל את המשפחתית", "change the greek to family", "one cola with onion"}) {
        Parse const parse = understand(*lexicon, text, {.cart = &cart});
        EXPECT_EQ(parse.decision, Decision::Ask) << text;
    }
}

TEST(Edits, DoublesTheOrder) {
    check_edits(
        "greek pizza and 2 colas",
        {
            {"תכפילו לי את כל ההזמנה, באים עוד חברים", "modify | set@0=2 | set@1=4"},
            {"please double the whole order", "modify | set@0=2 | set@1=4"},
            {"תכפיל את הקולה", "modify | set@1=4"},
        }
    );
}

TEST(Edits, OnHalfOfIt) {
    check_edits(
        "family margherita with olives",
        {
            {"את הזיתים תשימו רק על חצי", "modify | with@0 olives/1"},
            {"put the olives on half only", "modify | with@0 olives/1"},
            {"הזיתים הם רק בשבילי, שימו אותם על חצי מהפיצה", "modify | with@0 olives/1"},
        }
    );
}

TEST(Edits, WhatBothOfThemAre) {
    check_edits(
        "a greek pizza and a margherita",
        {{"could both pizzas be family size", "modify | with@0 family | with@1 family"}}
    );
}

TEST(Edits, EachClauseChangesTheLineAnew) {
    check_edits(
        "greek pizza with corn",
        {
            {"תעשו שתיים ותורידי את התירס", "modify | set@0=2 | drop@0 corn"},
            {"תוריד את התירס כי הבת שלי לא אוהבת אותו", "modify | drop@0 corn"},
            {"אל תכינו את היוונית, בא לי מרגריטה", "modify | remove@0 | add 1 margherita"},
            {"ת'יוונית תעשו משפחתית", "modify | with@0 family"},
        }
    );
}

// Of "swap A for B" only the B was understood.
TEST(Edits, ASwapOfSomethingUnknownAddsNothing) {
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    ordering::Cart cart;
    cart.lines = understand(*lexicon, "greek pizza and a garlic bread", {}).lines;
    Parse const parse = understand(*lexicon, "swap the mash for a sprite", {.cart = &cart});
    EXPECT_TRUE(parse.edits.empty());
    EXPECT_EQ(parse.decision, Decision::Ask);
}

TEST(Edits, EverythingButOne) {
    check_edits(
        "greek pizza, a cola and fries",
        {
            {"תמחקו הכל חוץ מהפיצה", "modify | remove@1 | remove@2"},
            {"remove everything except the pizza", "modify | remove@1 | remove@2"},
            {"תמחקו הכל ותשאירו רק את הפיצה", "modify | remove@1 | remove@2"},
        }
    );
}

TEST(Edits, WhatIsThereIsChangedAndNotAdded) {
    check_edits(
        "small greek pizza and a cola",
        {
            {"תעשו אותה משפחתית", "modify | with@0 family"},
            {"add fries and make the pizza family", "modify | add 1 fries | with@0 family"},
        }
    );
    check_edits(
        "2 colas", {{"שיהיו 3 קולות", "modify | set@0=3"}, {"make it 3 colas", "modify | set@0=3"}}
    );
    check_edits(
        "greek pizza and a cola",
        {
            {"תוסיף זיתים לפיצה וגם צ'יפס", "modify | with@0 olives | add 1 fries"},
            {"two more colas and no pizza", "modify | add 2 cola | remove@0"},
        }
    );
}

TEST(Edits, TwoLines) {
    check_edits(
        "פיצה יוונית וקולה",
        {
            {"תוריד את הקולה", "modify | remove@1"},
            {"במקום קולה ספרייט", "modify | replace@1 1 sprite"},
            {"ספרייט במקום קולה", "modify | replace@1 1 sprite"},
            {"תחליפו את הקולה בספרייט", "modify | replace@1 1 sprite"},
            {"replace the coke with sprite", "modify | replace@1 1 sprite"},
            {"add olives to the pizza", "modify | with@0 olives"},
            {"add fries", "modify | add 1 fries"},
            {"make it 2 cokes", "modify | set@1=2"},
            {"actually 3 cokes", "modify | set@1=3"},
            {"remove the coke", "modify | remove@1"},
            {"cancel the coke", "modify | remove@1"},
            {"no onions", "modify | with@0 -onion"},
            {"בלי בצל", "modify | with@0 -onion"},
            {"עם זיתים", "modify | with@0 olives"},
            {"תוסיף זיתים לפיצה היוונית", "modify | with@0 olives"},
            {"גם לחם שום", "modify | add 1 garlic_bread"},
            {"וקולה", "modify | add 1 cola"},
            {"עוד קולה", "modify | add 1 cola"},
            {"תעשה את הפיצה אישית", "modify | with@0 personal"},
            {"make the pizza family", "modify | with@0 family"},
            {"2 קולה", "modify | add 2 cola"},
            {"בעצם משפחתית", "modify | with@0 family"},
            {"תוריד את הקולה ותוסיף ספרייט", "modify | remove@1 | add 1 sprite"},
            {"make it 2", "modify | ?line make it 2"},
            {"עוד אחת", "modify | ?line עוד אחת"},
            {"תוריד את הספרייט", "modify | ?words תוריד את הספרייט"},
            {"סושי", "unknown"},
            {"זהו תודה", "modify"},
            {"לא", "deny"},
            {"כן", "confirm"},
            {"משלוח", "modify"},
        }
    );
}

TEST(Edits, OneLine) {
    check_edits(
        "3 פיצות עם זיתים",
        {
            {"בעצם 2", "modify | set@0=2"},
            {"make it 5", "modify | set@0=5"},
            {"עוד אחת כזאת", "modify | set@0=4"},
            {"another one", "modify | set@0=4"},
            {"תורידו פיצה אחת", "modify | set@0=2"},
            {"בלי הזיתים", "modify | drop@0 olives"},
            {"תוריד את הזיתים", "modify | drop@0 olives"},
            {"בצל במקום זיתים", "modify | drop@0 olives | with@0 onion"},
            {"corn instead of olives", "modify | drop@0 olives | with@0 corn"},
            {"תוריד את הפיצות", "modify | remove@0"},
            {"4 במקום 3", "modify | set@0=4"},
        }
    );
}

TEST(Edits, SeveralLinesThatFit) {
    check_edits(
        "יוונית וסיציליאנית",
        {
            {"תוסיף זיתים", "modify | ?line תוסיף זיתים"},
            {"add olives to the greek", "modify | with@0 olives"},
            {"תוריד את הסיציליאנית", "modify | remove@1"},
        }
    );
}

TEST(Edits, OneOfSeveral) {
    check_edits(
        "3 פיצות עם זיתים",
        {
            {"one of them without olives", "modify | split@0=1 drop olives"},
            {"אחת מהן בלי זיתים", "modify | split@0=1 drop olives"},
            {"one of the pizzas with corn", "modify | split@0=1 corn"},
            {"אחת מהפיצות עם תירס", "modify | split@0=1 corn"},
            {"one without olives", "modify | split@0=1 drop olives"},
            {"one of them with corn and one with onion", "modify | split@0=1 corn | split@0=1 onion"
            },
            {"אחת בלי זיתים ואחת עם תירס", "modify | split@0=1 drop olives | split@0=1 corn"},
            {"remove one of the pizzas", "modify | set@0=2"},
            {"all of them with corn", "modify | with@0 corn"},
            {"another one like that but without olives", "modify | copy@0=1 drop olives"},
            {"עוד אחת כזאת בלי זיתים", "modify | copy@0=1 drop olives"},
            {"4 of them with corn", "modify | ?line 4 of them with corn"},
            {"swap the olives for corn", "modify | drop@0 olives | with@0 corn"},
            {"take the olives off and put corn instead", "modify | drop@0 olives | with@0 corn"},
            {"extra olives", "modify | with@0 olives"},
            {"double the pizzas", "modify | ?line double the pizzas"},
            {"add 2 pizzas, one with corn and one with onion",
             "modify | add 1 margherita[corn] | add 1 margherita[onion]"},
        }
    );
}

TEST(Edits, PointingAtLines) {
    check_edits(
        "יוונית וסיציליאנית וקולה",
        {
            {"the second one without olives", "modify | with@1 -olives"},
            {"השנייה עם תירס", "modify | with@1 corn"},
            {"הראשונה בלי בצל והשנייה עם זיתים", "modify | with@0 -onion | with@1 olives"},
            {"add corn to the first one", "modify | with@0 corn"},
            {"both pizzas without onion", "modify | with@0 -onion | with@1 -onion"},
            {"שתי הפיצות בלי בצל", "modify | with@0 -onion | with@1 -onion"},
            {"everything family", "modify | with@0 family | with@1 family"},
            {"היוונית בלי בצל", "modify | with@0 -onion"},
            {"greek without onion", "modify | with@0 -onion"},
            {"a greek without onion", "modify | add 1 greek[-onion]"},
            {"the greek family and the sicilian personal",
             "modify | with@0 family | with@1 personal"},
            {"היוונית משפחתית והסיציליאנית אישית", "modify | with@0 family | with@1 personal"},
            {"את היוונית תגדילו למשפחתית", "modify | with@0 family"},
            {"add corn to the greek and make it family", "modify | with@0 corn | with@0 family"},
            {"scratch the coke", "modify | remove@2"},
            {"תוותר על הקולה", "modify | remove@2"},
            {"sprite instead", "modify | replace@2 1 sprite"},
            {"make the coke a sprite", "modify | replace@2 1 sprite"},
            {"remove everything except the coke", "modify | remove@0 | remove@1"},
            {"remove the pizzas, all of them", "modify | remove@0 | remove@1"},
            {"remove the pizzas", "modify | remove@0 | remove@1"},
            {"remove the pizza", "modify | ?line remove the pizza"},
            {"cancel the second one", "modify | remove@1"},
            {"the other one with corn", "modify | ?line the other one with corn"},
            {"just one coke", "modify | set@2=1"},
            {"make it 2 cokes", "modify | set@2=2"},
            {"the sicilian with corn instead", "modify | ?line the sicilian with corn instead"},
            {"just the greek", "modify | ?line just the greek"},
        }
    );
}

}  // namespace croozer::understanding
