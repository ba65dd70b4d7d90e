// Who has a word already, and what it is spelt like.
#include "domain/learning/menu_names.hpp"

#include "domain/learning/unknown_words.hpp"
#include "domain/understanding/trade_test_menu.hpp"

#include <gtest/gtest.h>

namespace croozer::learning {
namespace {

Thing product(std::uint8_t number) {
    return {.product = testing_menu::id_of(number), .group = {}, .option = {}};
}

Thing option(std::string group, std::string id) {
    return {.product = std::nullopt, .group = std::move(group), .option = std::move(id)};
}

class MenuNamesTest : public testing::Test {
protected:
    [[nodiscard]] std::string holder(std::string const& word, Thing const& thing) const {
        auto const found = names_.other_holder(word_key(word), thing);
        return found ? found->en : "";
    }

    [[nodiscard]] std::string nearest(std::string const& word, std::size_t most = 3) const {
        std::string all;
        for (auto const& near : names_.nearest(word_key(word), most)) {
            all += (all.empty() ? "" : ", ") + near.name.en;
        }
        return all;
    }

    std::shared_ptr<menu::Menu const> menu_{testing_menu::pizzeria()};
    MenuNames names_{*menu_};
};

TEST_F(MenuNamesTest, AWordBelongsToOneThing) {
    auto const& first = menu_->products.front();
    Thing const itself{.product = first.id, .group = {}, .option = {}};
    EXPECT_TRUE(names_.has(itself, word_key(first.name.he)));
    EXPECT_EQ(holder(first.name.he, itself), "");
    EXPECT_EQ(holder(first.name.he, option("topping", "olives")), first.name.en);
    EXPECT_EQ(holder(first.name.en, product(200)), first.name.en);
    EXPECT_EQ(holder("זיתים", itself), "Olives");
    EXPECT_EQ(holder("שווארמה", itself), "");
    EXPECT_EQ(holder(first.category_name.he, product(200)), first.category_name.en)
        << "a kind is nobody's own";
}

TEST_F(MenuNamesTest, AThingHasItsName) {
    EXPECT_EQ(names_.name_of(option("topping", "olives"))->en, "Olives");
    EXPECT_FALSE(names_.name_of(option("topping", "shawarma")));
    EXPECT_FALSE(names_.name_of(option("size", "olives")));
    EXPECT_FALSE(names_.name_of(product(200)));
}

TEST_F(MenuNamesTest, TheNearestComeFirst) {
    EXPECT_EQ(nearest("olivves").substr(0, 6), "Olives");
    EXPECT_EQ(nearest("olivves", 1), "Olives");
    EXPECT_EQ(nearest("מרגריתה", 1), "Margherita pizza") << nearest("מרגריתה");
    EXPECT_EQ(nearest("xxxxxxxxxxxx"), "");
    EXPECT_EQ(nearest(""), "");
}

}  // namespace
}  // namespace croozer::learning
