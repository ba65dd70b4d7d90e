// Reads the changes of one message, clause by clause; one file a theme: edits.cpp,
// edit_told.cpp, edit_counts.cpp, edit_options.cpp, edit_removals.cpp, edit_swaps.cpp…
#pragma once

#include "domain/understanding/edit_list.hpp"

#include <functional>

namespace croozer::understanding {

// One side of "A instead of B".
struct Side {
    Grouped grouped;
    std::vector<Chosen> options;      // loose ones, and those of a dish of the cart
    std::vector<std::int64_t> named;  // the lines of that dish
    bool product{false};              // a dish by itself
};

class Editor {
public:
    Editor(
        CompiledLexicon const& lexicon,
        Lattice const& lattice,
        ordering::Cart const& cart,
        bool clarifying
    )
        : lexicon_(lexicon),
          lattice_(lattice),
          cart_(cart),
          clarifying_(clarifying),
          at_(lexicon, cart),
          list_(lexicon, lattice.tokens(), cart) {}

    Edited read(Spans all);
    // As plain wishes, one a piece; nothing where that leaves a question.
    std::optional<Edited> read_plain(Spans all);

private:
    struct Divided {
        std::int64_t line{0};
        std::size_t at{0};  // where its parts begin
    };

    [[nodiscard]] std::optional<Divided> divided(Spans spans) const;
    bool divides(Spans spans);
    [[nodiscard]] std::optional<std::int64_t> said_again(
        ordering::CartLine const& said, std::vector<std::int64_t> const& among
    ) const;
    bool says_total(Spans spans, Spans all);
    bool retracts(Spans part);
    [[nodiscard]] std::span<Edit const> edits_done() const;
    [[nodiscard]] std::vector<Chosen> choices_done() const;
    bool same_for(Spans part);
    bool only_some(Spans part);
    [[nodiscard]] bool declined(Spans spans) const;
    void drop_title(std::vector<Span>& spans) const;
    void mark_heads(std::vector<Span>& spans) const;
    bool more_of_head(Grouped& read, Spans spans);
    bool all_served(Pointed const& pointed, Grouped& read, Spans spans);
    void copy_but(Pointed const& pointed, Spans spans);
    static bool more_but(Grouped const& read, Spans spans);
    bool moves_to_other(Spans part);
    [[nodiscard]] bool says_back(Spans spans) const;
    bool restores(Spans spans);
    [[nodiscard]] bool only_did(EditKind kind) const;
    [[nodiscard]] bool names_only_done(Spans part) const;
    bool keeps_removed(Spans part);
    [[nodiscard]] bool says_no(Spans part) const;
    [[nodiscard]] bool says_also(Spans part) const;
    bool removes_other(Spans part);
    bool adds_other(Spans part);
    bool chooses_other(Spans part);
    Grouped grouped(Spans spans);
    void keep_doubts(Grouped& grouped);
    // New dishes are as doubtful as those of an order; options by themselves always look strange.
    void weigh(Grouped const& grouped);
    void weigh_options(Grouped const& grouped, Spans spans);
    void add_lines(Grouped& grouped);
    void add_asked_for(Grouped& grouped, Spans spans);
    [[nodiscard]] std::vector<std::int64_t> may_mean(Pointer const& pointer) const;
    static bool has_unknown(Spans spans);
    static std::vector<Span> without_except(Spans spans);
    void clause(Spans spans);
    [[nodiscard]] bool takes_out(Spans spans) const;
    [[nodiscard]] bool keeps_just(Span const& keep) const;
    bool keeps_so_many(Spans spans);
    bool keeps_only(Spans spans);
    bool keeps_named(Spans spans);
    bool double_choice(Spans spans);
    bool made_into(Draft const& draft, Spans spans);
    [[nodiscard]] bool says_less(Span const& span) const;
    [[nodiscard]] std::vector<Span> without_less(Spans spans) const;
    void as_served(Pointer const& pointer, Grouped& read, Spans spans) const;
    [[nodiscard]] bool one_more(Spans spans) const;
    bool sizes_by_number(Pointed const& pointed, Spans spans);
    void head_of_line(Grouped& read, Spans spans);
    bool puts_inside(Grouped& read, Spans spans);
    [[nodiscard]] std::optional<std::pair<std::int64_t, std::int64_t>> from_to(Spans spans) const;
    bool recounts(Pointed const& pointed, Spans spans);
    void double_lines(Pointed const& pointed, Spans spans);
    // "another like the first".
    static bool points_to_copy(Pointed const& pointed, Spans rest);
    void on_half(Grouped& read, Spans spans) const;
    bool on_half_told(Grouped& read, Spans spans) const;
    // "make it family", "בעצם משפחתית": only a size was said, so no line of its own.
    static std::vector<Span> without_turn(std::vector<Span> spans);
    static void size_of_more(Grouped& read, Spans spans);
    static void size_by_itself(Grouped& read, Spans spans);
    // Whether the clause speaks of a line that is there.
    bool refers(Draft const& draft, Pointed const& pointed, Spans spans) const;
    static bool orders(Spans spans);
    void change_or_add(Pointed const& pointed, Grouped& read, Spans spans);
    [[nodiscard]] bool adds_pointed(Pointer const& pointer) const;
    static bool placed(Draft const& draft, Spans spans);
    [[nodiscard]] bool rather_there(Draft const& draft, Spans spans) const;
    static bool more_of(Draft const& draft, Spans spans);
    static bool dish_with(Spans spans);
    bool swaps_choices(Pointed const& pointed, Grouped const& read, Spans spans);
    bool becomes(Pointed const& pointed, Grouped& read, Spans spans);
    bool all_described(Pointed const& pointed, Grouped& read, Spans spans);
    static bool stands_with(Draft const& draft, Spans spans);
    [[nodiscard]] bool named_anew(Grouped const& read, Spans spans) const;
    bool swaps_by_verb(Pointed const& pointed, Grouped& read, Spans spans);
    [[nodiscard]] std::vector<std::int64_t> lines_holding(
        std::vector<Chosen> const& options, std::vector<std::int64_t> among
    ) const;
    bool describes(
        Pointed const& pointed,
        std::vector<Chosen> const& options,
        std::vector<std::int64_t> const& among,
        Spans spans
    );
    void set_quantity(
        Pointer const& pointer,
        std::int64_t quantity,
        std::vector<std::int64_t> const& among,
        Spans spans
    );

