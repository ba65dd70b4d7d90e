#include "domain/conversation/cart_edits.hpp"

#include <algorithm>
#include <utility>

namespace croozer::conversation {

namespace {

void set_option(
    ordering::CartLine& line, ordering::ChosenOption const& option, menu::Menu const& menu
) {
    menu::OptionGroup const* group = menu.group(option.group);
    bool const single = group != nullptr && group->max == 1;
    std::erase_if(line.options, [&](ordering::ChosenOption const& held) {
        bool const same = held.option == option.option &&
                          (held.part == option.part || option.part == ordering::Part::Whole ||
                           held.part == ordering::Part::Whole);
        return held.group == option.group && (single || same);
    });
    line.options.push_back(option);
}

void drop_option(ordering::CartLine& line, ordering::ChosenOption const& option) {
    std::erase_if(line.options, [&](ordering::ChosenOption const& held) {
        return held.group == option.group && held.option == option.option &&
               held.negated == option.negated;
    });
}

ordering::CartLine changed(
    ordering::CartLine line, understanding::Edit const& edit, menu::Menu const& menu
) {
    line.quantity = edit.quantity;
    for (understanding::OptionChange const& change : edit.changes) {
        if (change.removes) {
            drop_option(line, change.option);
        } else {
            set_option(line, change.option, menu);
        }
    }
    return line;
}

}  // namespace

void add_line(ordering::Cart& cart, ordering::CartLine line) {
    for (ordering::CartLine& held : cart.lines) {
        ordering::CartLine same = held;
        same.quantity = line.quantity;
        if (same == line) {
            held.quantity += line.quantity;
            return;
        }
    }
    cart.lines.push_back(std::move(line));
}

bool only_says_again(ordering::Cart const& cart, understanding::Parse const& parse) {
    ordering::Cart said;
    for (ordering::CartLine const& line : parse.lines) {
        add_line(said, line);
    }
    for (understanding::Edit const& edit : parse.edits) {
        if (edit.kind != understanding::EditKind::Add) {
            return false;
        }
        add_line(said, edit.item);
    }
    return std::ranges::is_permutation(said.lines, cart.lines);
}

void apply_edits(
    ordering::Cart& cart, std::vector<understanding::Edit> const& edits, menu::Menu const& menu
) {
    using enum understanding::EditKind;
    std::vector<bool> removed(cart.lines.size(), false);
    std::vector<ordering::CartLine> added;
    for (understanding::Edit const& edit : edits) {
        if (edit.kind == Add) {
            added.push_back(edit.item);
            continue;
        }
        auto const index = static_cast<std::size_t>(edit.line);
        if (edit.line < 0 || index >= cart.lines.size()) {
            continue;
        }
        ordering::CartLine& line = cart.lines[index];
        switch (edit.kind) {
            case Remove:
                removed[index] = true;
                break;
            case SetQuantity:
                line.quantity = edit.quantity;
                removed[index] = edit.quantity < 1;
                break;
            case Replace:
                line = edit.item;
                break;
            case AddOption:
                set_option(line, *edit.option, menu);
                break;
            case RemoveOption:
                drop_option(line, *edit.option);
                break;
            case Split:
                added.push_back(changed(line, edit, menu));
                line.quantity -= edit.quantity;
                removed[index] = line.quantity < 1;
                break;
            case Copy:
                added.push_back(changed(line, edit, menu));
                break;
            case Add:
                break;
        }
    }
    // What was changed may now be equal to another line.
    std::vector<ordering::CartLine> const before = std::exchange(cart.lines, {});
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (!removed[i]) {
            add_line(cart, before[i]);
        }
    }
    for (ordering::CartLine& line : added) {
        add_line(cart, std::move(line));
    }
}

void merge_address(ordering::Address& address, ordering::Address const& news) {
    if (!news.street.empty() && !news.house.empty() && news.street != address.street) {
        address = ordering::Address{};
    }
    auto const take = [](std::string& held, std::string const& fresh) {
        held = fresh.empty() ? held : fresh;
    };
    // Words alone are no street once there is one ("private house").
    if (address.street.empty() || !news.house.empty()) {
        take(address.street, news.street);
    } else if (!news.street.empty()) {
        address.notes += (address.notes.empty() ? "" : " ") + news.street;
    }
    take(address.city, news.city);
    take(address.house, news.house);
    take(address.entrance, news.entrance);
    take(address.floor, news.floor);
    take(address.apartment, news.apartment);
    take(address.door_code, news.door_code);
    if (!news.notes.empty() && address.notes.find(news.notes) == std::string::npos) {
        address.notes += (address.notes.empty() ? "" : ", ") + news.notes;
    }
}

}  // namespace croozer::conversation
