// The search behind group(): left to right over the lattice, the cheapest states survive. Rules say
// what a word may do in a state and what it costs; where they disagree the whole message decides.
#pragma once

#include "domain/understanding/search_state.hpp"

#include <array>
#include <vector>

namespace croozer::understanding {

class Search {
public:
    Search(
        CompiledLexicon const& lexicon,
        Lattice const& lattice,
        std::span<Span const> spans,
        Bare bare
    );

    [[nodiscard]] Grouped run();

    // After run(): every way to read it that was kept to the end.
    [[nodiscard]] std::span<State const> ends() const { return beams_[at_.size()].states; }

private:
    // search.cpp: the walk and what it ends with.
    void visit(State state, std::size_t position);
    void take(State const& state, Edge const& edge, std::size_t next);
    [[nodiscard]] bool describes(std::size_t next) const;
    [[nodiscard]] bool describes_soon(std::size_t next) const;
    void go_back(State& state, std::size_t next);
    void refer_by_choice(
        State const& from, Edge const& edge, Meaning const& meaning, std::size_t next
    );
    bool in_so_many(State const& from, Edge const& edge, std::int32_t count, std::size_t next);
    [[nodiscard]] bool and_at(std::size_t next) const;
    [[nodiscard]] bool bare_number_at(std::size_t next) const;
    [[nodiscard]] bool number_at(std::size_t next) const;
    [[nodiscard]] bool qualifies_strangely(Edge const& edge, std::size_t next) const;
    [[nodiscard]] bool names_product(std::size_t next) const;
    [[nodiscard]] bool told_by_words(Edge const& picture) const;
    [[nodiscard]] bool depicts(State const& state, Edge const& edge) const;
    void unknown(State state, std::size_t position);
    void idle_size(State const& state, std::size_t position);
    [[nodiscard]] bool names_one_size(std::size_t next, std::size_t at) const;
    [[nodiscard]] bool one_size(Item const& item, std::size_t at) const;
    void enter(State& state, std::size_t position);
    [[nodiscard]] bool dash_lists(State const& state, std::size_t position) const;
    void begin_list(State& state, std::size_t position);
    [[nodiscard]] bool names_several(std::size_t first) const;
    [[nodiscard]] bool behind_person(std::size_t first) const;
    [[nodiscard]] static bool named_before(Item const& item);
    [[nodiscard]] bool is_second(State const& state, Edge const& edge, std::size_t next) const;
    [[nodiscard]] bool counts_behind(std::size_t at) const;
    [[nodiscard]] bool ends_heading(Item const& item, std::size_t position) const;
    [[nodiscard]] bool only_choices(std::size_t first, std::size_t last) const;
    [[nodiscard]] bool begins_with_choice(std::size_t position) const;
    [[nodiscard]] std::int32_t lines_of_choices(std::size_t position, Break level) const;
    void begin_line(State& state, std::size_t position);
    [[nodiscard]] float waiting(State const& state, std::size_t position) const;
    void push(State const& state, std::size_t position);
    [[nodiscard]] bool too_dear(State const& state, std::size_t position) const;
    [[nodiscard]] static std::span<State const* const> survivors(Beam& beam);
    void settle_with(State& state);
    void count_more(State& state);
    void finish(State& state);
    void settle_parts(State& state);
    void settle_heading(State& state);
    void inherit(State& state, int index, Chosen const& chosen);
    [[nodiscard]] Grouped unread() const;
    [[nodiscard]] Grouped grouped(State const& state) const;
    [[nodiscard]] static std::uint64_t result_of(State const& state);

