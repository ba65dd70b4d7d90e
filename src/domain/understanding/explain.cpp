#include "domain/understanding/explain.hpp"

#include "domain/understanding/facts.hpp"
#include "domain/understanding/intent.hpp"
#include "domain/understanding/respell.hpp"
#include "domain/understanding/romanised.hpp"
#include "domain/understanding/search.hpp"
#include "domain/understanding/talk.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace croozer::understanding {

namespace {

constexpr std::size_t most_shown = 6;

std::string cost_text(float cost) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%6.2f", static_cast<double>(cost));
    return text.data();
}

class Explainer {
public:
    explicit Explainer(CompiledLexicon const& lexicon) : lexicon_(lexicon) {}

    std::string meaning(Edge const& edge) const {
        if (edge.number) {
            return "number " + std::to_string(*edge.number);
        }
        std::string out;
        for (Meaning const& meaning : edge.meanings) {
            out += out.empty() ? "" : ", ";
            switch (meaning.kind) {
                case MeaningKind::General:
                    out += "word " + std::to_string(static_cast<int>(meaning.word)) + ":" +
                           std::to_string(meaning.value);
                    break;
                case MeaningKind::Category:
                    out += "any " +
                           lexicon_.categories()[static_cast<std::size_t>(meaning.category)].key;
                    break;
                case MeaningKind::Product:
                    out += lexicon_.product(meaning.product).name.he;
                    break;
                case MeaningKind::Option:
                    out += option(meaning.group, meaning.option);
                    break;
            }
        }
        return out;
    }

    std::string option(std::int32_t group, std::int32_t option) const {
        menu::OptionGroup const& owner = lexicon_.group(group);
        std::string const name =
            option < 0 ? "none" : owner.options[static_cast<std::size_t>(option)].name.he;
        return (owner.name.he.empty() ? owner.id : owner.name.he) + "=" + name;
    }

    std::string item(Item const& item) const {
        std::string out = std::to_string(item.quantity) + " × ";
        for (std::int32_t const candidate :
             item.candidates.first(std::min<std::size_t>(item.candidates.size(), 3))) {
            out += lexicon_.product(candidate).name.he + " ";
        }
        for (Chosen const& chosen : item.options) {
            out += chosen.negated ? "[-" : "[";
            out += option(chosen.group, chosen.option);
            out += chosen.qualifier == ordering::Qualifier::Extra   ? " extra"
                   : chosen.qualifier == ordering::Qualifier::Light ? " light"
                                                                    : "";
            out += chosen.part == ordering::Part::First    ? " h1"
                   : chosen.part == ordering::Part::Second ? " h2"
                                                           : "";
            out += "] ";
        }
        return out + (item.removed ? "(gone)" : item.unclear ? "(unclear)" : "");
    }

    std::string state(Tokens const& tokens, State const& state) const {
        std::vector<std::string> parts;
        for (Item const* at = state.items; at != nullptr; at = at->previous) {
            parts.push_back(item(*at));
        }
        float const doubt = state.cost - menu_phrase * static_cast<float>(state.phrases);
        std::string out = cost_text(state.cost) + " = " + std::to_string(state.phrases) +
                          " phrases +" + cost_text(doubt) + ":";
        for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
            out += " " + *part + ";";
        }
        for (Chosen const& chosen : state.forward) {
            out += " waiting " + option(chosen.group, chosen.option);
        }
        for (Issue const* at = state.issues; at != nullptr; at = at->previous) {
            out += " ? " + tokens.words(at->first, at->last);
        }
        return out + "\n";
    }

private:
    CompiledLexicon const& lexicon_;
};

}  // namespace

std::string explain(Lexicon const& lexicon, std::string_view text, Context const& context) {
    auto const& compiled = static_cast<CompiledLexicon const&>(lexicon);
    Explainer const show(compiled);
    Tokens const tokens = read_tokens(compiled, text);
    Lattice const lattice(compiled, tokens, may_be_romanised(tokens));
    std::vector<Span> spans =
        match(lattice, !lattice.names_menu() && (context.address_asked || lattice.has_strangers()));
    Cues const cues = read_cues(tokens, spans, false);
    Parse facts;
    read_facts(tokens, spans, context, facts);
    set_aside_talk(tokens, lattice, spans);
    std::string out;
    for (std::size_t i = 0; i < tokens.list.size(); ++i) {
        bool const used = std::ranges::any_of(spans, [i](Span const& span) {
            return span.used && span.first <= i && i < span.last;
        });
        out += tokens.list[i].key + (used ? "  (a fact)\n" : "\n");
        for (Edge const& edge : lattice.starting(i)) {
            out += cost_text(edge.cost) + "  " + tokens.words(edge.first, edge.last) + "  " +
                   show.meaning(edge) + "\n";
        }
    }
    std::vector<Span> const rest = without_questions(unused(spans), cues);
    Search search(compiled, lattice, rest, Bare::StartsLine);
    std::ignore = search.run();
    std::vector<State const*> ends;
    for (State const& state : search.ends()) {
        ends.push_back(&state);
    }
    std::ranges::sort(ends, {}, &State::cost);
    for (std::size_t i = 0; i < ends.size() && i < most_shown; ++i) {
        out += show.state(tokens, *ends[i]);
    }
    return out;
}

}  // namespace croozer::understanding
