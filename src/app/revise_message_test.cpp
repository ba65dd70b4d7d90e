#include "app/revise_message.hpp"

#include "app/app_fixture.hpp"
#include "app/fetch_media.hpp"
#include "store/repositories/orders.hpp"

namespace croozer::app::test {
namespace {

class ReviseMessageTest : public AppTest {
protected:
    static Sender noa() {
        return {.phone = "972541234567", .bsuid = "IL.1", .username = {}, .name = "Noa"};
    }

    InboundMessage change(InboundType type, std::string target, std::string words) {
        auto message = message_of(noa(), std::move(words));
        message.type = type;
        message.target_wamid = std::move(target);
        return message;
    }

    std::string cell(std::string const& column, std::string const& wamid) {
        return text(
            lasting(
                "select coalesce(" + column +
                ", '') from messages where business_id = $1 and wamid = $2"
            ),
            {Value(wamid)}
        );
    }

    // An order that came of that message.
    OrderId order_of(std::string const& wamid) {
        auto const product = add_product("bread");
        auto const placed = run([&](Context& context) -> Result<OrderId> {
            auto const order =
                TRY(create_order(context, order_for("972541234567", {line_of(product)})));
            auto const rows = TRY(context.session.query(
                "select id from messages where business_id = $1 and wamid = $2",
                {context.business, wamid}
            ));
            CHECK(store::link_order_message(
                context.session, context.business, order.id, rows.front().id<MessageId>(0), "source"
            ));
            return order.id;
        });
        EXPECT_TRUE(placed);
        return placed.value_or(OrderId{});
    }
};

INSTANTIATE_TEST_SUITE_P(
    Engines,
    ReviseMessageTest,
    testing::ValuesIn(store::test::kinds_to_test()),
    store::test::kind_name
);

TEST_P(ReviseMessageTest, AnEditIsWhatTheTurnReadsAndItsPastIsKept) {
    auto const chat = receive(message_of(noa(), "שתי פיצות"));
    receive(change(InboundType::Edit, "wamid.1", "שלוש פיצות"));
    receive(change(InboundType::Edit, "wamid.1", "ארבע פיצות"));
    EXPECT_EQ(cell("content", "wamid.1"), R"({"text":"ארבע פיצות"})");
    auto const edits = cell("edits", "wamid.1");
    EXPECT_LT(edits.find("שתי"), edits.find("שלוש")) << edits;
    EXPECT_EQ(
        number(
            "select count(*) from messages where business_id = $1 and not answered "
            "and conversation_id = $2",
            {Value(chat)}
        ),
        1
    ) << "the message itself waits for its turn; the edit is none";
    EXPECT_EQ(number("select count(*) from work where business_id = $1 and kind = 'turn'"), 1);
}

TEST_P(ReviseMessageTest, AnOrderIsFlaggedAndNeverChanged) {
    receive(message_of(noa(), "שתי פיצות"));
    auto const order = order_of("wamid.1");
    auto const before =
        number("select total from orders where business_id = $1 and id = $2", {Value(order)});
    receive(change(InboundType::Edit, "wamid.1", "עשר פיצות"));
    EXPECT_EQ(
        text("select handover_reason from conversations where business_id = $1 and needs_person"),
        "order_message_edited"
    );
    EXPECT_EQ(
        text(
            "select status || ' ' || actor_kind || ' ' || actor_name from order_timeline "
            "where business_id = $1 and order_id = $2 and notes <> '' order by entry_no desc "
            "limit 1",
            {Value(order)}
        ),
        "pending customer Noa"
    );
    receive(change(InboundType::Revoke, "wamid.1", ""));
    EXPECT_EQ(
        text("select handover_reason from conversations where business_id = $1 and needs_person"),
        "order_message_deleted"
    );
    EXPECT_EQ(cell("content", "wamid.1"), "{}");
    EXPECT_EQ(
        number("select total from orders where business_id = $1 and id = $2", {Value(order)}),
        before
    );
    EXPECT_EQ(
        text("select status from orders where business_id = $1 and id = $2", {Value(order)}),
        "pending"
    );
    EXPECT_EQ(
        number("select version from orders where business_id = $1 and id = $2", {Value(order)}), 3
    );
}

TEST_P(ReviseMessageTest, WhatWasTakenBackBeforeItCameIsNoOrder) {
    receive(message_of(noa(), "שלום"));
    receive(change(InboundType::Revoke, "wamid.3", ""));
    auto const turn = number("select due_at from work where business_id = $1 and kind = 'turn'");
    receive(message_of(noa(), "שתי פיצות"));
    EXPECT_EQ(cell("content", "wamid.3"), "{}");
    EXPECT_EQ(
        number("select count(*) from messages where business_id = $1 and wamid = 'wamid.3' "
               "and revoked_at is not null and answered"),
        1
    );
    EXPECT_EQ(number("select due_at from work where business_id = $1 and kind = 'turn'"), turn)
        << "it starts no turn";
    EXPECT_EQ(
        number("select count(*) from conversations where business_id = $1 "
               "and last_text like '%פיצות%'"),
        0
    );
}

TEST_P(ReviseMessageTest, EditsHoldInTheOrderTheyWereMade) {
    auto const at = runner().trade_clock().now();
    auto newer = change(InboundType::Edit, "wamid.3", "ארבע פיצות");
    newer.sent_at = at + Duration(std::chrono::seconds(20));
    auto older = change(InboundType::Edit, "wamid.3", "שלוש פיצות");
    older.sent_at = at + Duration(std::chrono::seconds(10));
    auto text = message_of(noa(), "שתי פיצות");
    ASSERT_EQ(text.wamid, "wamid.3");
    text.sent_at = at;
    receive(newer);
    receive(text);
    EXPECT_EQ(cell("content", "wamid.3"), R"({"text":"ארבע פיצות"})");
    EXPECT_NE(cell("edits", "wamid.3").find("שתי"), std::string::npos);
    EXPECT_EQ(number("select count(*) from work where business_id = $1 and kind = 'turn'"), 1);
    receive(older);
    EXPECT_EQ(cell("content", "wamid.3"), R"({"text":"ארבע פיצות"})");
}

TEST_P(ReviseMessageTest, ARevokeTakesTheWordsOfEveryEdit) {
    auto const words = [&] {
        return number(
            "select (select count(*) from messages where business_id = $1 "
            "and (content like '%פיצות%' or edits like '%פיצות%')) "
            "+ (select count(*) from conversations where business_id = $1 "
            "and last_text like '%פיצות%')"
        );
    };
    receive(message_of(noa(), "שתי פיצות"));
    receive(change(InboundType::Edit, "wamid.1", "שלוש פיצות"));
    EXPECT_GT(words(), 0);
    receive(change(InboundType::Revoke, "wamid.1", ""));
    EXPECT_EQ(words(), 0);
    receive(change(InboundType::Edit, "wamid.1", "ארבע פיצות"));
    EXPECT_EQ(words(), 0) << "an edit that comes after it";
    EXPECT_EQ(cell("content", "wamid.4"), R"({"target":"wamid.1"})");
    EXPECT_EQ(number("select count(*) from messages where business_id = $1"), 4);
}

TEST_P(ReviseMessageTest, OnlyWhatIsWrittenOpensTheWindow) {
    auto const window = [&] {
        return number(
            "select coalesce(last_inbound_at, 0) from conversations "
            "where business_id = $1"
        );
    };
    auto moved = message_of(noa(), "Noa changed");
    moved.type = InboundType::System;
    moved.system_type = "customer_identity_changed";
    receive(moved);
    EXPECT_EQ(window(), 0);
    receive(message_of(noa(), "שתי פיצות"));
    auto const opened = window();
    EXPECT_GT(opened, 0);
    advance(std::chrono::hours(1));
    receive(change(InboundType::Edit, "wamid.2", "שלוש פיצות"));
    receive(change(InboundType::Revoke, "wamid.2", ""));
    EXPECT_EQ(window(), opened);
    receive(message_of(noa(), "שלום"));
    EXPECT_GT(window(), opened);
}

TEST_P(ReviseMessageTest, AGroupIsNoChatOfTheShop) {
    auto message = message_of(noa(), "שתי פיצות");
    message.group_id = "group";
    auto const received =
        run([&](Context& context) { return receive_message(context, origin(), message); });
    ASSERT_TRUE(received);
    EXPECT_EQ(received->fate, Fate::Ignored);
    EXPECT_FALSE(received->turn_is_due);
    EXPECT_EQ(
        text("select fate || ' ' || reason from inbound_changes where business_id = $1"),
        "ignored written to a group"
    );
    EXPECT_EQ(number("select count(*) from messages where business_id = $1"), 0);
    EXPECT_EQ(number("select count(*) from conversations where business_id = $1"), 0);
}

TEST_P(ReviseMessageTest, ARevokeOfAnothersMessageTouchesNothing) {
    receive(message_of(noa(), "שתי פיצות"));
    auto message =
        message_of({.phone = "972547654321", .bsuid = "IL.2", .username = {}, .name = "Dan"}, "");
    message.type = InboundType::Revoke;
    message.target_wamid = "wamid.1";
    receive(message);
    EXPECT_EQ(cell("content", "wamid.1"), R"({"text":"שתי פיצות"})");
}

TEST_P(ReviseMessageTest, ARevokeTakesTheFileWithIt) {
    auto photo = message_of(noa(), "");
    photo.type = InboundType::Image;
    photo.media_id = "601";
    photo.mime_type = "image/jpeg";
    receive(photo);
    auto const media = run([&](Context& context) {
                           return context.session.query(
                               "select id from media where business_id = $1", {context.business}
                           );
                       })
                           ->front()
                           .id<MediaId>(0);
    auto const wanted = run([&](Context& context) { return begin_media(context, media); });
    ASSERT_TRUE(wanted && wanted->wanted);
    EXPECT_EQ(wanted->wanted->most_bytes, 5U * 1024 * 1024);
    ASSERT_TRUE(run([&](Context& context) {
        return finish_media(
            context,
            media,
            {.bytes = "abc", .sha256 = std::string(64, 'a'), .mime_type = "image/jpeg"}
        );
    }));
    EXPECT_EQ(text("select state from media where business_id = $1"), "stored");
    receive(change(InboundType::Revoke, photo.wamid, ""));
    auto const task = run([&](Context& context) { return begin_media(context, media); });
    ASSERT_TRUE(task);
    EXPECT_TRUE(task->is_revoked);
    EXPECT_EQ(task->removable_sha256, std::string(64, 'a'));
    ASSERT_TRUE(run([&](Context& context) { return forget_media(context, media); }));
    EXPECT_EQ(number("select count(*) from media where business_id = $1"), 0);
}

TEST_P(ReviseMessageTest, AFileThatCannotBeHadIsToldOnceUntilOneComes) {
    std::vector<MediaId> files;
    for (int i = 0; i < 3; ++i) {
        auto photo = message_of(noa(), "");
        photo.type = InboundType::Document;
        photo.media_id = "60" + std::to_string(i);
        receive(photo);
    }
    auto const rows_of = rows("select id from media where business_id = $1 order by id");
    for (auto const& row : *rows_of) {
        files.push_back(row.id<MediaId>(0));
    }
    ASSERT_EQ(files.size(), 3U);
    for (int i = 0; i < 2; ++i) {
        ASSERT_TRUE(run([&](Context& context) {
            return give_up_media(context, files[static_cast<std::size_t>(i)], "too_large");
        }));
    }
    EXPECT_EQ(
        text("select detail from alerts where business_id = $1 and kind = 'media_failed' "
             "and resolved_at is null"),
        R"({"count":2,"reason":"too_large"})"
    );
    ASSERT_TRUE(run([&](Context& context) {
        return finish_media(
            context,
            files[2],
            {.bytes = "abc", .sha256 = std::string(64, 'b'), .mime_type = "text/plain"}
        );
    }));
    EXPECT_EQ(
        number("select count(*) from alerts where business_id = $1 and kind = 'media_failed' "
               "and resolved_at is null"),
        0
    );
}

}  // namespace
}  // namespace croozer::app::test
