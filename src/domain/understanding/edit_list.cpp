#include "domain/understanding/edit_list.hpp"

#include <algorithm>

namespace croozer::understanding {

namespace {

bool among_them(std::vector<std::int64_t> const& lines, std::int64_t line) {
    return std::ranges::find(lines, line) != lines.end();
}

}  // namespace

Edit& EditList::push(EditKind kind, std::int64_t line) {
    copied_ = false;
    out.edits.push_back({.kind = kind, .line = line, .item = {}, .quantity = 0, .option = {}});
    return out.edits.back();
}

EditList::Mark EditList::mark() const {
    return {
        .edits = out.edits.size(),
        .ambiguities = out.ambiguities.size(),
        .unknown = out.unknown.size(),
        .doubt = out.doubt,
        .margin = out.margin,
    };
}

void EditList::undo(Mark const& mark) {
    out.edits.erase(out.edits.begin() + static_cast<std::ptrdiff_t>(mark.edits), out.edits.end());
    out.ambiguities.erase(
        out.ambiguities.begin() + static_cast<std::ptrdiff_t>(mark.ambiguities),
        out.ambiguities.end()
    );
    out.unknown.resize(mark.unknown);
    out.doubt = mark.doubt;
    out.margin = mark.margin;
}

void EditList::ask(AmbiguityKind kind, Spans spans) {
    std::string const words =
        spans.empty() ? "" : tokens_.words(spans.front().first, spans.back().last);
    out.ambiguities.push_back({.kind = kind, .words = words, .clause = words, .products = {}});
}

bool EditList::adds() const {
    return std::ranges::any_of(out.edits, [](Edit const& e) { return e.kind == EditKind::Add; });
}

bool EditList::adds_of(std::vector<std::int64_t> const& lines) const {
    return std::ranges::any_of(out.edits, [&](Edit const& edit) {
        return edit.kind == EditKind::Add && std::ranges::any_of(lines, [&](std::int64_t line) {
                   return cart_.lines[static_cast<std::size_t>(line)].product == edit.item.product;
               });
    });
}

std::int64_t EditList::quantity(std::int64_t line) const {
    for (auto edit = out.edits.rbegin(); edit != out.edits.rend(); ++edit) {
        if (edit->kind == EditKind::SetQuantity && edit->line == line) {
            return edit->quantity;
        }
    }
    return cart_.lines[static_cast<std::size_t>(line)].quantity;
}

// Without X on a line that has X removes it; on one that has not it is written down where the menu
// knows "without".
std::optional<OptionChange> EditList::change_of(std::int64_t line, Chosen const& chosen) const {
    std::optional<ordering::ChosenOption> wanted = at_.on_line(chosen, line);
    if (!wanted) {
        return std::nullopt;
    }
    if (chosen.negated && at_.holds(*wanted, line)) {
        wanted->negated = false;
        return OptionChange{.option = std::move(*wanted), .removes = true};
    }
    menu::OptionGroup const* const group = lexicon_.menu().group(wanted->group);
    if (chosen.negated && (group == nullptr || !group->negatable)) {
        return std::nullopt;
    }
    return OptionChange{.option = std::move(*wanted), .removes = false};
}

bool EditList::takes(std::int64_t line, Chosen const& chosen) const {
    return change_of(line, chosen).has_value();
}

std::vector<std::int64_t> EditList::narrowed(
    std::vector<std::int64_t> among, std::vector<Chosen> const& options, Pointer const& pointer
) const {
    std::erase_if(among, [&](std::int64_t line) {
        return !std::ranges::all_of(options, [&](Chosen const& c) { return takes(line, c); });
    });
    if (pointer.all || pointer.ordinal) {
        return among;
    }
    std::vector<std::int64_t> holders = among;
    std::erase_if(holders, [&](std::int64_t line) {
        return !std::ranges::all_of(options, [&](Chosen const& chosen) {
            auto const wanted = at_.on_line(chosen, line);
            return !chosen.negated || (wanted && at_.holds(*wanted, line));
        });
    });
    return holders.empty() ? among : holders;
}

// The nth line; or the nth unit of them where that is the same.
std::optional<Target> EditList::nth(std::int64_t ordinal, std::vector<std::int64_t> const& among)
    const {
    auto const count = static_cast<std::int64_t>(among.size());
    if (count == 0) {
        return std::nullopt;
    }
    std::int64_t unit = 0;
    std::optional<std::int64_t> holder;
    for (std::int64_t const line : among) {
        unit += quantity(line);
        holder = !holder && unit >= ordinal ? line : holder;
    }
    if (ordinal < 0) {
        holder = among.back();
    }
    bool const lines = count > 1 && ordinal <= count;
    std::int64_t const meant = ordinal < 0 ? count : ordinal;
    if (!holder || (lines && among[static_cast<std::size_t>(meant - 1)] != *holder)) {
        return std::nullopt;
    }
    return Target{.lines = {*holder}, .portion = quantity(*holder) > 1 ? 1 : 0};
}

std::optional<Target> EditList::target(
    Pointer const& pointer,
    std::vector<std::int64_t> const& among,
    std::vector<Chosen> const& options,
    Spans spans
) {
    bool const pointed = pointer.ordinal || pointer.other;
    bool const part = pointer.portion && adds_of(among);
    std::vector<std::int64_t> fit = narrowed(among, options, pointer);
    if (fit.empty()) {
        ask(AmbiguityKind::UnknownWords, spans);
        return std::nullopt;
    }
    if ((pointed && adds()) || part) {
        ask(AmbiguityKind::WhichLine, spans);
        return std::nullopt;
    }
    std::optional<Target> found;
    bool const spoken = last_.size() == 1 && among.size() == 2 && among_them(among, last_.front());
    if ((pointer.ordinal == 2 || (pointer.other && !pointer.portion && !pointer.ordinal)) &&
        spoken && !out.edits.empty()) {
        // "on the one with tuna put onion, and on the second…": on the other of the two.
        std::int64_t const other = last_ == std::vector{among[0]} ? among[1] : among[0];
        found = among_them(fit, other) ? std::optional(Target{.lines = {other}}) : std::nullopt;
    } else if (pointer.ordinal) {
        found = nth(*pointer.ordinal, fit);
        // "The second" of those that can be so, and of all.
        std::optional<Target> const of_all = nth(*pointer.ordinal, among);
        bool const other = found && of_all && of_all->lines != found->lines;
        found = other && among_them(fit, of_all->lines.front()) ? std::nullopt : found;
    } else if (pointer.portion) {
        std::erase_if(fit, [&](std::int64_t line) {
            std::int64_t const rest = quantity(line) - split_off(line);
            return rest < *pointer.portion || quantity(line) == *pointer.portion;
        });
        if (fit.size() == 1) {
            found = Target{.lines = fit, .portion = *pointer.portion};
        }
    } else if (pointer.all) {
        std::int64_t units = 0;
        for (std::int64_t const line : fit) {
            units += quantity(line);
        }
        std::int64_t const count = pointer.count.value_or(units);
        if (count == units || count == static_cast<std::int64_t>(fit.size())) {
            found = Target{.lines = fit};
        }
    } else if (!pointer.other) {
        bool const last = fit.size() > 1 && last_.size() == 1 && among_them(fit, last_.front());
        fit = last ? last_ : fit;
        if (fit.size() == 1) {
            found = Target{.lines = fit};
        }
    }
    if (!found) {
        ask(AmbiguityKind::WhichLine, spans);
        return std::nullopt;
    }
    last_ = found->lines;
    return found;
}

void EditList::drop_replaced(std::int64_t line, std::vector<OptionChange>& changes) const {
    if (changes.size() != 1 || changes.front().removes || changes.front().option.negated) {
        return;
    }
    ordering::ChosenOption const& fresh = changes.front().option;
    std::vector<ordering::ChosenOption> held = cart_.lines[static_cast<std::size_t>(line)].options;
    std::erase_if(held, [&](ordering::ChosenOption const& option) {
        return option.group != fresh.group || option.negated || option.option == fresh.option;
    });
    if (held.size() == 1) {
        changes.insert(changes.begin(), {.option = held.front(), .removes = true});
    }
}

// Who wants no "meal" wants neither its "meal_side" nor its "meal_drink": groups that are named
// after the choice.
void EditList::drop_dependants(std::int64_t line, std::vector<OptionChange>& changes) const {
    OptionChange const gone = changes.back();
    menu::OptionGroup const* const group = lexicon_.menu().group(gone.option.group);
    if (!gone.removes || group == nullptr || group->max != 1) {
        return;
    }
    for (ordering::ChosenOption const& held : cart_.lines[static_cast<std::size_t>(line)].options) {
        if (held.group.starts_with(gone.option.group + "_")) {
            changes.push_back({.option = held, .removes = true});
        }
    }
}

// Whether the line is so already.
bool EditList::is_so(std::int64_t line, OptionChange const& change) const {
    auto const& held = cart_.lines[static_cast<std::size_t>(line)].options;
    return !change.removes && std::ranges::find(held, change.option) != held.end();
}

// "very spicy 🌶": said once more, it is not less of it.
static std::vector<Chosen> once_each(std::vector<Chosen> options) {
    for (std::size_t i = options.size(); i > 0; --i) {
        Chosen const& plain = options[i - 1];
        bool const again = plain.qualifier == ordering::Qualifier::None &&
                           std::ranges::any_of(options, [&](Chosen const& other) {
                               return &other != &plain && other.group == plain.group &&
                                      other.option == plain.option && other.part == plain.part &&
                                      other.negated == plain.negated &&
                                      other.qualifier != ordering::Qualifier::None;
                           });
        if (again) {
            options.erase(options.begin() + static_cast<std::ptrdiff_t>(i - 1));
        }
    }
    return options;
}

void EditList::change(Target const& target, std::vector<Chosen> const& said, Spans spans) {
    std::vector<Chosen> const options = once_each(said);
    bool changed = false;
    for (std::int64_t const line : target.lines) {
        std::vector<OptionChange> changes;
        for (Chosen const& chosen : options) {
            std::optional<OptionChange> change = change_of(line, chosen);
            if (!change) {
                ask(AmbiguityKind::UnknownWords, spans);
                return;
            }
            changes.push_back(std::move(*change));
            drop_dependants(line, changes);
        }
        if (replaces_) {
            drop_replaced(line, changes);
        }
        if (std::ranges::all_of(changes, [&](auto const& own) { return is_so(line, own); })) {
            continue;
        }
        changed = true;
        if (target.portion > 0 && target.portion < quantity(line)) {
            Edit& edit = push(EditKind::Split, line);
            edit.quantity = target.portion;
            edit.changes = std::move(changes);
            continue;
        }
        for (OptionChange& change : changes) {
            push(change.removes ? EditKind::RemoveOption : EditKind::AddOption, line).option =
                std::move(change.option);
        }
    }
    // "bring the lilies out…", of which only the lilies were understood.
    bool const asked = find(spans, Word::Change) || find(spans, Word::Make) ||
                       find(spans, Word::OrderVerb) || find(spans, Word::Add);
    if (!changed && asked) {
        ask(AmbiguityKind::WhichLine, spans);
    } else if (!changed) {
        mention(target.lines);
    }
}

void EditList::copy(
    std::int64_t line, std::int64_t quantity, std::vector<Chosen> const& options, Spans spans
) {
    std::vector<OptionChange> changes;
    for (Chosen const& chosen : options) {
        std::optional<OptionChange> change = change_of(line, chosen);
        if (!change) {
            ask(AmbiguityKind::UnknownWords, spans);
            return;
        }
        changes.push_back(std::move(*change));
    }
    if (changes.empty()) {
        set_quantity(line, this->quantity(line) + quantity);
    } else {
        Edit& edit = push(EditKind::Copy, line);
        edit.quantity = quantity;
        edit.changes = std::move(changes);
    }
    copied_ = true;
}

void EditList::remove(Target const& target) {
    for (std::int64_t const line : target.lines) {
        if (target.portion > 0 && target.portion < quantity(line)) {
            set_quantity(line, quantity(line) - target.portion);
        } else {
            push(EditKind::Remove, line);
        }
    }
}

void EditList::restore(std::int64_t line, Span const& span) {
    if (auto refused = at_.refused_on(span, line)) {
        push(EditKind::RemoveOption, line).option = std::move(*refused);
    }
}

// How many of a line have become others already.
std::int64_t EditList::split_off(std::int64_t line) const {
    std::int64_t units = 0;
    for (Edit const& edit : out.edits) {
        units += edit.kind == EditKind::Split && edit.line == line ? edit.quantity : 0;
    }
    return units;
}

void EditList::set_quantity(std::int64_t line, std::int64_t quantity) {
    push(EditKind::SetQuantity, line).quantity = quantity;
}

void EditList::replace(std::int64_t line, ordering::CartLine item) {
    push(EditKind::Replace, line).item = std::move(item);
}

void EditList::add(ordering::CartLine item) {
    push(EditKind::Add, -1).item = std::move(item);
}

}  // namespace croozer::understanding
