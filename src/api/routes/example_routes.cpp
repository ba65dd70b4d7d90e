// Messages that staff labelled with what they order.
#include "api/call.hpp"
#include "api/routes/order_input.hpp"
#include "api/routes/page.hpp"
#include "api/views/views.hpp"
#include "app/label_message.hpp"

#include <array>

namespace croozer::api {
namespace {

namespace json = boost::json;
using input::Need;

// As tests/understanding/README.md names them.
constexpr std::array<std::string_view, 10> intents{
    "order",
    "modify",
    "cancel",
    "status",
    "question",
    "greeting",
    "address",
    "confirm",
    "deny",
    "human"
};

void get_examples(CallPtr call) {
    input::Problems problems;
    QueryReader query(call->request, problems);
    auto const page = read_page(*call, query, "examples");
    query.finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    answer_by_query(call, [call, page](store::Session& session) -> Result<Answer> {
        auto rows = TRY(store::list_examples(session, call->business(), after_of(page)));
        auto pagination =
            end_page(*call, "examples", page, rows, [](store::ExampleRecord const& row) {
                return CursorPlace{.at = row.created_at, .id = row.id.value};
            });
        json::array list;
        for (auto const& row : rows) {
            list.push_back(example_view(row));
        }
        return json_answer(
            200, {{"examples", std::move(list)}, {"pagination", std::move(pagination)}}
        );
    });
}

app::LabelMessage read_label(input::ObjectReader& reader) {
    app::LabelMessage label;
    reader.ignore("businessId");
    label.message = MessageId{reader.id("messageId", Need::Required).value_or(Uuid{})};
    label.items = read_lines(reader, "items", Need::Optional);
    label.intent = reader.choice("intent", intents).value_or("");
    label.cart =
        read_lines(reader, "cart", Need::Optional).value_or(std::vector<ordering::CartLine>());
    if (!reader.has("items") && !reader.has("intent")) {
        reader.refuse("items", "missing");
    }
    return label;
}

void keep(CallPtr call, store::NewExample example) {
    answer_by_command(
        call,
        [example = std::move(example), who = call->who()](app::Context& context) -> Result<Answer> {
            auto const id = TRY(app::keep_example(context, example, who));
            auto const kept = TRY(store::find_example(context.session, context.business, id));
            if (!kept) {
                return failure(ErrorCode::NotFound, "not_found");
            }
            return json_answer(201, {{"example", example_view(*kept)}}, kept->version);
        }
    );
}

// The message is read where messages are read: never on the writer.
void post_example(CallPtr call) {
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    auto label = read_label(reader);
    label.who = call->who();
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    auto& runner = call->api.runner();
    store::read(
        runner.engine(),
        store::Scope::of(call->business()),
        [call, &runner, label = std::move(label)](store::Session& session) {
            return app::read_label(
                session, call->business(), runner.shops(), runner.trade_clock().now(), label
            );
        },
        [call](Result<store::NewExample> example) {
            if (!example) {
                refuse(*call, example.error());
            } else {
                keep(call, *std::move(example));
            }
        }
    );
}

void delete_example(CallPtr call) {
    auto const id = path_id<ExampleId>(*call, "exampleId");
    if (!id) {
        refuse(*call, id.error());
        return;
    }
    if (refuse_parameters(*call)) {
        return;
    }
    answer_by_command(call, [id = *id, who = call->who()](app::Context& context) -> Result<Answer> {
        CHECK(app::drop_example(context, id, who));
        return Answer{.status = 204, .body = {}, .version = std::nullopt, .replayed = false};
    });
}

}  // namespace

void add_example_routes(Routes& routes) {
    using enum http::Method;
    std::string const examples = "/api/businesses/{id}/examples";
    routes.shop(Get, examples, Resource::Learning, Verb::Read, get_examples);
    routes.shop(Post, examples, Resource::Learning, Verb::Create, post_example);
    routes.shop(
        Delete, examples + "/{exampleId}", Resource::Learning, Verb::Delete, delete_example
    );
}

}  // namespace croozer::api
