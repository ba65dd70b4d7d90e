// Small words that both the cutting of a message into clauses and the pointing at lines look at.
#pragma once

#include "domain/understanding/edit_clause.hpp"

#include <cstdint>
#include <optional>

namespace croozer::understanding {

// Values of fillers in the lists of words.
constexpr std::int64_t definite_word = 1;
constexpr std::int64_t article_word = 2;
constexpr std::int64_t of_word = 3;
constexpr std::int64_t place_word = 4;  // "from", "for"
constexpr std::int64_t in_word = 9;     // "in", "on"
constexpr std::int64_t on_word = 12;    // "על"
constexpr std::int64_t this_word = 14;  // "זה"
constexpr std::int64_t only_word = 6;   // "just"
constexpr std::int64_t own_word = 5;    // "my"
constexpr std::int64_t pronoun = 2;     // "אותו"
constexpr std::int64_t all_word = 8;    // "כל"

constexpr std::int64_t and_more = 1;       // "ועוד", of And
constexpr std::int64_t except_word = 2;    // of Without
constexpr std::int64_t scratch_word = 1;   // "forget the", of Without
constexpr std::int64_t same_word = 1;      // "the same", of Same
constexpr std::int64_t particle_word = 1;  // "off", of Remove
constexpr std::int64_t back_word = 1;      // "תחזירו", of Add
constexpr std::int64_t stay_word = 1;      // of Keep: what stands before it stays

constexpr std::int64_t most_of_option = 20;  // of one choice on one dish

// Of the span's meaning as that word.
[[nodiscard]] std::optional<std::int64_t> value_of(Span const& span, Word word);
// "the second".
[[nodiscard]] std::optional<std::int64_t> ordinal(Span const& span);
// "one of", "אחת מה…", "אחת מהן".
[[nodiscard]] bool is_portion(Spans spans, std::size_t at);
// Behind an "and" that begins it: 1.
[[nodiscard]] std::size_t behind_and(Spans here);
// "one with…", "one without…".
[[nodiscard]] bool is_part(Spans here, std::size_t at);

}  // namespace croozer::understanding
