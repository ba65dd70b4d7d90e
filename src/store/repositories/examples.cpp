#include "store/repositories/examples.hpp"

namespace croozer::store {

Result<std::int64_t> count_examples(Session& session, BusinessId business) {
    auto const rows = TRY(
        session.query("select count(*) from labelled_examples where business_id = $1", {business})
    );
    return rows.front().integer(0);
}

Result<std::optional<ExampleId>> find_example_of(
    Session& session, BusinessId business, MessageId message
) {
    auto const rows = TRY(session.query(
        "select id from labelled_examples where business_id = $1 and message_id = $2",
        {business, message}
    ));
    return rows.empty() ? std::nullopt : std::optional(rows.front().id<ExampleId>(0));
}

Result<ExampleId> put_example(Session& session, BusinessId business, NewExample const& example) {
    auto const rows = TRY(session.query(
        "insert into labelled_examples (business_id, id, version, message_id, text, context, "
        "expected, passes, created_by, created_at) values ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9) "
        "on conflict (business_id, message_id) do update set "
        "version = labelled_examples.version + 1, text = excluded.text, "
        "context = excluded.context, expected = excluded.expected, passes = excluded.passes, "
        "created_by = excluded.created_by, created_at = excluded.created_at returning id",
        {business,
         example.id,
         example.message,
         example.text,
         example.context,
         example.expected,
         example.passes,
         example.by,
         example.at}
    ));
    return rows.front().id<ExampleId>(0);
}

Result<void> mark_example_passing(
    Session& session, BusinessId business, ExampleId id, std::int64_t version
) {
    TRY(session.execute(
        "update labelled_examples set passes = $4 "
        "where business_id = $1 and id = $2 and version = $3",
        {business, id, version, true}
    ));
    return {};
}

Result<bool> delete_example(Session& session, BusinessId business, ExampleId id) {
    return TRY(session.execute(
               "delete from labelled_examples where business_id = $1 and id = $2", {business, id}
           )) == 1;
}

}  // namespace croozer::store
