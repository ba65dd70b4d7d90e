#include "store/queries/learning_queries.hpp"

#include <limits>

namespace croozer::store {
namespace {

constexpr auto last = std::numeric_limits<std::int64_t>::max();

#define WORD_SELECT                                                                         \
    "select w.id, w.version, w.word, w.written, w.times, w.first_seen_at, w.last_seen_at, " \
    "w.last_message_id, case when m.revoked_at is null then m.content end, w.state, "       \
    "w.taught_product_id, w.taught_group, w.taught_option from unknown_words w "            \
    "left join messages m on m.business_id = w.business_id and m.id = w.last_message_id "   \
    "where w.business_id = $1 "

#define EXAMPLE_SELECT                                                                         \
    "select id, version, message_id, text, context, expected, passes, created_by, created_at " \
    "from labelled_examples where business_id = $1 "

UnknownWordRecord word_from(Row const& row) {
    UnknownWordRecord record{
        .id = row.id<UnknownWordId>(0),
        .version = row.integer(1),
        .word = row.text(2),
        .written = row.text(3),
        .times = row.integer(4),
        .first_seen_at = row.instant(5),
        .last_seen_at = row.instant(6),
        .message = row.id<MessageId>(7),
        .content = row.text(8),
        .state = row.text(9),
        .taught = std::nullopt
    };
    if (!row.is_null(10) || !row.is_null(11)) {
        record.taught = learning::Thing{
            .product = row.maybe_id<ProductId>(10), .group = row.text(11), .option = row.text(12)
        };
    }
    return record;
}

ExampleRecord example_from(Row const& row) {
    return {
        .id = row.id<ExampleId>(0),
        .version = row.integer(1),
        .message = row.id<MessageId>(2),
        .text = row.text(3),
        .context = row.text(4),
        .expected = row.text(5),
        .passes = row.boolean(6),
        .created_by = row.is_null(7) ? std::nullopt : std::optional(row.uuid(7)),
        .created_at = row.instant(8)
    };
}

std::vector<ExampleRecord> examples_from(Rows const& rows) {
    std::vector<ExampleRecord> list;
    list.reserve(rows.size());
    for (auto const& row : rows) {
        list.push_back(example_from(row));
    }
    return list;
}

}  // namespace

Result<std::vector<UnknownWordRecord>> list_unknown_words(
    Session& session, BusinessId business, std::string_view state, WordsAfter const& after
) {
    auto const rows =
        TRY(session.query(
            WORD_SELECT "and w.state = $2 and (w.times < $3 or (w.times = $3 and w.id < $4)) "
                        "order by w.times desc, w.id desc limit $5",
            {business, state, after.times.value_or(last), after.id, after.limit}
        ));
    std::vector<UnknownWordRecord> list;
    list.reserve(rows.size());
    for (auto const& row : rows) {
        list.push_back(word_from(row));
    }
    return list;
}

Result<std::optional<UnknownWordRecord>> find_unknown_word(
    Session& session, BusinessId business, UnknownWordId id
) {
    auto const rows = TRY(session.query(WORD_SELECT "and w.id = $2", {business, id}));
    return rows.empty() ? std::nullopt : std::optional(word_from(rows.front()));
}

Result<std::vector<ExampleRecord>> list_examples(
    Session& session, BusinessId business, PageAfter const& page
) {
    return examples_from(TRY(session.query(
        EXAMPLE_SELECT
        "and (created_at < $2 or (created_at = $2 and id < $3)) "
        "order by created_at desc, id desc limit $4",
        {business, page.at ? page.at->microseconds : last, page.id, page.limit}
    )));
}

Result<std::vector<ExampleRecord>> failing_examples(
    Session& session, BusinessId business, std::int64_t limit
) {
    return examples_from(TRY(session.query(
        EXAMPLE_SELECT "and not passes order by created_at desc, id desc limit $2",
        {business, limit}
    )));
}

Result<std::optional<ExampleRecord>> find_example(
    Session& session, BusinessId business, ExampleId id
) {
    auto const rows = TRY(session.query(EXAMPLE_SELECT "and id = $2", {business, id}));
    return rows.empty() ? std::nullopt : std::optional(example_from(rows.front()));
}

#undef EXAMPLE_SELECT
#undef WORD_SELECT

}  // namespace croozer::store
