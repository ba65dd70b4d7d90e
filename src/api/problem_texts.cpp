#include "api/problem.hpp"

#include <algorithm>
#include <array>

namespace croozer::api {
namespace {

// Sorted by slug.
constexpr std::array texts{
    ProblemText{
        "already_connected",
        409,
        "לעסק הזה כבר מחובר מספר אחר",
        "This business has another number connected"
    },
    ProblemText{"already_sent", 0, "ההודעה כבר נשלחה ללקוח", "The customer has been told already"},
    ProblemText{"amount_too_large", 422, "הסכום גדול מדי", "The amount is too large"},
    ProblemText{"bad_request", 400, "הבקשה אינה תקינה", "The request is not valid"},
    ProblemText{"blocked", 409, "הלקוח חסום", "This customer is blocked"},
    ProblemText{"body_too_large", 413, "הבקשה גדולה מדי", "The request is too large"},
    ProblemText{"business_required", 400, "צריך לציין לאיזה עסק", "Say which business"},
    ProblemText{"business_suspended", 403, "העסק מושעה", "This business is suspended"},
    ProblemText{"busy", 503, "המערכת עמוסה, נסו שוב", "Busy, please try again"},
    ProblemText{
        "conflict", 409, "הפעולה מתנגשת במצב הנוכחי", "This conflicts with the present state"
    },
    ProblemText{"connect_done", 409, "המספר כבר מחובר", "The number is connected already"},
    ProblemText{"connect_running", 409, "החיבור כבר מתבצע", "A number is being connected already"},
    ProblemText{
        "control_character",
        422,
        "הטקסט מכיל תו אסור",
        "The text holds a character that is not allowed"
    },
    ProblemText{"csrf", 403, "אסימון האבטחה חסר או שגוי", "The security token is missing or wrong"},
    ProblemText{"currency", 422, "המטבע אינו מתאים", "This currency cannot be used"},
    ProblemText{"cursor", 400, "סמן העמוד אינו תקין", "The page cursor is not valid"},
    ProblemText{"date", 422, "התאריך אינו תקין", "The date is not valid"},
    ProblemText{
        "disconnect_running", 409, "המספר עדיין מתנתק", "The number is still being disconnected"
    },
    ProblemText{"duplicate_key", 400, "אותו שדה מופיע פעמיים", "A field appears twice"},
    ProblemText{"duplicate_parameter", 422, "אותו פרמטר מופיע פעמיים", "A parameter appears twice"},
    ProblemText{"email", 422, "כתובת הדואר אינה תקינה", "The e-mail address is not valid"},
    ProblemText{"empty", 422, "חסר תוכן", "This must not be empty"},
    ProblemText{
        "encoding_not_supported",
        415,
        "קידוד התוכן אינו נתמך",
        "This content encoding is not supported"
    },
    ProblemText{"enum", 422, "הערך אינו אחד מהאפשרויות", "The value is not one of the choices"},
    ProblemText{
        "expectation_failed", 417, "הציפייה אינה נתמכת", "The expectation is not supported"
    },
    ProblemText{"expired", 409, "כבר אין טעם לשלוח את זה", "This is too old to be sent"},
    ProblemText{
        "file_type",
        415,
        "הקובץ אינו מסוג ש-WhatsApp מקבל, או שאינו מה שנאמר שהוא",
        "The file is of no kind that WhatsApp takes, or not what it says it is"
    },
    ProblemText{"forbidden", 403, "אין הרשאה לפעולה הזאת", "You may not do this"},
    ProblemText{
        "form_media_type",
        415,
        "סוג התוכן צריך להיות application/x-www-form-urlencoded",
        "The content type must be application/x-www-form-urlencoded"
    },
    ProblemText{"headers_too_large", 431, "הכותרות גדולות מדי", "The headers are too large"},
    ProblemText{
        "http_version", 505, "גרסת ה-HTTP אינה נתמכת", "This version of HTTP is not supported"
    },
    ProblemText{"idempotency_key", 400, "מפתח הבקשה אינו תקין", "The idempotency key is not valid"},
    ProblemText{
        "idempotency_key_reused",
        422,
        "מפתח הבקשה שימש לבקשה אחרת",
        "The idempotency key was used for another request"
    },
    ProblemText{"if_match", 400, "הכותרת If-Match אינה תקינה", "The If-Match header is not valid"},
    ProblemText{"internal", 500, "משהו השתבש אצלנו", "Something went wrong on our side"},
    ProblemText{"invalid_path", 400, "הכתובת אינה תקינה", "The path is not valid"},
    ProblemText{"invalid_query", 400, "הפרמטרים אינם תקינים", "The query is not valid"},
    ProblemText{"json", 400, "הבקשה אינה JSON תקין", "The body is not valid JSON"},
    ProblemText{"json_too_complex", 400, "ה-JSON מורכב מדי", "The JSON is too complex"},
    ProblemText{"length_required", 411, "חסר אורך לבקשה", "The request has no length"},
    ProblemText{
        "media_type",
        415,
        "סוג התוכן צריך להיות application/json",
        "The content type must be application/json"
    },
    ProblemText{
        "meta_limit", 422, "WhatsApp לא מקבל את זה כך", "WhatsApp does not take this as it is"
    },
    ProblemText{
        "method_not_allowed",
        405,
        "הפעולה אינה אפשרית בכתובת הזאת",
        "This method is not allowed here"
    },
    ProblemText{"method_unknown", 501, "הפעולה אינה מוכרת", "This method is not known"},
    ProblemText{
        "misdirected_request",
        421,
        "הבקשה הגיעה לשרת הלא נכון",
        "This server does not answer for that host"
    },
    ProblemText{"missing", 422, "חסר שדה", "A field is missing"},
    ProblemText{"no_account", 409, "לא מחובר מספר WhatsApp", "No WhatsApp number is connected"},
    ProblemText{"not_acceptable", 406, "אפשר לענות רק ב-JSON", "Only JSON can be answered"},
    ProblemText{
        "not_connected",
        409,
        "העסק אינו מחובר לוואטסאפ",
        "The business is not connected to WhatsApp"
    },
    ProblemText{
        "not_draft", 409, "הטיוטה כבר נשלחה או בוטלה", "The draft has been sent or dropped already"
    },
    ProblemText{"not_found", 404, "לא נמצא", "Not found"},
    ProblemText{"not_implemented", 501, "הפעולה אינה מוכרת", "This method is not known"},
    ProblemText{
        "not_object", 400, "הבקשה צריכה להיות אובייקט JSON", "The body must be a JSON object"
    },
    ProblemText{
        "not_placeable", 409, "אי אפשר לקבל את ההזמנה כך", "The order cannot be placed like this"
    },
    ProblemText{
        "number_in_use", 409, "המספר מחובר לעסק אחר", "Another business has this number connected"
    },
    ProblemText{
        "oauth_code",
        400,
        "הכניסה דרך פייסבוק לא הושלמה",
        "Signing in with Facebook was not completed"
    },
    ProblemText{
        "oauth_expired",
        400,
        "הכניסה התעכבה יותר מדי, נסו שוב",
        "Signing in took too long, please try again"
    },
    ProblemText{
        "oauth_state", 400, "הכניסה פגה, נסו שוב", "The sign-in has expired, please try again"
    },
    ProblemText{
        "oauth_token", 401, "הכניסה דרך פייסבוק לא אושרה", "Facebook did not confirm the sign-in"
    },
    ProblemText{
        "opted_out",
        409,
        "הלקוח לא אישר הודעות שיווקיות",
        "This customer has not agreed to marketing messages"
    },
    ProblemText{
        "origin_rejected", 403, "הבקשה הגיעה מאתר אחר", "The request came from another site"
    },
    ProblemText{"out_of_stock", 409, "אזל מהמלאי", "Out of stock"},
    ProblemText{"phone", 422, "מספר הטלפון אינו תקין", "The phone number is not valid"},
    ProblemText{
        "phone_in_use", 409, "כבר יש לקוח עם המספר הזה", "A customer with this number exists"
    },
    ProblemText{"pin", 422, "הקוד הוא שש ספרות", "The PIN is six digits"},
    ProblemText{
        "precondition_required", 428, "חסרה הכותרת If-Match", "The If-Match header is missing"
    },
    ProblemText{"range", 422, "הערך מחוץ לטווח", "The value is out of range"},
    ProblemText{"reason_required", 422, "צריך לציין סיבה", "A reason is needed"},
    ProblemText{"recipient", 422, "אין למי לשלוח", "There is nobody to send this to"},
    ProblemText{
        "reconnect_needed",
        409,
        "מטא אינה מקבלת את החיבור: צריך להתחבר מחדש",
        "Meta does not accept the connection: connect again"
    },
    ProblemText{"refused_by_meta", 422, "Meta לא קיבלה את הבקשה", "Meta did not accept this"},
    ProblemText{
        "request_in_flight", 409, "אותה בקשה עדיין מטופלת", "The same request is still under way"
    },
    ProblemText{"request_timeout", 408, "הבקשה התעכבה יותר מדי", "The request took too long"},
    ProblemText{
        "service_unavailable", 503, "השירות אינו זמין כרגע", "The service is not available now"
    },
    ProblemText{
        "signed_request",
        400,
        "הבקשה אינה חתומה על ידי פייסבוק",
        "The request is not signed by Facebook"
    },
    ProblemText{"stale", 0, "זה השתנה בינתיים", "This has changed meanwhile"},
    ProblemText{
        "storage", 503, "אי אפשר לשמור כרגע, נסו שוב", "This cannot be saved now, please try again"
    },
    ProblemText{
        "template_not_utility",
        409,
        "מטא רואה בתבנית הזאת פרסום, והיא לא מתאימה לעדכון על הזמנה",
        "Meta takes this template for advertising; it cannot tell of an order"
    },
    ProblemText{
        "template_unusable",
        409,
        "אי אפשר לשלוח את התבנית הזאת כרגע",
        "This template cannot be sent now"
    },
    ProblemText{
        "templates_an_hour",
        429,
        "נוצרו יותר מדי תבניות בשעה האחרונה",
        "Too many templates were created within an hour"
    },
    ProblemText{"time", 422, "השעה אינה תקינה", "The time is not valid"},
    ProblemText{"timezone", 422, "אזור הזמן אינו מוכר", "The time zone is not known"},
    ProblemText{
        "token_not_extended",
        409,
        "מטא לא חידשה את הגישה: אפשר לחבר מחדש לפני שתסתיים",
        "Meta did not renew the access: connect again before it ends"
    },
    ProblemText{"too_late", 409, "מאוחר מדי לפעולה הזאת", "It is too late for this"},
    ProblemText{"too_long", 422, "הטקסט ארוך מדי", "The text is too long"},
    ProblemText{"too_many", 422, "יותר מדי פריטים", "There are too many items"},
    ProblemText{
        "too_many_businesses",
        409,
        "הגעתם למספר העסקים המרבי לאדם אחד",
        "You have as many businesses as one person can have"
    },
    ProblemText{
        "too_many_examples",
        409,
        "יש כבר יותר מדי דוגמאות: מחקו ישנות",
        "There are too many examples: delete old ones"
    },
    ProblemText{
        "too_many_products",
        409,
        "התפריט מלא: אי אפשר להוסיף עוד מוצרים",
        "The menu is full: no more products can be added"
    },
    ProblemText{
        "too_many_requests",
        429,
        "יותר מדי בקשות, נסו עוד מעט",
        "Too many requests, please wait a moment"
    },
    ProblemText{
        "too_many_streams",
        429,
        "הלוח פתוח ביותר מדי חלונות",
        "The board is open in too many windows"
    },
    ProblemText{
        "transfer_coding", 501, "קידוד ההעברה אינו נתמך", "This transfer coding is not supported"
    },
    ProblemText{
        "transition", 409, "ההזמנה אינה יכולה לעבור למצב הזה", "The order cannot move to that state"
    },
    ProblemText{"type", 422, "סוג הערך אינו נכון", "The value has the wrong type"},
    ProblemText{"unauthenticated", 401, "צריך להיכנס", "Please sign in"},
    ProblemText{"undo_expired", 409, "עבר הזמן לביטול הפעולה", "It is too late to undo this"},
    ProblemText{"unknown_field", 422, "שדה שאינו מוכר", "A field is not known"},
    ProblemText{"unknown_parameter", 422, "פרמטר שאינו מוכר", "A parameter is not known"},
    ProblemText{
        "unknown_reference", 422, "הפריט שאליו מפנים לא נמצא", "What this refers to was not found"
    },
    ProblemText{"upstream", 502, "שירות חיצוני אינו עונה", "An outside service does not answer"},
    ProblemText{"uri_too_long", 414, "הכתובת ארוכה מדי", "The address is too long"},
    ProblemText{"url", 422, "כתובת האתר אינה תקינה", "The web address is not valid"},
    ProblemText{"user_disabled", 403, "החשבון מושבת", "This account is disabled"},
    ProblemText{"validation", 422, "חלק מהפרטים אינם תקינים", "Some of the details are not valid"},
    ProblemText{
        "window_closed",
        409,
        "עברו 24 שעות מהודעת הלקוח האחרונה",
        "The customer last wrote more than 24 hours ago"
    },
    ProblemText{"word_open", 409, "המילה כבר ברשימה הפתוחה", "The word is open already"},
    ProblemText{"word_settled", 409, "במילה הזאת כבר טיפלו", "Somebody has settled this word"},
    ProblemText{
        "word_taken", 409, "כבר יש בתפריט משהו בשם הזה", "Something else on the menu is called so"
    },
};

static_assert(std::ranges::is_sorted(texts, {}, &ProblemText::slug));

}  // namespace

std::span<ProblemText const> problem_texts() {
    return texts;
}

ProblemText const* find_problem_text(std::string_view slug) {
    auto const* const found = std::ranges::lower_bound(texts, slug, {}, &ProblemText::slug);
    return found != texts.end() && found->slug == slug ? found : nullptr;
}

}  // namespace croozer::api