    // search_words.cpp: words that open scopes; search_halves.cpp, search_all.cpp: what halves,
    // doubles and "both" do.
    void word(State state, Edge const& edge, std::size_t next);
    bool some_of_them(State const& from, Edge const& edge, std::size_t next);
    void one_of_them(State const& from, Scope scope, Edge const& edge, std::size_t next);
    void number_opens_part(State& state);
    void drop_choices(State& state);
    void refused_behind(State state, Edge const& edge, std::size_t next);
    void negation(State state, Edge const& edge, std::size_t next);
    bool with_all(State& state);
    void intensify(State state, Edge const& edge, std::size_t next);
    void qualifier(State state, Edge const& edge, std::size_t next, ordering::Qualifier value);
    void rest(State state, Edge const& edge, std::size_t next);
    void doubled(State state, std::size_t next);
    void same_again(State state, std::size_t next);
    void half(State state, Edge const& edge, bool behind_option, std::size_t next);
    void half_behind(State state, ordering::Part part, std::size_t next);
    void other(State state, Edge const& edge, std::size_t next);
    [[nodiscard]] bool spreads(State const& state, Before before, bool any, std::size_t next) const;
    void spread_last(State state, std::size_t next);
    [[nodiscard]] bool refuses_any(Edge const& edge, std::size_t next) const;
    [[nodiscard]] bool keeps_off(Edge const& edge) const;
    void behind_more(State state, std::size_t next);
    void set_aside(State& state, Before before);
    void settle_without(State& state);

    // search_items.cpp: products; search_corrections.cpp: what takes the place of what was said.
    void product(State const& state, Edge const& edge, std::size_t next);
    [[nodiscard]] bool is_one_of_total(State const& state, Item const& fresh) const;
    [[nodiscard]] bool is_kind(Item const& item) const;
    [[nodiscard]] bool is_kind_word(Item const& item, Edge const& edge) const;
    [[nodiscard]] Item named(State const& state, Edge const& edge);
    [[nodiscard]] Item named(Edge const& edge);
    void refuse_product(State state, Item const& item, std::size_t next);
    [[nodiscard]] bool has_plainer(State const& state) const;
    bool counted_within_name(
        State const& from, Item const& next_item, Edge const& edge, std::size_t next
    );
    bool same_item(State const& state, Item const& item, Edge const& edge, std::size_t next);
    [[nodiscard]] bool takes(Item const& item, Edge const& edge) const;
    [[nodiscard]] bool names_more(Item const& item, Item const& closer) const;
    bool choose_half(Item& fresh) const;
    void take_from_total(State& state, Item const& fresh);
    void take_over(Item& fresh, Item const& old) const;
    [[nodiscard]] bool completes_meal(Item const& item, Edge const& edge) const;
    void refer(State const& state, Item const& item, std::size_t next);
    [[nodiscard]] bool is_plural(Item const& item) const;
    void new_item(State state, Item item, Edge const& edge, std::size_t next);

    // search_headless.cpp
    void headless(State const& state, Edge const& edge, Meaning const& meaning, std::size_t next);
    bool copies_earlier(
        State const& state, Edge const& edge, Meaning const& meaning, std::size_t next
    );

