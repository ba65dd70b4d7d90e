#include "app/stock.hpp"

#include "app/app_fixture.hpp"
#include "store/repositories/menus.hpp"

namespace croozer::app::test {
namespace {

using ordering::OrderState;

class StockTest : public AppTest {
protected:
    Result<PlacedOrder> order(ProductId product, std::int64_t quantity) {
        return run([&](Context& context) {
            return create_order(context, order_for("972541234567", {line_of(product, quantity)}));
        });
    }

    Result<MovedOrder> move(OrderId id, OrderState to) {
        return run([&](Context& context) { return move_order(context, move_to(id, to)); });
    }

    Result<EditedProduct> edit(ProductEdit edit) {
        return run([&](Context& context) { return edit_product(context, edit); });
    }

    std::int64_t version_of(ProductId product) {
        return number(
            "select version from products where business_id = $1 and id = $2", {Value(product)}
        );
    }

    static ProductEdit edit_of(ProductId product) {
        ProductEdit edit;
        edit.id = product;
        return edit;
    }
};

INSTANTIATE_TEST_SUITE_P(
    Engines, StockTest, testing::ValuesIn(store::test::kinds_to_test()), store::test::kind_name
);

TEST_P(StockTest, AnOrderTakesItOnce) {
    auto const bread = add_product("bread", 5);
    auto const both = run([&](Context& context) {
        return create_order(
            context, order_for("972541234567", {line_of(bread, 2), line_of(bread, 1)})
        );
    });
    ASSERT_TRUE(both);
    EXPECT_EQ(stock_of(bread), 2);
    EXPECT_EQ(
        number(
            "select sum(reserved_units) from order_lines where business_id = $1 and order_id = $2",
            {Value(both->id)}
        ),
        3
    );
    EXPECT_EQ(
        number(
            "select order_count from products where business_id = $1 and id = $2", {Value(bread)}
        ),
        3
    );
    auto const refused = order(bread, 3);
    EXPECT_EQ(refused.error().slug, "out_of_stock");
    EXPECT_EQ(refused.error().detail, "2");
    EXPECT_EQ(stock_of(bread), 2);
}

// The last units are sold while somebody renames the product.
TEST_P(StockTest, AnEditWithoutStockKeepsWhatOrdersMadeOfIt) {
    auto const bread = add_product("bread", 5);
    auto const read = run([&](Context& context) {
        return store::find_product(context.session, context.business, bread);
    });
    ASSERT_TRUE(read && *read);
    ASSERT_TRUE(order(bread, 5));
    auto const written = run([&](Context& context) {
        auto row = **read;
        row.version = version_of(bread) + 1;
        row.product.name.he = "לחם";
        return store::update_product(context.session, context.business, row, context.now);
    });
    EXPECT_TRUE(written.value_or(false));
    EXPECT_EQ(stock_of(bread), 0);
}

TEST_P(StockTest, AnEditOfAStockThatWasReadBeforeAnOrderIsStale) {
    auto const bread = add_product("bread", 5);
    auto command = edit_of(bread);
    command.expected_version = version_of(bread);
    command.stock = 5;
    auto const placed = order(bread, 2);
    ASSERT_TRUE(placed);
    EXPECT_EQ(edit(command).error().slug, "stale");
    EXPECT_EQ(stock_of(bread), 3);

    command.expected_version = version_of(bread);
    ASSERT_TRUE(move(placed->id, OrderState::Cancelled));
    EXPECT_EQ(edit(command).error().slug, "stale");
    command.expected_version = version_of(bread);
    command.stock = 9;
    EXPECT_TRUE(edit(command));
    EXPECT_EQ(stock_of(bread), 9);
    // A browser learns the version that it must name.
    EXPECT_EQ(
        number(
            "select max(version) from events where business_id = $1 and kind = 'product' "
            "and subject_id = $2",
            {Value(bread)}
        ),
        version_of(bread)
    );
}

TEST_P(StockTest, EditsAndOrdersAtATimeLoseNothing) {
    auto const bread = add_product("bread", 100);
    auto const outcomes = run_together(40, [&](Context& context, int i) -> Result<int> {
        if (i % 2 == 0) {
            TRY(create_order(context, order_for("972541234567", {line_of(bread)})));
        } else {
            auto command = edit_of(bread);
            command.price = Money{1000 + i};
            TRY(edit_product(context, command));
        }
        return 0;
    });
    for (auto const& outcome : outcomes) {
        EXPECT_TRUE(outcome) << outcome.error().slug << " " << outcome.error().detail;
    }
    EXPECT_EQ(stock_of(bread), 80);
}

TEST_P(StockTest, CancellingReleasesOnlyWhatWasTaken) {
    auto const bread = add_product("bread");
    auto const placed = order(bread, 4);
    ASSERT_TRUE(placed);
    auto command = edit_of(bread);
    command.track_stock = true;
    command.stock = 10;
    ASSERT_TRUE(edit(command));
    ASSERT_TRUE(move(placed->id, OrderState::Cancelled));
    EXPECT_EQ(stock_of(bread), 10) << "its units were never taken";
}

TEST_P(StockTest, WhatWasTakenComesBackAlsoWhenNoLongerTracked) {
    auto const bread = add_product("bread", 10);
    auto const placed = order(bread, 4);
    ASSERT_TRUE(placed);
    auto command = edit_of(bread);
    command.track_stock = false;
    ASSERT_TRUE(edit(command));
    ASSERT_TRUE(move(placed->id, OrderState::Cancelled));
    EXPECT_EQ(stock_of(bread), 10);
}

TEST_P(StockTest, AnUndoneCancellationTakesTheSameUnitsAgain) {
    auto const bread = add_product("bread", 10);
    auto const placed = order(bread, 4);
    ASSERT_TRUE(placed);
    auto const undo = [&](MovedOrder const& moved) {
        return run([&](Context& context) {
            return undo_move(
                context, {.order = placed->id, .token = moved.undo_token, .who = member()}
            );
        });
    };
    auto const cancelled = move(placed->id, OrderState::Cancelled);
    ASSERT_TRUE(cancelled);
    EXPECT_EQ(stock_of(bread), 10);
    ASSERT_TRUE(undo(*cancelled));
    EXPECT_EQ(stock_of(bread), 6);

    auto const again = move(placed->id, OrderState::Cancelled);
    ASSERT_TRUE(again);
    ASSERT_TRUE(order(bread, 8)) << "somebody else buys them";
    EXPECT_EQ(undo(*again).error().slug, "out_of_stock");
    EXPECT_EQ(stock_of(bread), 2);
}

}  // namespace
}  // namespace croozer::app::test
