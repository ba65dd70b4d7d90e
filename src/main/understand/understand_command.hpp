// `croozer understand`: messages in, parses out, one JSON object a line, without server or
// database.
#pragma once

#include <istream>
#include <ostream>
#include <string>

namespace croozer::main {

struct UnderstandOptions {
    std::string menu;    // path of menu.json
    bool timing{false};  // instead of answers: one line of figures
};

// The exit code: 0, or 1 with the reason on `errors`.
int understand(
    UnderstandOptions const& options, std::istream& in, std::ostream& out, std::ostream& errors
);

}  // namespace croozer::main
