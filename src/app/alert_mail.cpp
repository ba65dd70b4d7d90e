#include "app/alert_mail.hpp"

#include "store/documents/json.hpp"
#include "store/queries/business_queries.hpp"
#include "store/repositories/alerts.hpp"
#include "store/repositories/users.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

namespace croozer::app {
namespace {

// {shop}, {days} and {reason} are filled in.
struct MailText {
    std::string_view kind;
    LocalText subject;
    LocalText text;
};

std::array<MailText, 15> const& mail_texts() {
    static std::array<MailText, 15> const texts{
        MailText{
            .kind = "token_expires",
            .subject =
                {.he = "{shop}: החיבור לוואטסאפ יפוג בעוד {days}",
                 .en = "{shop}: the connection to WhatsApp ends in {days}"},
            .text =
                {.he = "החיבור של {shop} לוואטסאפ יפוג בעוד {days}, ולא הצלחנו לחדש אותו לבד. "
                       "דקה של חיבור מחדש, והכול ממשיך כרגיל.",
                 .en = "The connection of {shop} to WhatsApp ends in {days}, and we could not "
                       "renew it by ourselves. Connect again, it takes a minute, and all goes on "
                       "as usual."}
        },
        MailText{
            .kind = "token_invalid",
            .subject =
                {.he = "{shop}: הודעות לא יוצאות בוואטסאפ",
                 .en = "{shop}: messages do not leave on WhatsApp"},
            .text =
                {.he = "מטא אינה מקבלת יותר את החיבור של {shop}. הזמנות ממשיכות להיכנס, "
                       "וההודעות ללקוחות שמורות ומחכות. התחברו מחדש והן ייצאו מעצמן.",
                 .en = "Meta no longer accepts the connection of {shop}. Orders still come in, and "
                       "messages to customers are kept and wait. Connect again and they leave by "
                       "themselves."}
        },
        MailText{
            .kind = "number_quality",
            .subject =
                {.he = "{shop}: דירוג האיכות של המספר ירד",
                 .en = "{shop}: the quality rating of your number fell"},
            .text =
                {.he = "לקוחות חסמו את {shop} או דיווחו עליה, ומטא עלולה להגביל את המספר. "
                       "כתבו עכשיו רק למי שמחכה לתשובה.",
                 .en = "Customers blocked {shop} or reported it, and Meta may limit the number. "
                       "Write for now only to those who wait for an answer."}
        },
        MailText{
            .kind = "account_blocked",
            .subject =
                {.he = "{shop}: מטא חסמה שליחת הודעות", .en = "{shop}: Meta blocks your messages"},
            .text =
                {.he = "מטא חסמה את השליחה של {shop}. הסיבה והדרך לערער נמצאות במנהל WhatsApp."
                       "{reason}",
                 .en = "Meta does not send messages of {shop}. The reason and the way to appeal "
                       "are in WhatsApp Manager.{reason}"}
        },
        MailText{
            .kind = "number_unregistered",
            .subject =
                {.he = "{shop}: מספר הוואטסאפ אינו רשום במטא",
                 .en = "{shop}: your WhatsApp number is not registered with Meta"},
            .text =
                {.he = "המספר של {shop} אינו רשום יותר במטא: הודעות לא יוצאות והזמנות חדשות לא "
                       "מגיעות. התחברו מחדש, וההודעות שמחכות ייצאו מעצמן.{reason}",
                 .en = "The number of {shop} is no longer registered with Meta: messages do not "
                       "leave, and new orders do not arrive. Connect again, and what waits leaves "
                       "by itself.{reason}"}
        },
        MailText{
            .kind = "name_not_approved",
            .subject =
                {.he = "{shop}: השם לתצוגה בוואטסאפ לא אושר",
                 .en = "{shop}: Meta has not approved your display name"},
            .text =
                {.he = "מטא לא אישרה את השם לתצוגה של {shop}, ולכן הודעות לא יוצאות. מה חסר ואיך "
                       "משנים את השם: במנהל WhatsApp.{reason}",
                 .en = "Meta has not approved the display name of {shop}, so messages do not "
                       "leave. What is missing, and how to change the name, is in WhatsApp "
                       "Manager.{reason}"}
        },
        MailText{
            .kind = "payments_missing",
            .subject =
                {.he = "{shop}: חסר אמצעי תשלום בוואטסאפ",
                 .en = "{shop}: WhatsApp wants a payment method"},
            .text =
                {.he = "מטא מבקשת אמצעי תשלום כדי לשלוח הודעות של {shop}. מוסיפים אותו במנהל "
                       "WhatsApp, וההודעות שמחכות ייצאו.",
                 .en = "Meta asks for a payment method to send messages of {shop}. Add one in "
                       "WhatsApp Manager, and what waits will leave."}
        },
        MailText{
            .kind = "webhook_unsubscribed",
            .subject =
                {.he = "{shop}: הודעות של לקוחות לא מגיעות",
                 .en = "{shop}: messages of customers do not arrive"},
            .text =
                {.he = "מטא אינה מעבירה אלינו יותר את ההודעות של {shop}. בדקו את החיבור "
                       "והתחברו מחדש.",
                 .en = "Meta no longer passes the messages of {shop} on to us. Check the "
                       "connection, and connect again."}
        },
        MailText{
            .kind = "account_warned",
            .subject =
                {.he = "{shop}: מטא עומדת לחסום את חשבון הוואטסאפ",
                 .en = "{shop}: Meta is about to disable your WhatsApp account"},
            .text =
                {.he = "מטא הודיעה שתחסום את חשבון הוואטסאפ של {shop}. אפשר לערער עכשיו "
                       "במנהל WhatsApp, לפני שההודעות נעצרות.",
                 .en = "Meta says that it will disable the WhatsApp account of {shop}. Appeal now "
                       "in WhatsApp Manager, before messages stop."}
        },
        MailText{
            .kind = "review_rejected",
            .subject =
                {.he = "{shop}: מטא דחתה את חשבון הוואטסאפ",
                 .en = "{shop}: Meta rejected your WhatsApp account"},
            .text =
                {.he = "מטא בדקה את חשבון הוואטסאפ של {shop} ודחתה אותו. הסיבה והדרך לערער "
                       "נמצאות במנהל WhatsApp.",
                 .en = "Meta reviewed the WhatsApp account of {shop} and rejected it. The reason "
                       "and the way to appeal are in WhatsApp Manager."}
        },
        MailText{
            .kind = "security_pin",
            .subject =
                {.he = "{shop}: הקוד של מספר הוואטסאפ השתנה",
                 .en = "{shop}: the PIN of your WhatsApp number was changed"},
            .text =
                {.he = "מישהו שינה או ביקש לאפס את הקוד של מספר הוואטסאפ של {shop}. אם זה לא "
                       "אתם, ייתכן שמנסים להשתלט על המספר: בדקו עכשיו את החשבון במטא.",
                 .en = "Somebody changed the PIN of the WhatsApp number of {shop}, or asked to "
                       "reset it. If it was not you, the number may be being taken: look into the "
                       "Meta account now."}
        },
        MailText{
            .kind = "account_removed",
            .subject =
                {.he = "{shop}: מספר הוואטסאפ נותק", .en = "{shop}: your number was disconnected"},
            .text =
                {.he = "המספר של {shop} נותק במטא או באפליקציה, והזמנות חדשות לא מגיעות. "
                       "התחברו מחדש.",
                 .en = "The number of {shop} was disconnected in Meta or in the app, and new "
                       "orders do not arrive. Connect again."}
        },
        MailText{
            .kind = "number_restricted",
            .subject =
                {.he = "{shop}: מטא הגבילה את המספר", .en = "{shop}: Meta restricted your number"},
            .text =
                {.he = "מטא אינה מאפשרת למספר של {shop} לענות ללקוחות בינתיים. מה אסור ועד מתי: "
                       "בעמוד החיבור.",
                 .en = "For now Meta does not let the number of {shop} answer customers. What is "
                       "forbidden, and until when, is on the connection page."}
        },
        MailText{
            .kind = "dead_letters",
            .subject =
                {.he = "{shop}: לא ידוע אם הודעות הגיעו ללקוחות",
                 .en = "{shop}: nobody knows whether messages reached customers"},
            .text =
                {.he = "וואטסאפ לא אישר הודעות של {shop}, ואולי הן לא הגיעו. בדקו בשיחות מה "
                       "לשלוח שוב: שליחה חוזרת אפשרית כל עוד חלון 24 השעות פתוח.",
                 .en =
                     "WhatsApp did not confirm messages of {shop}, and they may not have arrived. "
                     "Look in the chats which of them to send again: that is possible while the "
                     "24 hours are open."}
        },
        // Any other.
        MailText{
            .kind = "",
            .subject =
                {.he = "{shop}: החיבור לוואטסאפ צריך תשומת לב",
                 .en = "{shop}: the connection to WhatsApp needs you"},
            .text =
                {.he = "משהו בחיבור של {shop} לוואטסאפ צריך תשומת לב. הפרטים מחכים במערכת.",
                 .en = "Something about the connection of {shop} to WhatsApp needs your "
                       "attention. The details are waiting for you."}
        },
    };
    return texts;
}

MailText const& text_of_kind(std::string_view kind) {
    for (auto const& text : mail_texts()) {
        if (text.kind == kind) {
            return text;
        }
    }
    return mail_texts().back();
}

void fill(std::string& text, std::string_view slot, std::string_view value) {
    for (auto at = text.find(slot); at != std::string::npos;
         at = text.find(slot, at + value.size())) {
        text.replace(at, slot.size(), value);
    }
}

std::string days_text(std::int64_t days, Language language) {
    bool const hebrew = language == Language::Hebrew;
    if (days <= 1) {
        return hebrew ? "יום" : "a day";
    }
    if (hebrew && days == 2) {
        return "יומיים";
    }
    return std::to_string(days) + (hebrew ? " ימים" : " days");
}

// Meta's codes ("DISABLE") are for machines.
std::string reason_text(std::string const& reason, Language language) {
    bool const is_sentence =
        std::ranges::any_of(reason, [](char c) { return c >= 'a' && c <= 'z'; }) &&
        reason.find('_') == std::string::npos;
    if (!is_sentence) {
        return {};
    }
    return (language == Language::Hebrew ? "\n\nבמילים של מטא: " : "\n\nIn Meta's words: ") +
           reason;
}

// Where something can be done about it.
std::string page_of(std::string const& public_url, std::string_view kind, BusinessId business) {
    constexpr std::array reconnect{
        std::string_view("token_expires"),
        std::string_view("token_invalid"),
        std::string_view("account_removed"),
        std::string_view("number_unregistered"),
        std::string_view("webhook_unsubscribed"),
    };
    if (std::ranges::find(reconnect, kind) != reconnect.end()) {
        return public_url + "/connect?business=" + business.to_string() + "&again=1";
    }
    auto const shop = public_url + "/b/" + business.to_string();
    return shop + (kind == "dead_letters" ? "/chats" : "/settings/whatsapp");
}

std::string letter(std::string const& text, std::string const& url, Language language) {
    bool const hebrew = language == Language::Hebrew;
    return (hebrew ? "שלום,\n\n" : "Hello,\n\n") + text + "\n\n" + url + "\n\n" +
           (hebrew ? "תודה, צוות Croozer\n" : "Thank you, the people of Croozer\n");
}

struct Letter {
    BusinessId business;
    std::string shop;
    std::string shop_email;
    Language language{Language::Hebrew};
    UserId owner;
    store::Alert alert;
};

// nullopt: nothing to tell any more.
Result<std::optional<Letter>> load(store::Session& session, BusinessId business, AlertId id) {
    auto alert = TRY(store::find_alert(session, business, id));
    auto const shop = TRY(store::find_business_record(session, business));
    auto const owner = TRY(store::owner_of(session, business));
    if (!alert || alert->resolved_at || !shop || !owner) {
        return std::nullopt;
    }
    return Letter{
        .business = business,
        .shop = shop->settings.name,
        .shop_email = shop->email,
        .language = shop->settings.language,
        .owner = *owner,
        .alert = *std::move(alert)
    };
}

struct Errand {
    Mailer& mailer;
    std::string public_url;
    std::move_only_function<void(MailOutcome)> done;
};

void nothing_to_send(Errand& errand, std::string detail) {
    errand.done({.fate = MailOutcome::Fate::Sent, .detail = std::move(detail)});
}

// Of one telling: what happens again, and the next threshold of days, is another mail.
std::string mail_id(store::Alert const& alert) {
    auto const detail = store::documents::parse_object(alert.detail);
    auto const days = detail ? store::documents::integer_of(*detail, "daysLeft") : 0;
    return alert.id.to_string() + "." + std::to_string(alert.raised_at.microseconds) + "." +
           alert.level + "." + std::to_string(days);
}

// To the first address; to the second if no relay will ever take it there.
void send(
    std::shared_ptr<Errand> const& errand,
    std::shared_ptr<Letter const> const& letter_of,
    std::vector<std::string> to
) {
    auto const& alert = letter_of->alert;
    auto const words =
        words_of_alert(alert.kind, alert.detail, letter_of->shop, letter_of->language);
    auto const first = to.front();
    to.erase(to.begin());
    errand->mailer.send(
        {.id = mail_id(alert),
         .to = first,
         .subject = words.subject,
         .text = letter(
             words.text,
             page_of(errand->public_url, alert.kind, letter_of->business),
             letter_of->language
         )},
        [errand, letter_of, others = std::move(to)](MailOutcome outcome) mutable {
            if (outcome.fate == MailOutcome::Fate::Refused && !others.empty()) {
                send(errand, letter_of, std::move(others));
            } else {
                errand->done(std::move(outcome));
            }
        }
    );
}

void address(
    store::Engine& engine, std::shared_ptr<Errand> const& errand, std::shared_ptr<Letter> letter_of
) {
    store::read(
        engine,
        store::Scope::shared(),
        [owner = letter_of->owner](store::Session& session) {
            return store::find_user(session, owner);
        },
        [errand, letter_of](Result<std::optional<store::User>> const& user) {
            if (!user) {
                errand->done({.fate = MailOutcome::Fate::Later, .detail = user.error().slug});
                return;
            }
            std::vector<std::string> to;
            if (*user && !(*user)->email.empty()) {
                to.push_back((*user)->email);
            }
            if (!letter_of->shop_email.empty() &&
                std::ranges::find(to, letter_of->shop_email) == to.end()) {
                to.push_back(letter_of->shop_email);
            }
            if (to.empty()) {
                nothing_to_send(*errand, "no address");
                return;
            }
            send(errand, letter_of, std::move(to));
        }
    );
}

}  // namespace

AlertWords words_of_alert(
    std::string_view kind, std::string_view detail, std::string_view shop, Language language
) {
    namespace documents = store::documents;
    auto const parsed = documents::parse_object(detail);
    auto const facts = parsed ? *parsed : boost::json::object{};
    auto const& text = text_of_kind(kind);
    AlertWords words{.subject = text.subject.in(language), .text = text.text.in(language)};
    auto const reason = documents::text_of(facts, "reason");
    for (auto* part : {&words.subject, &words.text}) {
        fill(*part, "{days}", days_text(documents::integer_of(facts, "daysLeft"), language));
        fill(*part, "{reason}", reason_text(reason, language));
        fill(*part, "{shop}", shop);
    }
    return words;
}

void mail_alert(
    Runner& runner,
    Mailer& mailer,
    std::string const& public_url,
    BusinessId business,
    AlertId alert,
    std::move_only_function<void(MailOutcome)> done
) {
    auto const errand = std::make_shared<Errand>(mailer, public_url, std::move(done));
    store::read(
        runner.engine(),
        store::Scope::of(business),
        [business, alert](store::Session& session) { return load(session, business, alert); },
        [errand, &runner](Result<std::optional<Letter>> found) {
            if (!found) {
                errand->done({.fate = MailOutcome::Fate::Later, .detail = found.error().slug});
            } else if (!*found) {
                nothing_to_send(*errand, "resolved");
            } else {
                address(runner.engine(), errand, std::make_shared<Letter>(**std::move(found)));
            }
        }
    );
}

}  // namespace croozer::app
