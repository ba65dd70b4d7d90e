// Turns over the embedded engine: what is decided becomes rows, and nothing said is lost between.
#include "app/turn_test_shop.hpp"
#include "store/repositories/messages.hpp"

namespace croozer::app {

using test::ShopTest;

class TakeTurn : public ShopTest {
protected:
    // Graph took the newest message of ours under this name.
    void accepted(std::string const& wamid) {
        auto const id = said().at(0).id;
        run([&](Context& context) {
            return store::raise_status(
                context.session,
                business_,
                id,
                {.status = "accepted",
                 .wamid = wamid,
                 .error_code = 0,
                 .error_message = {},
                 .billing_category = {},
                 .cost_class = {}}
            );
        });
    }
};

TEST_F(TakeTurn, TextCardYesOrder) {
    writes("one margherita pizza please");
    EXPECT_FALSE(take().order.has_value());
    ASSERT_EQ(said().size(), 1U);
    EXPECT_TRUE(chat().waiting_for_customer);
    taps(card("yes"));
    EXPECT_TRUE(take().order.has_value());
    EXPECT_EQ(orders().size(), 1U);
    EXPECT_FALSE(turn_due().has_value());
}

TEST_F(TakeTurn, AThumbOnTheCardOrdersAndOneElsewhereDoesNot) {
    writes("hello");
    take();
    accepted("wamid.HELLO");
    writes("one margherita pizza please");
    take();
    accepted("wamid.CARD");
    reacts("👍", "wamid.HELLO");
    EXPECT_FALSE(take().order.has_value());
    reacts("👍", "wamid.CARD");
    EXPECT_TRUE(take().order.has_value());
}

}  // namespace croozer::app
