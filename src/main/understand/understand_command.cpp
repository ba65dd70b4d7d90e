#include "main/understand/understand_command.hpp"

#include "base/limits.hpp"
#include "base/text.hpp"
#include "domain/conversation/cart_edits.hpp"
#include "domain/understanding/understand.hpp"
#include "main/understand/menu_file.hpp"
#include "main/understand/replay.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <iterator>
#include <set>

namespace croozer::main {

namespace {

namespace json = boost::json;
using understanding::Parse;

std::string_view intent_name(Parse const& parse) {
    using understanding::Intent;
    switch (parse.intent) {
        case Intent::Order:
            return "order";
        case Intent::Modify:
            return "modify";
        case Intent::Cancel:
            return "cancel";
        case Intent::Status:
            return "status";
        case Intent::Question:
        case Intent::Menu:  // the labels have no intent of its own for it
            return "question";
        case Intent::Greeting:
        case Intent::Thanks:
            return "greeting";
        case Intent::Address:
            return "address";
        case Intent::Confirm:
            return "confirm";
        case Intent::Deny:
            return "deny";
        case Intent::Human:
            return "human";
        case Intent::Unknown:
            break;
    }
    return "unknown";
}

std::string_view decision_name(understanding::Decision decision) {
    switch (decision) {
        case understanding::Decision::Accept:
            return "accept";
        case understanding::Decision::Ask:
            return "ask";
        case understanding::Decision::HandOver:
            break;
    }
    return "hand_over";
}

json::object option_object(ordering::ChosenOption const& option) {
    json::object object{
        {"name", option.group},
        {"value", option.option},
        {"qualifier", nullptr},
        {"negated", option.negated}
    };
    if (option.qualifier != ordering::Qualifier::None) {
        object["qualifier"] = option.qualifier == ordering::Qualifier::Extra ? "extra" : "light";
    }
    if (option.count != 1) {
        object["count"] = option.count;
    }
    if (option.part != ordering::Part::Whole) {
        object["part"] = option.part == ordering::Part::First ? "h1" : "h2";
    }
    return object;
}

json::object item_object(std::string const& product, ordering::CartLine const& line) {
    json::array options;
    for (ordering::ChosenOption const& option : line.options) {
        options.push_back(option_object(option));
    }
    return {{"product", product}, {"quantity", line.quantity}, {"options", std::move(options)}};
}

json::array items_array(MenuFile const& file, std::vector<ordering::CartLine> const& lines) {
    json::array items;
    for (ordering::CartLine const& line : lines) {
        if (std::string const* key = file.key(line.product)) {
            items.push_back(item_object(*key, line));
        }
    }
    return items;
}

ordering::ChosenOption option_from(json::object const& object) {
    ordering::ChosenOption option{
        .group = std::string(object.at("name").as_string()),
        .option = std::string(object.at("value").as_string())
    };
    if (auto const* qualifier = object.if_contains("qualifier");
        qualifier != nullptr && qualifier->is_string()) {
        option.qualifier = qualifier->as_string() == "extra" ? ordering::Qualifier::Extra
                                                             : ordering::Qualifier::Light;
    }
    if (auto const* negated = object.if_contains("negated")) {
        option.negated = negated->as_bool();
    }
    if (auto const* count = object.if_contains("count")) {
        option.count = count->to_number<std::int64_t>();
    }
    if (auto const* part = object.if_contains("part")) {
        option.part = part->as_string() == "h1" ? ordering::Part::First : ordering::Part::Second;
    }
    return option;
}

ordering::Cart cart_from(MenuFile const& file, json::object const& row) {
    ordering::Cart cart;
    auto const* const context = row.if_contains("context");
    auto const* const lines = context == nullptr || !context->is_object()
                                  ? nullptr
                                  : context->as_object().if_contains("cart");
    if (lines == nullptr || !lines->is_array()) {
        return cart;
    }
    for (json::value const& value : lines->as_array()) {
        json::object const& item = value.as_object();
        auto const product = file.product(std::string_view(item.at("product").as_string()));
        if (!product) {
            continue;
        }
        ordering::CartLine line{
            .product = *product,
            .quantity = item.at("quantity").to_number<std::int64_t>(),
            .options = {},
            .note = {}
        };
        for (json::value const& option : item.at("options").as_array()) {
            line.options.push_back(option_from(option.as_object()));
        }
        cart.lines.push_back(std::move(line));
    }
    return cart;
}

json::object address_object(ordering::Address const& address) {
    json::object object;
    auto const add = [&](char const* name, std::string const& value) {
        if (!value.empty()) {
            object[name] = value;
        }
    };
    add("city", address.city);
    add("street", address.street);
    add("number", address.house);
    add("entrance", address.entrance);
    add("floor", address.floor);
    add("apartment", address.apartment);
    add("code", address.door_code);
    return object;
}

void add_facts(Parse const& parse, json::object& answer) {
    if (!parse.address.empty()) {
        answer["address"] = address_object(parse.address);
    }
    if (parse.fulfilment != ordering::Fulfilment::Unknown) {
        answer["fulfilment"] =
            parse.fulfilment == ordering::Fulfilment::Delivery ? "delivery" : "pickup";
    }
    if (parse.payment != ordering::PaymentKind::Unknown) {
        answer["payment"] = parse.payment == ordering::PaymentKind::Cash ? "cash" : "card";
    }
    if (parse.cash_tendered_minor) {
        answer["cash_tendered_minor"] = *parse.cash_tendered_minor;
    }
    if (!parse.time_words.empty()) {
        answer["time"] = parse.time_words;
    }
    if (!parse.customer_name.empty()) {
        answer["customer_name"] = parse.customer_name;
    }
    if (parse.repeat_last) {
        answer["repeat_last"] = true;
    }
    json::array doubts;
    for (understanding::Ambiguity const& doubt : parse.ambiguities) {
        doubts.push_back(json::value(doubt.words));
    }
    if (!doubts.empty()) {
        answer["asks"] = std::move(doubts);
    }
    if (!parse.residue.empty()) {
        answer["residue"] = parse.residue;
    }
}

json::object answer_of(
    MenuFile const& file, json::object const& row, Parse const& parse, ordering::Cart cart
) {
    std::vector<ordering::CartLine> lines = parse.lines;
    for (understanding::Edit const& edit : parse.edits) {
        if (edit.kind == understanding::EditKind::Add) {
            lines.push_back(edit.item);
        }
    }
    json::array items = items_array(file, lines);
    conversation::apply_edits(cart, parse.edits, *file.menu);
    for (ordering::CartLine const& line : parse.lines) {
        conversation::add_line(cart, line);
    }
    json::object answer{
        {"id", row.at("id")},
        {"intent", json::string_view(intent_name(parse))},
        {"items", std::move(items)},
        {"cart_after", items_array(file, cart.lines)},
        {"decision", json::string_view(decision_name(parse.decision))},
        {"confidence", std::round(parse.confidence * 1000) / 1000},
        {"doubt", parse.doubt},
        {"margin", std::min(parse.margin, 9.0F)},
    };
    add_facts(parse, answer);
    return answer;
}

struct Rows {
    std::vector<json::object> list;
    std::vector<ordering::Cart> carts;
    std::vector<std::size_t> numbers;  // of each row's line in the input
};

std::string at_line(std::size_t number, std::string_view what) {
    return "line " + std::to_string(number) + ": " + std::string(what);
}

// As a message reaches the engine: valid, which the JSON parser has seen to, and not too long.
std::string text_of(json::object const& row) {
    std::string_view const text(row.at("text").as_string());
    return std::string(first_code_points(text, limits::message_code_points));
}

Parse parse_row(
    understanding::Lexicon const& lexicon, std::string_view text, ordering::Cart const& cart
) {
    return understanding::understand(lexicon, text, {.cart = &cart});
}

// Every message many times; the median of the messages' own best times, so that noise of the
// machine does not count.
void time_rows(MenuFile const& file, Rows const& rows, std::ostream& out) {
    using clock = std::chrono::steady_clock;
    constexpr int rounds = 20;
    auto const micros = [](clock::duration d) {
        return std::chrono::duration<double, std::micro>(d).count();
    };
    auto const compiled_from = clock::now();
    auto const lexicon = understanding::Lexicon::compile(file.menu);
    double const compile_ms = micros(clock::now() - compiled_from) / 1000;
    std::vector<double> best;
    std::size_t words = 0;
    for (std::size_t i = 0; i < rows.list.size(); ++i) {
        std::string const text = text_of(rows.list[i]);
        words += static_cast<std::size_t>(std::ranges::count(text, ' ')) + 1;
        double least = 1e9;
        for (int round = 0; round < rounds; ++round) {
            auto const from = clock::now();
            Parse const parse = parse_row(*lexicon, text, rows.carts[i]);
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
        {"products", file.menu->products.size()},
        {"p50_us", best.empty() ? 0.0 : best[best.size() / 2]},
        {"p99_us", best.empty() ? 0.0 : best[best.size() * 99 / 100]},
        {"max_us", best.empty() ? 0.0 : best.back()},
        {"compile_ms", compile_ms},
    };
    out << json::serialize(line) << '\n';
}

Result<Rows> read_rows(MenuFile const& file, std::istream& in) {
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
            rows.carts.push_back(cart_from(file, rows.list.back()));
            rows.numbers.push_back(number);
        } catch (std::exception const& error) {
            return failure(ErrorCode::Validation, "invalid_row", at_line(number, error.what()));
        }
    }
    return rows;
}

// How many rows differ from what they expect; rows that expect nothing are passed over.
Result<std::size_t> replay_rows(MenuFile const& file, Rows const& rows, std::ostream& out) {
    auto const lexicon = understanding::Lexicon::compile(file.menu);
    std::size_t differing = 0;
    for (std::size_t i = 0; i < rows.list.size(); ++i) {
        json::object const& row = rows.list[i];
        auto const* const expected = row.if_contains("expected");
        if (expected == nullptr) {
            continue;
        }
        Parse const parse = parse_row(*lexicon, text_of(row), rows.carts[i]);
        json::object answer = answer_of(file, row, parse, rows.carts[i]);
        try {
            json::array differ = differences(expected->as_object(), answer);
            if (differ.empty()) {
                continue;
            }
            ++differing;
            json::object const line{
                {"id", row.at("id")},
                {"text", row.at("text")},
                {"differs", std::move(differ)},
                {"expected", *expected},
                {"answer", std::move(answer)}
            };
            out << json::serialize(line) << '\n';
        } catch (std::exception const& error) {
            return failure(
                ErrorCode::Validation, "invalid_row", at_line(rows.numbers[i], error.what())
            );
        }
    }
    return differing;
}

}  // namespace

int understand(
    UnderstandOptions const& options, std::istream& in, std::ostream& out, std::ostream& errors
) {
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
        Parse const parse = parse_row(*lexicon, text_of(rows->list[i]), rows->carts[i]);
        out << json::serialize(answer_of(*file, rows->list[i], parse, rows->carts[i])) << '\n';
    }
    return 0;
}

}  // namespace croozer::main
