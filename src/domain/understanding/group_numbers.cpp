// Numbers: before the product, behind it, or parts of an earlier total.
#include "base/limits.hpp"
#include "domain/understanding/grouper.hpp"

#include <algorithm>

namespace croozer::understanding {

namespace {

bool opens_part(Span const& right) {
    return right.option() || right.is(Word::With) || right.is(Word::Without) ||
           right.is(Word::Half) || right.is(Word::Plain) || right.is(Word::Extra) ||
           right.is(Word::Light);
}

}  // namespace

bool Grouper::has_extras(Draft const& draft) const {
    return std::ranges::any_of(draft.options, [this](Chosen const& chosen) {
        return lexicon_.group(chosen.group).max != 1;
    });
}

void Grouper::bind_left(std::int64_t value) {
    Draft* draft = open();
    draft->quantity = value;
    draft->counted = true;
    draft->last = std::max(draft->last, spans_[at_].last);
}

// "קולה 3", "פיצה אחת עם זיתים", "cola x2".
bool Grouper::left_bound(Span const& span, Span const* right) const {
    if (open_ < 0 || span.joined() || (at_ > 0 && spans_[at_ - 1].is(Word::And))) {
        return false;
    }
    Draft const& draft = out_.drafts[static_cast<std::size_t>(open_)];
    bool const times = at_ > 0 && spans_[at_ - 1].is(Word::Times);
    bool const beside = span.before == Break::None && !draft.counted;
    if (times && beside) {
        return true;
    }
    if (right == nullptr) {
        return !draft.counted && span.before != Break::Hard;
    }
    if (!beside) {
        return false;
    }
    if (right->product()) {
        // "פיצה אחת קולה אחת": the Hebrew one stands behind; digits decide by the first line.
        bool const hebrew_one =
            *span.number == 1 && !span.latin && !tokens_.list[span.first].digits;
        bool const starts_with_name = !spans_.empty() && spans_[segment_start_].product();
        return hebrew_one || (tokens_.list[span.first].digits && starts_with_name);
    }
    bool const direct = at_ > 0 && (spans_[at_ - 1].product() || spans_[at_ - 1].option());
    return direct;
}

int Grouper::part_base() const {
    for (std::size_t i = out_.drafts.size(); i > 0; --i) {
        Draft const& draft = out_.drafts[i - 1];
        if (!draft.part && !draft.removed) {
            return static_cast<int>(i - 1);
        }
    }
    return -1;
}

// Opens "…, one with olives": a part of the total before, or one more of the same. False if there
// is nothing it could be one of.
bool Grouper::start_part(Span const& span, std::int64_t value) {
    int const base = part_base();
    if (base < 0) {
        return false;
    }
    Draft const total = out_.drafts[static_cast<std::size_t>(base)];
    bool const divided = std::ranges::any_of(out_.drafts, [base](Draft const& draft) {
        return draft.total == base;
    });
    bool const conjunction = span.joined() || (at_ > 0 && spans_[at_ - 1].is(Word::And));
    bool const divides = total.quantity >= 2 && !has_extras(total) && (divided || !conjunction);
    Draft part = total;
    part.quantity = value;
    part.counted = true;
    part.part = true;
    part.total = divides ? base : -1;
    part.halves = 0;
    part.first = span.first;
    part.last = span.last;
    if (!divides) {
        std::erase_if(part.options, [this](Chosen const& chosen) {
            return lexicon_.group(chosen.group).max != 1;
        });
    }
    scope_ = Scope::None;
    part_ = ordering::Part::Whole;
    ++segment_drafts_;
    open_ = static_cast<int>(out_.drafts.size());
    out_.drafts.push_back(std::move(part));
    return true;
}

void Grouper::number(Span const& span) {
    std::int64_t const value = *span.number;
    Span const* right = after(at_);
    Draft* draft = open();
    if (right != nullptr && (right->is(Word::Unit) || right->is(Word::Currency))) {
        ask(AmbiguityKind::UnknownWords, tokens_.words(span.first, right->last));
        at_ = static_cast<std::size_t>(right - spans_.data());
        return;
    }
    if (value < 1 || value > limits::customer_quantity) {
        ask(AmbiguityKind::QuantityUnclear, text(span));
        return;
    }
    bool const follows = right != nullptr && (right->product() || opens_part(*right));
    if (correcting_ && draft != nullptr && !follows) {
        draft->quantity = value;
        draft->counted = true;
        correcting_ = false;
        return;
    }
    if (left_bound(span, right)) {
        bind_left(value);
        return;
    }
    if (right != nullptr && right->option() && !right->product()) {
        bool const size = lexicon_.group(right->meanings.front().group).is_size;
        int const base = part_base();
        bool const total = base >= 0 && !size;
        bool const divides =
            base >= 0 && size && out_.drafts[static_cast<std::size_t>(base)].quantity >= 2 &&
            !has_extras(out_.drafts[static_cast<std::size_t>(base)]) &&
            fits(out_.drafts[static_cast<std::size_t>(base)], right->meanings.front().group) &&
            std::ranges::none_of(
                out_.drafts[static_cast<std::size_t>(base)].options,
                [&](Chosen const& c) { return c.group == right->meanings.front().group; }
            );
        if (!goes_forward(*right) && (total || divides) && start_part(span, value)) {
            return;
        }
        number_ = value;
        return;
    }
    if (right != nullptr && opens_part(*right) && start_part(span, value)) {
        return;
    }
    if (right != nullptr && (right->product() || right->unknown())) {
        number_ = value;
        return;
    }
    out_.lone_number = value;
}

// Parts replace their total; what is left of it stays as it was.
void Grouper::settle_parts() {
    for (std::size_t base = 0; base < out_.drafts.size(); ++base) {
        std::int64_t sum = 0;
        for (Draft const& draft : out_.drafts) {
            if (draft.total == static_cast<int>(base) && !draft.removed) {
                sum += draft.quantity;
            }
        }
        Draft& total = out_.drafts[base];
        if (sum == 0) {
            continue;
        }
        if (sum > total.quantity) {
            ask(AmbiguityKind::QuantityUnclear, tokens_.words(total.first, total.last));
        }
        total.removed = sum >= total.quantity;
        total.quantity -= std::min(sum, total.quantity);
    }
    std::erase_if(out_.drafts, [](Draft const& draft) { return draft.removed; });
}

}  // namespace croozer::understanding
