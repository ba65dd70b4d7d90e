// Where another change begins in a message; used where it is cut (edit_clause.cpp).
#pragma once

#include "domain/understanding/edit_clause.hpp"

namespace croozer::understanding {

// A verb of changing: "add", "take off", "make".
[[nodiscard]] bool is_cue(Span const& span);
// Up to the next hard break.
[[nodiscard]] Spans sentence_of(Spans here);
// "the burger" and no more of it.
[[nodiscard]] bool names_definitely(Spans clause);
// Whether `here` begins another change than `clause`. `parts`: the clause is of parts of a line.
[[nodiscard]] bool begins_change(Spans clause, Spans here, bool parts);

}  // namespace croozer::understanding
