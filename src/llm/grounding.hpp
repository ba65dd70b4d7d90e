// Whether the customer's words carry what is proposed. A name counts when all of it was written, or
// a part that no other candidate could mean; what two candidates share proves neither.
#pragma once

#include "llm/words.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace croozer::llm {

// Indexes of words of the text.
using Evidence = std::set<std::size_t>;

// A product or an option by its names in both languages and its synonyms.
struct Named {
    std::vector<std::vector<Word>> names;
};

[[nodiscard]] Named named(std::vector<std::string> const& names);

class Ground {
public:
    explicit Ground(std::string_view text) : words_(words_of(text)) {}

    [[nodiscard]] std::vector<Word> const& words() const { return words_; }

    // The words that name `all[wanted]` among the alternatives `all`; nothing if there are none, or
    // if they could as well mean another. Words in `taken` name something else already.
    [[nodiscard]] std::optional<Evidence> evidence(
        std::vector<Named> const& all, std::size_t wanted, Evidence const& taken
    ) const;

    // A cue up to `reach` words before the first of `evidence`, in its own sentence.
    [[nodiscard]] bool cue_before(Evidence const& evidence, Cue cue, std::size_t reach) const;
    [[nodiscard]] bool cue_anywhere(Cue cue) const;
    // The word at `at` is one of the names.
    [[nodiscard]] bool is_of(std::size_t at, Named const& candidate) const;
    // The words that fit it best, whatever else they may mean.
    [[nodiscard]] Evidence mention(Named const& candidate) const;
    // Numbers a few words before the first of `evidence` or right behind the last.
    [[nodiscard]] std::vector<std::int64_t> numbers_near(Evidence const& evidence) const;
    // How many letters of it were written: to rank candidates.
    [[nodiscard]] double closeness(Named const& candidate) const;

private:
    struct Hit {
        std::size_t word{0};
        double likeness{0};
    };

    struct Fit {
        Evidence words;
        double score{0};         // letters that were written, a near word for less
        std::size_t missing{0};  // letters that were not
    };

    // A menu says few words often, so each is compared once.
    [[nodiscard]] std::vector<Hit> const& hits(Word const& name) const;
    [[nodiscard]] Fit fit(std::vector<Word> const& name, Evidence const& taken) const;
    // The fits of all names that found anything, the best first.
    [[nodiscard]] std::vector<Fit> fits(Named const& candidate, Evidence const& taken) const;

    std::vector<Word> words_;
    mutable std::unordered_map<std::u32string, std::vector<Hit>> hits_;
};

}  // namespace croozer::llm
