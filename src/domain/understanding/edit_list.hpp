// The edits found so far, and the questions.
#pragma once

#include "domain/understanding/cart_lookup.hpp"
#include "domain/understanding/edit_clause.hpp"
#include "domain/understanding/edits.hpp"

namespace croozer::understanding {

// Lines of the cart, and how many of each.
struct Target {
    std::vector<std::int64_t> lines;
    std::int64_t portion{0};  // 0: the whole line
};

class EditList {
public:
    EditList(CompiledLexicon const& lexicon, Tokens const& tokens, ordering::Cart const& cart)
        : lexicon_(lexicon), tokens_(tokens), cart_(cart), at_(lexicon, cart) {}

    // How far it has come.
    struct Mark {
        std::size_t edits{0};
        std::size_t ambiguities{0};
        std::size_t unknown{0};
        float doubt{0};
        float margin{0};

        friend bool operator==(Mark const&, Mark const&) = default;
    };

    [[nodiscard]] Mark mark() const;
    // Takes back everything since then.
    void undo(Mark const& mark);
    void ask(AmbiguityKind kind, Spans spans);
    // Which of `among` are meant; asks and returns nothing where that is not clear.
    // `options` narrow it: lines that can take them all, first those that have what is refused.
    std::optional<Target> target(
        Pointer const& pointer,
        std::vector<std::int64_t> const& among,
        std::vector<Chosen> const& options,
        Spans spans
    );
    void change(Target const& target, std::vector<Chosen> const& said, Spans spans);
    void copy(std::int64_t line, std::int64_t quantity, std::vector<Chosen> const& options, Spans);
    void remove(Target const& target);
    // What the word names is refused no more.
    void restore(std::int64_t line, Span const& span);
    void set_quantity(std::int64_t line, std::int64_t quantity);
    void replace(std::int64_t line, ordering::CartLine item);
    void add(ordering::CartLine item);

    // "Change to white": the one option of the kind that a line has goes.
    void replaces(bool on) { replaces_ = on; }

    // What the clause before spoke of: "…and make it large".
    void mention(std::vector<std::int64_t> lines) { last_ = std::move(lines); }

    [[nodiscard]] std::vector<std::int64_t> const& mentioned() const { return last_; }

    // Whether this message has added something: then "one of them" may be of the new ones.
    [[nodiscard]] bool adds() const;
    // …of what one of these lines is.
    [[nodiscard]] bool adds_of(std::vector<std::int64_t> const& lines) const;
    // As far as the message has changed it.
    [[nodiscard]] std::int64_t quantity(std::int64_t line) const;

    // Whether the last change made one more of a line.
    [[nodiscard]] bool copied() const { return copied_; }

    [[nodiscard]] bool is_so(std::int64_t line, OptionChange const& change) const;

    Edited out;

private:
    [[nodiscard]] std::vector<std::int64_t> narrowed(
        std::vector<std::int64_t> among, std::vector<Chosen> const& options, Pointer const& pointer
    ) const;
    [[nodiscard]] std::optional<Target> nth(
        std::int64_t ordinal, std::vector<std::int64_t> const& among
    ) const;
    [[nodiscard]] bool takes(std::int64_t line, Chosen const& chosen) const;
    [[nodiscard]] std::optional<OptionChange> change_of(std::int64_t line, Chosen const& chosen)
        const;
    [[nodiscard]] std::int64_t split_off(std::int64_t line) const;
    void drop_replaced(std::int64_t line, std::vector<OptionChange>& changes) const;
    void drop_dependants(std::int64_t line, std::vector<OptionChange>& changes) const;
    Edit& push(EditKind kind, std::int64_t line);

    CompiledLexicon const& lexicon_;
    Tokens const& tokens_;
    ordering::Cart const& cart_;
    CartLookup at_;
    std::vector<std::int64_t> last_;
    bool replaces_{false};
    bool copied_{false};
};

}  // namespace croozer::understanding
