#include "domain/ordering/line_price.hpp"

#include "base/limits.hpp"
#include "domain/ordering/halves.hpp"

#include <algorithm>
#include <utility>

namespace croozer::ordering {
namespace {

using menu::Option;
using menu::OptionGroup;

bool price_in_range(Money price) {
    return price.minor <= limits::order_total_minor && price.minor >= -limits::order_total_minor;
}

struct GroupChoices {
    OptionGroup const* group{nullptr};
    std::vector<Choice> choices;
    std::vector<Option const*> options;  // of the choices
};

// Prices one line. Collects problems; the fatal ones leave the line without a price.
class LinePricer {
public:
    LinePricer(
        menu::Menu const& menu,
        menu::Product const& product,
        std::int64_t index,
        std::vector<Problem>& problems
    )
        : menu_(menu), product_(product), index_(index), problems_(problems) {}

    std::optional<PricedLine> price(CartLine const& line) {
        collect_groups();
        for (ChosenOption const& chosen : merged_halves(line.options)) {
            place(chosen);
        }
        for (GroupChoices& entry : groups_) {
            complete(entry);
        }
        if (!fatal_) {
            find_size();
            read_prices();
        }
        if (fatal_) {
            return std::nullopt;
        }
        return finished(line);
    }

private:
    void report(ProblemKind kind, std::string const& subject, std::int64_t amount = 0) {
        problems_.push_back(
            Problem{.kind = kind, .line = index_, .subject = subject, .amount = amount}
        );
    }

    void fail(ProblemKind kind, std::string const& subject) {
        report(kind, subject);
        fatal_ = true;
    }

    void collect_groups() {
        for (std::string const& id : product_.groups) {
            OptionGroup const* const group = menu_.group(id);
            bool const seen =
                std::ranges::find(groups_, group, &GroupChoices::group) != groups_.end();
            if (group != nullptr && !seen) {
                groups_.push_back(GroupChoices{.group = group, .choices = {}, .options = {}});
            }
        }
    }

    void place(ChosenOption const& chosen) {
        auto const [group, option] = menu_.option(product_, chosen.group, chosen.option);
        if (group == nullptr) {
            OptionGroup const* const elsewhere = menu_.group(chosen.group);
            bool const exists = elsewhere != nullptr &&
                                std::ranges::find(elsewhere->options, chosen.option, &Option::id) !=
                                    elsewhere->options.end();
            bool const own =
                std::ranges::find(product_.groups, chosen.group) != product_.groups.end();
            fail(
                exists && !own ? ProblemKind::OptionNotOfProduct : ProblemKind::UnknownOption,
                chosen.option
            );
            return;
        }
        if (!quantity_in_range(chosen.count)) {
            fail(ProblemKind::QuantityOutOfRange, chosen.option);
            return;
        }
        if (chosen.part != Part::Whole && group->halves == menu::HalvesPolicy::NotAllowed) {
            fail(ProblemKind::HalvesNotAllowed, group->id);
            return;
        }
        if (!chosen.negated && !option->available) {
            report(ProblemKind::Unavailable, chosen.option);
        }
        auto const entry = std::ranges::find(groups_, group, &GroupChoices::group);
        entry->choices.push_back(Choice{.chosen = chosen, .whole_price = {}});
        entry->options.push_back(option);
    }

    // Fills in the default of a required group and checks how many there are.
    void complete(GroupChoices& entry) {
        OptionGroup const& group = *entry.group;
        if (group.required() && options_used(entry.choices) == 0) {
            add_default(entry);
        }
        std::int64_t const used = options_used(entry.choices);
        if (used < group.min) {
            fail(ProblemKind::OptionRequired, group.id);
        }
        // Two sizes of one thing have no price, whatever the group allows.
        std::int64_t const most = group.is_size ? 1 : group.max;
        if (most > 0 && used > most) {
            report(ProblemKind::TooManyOptions, group.id, most);
            fatal_ = fatal_ || group.is_size;
        }
    }

