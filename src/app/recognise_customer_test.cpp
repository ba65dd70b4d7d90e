#include "app/recognise_customer.hpp"

#include "app/app_fixture.hpp"
#include "app/create_customer.hpp"
#include "app/deliver.hpp"
#include "app/outbox.hpp"
#include "store/repositories/conversations.hpp"
#include "store/repositories/customers.hpp"
#include "store/repositories/messages.hpp"

#include <set>

namespace croozer::app::test {
namespace {

constexpr auto phone = "972541234567";

Sender sender_of(std::string number, std::string bsuid) {
    return {.phone = std::move(number), .bsuid = std::move(bsuid), .username = {}, .name = "Noa"};
}

class RecogniseCustomerTest : public AppTest {
protected:
    CustomerId writes(std::string number, std::string bsuid) {
        return customer_of(
            receive(message_of(sender_of(std::move(number), std::move(bsuid)), "שלום"))
        );
    }

    std::string phone_of(CustomerId customer) {
        return text(
            "select coalesce(phone, '') from customers where business_id = $1 and id = $2",
            {Value(customer)}
        );
    }

    // Who a message to them would be sent to.
    Recipient written_to(CustomerId customer) {
        auto const id = run([&](Context& context) -> Result<MessageId> {
            auto const chat =
                TRY(store::conversation_at(context.session, context.business, account(), customer));
            conversation::Reply reply;
            reply.purpose = "message";
            reply.body = "שלום";
            return enqueue_message(
                context,
                {.conversation = chat->id,
                 .customer = customer,
                 .order = std::nullopt,
                 .reply = reply,
                 .author = "person",
                 .author_name = "Dana",
                 .reply_to_wamid = {},
                 .draft = false,
                 .hold = std::nullopt,
                 .lifetime = std::nullopt}
            );
        });
        EXPECT_TRUE(id);
        auto const ready = run([&](Context& context) { return begin_send(context, *id); });
        EXPECT_TRUE(ready && *ready);
        return ready && *ready ? (*ready)->message.recipient : Recipient{};
    }

    std::int64_t customers() {
        return number("select count(*) from customers where business_id = $1");
    }

