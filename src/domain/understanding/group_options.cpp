// Options: to the nearest product that has their group, within the scope the words opened.
#include "domain/understanding/grouper.hpp"

#include <algorithm>

namespace croozer::understanding {

bool Grouper::fits(Draft const& draft, std::int32_t group) const {
    return !draft.removed && std::ranges::any_of(draft.candidates, [&](std::int32_t product) {
        return lexicon_.has_group(product, group);
    });
}

void Grouper::narrow(Draft& draft, std::int32_t group) const {
    std::erase_if(draft.candidates, [&](std::int32_t product) {
        return !lexicon_.has_group(product, group);
    });
}

// What the scope makes of an option: negated, extra, on a half.
Chosen Grouper::scoped(Meaning const& meaning, Draft* draft) {
    Chosen chosen{.group = meaning.group, .option = meaning.option, .part = part_};
    chosen.qualifier = qualifier_;
    qualifier_ = ordering::Qualifier::None;
    if (scope_ == Scope::Without && (fresh_ || joined_)) {
        chosen.negated = true;
        fresh_ = false;
    } else if (scope_ == Scope::Without) {
        scope_ = Scope::None;
    }
    if (paired_ > 0) {
        chosen.part = paired_ == 2 ? ordering::Part::First : ordering::Part::Second;
        --paired_;
        part_ = paired_ == 0 ? ordering::Part::Second : ordering::Part::First;
    }
    menu::OptionGroup const& owner = lexicon_.group(meaning.group);
    if (owner.max == 1 && owner.halves == menu::HalvesPolicy::NotAllowed) {
        chosen.part = ordering::Part::Whole;  // a size is of the whole
    }
    bool const refused = (chosen.negated && !owner.negatable) ||
                         (chosen.qualifier != ordering::Qualifier::None && !owner.qualifiable);
    if (refused && draft != nullptr) {
        ask(AmbiguityKind::UnknownWords, text(spans_[at_]));
        chosen.option = -1;
    }
    return chosen;
}

void Grouper::put(Draft& draft, Chosen const& chosen) {
    if (chosen.option < 0) {
        return;
    }
    bool const single = lexicon_.group(chosen.group).max == 1;
    for (Chosen& held : draft.options) {
        bool const same = held.group == chosen.group && held.option == chosen.option;
        if (same && held.part == chosen.part) {
            held = chosen;
            return;
        }
        if (single && (correcting_ || draft.part) && held.group == chosen.group) {
            held = chosen;
            return;
        }
    }
    draft.options.push_back(chosen);
}

void Grouper::attach(Draft& draft, Meaning const& meaning, Span const& span) {
    put(draft, scoped(meaning, &draft));
    narrow(draft, meaning.group);
    draft.last = std::max(draft.last, span.last);
}

// "large pizza": in English what describes stands before.
bool Grouper::goes_forward(Span const& span) const {
    std::size_t const here = static_cast<std::size_t>(&span - spans_.data());
    bool const listed = scope_ != Scope::None || part_ != ordering::Part::Whole;
    bool const opens = span.joined() || span.before != Break::None || follows_and(here) ||
                       (here > 0 && spans_[here - 1].number);
    // Hebrew has it so only at the head of a clause or behind a number: "שני בקבוקי קולה".
    if ((listed && !(opens && span.latin)) || (!span.latin && !opens)) {
        return false;
    }
    for (std::size_t i = here + 1; i < spans_.size() && spans_[i].before == Break::None; ++i) {
        if (spans_[i].product()) {
            Draft const head = named(spans_[i]);
            return !spans_[i].joined() && std::ranges::any_of(span.meanings, [&](Meaning const& m) {
                return m.kind == MeaningKind::Option && fits(head, m.group);
            });
        }
        if (!spans_[i].option() || spans_[i].latin != span.latin || spans_[i].joined()) {
            return false;
        }
    }
    return false;
}

// A size alone is an item when it cannot describe the one before.
bool Grouper::starts_headless(Meaning const& size) const {
    if (number_ || open_ < 0) {
        return true;
    }
    Draft const& draft = out_.drafts[static_cast<std::size_t>(open_)];
    bool const taken = std::ranges::any_of(draft.options, [&](Chosen const& chosen) {
        return chosen.group == size.group && chosen.option != size.option;
    });
    bool const fresh_clause = joined_ || spans_[at_].before != Break::None;
    return fresh_clause && (taken || !fits(draft, size.group)) && !correcting_ && !all_;
}

// "שתי משפחתיות": the one product of that size, if it is clear which.
bool Grouper::headless(Span const& span) {
    for (Meaning const& meaning : span.meanings) {
        if (meaning.kind != MeaningKind::Option || !lexicon_.group(meaning.group).is_size ||
            !starts_headless(meaning)) {
            continue;
        }
        Draft draft;
        draft.plain = true;
        draft.first = span.first;
        draft.last = span.last;
        for (Category const& category : lexicon_.categories()) {
            if (category.plain >= 0 && lexicon_.has_group(category.plain, meaning.group)) {
                draft.candidates.push_back(category.plain);
            }
        }
        if (draft.candidates.empty()) {
            for (std::size_t p = 0; p < lexicon_.menu().products.size(); ++p) {
                auto const index = static_cast<std::int32_t>(p);
                if (lexicon_.has_group(index, meaning.group)) {
                    draft.candidates.push_back(index);
                }
            }
        }
        if (draft.candidates.empty()) {
            continue;
        }
        draft.counted = number_.has_value();
        draft.quantity = number_.value_or(1);
        number_.reset();
        scope_ = Scope::None;
        part_ = ordering::Part::Whole;
        ++segment_drafts_;
        put(draft, {.group = meaning.group, .option = meaning.option});
        open_ = static_cast<int>(out_.drafts.size());
        out_.drafts.push_back(std::move(draft));
        return true;
    }
    return false;
}

// The draft this option is for, or -1; `chosen` becomes the meaning that fits it. -2: unclear.
int Grouper::draft_for(Span const& span, Meaning& chosen) {
    auto const fitting = [&](Draft const& draft) {
        for (Meaning const& meaning : span.meanings) {
            if (meaning.kind == MeaningKind::Option && fits(draft, meaning.group)) {
                chosen = meaning;
                return true;
            }
        }
        return false;
    };
    // A line of its own after several items: "עם זיתים" could be for any of them.
    bool const own_line = segment_start_ > 0 && segment_drafts_ == 0;
    auto const count = std::ranges::count_if(out_.drafts, fitting);
    if (own_line && count > 1) {
        return -2;
    }
    for (int i = open_; i >= 0; --i) {
        if (fitting(out_.drafts[static_cast<std::size_t>(i)])) {
            return i;
        }
    }
    return -1;
}

void Grouper::add_option(Span const& span) {
    if (goes_forward(span)) {
        Meaning const& meaning = span.meanings.front();
        Span const* head = &span;
        while (!head->product()) {
            ++head;
        }
        Draft const item = named(*head);
        for (Meaning const& other : span.meanings) {
            if (other.kind == MeaningKind::Option && fits(item, other.group)) {
                forward_.emplace_back(other, scoped(other, nullptr));
                return;
            }
        }
        forward_.emplace_back(meaning, scoped(meaning, nullptr));
        return;
    }
    if (all_) {
        for (Draft& draft : out_.drafts) {
            for (Meaning const& meaning : span.meanings) {
                if (meaning.kind == MeaningKind::Option && fits(draft, meaning.group)) {
                    put(draft, scoped(meaning, &draft));
                    break;
                }
            }
        }
        return;
    }
    if (headless(span)) {
        return;
    }
    Meaning chosen;
    int const target = draft_for(span, chosen);
    if (target >= 0) {
        attach(out_.drafts[static_cast<std::size_t>(target)], chosen, span);
        open_ = target;
        correcting_ = false;
        return;
    }
    if (target == -2) {
        ask(AmbiguityKind::WhichLine, text(span));
        return;
    }
    for (Meaning const& meaning : span.meanings) {
        if (meaning.kind == MeaningKind::Option) {
            out_.loose.push_back(scoped(meaning, nullptr));
            out_.loose_words += (out_.loose_words.empty() ? "" : " ") + text(span);
            break;
        }
    }
}

// Options that stood before their only product.
void Grouper::settle_loose() {
    if (out_.loose.empty() || out_.drafts.size() != 1) {
        return;
    }
    Draft& draft = out_.drafts.front();
    bool const all_fit = std::ranges::all_of(out_.loose, [&](Chosen const& chosen) {
        return fits(draft, chosen.group);
    });
    if (!all_fit) {
        return;
    }
    for (Chosen const& chosen : out_.loose) {
        narrow(draft, chosen.group);
        put(draft, chosen);
    }
    out_.loose.clear();
    out_.loose_words.clear();
}

}  // namespace croozer::understanding
