// Names of the menu as the trade says them: what is one thing, what is said instead, measures.
#include "base/text.hpp"
#include "domain/understanding/lexicon.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

// What the trade calls one thing, each phrase where a menu has any other of them; behind '>' are
// short ways to write it, which a menu may use for something else ("med").
constexpr auto trade_names = std::to_array<std::string_view>(
    {"well done|וול דאן|עשוי היטב|עשויה היטב|עשוי טוב|עשויה טוב|עשוי לגמרי|עשוי מאוד|עשוי עד הסוף",
     "milk|חלב|whole milk|regular milk|full fat milk|חלב רגיל|חלב מלא|whole",
     "skim milk|skinny|skinny milk|חלב דל שומן|low fat milk|nonfat milk|חלב דל|חלב רזה|1% milk|חלב "
     "1%",
     "oat milk|חלב שיבולת שועל|חלב שיבולת|oatmilk>oat|שיבולת|שיבולת שועל",
     "soy milk|חלב סויה|soymilk>soy|סויה",
     "almond milk|חלב שקדים>almond|שקדים",
     "coconut milk|חלב קוקוס>coconut|קוקוס",
     "decaf|נטול קפאין|נטולת קפאין|decaffeinated|דיקף>נטול|נטולת",
     "half kilo|חצי קילו|half a kilo|500 grams|500 גרם|500g|500 gr",
     "kilo|קילו|1 kg|1kg|1 קילו|kg",
     "orange juice|oj|ojs",
     "extra large>xl|x large|size xl|גודל xl|מידה xl",
     "large|גדול|גדולה>lg|lrg|size l|גודל l|מידה l",
     "medium|בינוני|בינונית>med|size m|גודל m|מידה m",
     "small|קטן|קטנה>sm|sml|size s|גודל s|מידה s",
     "vegetable>veggie|veg",
     "vegetables>veggies",
     "everything|הכל|כל התוספות|all the toppings|the works",
     "sunny side up|ביצת עין|ביצי עין|sunny side",
     "large meal|ארוחה גדולה|ארוחה מוגדלת|upsized meal"}
);

// What is said for a word of a name: "בלי גלוטן" for "ללא גלוטן", "lg" for "large".
constexpr auto said_instead = std::to_array<std::string_view>(
    {"משפחתית=משפ",        "משפחתי=משפ",         "ללא=בלי",          "בלי=ללא",
     "large=lg",           "large=lrg",          "medium=med",       "medium=md",
     "small=sm",           "small=sml",          "regular=reg",      "נטול=ללא",
     "נטול=בלי",           "ללא=נטול",           "בלי=נטול",         "קר=אייס",
     "הפוכ=קפוצינו",       "כריכ=סנדוויצ",       "כריכ=סנדביצ",      "המבורגר=בורגר",
     "מחוממ=תחממו",        "מחוממ=תחממ",         "מחוממ=תחממי",      "מחוממ=לחממ",
     "large=big",          "מחוממ=חמ",           "warmed=warm",      "warmed=heated",
     "iced=cold",          "iced=ice",           "roast=roasted",    "shake=milkshake",
     "milkshake=shake",    "mayo=mayonnaise",    "mayonnaise=mayo",  "bbq=barbecue",
     "barbecue=bbq",       "hamburger=burger",   "burger=hamburger", "corn=sweetcorn",
     "eggplant=aubergine", "zucchini=courgette", "chocolate=choc",   "arugula=rocket",
     "yogurt=yoghurt",     "donut=doughnut",     "doughnut=donut"}
);

std::span<std::string_view const> same_words() {
    return said_instead;
}

std::string_view said_for(std::string_view pair, std::string_view word) {
    std::size_t const middle = pair.find('=');
    return pair.substr(0, middle) == word ? pair.substr(middle + 1) : std::string_view{};
}

}  // namespace

void CompiledLexicon::add_name(std::string_view name, Meaning const& meaning, bool adjective) {
    Keys keys = name_keys(name);
    if (keys.empty()) {
        return;
    }
    insert(keys, meaning, Origin::Written);
    for (std::string_view const other : same_words()) {
        for (std::size_t i = 0; i < keys.size(); ++i) {
            std::string_view const said = said_for(other, keys[i]);
            bool const bare = keys.size() == 1 && (said == "בלי" || said == "ללא");
            if (!said.empty() && !bare) {  // "without" by itself is no decaf
                Keys variant = keys;
                variant[i] = said;
                insert(variant, meaning, Origin::Written);
                names_.push_back(
                    {.keys = std::move(variant), .meaning = meaning, .adjective = adjective}
                );
            }
        }
    }
    add_measures(keys, meaning);
    add_trade_names(keys, meaning, adjective);
    names_.push_back({.keys = std::move(keys), .meaning = meaning, .adjective = adjective});
}

// "300 גרם" is "300g" as well.
void CompiledLexicon::add_measures(Keys const& keys, Meaning const& meaning) {
    static constexpr auto grams =
        std::to_array<std::string_view>({"גרמ", "גר", "ג", "g", "gr", "gm", "gram", "grams"});
    static constexpr auto litres = std::to_array<std::string_view>(
        {"ליטר", "ל", "l", "lt", "liter", "litre", "liters", "litres"}
    );
    static constexpr auto millilitres = std::to_array<std::string_view>({"מל", "ml", "mls"});
    static constexpr auto centimetres = std::to_array<std::string_view>({"סמ", "cm", "cms"});
    bool const number =
        keys.size() == 2 && keys.front().front() >= '0' && keys.front().front() <= '9';
    auto const add = [&](std::span<std::string_view const> units) {
        if (number && std::ranges::find(units, keys.back()) != units.end()) {
            for (std::string_view const unit : units) {
                insert({keys.front(), std::string(unit)}, meaning, Origin::Generated);
            }
        }
    };
    add(grams);
    add(litres);
    add(millilitres);
    add(centimetres);
}

void CompiledLexicon::add_trade_names(Keys const& keys, Meaning const& meaning, bool adjective) {
    struct Thing {
        std::vector<Keys> names;
        std::size_t full{0};  // of them, those that are no abbreviation
    };

    static std::vector<Thing> const things = [] {
        std::vector<Thing> made;
        for (std::string_view const same : trade_names) {
            Thing& thing = made.emplace_back();
            std::size_t const cut = std::min(same.find('>'), same.size());
            for (std::string_view const phrase : split(same.substr(0, cut), '|')) {
                thing.names.push_back(name_keys(phrase));
            }
            thing.full = thing.names.size();
            if (cut < same.size()) {
                for (std::string_view const phrase : split(same.substr(cut + 1), '|')) {
                    thing.names.push_back(name_keys(phrase));
                }
            }
        }
        return made;
    }();
    for (auto const& [names, full] : things) {
        auto const written = std::span(names).first(full);
        bool const named = std::ranges::find(written, keys) != written.end();
        for (std::size_t i = 0; named && i < names.size(); ++i) {
            if (names[i] != keys) {
                insert(names[i], meaning, Origin::Generated);
                if (i < full) {
                    names_.push_back({.keys = names[i], .meaning = meaning, .adjective = adjective}
                    );
                }
            }
        }
    }
}

}  // namespace croozer::understanding
