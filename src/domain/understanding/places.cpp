#include "domain/understanding/places.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace croozer::understanding {

namespace {

struct City {
    std::string_view he;
    std::string_view en;
};

// The larger cities of Israel (Central Bureau of Statistics), as people write them.
constexpr auto cities = std::to_array<City>({
    {"תל אביב", "tel aviv"},
    {"ירושלים", "jerusalem"},
    {"חיפה", "haifa"},
    {"ראשון לציון", "rishon lezion"},
    {"ראשון לציון", "rishon"},
    {"פתח תקווה", "petah tikva"},
    {"פתח תקוה", "petach tikva"},
    {"אשדוד", "ashdod"},
    {"נתניה", "netanya"},
    {"באר שבע", "beer sheva"},
    {"בני ברק", "bnei brak"},
    {"חולון", "holon"},
    {"רמת גן", "ramat gan"},
    {"אשקלון", "ashkelon"},
    {"רחובות", "rehovot"},
    {"בת ים", "bat yam"},
    {"בית שמש", "beit shemesh"},
    {"כפר סבא", "kfar saba"},
    {"הרצליה", "herzliya"},
    {"הרצליה", "herzlia"},
    {"חדרה", "hadera"},
    {"מודיעין", "modiin"},
    {"רמלה", "ramla"},
    {"לוד", "lod"},
    {"רעננה", "raanana"},
    {"רהט", "rahat"},
    {"גבעתיים", "givatayim"},
    {"הוד השרון", "hod hasharon"},
    {"נצרת", "nazareth"},
    {"קרית אתא", "kiryat ata"},
    {"קריית גת", "kiryat gat"},
    {"קריית מוצקין", "kiryat motzkin"},
    {"קריית ביאליק", "kiryat bialik"},
    {"קריית אונו", "kiryat ono"},
    {"אילת", "eilat"},
    {"נס ציונה", "ness ziona"},
    {"עפולה", "afula"},
    {"אור יהודה", "or yehuda"},
    {"נהריה", "nahariya"},
    {"יבנה", "yavne"},
    {"טבריה", "tiberias"},
    {"דימונה", "dimona"},
    {"כרמיאל", "karmiel"},
    {"עכו", "acre"},
    {"רמת השרון", "ramat hasharon"},
    {"ראש העין", "rosh haayin"},
    {"צפת", "safed"},
    {"נתיבות", "netivot"},
    {"שדרות", "sderot"},
    {"אופקים", "ofakim"},
    {"יפו", "jaffa"},
    {"זכרון יעקב", "zichron yaakov"},
    {"גדרה", "gedera"},
    {"קיסריה", "caesarea"},
    {"אריאל", "ariel"},
    {"מבשרת ציון", "mevaseret"},
    {"שוהם", "shoham"},
});

struct Place {
    std::vector<std::string> keys;
    std::string name;  // the Hebrew one of a known city
};

using ByFirstWord = std::unordered_multimap<std::string, Place>;

ByFirstWord const& known_cities() {
    static ByFirstWord const index = [] {
        ByFirstWord made;
        for (City const& city : cities) {
            for (std::string_view const name : {city.he, city.en}) {
                std::vector<std::string> keys = name_keys(name);
                std::string const first = keys.front();
                made.emplace(first, Place{.keys = std::move(keys), .name = std::string(city.he)});
            }
        }
        return made;
    }();
    return index;
}

// "בתל אביב", "לחיפה": without the letter in front.
std::string_view bare(Token const& token) {
    std::string_view const key = token.key;
    constexpr std::size_t letter = 2;
    bool const prefixed = token.hebrew && key.size() > letter &&
                          (key.starts_with("ב") || key.starts_with("ל") || key.starts_with("מ"));
    return prefixed ? key.substr(letter) : std::string_view{};
}

class Finder {
public:
    Finder(Tokens const& tokens, std::span<Span const> spans) : tokens_(tokens), spans_(spans) {}

    [[nodiscard]] std::optional<FoundPlace> at(std::size_t i, Place const& place) const {
        std::size_t const from = spans_[i].first;
        if (from + place.keys.size() > tokens_.list.size()) {
            return std::nullopt;
        }
        for (std::size_t k = 0; k < place.keys.size(); ++k) {
            Token const& token = tokens_.list[from + k];
            bool const same =
                token.key == place.keys[k] || (k == 0 && bare(token) == place.keys[k]);
            if (!same || (k > 0 && token.before != Break::None)) {
                return std::nullopt;
            }
        }
        FoundPlace found{.first = i, .last = i, .name = place.name};
        while (found.last < spans_.size() && spans_[found.last].first < from + place.keys.size()) {
            if (spans_[found.last].used || spans_[found.last].is(Word::Street) ||
                (spans_[found.last].menu() && !spans_[found.last].fuzzy)) {
                return std::nullopt;
            }
            ++found.last;
        }
        // "שדרות ירושלים 140" is a street.
        bool const street =
            (i > 0 && spans_[i - 1].is(Word::Street)) ||
            (found.last < spans_.size() && spans_[found.last].is(Word::StreetAfter));
        return street ? std::nullopt : std::optional(std::move(found));
    }

private:
    Tokens const& tokens_;
    std::span<Span const> spans_;
};

// How the shop writes this city, in either language; empty if it names no such place.
std::string shop_spelling(std::string const& he, std::span<std::string const> own) {
    for (std::string const& name : own) {
        std::vector<std::string> const keys = name_keys(name);
        bool const same =
            name_keys(he) == keys || std::ranges::any_of(cities, [&](City const& city) {
                return city.he == he && name_keys(city.en) == keys;
            });
        if (same) {
            return name;
        }
    }
    return {};
}

}  // namespace

std::optional<FoundPlace> find_place(
    Tokens const& tokens, std::span<Span const> spans, std::span<std::string const> own
) {
    Finder const finder(tokens, spans);
    std::optional<FoundPlace> best;
    auto const take = [&](std::optional<FoundPlace> found, bool prefer) {
        bool const longer =
            found && (!best || found->last - found->first > best->last - best->first);
        if (found &&
            (longer || (prefer && found->last - found->first == best->last - best->first))) {
            best = std::move(found);
        }
    };
    for (std::size_t i = 0; i < spans.size() && !best; ++i) {
        Token const& token = tokens.list[spans[i].first];
        bool const dish = (spans[i].menu() && !spans[i].fuzzy) || token.digits;
        for (std::string_view const key : {std::string_view(token.key), bare(token)}) {
            if (dish || key.empty()) {
                continue;
            }
            auto const [first, last] = known_cities().equal_range(std::string(key));
            for (auto city = first; city != last; ++city) {
                take(finder.at(i, city->second), false);
            }
        }
        for (std::string const& name : own) {
            take(finder.at(i, Place{.keys = name_keys(name), .name = name}), true);
        }
    }
    if (best) {
        std::string const own_name = shop_spelling(best->name, own);
        Span const& last = spans[best->last - 1];
        best->name = !own_name.empty() ? own_name
                     : last.latin      ? tokens.words(spans[best->first].first, last.last)
                                       : best->name;
    }
    return best;
}

}  // namespace croozer::understanding
