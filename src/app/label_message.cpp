#include "app/label_message.hpp"

#include "app/journal.hpp"
#include "app/order_problem.hpp"
#include "app/replay.hpp"
#include "base/limits.hpp"
#include "domain/ordering/quote.hpp"
#include "store/documents/inbound_document.hpp"
#include "store/documents/json.hpp"

namespace croozer::app {
namespace {

namespace json = boost::json;

// What a label need not settle: the hour, the stock, the address, and choices nobody made.
bool counts(ordering::ProblemKind kind) {
    using enum ordering::ProblemKind;
    switch (kind) {
        case OptionRequired:
        case Unavailable:
        case OutOfStock:
        case BelowMinimum:
        case OutsideZone:
        case ZoneUnknown:
            return false;
        default:
            return true;
    }
}

Result<void> check_lines(
    Shop const& shop,
    std::vector<ordering::CartLine> const& lines,
    std::string_view field,
    Instant now
) {
    ordering::Cart cart;
    cart.lines = lines;
    cart.fulfilment = ordering::Fulfilment::Pickup;
    auto const quote = ordering::quote(*shop.menu, cart, *shop.settings, now);
    for (auto const& problem : quote.problems) {
        if (counts(problem.kind)) {
            auto error = error_of(problem);
            if (problem.line >= 0) {
                error.pointer = "/" + std::string(field) + "/" + std::to_string(problem.line);
            }
            return std::unexpected(std::move(error));
        }
    }
    return {};
}

Result<std::string> text_of_message(store::Session& session, BusinessId business, MessageId id) {
    auto const message = TRY(store::find_message_record(session, business, id));
    std::string text;
    if (message && message->direction == "inbound" && message->type == "text" &&
        !message->revoked) {
        text = TRY(store::documents::decode_inbound(message->content)).text;
    }
    if (text.empty()) {
        auto error = make_error(ErrorCode::Validation, "unknown_reference");
        error.pointer = "/messageId";
        return std::unexpected(std::move(error));
    }
    return text;
}

// Whether the row is read as it expects.
bool passes(KeyedMenu const& menu, understanding::Lexicon const& lexicon, json::object const& row) {
    return !replay_row(menu, lexicon, row, cart_from(menu, row));
}

}  // namespace

Result<store::NewExample> read_label(
    store::Session& session,
    BusinessId business,
    ShopCache& shops,
    Instant now,
    LabelMessage const& label
) {
    auto const shop = TRY(shops.load(session, business));
    if (label.items) {
        CHECK(check_lines(shop, *label.items, "items", now));
    }
    CHECK(check_lines(shop, label.cart, "cart", now));
    auto text = TRY(text_of_message(session, business, label.message));
    auto const menu = keyed_by_id(shop.menu);
    json::object context;
    if (!label.cart.empty()) {
        context["cart"] = items_array(menu, label.cart);
    }
    json::object expected;
    if (label.items) {
        expected[label.cart.empty() ? "items" : "cart_after"] = items_array(menu, *label.items);
    }
    if (!label.intent.empty()) {
        expected["intent"] = label.intent;
    }
    json::object const row{
        {"id", label.message.to_string()},
        {"text", text},
        {"context", context},
        {"expected", expected}
    };
    auto const lexicon = shops.lexicon(business, shop.menu);
    return store::NewExample{
        .id = {},
        .message = label.message,
        .text = std::move(text),
        .context = json::serialize(context),
        .expected = json::serialize(expected),
        .passes = passes(menu, *lexicon, row),
        .by = label.who.id,
        .at = now
    };
}

Result<ExampleId> keep_example(Context& context, store::NewExample example, Who const& who) {
    auto& session = context.session;
    auto const business = context.business;
    // It may have been revoked since it was read.
    TRY(text_of_message(session, business, example.message));
    bool const known = TRY(store::find_example_of(session, business, example.message)).has_value();
    if (!known && TRY(store::count_examples(session, business)) >= limits::examples_per_business) {
        return failure(ErrorCode::Conflict, "too_many_examples");
    }
    example.id = context.ids.next<ExampleId>();
    auto const id = TRY(store::put_example(session, business, example));
    note_audit(
        context, who, {.action = "example.label", .object_kind = "example", .object = id.value}
    );
    return id;
}

Result<void> drop_example(Context& context, ExampleId id, Who const& who) {
    if (!TRY(store::delete_example(context.session, context.business, id))) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    note_audit(
        context, who, {.action = "example.delete", .object_kind = "example", .object = id.value}
    );
    return {};
}

Result<std::vector<store::ExampleRecord>> newly_passing(
    store::Session& session, BusinessId business, ShopCache& shops
) {
    auto examples = TRY(store::failing_examples(session, business, limits::examples_read_again));
    if (examples.empty()) {
        return examples;
    }
    auto const shop = TRY(shops.load(session, business));
    auto const menu = keyed_by_id(shop.menu);
    auto const lexicon = shops.lexicon(business, shop.menu);
    std::vector<store::ExampleRecord> passing;
    for (auto& example : examples) {
        if (passes(menu, *lexicon, TRY(row_of(example)))) {
            passing.push_back(std::move(example));
        }
    }
    return passing;
}

Result<void> mark_passing(Context& context, std::vector<store::ExampleRecord> const& examples) {
    for (auto const& example : examples) {
        CHECK(store::mark_example_passing(
            context.session, context.business, example.id, example.version
        ));
    }
    return {};
}

Result<json::object> row_of(store::ExampleRecord const& example) {
    return json::object{
        {"id", example.id.to_string()},
        {"text", example.text},
        {"context", TRY(store::documents::parse_object(example.context))},
        {"expected", TRY(store::documents::parse_object(example.expected))}
    };
}

}  // namespace croozer::app
