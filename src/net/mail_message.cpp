#include "net/mail_message.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <tuple>

namespace croozer::net {
namespace {

// RFC 5321 §4.5.3.1.3: a path of 256 with its brackets.
constexpr std::size_t address_bytes = 254;
constexpr std::size_t local_part_bytes = 64;
constexpr std::size_t label_bytes = 63;
// RFC 5322 §2.1.1 recommends 78 for a line; the name of the header is on it too.
constexpr std::size_t plain_header = 60;
// RFC 2047 §2: an encoded word has at most 75 characters, 12 of them =?UTF-8?B??=.
constexpr std::size_t word_bytes = 45;
// RFC 2045 §6.8: 76 characters a line are 57 bytes.
constexpr std::size_t body_line_bytes = 57;

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// RFC 5322 §3.2.3 atext.
bool is_atext(char c) {
    return is_letter_or_digit(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").contains(c);
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

std::string without_controls(std::string_view text) {
    auto clean = to_valid_utf8(text);
    std::ranges::replace_if(clean, is_control, ' ');
    return clean;
}

std::string body_of(std::string_view text) {
    std::string lines;
    for (char const c : to_valid_utf8(text)) {
        if (c == '\n') {
            lines += '\r';
        }
        if (c != '\r') {
            lines += c;
        }
    }
    std::string body;
    for (std::size_t at = 0; at < lines.size(); at += body_line_bytes) {
        body += base64(std::string_view(lines).substr(at, body_line_bytes)) + "\r\n";
    }
    return body;
}

std::string two(unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

// "Fri, 27 Nov 2026 17:24:26 +0000".
std::string date_of(Instant at) {
    constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    auto const time = std::chrono::sys_seconds(std::chrono::seconds(at.seconds()));
    auto const day = std::chrono::floor<std::chrono::days>(time);
    std::chrono::year_month_day const date(day);
    std::chrono::hh_mm_ss const clock(time - day);
    return std::string(days.at(std::chrono::weekday(day).c_encoding())) + ", " +
           two(static_cast<unsigned>(date.day())) + " " +
           std::string(months.at(static_cast<unsigned>(date.month()) - 1)) + " " +
           std::to_string(static_cast<int>(date.year())) + " " +
           two(static_cast<unsigned>(clock.hours().count())) + ":" +
           two(static_cast<unsigned>(clock.minutes().count())) + ":" +
           two(static_cast<unsigned>(clock.seconds().count())) + " +0000";
}

std::string_view domain_of(std::string_view address) {
    return address.substr(address.find('@') + 1);
}

std::string id_part(std::string_view id) {
    std::string part;
    std::ranges::copy_if(id, std::back_inserter(part), [](char c) {
        return is_letter_or_digit(c) || c == '.' || c == '-';
    });
    return part;
}

bool is_domain(std::string_view domain) {
    auto const labels = split(domain, '.');
    return std::ranges::all_of(labels, [](std::string_view label) {
        return !label.empty() && label.size() <= label_bytes && !label.starts_with('-') &&
               !label.ends_with('-') &&
               std::ranges::all_of(label, [](char c) { return is_letter_or_digit(c) || c == '-'; });
    });
}

}  // namespace

bool is_mail_address(std::string_view address) {
    auto const at = address.find('@');
    if (at == std::string_view::npos || address.size() > address_bytes || at > local_part_bytes) {
        return false;
    }
    auto const atoms = split(address.substr(0, at), '.');
    return is_domain(domain_of(address)) && std::ranges::all_of(atoms, [](std::string_view atom) {
               return !atom.empty() && std::ranges::all_of(atom, is_atext);
           });
}

std::expected<MailAddress, std::string> parse_mail_address(std::string_view text) {
    auto const whole = trimmed(text);
    MailAddress parsed{.name = {}, .address = std::string(whole)};
    if (auto const open = whole.find('<'); open != std::string_view::npos) {
        if (!whole.ends_with('>')) {
            return std::unexpected("it must end with >");
        }
        parsed.name = trimmed(whole.substr(0, open));
        parsed.address = whole.substr(open + 1, whole.size() - open - 2);
    }
    if (!is_mail_address(parsed.address)) {
        return std::unexpected("there is no plain address in it");
    }
    return parsed;
}

std::string encode_header(std::string_view text) {
    auto const clean = without_controls(text);
    bool const ascii =
        std::ranges::none_of(clean, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (ascii && clean.size() <= plain_header && !clean.contains("=?")) {
        return clean;
    }
    std::string words;
    for (std::size_t at = 0; at < clean.size();) {
        // Not within a character.
        auto end = at;
        for (auto next = at; next < clean.size();) {
            std::ignore = next_code_point(clean, next);
            if (next - at > word_bytes) {
                break;
            }
            end = next;
        }
        words += (words.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") +
                 base64(std::string_view(clean).substr(at, end - at)) + "?=";
        at = end;
    }
    return words;
}

std::string render_mail(MailMessage const& message) {
    auto const& from = message.from;
    auto name = encode_header(from.name);
    if (!name.starts_with("=?") && !name.empty()) {
        // A quoted string may hold all but these two (RFC 5322 §3.2.4).
        std::erase_if(name, [](char c) { return c == '"' || c == '\\'; });
        name = "\"" + name + "\"";
    }
    return "Date: " + date_of(message.at) + "\r\nFrom: " + (name.empty() ? "" : name + " ") + "<" +
           from.address + ">\r\nTo: <" + message.to +
           ">\r\nSubject: " + encode_header(message.subject) + "\r\nMessage-ID: <" +
           id_part(message.id) + "@" + std::string(domain_of(from.address)) +
           ">\r\n"
           // Nobody's holiday answers this (RFC 3834).
           "Auto-Submitted: auto-generated\r\n"
           "MIME-Version: 1.0\r\n"
           "Content-Type: text/plain; charset=utf-8\r\n"
           "Content-Transfer-Encoding: base64\r\n\r\n" +
           body_of(message.text);
}

}  // namespace croozer::net
