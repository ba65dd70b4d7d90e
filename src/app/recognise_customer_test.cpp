#include "app/recognise_customer.hpp"

#include "app/app_fixture.hpp"
#include "app/create_customer.hpp"
#include "store/repositories/customers.hpp"

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
    EXPECT_EQ(writes(phone, "IL.2"), noa);
    EXPECT_EQ(writes("", "IL.1"), noa) << "a late webhook with the old one";
    auto const known = run([&](Context& context) {
        return store::find_customer(context.session, context.business, noa);
    });
    ASSERT_TRUE(known && *known);
    EXPECT_EQ((*known)->bsuid, "IL.2") << "what is written to";
}

}  // namespace
}  // namespace croozer::app::test
