// The audit's own class; one file a theme: audit.cpp, audit_holds.cpp, audit_cart.cpp.
#pragma once

#include "domain/understanding/match.hpp"
#include "domain/understanding/understand.hpp"

#include <span>
#include <vector>

namespace croozer::understanding {

// What an answer holds, without order.
struct Content {
    std::vector<ProductId> products;
    std::vector<ordering::ChosenOption const*> options;
    std::vector<std::int64_t> quantities;  // of lines, in order

    void add(ordering::CartLine const& line) {
        products.push_back(line.product);
        quantities.push_back(line.quantity);
        add(line.options);
    }

    void add(std::vector<ordering::ChosenOption> const& chosen) {
        for (ordering::ChosenOption const& option : chosen) {
            options.push_back(&option);
        }
    }
};

class Audit {
public:
    Audit(
        CompiledLexicon const& lexicon,
        Lattice const& lattice,
        std::span<Span const> spans,
        Parse& parse
    )
        : lexicon_(lexicon),
          lattice_(lattice),
          tokens_(lattice.tokens()),
          spans_(spans),
          parse_(parse) {}

    void look(Context const& context);

private:
    // audit_holds.cpp: what of the message is in the answer.
    [[nodiscard]] bool is_amount(std::size_t at) const;
    [[nodiscard]] bool holds(Span const& span) const;
    [[nodiscard]] bool holds(std::span<Meaning const> meanings, std::size_t at) const;
    [[nodiscard]] bool calls(Span const& span, ordering::Cart const* cart) const;
    [[nodiscard]] bool has_one_of(Category const& category) const;
    [[nodiscard]] bool held(ProductId product) const;
    [[nodiscard]] bool within_longer(std::int32_t product) const;
    [[nodiscard]] bool implied(std::size_t at, Meaning const& meaning) const;
    [[nodiscard]] bool chosen(Meaning const& meaning) const;
    [[nodiscard]] bool measures(std::int32_t group, ordering::ChosenOption const& option) const;
    [[nodiscard]] bool counts(std::int64_t number) const;
    [[nodiscard]] bool decorates(std::size_t at) const;
    [[nodiscard]] bool sizes_nothing(std::size_t at) const;
    [[nodiscard]] bool counts_of_option(std::int64_t number) const;
    [[nodiscard]] bool only_counts(Span const& span) const;

    // audit_cart.cpp: what a change did with what it names.
    bool leaves_named(ordering::Cart const& cart);
    [[nodiscard]] bool touches(Edit const& edit, Span const& span) const;
    [[nodiscard]] bool takes_off(ordering::Cart const& cart, std::int64_t number) const;
    [[nodiscard]] bool says_cart_again(ordering::Cart const& cart) const;
    [[nodiscard]] bool adds_again(ordering::Cart const& cart) const;
    [[nodiscard]] static bool again(Edit const& edit, ordering::Cart const& cart);
    bool half_of_nothing();
    [[nodiscard]] bool contradicts() const;
    [[nodiscard]] bool adds_for_wrong(ordering::Cart const& cart) const;
    [[nodiscard]] bool removes_either() const;
    bool qualifies_nothing();
    [[nodiscard]] bool changes_too_many(ordering::Cart const& cart) const;
    [[nodiscard]] bool keeps() const;
    [[nodiscard]] bool stays(Span const& span, ordering::Cart const& cart) const;

    // audit.cpp: what was refused, taken back or conditional.
    [[nodiscard]] bool is_new_dish(Span const& span) const;
    bool corrected();
    [[nodiscard]] bool counts_anew(std::size_t from) const;
    [[nodiscard]] std::size_t turned() const;
    [[nodiscard]] bool begins_dish(std::size_t at) const;
    [[nodiscard]] bool replaced(std::size_t at) const;
    [[nodiscard]] bool refused(std::size_t at) const;
    [[nodiscard]] bool positively(std::size_t at) const;
    bool on_condition();
    bool refuses_nothing();
    bool takes_out();
    [[nodiscard]] bool scratched(std::size_t at) const;
    [[nodiscard]] bool taken_back(std::size_t at) const;
    [[nodiscard]] bool turns(std::size_t at) const;
    [[nodiscard]] bool same_kind(Span const& one, Span const& other) const;
    void ask(std::size_t at);
    void ask_which(std::size_t at, AmbiguityKind kind = AmbiguityKind::WhichLine);

    CompiledLexicon const& lexicon_;
    Lattice const& lattice_;
    Tokens const& tokens_;
    std::span<Span const> spans_;
    Parse& parse_;
    Content held_;
    std::size_t at_{0};
};

}  // namespace croozer::understanding
