#include "domain/understanding/words.hpp"

#include <array>

namespace croozer::understanding {

namespace {

// Words of talk around an order. None of them names a food or how one is made, and none of them
// says what is to be done with a dish: such a word must be asked about where it is not known.
// clang-format off
constexpr auto words = std::to_array<WordList>({
    {Word::Filler, only_as_written,
     "אין לה כלום|אין לו כלום|אין להם כלום|אין לי כלום|אין לנו כלום|כלום בבית|some changes|a few changes|two changes|small changes|a small change|one change|changes|corrections|a few corrections|updates|update|exact|hers|his|been|rn|teh|coud|woud|shoud|if you have it|if you have|if you have any|if thats ok|if thats okay|their minds|their mind|our minds|whole|just showed up|showed up|כמה שינויים|שינויים|שני שינויים|כמה תיקונים|תיקונים|תיקון|כמה עדכונים|עדכונים|עדכון|נוהג|נוהגת|אני נוהג|אני נוהגת|לחץ דם|מתעקש|מתעקשת|מתעקשים|למסור|תמסרו|תמסור|נאכל|נאכל אצלכם|נאכל במקום|אוכלים אצלכם|מה שאמרת|מה שאמרתם|ahead|a long night ahead of me|break|on my break|lunch break|bff|straight after|writing|writing so early|dept|department|table centres|while we wait|friends over|having friends over|raves|raves about|bite|quick bite|a quick bite|share it|well share|time|this time|first time|the first time|down|come down|coming down|bad|bad day|forbids|the real thing|diet starts|the diet starts|clinic|accept|advise|afford|agree|agrees|allowed|apologize|apologies|arrange|arriving|asking|ate"
     "|attend|beg|begging|bless|bother|bothering|bought|broke|broken|busy|calling|came|care|carry"
     "|checking|choose|chose|chosen|confused|considering|convinced|cooking|crave|craved|cried"
     "|crying|curious|dare|debating|decide|decided|deciding|deserve|deserves|disturb|dreaming"
     "|dreamed|drove|dying|eat|eating|eaten|enjoy|enjoyed|enjoying|excited|excuse|excuse me"
     "|expect|expecting|explain|failed|fancy|figured|finished|finishing|forgive|freezing|given"
     "|gives|giving|gone|guessing|happen|happened|happens|handle|hanging|hang|help|helping|hosting"
     "|hurry|hurrying|imagine|invite|invited|joining|joined|joke|joking|kidding|killing|knew|known"
     "|laugh|laughing|learn|leaving|listen|listening|living|lost|loving|manage|managed|matter"
     "|matters|meant|meeting|mentioned|moved|moving|noticed|offered|owe|passed|picked|planning"
     "|played|playing|pray|pretend|promise|promised|proud|putting|raining|reached|realize|realized"
     "|reckon|recommend|recommended|recommends|regret|relax|remind|reminded|resist|returning"
     "|running|rushing|satisfied|saving|seeing|seems|seem|seen|sent|settle|settled|shopping|showed"
     "|sitting|sleep|sleeping|sleepy|slept|smell|smells|sounds|spend|spending|spoil|spoiled"
     "|standing|stayed|stopped|stopping|stressed|struggle|struggling|stuck|studied|study|studying"
     "|suggest|suggested|surprise|surprised|survive|swear|talked|talking|taught|tempted|texting"
     "|thankful|thinking|thought|tired|took|traveling|travelling|treated|tried|trust|typing|typo"
     "|typos|understand|unfortunately|used|used to|visit|voted|waking|walking|warned|watched"
     "|whatever|wishing|woke|wonder|wondering|worked|working|worry|worried|worrying"
     "|afterwards|along|anyhow|anymore|anyone|anybody|anyway|anyways|apparently|away"
     "|badly|besides|closer|completely|constantly|currently|daily|directly|easily|eventually"
     "|everybody|everyday|everywhere|exhausted|extremely|fairly|famous|fastest|forever|frankly"
     "|fully|funny|further|generally|genuinely|gladly|greatly|happily|highly|hopefully"
     "|immediately|incredibly|indeed|insane|instantly|kinda|sorta|lately|legit|likely|local"
     "|locally|lonely|luckily|lucky|mainly|meanwhile|mostly|naturally|nearby|nobody|obsessed"
     "|occasionally|often|originally|ourselves|himself|herself|myself|themselves|yourselves"
     "|overall|particular|particularly|patiently|perhaps|personally|possibly|practically|precisely"
     "|presumably|previously|probably|properly|random|recently|regardless|regularly|ridiculous"
     "|safely|seriously|shortly|silly|sincerely|slowly|somebody|someday|somehow|someone|sometimes"
     "|somewhere|sooner|strangely|suddenly|supposed|surprisingly|terribly|therefore|thoroughly"
     "|thrilled|truly|typically|unbelievable|upset|upstairs|downstairs|urgent|urgently|usually"
     "|whenever|wherever|whether|whoever|within|yesterday|yet|yikes|ugh|argh|yay|yum|mmm|hmmm|ahh"
     "|ooh|wow|gosh|damn|dang|phew|oops sorry"
     "|account|alarm|appetite|army|attention|baby|babies|bathroom|bedroom|bike|birthday girl|boat"
     "|books|bus|business|calendar|camera|car|career|cashier|chance|chat|choice|church|city"
     "|class|classes|classmates|clock|coach|community|competition|computer|concert|conference"
     "|congrats|congratulations|contract|conversation|corner|couch|courtyard|craving|cravings"
     "|crisis|crowd|customer|customers|daddy|daughters|deadline|decision|dentist|designer|distance"
     "|doctor|doctors|downtown|driver|elevator|email|emergency|employee|employees|engineer"
     "|engineers|entire|error|event|exercise|expert|eyes|fact|family dinner|favorites|feeling"
     "|fever|film|fingers|fitness|flight|football|fun|gate|genius|goodness|grade|graduation"
     "|grandchildren|grandmother|grandfather|grandparents|grandson|granddaughter|group|guest"
     "|habit|hair|hand|hands|hangover|hangry|headache|health|heaven|hobby|holiday|holidays"
     "|homework|household|housewarming|hunger|idea|ideas|info|internet|interview|issue|item|items"
     "|job|journey|joy|keyboard|lab|laptop|last minute|laziness|lazy|lesson"
     "|life|locals|location|luck|machine|mates|math|meeting room|memory|mess|message|mistake"
     "|moment|mommy|months|months pregnant|movers|museum|music|nap|neighborhood|nerves|newborn"
     "|noise|nothing fancy|opinion|outing|outside|early hour|hour|ppl|screaming|diabetic|brit|brit mila|bris|owner|pain|painter|painters|pajamas|panic|parent|parents"
     "|partner|passenger|patient|patients|pet|phone died|photo|picky|picky eater|picture|plan"
     "|plane|plans|player|players|plumber|plumbers|point|police|pool|porch|practice|pregnancy"
     "|pregnant|presentation|pressure|problem|problems|professor|program|project|question|queue"
     "|reason|receipt|recommendation|regulars|relatives|request|reviews|road|roof|rooms|schedule"
     "|screen|seat|secret|security|sense|series|service|session|shift|situation|smile|snow|soccer"
     "|song|soul|speed|stairs|station|stomach|store|storm|story|stress|support|surgery|task|teen"
     "|teenager|teenagers|teens|tennis|test|tests|theater|thoughts|ticket|tickets|toddler|toddlers"
     "|tomorrows|tonights|tooth|town|toy|traffic|trainer|training|trip|trouble|truth|tummy|twins"
     "|tv|vacation|vibe|vibes|video|visitor|voice|weird|woman|women|worker|workers|workshop|world"
     "|yard|yoga|youth|zoom|zoom call|on a diet|im on a diet|on my way home|on our way home"
     "|as described|as follows|as mentioned|let me think|let me see|what else|and that|or so"
     "|in a hurry|no biggie|no worries|no problem|if its ok|if thats ok|if its not too much trouble"
     "|long story short|to be honest|to be fair|more or less|here we go|here goes"},
    {Word::Filler, only_as_written,
     "תצילו אותי|הצטרף|הצטרפה|חדר מורים|תגיעו|שיביאו|שיביא|מסיבת|שותפות|שותפים|מחלקה|המיון|הביאה|הנהלה|ישיבת הנהלה|בררן|בררנית|בררנים|תפוס|תפוס אצלכם|דיברנו|חודש|נוגע|נוגעת|נוגעים|הפסיק|הפסיקה|להתחיל|להתחיל להכין|להתחיל לבשל|תתחילו להכין|לדחות|הרשימה|רשימה|עייף|עייפה|עייפים|עייפות|עסוק|עסוקה|עסוקים|לחוץ|לחוצה|לחוצים|מותש|מותשת|מותשים|גמור|גמורה"
     "|גמורים|שבורה|שבורים|עצבני|עצבנית|מבואס|מבואסת|שמחים|נרגש|נרגשת|נרגשים|מתרגש|מתרגשת"
     "|מתרגשים|מבסוט|מבסוטה|מבסוטים|מרוצה|מרוצים|סקרן|סקרנית|סקרנים|לומד|לומדת|לומדים|עובד|עובדת"
     "|עבדתי|עבדנו|נוסע|נוסעת|נוסעים|נסענו|נסעתי|טסים|חזר|חוזר|חוזרת|חוזרים|אחזור|נחזור|הלכתי"
     "|יושבות|ישבנו|רואה|רואים|ראיתי|ראינו|תראו|תראה|תראי|תגיד|תגידי|תגידו|אגיד|להגיד|אומרות"
     "|אמרת|אמרנו|שאלתי|שואל|שואלת|שואלים|לשאול|שאלה|חשבנו|חושבים|חשב|חשבה|ידעתי|ידענו|מבין"
     "|מבינה|מבינים|הבנתי|הבנו|תבינו|תבין|נשבע|נשבעת|מבטיח|מבטיחה|מבטיחים|הבטחתי|הבטחנו|מתנצל"
     "|מתנצלת|מתנצלים|מצטער|מצטערת|מצטערים|מפריע|מפריעה|הפרעה|מאחר|מאחרת|מאחרים|איחרתי|איחרנו"
     "|מתעכב|מתעכבת|התעכבתי|הסתבכתי|הסתבכנו|נתקעתי|נתקענו|תקוע|תקועה|תקועים|פקק|פקקים|בפקק"
     "|בפקקים|אוטו|באוטו|רכב|ברכב|רכבת|אוטובוס|טיסה|תחנה|תחנת|מרפסת|חצר|גג|מעלית|מדרגות|חנות"
     "|בנק|דואר|מספרה|סטודיו|מועדון|חדר כושר|בריכה|מהים|מהבריכה|מהעבודה|מהצבא|מהבסיס|מהלימודים"
     "|מהאימון|לימודים|שיעור|שיעורים|קורס|הרצאה|ישיבה|ישיבות|פגישה|פגישות|דיון|דיונים|מצגת"
     "|פרויקט|דדליין|סידורים|קניות|ניקיונות|שיפוצים|שיפוץ|שיפוצניק|שיפוצניקים|אינסטלטור|חשמלאי"
     "|מובילים|הובלה|מעבר דירה|עברנו דירה|עברתי דירה|דירה חדשה|בית חדש|אחיינים|נכדות|ילדות|תינוקת"
     "|פעוט|פעוטות|נערים|נערות|חבורה|חברות|חבר'ה|החבר'ה|לחבר'ה|הורים|ההורים|להורים|הוריי|בן זוג"
     "|בת זוג|בן הזוג|בת הזוג|זוגתי|אקס|ארוסי|חמי|גיסתי|דודים|דודות|בני דודים|שכנה|שכן|בייביסיטר"
     "|לבייביסיטר|הבייביסיטר|מטפלת|מטפל|גננות|מורות|מורים|תלמידים|תלמיד|תלמידה|תלמידות|מנהלת"
     "|מנהלים|פועל|רופא|רופאה|רופאים|אחיות|אחים|שוטר|שוטרים|כבאים|מילואימניק|מילואימניקים|לוחם"
     "|לוחמים|תורן|תורנית|תורנים|תורנות|כוננות|משמרות|לילה לבן|מזמן|לאחרונה|לפעמים|בדרך כלל"
     "|לרוב|מתישהו|איכשהו|איפשהו|משום מה|מסתבר|כנראה|מן הסתם|בהחלט|לחלוטין|בעיקרון|עקרונית"
     "|כביכול|למעשה|בפועל|אפילו|דווקא|בכל זאת|בכל מקרה|כדי|כדי ש|כאשר|בזמן ש|ברגע ש|מאז|מאז ש"
     "|פחות או יותר|פלוס מינוס|כואב|כואבת|כואב לי|הגב|עיניים|ידיים|אצבע|אצבעות|שיניים|גרון|שפעת"
     "|קורונה|בריאות|תרופה|ניתוח|הנגאובר|חמרמורת|שעמום|משעמם|משעמם לי|מצב רוח|דיכאון|לחץ|סטרס"
     "|מצחיק|מצחיקה|מוזר|מוזרה|מטורף|מטורפת|משוגע|משוגעת|משוגעים|משוגע על|משוגעת על|הזוי|הזויה"
     "|קטע|בטירוף|טירוף|סתם ככה|חבל|חבל על הזמן|פצצה|פצצות|וואוו|אמאלה|אלוהים|בעזרת השם|ברוך השם"
     "|תודה לאל|אינשאללה|חס ושלום|בלי נדר|מזל טוב|בהצלחה|כל הכבוד|תבורכו|תבורך|פסח|פורים|חנוכה"
     "|ראש השנה|יום כיפור|סוכות|שבועות|יום העצמאות|מקלדת|המקלדת|שגיאת כתיב|שגיאות כתיב|אוטומטי"
     "|תיקון אוטומטי|הודעה|הודעות|הקלטה|אפליקציה|אינטרנט|באתר|וואטסאפ|בוואטסאפ|פייסבוק|אינסטגרם"
     "|המלצה|המלצות|ממליץ|ממליצה|ממליצים|המליצו|המליצה|המליץ|שמעתי|שמענו|ביקורות|פעם ראשונה"
     "|בפעם הראשונה|הזמנה ראשונה|לקוח קבוע|לקוחה קבועה|לקוחות קבועים|אם לא קשה|אם לא קשה לכם"
     "|אם תוכלו|אם תוכל|אם תוכלי|במידת האפשר|אם זה אפשרי|אם זה מסתדר|בתקווה|סבלנות|רצינו|התלבטתי"
     "|התלבטנו|מתלבט|מתלבטת|מתלבטים|החלטנו|החלטתי|החליטו|החליטה|החליט|הסכמנו|הסכמתי|סיכמנו"
     "|סוף סוף|לבסוף|בסופו של דבר|בסוף|הגשם|גשום|קר פה|קר לי|חם לי|שלג|סערה|מזגן|שרב|חמסין"
     "|ליגה|מונדיאל|כדורגל|כדורסל|משחקים|סרט|סרטים|סדרה|נטפליקס|טלוויזיה|הופעה|הצגה|יבואו|יגיעו"
     "|יצטרפו|מצטרף|מצטרפת|מצטרפים|הצטרפו|באו|באה אליי|אצלי בבית|בבית שלי|כמו שאמרתי|כמו שביקשתי"
     "|כמו שכתבתי|כפי שאמרתי|כתבתי|כתבנו|כותב|כותבת|רושם|רושמת|ניגשו|ויכוחים|ויכוח|שמתם|נראה לנו"
     "|תקין|מהר מהר|זריז|זריזה|משו|איזשהו|איזושהי|כלשהו|כלשהי"
     "|ככה זה"},
});
// clang-format on

}  // namespace

std::span<WordList const> talk_words() {
    return words;
}

}  // namespace croozer::understanding
