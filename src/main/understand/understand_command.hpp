// `croozer understand`: messages in, parses out, one JSON object a line, without a server. With a
// configuration instead of a menu: the labelled examples of its database.
#pragma once

#include <istream>
#include <ostream>
#include <string>

namespace croozer::main {

struct UnderstandOptions {
    std::string menu;      // path of menu.json
    bool timing{false};    // instead of answers: one line of figures
    bool replay{false};    // instead of answers: the rows whose answer is not what they expect
    bool explain{false};   // of plain lines of text: every phrase and reading with its cost
    std::string config;    // path of croozer.toml, instead of a menu: its examples are replayed
    std::string business;  // of the examples: only this one's
};

// The exit code: 0, or 1 with the reason on `errors`; of a replay also 1 where a row differs.
int understand(
    UnderstandOptions const& options, std::istream& in, std::ostream& out, std::ostream& errors
);

}  // namespace croozer::main
