#include "domain/understanding/romanised.hpp"

#include "base/text.hpp"
#include "domain/understanding/forms.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

namespace croozer::understanding {

namespace {

// One letter or two of Latin Hebrew as its sound; `at` moves past it.
char latin_sound(std::string_view key, std::size_t& at) {
    static constexpr auto two = std::to_array<std::pair<std::string_view, char>>(
        {{"sh", 's'},
         {"ch", 'k'},
         {"kh", 'k'},
         {"tz", 'c'},
         {"ts", 'c'},
         {"zz", 'c'},
         {"ph", 'p'},
         {"th", 't'}}
    );
    for (auto const& [letters, sound] : two) {
        if (key.substr(at).starts_with(letters)) {
            at += letters.size();
            return sound;
        }
    }
    switch (char const c = key[at++]) {
        case 'v':
        case 'w':
            return 'b';
        case 'c':
        case 'q':
        case 'x':
            return 'k';
        case 'f':
            return 'p';
        case 'j':
            return 'g';
        case 'a':
        case 'e':
        case 'i':
        case 'o':
        case 'u':
        case 'y':
        case 'h':
            return 0;
        default:
            return c;
    }
}

void append_sound(std::string& skeleton, char sound) {
    if (sound != 0 && (skeleton.empty() || skeleton.back() != sound)) {
        skeleton.push_back(sound);
    }
}

char hebrew_sound(char32_t c) {
    static constexpr std::u32string_view letters = U"בגדזטכלמנספצקרשת";
    static constexpr std::string_view sounds = "bgdztklmnspckrst";
    std::size_t const at = letters.find(c);
    return at == std::u32string_view::npos ? '\0' : sounds[at];
}

}  // namespace

bool may_be_romanised(Tokens const& tokens) {
    // "im" and "ve" may be anything; "efshar" is Hebrew, and so are two such words.
    constexpr std::size_t unmistakable = 4;
    std::size_t words = 0;
    std::size_t known = 0;
    std::size_t spoken = 0;
    bool hebrew = false;
    for (Token const& token : tokens.list) {
        hebrew = hebrew || token.hebrew;
        words += token.hebrew || token.latin ? 1U : 0U;
        known += token.known ? 1U : 0U;
        bool const says = token.latin && !token.known && !said_in_hebrew(token.key).empty();
        spoken += !says ? 0U : token.key.size() >= unmistakable ? 2U : 1U;
    }
    // "pleese make the baloon yelow" is English, however it is spelt.
    bool const english = spoken == 0 && known > 1;
    return spoken >= 2 || (!hebrew && !english && words > 1 && known * 2 < words);
}

namespace {

constexpr auto particles = std::to_array<Particle>(
    {{.letters = "ve", .bit = prefix::and_},
     {.letters = "be", .bit = prefix::in},
     {.letters = "le", .bit = prefix::to},
     {.letters = "la", .bit = prefix::to},
     {.letters = "ha", .bit = prefix::the}}
);

}  // namespace

void take_particles(Tokens& tokens) {
    std::vector<Token> list;
    list.reserve(tokens.list.size());
    std::uint8_t bits = 0;
    Break before = Break::None;
    for (std::size_t i = 0; i < tokens.list.size(); ++i) {
        Token& token = tokens.list[i];
        bool const followed =
            i + 1 < tokens.list.size() && tokens.list[i + 1].before == Break::None;
        auto const* const found =
            std::ranges::find(particles, std::string_view(token.key), &Particle::letters);
        token.before = bits != 0 ? before : token.before;
        if (followed && found != particles.end()) {
            before = token.before;
            bits |= found->bit;
            continue;
        }
        token.prefix |= bits;
        bits = 0;
        list.push_back(std::move(token));
    }
    tokens.list = std::move(list);
}

Particle particle_of(std::string_view key) {
    auto const* const found = std::ranges::find_if(particles, [key](Particle const& particle) {
        return key.starts_with(particle.letters);
    });
    return found == particles.end() ? Particle{} : *found;
}

std::string_view said_in_hebrew(std::string_view key) {
    // What holds an order together and is too short to be known by its sound.
    static std::unordered_map<std::string_view, std::string_view> const words{
        {"torid", "תוריד"},    {"toridi", "תורידי"},   {"toridu", "תורידו"},
        {"tachlif", "תחליפ"},  {"tachlifi", "תחליפי"}, {"tachlifu", "תחליפו"},
        {"tahlif", "תחליפ"},   {"tahlifi", "תחליפי"},  {"tahlifu", "תחליפו"},
        {"bimkom", "במקומ"},   {"batzad", "בצד"},      {"harbe", "הרבה"},
        {"ktzat", "קצת"},      {"kzat", "קצת"},        {"regil", "רגיל"},
        {"regila", "רגילה"},   {"pahot", "פחות"},      {"pachot", "פחות"},
        {"levatel", "לבטל"},   {"tevatel", "תבטל"},    {"tevatlu", "תבטלו"},
        {"lehorid", "להוריד"}, {"tzarich", "צריכ"},    {"tzricha", "צריכה"},
        {"ani", "אני"},        {"anachnu", "אנחנו"},   {"efshar", "אפשר"},
        {"rotze", "רוצה"},     {"rotza", "רוצה"},      {"rotse", "רוצה"},
        {"rotsa", "רוצה"},     {"rotzeh", "רוצה"},     {"rotzah", "רוצה"},
        {"rotzim", "רוצימ"},   {"rotsim", "רוצימ"},    {"tavi", "תביא"},
        {"tavii", "תביאי"},    {"taviu", "תביאו"},     {"tasim", "תשימ"},
        {"tasimu", "תשימו"},   {"tosif", "תוסיפ"},     {"tosifi", "תוסיפי"},
        {"tosifu", "תוסיפו"},  {"lehosif", "להוסיפ"},  {"tni", "תני"},
        {"tnu", "תנו"},        {"ten", "תנ"},          {"bli", "בלי"},
        {"im", "עמ"},          {"ve", "and"},          {"veod", "ועוד"},
        {"gam", "גמ"},         {"od", "עוד"},          {"shel", "של"},
        {"li", "לי"},          {"lanu", "לנו"},        {"et", "את"},
        {"bvakasha", "בבקשה"}, {"bevakasha", "בבקשה"}, {"kama", "כמה"},
        {"ze", "זה"},          {"ole", "עולה"},        {"yesh", "יש"},
        {"lo", "לא"},          {"ken", "כנ"},          {"rak", "רק"},
        {"ahat", "אחת"},       {"achat", "אחת"},       {"ehad", "אחד"},
        {"echad", "אחד"},      {"shtei", "שתי"},       {"shnei", "שני"},
        {"shney", "שני"},      {"shtey", "שתי"},       {"shtayim", "שתיימ"},
        {"shtaim", "שתיימ"},   {"shnayim", "שניימ"},   {"shalosh", "שלוש"},
        {"shlosha", "שלושה"},  {"arba", "ארבע"},       {"arbaa", "ארבעה"},
        {"hamesh", "חמש"},     {"chamesh", "חמש"},     {"hamisha", "חמישה"},
        {"chamisha", "חמישה"}, {"shisha", "שישה"},     {"sheva", "שבע"},
        {"shmone", "שמונה"},   {"eser", "עשר"},        {"asara", "עשרה"},
        {"lakachat", "לקחת"},  {"lehazmin", "להזמינ"}, {"ba", "בא"},
        {"baa", "באה"},        {"hakol", "הכל"},       {"hetzi", "חצי"},
        {"hatzi", "חצי"},      {"chetzi", "חצי"},      {"chatzi", "חצי"},
    };
    auto const found = words.find(key);
    return found == words.end() ? std::string_view() : found->second;
}

std::string latin_skeleton(std::string_view key) {
    std::string skeleton;
    for (std::size_t at = 0; at < key.size();) {
        append_sound(skeleton, latin_sound(key, at));
    }
    return skeleton;
}

std::vector<std::string> hebrew_skeletons(std::string_view key) {
    // ח may be written "h" and then drops out; ו may be "v", and צ "z".
    std::array<std::string, 8> variants;
    for (char32_t const c : wide(key)) {
        for (std::size_t i = 0; i < variants.size(); ++i) {
            char sound = hebrew_sound(c);
            sound = c == U'ח' && (i & 1U) == 0 ? 'k' : sound;
            sound = c == U'ו' && (i & 2U) != 0 ? 'b' : sound;
            sound = c == U'צ' && (i & 4U) != 0 ? 'z' : sound;
            append_sound(variants.at(i), sound);
        }
    }
    std::vector<std::string> result(variants.begin(), variants.end());
    std::ranges::sort(result);
    result.erase(std::ranges::unique(result).begin(), result.end());
    return result;
}

std::string latin_voiced(std::string_view key) {
    std::string voiced;
    for (std::size_t at = 0; at < key.size();) {
        char const c = key[at];
        char const sound = latin_sound(key, at);
        append_sound(voiced, c == 'o' || c == 'u' ? 'w' : c == 'i' || c == 'y' ? 'y' : sound);
    }
    return voiced;
}

std::string hebrew_voiced(std::string_view key) {
    std::string voiced;
    for (char32_t const c : wide(key)) {
        append_sound(voiced, c == U'ו' ? 'w' : c == U'י' ? 'y' : hebrew_sound(c));
    }
    return voiced;
}

}  // namespace croozer::understanding
