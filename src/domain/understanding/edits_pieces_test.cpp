// Several plain wishes in one message, counts told against each other, and what is not there.
#include "domain/understanding/edits_test_check.hpp"

namespace croozer::understanding {

TEST(EditPieces, EachIsReadByItself) {
    check_edits(
        "family greek pizza with corn, and 2 colas",
        {
            {"תורידו את התירס ושימו בצל", "modify | drop@0 corn | with@0 onion"},
            {"add onion to the pizza and remove one cola", "modify | with@0 onion | set@1=1"},
            {"no corn on the pizza, add a garlic bread and take the cola off",
             "modify | drop@0 corn | add 1 garlic_bread | remove@1"},
        }
    );
}

TEST(EditPieces, ToAllOfThem) {
    check_edits(
        "a greek pizza, a margherita and a cola",
        {{"תוסיפו לכל הפיצות בצל ועוד לחם שום",
          "modify | with@0 onion | with@1 onion | add 1 garlic_bread"}}
    );
}

TEST(EditPieces, CountsAgainstEachOther) {
    check_edits(
        "family greek pizza with corn, 2 garlic breads and 3 cans of cola",
        {
            {"לא 2 לחמי שום, 1 מספיק", "modify | set@1=1"},
            {"ארבע פחיות ולא שלוש", "modify | set@2=4"},
            {"מהקולות תשאירו רק אחת", "modify | set@2=1"},
            {"תשנו את הכמות של הקולה ל4", "modify | set@2=4"},
        }
    );
}

TEST(EditPieces, IntoASizeWhateverElseHasIt) {
    check_edits(
        "a personal margherita, a family greek pizza and a cola",
        {
            {"תשנו את המרגריטה למשפחתית", "modify | drop@0 personal | with@0 family"},
            {"תחליפו את הקולה לגדולה", "modify | with@2 litre_and_half"},
        }
    );
}

TEST(EditPieces, OneOfSeveralForAnotherDish) {
    check_edits(
        "3 greek pizzas with corn, and a cola",
        {{"תוריד אחת מהיווניות ותביא במקומה לחם שום", "modify | set@0=2 | add 1 garlic_bread"}}
    );
}

// Never a new line of what is spoken of as there, and never a guess which of two is meant.
TEST(EditPieces, AsksRatherThanAdds) {
    check_asks(
        "2 greek pizzas and 2 colas",
        {"תגדילו את היווניות והקולות",
         "אחת הספרייט זירו",
         "in total 3 colas",
         "keep only one cola",
         "I said two colas, not three",
         "add corn to the sicilian",
         "תוסיפי קולה.. לא קולה, זירו"}
    );
}

}  // namespace croozer::understanding
