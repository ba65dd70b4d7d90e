#include "domain/understanding/words.hpp"

#include <array>

namespace croozer::understanding {

namespace {

constexpr auto names = std::to_array<EmojiName>({
    {"🍕", "פיצה|pizza"},
    {"🍔", "המבורגר|burger|hamburger"},
    {"🍟", "ציפס|צ'יפס|fries|french fries|chips"},
    {"🌭", "נקניקיה|נקניקייה|hot dog"},
    {"🥪", "כריך|סנדוויץ|sandwich"},
    {"🥙", "פיתה|pita|שווארמה"},
    {"🧆", "פלאפל|falafel"},
    {"🌮", "טאקו|taco"},
    {"🌯", "בוריטו|burrito|לאפה"},
    {"🥗", "סלט|salad"},
    {"🍝", "פסטה|pasta|ספגטי"},
    {"🍣", "סושי|sushi"},
    {"🍗", "כנפיים|wings|עוף|chicken"},
    {"🥤", "שתייה|שתיה|drink|משקה|קולה|soda"},
    {"🍺", "בירה|beer"},
    {"🍻", "בירה|beer"},
    {"🍷", "יין|wine"},
    {"💧", "מים|water"},
    {"🧃", "מיץ|juice"},
    {"☕", "קפה|coffee"},
    {"🍵", "תה|tea"},
    {"🥛", "חלב|milk"},
    {"🍄", "פטריות|mushrooms|mushroom"},
    {"🧅", "בצל|onion|onions"},
    {"🧄", "שום|garlic"},
    {"🌽", "תירס|corn"},
    {"🫒", "זיתים|olives"},
    {"🍅", "עגבניות|עגבניה|tomatoes|tomato"},
    {"🌶", "חריף|ג'לפניו|hot|jalapeno|jalapenos"},
    {"🍍", "אננס|pineapple"},
    {"🧀", "גבינה|cheese"},
    {"🥚", "ביצה|egg"},
    {"🍳", "ביצה|egg|ביצת עין"},
    {"🥓", "בייקון|bacon"},
    {"🥑", "אבוקדו|avocado"},
    {"🍆", "חציל|eggplant"},
    {"🐟", "טונה|tuna|אנשובי|anchovies"},
    {"🥒", "מלפפון|מלפפון חמוץ|pickles|cucumber"},
    {"🥐", "קרואסון|croissant"},
    {"🍩", "דונאט|donut"},
    {"🍪", "עוגיה|עוגייה|cookie"},
    {"🍰", "עוגה|cake"},
    {"🍦", "גלידה|ice cream"},
    {"🌹", "ורד|ורדים|rose|roses"},
    {"🌷", "צבעוני|צבעונים|tulip|tulips"},
    {"🌻", "חמנית|חמניות|sunflower|sunflowers"},
    {"💐", "זר|זר פרחים|bouquet"},
});

}  // namespace

std::span<EmojiName const> emoji_names() {
    return names;
}

}  // namespace croozer::understanding