    // search_options.cpp; search_lists.cpp: lists under a heading.
    void option(State const& state, Edge const& edge, std::size_t next);
    [[nodiscard]] bool only_comma(State const& state, Edge const& edge) const;
    [[nodiscard]] bool side_dish(State const& state, Edge const& edge, std::size_t next) const;
    [[nodiscard]] bool list_closes(std::size_t next) const;
    [[nodiscard]] bool is_anded(Edge const& edge) const;
    [[nodiscard]] bool is_ored(Edge const& edge) const;
    [[nodiscard]] bool of_other_kind(State const& state, Edge const& edge) const;
    [[nodiscard]] bool chooses_other(Item const& item, Meaning const& meaning) const;
    [[nodiscard]] bool chooses_own(State const& state, Edge const& edge) const;
    void options(State const& state, Edge const& edge, std::size_t next);
    void place(State const& state, Edge const& edge, Meaning const& meaning, std::size_t next);
    [[nodiscard]] bool alternative(std::size_t at) const;
    void list_from(State const& state, Edge const& edge, Meaning const& meaning, std::size_t next);
    void another_by_choice(
        State const& state, Edge const& edge, Meaning const& meaning, std::size_t next
    );
    [[nodiscard]] int described_too(State const& state, Edge const& edge, Meaning const& meaning)
        const;
    [[nodiscard]] bool begins_next(State const& state, Meaning const& meaning) const;
    void to_item(
        State state,
        int index,
        Edge const& edge,
        Meaning const& meaning,
        float cost,
        std::size_t next
    );
    void to_all(State state, Edge const& edge, std::size_t next);
    [[nodiscard]] std::vector<int> meant_by_all(
        State const& state, std::span<std::int32_t const> groups
    ) const;
    [[nodiscard]] bool rather_than(State const& state) const;
    void drop_inherited(Item& item, Chosen const& chosen) const;
    void forward(State state, Edge const& edge, Meaning const& meaning, std::size_t next);
    void replaced(State state, Meaning const& meaning, std::size_t next);
    [[nodiscard]] Chosen scoped(State& state, Meaning const& meaning) const;
    void put(State& state, int index, Chosen const& chosen, std::size_t last = 0);
    [[nodiscard]] bool fits(Item const& item, std::int32_t group) const;
    [[nodiscard]] bool is_meal(Item const& item) const;
    [[nodiscard]] bool lacks_meal(Item const& item, std::int32_t group) const;
    void narrow(Item& item, std::int32_t group);
    void narrow_to_options(Item& item);

    // search_numbers.cpp
    void number(State const& state, Edge const& edge, std::size_t next);
    void pronoun(State const& state, Edge const& edge, std::size_t next);
    [[nodiscard]] bool begins_anew(std::size_t adjective) const;
    void numbered(State const& state, std::int32_t value, Edge const& edge, std::size_t next);
    [[nodiscard]] bool counts_pieces(Item const& item, std::int32_t value) const;
    [[nodiscard]] bool counts_no_pieces(Item const& item, std::int32_t value, std::size_t next)
        const;
    [[nodiscard]] bool lacks_pieces(Item const& item, std::int32_t value) const;
    void bind(State state, std::int32_t value, Edge const& edge, float cost, std::size_t next);
    bool start_part(State& state, std::int32_t value, std::size_t token);
    [[nodiscard]] int part_base(State const& state) const;
    [[nodiscard]] std::int32_t named_under(State const& state, int head) const;
    [[nodiscard]] bool has_extras(Item const& item) const;
    void drop_number(State& state);
    [[nodiscard]] bool counts_extra(Item const& item, std::size_t next) const;
    [[nodiscard]] bool measures(std::size_t next) const;
    [[nodiscard]] bool turns_back(std::size_t at) const;
    [[nodiscard]] bool alone_in_line(std::size_t next) const;

    // Items of a state.
    [[nodiscard]] static Item const& item(State const& state, int index);
    [[nodiscard]] static Item const* open(State const& state);
    void add(State& state, Item item);
    void change(State& state, int index, Item item);
    void issue(
        State& state, AmbiguityKind kind, std::size_t first, std::size_t last, bool unknown = false
    );
    [[nodiscard]] std::int32_t category_of(Item const& item) const;
    [[nodiscard]] bool is_category_word(Edge const& edge) const;

    [[nodiscard]] Token const& token(std::size_t at) const { return tokens_.list[at]; }

    CompiledLexicon const& lexicon_;
    Lattice const& lattice_;
    Tokens const& tokens_;
    Bare bare_;
    std::size_t cut_{0};             // the first token beyond what is searched; 0: none
    std::vector<std::uint32_t> at_;  // token of each position
    std::vector<Break> breaks_;      // before each position
    std::vector<Beam>& beams_;       // kept by the thread, see beams()
    Arena arena_;
    // Of the position that is walked: whether a size stands there; the items that its first edges
    // name, which are the same in every state.
    bool size_here_{false};
    static constexpr std::size_t most_named = 16;
    std::array<Item const*, most_named> named_{};
};

}  // namespace croozer::understanding
