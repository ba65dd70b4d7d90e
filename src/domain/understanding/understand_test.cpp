// Sentences of our own over two made-up menus: text in, lines or intent out.
#include "domain/understanding/understand.hpp"

#include "domain/understanding/describe_test_parse.hpp"
#include "domain/understanding/trade_test_menu.hpp"

#include <gtest/gtest.h>

namespace croozer::understanding {

namespace {

struct Case {
    char const* text;
    char const* expected;
};

void check(std::shared_ptr<menu::Menu const> const& menu, std::vector<Case> const& cases) {
    auto const lexicon = Lexicon::compile(menu);
    for (Case const& one : cases) {
        Parse const parse = understand(*lexicon, one.text, {});
        EXPECT_EQ(testing_menu::described(*menu, parse), one.expected) << one.text;
    }
}

}  // namespace

TEST(Understand, HebrewOrders) {
    check(
        testing_menu::pizzeria(),
        {
            {"אפשר שתי יווניות ומרגריטה אחת", "order | 2 greek | 1 margherita"},
            {"ארבע קולות ושלוש ספרייט", "order | 4 cola | 3 sprite"},
            {"שלוש עשרה קולות", "order | 13 cola"},
            {"קולה זירו ליטר וחצי", "order | 1 zero[litre_and_half]"},
            {"2 פיצות מרגריטה משפחתיות, 1 סיציליאנית אישית",
             "order | 2 margherita[family] | 1 sicilian[personal]"},
            {"פיצה משפחתית בלי בצל בלי זיתים", "order | 1 margherita[family -onion -olives]"},
            {"פיצה בלי בצל, עם זיתים", "order | 1 margherita[-onion olives]"},
            {"פיצה בלי עגבניות ופטריות עם טונה", "order | 1 margherita[-tomatoes -mushrooms tuna]"},
            {"פיצה משפחתית עם הרבה זיתים וקצת בצל", "order | 1 margherita[family ++olives ~onion]"},
            {"פיצה עם זיתים ופיצה עם פטריות",
             "order | 1 margherita[olives] | 1 margherita[mushrooms]"},
            {"משפחתית עם זיתים ואישית עם טונה",
             "order | 1 margherita[family olives] | 1 margherita[personal tuna]"},
            {"מגש עם טונה וקולה", "order | 1 margherita[family tuna] | 1 cola"},
            {"שני מגשים", "order | 2 margherita[family]"},
            {"פיצה ו2 קולה", "order | 1 margherita | 2 cola"},
            {"קולה x3", "order | 3 cola"},
            {"3x קולה", "order | 3 cola"},
            {"קולה: 3", "order | 3 cola"},
            {"לחם שום 2\nספרייט 4", "order | 2 garlic_bread | 4 sprite"},
            {"1. יוונית\n2. מים\n3. צ'יפס", "order | 1 greek | 1 water | 1 fries"},
            {"2. יוונית\n3. מים", "order | 2 greek | 3 water"},
            {"- יוונית\n- 2 מים", "order | 1 greek | 2 water"},
            {"קולה 1.5 ליטר", "order | 1 cola[litre_and_half]"},
            {"2 ליטר וחצי קולה", "order | 2 cola[litre_and_half]"},
            {"שלושה בקבוקי מים", "order | 3 water[litre_and_half]"},
            {"פיצה בשעה 20:30", "order | 1 margherita"},
            {"פיצה לשמונה בערב", "order | 1 margherita"},
            {"מחר בערב 2 פיצות", "order | 2 margherita"},
            {"סיציליאנית ב74 שקל", "order | 1 sicilian"},
            {"פיצה למשלוח לרחוב הירדן 8 דירה 4", "order | 1 margherita"},
            {"איסוף, 2 פיצות ותשלום באשראי", "order | 2 margherita"},
            {"לא משלוח, איסוף. פיצה", "order | 1 margherita"},
            {"תוסיפו לי בבקשה 2 קולה", "order | 2 cola"},
            {"פיצה 🍕", "order | 1 margherita"},
            {"פיצה ללא בצל בבקשה ואם אפשר מהר", "order | 1 margherita[-onion]"},
            {"פיצה גדולה גבינה בולגרית", "order | 1 margherita[large bulgarian]"},
            {"פיצה בולגרית", "order | 1 margherita[bulgarian]"},
            {"פיצה זיתים ירוקים", "order | 1 margherita[green_olives]"},
            {"פיצה עם פלפל חריף ובלי זיתים", "order | 1 margherita[hot_pepper -olives]"},
            {"סיצילאנית וקולא", "order | 1 sicilian | 1 cola"},
            {"קולה, לא, בעצם שלוש", "order | 3 cola"},
            {"יווניתתתת", "order | 1 greek"},
        }
    );
}

TEST(Understand, EnglishOrders) {
    check(
        testing_menu::pizzeria(),
        {
            {"I'd like a large pizza with olives, no onion",
             "order | 1 margherita[large olives -onion]"},
            {"two coca colas and a four cheese pizza", "order | 2 cola | 1 four_cheese"},
            {"pizza with extra olives and light onion", "order | 1 margherita[++olives ~onion]"},
            {"2 personal pizzas and 3 sprites, delivery to Herzl 12",
             "order | 2 margherita[personal] | 3 sprite"},
            {"can we get fries x2", "order | 2 fries"},
            {"one greek one sicilian", "order | 1 greek | 1 sicilian"},
            {"1 greek, 1 sicilian and 2 waters", "order | 1 greek | 1 sicilian | 2 water"},
            {"a margherita and a greek", "order | 1 margherita | 1 greek"},
            {"a pizza with mushrooms onions and olives",
             "order | 1 margherita[mushrooms onion olives]"},
            {"pizza without cheese", "order | 1 margherita[-cheese]"},
            {"sprite", "order | 1 sprite"},
            {"a large", "order | 1 margherita[large]"},
            {"large greek pizza with extra cheese and no onions please",
             "order | 1 greek[large cheese -onion]"},
            {"can I get 2 margherita pizzas with mushrooms and a large coke",
             "order | 2 margherita[mushrooms] | 1 cola[litre_and_half]"},
            {"a coke and fries for pickup", "order | 1 cola | 1 fries"},
            {"3 cokes, 1 zero and garlic bread", "order | 3 cola | 1 zero | 1 garlic_bread"},
            {"one pizza with pineaple", "order | 1 margherita[pineapple]"},
            {"my name is Dana, 2 pizzas", "order | 2 margherita"},
            {"garlic bread and garlic dip", "order | 1 garlic_bread | 1 garlic_dip"},
            {"onion rings and a pizza with onion", "order | 1 onion_rings | 1 margherita[onion]"},
            {"three bottles of water", "order | 3 water[litre_and_half]"},
            {"a dozen sprites", "order | 12 sprite"},
        }
    );
}

TEST(Understand, HalvesAndParts) {
    check(
        testing_menu::pizzeria(),
        {
            {"שתי פיצות, אחת אישית אחת משפחתית, ובאישית תשימו תירס",
             "order | 1 margherita[personal corn] | 1 margherita[family]"},
            {"יוונית גדולה חצי בצל", "order | 1 greek[large onion/1]"},
            {"חצי חצי זיתים ופטריות, פיצה משפחתית",
             "order | 1 margherita[olives/1 mushrooms/2 family]"},
            {"פיצה חצי-חצי טונה ותירס", "order | 1 margherita[tuna/1 corn/2]"},
            {"2 משפחתיות, שתיהן עם זיתים", "order | 2 margherita[family olives]"},
            {"3 פיצות: 2 עם זיתים ואחת עם בצל", "order | 2 margherita[olives] | 1 margherita[onion]"
            },
            {"3 פיצות, אחת עם טונה", "order | 2 margherita | 1 margherita[tuna]"},
            {"2 פיצות עם זיתים ואחת עם בצל", "order | 2 margherita[olives] | 1 margherita[onion]"},
            {"תביאו 2 יווניות אחת בלי בצל", "order | 1 greek | 1 greek[-onion]"},
            {"two large pizzas, one with olives and one without",
             "order | 1 margherita[large olives] | 1 margherita[large -olives]"},
            {"give me 3 family pizzas: two with corn and one with tuna",
             "order | 2 margherita[family corn] | 1 margherita[family tuna]"},
            {"pizza half tuna half corn", "order | 1 margherita[tuna/1 corn/2]"},
            {"לא רוצה בצל על הפיצה", "order | 1 margherita[-onion]"},
            {"🍕🍕 משפחתית", "order | 2 margherita[family]"},
            {"half olives half mushrooms family pizza",
             "order | 1 margherita[olives/1 mushrooms/2 family]"},
        }
    );
}

TEST(Understand, AsksInsteadOfGuessing) {
    check(
        testing_menu::pizzeria(),
        {
            {"פיצה חצי זיתים חצי פטריות חצי בצל",
             "order | 1 margherita[olives/1 mushrooms/2 onion/2] | ?halves חצי"},
            {"חצי זיתים חצי תירס", "order | 1 margherita[olives/1 corn/2]"},
            {"פיצה חצי יוונית חצי סיציליאנית", "order | ?halves חצי יוונית חצי סיציליאנית"},
            {"2 פיצות, שלוש עם טונה", "order | 3 margherita[tuna] | ?quantity פיצות"},
            {"120 פיצות", "order | 1 margherita | ?quantity 120"},
            {"פיצה 2 ליטר", "order | 1 margherita | ?words 2 ליטר"},
            {"פיצה עם חלומי וקולה", "order | 1 margherita | 1 cola | ?words חלומי"},
            {"פיצה יוונית וסביח", "order | 1 greek | ?words וסביח"},
            {"pizza with bacon", "order | 1 margherita | ?words bacon"},
            {"שתייה", "order | ?which שתייה"},
            {"drinks", "order | ?which drinks"},
            {"יוונית\nסיציליאנית\nעם זיתים", "order | 1 greek | 1 sicilian | ?line זיתים"},
            {"קולה עם זיתים", "order | 1 cola | ?line זיתים"},
        }
    );
}

TEST(Understand, Intents) {
    check(
        testing_menu::pizzeria(),
        {
            {"שלום וברכה", "unknown"},
            {"אהלן מה קורה", "greeting"},
            {"hello", "greeting"},
            {"hi, can I order?", "greeting"},
            {"good evening", "greeting"},
            {"עזוב", "deny"},
            {"לא תודה", "deny"},
            {"no thanks", "deny"},
            {"רגע", "deny"},
            {"כן", "confirm"},
            {"yes please", "confirm"},
            {"סגור", "confirm"},
            {"👍", "confirm"},
            {"תודה רבה", "thanks"},
            {"thanks!", "thanks"},
            {"בטל", "cancel"},
            {"cancel my order", "cancel"},
            {"אני מבטלת את ההזמנה", "cancel"},
            {"where is my order?", "status"},
            {"מתי זה מגיע", "status"},
            {"i ordered 40 minutes ago 2 pizzas", "status"},
            {"נציג בבקשה", "human"},
            {"I want to talk to a real person", "human"},
            {"ההזמנה הגיעה קרה", "human"},
            {"תפריט", "menu"},
            {"מה יש לכם?", "menu"},
            {"menu please", "menu"},
            {"what time do you close?", "question"},
            {"do you have vegan pizza?", "question"},
            {"how much is a greek pizza?", "question"},
            {"כמה עולה יוונית גדולה", "question"},
            {"are you kosher?", "question"},
            {"אתם כשרים?", "question"},
            {"do you deliver to Holon?", "question"},
            {"מגיעים לחולון?", "question"},
            {"can I pay by card?", "question"},
            {"I have a nut allergy", "question"},
            {"יש משהו בלי גלוטן?", "question"},
            {"the usual please", "order"},
            {"same as last time", "order"},
            {"כרגיל", "order"},
            {"סושי סלמון", "unknown"},
            {"איזה יופי של מזג אוויר", "unknown"},
        }
    );
}

TEST(Understand, AnotherTrade) {
    check(
        testing_menu::florist(),
        {
            {"זר כלה לבן גדול", "order | 1 bridal[white big]"},
            {"10 ורדים אדומים", "order | 10 rose[red]"},
            {"5 ורדים לבנים ו-5 אדומים", "order | 5 rose[white] | 5 rose[red]"},
            {"תריסר ורדים ובונבוניירה", "order | 12 rose | 1 chocolate"},
            {"סחלב לבן ו3 טוליפים צהובים", "order | 1 orchid[white] | 3 tulip[yellow]"},
            {"a dozen red roses", "order | 12 rose[red]"},
            {"two field bouquets, one pink and one yellow",
             "order | 1 field[pink] | 1 field[yellow]"},
            {"a large bridal bouquet", "order | 1 bridal[big]"},
            {"white orchid and a chocolate box", "order | 1 orchid[white] | 1 chocolate"},
            {"ורד שחור", "order | 1 rose | ?words שחור"},
            {"זר שדה קטן בלי ורוד", "order | 1 field[small] | ?words ורוד"},
            {"זר", "order | ?which זר"},
        }
    );
}

// Two words of a language decide it; digits, emoji and product names do not.
TEST(Understand, Language) {
    auto const lexicon = Lexicon::compile(testing_menu::pizzeria());
    EXPECT_EQ(understand(*lexicon, "אני רוצה פיצה", {}).language, Language::Hebrew);
    EXPECT_EQ(understand(*lexicon, "I would like a pizza please", {}).language, Language::English);
    EXPECT_EQ(understand(*lexicon, "coke zero 2 🍕", {}).language, std::nullopt);
    EXPECT_EQ(understand(*lexicon, "ok", {}).language, std::nullopt);
}

TEST(Understand, WhichProductOffersThoseThatFit) {
    auto const menu = testing_menu::pizzeria();
    auto const lexicon = Lexicon::compile(menu);
    Parse const parse = understand(*lexicon, "2 שתייה ופיצה", {});
    ASSERT_EQ(parse.ambiguities.size(), 1U);
    EXPECT_EQ(parse.ambiguities.front().products.size(), 4U);
    EXPECT_EQ(parse.ambiguities.front().clause, "2 שתייה");
    // The name that is then given completes the clause.
    EXPECT_EQ(
        testing_menu::described(*menu, understand(*lexicon, "2 שתייה ספרייט", {})),
        "order | 2 sprite"
    );
}

// Every name of the menu is understood as itself, alone and with "and" before it.
TEST(Understand, EveryNameOfTheMenu) {
    for (auto const& menu : {testing_menu::pizzeria(), testing_menu::florist()}) {
        auto const lexicon = Lexicon::compile(menu);
        for (menu::Product const& product : menu->products) {
            for (std::string const& name :
                 {product.name.he, "ו" + product.name.he, product.name.en}) {
                Parse const parse = understand(*lexicon, name, {});
                ASSERT_EQ(parse.lines.size(), 1U) << name;
                EXPECT_EQ(parse.lines.front().product, product.id) << name;
                EXPECT_TRUE(parse.ambiguities.empty()) << name;
            }
        }
    }
}

TEST(Understand, AnAllergyIsMarkedWhateverElseIsSaid) {
    auto const lexicon = Lexicon::compile(testing_menu::pizzeria());
    for (char const* text :
         {"I am allergic to nuts",
          "margherita, I am allergic to olives",
          "אני אלרגית לזיתים",
          "יש גלוטן במרגריטה?"}) {
        EXPECT_TRUE(understand(*lexicon, text, {}).allergy) << text;
    }
    EXPECT_FALSE(understand(*lexicon, "margherita with olives", {}).allergy);
}

// Whatever comes in, nothing breaks and no line is invented.
TEST(Understand, HostileText) {
    auto const lexicon = Lexicon::compile(testing_menu::pizzeria());
    std::string const many(4000, 'x');
    for (std::string const& text :
         {std::string(),
          std::string(" \n\n , . ?"),
          std::string("''''\"\"\"\""),
          many,
          std::string("12345678901234567890"),
          std::string("0"),
          std::string("ו ב ל מ"),
          std::string("\u202e\u200f"),
          std::string("חצי חצי חצי חצי"),
          std::string("1. 2. 3."),
          std::string("x x x 2 2 2"),
          std::string("בלי בלי עם עם ו ו")}) {
        EXPECT_TRUE(understand(*lexicon, text, {}).lines.empty()) << text;
    }
    Parse const hidden = understand(*lexicon, "\u200fפיצ\u200bה\u202c", {});
    EXPECT_EQ(hidden.lines.size(), 1U);
}

}  // namespace croozer::understanding
