// The walk behind group(): one pass from left to right with the scopes that words open.
#pragma once

#include "domain/understanding/group.hpp"

namespace croozer::understanding {

class Grouper {
public:
    Grouper(CompiledLexicon const& lexicon, Tokens const& tokens, std::span<Span const> spans)
        : lexicon_(lexicon), tokens_(tokens), spans_(spans) {}

    [[nodiscard]] Grouped run();

private:
    enum class Scope : std::uint8_t { None, With, Without };

    // group.cpp: the walk.
    void step();
    void breaks(Span const& span);
    void word(Span const& span);
    void half(Span const& span);
    void half_of_products(std::size_t product);
    void qualifier(Span const& span, ordering::Qualifier value);
    void unknown();
    void start_item(Span const& span);
    [[nodiscard]] bool refines(Span const& span, Draft const& next) const;
    [[nodiscard]] bool repeats_category(Span const& span, Draft const& next) const;
    [[nodiscard]] bool is_category_word(Span const& span) const;
    [[nodiscard]] Draft named(Span const& span) const;

    // group_numbers.cpp
    void number(Span const& span);
    void bind_left(std::int64_t value);
    [[nodiscard]] bool left_bound(Span const& span, Span const* right) const;
    [[nodiscard]] int part_base() const;
    [[nodiscard]] bool has_extras(Draft const& draft) const;
    bool start_part(Span const& span, std::int64_t value);
    void settle_parts();

    // group_options.cpp
    void add_option(Span const& span);
    [[nodiscard]] bool goes_forward(Span const& span) const;
    [[nodiscard]] bool starts_headless(Meaning const& size) const;
    [[nodiscard]] bool headless(Span const& span);
    [[nodiscard]] int draft_for(Span const& span, Meaning& chosen);
    void attach(Draft& draft, Meaning const& meaning, Span const& span);
    [[nodiscard]] bool fits(Draft const& draft, std::int32_t group) const;
    void narrow(Draft& draft, std::int32_t group) const;
    [[nodiscard]] Chosen scoped(Meaning const& meaning, Draft* draft);
    void settle_loose();
    void put(Draft& draft, Chosen const& chosen);

    [[nodiscard]] Span const* after(std::size_t index, bool across_fillers = true) const;
    // Whether "and" stands before it, articles between them aside.
    [[nodiscard]] bool follows_and(std::size_t index) const;
    [[nodiscard]] Draft* open();

    [[nodiscard]] std::string text(Span const& span) const {
        return tokens_.words(span.first, span.last);
    }

    void ask(AmbiguityKind kind, std::string words);

    CompiledLexicon const& lexicon_;
    Tokens const& tokens_;
    std::span<Span const> spans_;
    Grouped out_;
    std::size_t at_{0};
    int open_{-1};
    std::optional<std::int64_t> number_;  // waits for the product behind it
    Scope scope_{Scope::None};
    bool fresh_{false};   // nothing was taken out by this "without" yet
    bool joined_{false};  // ו, and, comma before this span
    bool correcting_{false};
    bool all_{false};  // "all of them"
    ordering::Qualifier qualifier_{ordering::Qualifier::None};
    ordering::Part part_{ordering::Part::Whole};
    int paired_{0};  // "half half X and Y": options still to place
    int loose_halves_{0};
    std::size_t segment_start_{0};
    int segment_drafts_{0};                            // drafts begun since the last line break
    std::vector<std::pair<Meaning, Chosen>> forward_;  // "large" before "pizza"
};

}  // namespace croozer::understanding