    void add_default(GroupChoices& entry) {
        OptionGroup const& group = *entry.group;
        auto const option = std::ranges::find(group.options, group.default_option, &Option::id);
        bool const refused = std::ranges::any_of(entry.choices, [&](Choice const& choice) {
            return choice.chosen.option == group.default_option;
        });
        // What is sold out or refused is no default: the customer is asked.
        if (option == group.options.end() || refused || !option->available) {
            return;
        }
        ChosenOption chosen;
        chosen.group = group.id;
        chosen.option = option->id;
        entry.choices.push_back(Choice{.chosen = std::move(chosen), .whole_price = {}});
        entry.options.push_back(&*option);
    }

    void find_size() {
        for (GroupChoices const& entry : groups_) {
            for (Choice const& choice : entry.choices) {
                if (entry.group->is_size && !choice.chosen.negated && size_.empty()) {
                    size_ = choice.chosen.option;
                }
            }
        }
    }

    void read_prices() {
        for (GroupChoices& entry : groups_) {
            for (std::size_t i = 0; i < entry.choices.size(); ++i) {
                Option const& option = *entry.options[i];
                auto const by_size = std::ranges::find(
                    option.price_by_size, size_, &std::pair<std::string, Money>::first
                );
                bool const sized = !size_.empty() && by_size != option.price_by_size.end();
                entry.choices[i].whole_price = sized ? by_size->second : option.price;
                if (!price_in_range(entry.choices[i].whole_price)) {
                    fail(ProblemKind::AmountTooLarge, option.id);
                }
            }
        }
    }

    std::optional<PricedLine> finished(CartLine const& line) {
        PricedLine priced;
        priced.product = product_.id;
        priced.quantity = line.quantity;
        priced.name = product_.name;
        priced.kitchen_name = product_.kitchen_name;
        priced.note = line.note;
        priced.unit = product_.price;
        for (GroupChoices& entry : groups_) {
            std::vector<Money> const prices = choice_prices(*entry.group, entry.choices);
            for (std::size_t i = 0; i < prices.size(); ++i) {
                priced.unit.minor += prices[i].minor;
                priced.options.push_back(PricedOption{
                    .chosen = std::move(entry.choices[i].chosen),
                    .group_name = entry.group->name,
                    .name = entry.options[i]->name,
                    .price = prices[i],
                });
            }
        }
        // A menu whose reductions exceed the price must not pay the customer.
        priced.unit.minor = std::max<std::int64_t>(priced.unit.minor, 0);
        auto const total = Money::multiply(priced.unit, line.quantity);
        if (!total || !price_in_range(*total)) {
            fail(ProblemKind::AmountTooLarge, {});
            return std::nullopt;
        }
        priced.total = *total;
        return priced;
    }

    menu::Menu const& menu_;
    menu::Product const& product_;
    std::int64_t index_;
    std::vector<Problem>& problems_;
    std::vector<GroupChoices> groups_;
    std::string size_;
    bool fatal_{false};
};

}  // namespace

bool quantity_in_range(std::int64_t quantity) {
    return quantity >= 1 && quantity <= limits::line_quantity;
}

std::optional<PricedLine> price_line(
    menu::Menu const& menu, CartLine const& line, std::int64_t index, std::vector<Problem>& problems
) {
    auto const problem = [&](ProblemKind kind, std::int64_t amount) {
        problems.push_back(Problem{.kind = kind, .line = index, .subject = {}, .amount = amount});
        return std::nullopt;
    };
    menu::Product const* const product = menu.product(line.product);
    if (product == nullptr) {
        return problem(ProblemKind::UnknownProduct, 0);
    }
    if (!quantity_in_range(line.quantity)) {
        return problem(ProblemKind::QuantityOutOfRange, 0);
    }
    if (line.options.size() > limits::line_options) {
        return problem(ProblemKind::TooManyOptions, std::int64_t{limits::line_options});
    }
    if (!price_in_range(product->price)) {
        return problem(ProblemKind::AmountTooLarge, 0);
    }
    return LinePricer(menu, *product, index, problems).price(line);
}

}  // namespace croozer::ordering
