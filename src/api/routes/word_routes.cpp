// Words that customers write and the menu does not have.
#include "api/call.hpp"
#include "api/routes/page.hpp"
#include "api/views/views.hpp"
#include "app/label_message.hpp"
#include "app/teach_word.hpp"
#include "base/log.hpp"

#include <array>

namespace croozer::api {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 3> states{"open", "taught", "dismissed"};
constexpr input::TextRule key_rule{.code_points = limits::name_code_points};

void get_unknown_words(CallPtr call) {
    input::Problems problems;
    QueryReader query(call->request, problems);
    auto const page = read_page(*call, query, "unknown-words", limits::unknown_words_a_page);
    auto const state = query.choice("state", states).value_or("open");
    query.finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    answer_by_query(call, [call, page, state](store::Session& session) -> Result<Answer> {
        store::WordsAfter after{.times = std::nullopt, .id = {}, .limit = page.limit + 1};
        if (page.after) {
            // The list is sorted by how often, which stands where other lists have an instant.
            after.times = page.after->at.microseconds;
            after.id = UnknownWordId{page.after->id};
        }
        auto const business = call->business();
        auto rows = TRY(store::list_unknown_words(session, business, state, after));
        auto pagination =
            end_page(*call, "unknown-words", page, rows, [](store::UnknownWordRecord const& row) {
                return CursorPlace{.at = Instant{row.times}, .id = row.id.value};
            });
        auto const shop = TRY(call->api.runner().shops().load(session, business));
        json::array list;
        learning::MenuNames const names(*shop.menu);
        for (auto const& row : rows) {
            auto const near = state == "open" ? names.nearest(row.word, limits::word_suggestions)
                                              : std::vector<learning::NamedThing>();
            list.push_back(unknown_word_view(row, near));
        }
        return json_answer(
            200, {{"unknownWords", std::move(list)}, {"pagination", std::move(pagination)}}
        );
    });
}

// Without suggestions: the writer compares no words.
Result<Answer> word_answer(app::Context& context, UnknownWordId id) {
    auto const word = TRY(store::find_unknown_word(context.session, context.business, id));
    if (!word) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    return json_answer(200, {{"unknownWord", unknown_word_view(*word, {})}}, word->version);
}

// The word and the version of the request; refused if nullopt.
std::optional<app::SettleWord> read_settle(Call& call) {
    auto const word = path_id<UnknownWordId>(call, "wordId");
    auto const version = expected_version(call.request);
    if (!word || !version) {
        refuse(call, word ? version.error() : word.error());
        return std::nullopt;
    }
    return app::SettleWord{.word = *word, .expected_version = *version, .who = call.who()};
}

// A product, or a group and its option.
learning::Thing read_thing(input::ObjectReader& reader) {
    learning::Thing thing;
    if (auto const product = reader.id("productId")) {
        thing.product = ProductId{*product};
    }
    thing.group = reader.text("optionGroupId", key_rule).value_or("");
    thing.option = reader.text("optionId", key_rule).value_or("");
    bool const group = reader.has("optionGroupId");
    bool const option = reader.has("optionId");
    if (reader.has("productId")) {
        if (group || option) {
            reader.refuse(group ? "optionGroupId" : "optionId", "too_many");
        }
    } else if (!group && !option) {
        reader.refuse("productId", "missing");
    } else if (!group || !option) {
        reader.refuse(group ? "optionId" : "optionGroupId", "missing");
    }
    return thing;
}

// What was taught may have put examples right. A run that fails costs nothing: the next one reads
// them again.
void read_examples_again(Api& api, BusinessId business) {
    using Passing = std::vector<store::ExampleRecord>;
    auto& runner = api.runner();
    store::read(
        runner.engine(),
        store::Scope::of(business),
        [&runner, business](store::Session& session) {
            return app::newly_passing(session, business, runner.shops());
        },
        [&runner, business](Result<Passing> passing) {
            if (!passing) {
                log::warn("examples not read again", {{"error", passing.error().slug}});
            } else if (!passing->empty()) {
                runner.run(
                    store::Lane::Background,
                    business,
                    [passing = *std::move(passing)](app::Context& context) {
                        return app::mark_passing(context, passing);
                    },
                    [](Result<void> const&) {}
                );
            }
        }
    );
}

void teach(CallPtr call) {
    auto const command = read_settle(*call);
    if (!command) {
        return;
    }
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    reader.ignore("businessId");
    auto const thing = read_thing(reader);
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    answer_by_command(
        call,
        [command = *command, thing](app::Context& context) -> Result<Answer> {
            CHECK(app::teach_word(context, command, thing));
            return word_answer(context, command.word);
        },
        [call] { read_examples_again(call->api, call->business()); }
    );
}

using Settle = Result<void> (*)(app::Context&, app::SettleWord const&);

void settle(CallPtr call, Settle verb) {
    auto const command = read_settle(*call);
    if (!command) {
        return;
    }
    if (refuse_content(*call)) {
        return;
    }
    answer_by_command(call, [command = *command, verb](app::Context& context) -> Result<Answer> {
        CHECK(verb(context, command));
        return word_answer(context, command.word);
    });
}

void dismiss(CallPtr call) {
    settle(std::move(call), app::dismiss_word);
}

void undo(CallPtr call) {
    settle(std::move(call), app::reopen_word);
}

}  // namespace

void add_word_routes(Routes& routes) {
    using enum http::Method;
    std::string const words = "/api/businesses/{id}/unknown-words";
    routes.shop(Get, words, Resource::Learning, Verb::Read, get_unknown_words);
    routes.shop(Post, words + "/{wordId}/teach", Resource::Learning, Verb::Update, teach);
    routes.shop(Post, words + "/{wordId}/dismiss", Resource::Learning, Verb::Update, dismiss);
    routes.shop(Post, words + "/{wordId}/undo", Resource::Learning, Verb::Update, undo);
}

}  // namespace croozer::api
