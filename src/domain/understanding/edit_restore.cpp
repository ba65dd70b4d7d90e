// What was refused is wished for after all: "put the onion back", "forget the \"no pickles\"".
#include "domain/understanding/edit_words.hpp"
#include "domain/understanding/editor.hpp"

#include <algorithm>
#include <array>

namespace croozer::understanding {

namespace {

// "forget the | no | pickles".
bool refuses_refusal(Spans spans) {
    bool takes = false;
    for (Span const& span : spans) {
        bool const no = span.is(Word::Not) || span.is(Word::Without);
        if (takes && no) {
            return true;
        }
        bool const scratches = value_of(span, Word::Without) == scratch_word;
        takes =
            scratches || span.is(Word::Remove) || span.is(Word::Cancel) || (takes && span.filler());
    }
    return false;
}

}  // namespace

// "put it back", "leave the croutons in".
bool Editor::says_back(Spans spans) const {
    static constexpr auto verbs = std::to_array<std::string_view>({"put", "bring", "add", "give"});
    auto const& tokens = lattice_.tokens().list;
    bool verb = false;
    bool leave = false;
    for (Span const& span : spans) {
        for (std::size_t i = span.first; i < span.last; ++i) {
            std::string_view const key = tokens[i].key;
            bool const ends = i + 1 == tokens.size() || tokens[i + 1].before != Break::None ||
                              tokens[i + 1].key == "after" || tokens[i + 1].key == "on";
            verb = verb || std::ranges::find(verbs, key) != verbs.end();
            leave = leave || key == "leave" || key == "keep";
            bool const after_all =
                key == "after" && i + 1 < tokens.size() && tokens[i + 1].key == "all";
            if ((verb && key == "back") || (leave && key == "in" && ends) || after_all) {
                return true;
            }
        }
        if (value_of(span, Word::Add) == back_word || span.is(Word::Keep)) {
            return true;
        }
    }
    return false;
}

// The lines whose refused choice that is, and where the clause says of which dish, only of that.
bool Editor::restores(Spans spans) {
    if (!says_back(spans) && !refuses_refusal(spans)) {
        return false;
    }
    std::vector<std::int64_t> lines = at_.lines();
    std::vector<Span const*> refused;
    for (Span const& span : spans) {
        if (span.option() && !at_.lines_refusing(span).empty()) {
            std::vector<std::int64_t> const own = at_.lines_refusing(span);
            std::erase_if(lines, [&](std::int64_t line) {
                return std::ranges::find(own, line) == own.end();
            });
            refused.push_back(&span);
        } else if (span.menu()) {
            std::vector<std::int64_t> const told = at_.lines_told(span);
            std::erase_if(lines, [&](std::int64_t line) {
                return std::ranges::find(told, line) == told.end();
            });
        }
    }
    if (refused.empty() || lines.size() != 1) {
        return false;
    }
    for (Span const* span : refused) {
        list_.restore(lines.front(), *span);
    }
    list_.mention(lines);
    return true;
}

}  // namespace croozer::understanding