    // "add 2 sugars": so many of what can be had several times.
    void count_option(Grouped& read, Spans spans) const;
    static bool says_to(Spans spans, Chosen const& chosen);
    void count_on(Chosen& chosen, std::int64_t line) const;
    void options_alone(
        Pointer const& pointer,
        std::vector<Chosen> const& options,
        std::vector<std::int64_t> const& among,
        Spans spans
    );
    // The option of a group that fits which a dish's words also name.
    [[nodiscard]] std::optional<Chosen> as_option(
        Draft const& draft, std::function<bool(std::int32_t group)> const& fits
    ) const;
    // Whether the words of `chosen` name another option of that line as well.
    [[nodiscard]] bool has_rival(Chosen const& chosen, std::int64_t line, Spans spans) const;
    bool names_other(Edge const& edge, ordering::ChosenOption const& wanted, std::int64_t line)
        const;

    // "scratch the coke", "not the meal": a dish or a choice that can only be taken out where it
    // is.
    bool without(Pointed const& pointed);
    bool lowers_to(Pointed const& pointed, Grouped& read, Spans spans);
    void remove(Pointed const& pointed, Grouped& read, Spans spans);
    [[nodiscard]] std::vector<std::int64_t> lines_called(Chosen const& chosen) const;
    static bool beside_dish(Spans spans);
    static bool headed(Draft const& draft, Spans spans);
    void remove_others(Pointed const& pointed, Spans spans);
    void remove_lines(
        Pointer pointer, Draft const& draft, std::vector<std::int64_t> const& held, Spans spans
    );
    // "take the second one off", "remove one".
    void remove_pointed(Pointed const& pointed, Spans spans);
    // "another one like that but large", "עוד אחת כזאת".
    [[nodiscard]] bool held_kind(std::int32_t group) const;
    // `gone`: what of the first one the copy has not.
    void copy(
        Pointed const& pointed, Grouped& read, Spans spans, std::vector<Chosen> const& gone = {}
    );

    static void count_old(Draft& old, Draft& fresh, Spans spans);
    void replace(Draft old, Grouped& read, Spans spans);
    void keep_shared(std::int64_t line, ordering::CartLine& fresh) const;
    Side side(Spans spans);
    void held_choice(Side& gone) const;
    void as_choice(Side& dish, Side const& choice) const;
    // Cuts behind the first thing that is said.
    static std::size_t behind_first(Spans spans);
    bool is_new_dish(Spans spans);
    static Spans behind_refusal(Spans spans);
    // "במקום A B", "B במקום A", "B instead of A", "take A off, B instead"; products, options or
    // numbers.
    static Spans own_change(Spans spans);
    void instead(Spans all);
    bool rather(Pointed const& pointed, Spans spans);
    bool rather_of_kind(
        Pointed const& pointed, Side& wanted, Side& gone, Spans old, Spans fresh, Spans spans
    );
    void same_kind(Chosen& wanted, Chosen const& gone, Spans fresh) const;
    bool rather_said(Pointed const& pointed, Chosen const& gone, Side const& wanted, Spans spans);
    bool rather_a_dish(Grouped& wanted, Grouped const& gone);
    void so_many_pieces(Side& gone, Side const& wanted, Spans old) const;
    bool rather_so_many(Side const& wanted, Side const& gone, Spans fresh, Spans old);
    // "white roses": a line that is there, and how it is to be.
    void as_described(Side& wanted) const;
    // "spinach instead": what goes was said before, or is the other choice of its kind.
    [[nodiscard]] bool goes_too(Spans fresh) const;
    bool counts_instead(
        Pointer const& pointer, Side const& gone, Side const& wanted, Spans old, Spans fresh
    );
    bool more_instead(std::int64_t old, ordering::CartLine const& fresh, Spans spans);
    void only_instead(Pointed const& pointed, Spans fresh, Spans spans);
    // Lines of the same category.
    std::vector<std::int64_t> alike(Draft const& draft) const;
    bool describes_dish(Spans dish, Spans rest);
    void swap_options(Pointer const& pointer, Side const& gone, Side const& wanted, Spans spans);
    [[nodiscard]] ordering::Part part_of(Chosen const& chosen, std::int64_t line) const;
    void swap_quantity(std::int64_t old, std::int64_t fresh, Spans spans);

    CompiledLexicon const& lexicon_;
    Lattice const& lattice_;
    ordering::Cart const& cart_;
    bool clarifying_;
    CartLookup at_;
    EditList list_;
    bool only_named_{false};
    std::vector<Chosen> told_;  // by which a line was told

    // The last clause that did something.
    struct Done {
        Spans spans;
        EditList::Mark before;
    };

    std::optional<Done> done_;
    bool turning_{false};  // "no wait" was said, and not yet what instead
};

}  // namespace croozer::understanding
