// A shop's menu as the rules of the trade see it: one immutable value per revision, shared by
// understanding, pricing and the API. Prices include VAT and are minor units.
#pragma once

#include "base/id.hpp"
#include "base/money.hpp"
#include "base/time.hpp"
#include "domain/business/language.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace croozer::menu {

// How an option on half of a product is priced (domain.md "Menu").
enum class HalvesPolicy : std::uint8_t {
    NotAllowed,
    HalfPrice,    // half the option's price, rounded up to 10 agorot
    DearerHalf,   // the dearer half sets the price of both
    AverageHalf,  // the mean of the two halves, rounded up to 10 agorot
    FullPrice,    // a half costs what the whole costs
};

// A word for an option that carries a number: "double shot" is two of it.
struct CountedWord {
    std::string word;
    std::int64_t count{1};

    friend bool operator==(CountedWord const&, CountedWord const&) = default;
};

struct Option {
    std::string id;  // stable within the group: "olives"
    LocalText name;
    std::vector<std::string> synonyms;  // either language
    Money price;                        // may be negative (a smaller size)
    // Replaces `price` when the line carries that option of the product's size group.
    std::vector<std::pair<std::string, Money>> price_by_size;
    bool available{true};
    // An option with such words can be had several times ("three shots").
    std::vector<CountedWord> counted{};

    friend bool operator==(Option const&, Option const&) = default;
};

struct OptionGroup {
    std::string id;  // stable within the business: "size", "topping"
    LocalText name;
    std::int64_t min{0};
    std::int64_t max{0};  // 0: any number
    std::int64_t included_free{0};
    std::string default_option;  // empty: none
    HalvesPolicy halves{HalvesPolicy::NotAllowed};
    bool is_size{false};      // its option picks price_by_size of the others
    bool negatable{false};    // "without onion"
    bool qualifiable{false};  // "extra", "light"
    std::vector<Option> options;

    [[nodiscard]] bool required() const { return min > 0; }
};

// A word for this product that also chooses options: "מגש" is a pizza of size family.
struct ImpliedOption {
    std::string word;
    std::string group;
    std::string option;
};

// Minutes after local midnight; equal values mean all day. A range over midnight belongs to the day
// on which it begins.
struct SaleWindow {
    std::int64_t from_minute{0};
    std::int64_t until_minute{0};
    std::uint8_t days{0x7F};  // bit 0 = Sunday

    friend bool operator==(SaleWindow const&, SaleWindow const&) = default;
};

struct Availability {
    bool available{true};
    std::optional<Instant> until;       // of an 86: sold out until then
    std::optional<std::int64_t> stock;  // nullopt: not tracked
    bool backorder{false};              // may be sold below zero
    SaleWindow window;
};

struct Product {
    ProductId id;
    std::string sku;  // Meta's product_retailer_id; may be empty
    LocalText name;
    LocalText description;
    std::string kitchen_name;
    std::vector<std::string> synonyms;
    std::string category;  // stable key: "pizza"
    LocalText category_name;
    std::string subcategory;
    Money price;
    std::vector<std::string> groups;  // ids of option groups, in the order shown
    std::vector<ImpliedOption> implied;
    Availability availability;
    std::vector<std::string> allergens;
    std::int64_t preparation_minutes{0};
    std::int64_t display_order{0};
    bool featured{false};
};

// An option that a unit must carry to count for a deal: the family size.
struct RequiredOption {
    std::string group;
    std::string option;

    friend bool operator==(RequiredOption const&, RequiredOption const&) = default;
};

// So many units of any of these products. The deal covers a unit's base: the product's price and
// that of the required option. What else is chosen on it keeps its price.
struct DealSlot {
    LocalText name;
    std::int64_t quantity{1};
    std::vector<ProductId> products;
    std::optional<RequiredOption> required;
    std::vector<std::pair<ProductId, Money>> upcharges;  // for one unit of a dearer product

    friend bool operator==(DealSlot const&, DealSlot const&) = default;
};

struct DealConditions {
    Money minimum_subtotal;  // of the lines as they stand, before deals and delivery
    bool pickup{true};
    bool delivery{true};
    SaleWindow window;

    friend bool operator==(DealConditions const&, DealConditions const&) = default;
};

struct Deal {
    DealId id;
    LocalText name;
    std::vector<std::string> synonyms;
    Money price;
    std::vector<DealSlot> slots;
    DealConditions conditions;
    bool available{true};
    std::int64_t display_order{0};

    // Whether it can be priced at all: amounts in range, and no more units than the limit.
    [[nodiscard]] bool sound() const;

    friend bool operator==(Deal const&, Deal const&) = default;
};

struct Menu {
    MenuVersionId version;
    std::int64_t revision{0};  // rises with every change, availability included
    std::vector<OptionGroup> groups;
    std::vector<Product> products;  // by display order
    std::vector<Deal> deals;        // by display order

    [[nodiscard]] Product const* product(ProductId id) const;
    [[nodiscard]] OptionGroup const* group(std::string const& id) const;
    // The group and option of a product; {nullptr, nullptr} if that product has no such option.
    [[nodiscard]] std::pair<OptionGroup const*, Option const*> option(
        Product const& product, std::string const& group, std::string const& option
    ) const;
};

}  // namespace croozer::menu
