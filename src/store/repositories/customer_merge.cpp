#include "store/repositories/customer_merge.hpp"

#include "store/documents/cart_document.hpp"
#include "store/repositories/consents.hpp"
#include "store/repositories/conversations.hpp"

namespace croozer::store {
namespace {

struct Pair {
    BusinessId business;
    CustomerId from;
    CustomerId into;
};

// Nothing where there is one writer.
Result<void> lock(Session& session, Pair const& pair) {
    if (session.dialect() != Session::Dialect::Postgres) {
        return {};
    }
    TRY(session.query(
        "select 1 from conversations where business_id = $1 and customer_id in ($2, $3) "
        "order by id for update",
        {pair.business, pair.from, pair.into}
    ));
    TRY(session.query(
        "select 1 from customers where business_id = $1 and id in ($2, $3) order by id for update",
        {pair.business, pair.from, pair.into}
    ));
    return {};
}

Result<void> move_identities(Session& session, Pair const& pair) {
    TRY(session.execute(
        "update customer_identities set customer_id = $3 "
        "where business_id = $1 and customer_id = $2",
        {pair.business, pair.from, pair.into}
    ));
    return {};
}

// The open cart goes along if the other chat has none.
Result<void> join_state(Session& session, BusinessId business, JoinedConversation const& join) {
    auto const gone = TRY(find_conversation(session, business, join.gone));
    auto const into = TRY(find_conversation(session, business, join.into));
    if (!gone || !into || gone->cart.lines.empty() || !into->cart.lines.empty()) {
        return {};
    }
    TRY(session.execute(
        "update conversations set state = $3, cart = $4 where business_id = $1 and id = $2",
        {business,
         join.into,
         documents::encode_state(gone->state),
         documents::encode_cart(gone->cart)}
    ));
    return {};
}

Result<void> join_columns(Session& session, BusinessId business, JoinedConversation const& join) {
    TRY(session.execute(
        "update conversations set version = conversations.version + 1, "
        "bot_mode = coalesce(conversations.bot_mode, g.bot_mode), "
        "needs_person = case when g.needs_person then g.needs_person "
        "else conversations.needs_person end, "
        "handover_reason = coalesce(conversations.handover_reason, g.handover_reason), "
        "paused_until = case when conversations.paused_until is null "
        "or conversations.paused_until < g.paused_until then coalesce(g.paused_until, "
        "conversations.paused_until) else conversations.paused_until end, "
        "first_unanswered_at = coalesce(conversations.first_unanswered_at, "
        "g.first_unanswered_at), "
        "last_inbound_at = case when conversations.last_inbound_at is null "
        "or conversations.last_inbound_at < g.last_inbound_at then coalesce(g.last_inbound_at, "
        "conversations.last_inbound_at) else conversations.last_inbound_at end, "
        "last_text = case when conversations.last_message_at < g.last_message_at "
        "then g.last_text else conversations.last_text end, "
        "last_message_at = case when conversations.last_message_at < g.last_message_at "
        "then g.last_message_at else conversations.last_message_at end "
        "from conversations g where conversations.business_id = $1 and conversations.id = $2 "
        "and g.business_id = $1 and g.id = $3",
        {business, join.into, join.gone}
    ));
    return {};
}

// Work before messages, messages before orders.
Result<void> join(Session& session, Pair const& pair, JoinedConversation& join) {
    CHECK(join_state(session, pair.business, join));
    CHECK(join_columns(session, pair.business, join));
    join.has_turn = TRY(session.execute(
                        "delete from work where business_id = $1 and id = $2 and kind = 'turn'",
                        {pair.business, join.gone}
                    )) > 0;
    TRY(session.execute(
        "update work set lane_id = $3 where business_id = $1 and lane_id = $2",
        {pair.business, join.gone, join.into}
    ));
    TRY(session.execute(
        "update messages set conversation_id = $3, customer_id = $4 "
        "where business_id = $1 and conversation_id = $2",
        {pair.business, join.gone, join.into, pair.into}
    ));
    TRY(session.execute(
        "update orders set conversation_id = $4 "
        "where business_id = $1 and customer_id = $2 and conversation_id = $3",
        {pair.business, pair.from, join.gone, join.into}
    ));
    TRY(session.execute(
        "delete from conversations where business_id = $1 and id = $2", {pair.business, join.gone}
    ));
    return {};
}

Result<std::vector<JoinedConversation>> move_conversations(Session& session, Pair const& pair) {
    auto const rows = TRY(session.query(
        "select g.id, k.id from conversations g left join conversations k "
        "on k.business_id = g.business_id and k.account_id = g.account_id and k.customer_id = $3 "
        "where g.business_id = $1 and g.customer_id = $2 order by g.id",
        {pair.business, pair.from, pair.into}
    ));
    std::vector<JoinedConversation> joined;
    for (auto const& row : rows) {
        auto const gone = row.id<ConversationId>(0);
        if (auto const into = row.maybe_id<ConversationId>(1)) {
            joined.push_back({.gone = gone, .into = *into, .has_turn = false});
            CHECK(join(session, pair, joined.back()));
            continue;
        }
        TRY(session.execute(
            "update conversations set customer_id = $3, version = version + 1 "
            "where business_id = $1 and id = $2",
            {pair.business, gone, pair.into}
        ));
        TRY(session.execute(
            "update messages set customer_id = $3 where business_id = $1 and conversation_id = $2",
            {pair.business, gone, pair.into}
        ));
    }
    return joined;
}

Result<void> move_belongings(Session& session, Pair const& pair) {
    TRY(session.execute(
        "update customer_addresses set customer_id = $3, is_default = $4 "
        "where business_id = $1 and customer_id = $2",
        {pair.business, pair.from, pair.into, false}
    ));
    TRY(session.execute(
        "update consents set customer_id = $3 where business_id = $1 and customer_id = $2",
        {pair.business, pair.from, pair.into}
    ));
    TRY(session.execute(
        "update orders set customer_id = $3 where business_id = $1 and customer_id = $2",
        {pair.business, pair.from, pair.into}
    ));
    return {};
}

// What is empty is filled, what counts is added up; whoever was blocked stays blocked.
Result<void> join_person(Session& session, Pair const& pair, Instant at) {
    TRY(session.execute(
        "update customers set version = customers.version + 1, updated_at = $4, "
        "name = case when customers.name = '' then g.name else customers.name end, "
        "whatsapp_name = case when customers.whatsapp_name = '' then g.whatsapp_name "
        "else customers.whatsapp_name end, "
        "username = coalesce(customers.username, g.username), "
        "phone = coalesce(customers.phone, g.phone), "
        "email = coalesce(customers.email, g.email), "
        "preferred_language = coalesce(customers.preferred_language, g.preferred_language), "
        "notes = case when g.notes = '' then customers.notes when customers.notes = '' "
        "then g.notes else customers.notes || '\n' || g.notes end, "
        "opt_in_marketing = case when g.opt_in_marketing then g.opt_in_marketing "
        "else customers.opt_in_marketing end, "
        "blocked_at = coalesce(customers.blocked_at, g.blocked_at), "
        "total_orders = customers.total_orders + g.total_orders, "
        "total_spent = customers.total_spent + g.total_spent, "
        "first_order_at = case when customers.first_order_at is null "
        "or g.first_order_at < customers.first_order_at "
        "then coalesce(g.first_order_at, customers.first_order_at) "
        "else customers.first_order_at end, "
        "last_order_at = case when customers.last_order_at is null "
        "or g.last_order_at > customers.last_order_at "
        "then coalesce(g.last_order_at, customers.last_order_at) "
        "else customers.last_order_at end "
        "from customers g where customers.business_id = $1 and customers.id = $3 "
        "and g.business_id = $1 and g.id = $2",
        {pair.business, pair.from, pair.into, at}
    ));
    if (TRY(has_withdrawn(session, pair.business, pair.into, "marketing"))) {
        TRY(session.execute(
            "update customers set opt_in_marketing = $3 where business_id = $1 and id = $2",
            {pair.business, pair.into, false}
        ));
    }
    TRY(session.execute(
        "update customers set merged_into = $3, phone = null, updated_at = $4, "
        "version = version + 1 where business_id = $1 and id = $2",
        {pair.business, pair.from, pair.into, at}
    ));
    return {};
}

}  // namespace

Result<CustomerId> older_customer(
    Session& session, BusinessId business, CustomerId one, CustomerId other
) {
    auto const rows = TRY(session.query(
        "select id from customers where business_id = $1 and id in ($2, $3) "
        "order by created_at, id limit 1",
        {business, one, other}
    ));
    return rows.empty() ? one : rows.front().id<CustomerId>(0);
}

Result<std::vector<JoinedConversation>> merge_customers(
    Session& session, BusinessId business, CustomerId from, CustomerId into, Instant at
) {
    Pair const pair{.business = business, .from = from, .into = into};
    CHECK(move_identities(session, pair));
    CHECK(lock(session, pair));
    auto joined = TRY(move_conversations(session, pair));
    CHECK(move_belongings(session, pair));
    CHECK(join_person(session, pair, at));
    return joined;
}

}  // namespace croozer::store
