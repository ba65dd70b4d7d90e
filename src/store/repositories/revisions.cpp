#include "store/repositories/revisions.hpp"

#include "store/documents/json.hpp"

#include <utility>

namespace croozer::store {
namespace {

constexpr std::size_t most_edits_kept = 20;

Result<std::string> edits_with(std::string_view edits, std::string_view before, Instant until) {
    auto list = TRY(documents::parse_array(edits));
    if (list.size() >= most_edits_kept) {
        list.erase(list.begin());
    }
    list.push_back(
        {{"content", TRY(documents::parse_object(before))}, {"until", until.to_rfc3339()}}
    );
    return boost::json::serialize(list);
}

// Words that others wrote too, or that staff has settled, are the shop's by now.
Result<void> forget_what_was_learnt(
    Session& session, BusinessId business, ConversationId conversation, std::string_view wamid
) {
    TRY(session.execute(
        "delete from unknown_words where business_id = $1 and state = 'open' and times = 1 "
        "and last_message_id in (select id from messages where business_id = $1 "
        "and conversation_id = $2 and wamid = $3 and direction = 'inbound')",
        {business, conversation, wamid}
    ));
    TRY(session.execute(
        "delete from labelled_examples where business_id = $1 "
        "and message_id in (select id from messages where business_id = $1 "
        "and conversation_id = $2 and wamid = $3 and direction = 'inbound')",
        {business, conversation, wamid}
    ));
    return {};
}

}  // namespace

Result<std::optional<InboundRow>> find_inbound(
    Session& session, BusinessId business, ConversationId conversation, std::string_view wamid
) {
    auto const rows = TRY(session.query(
        "select id, content from messages where business_id = $1 and conversation_id = $2 "
        "and wamid = $3 and direction = 'inbound'",
        {business, conversation, wamid}
    ));
    if (rows.empty()) {
        return std::nullopt;
    }
    return InboundRow{.id = rows.front().id<MessageId>(0), .content = rows.front().text(1)};
}

Result<std::vector<Revision>> revisions_of(
    Session& session,
    BusinessId business,
    ConversationId conversation,
    std::string_view wamid,
    Instant since
) {
    auto const rows = TRY(session.query(
        "select id, type, content, sent_at from messages "
        "where business_id = $1 and conversation_id = $2 and created_at >= $3 "
        "and direction = 'inbound' and type in ('edit', 'revoke') order by sent_at, created_at, id",
        {business, conversation, since}
    ));
    std::vector<Revision> revisions;
    for (auto const& row : rows) {
        auto content = TRY(documents::decode_inbound(row.text(2)));
        if (content.target_wamid == wamid) {
            revisions.push_back(
                {.id = row.id<MessageId>(0),
                 .is_edit = row.text(1) == "edit",
                 .content = std::move(content),
                 .sent_at = row.instant(3)}
            );
        }
    }
    return revisions;
}

Result<void> blank_revision(
    Session& session, BusinessId business, Revision const& revision, Instant at
) {
    documents::InboundContent rest;
    rest.target_wamid = revision.content.target_wamid;
    TRY(session.execute(
        "update messages set content = $3, revoked_at = coalesce(revoked_at, $4) "
        "where business_id = $1 and id = $2",
        {business, revision.id, documents::encode_inbound(rest), at}
    ));
    return {};
}

Result<bool> revise_inbound(
    Session& session,
    BusinessId business,
    ConversationId conversation,
    std::string_view wamid,
    std::optional<std::string> new_content,
    Instant at
) {
    if (!new_content) {
        // What was taken back is gone; that something was, stays.
        auto const revoked = TRY(session.execute(
            "update messages set content = '{}', edits = null, revoked_at = coalesce(revoked_at, "
            "$4) "
            "where business_id = $1 and conversation_id = $2 and wamid = $3 "
            "and direction = 'inbound'",
            {business, conversation, wamid, at}
        ));
        CHECK(forget_what_was_learnt(session, business, conversation, wamid));
        return revoked == 1;
    }
    auto const rows = TRY(session.query(
        "select content, coalesce(edits, '[]') from messages "
        "where business_id = $1 and conversation_id = $2 and wamid = $3 and direction = 'inbound' "
        "and revoked_at is null",
        {business, conversation, wamid}
    ));
    if (rows.empty()) {
        return false;
    }
    auto const edits = TRY(edits_with(rows.front().text(1), rows.front().text(0), at));
    TRY(session.execute(
        "update messages set edits = $4, content = $5 "
        "where business_id = $1 and conversation_id = $2 and wamid = $3 and direction = 'inbound'",
        {business, conversation, wamid, edits, *new_content}
    ));
    return true;
}

}  // namespace croozer::store
