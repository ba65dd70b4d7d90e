#include "api/routes/deletion_page.hpp"

#include <string>

namespace croozer::api {
namespace {

struct Words {
    std::string_view title;
    std::string_view text;
};

Words words_of(DeletionPage page, Language language) {
    bool const hebrew = language == Language::Hebrew;
    switch (page) {
        case DeletionPage::Unknown:
            return hebrew ? Words{"לא נמצאה בקשה עם הקוד הזה",
                                  "כדאי לבדוק שהקוד הועתק במלואו, כפי שפייסבוק הציגה אותו."}
                          : Words{"There is no request with this code",
                                  "Please check that it was copied whole, as Facebook showed it."};
        case DeletionPage::Running:
            return hebrew ? Words{"הבקשה התקבלה והמחיקה בעיצומה",
                                  "הכניסות לחשבון כבר נסגרו והפרטים האישיים נמחקו ממנו. עוד מעט "
                                  "יימחקו גם מהעסקים שבהם עבדתם."}
                          : Words{"We have your request and are deleting",
                                  "You are signed out everywhere and your details are gone from "
                                  "your account. Those in the shops you worked for follow in a "
                                  "moment."};
        case DeletionPage::Done:
            return hebrew ? Words{"הפרטים שלכם נמחקו", "המחיקה הושלמה."}
                          : Words{"Your details are deleted", "The deletion is complete."};
        case DeletionPage::HowTo:
            break;
    }
    return hebrew ? Words{"מחיקת הפרטים שלכם",
                          "בפייסבוק: הגדרות ופרטיות, הגדרות, אפליקציות ואתרים, Croozer, הסרה, "
                          "ולבקש למחוק את הפרטים. פייסבוק תציג קוד, ואיתו אפשר לראות כאן מה מצב "
                          "הבקשה."}
                  : Words{"Deleting your details",
                          "On Facebook: Settings & privacy, Settings, Apps and websites, Croozer, "
                          "Remove, and ask for your data to be deleted. Facebook shows a code, and "
                          "with it you can see here how far your request is."};
}

// What goes and what stays, whatever the state.
std::string_view what_stays(Language language) {
    return language == Language::Hebrew
               ? "נמחקים: השם, כתובת הדואר והמזהה בפייסבוק, כל הכניסות לחשבון, והשיוך לעסקים שאינם "
                 "שלכם. נשמרים: הזמנות ורישומים של עסקים, שהחוק מחייב אותם לשמור, וכן מי עשה בהם "
                 "מה. עסק שבבעלותכם נשאר, עם בעלים בלי שם ובלי אפשרות להיכנס אליו; למחיקת העסק "
                 "עצמו "
                 "יש לפנות אלינו."
               : "What goes: your name, e-mail address and Facebook id, every sign-in, and your "
                 "place in shops that are not yours. What stays: orders and records of shops, "
                 "which the law makes them keep, and who did what in them. A shop that you own "
                 "stays, with an owner who has no name and cannot enter it; to delete the shop "
                 "itself please write to us.";
}

std::string section(DeletionPage page, Language language) {
    bool const hebrew = language == Language::Hebrew;
    auto const [title, text] = words_of(page, language);
    std::string html =
        hebrew ? "<section lang=\"he\" dir=\"rtl\">" : "<section lang=\"en\" dir=\"ltr\">";
    html.append("<h1>").append(title).append("</h1><p>").append(text).append("</p>");
    if (page == DeletionPage::HowTo || page == DeletionPage::Unknown) {
        html.append("<form method=\"get\" action=\"/deletion\"><label>")
            .append(hebrew ? "הקוד" : "The code")
            .append(
                " <input name=\"c\" required maxlength=\"64\" dir=\"ltr\" "
                "autocomplete=\"off\"></label> <button>"
            )
            .append(hebrew ? "הצגת המצב" : "Show the state")
            .append("</button></form>");
    }
    html.append("<p><small>").append(what_stays(language)).append("</small></p></section>");
    return html;
}

}  // namespace

http::Response deletion_page(DeletionPage page, Language first, std::string_view nonce) {
    bool const hebrew = first == Language::Hebrew;
    auto const second = hebrew ? Language::English : Language::Hebrew;
    std::string html = "<!doctype html><html lang=\"";
    html.append(language_code(first))
        .append(
            "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
            "content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" "
            "content=\"noindex\"><title>"
        )
        .append(words_of(page, first).title)
        .append(" · Croozer</title><style nonce=\"")
        .append(nonce)
        .append(
            "\">:root{color-scheme:light dark}body{font:1rem/1.6 system-ui,sans-serif;"
            "max-inline-size:38rem;margin:0 auto;padding:2rem 1rem}h1{font-size:1.4rem}"
            "section+section{border-block-start:1px solid;margin-block-start:2rem;"
            "padding-block-start:1rem}input,button{font:inherit;padding:.4rem .7rem}"
            "</style></head><body><main>"
        )
        .append(section(page, first))
        .append(section(page, second))
        .append("</main></body></html>");
    http::Response response;
    response.status = page == DeletionPage::Unknown ? 404 : 200;
    response.set("Content-Type", "text/html; charset=utf-8");
    response.set("Cache-Control", "no-store");
    response.set(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'nonce-" + std::string(nonce) +
            "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Referrer-Policy", "no-referrer");
    response.body = std::move(html);
    return response;
}

}  // namespace croozer::api
