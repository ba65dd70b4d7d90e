#include "domain/conversation/texts.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace croozer::conversation {

namespace {

struct Entry {
    Text key{Text::Count};
    std::string_view he;
    std::string_view en;
};

constexpr auto count = static_cast<std::size_t>(Text::Count);

// clang-format off
constexpr auto catalogue = std::to_array<Entry>({
    Entry{Text::Welcome, "היי, כאן {0} 👋 כותבים כאן מה להזמין במילים פשוטות, למשל: 2 {1}. לתפריט המלא: \"תפריט\".", "Hi, this is {0} 👋 Just write what you would like, for example: 2 {1}. For the full menu write \"menu\"."},
    Entry{Text::AskItems, "מה תרצו להזמין?", "What would you like to order?"},
    Entry{Text::MenuTitle, "התפריט של {0}:", "The menu of {0}:"},
    Entry{Text::MenuDeals, "מבצעים", "Deals"},
    Entry{Text::MenuTail, "כותבים כאן מה להזמין, במילים שלכם.", "Just write what you would like."},
    Entry{Text::MenuTooLong, "ועוד. אפשר לשאול על כל דבר.", "And more: just ask."},
    Entry{Text::CardTitle, "ההזמנה שלכם:", "Your order:"},
    Entry{Text::CardAgain, "זו ההזמנה עכשיו:", "This is your order now:"},
    Entry{Text::CardPickup, "איסוף עצמי", "Pickup"},
    Entry{Text::CardDelivery, "משלוח אל: {0}", "Delivery to: {0}"},
    Entry{Text::CardFee, "דמי משלוח: {0}", "Delivery fee: {0}"},
    Entry{Text::CardAdjustment, "{0}: {1}", "{0}: {1}"},
    Entry{Text::CardTotal, "סך הכול: {0}", "Total: {0}"},
    Entry{Text::CardMinutes, "זמן משוער: כ-{0} דקות", "Estimated time: about {0} minutes"},
    Entry{Text::CardNote, "הערה: {0}", "Note: {0}"},
    Entry{Text::CardChange, "מזומן, עודף מ-{0}", "Cash, change from {0}"},
    Entry{Text::CardQuestion, "לאשר את ההזמנה?", "Shall we place it?"},
    Entry{Text::CardChanged, "משהו השתנה מאז הכרטיס הקודם, אז הנה כרטיס מעודכן.", "Something changed since the last card, so here is an updated one."},
    Entry{Text::CardPriceChanged, "המחיר השתנה: {0} במקום {1}.", "The price changed: {0} instead of {1}."},
    Entry{Text::ButtonYes, "כן, להזמין", "Yes, place it"},
    Entry{Text::ButtonChange, "לשנות משהו", "Change something"},
    Entry{Text::ButtonCancel, "לבטל", "Cancel"},
    Entry{Text::NewerCard, "יש כרטיס חדש יותר.", "There is a newer one."},
    Entry{Text::NoCard, "הכרטיס הזה כבר לא פעיל. מה תרצו להזמין?", "This card is no longer active. What would you like to order?"},
    Entry{Text::AskResend, "מה ששלחתם לא הגיע אלינו. אפשר לשלוח שוב?", "What you sent did not reach us. Could you send it again?"},
    Entry{Text::AnswerCard, "נשאר רק לאשר את ההזמנה, על סך {0}.", "One thing left: please confirm the order, {0} in total."},
    Entry{Text::AskChange, "בשמחה. מה לשנות?", "Sure. What should we change?"},
    Entry{Text::CartCleared, "ביטלנו, לא הוזמן דבר. אפשר להתחיל מחדש בכל רגע.", "Cancelled, nothing was ordered. You can start again any time."},
    Entry{Text::NothingToCancel, "אין כרגע הזמנה פתוחה לביטול.", "There is no open order to cancel."},
    Entry{Text::AskFulfilment, "איך תרצו לקבל את ההזמנה?", "How would you like to get it?"},
    Entry{Text::ButtonPickup, "איסוף עצמי", "Pickup"},
    Entry{Text::ButtonDelivery, "משלוח", "Delivery"},
    Entry{Text::AskAddress, "לאיזו כתובת? רחוב ומספר בית, קומה ודירה (וקוד כניסה אם יש).", "What is the address? Street and house number, floor and apartment (and a door code if there is one)."},
    Entry{Text::AskHouse, "מה מספר הבית ברחוב {0}? וגם קומה ודירה, אם יש.", "What is the house number on {0}? And floor and apartment, if any."},
    Entry{Text::AskApartment, "{0} {1}: איזו קומה ודירה? אם זה בית פרטי, אפשר לכתוב \"פרטי\".", "{1} {0}: which floor and apartment? If it is a private house, write \"house\"."},
    Entry{Text::NoPickup, "אין אצלנו איסוף עצמי, רק משלוח.", "We do not offer pickup, only delivery."},
    Entry{Text::NoDelivery, "אין אצלנו משלוחים, רק איסוף עצמי.", "We do not deliver, pickup only."},
    Entry{Text::Noted, "רשמנו: {0}.", "Noted: {0}."},
    Entry{Text::UnknownWords, "לא מצאנו בתפריט: {0}.", "We did not find on the menu: {0}."},
    Entry{Text::WhichProduct, "לגבי \"{0}\": איזה מאלה?", "About \"{0}\": which of these?"},
    Entry{Text::WhichLine, "לגבי \"{0}\": לאיזה פריט הכוונה?", "About \"{0}\": which item is it for?"},
    Entry{Text::HalvesUnclear, "לגבי \"{0}\": אפשר לחלק תוספות לשני חצאים של אותה מנה. מה על כל חצי?", "About \"{0}\": toppings can be split over the two halves of one item. What goes on each half?"},
    Entry{Text::QuantityUnclear, "לגבי \"{0}\": כמה מכל דבר?", "About \"{0}\": how many of each?"},
    Entry{Text::ClarifyTail, "במה להחליף, או להמשיך בלי?", "What should it be instead, or shall we go on without it?"},
    Entry{Text::ButtonChoose, "לבחירה", "Choose"},
    Entry{Text::ProblemUnavailable, "{0} אזל כרגע.", "{0} is sold out right now."},
    Entry{Text::ProblemStock, "מ{0} נשארו רק {1}.", "Only {1} left of {0}."},
    Entry{Text::ProblemOptionUnavailable, "{0} עם {1}: אין כרגע.", "{0} with {1} is not available right now."},
    Entry{Text::ProblemOptionRequired, "{0}: צריך לבחור {1}.", "{0}: please choose {1}."},
    Entry{Text::ProblemTooManyOptions, "{0}: יותר מדי אפשרויות ב\"{1}\".", "{0}: too many choices of \"{1}\"."},
    Entry{Text::ProblemHalves, "{0}: אי אפשר לחלק את {1} לחצאים.", "{0}: {1} cannot be split into halves."},
    Entry{Text::ProblemQuantity, "{0}: הכמות לא אפשרית.", "{0}: this quantity is not possible."},
    Entry{Text::ProblemTooLarge, "ההזמנה גדולה מדי לצ'אט, כדאי לדבר עם הצוות.", "The order is too large for the chat, please talk to the team."},
    Entry{Text::ProblemOption, "{0}: האפשרות הזאת לא קיימת.", "{0}: this option does not exist."},
    Entry{Text::ProblemProduct, "פריט אחד כבר לא בתפריט.", "One item is no longer on the menu."},
    Entry{Text::ProblemMinimum, "למשלוח חסרים עוד {0} למינימום. אפשר להוסיף למשל {1}.", "Delivery needs {0} more to reach the minimum. You could add {1}."},
    Entry{Text::ProblemMinimumPickup, "או לבוא לאסוף.", "Or pick it up."},
    Entry{Text::ProblemOutside, "לצערנו אין משלוח לכתובת הזאת.", "Sorry, we do not deliver to this address."},
    Entry{Text::ProblemOutsidePickup, "אפשר לבוא לאסוף.", "You can pick it up."},
    Entry{Text::ProblemZone, "צריך לבדוק אם מגיעים לכתובת הזאת. אפשר לשלוח כאן מיקום, ומישהו מהצוות יאשר.", "We need to check this address. You can send your location here, and a team member will confirm."},
    Entry{Text::AskWithout, "להמשיך בלי, או לבחור משהו אחר?", "Go on without it, or choose something else?"},
    Entry{Text::ButtonWithout, "להמשיך בלי", "Go on without"},
    Entry{Text::Closed, "אנחנו סגורים עכשיו. נפתח ב-{0}.", "We are closed now. We open at {0}."},
    Entry{Text::ClosedNoTime, "אנחנו סגורים עכשיו.", "We are closed now."},
    Entry{Text::ClosedCart, "לשמור את ההזמנה עד הפתיחה?", "Keep the order until we open?"},
    Entry{Text::ButtonKeep, "לשמור", "Keep it"},
    Entry{Text::Kept, "שמרנו. כשנפתח, כתבו לנו ונשלח כרטיס לאישור.", "Kept. Write to us when we open and we will send it for confirmation."},
    Entry{Text::Hint, "כאן מזמינים מ{0}: כותבים מה רוצים, או \"תפריט\", או \"נציג\".", "You can order from {0} here: write what you would like, or \"menu\", or \"person\"."},
    Entry{Text::HandoverPerson, "מעבירים לצוות, מישהו יענה כאן בקרוב.", "A team member will answer you here soon."},
    Entry{Text::HandoverUnclear, "לא הצלחנו להבין עד הסוף, אז מישהו מהצוות יענה כאן בקרוב.", "We did not fully understand, so a team member will answer you here soon."},
    Entry{Text::HandoverMedia, "קיבלנו. מישהו מהצוות יעבור על זה ויענה כאן.", "Got it. A team member will look at it and answer you here."},
    Entry{Text::HandoverLate, "ההודעה הגיעה אלינו באיחור, אז מישהו מהצוות יענה כאן ויאשר.", "Your message reached us late, so a team member will answer you here and confirm."},
    Entry{Text::HandoverCancel, "ההזמנה כבר בהכנה, אז מישהו מהצוות יבדוק ויענה כאן.", "The order is already being prepared, so a team member will check and answer you here."},
    Entry{Text::HandoverQuestion, "שאלה טובה, מישהו מהצוות יענה כאן.", "Good question, a team member will answer you here."},
    Entry{Text::NoLastOrder, "לא מצאנו הזמנה קודמת. מה תרצו להזמין?", "We did not find an earlier order. What would you like?"},
    Entry{Text::NoOpenOrder, "אין כרגע הזמנה פתוחה. מה תרצו להזמין?", "There is no open order right now. What would you like to order?"},
    Entry{Text::StatusPending, "הזמנה {0} התקבלה ומחכה לאישור של הצוות.", "Order {0} was received and waits for the team to accept it."},
    Entry{Text::StatusConfirmed, "הזמנה {0} אושרה.", "Order {0} is accepted."},
    Entry{Text::StatusConfirmedAt, "הזמנה {0} אושרה, בסביבות {1}.", "Order {0} is accepted, around {1}."},
    Entry{Text::StatusPreparing, "הזמנה {0} בהכנה.", "Order {0} is being prepared."},
    Entry{Text::StatusPreparingAt, "הזמנה {0} בהכנה, בסביבות {1}.", "Order {0} is being prepared, around {1}."},
    Entry{Text::StatusReady, "הזמנה {0} מוכנה.", "Order {0} is ready."},
    Entry{Text::StatusOnTheWay, "הזמנה {0} בדרך אליכם.", "Order {0} is on its way."},
    Entry{Text::AskCancelOrder, "לבטל את הזמנה {0}?", "Cancel order {0}?"},
    Entry{Text::ButtonCancelYes, "כן, לבטל", "Yes, cancel it"},
    Entry{Text::ButtonCancelNo, "לא, להשאיר", "No, keep it"},
    Entry{Text::CancelKept, "מצוין, ההזמנה נשארת.", "Great, the order stays."},
    Entry{Text::HoursOpenUntil, "אנחנו פתוחים עכשיו, עד {0}.", "We are open now, until {0}."},
    Entry{Text::HoursAlwaysOpen, "אנחנו פתוחים עכשיו.", "We are open now."},
    Entry{Text::PriceOf, "{0}: {1}", "{0}: {1}"},
    Entry{Text::TotalSoFar, "יוצא {0}, לא כולל משלוח.", "It comes to {0}, without delivery."},
    Entry{Text::DeliveryFrom, "כתבו לנו רחוב ומספר בית ונבדוק אם מגיעים אליכם.", "Write your street and house number and we will check."},
    Entry{Text::NewsPlaced, "קיבלנו! הזמנה מספר {0}. נעדכן כאן כשהצוות יאשר.", "Got it! Order number {0}. We will update you here when the team accepts it."},
    Entry{Text::NewsConfirmedPickup, "הזמנה {0} אושרה ותהיה מוכנה לאיסוף בסביבות {1}.", "Order {0} is accepted and will be ready for pickup around {1}."},
    Entry{Text::NewsConfirmedDelivery, "הזמנה {0} אושרה ותגיע בסביבות {1}.", "Order {0} is accepted and will arrive around {1}."},
    Entry{Text::NewsConfirmedNoTime, "הזמנה {0} אושרה.", "Order {0} is accepted."},
    Entry{Text::NewsLater, "זה יותר מאוחר ממה שאמרנו. אם לא מתאים, אפשר לבטל בלי עלות.", "This is later than we said. If it does not suit you, you can cancel free of charge."},
    Entry{Text::ButtonFreeCancel, "לבטל בלי עלות", "Cancel for free"},
    Entry{Text::NewsReady, "הזמנה {0} מוכנה, אפשר לבוא לאסוף.", "Order {0} is ready for pickup."},
    Entry{Text::NewsOnTheWay, "הזמנה {0} יצאה לדרך אליכם.", "Order {0} is on its way to you."},
    Entry{Text::NewsCancelledByShop, "לצערנו הזמנה {0} בוטלה.", "We are sorry, order {0} was cancelled."},
    Entry{Text::NewsCancelledReason, "לצערנו הזמנה {0} בוטלה: {1}.", "We are sorry, order {0} was cancelled: {1}."},
    Entry{Text::NewsCancelledByCustomer, "הזמנה {0} בוטלה לבקשתכם.", "Order {0} was cancelled as you asked."},
    Entry{Text::NewsCall, "לכל שאלה: {0}", "Any question: {0}"},
    Entry{Text::Without, "בלי {0}", "no {0}"},
    Entry{Text::Extra, "אקסטרה {0}", "extra {0}"},
    Entry{Text::Light, "מעט {0}", "light {0}"},
    Entry{Text::FirstHalf, "{0} (חצי א')", "{0} (half 1)"},
    Entry{Text::SecondHalf, "{0} (חצי ב')", "{0} (half 2)"},
    Entry{Text::Floor, "קומה {0}", "floor {0}"},
    Entry{Text::Apartment, "דירה {0}", "apartment {0}"},
    Entry{Text::Entrance, "כניסה {0}", "entrance {0}"},
    Entry{Text::MarketingStopped, "הוסרתם מרשימת המבצעים. עדכונים על הזמנות ימשיכו להגיע.", "You will get no more offers from us. Updates on your orders will still come."},
    Entry{Text::StaffMessageEdited, "ההודעה שממנה נולדה ההזמנה נערכה אחרי שההזמנה נקלטה. כדאי לבדוק מול הלקוח.", "The customer edited a message of this order after it was placed. Please check with them."},
    Entry{Text::StaffMessageDeleted, "ההודעה שממנה נולדה ההזמנה נמחקה אחרי שההזמנה נקלטה. כדאי לבדוק מול הלקוח.", "The customer deleted a message of this order after it was placed. Please check with them."},
});
// clang-format on

// In the order of the enum, and complete in both languages.
constexpr bool is_complete() {
    for (std::size_t i = 0; i < catalogue.size(); ++i) {
        if (catalogue[i].key != static_cast<Text>(i) || catalogue[i].he.empty() ||
            catalogue[i].en.empty()) {
            return false;
        }
    }
    return catalogue.size() == count;
}

static_assert(is_complete());

constexpr std::string_view first_strong_isolate = "\u2068";
constexpr std::string_view left_to_right_isolate = "\u2066";
constexpr std::string_view pop_isolate = "\u2069";
constexpr std::int64_t minor_per_major = 100;

// In a line from right to left a bare minus would go to the number's other side (UAX #9).
std::string negative_number(std::string const& digits) {
    return std::string(left_to_right_isolate) + "-" + digits + std::string(pop_isolate);
}

}  // namespace

