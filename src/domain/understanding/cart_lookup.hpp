// Which lines of the open cart a few words can mean.
#pragma once

#include "domain/understanding/group.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace croozer::understanding {

class CartLookup {
public:
    CartLookup(CompiledLexicon const& lexicon, ordering::Cart const& cart)
        : lexicon_(lexicon), cart_(cart) {}

    // Cart lines that hold one of these products.
    [[nodiscard]] std::vector<std::int64_t> lines_with(std::vector<std::int32_t> const& products
    ) const;
    // "the pizza" means any product of that category when only its category's word was said.
    [[nodiscard]] std::vector<std::int64_t> lines_of_draft(Draft const& draft) const;
    // Of what a word names: a product or a category.
    [[nodiscard]] std::vector<std::int64_t> lines_of_span(Span const& span) const;
    // "all the pizzas": …every line of the category too that a plain product's word means.
    [[nodiscard]] std::vector<std::int64_t> lines_of_kind(Span const& span) const;
    // …and any line of the category that a dish is of.
    [[nodiscard]] std::vector<std::int64_t> lines_of_category(Span const& span) const;
    // Of the choices that a word names, those that some line has: "the small one". With `of_one`
    // only choices of which a line has one.
    [[nodiscard]] std::vector<std::int64_t> lines_described(Span const& span, bool of_one) const;
    // Of what a word tells of a line: its dish, a word of its dish's name, or a choice that it has.
    [[nodiscard]] std::vector<std::int64_t> lines_told(Span const& span) const;
    // "no onion" of the burger, where the word is of the onion.
    [[nodiscard]] std::optional<ordering::ChosenOption> refused_on(
        Span const& span, std::int64_t line
    ) const;
    [[nodiscard]] std::vector<std::int64_t> lines_refusing(Span const& span) const;
    // None if the menu has it no more.
    [[nodiscard]] std::optional<Chosen> chosen_of(ordering::ChosenOption const& option) const;
    // Whether the line's dish is named after that choice: "the tuna" of a tuna sandwich.
    [[nodiscard]] bool is_called(Chosen const& chosen, std::int64_t line) const;

    // The menu's product of that line; -1: it has it no more.
    [[nodiscard]] std::int32_t product_of(std::int64_t line) const {
        return lexicon_.product_index(cart_.lines[static_cast<std::size_t>(line)].product);
    }

    // Any line.
    [[nodiscard]] std::vector<std::int64_t> lines() const;
    // What `chosen` is on that line: the option, or the one of that name in a group that the line's
    // product has ("large" of a drink is not that of a side). Nothing if the line cannot take it.
    [[nodiscard]] std::optional<ordering::ChosenOption> on_line(
        Chosen const& chosen, std::int64_t line
    ) const;
    [[nodiscard]] bool holds(ordering::ChosenOption const& option, std::int64_t line) const;
    // Whether some line is a meal, whose drink or side may change.
    [[nodiscard]] bool has_meal() const;
    [[nodiscard]] bool has_options(std::int64_t line, Draft const& draft) const;

private:
    [[nodiscard]] std::vector<std::int64_t> called_so(
        std::vector<std::int64_t> const& lines, Category const& category
    ) const;

    CompiledLexicon const& lexicon_;
    ordering::Cart const& cart_;
};

}  // namespace croozer::understanding
