#include "main/understand/understand_command.hpp"

#include "app/labelled_row.hpp"
#include "app/replay.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "domain/understanding/explain.hpp"
#include "domain/understanding/understand.hpp"
#include "main/configuration.hpp"
#include "main/database.hpp"
#include "main/understand/menu_file.hpp"
#include "main/understand/stored_replay.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>

namespace croozer::main {

namespace {

namespace json = boost::json;
using app::KeyedMenu;
using understanding::Parse;

struct Rows {
    std::vector<json::object> list;
    std::vector<ordering::Cart> carts;
    std::vector<std::size_t> numbers;  // of each row's line in the input
};

std::string at_line(std::size_t number, std::string_view what) {
    return "line " + std::to_string(number) + ": " + std::string(what);
}

// Every message many times; the median of the messages' own best times, so that noise of the
// machine does not count.
void time_rows(KeyedMenu const& menu, Rows const& rows, std::ostream& out) {
    using clock = std::chrono::steady_clock;
    constexpr int rounds = 20;
    auto const micros = [](clock::duration d) {
        return std::chrono::duration<double, std::micro>(d).count();
    };
    // The general words are read once a process, before any menu.
    auto const none = understanding::Lexicon::compile(std::make_shared<menu::Menu const>());
    (void)understanding::understand(*none, "a", {});
    auto const compiled_from = clock::now();
    auto const lexicon = understanding::Lexicon::compile(menu.menu);
    double const compile_ms = micros(clock::now() - compiled_from) / 1000;
    std::vector<double> best;
    std::size_t words = 0;
    for (std::size_t i = 0; i < rows.list.size(); ++i) {
        std::string const text = app::text_of(rows.list[i]);
        words += static_cast<std::size_t>(std::ranges::count(text, ' ')) + 1;
        double least = 1e9;
        for (int round = 0; round < rounds; ++round) {
            auto const from = clock::now();
            Parse const parse = app::parse_row(*lexicon, text, rows.carts[i]);
            least = std::min(least, micros(clock::now() - from));
        }
        best.push_back(least);
    }
    std::ranges::sort(best);
    json::object const line{
        {"bench", "understand"},
        {"messages", best.size()},
        {"words_mean",
         best.empty() ? 0.0 : static_cast<double>(words) / static_cast<double>(best.size())},
        {"products", menu.menu->products.size()},
        {"p50_us", best.empty() ? 0.0 : best[best.size() / 2]},
        {"p99_us", best.empty() ? 0.0 : best[best.size() * 99 / 100]},
        {"max_us", best.empty() ? 0.0 : best.back()},
        {"compile_ms", compile_ms},
    };
    out << json::serialize(line) << '\n';
}

Result<Rows> read_rows(KeyedMenu const& menu, std::istream& in) {
    Rows rows;
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        if (line.empty()) {
            continue;
        }
        try {
            rows.list.push_back(json::parse(line).as_object());
            std::ignore = rows.list.back().at("id");
            std::ignore = rows.list.back().at("text").as_string();
            rows.carts.push_back(app::cart_from(menu, rows.list.back()));
            rows.numbers.push_back(number);
        } catch (std::exception const& error) {
            return failure(ErrorCode::Validation, "invalid_row", at_line(number, error.what()));
        }
    }
    return rows;
}

// How many rows differ from what they expect; rows that expect nothing are passed over.
Result<std::size_t> replay_rows(KeyedMenu const& menu, Rows const& rows, std::ostream& out) {
    auto const lexicon = understanding::Lexicon::compile(menu.menu);
    std::size_t differing = 0;
    for (std::size_t i = 0; i < rows.list.size(); ++i) {
        try {
            if (auto const line = app::replay_row(menu, *lexicon, rows.list[i], rows.carts[i])) {
                ++differing;
                out << json::serialize(*line) << '\n';
            }
        } catch (std::exception const& error) {
            return failure(
                ErrorCode::Validation, "invalid_row", at_line(rows.numbers[i], error.what())
            );
        }
    }
    return differing;
}

Result<std::int64_t> replay_database(UnderstandOptions const& options, std::ostream& out) {
    auto const business = BusinessId::parse(options.business);
    if (!options.business.empty() && !business) {
        return failure(ErrorCode::Validation, "business", options.business + " is no id");
    }
    auto const configuration = TRY(load_configuration(options.config));
    auto const engine = TRY(open_database_for_reading(configuration));
    auto drops = replay_examples(*engine, business, out);
    engine->stop();
    return drops;
}

int explain_lines(
    KeyedMenu const& menu, std::istream& in, std::ostream& out, std::ostream& errors
) {
    auto const lexicon = understanding::Lexicon::compile(menu.menu);
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        if (!is_valid_utf8(line)) {
            errors << "croozer understand: " << at_line(number, "not valid UTF-8") << '\n';
            return 1;
        }
        std::string const text(first_code_points(line, limits::message_code_points));
        out << understanding::explain(*lexicon, text, {}) << '\n';
    }
    return 0;
}

}  // namespace

int understand(
    UnderstandOptions const& options, std::istream& in, std::ostream& out, std::ostream& errors
) {
    if (!options.config.empty()) {
        auto const drops = replay_database(options, out);
        if (!drops) {
            auto const& error = drops.error();
            errors << "croozer understand: " << (error.detail.empty() ? error.slug : error.detail)
                   << '\n';
            return 1;
        }
        return *drops == 0 ? 0 : 1;
    }
    std::ifstream menu_text(options.menu, std::ios::binary);
    if (!menu_text) {
        errors << "croozer understand: cannot read " << options.menu << '\n';
        return 1;
    }
    auto const file = parse_menu_file(std::string(std::istreambuf_iterator<char>(menu_text), {}));
    if (!file) {
        errors << "croozer understand: " << options.menu << ": " << file.error().detail << '\n';
        return 1;
    }
    if (options.explain) {
        return explain_lines(*file, in, out, errors);
    }
    auto const rows = read_rows(*file, in);
    if (!rows) {
        errors << "croozer understand: " << rows.error().detail << '\n';
        return 1;
    }
    if (options.timing) {
        time_rows(*file, *rows, out);
        return 0;
    }
    if (options.replay) {
        auto const differing = replay_rows(*file, *rows, out);
        if (!differing) {
            errors << "croozer understand: " << differing.error().detail << '\n';
            return 1;
        }
        return *differing == 0 ? 0 : 1;
    }
    auto const lexicon = understanding::Lexicon::compile(file->menu);
    for (std::size_t i = 0; i < rows->list.size(); ++i) {
        Parse const parse = app::parse_row(*lexicon, app::text_of(rows->list[i]), rows->carts[i]);
        out << json::serialize(app::answer_of(*file, rows->list[i], parse, rows->carts[i])) << '\n';
    }
    return 0;
}

}  // namespace croozer::main
