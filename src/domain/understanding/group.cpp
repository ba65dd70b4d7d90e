#include "domain/understanding/grouper.hpp"

#include <algorithm>

namespace croozer::understanding {

Grouped group(CompiledLexicon const& lexicon, Tokens const& tokens, std::span<Span const> spans) {
    return Grouper(lexicon, tokens, spans).run();
}

Grouped Grouper::run() {
    for (at_ = 0; at_ < spans_.size(); ++at_) {
        step();
    }
    if (number_ && !out_.lone_number) {
        out_.lone_number = number_;
    }
    settle_loose();
    settle_parts();
    return std::move(out_);
}

Draft* Grouper::open() {
    return open_ < 0 ? nullptr : &out_.drafts[static_cast<std::size_t>(open_)];
}

void Grouper::ask(AmbiguityKind kind, std::string words) {
    Ambiguity ambiguity{.kind = kind, .words = std::move(words), .clause = {}, .products = {}};
    ambiguity.clause = ambiguity.words;
    out_.ambiguities.push_back(std::move(ambiguity));
}

// The next span of the same clause; fillers between are passed over if asked.
Span const* Grouper::after(std::size_t index, bool across_fillers) const {
    for (std::size_t i = index + 1; i < spans_.size(); ++i) {
        if (spans_[i].before != Break::None) {
            return nullptr;
        }
        bool const plain = spans_[i].is(Word::Plain);
        if (!across_fillers || plain || !(spans_[i].filler() || spans_[i].is(Word::Times))) {
            return &spans_[i];
        }
    }
    return nullptr;
}

bool Grouper::follows_and(std::size_t index) const {
    while (index > 0 && spans_[index].before == Break::None) {
        --index;
        if (spans_[index].is(Word::And)) {
            return true;
        }
        if (!spans_[index].is(Word::Filler)) {
            return false;
        }
    }
    return false;
}

void Grouper::breaks(Span const& span) {
    joined_ = span.joined() || span.before == Break::Soft || follows_and(at_);
    if (span.before == Break::Hard) {
        scope_ = Scope::None;
        qualifier_ = ordering::Qualifier::None;
        part_ = ordering::Part::Whole;
        paired_ = 0;
        all_ = false;
        segment_start_ = at_;
        segment_drafts_ = 0;
    }
}

void Grouper::step() {
    Span const& span = spans_[at_];
    breaks(span);
    if (span.number) {
        number(span);
    } else if (span.product()) {
        start_item(span);
    } else if (span.option()) {
        add_option(span);
    } else if (span.unknown()) {
        unknown();
    } else {
        word(span);
    }
}

void Grouper::word(Span const& span) {
    Span const* next = after(at_);
    switch (span.meanings.front().word) {
        case Word::With:
            scope_ = Scope::With;
            break;
        case Word::Without:
            scope_ = Scope::Without;
            fresh_ = true;
            break;
        case Word::Not:
            if (next != nullptr && (next->option() || next->product())) {
                scope_ = Scope::Without;
                fresh_ = true;
            } else {
                correcting_ = open_ >= 0;
            }
            break;
        case Word::But:
            scope_ = Scope::None;
            break;
        case Word::Extra:
            qualifier(span, ordering::Qualifier::Extra);
            break;
        case Word::Light:
            qualifier(span, ordering::Qualifier::Light);
            break;
        case Word::Half:
            half(span);
            break;
        case Word::All:
            all_ = true;
            break;
        case Word::Actually:
            correcting_ = open_ >= 0;
            break;
        case Word::Everything:
            if (scope_ == Scope::With) {
                ask(AmbiguityKind::UnknownWords, text(span));
            }
            break;
        case Word::Other:
        case Word::Ordinal: {
            bool const opens = next != nullptr && (next->option() || next->is(Word::With) ||
                                                   next->is(Word::Without) || next->is(Word::Half));
            if (opens && part_ == ordering::Part::Whole) {
                start_part(span, 1);
            }
            break;
        }
        case Word::Unit:
            if (open_ >= 0) {
                ask(AmbiguityKind::UnknownWords, text(span));
            }
            break;
        default:
            break;
    }
}

void Grouper::qualifier(Span const& span, ordering::Qualifier value) {
    Span const* next = after(at_);
    if (next != nullptr && (next->option() || next->is(Word::With) || next->unknown())) {
        qualifier_ = value;
        return;
    }
    Draft* draft = open();
    bool const behind = at_ > 0 && spans_[at_ - 1].option() && span.before == Break::None;
    if (draft != nullptr && behind && !draft->options.empty()) {
        draft->options.back().qualifier = value;
    }
}

void Grouper::half(Span const& span) {
    Span const* next = after(at_);
    if (at_ > 0 && spans_[at_ - 1].is(Word::Half) && span.before == Break::None) {
        return;  // the second of "half half", already taken
    }
    if (next != nullptr && next->product()) {
        half_of_products(static_cast<std::size_t>(next - spans_.data()));
        return;
    }
    scope_ = Scope::None;
    Draft* draft = open();
    int& opened = draft != nullptr ? draft->halves : loose_halves_;
    std::size_t const direct = at_ + 1;
    bool const pair =
        direct < spans_.size() && (spans_[direct].is(Word::Half) ||
                                   (spans_[direct].is(Word::And) && direct + 1 < spans_.size() &&
                                    spans_[direct + 1].is(Word::Half)));
    if (pair) {
        at_ = spans_[direct].is(Word::Half) ? direct : direct + 1;
        opened = 2;
        paired_ = 2;
        part_ = ordering::Part::First;
        return;
    }
    ++opened;
    if (opened > 2) {
        ask(AmbiguityKind::HalvesUnclear, text(span));
        return;
    }
    part_ = opened == 1 ? ordering::Part::First : ordering::Part::Second;
}

// "half margherita half greek": a line is one product, so this is a question.
void Grouper::half_of_products(std::size_t product) {
    std::size_t const first = spans_[at_].first;
    std::size_t last = product;
    for (std::size_t i = product + 1; i < spans_.size() && spans_[i].before != Break::Hard; ++i) {
        if (!spans_[i].product() && !spans_[i].is(Word::Half) && !spans_[i].is(Word::And)) {
            break;
        }
        last = i;
    }
    Draft* draft = open();
    if (draft != nullptr && draft->plain) {
        draft->removed = true;
        open_ = -1;
    }
    ask(AmbiguityKind::HalvesUnclear, tokens_.words(first, spans_[last].last));
    at_ = last;
}

void Grouper::unknown() {
    std::size_t const first = at_;
    if (spans_[at_].emoji) {
        // A food emoji in the place of a dish is a wish; beside words it is decoration.
        bool const repeated = tokens_.list[spans_[at_].first].key.size() > 4;
        bool const leads = after(at_, false) != nullptr && spans_[at_].before != Break::None;
        if (repeated && leads) {
            out_.unknown.push_back(text(spans_[at_]));
        }
        return;
    }
    while (at_ + 1 < spans_.size() && spans_[at_ + 1].unknown() && !spans_[at_ + 1].emoji &&
           spans_[at_ + 1].before == Break::None) {
        ++at_;
    }
    if (number_) {
        out_.unknown.push_back(tokens_.words(spans_[first].first, spans_[at_].last));
        number_.reset();
    } else {
        out_.unknown.push_back(tokens_.words(spans_[first].first, spans_[at_].last));
    }
    qualifier_ = ordering::Qualifier::None;
    fresh_ = false;
}

bool Grouper::is_category_word(Span const& span) const {
    if (span.last != span.first + 1) {
        return false;
    }
    std::string_view const key = tokens_.list[span.first].key;
    constexpr std::size_t longest_prefix_bytes = 6;
    for (Category const& category : lexicon_.categories()) {
        for (std::string const& word : category.words) {
            bool const fits =
                span.prefix == 0
                    ? key == word
                    : key.ends_with(word) && key.size() <= word.size() + longest_prefix_bytes;
            if (fits) {
                return true;
            }
        }
    }
    return false;
}

Draft Grouper::named(Span const& span) const {
    Draft draft;
    draft.first = span.first;
    draft.last = span.last;
    Meaning const* implied = nullptr;
    for (Meaning const& meaning : span.meanings) {
        if (meaning.kind == MeaningKind::Product) {
            draft.candidates.push_back(meaning.product);
            implied = meaning.option >= 0 ? &meaning : implied;
        }
    }
    bool const by_category = draft.candidates.empty();
    for (Meaning const& meaning : span.meanings) {
        if (by_category && meaning.kind == MeaningKind::Category) {
            auto const& products =
                lexicon_.categories()[static_cast<std::size_t>(meaning.category)].products;
            draft.candidates.insert(draft.candidates.end(), products.begin(), products.end());
        }
    }
    draft.plain = by_category || implied != nullptr || is_category_word(span);
    if (draft.plain && draft.candidates.size() > 1) {
        for (Category const& category : lexicon_.categories()) {
            if (std::ranges::find(draft.candidates, category.plain) != draft.candidates.end() &&
                (implied != nullptr || category.products.size() == draft.candidates.size())) {
                draft.candidates = {category.plain};
                break;
            }
        }
    }
    if (implied != nullptr) {
        draft.options.push_back({.group = implied->group, .option = implied->option});
    }
    draft.definite = (span.prefix & (prefix::the | prefix::to | prefix::in | prefix::from)) != 0 ||
                     (at_ > 0 && tokens_.list[spans_[at_ - 1].first].key == "the");
    return draft;
}

// "פיצה משפחתית יוונית": the name that follows says which pizza.
bool Grouper::refines(Span const& span, Draft const& next) const {
    if (open_ < 0 || span.before != Break::None || joined_ || number_ || next.candidates.empty()) {
        return false;
    }
    Draft const& current = out_.drafts[static_cast<std::size_t>(open_)];
    if (!current.plain || next.plain) {
        return false;
    }
    return lexicon_.product(current.candidates.front()).category ==
           lexicon_.product(next.candidates.front()).category;
}

// "greek pizza", "מגש פיצה": the category's word behind the name adds nothing.
bool Grouper::repeats_category(Span const& span, Draft const& next) const {
    if (open_ < 0 || span.before != Break::None || joined_ || number_ || !next.plain ||
        !is_category_word(span)) {
        return false;
    }
    Draft const& current = out_.drafts[static_cast<std::size_t>(open_)];
    return lexicon_.product(current.candidates.front()).category ==
               lexicon_.product(next.candidates.front()).category &&
           scope_ == Scope::None && (spans_[at_ - 1].product() || spans_[at_ - 1].option());
}

void Grouper::start_item(Span const& span) {
    Draft next = named(span);
    if (scope_ == Scope::Without && fresh_) {
        fresh_ = false;  // "without cola": nothing to add
        return;
    }
    scope_ = Scope::None;
    part_ = ordering::Part::Whole;
    qualifier_ = ordering::Qualifier::None;
    Draft* current = open();
    if (current != nullptr && forward_.empty()) {
        if (refines(span, next)) {
            current->candidates = next.candidates;
            current->plain = false;
            current->last = span.last;
            return;
        }
        if (repeats_category(span, next)) {
            current->last = span.last;
            return;
        }
        bool const same = lexicon_.product(current->candidates.front()).category ==
                          lexicon_.product(next.candidates.front()).category;
        if (correcting_ && same && !number_) {
            next.quantity = current->quantity;
            current->removed = true;
        }
    }
    correcting_ = false;
    if (number_) {
        next.quantity = *number_;
        next.counted = true;
        number_.reset();
    }
    for (auto const& [meaning, chosen] : forward_) {
        narrow(next, meaning.group);
        put(next, chosen);
    }
    forward_.clear();
    ++segment_drafts_;
    open_ = static_cast<int>(out_.drafts.size());
    out_.drafts.push_back(std::move(next));
}

}  // namespace croozer::understanding
