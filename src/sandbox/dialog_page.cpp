#include "sandbox/dialog_page.hpp"

#include "base/text.hpp"

namespace croozer::sandbox {
namespace {

std::string document(std::string_view language, std::string_view title, std::string_view body) {
    bool const english = language == "en";
    return "<!doctype html><html lang=\"" + std::string(language) + "\" dir=\"" +
           (english ? "ltr" : "rtl") +
           "\"><head><meta charset=\"utf-8\">"
           "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
           "<title>" +
           html_escape(title) +
           "</title><link rel=\"stylesheet\" href=\"/demo/dialog.css\"></head><body><main>" +
           std::string(body) + "</main></body></html>";
}

std::string initials(std::string_view name) {
    std::string out;
    for (std::string_view const word : split(name, ' ')) {
        if (!word.empty() && code_points(out) < 2) {
            out += first_code_points(word, 1);
        }
    }
    return out;
}

}  // namespace

std::string html_escape(std::string_view text) {
    std::string out;
    for (char const c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string dialog_page(std::span<Person const> people, std::string_view target, bool english) {
    std::string const base = html_escape(target) + "&amp;";
    std::string body = "<p class=\"badge\">";
    body += english ? "Sandbox · no real Facebook" : "ארגז חול · לא פייסבוק אמיתי";
    body += "</p><h1>";
    body += english ? "Continue to Croozer as…" : "להמשיך אל Croozer בתור…";
    body += "</h1><ul>";
    for (Person const& person : people) {
        body +=
            "<li><a href=\"" + base + "demo_person=" + percent_encoded(person.id) +
            "\"><span class=\"face\" aria-hidden=\"true\">" + html_escape(initials(person.name)) +
            "</span><span><b dir=\"auto\">" + html_escape(person.name) + "</b><small>" +
            html_escape(english ? person.label_en : person.label_he) + "</small></span></a></li>";
    }
    body += "</ul><p class=\"foot\"><a href=\"" + base + "demo_cancel=1\">";
    body += english ? "Cancel" : "ביטול";
    body += "</a>";
    // The first of two equal parameters counts, so the switch is offered on the first page only.
    if (target.find("locale=") == std::string_view::npos) {
        body += " <a lang=\"en\" href=\"" + base + "locale=en_US\">English</a>";
    }
    body += "</p>";
    return document(english ? "en" : "he", english ? "Sign in" : "כניסה", body);
}

std::string dialog_error(std::string_view reason) {
    return document(
        "en", "Error", "<h1>This dialog cannot be shown</h1><p>" + html_escape(reason) + "</p>"
    );
}

}  // namespace croozer::sandbox
