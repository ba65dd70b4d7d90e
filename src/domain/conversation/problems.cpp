// What the quote refuses, as words; nothing is ever left out in silence.
#include "base/text.hpp"
#include "domain/conversation/card.hpp"
#include "domain/conversation/turn.hpp"

#include <algorithm>
#include <utility>

namespace croozer::conversation {

namespace {

// Meta's limits (Cloud API, interactive list): ten rows, titles of 24, descriptions of 72, button
// of 20 code points.
constexpr std::size_t list_rows = 10;
constexpr std::size_t row_title_code_points = 24;
constexpr std::size_t most_buttons = 3;
constexpr std::size_t button_title_code_points = 20;
constexpr std::size_t row_description_code_points = 72;

}  // namespace

std::string Turn::name_of(ProductId product) const {
    menu::Product const* found = menu_.product(product);
    return found == nullptr ? std::string() : isolated(found->name.in(language()), language());
}

std::string Turn::money(Money amount) const {
    return money_text(amount, settings_.currency, language());
}

// The name of the group or option at fault.
std::string Turn::subject_name(ordering::Problem const& problem) const {
    if (menu::OptionGroup const* group = menu_.group(problem.subject)) {
        return isolated(group->name.in(language()), language());
    }
    if (problem.line >= 0 && static_cast<std::size_t>(problem.line) < out_.cart.lines.size()) {
        auto const& line = out_.cart.lines[static_cast<std::size_t>(problem.line)];
        menu::Product const* product = menu_.product(line.product);
        for (ordering::ChosenOption const& option : line.options) {
            if (product == nullptr || option.option != problem.subject) {
                continue;
            }
            auto const [group, found] = menu_.option(*product, option.group, option.option);
            if (found != nullptr) {
                return isolated(found->name.in(language()), language());
            }
        }
    }
    return {};
}

std::string Turn::cheap_suggestions() const {
    std::vector<menu::Product const*> cheap;
    for (menu::Product const& product : menu_.products) {
        bool const in_cart = std::ranges::any_of(out_.cart.lines, [&](auto const& line) {
            return line.product == product.id;
        });
        if (!in_cart && product.availability.available && product.price.minor > 0) {
            cheap.push_back(&product);
        }
    }
    // Equal prices stay in the menu's order.
    std::ranges::sort(cheap, {}, [](menu::Product const* p) {
        return std::pair(p->price, p->display_order);
    });
    std::string names;
    constexpr std::size_t offered = 2;
    for (std::size_t i = 0; i < std::min(cheap.size(), offered); ++i) {
        names += (names.empty() ? "" : ", ") + name_of(cheap[i]->id) + " (" +
                 money(cheap[i]->price) + ")";
    }
    return names;
}

std::string Turn::minimum_text(ordering::Problem const& problem) const {
    std::string words =
        fill(Text::ProblemMinimum, language(), {money(Money{problem.amount}), cheap_suggestions()});
    if (settings_.offers_pickup) {
        words += " " + std::string(label(Text::ProblemMinimumPickup));
    }
    return words;
}

std::string Turn::problem_text(ordering::Problem const& problem) const {
    using enum ordering::ProblemKind;
    std::string product;
    if (problem.line >= 0 && static_cast<std::size_t>(problem.line) < out_.cart.lines.size()) {
        product = name_of(out_.cart.lines[static_cast<std::size_t>(problem.line)].product);
    }
    std::string const subject = subject_name(problem);
    auto const say_of = [&](Text key) { return fill(key, language(), {product, subject}); };
    switch (problem.kind) {
        case UnknownProduct:
            return say_of(Text::ProblemProduct);
        case UnknownOption:
        case OptionNotOfProduct:
            return say_of(Text::ProblemOption);
        case OptionRequired:
            return say_of(Text::ProblemOptionRequired);
        case TooManyOptions:
            return say_of(Text::ProblemTooManyOptions);
        case HalvesNotAllowed:
            return say_of(Text::ProblemHalves);
        case QuantityOutOfRange:
            return say_of(Text::ProblemQuantity);
        case Unavailable:
            return say_of(
                subject.empty() ? Text::ProblemUnavailable : Text::ProblemOptionUnavailable
            );
        case OutOfStock:
            return problem.amount > 0 ? fill(
                                            Text::ProblemStock,
                                            language(),
                                            {product, std::to_string(problem.amount)}
                                        )
                                      : say_of(Text::ProblemUnavailable);
        case BelowMinimum:
            return minimum_text(problem);
        case OutsideZone:
            return std::string(label(Text::ProblemOutside)) +
                   (settings_.offers_pickup ? " " + std::string(label(Text::ProblemOutsidePickup))
                                            : std::string());
        case ZoneUnknown:
            return std::string(label(Text::ProblemZone));
        case TooManyLines:
        case AmountTooLarge:
            return std::string(label(Text::ProblemTooLarge));
    }
    return {};
}

bool Turn::tell_problems(ordering::Quote const& quote) {
    if (quote.problems.empty()) {
        return false;
    }
    using enum ordering::ProblemKind;
    bool removable = false;
    bool place = false;
    for (ordering::Problem const& problem : quote.problems) {
        std::string const words = problem_text(problem);
        if (said_.find(words) == std::string::npos) {
            say_words(words);
        }
        removable = removable || (problem.line >= 0 && problem.kind != OptionRequired);
        place = place || problem.kind == OutsideZone || problem.kind == BelowMinimum;
        if (problem.kind == ZoneUnknown && !out_.cart.address.latitude_e6) {
            // A pin settles it; the person is called only if there is none to expect.
            out_.state.awaiting = Awaiting::Address;
            reply("question");
            return true;
        }
        if (problem.kind == ZoneUnknown) {
            hand_over(HandoverReason::ZoneUnknown, Text::HandoverQuestion);
            return true;
        }
    }
    // Old cards must not be taken for this answer.
    out_.state.awaiting = place ? Awaiting::Fulfilment : Awaiting::Items;
    std::vector<Button> buttons;
    if (removable) {
        say(Text::AskWithout);
        ++out_.state.card_version;
        buttons.push_back(button_for(card_id("without"), Text::ButtonWithout));
        buttons.push_back(button_for("cart:cancel", Text::ButtonCancel));
    } else if (place && settings_.offers_pickup) {
        buttons.push_back(button_for("fulfil:pickup", Text::ButtonPickup));
    }
    reply("problem", std::move(buttons));
    return true;
}

void Turn::offer_products(understanding::Ambiguity const& doubt, std::string body) {
    Reply reply{
        .kind = ReplyKind::Text,
        .purpose = "clarification",
        .body = std::move(body),
        .footer = {},
        .buttons = {},
        .list_button = {},
        .rows = {}
    };
    bool short_names = doubt.products.size() <= most_buttons;
    for (ProductId const id : doubt.products) {
        menu::Product const* product = menu_.product(id);
        short_names = short_names && product != nullptr &&
                      code_points(product->name.in(language())) <= button_title_code_points;
    }
    for (std::size_t i = 0; i < std::min(doubt.products.size(), list_rows); ++i) {
        menu::Product const* product = menu_.product(doubt.products[i]);
        if (product == nullptr) {
            continue;
        }
        std::string const& name = product->name.in(language());
        std::string const id = "pick:" + product->id.to_string();
        if (short_names) {
            reply.buttons.push_back({.id = id, .title = name});
        } else {
            bool const whole = code_points(name) <= row_title_code_points;
            reply.rows.push_back(
                {.id = id,
                 .title = std::string(first_code_points(name, row_title_code_points)),
                 .description = (whole ? "" : name + " ") + money(product->price)}
            );
        }
    }
    reply.kind = short_names ? ReplyKind::Buttons : ReplyKind::List;
    reply.list_button = short_names ? "" : std::string(label(Text::ButtonChoose));
    out_.replies.push_back(std::move(reply));
    done_ = true;
}

// The cart's lines, of which two may be the same dish.
void Turn::offer_lines() {
    ordering::Quote const quote = priced();
    std::size_t const count = out_.cart.lines.size();
    if (quote.lines.size() != count || count > list_rows) {
        reply("clarification");
        return;
    }
    Reply list{
        .kind = ReplyKind::List,
        .purpose = "clarification",
        .body = std::exchange(said_, {}),
        .footer = {},
        .buttons = {},
        .list_button = std::string(label(Text::ButtonChoose)),
        .rows = {}
    };
    for (ordering::PricedLine const& line : quote.lines) {
        std::size_t const index = list.rows.size();
        std::string const title = std::to_string(index + 1) + ". " + line.name.in(language());
        list.rows.push_back(
            {.id = "line:" + std::to_string(index),
             .title = std::string(first_code_points(title, row_title_code_points)),
             .description = std::string(
                 first_code_points(options_text(line, language()), row_description_code_points)
             )}
        );
    }
    out_.replies.push_back(std::move(list));
    done_ = true;
}

void Turn::say_words(std::string words) {
    if (!words.empty()) {
        said_ += (said_.empty() ? "" : "\n") + words;
    }
}

void Turn::reply(std::string purpose, std::vector<Button> buttons) {
    bool const long_body = code_points(said_) > 1024 && !buttons.empty();
    if (long_body) {
        // Meta cuts nothing: a body over its limit for buttons goes ahead as text.
        std::string const body = std::exchange(said_, {});
        out_.replies.push_back(
            {.kind = ReplyKind::Text,
             .purpose = purpose,
             .body = body,
             .footer = {},
             .buttons = {},
             .list_button = {},
             .rows = {}}
        );
        said_ = std::string(label(Text::AskWithout));
    }
    ReplyKind const kind = buttons.empty() ? ReplyKind::Text : ReplyKind::Buttons;
    out_.replies.push_back(
        {.kind = kind,
         .purpose = std::move(purpose),
         .body = std::exchange(said_, {}),
         .footer = {},
         .buttons = std::move(buttons),
         .list_button = {},
         .rows = {}}
    );
    done_ = true;
}

}  // namespace croozer::conversation
