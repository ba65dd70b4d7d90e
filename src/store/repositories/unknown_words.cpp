#include "store/repositories/unknown_words.hpp"

namespace croozer::store {
namespace {

std::optional<learning::Thing> meaning_from(Row const& row, std::size_t first) {
    if (row.is_null(first) && row.is_null(first + 1)) {
        return std::nullopt;
    }
    return learning::Thing{
        .product = row.maybe_id<ProductId>(first),
        .group = row.text(first + 1),
        .option = row.text(first + 2)
    };
}

Value text_or_null(std::string const& text) {
    return text.empty() ? Value() : Value(text);
}

}  // namespace

Result<bool> note_unknown_word(Session& session, BusinessId business, SeenWord const& seen) {
    auto const rows = TRY(session.query(
        "insert into unknown_words (business_id, id, version, word, written, times, "
        "first_seen_at, last_seen_at, last_message_id, state) "
        "values ($1, $2, 1, $3, $4, 1, $5, $5, $6, 'open') "
        "on conflict (business_id, word) do update set times = unknown_words.times + 1, "
        "written = excluded.written, last_seen_at = excluded.last_seen_at, "
        "last_message_id = excluded.last_message_id returning id",
        {business, seen.id, seen.word, seen.written, seen.at, seen.message}
    ));
    return !rows.empty() && rows.front().id<UnknownWordId>(0) == seen.id;
}

Result<void> make_room_for_word(
    Session& session,
    BusinessId business,
    std::string_view state,
    std::int64_t most,
    UnknownWordId keep
) {
    auto const rows = TRY(session.query(
        "select count(*) from unknown_words where business_id = $1 and state = $2",
        {business, state}
    ));
    if (rows.front().integer(0) <= most) {
        return {};
    }
    // A row that somebody works on is passed over: waiting for it here could be a deadlock.
    static constexpr std::string_view on_one_writer =
        "delete from unknown_words where business_id = $1 and id = (select id from unknown_words "
        "where business_id = $1 and state = $2 and id <> $3 "
        "order by times, last_seen_at, id limit 1)";
    static constexpr std::string_view on_many =
        "delete from unknown_words where business_id = $1 and id = (select id from unknown_words "
        "where business_id = $1 and state = $2 and id <> $3 "
        "order by times, last_seen_at, id limit 1 for update skip locked)";
    bool const many = session.dialect() == Session::Dialect::Postgres;
    TRY(session.execute(many ? on_many : on_one_writer, {business, state, keep}));
    return {};
}

Result<std::optional<UnknownWordRow>> lock_unknown_word(
    Session& session, BusinessId business, UnknownWordId id
) {
    if (session.dialect() == Session::Dialect::Postgres) {
        TRY(session.query(
            "select 1 from unknown_words where business_id = $1 and id = $2 for update",
            {business, id}
        ));
    }
    auto const rows = TRY(session.query(
        "select version, word, written, state, taught_product_id, taught_group, taught_option, "
        "taught_synonym from unknown_words where business_id = $1 and id = $2",
        {business, id}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    auto const& row = rows.front();
    return UnknownWordRow{
        .id = id,
        .version = row.integer(0),
        .word = row.text(1),
        .written = row.text(2),
        .state = row.text(3),
        .taught = meaning_from(row, 4),
        .taught_synonym = row.is_null(7) ? std::nullopt : std::optional(row.text(7))
    };
}

Result<bool> update_unknown_word(
    Session& session,
    BusinessId business,
    UnknownWordRow const& row,
    std::optional<Uuid> by,
    Instant at
) {
    auto const taught = row.taught.value_or(learning::Thing{});
    auto const changed = TRY(session.execute(
        "update unknown_words set version = $3, state = $4, taught_product_id = $5, "
        "taught_group = $6, taught_option = $7, taught_synonym = $8, changed_by = $9, "
        "changed_at = $10 where business_id = $1 and id = $2 and version = $11",
        {business,
         row.id,
         row.version,
         row.state,
         taught.product,
         text_or_null(taught.group),
         text_or_null(taught.option),
         row.taught_synonym,
         by,
         at,
         row.version - 1}
    ));
    return changed == 1;
}

}  // namespace croozer::store