std::string_view text(Text key, Language language) {
    Entry const& entry = catalogue[static_cast<std::size_t>(key)];
    return language == Language::Hebrew ? entry.he : entry.en;
}

std::string fill(Text key, Language language, std::initializer_list<std::string_view> values) {
    std::string_view const pattern = text(key, language);
    std::string result;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        bool const hole = pattern[at] == '{' && at + 2 < pattern.size() && pattern[at + 2] == '}';
        if (!hole) {
            result.push_back(pattern[at]);
            continue;
        }
        auto const index = static_cast<std::size_t>(pattern[at + 1] - '0');
        if (index < values.size()) {
            result += *(values.begin() + index);
        }
        at += 2;
    }
    return result;
}

std::string money_text(Money amount, std::string_view currency, Language language) {
    bool const negative = amount.minor < 0;
    std::int64_t const minor = std::abs(amount.minor);
    std::int64_t const cents = minor % minor_per_major;
    std::string const digits = std::to_string(minor / minor_per_major) + "." +
                               (cents < 10 ? "0" : "") + std::to_string(cents);
    std::string const sign = negative ? "-" : "";
    std::string const unit = currency == "ILS" ? "₪" : std::string(currency);
    if (language == Language::Hebrew) {
        // Right to left a minus would go to the number's other side (UAX #9).
        return (negative ? negative_number(digits) : digits) + " " + unit;
    }
    return sign + unit + (currency == "ILS" ? "" : " ") + digits;
}

std::string isolated(std::string_view words, Language language) {
    bool const foreign = language == Language::Hebrew && std::ranges::any_of(words, [](char c) {
                             return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                         });
    if (!foreign) {
        return std::string(words);
    }
    return std::string(first_strong_isolate) + std::string(words) + std::string(pop_isolate);
}

}  // namespace croozer::conversation
