#include "domain/conversation/card.hpp"

#include "domain/conversation/texts.hpp"

namespace croozer::conversation {

namespace {

std::string option_text(ordering::PricedOption const& option, Language language) {
    std::string words = isolated(option.name.in(language), language);
    if (option.chosen.negated) {
        words = fill(Text::Without, language, {words});
    } else if (option.chosen.qualifier == ordering::Qualifier::Extra) {
        words = fill(Text::Extra, language, {words});
    } else if (option.chosen.qualifier == ordering::Qualifier::Light) {
        words = fill(Text::Light, language, {words});
    }
    if (option.chosen.part == ordering::Part::First) {
        return fill(Text::FirstHalf, language, {words});
    }
    if (option.chosen.part == ordering::Part::Second) {
        return fill(Text::SecondHalf, language, {words});
    }
    return words;
}

void add(std::string& text, std::string const& part) {
    if (!part.empty()) {
        text += (text.empty() ? "" : ", ") + part;
    }
}

}  // namespace

std::string options_text(ordering::PricedLine const& line, Language language) {
    std::string text;
    for (ordering::PricedOption const& option : line.options) {
        add(text, option_text(option, language));
    }
    return text;
}

std::string lines_text(
    ordering::Quote const& quote, business::Settings const& settings, Language language
) {
    std::string text;
    for (ordering::PricedLine const& line : quote.lines) {
        std::string const options = options_text(line, language);
        text += (text.empty() ? "" : "\n") + std::to_string(line.quantity) + " × " +
                isolated(line.name.in(language), language);
        if (!options.empty()) {
            text += " (" + options + ")";
        }
        text += ": " + money_text(line.total, settings.currency, language);
    }
    return text;
}

std::string address_text(ordering::Address const& address, Language language) {
    std::string text;
    std::string street = address.street;
    if (!address.house.empty()) {
        street = language == Language::Hebrew ? street + " " + address.house
                                              : address.house + " " + street;
    }
    add(text, isolated(street, language));
    add(text, isolated(address.place, language));
    if (!address.entrance.empty()) {
        add(text, fill(Text::Entrance, language, {address.entrance}));
    }
    if (!address.floor.empty()) {
        add(text, fill(Text::Floor, language, {address.floor}));
    }
    if (!address.apartment.empty()) {
        add(text, fill(Text::Apartment, language, {address.apartment}));
    }
    add(text, isolated(address.city, language));
    add(text, isolated(address.notes, language));
    return text;
}

std::string summary_text(
    ordering::Quote const& quote,
    ordering::Cart const& cart,
    business::Settings const& settings,
    std::int64_t minutes,
    Language language
) {
    std::string text;
    bool const delivery = cart.fulfilment == ordering::Fulfilment::Delivery;
    text += delivery ? fill(Text::CardDelivery, language, {address_text(cart.address, language)})
                     : std::string(conversation::text(Text::CardPickup, language));
    for (ordering::Adjustment const& adjustment : quote.adjustments) {
        std::string const amount = money_text(adjustment.amount, settings.currency, language);
        if (adjustment.kind == ordering::AdjustmentKind::DeliveryFee) {
            text += "\n" + fill(Text::CardFee, language, {amount});
        } else if (std::string const& reason = adjustment.reason.in(language); !reason.empty()) {
            text +=
                "\n" + fill(Text::CardAdjustment, language, {isolated(reason, language), amount});
        }
    }
    if (!cart.note.empty()) {
        text += "\n" + fill(Text::CardNote, language, {isolated(cart.note, language)});
    }
    if (cart.cash_tendered_minor) {
        Money const note{*cart.cash_tendered_minor};
        text += "\n" +
                fill(Text::CardChange, language, {money_text(note, settings.currency, language)});
    }
    text += "\n" +
            fill(Text::CardTotal, language, {money_text(quote.total, settings.currency, language)});
    text += "\n" + fill(Text::CardMinutes, language, {std::to_string(minutes)});
    return text;
}

}  // namespace croozer::conversation
