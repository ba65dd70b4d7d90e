#include "main/understand/stored_replay.hpp"

#include "app/label_message.hpp"
#include "app/replay.hpp"
#include "base/limits.hpp"
#include "store/repositories/directory.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace croozer::main {
namespace {

namespace json = boost::json;

Result<std::vector<BusinessId>> chosen(store::Engine& engine, std::optional<BusinessId> business) {
    auto all =
        TRY(store::read_and_wait(engine, store::Scope::shared(), [](store::Session& session) {
            return store::all_businesses(session);
        }));
    if (!business) {
        return all;
    }
    if (std::ranges::find(all, *business) == all.end()) {
        return failure(ErrorCode::NotFound, "business", "there is no business of that id");
    }
    return std::vector{*business};
}

struct Examples {
    std::shared_ptr<menu::Menu const> menu;
    std::vector<store::ExampleRecord> list;
};

Result<Examples> load(store::Session& session, BusinessId business) {
    Examples examples;
    store::PageAfter page{
        .at = std::nullopt, .id = {}, .limit = static_cast<std::int64_t>(limits::page_items)
    };
    for (bool more = true; more;) {
        auto rows = TRY(store::list_examples(session, business, page));
        more = std::ssize(rows) == page.limit;
        if (more) {
            page.at = rows.back().created_at;
            page.id = rows.back().id.value;
        }
        std::ranges::move(rows, std::back_inserter(examples.list));
    }
    if (!examples.list.empty()) {
        app::ShopCache shops;
        examples.menu = TRY(shops.load(session, business)).menu;
    }
    return examples;
}

struct Tally {
    std::int64_t passing{0};
    std::int64_t drops{0};
};

Result<std::optional<json::object>> replayed(
    app::KeyedMenu const& menu,
    understanding::Lexicon const& lexicon,
    store::ExampleRecord const& example
) {
    auto const row = TRY(app::row_of(example));
    try {
        return app::replay_row(menu, lexicon, row, app::cart_from(menu, row));
    } catch (std::exception const& error) {
        return failure(
            ErrorCode::Corrupt, "example", "example " + example.id.to_string() + ": " + error.what()
        );
    }
}

Result<Tally> run(Examples const& examples, std::ostream& out) {
    auto const menu = app::keyed_by_id(examples.menu);
    auto const lexicon = understanding::Lexicon::compile(examples.menu);
    Tally tally;
    for (auto const& example : examples.list) {
        auto const line = TRY(replayed(menu, *lexicon, example));
        tally.passing += line ? 0 : 1;
        tally.drops += line && example.passes ? 1 : 0;
        if (line) {
            out << json::serialize(*line) << '\n';
        }
    }
    return tally;
}

}  // namespace

Result<std::int64_t> replay_examples(
    store::Engine& engine, std::optional<BusinessId> business, std::ostream& out
) {
    std::int64_t drops = 0;
    for (auto const id : TRY(chosen(engine, business))) {
        auto const examples =
            TRY(store::read_and_wait(engine, store::Scope::of(id), [id](store::Session& session) {
                return load(session, id);
            }));
        if (examples.list.empty()) {
            continue;
        }
        auto const tally = TRY(run(examples, out));
        drops += tally.drops;
        json::object const summary{
            {"business", id.to_string()},
            {"examples", examples.list.size()},
            {"passing", tally.passing},
            {"drops", tally.drops}
        };
        out << json::serialize(summary) << '\n';
    }
    return drops;
}

}  // namespace croozer::main