    // First messages at a time, as the senders say who they are.
    void all_write_at_once(std::vector<Sender> const& senders) {
        auto const count = static_cast<int>(senders.size());
        std::vector<InboundMessage> messages;
        for (auto const& sender : senders) {
            messages.push_back(message_of(sender, "first"));
        }
        auto meeting = std::make_shared<Meeting>(GetParam(), count);
        auto const outcomes = run_together(
            count,
            [this, meeting, &messages, came = false](Context& context, int i) mutable {
                meeting->arrive(came);
                return receive_message(context, origin(), messages[static_cast<std::size_t>(i)]);
            }
        );
        std::set<ConversationId> conversations;
        for (auto const& outcome : outcomes) {
            ASSERT_TRUE(outcome) << outcome.error().slug << " " << outcome.error().detail;
            conversations.insert(outcome->conversation);
        }
        EXPECT_EQ(conversations.size(), 1U);
        EXPECT_EQ(customers(), 1);
        EXPECT_EQ(number("select count(*) from conversations where business_id = $1"), 1);
        EXPECT_EQ(number("select count(*) from messages where business_id = $1"), count);
    }
};

INSTANTIATE_TEST_SUITE_P(
    Engines,
    RecogniseCustomerTest,
    testing::ValuesIn(store::test::kinds_to_test()),
    store::test::kind_name
);

TEST_P(RecogniseCustomerTest, FirstMessagesAtATimeMakeOneCustomer) {
    all_write_at_once(std::vector(8, sender_of(phone, "IL.1")));
    EXPECT_EQ(number("select count(*) from customer_identities where business_id = $1"), 2);
}

TEST_P(RecogniseCustomerTest, SoTheyDoWhenOneOfThemHidesThePhone) {
    all_write_at_once({sender_of(phone, "IL.1"), sender_of("", "IL.1"), sender_of("", "IL.1")});
}

TEST_P(RecogniseCustomerTest, AKnownCustomersFirstMessagesMakeOneConversation) {
    auto const made = run([](Context& context) {
        return create_customer(
            context,
            {.name = "Noa",
             .phone = phone,
             .email = {},
             .notes = {},
             .preferred_language = {},
             .who = member()}
        );
    });
    ASSERT_TRUE(made);
    all_write_at_once(std::vector(8, sender_of(phone, "IL.1")));
}

TEST_P(RecogniseCustomerTest, StaffAndTheCustomerMakeOneCustomerOfAPhone) {
    auto const product = add_product("bread");
    auto meeting = std::make_shared<Meeting>(GetParam(), 4);
    auto const message = message_of(sender_of(phone, "IL.1"), "first");
    auto const outcomes = run_together(
        4,
        [&, meeting, came = false](Context& context, int i) mutable -> Result<CustomerId> {
            meeting->arrive(came);
            if (i == 0) {
                TRY(receive_message(context, origin(), message));
            } else {
                TRY(create_order(context, order_for(phone, {line_of(product)})));
            }
            return CustomerId{};
        }
    );
    for (auto const& outcome : outcomes) {
        EXPECT_TRUE(outcome) << outcome.error().slug << " " << outcome.error().detail;
    }
    EXPECT_EQ(customers(), 1);
}

TEST_P(RecogniseCustomerTest, ABsuidIsAttachedToACustomerOfWhomOnlyThePhoneIsKnown) {
    auto const noa = writes(phone, "");
    EXPECT_EQ(writes(phone, "IL.1"), noa);
    EXPECT_EQ(writes("", "IL.1"), noa);
    EXPECT_EQ(customers(), 1);
}

TEST_P(RecogniseCustomerTest, ARecycledNumberInheritsNothing) {
    auto const noa = writes(phone, "IL.1");
    auto const stranger = writes(phone, "IL.2");
    EXPECT_NE(stranger, noa) << "or the stranger reads her address and her usual";
    EXPECT_EQ(phone_of(stranger), phone);
    EXPECT_EQ(phone_of(noa), "") << "or she is written to at the stranger's number";
    EXPECT_EQ(writes(phone, ""), stranger);
    EXPECT_EQ(writes("", "IL.1"), noa);
    EXPECT_EQ(writes("972547654321", "IL.1"), noa);
    EXPECT_EQ(phone_of(noa), "972547654321");
    EXPECT_EQ(customers(), 2);
}

TEST_P(RecogniseCustomerTest, ANumberGoesToWhomeverMetaNowNamesWithIt) {
    auto const noa = writes(phone, "IL.1");
    auto const dan = writes("972547654321", "IL.2");
    EXPECT_EQ(writes(phone, "IL.2"), dan);
    EXPECT_EQ(phone_of(dan), phone);
    EXPECT_EQ(phone_of(noa), "");
    EXPECT_EQ(writes("", "IL.1"), noa);
}

TEST_P(RecogniseCustomerTest, AChangedBsuidKeepsItsCustomer) {
    auto const noa = writes(phone, "IL.1");
    auto change = message_of(sender_of("", "IL.2"), "");
    change.type = InboundType::System;
    change.system_type = "user_changed_user_id";
    change.previous_bsuid = "IL.1";
    EXPECT_EQ(customer_of(receive(change)), noa);
    EXPECT_EQ(phone_of(noa), "") << "a new id is a new number, which Meta does not tell";
    auto recipient = written_to(noa);
    EXPECT_EQ(recipient.phone, "") << "it is a stranger's soon";
    EXPECT_EQ(recipient.bsuid, "IL.2");
    EXPECT_EQ(writes(phone, "IL.1"), noa) << "a late webhook with both old names";
    EXPECT_EQ(phone_of(noa), "") << "and it does not bring the old number back";
    EXPECT_EQ(writes("", "IL.2"), noa);
    EXPECT_EQ(phone_of(noa), "");
    EXPECT_EQ(writes("972547654321", "IL.2"), noa);
    EXPECT_EQ(phone_of(noa), "972547654321");
    EXPECT_EQ(writes(phone, "IL.2"), noa);
    EXPECT_EQ(phone_of(noa), phone) << "theirs again, since who they are now shows it";
    EXPECT_EQ(writes("", "IL.1"), noa) << "a late webhook with the old one";
    auto const known = run([&](Context& context) {
        return store::find_customer(context.session, context.business, noa);
    });
    ASSERT_TRUE(known && *known);
    EXPECT_EQ((*known)->bsuid, "IL.2") << "what is written to";
}

TEST_P(RecogniseCustomerTest, AGivenUpNumberIsTheNextOnesWhoShowsIt) {
    auto const noa = writes(phone, "IL.1");
    auto change = message_of(sender_of("", "IL.2"), "");
    change.type = InboundType::System;
    change.system_type = "user_changed_number";
    change.previous_bsuid = "IL.1";
    change.payload = phone;
    EXPECT_EQ(customer_of(receive(change)), noa);
    auto const stranger = writes(phone, "IL.3");
    EXPECT_NE(stranger, noa);
    EXPECT_EQ(phone_of(stranger), phone);
    EXPECT_EQ(writes("", "IL.2"), noa);
    EXPECT_EQ(phone_of(noa), "");
}

// What came under the new name before the change was told made another customer.
TEST_P(RecogniseCustomerTest, TwoCustomersWhoAreOnePersonBecomeTheOlder) {
    auto const product = add_product("bread");
    auto const noa = writes(phone, "IL.1");
    ASSERT_TRUE(run([&](Context& context) {
        return create_order(context, order_for(phone, {line_of(product)}));
    }));
    auto const other = writes("972547654321", "IL.2");
    ASSERT_NE(other, noa);
    ASSERT_TRUE(run([&](Context& context) {
        return create_order(context, order_for("972547654321", {line_of(product)}));
    }));
    ASSERT_TRUE(run([&](Context& context) {
        return store::remember_address(
            context.session,
            context.business,
            other,
            context.ids.v7(),
            {.city = "Haifa",
             .street = "Harbour",
             .house = "1",
             .entrance = {},
             .floor = {},
             .apartment = {},
             .door_code = {},
             .bell_name = {},
             .place = {},
             .notes = {},
             .label = {},
             .latitude_e6 = {},
             .longitude_e6 = {}},
            context.now
        );
    }));
    auto change = message_of(sender_of("972547654321", "IL.2"), "");
    change.type = InboundType::System;
    change.system_type = "user_changed_number";
    change.previous_bsuid = "IL.1";
    change.payload = phone;
    EXPECT_EQ(customer_of(receive(change)), noa);

    EXPECT_EQ(phone_of(noa), "972547654321");
    EXPECT_EQ(phone_of(other), "");
    EXPECT_EQ(writes("972547654321", "IL.2"), noa);
    EXPECT_EQ(writes(phone, "IL.1"), noa) << "a late webhook with both old names";
    EXPECT_EQ(phone_of(noa), "972547654321") << "and it does not bring the old number back";
    for (auto const* const table :
         {"orders", "messages", "conversations", "customer_addresses", "customer_identities"}) {
        EXPECT_EQ(
            number(
                lasting(
                    "select count(*) from " + std::string(table) +
                    " where business_id = $1 and customer_id <> $2"
                ),
                {Value(noa)}
            ),
            0
        ) << table;
    }
    EXPECT_EQ(number("select count(*) from conversations where business_id = $1"), 1);
    EXPECT_EQ(number("select count(*) from messages where business_id = $1"), 5);
    EXPECT_EQ(
        number("select total_orders from customers where business_id = $1 and merged_into is null"),
        2
    );
    EXPECT_EQ(
        number(
            "select count(*) from customers where business_id = $1 and merged_into = $2",
            {Value(noa)}
        ),
        1
    );
    EXPECT_EQ(
        number("select count(*) from work where business_id = $1 and kind = 'turn' "
               "and id not in (select id from conversations where business_id = $1)"),
        0
    ) << "no turn of a chat that is no more";
}

TEST_P(RecogniseCustomerTest, AMergeTakesTheOpenCartAndTheTurnAlong) {
    auto const noa = writes(phone, "IL.1");
    auto const gone = receive(message_of(sender_of("", "IL.2"), "second"));
    ASSERT_TRUE(run([&](Context& context) -> Result<bool> {
        CHECK(store::mark_answered(
            context.session, context.business, gone, context.ids.next<MessageId>()
        ));
        auto chat = TRY(store::find_conversation(context.session, context.business, gone));
        chat->cart.lines = {line_of(ProductId{context.ids.v7()}, 2)};
        return store::save_turn(
            context.session,
            context.business,
            gone,
            chat->version,
            {.state = chat->state,
             .cart = chat->cart,
             .waiting_for_customer = false,
             .handover_reason = {},
             .paused_until = {}}
        );
    }));
    auto change = message_of(sender_of("", "IL.2"), "");
    change.type = InboundType::System;
    change.system_type = "user_changed_user_id";
    change.previous_bsuid = "IL.1";
    auto const chat_id = receive(change);
    EXPECT_EQ(customer_of(chat_id), noa);
    auto const chat = run([&](Context& context) {
        return store::find_conversation(context.session, context.business, chat_id);
    });
    ASSERT_TRUE(chat && *chat);
    ASSERT_EQ((*chat)->cart.lines.size(), 1U);
    EXPECT_EQ((*chat)->cart.lines.front().quantity, 2);
    EXPECT_EQ(
        number(
            "select count(*) from work where business_id = $1 and kind = 'turn' and id = $2",
            {Value(chat_id)}
        ),
        1
    );
}

// The older form of Meta's: no user ids at all.
TEST_P(RecogniseCustomerTest, AChangedNumberKeepsItsCustomerWithoutAnyBsuid) {
    auto const noa = writes(phone, "");
    auto change = message_of(sender_of("972547654321", ""), "");
    change.type = InboundType::System;
    change.system_type = "user_changed_number";
    change.payload = phone;
    EXPECT_EQ(customer_of(receive(change)), noa);
    EXPECT_EQ(phone_of(noa), "972547654321");
    EXPECT_EQ(writes("972547654321", ""), noa);
    EXPECT_EQ(writes(phone, ""), noa) << "late";
    EXPECT_EQ(customers(), 1);
}

TEST_P(RecogniseCustomerTest, ASharedOwnNumberIsAdoptedAndAnothersIsNot) {
    auto const noa = writes("", "IL.1");
    auto card = message_of(sender_of("", "IL.1"), phone);
    card.type = InboundType::Contacts;
    card.contact_origin = "other";
    EXPECT_EQ(customer_of(receive(card)), noa);
    EXPECT_EQ(phone_of(noa), "");
    card = message_of(sender_of("", "IL.1"), phone);
    card.type = InboundType::Contacts;
    card.contact_origin = "contact_request";
    EXPECT_EQ(customer_of(receive(card)), noa);
    EXPECT_EQ(phone_of(noa), phone);
    EXPECT_EQ(writes(phone, ""), noa);
    card = message_of(sender_of("", "IL.1"), "not a number");
    card.type = InboundType::Contacts;
    card.contact_origin = "contact_request";
    EXPECT_EQ(customer_of(receive(card)), noa);
    EXPECT_EQ(phone_of(noa), phone);
}

}  // namespace
}  // namespace croozer::app::test
