// What a customer has asked for so far. A cart holds choices only: it has no price (see quote.hpp).
#pragma once

#include "base/id.hpp"
#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace croozer::ordering {

enum class Part : std::uint8_t { Whole, First, Second };
enum class Qualifier : std::uint8_t { None, Extra, Light };

struct ChosenOption {
    std::string group;
    std::string option;
    Part part{Part::Whole};
    Qualifier qualifier{Qualifier::None};
    bool negated{false};
    std::int64_t count{1};

    friend bool operator==(ChosenOption const&, ChosenOption const&) = default;
};

struct CartLine {
    ProductId product;
    std::int64_t quantity{1};
    std::vector<ChosenOption> options;
    std::string note;

    friend bool operator==(CartLine const&, CartLine const&) = default;
};

enum class Fulfilment : std::uint8_t { Unknown, Pickup, Delivery };

// An Israeli address (domain.md). The door code is sealed in its own column; here it is in the
// clear because the value lives in memory only.
struct Address {
    std::string city;
    std::string street;
    std::string house;  // with its letter: "12א"
    std::string entrance;
    std::string floor;
    std::string apartment;
    std::string door_code;
    std::string bell_name;
    std::string place;  // without a street: "משק 34"
    std::string notes;
    std::string label;
    // Micro-degrees, as integers so that a row compares equal to itself.
    std::optional<std::int64_t> latitude_e6;
    std::optional<std::int64_t> longitude_e6;

    [[nodiscard]] bool empty() const { return *this == Address{}; }

    friend bool operator==(Address const&, Address const&) = default;
};

enum class PaymentKind : std::uint8_t { Unknown, Cash, Card, Online, Other };

struct Cart {
    std::vector<CartLine> lines;
    Fulfilment fulfilment{Fulfilment::Unknown};
    Address address;
    std::optional<Instant> requested_for;
    PaymentKind payment{PaymentKind::Unknown};
    std::optional<std::int64_t> cash_tendered_minor;  // "change from 200"
    std::string customer_name;
    std::string note;

    friend bool operator==(Cart const&, Cart const&) = default;
};

}  // namespace croozer::ordering
