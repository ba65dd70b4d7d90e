// What a search for the best reading carries along: one state a way to read the words so far.
// States are copied often, so everything here is plain data; items lie in an arena and are shared
// between states until one of them changes its own.
#pragma once

#include "domain/understanding/group.hpp"

#include <boost/container/static_vector.hpp>

#include <cstdint>
#include <memory_resource>
#include <span>
#include <vector>

namespace croozer::understanding {

constexpr std::size_t most_options = 16;  // of one line; more is a person's matter
constexpr std::size_t most_forward = 6;   // adjectives before a product
constexpr int most_items = 60;

// Every phrase of the menu costs, so that fewer and longer names are likelier.
constexpr float menu_phrase = 0.3F;

// Costs that a later word may take back.
constexpr float several_products = 1.0F;
constexpr float two_numbers = 1.2F;
constexpr float number_behind_adjective = 1.5F;

struct Item {
    Item const* previous{nullptr};
    std::uint64_t hash{0};     // of this and all before
    std::uint64_t content{0};  // of what the customer gets by it
    std::span<std::int32_t const> candidates;
    boost::container::static_vector<Chosen, most_options> options;
    std::uint8_t halves{0};     // opened so far
    std::uint8_t all_over{0};   // so many options are told to be on the whole
    std::uint8_t inherited{0};  // of the options, so many were taken over from what it corrects
    bool plain{false};          // named by its category's word or only by a size
    bool counted{false};        // its quantity was said
    bool part{false};           // one of "two pizzas, one with…, one with…"
    bool removed{false};
    bool definite{false};  // "the pizza"
    bool headless{false};  // only an option was named
    bool heading{false};   // "three pizzas:", a list follows
    bool title{false};     // "pizzas:", and how many of each
    float guess{0};        // what its name costs: a misspelt one or a part of one
    bool unclear{false};   // to be asked about: no line yet
    std::int32_t quantity{1};
    std::int32_t total{-1};  // of a part: the item it is part of
    std::uint32_t first{0};
    std::uint32_t last{0};  // tokens
};

// Something to ask about.
struct Issue {
    Issue const* previous{nullptr};
    AmbiguityKind kind{AmbiguityKind::UnknownWords};
    bool unknown{false};  // words of no meaning
    std::uint32_t first{0};
    std::uint32_t last{0};  // tokens
};

enum class Scope : std::uint8_t { None, With, Without };

// What stood before.
enum class Before : std::uint8_t { Start, Product, Option, Number, Unknown, Word };

struct State {
    float cost{0};
    std::int32_t phrases{0};     // of the menu, read so far
    bool guessed{false};         // a misspelt one among them
    Item const* items{nullptr};  // the newest; older ones behind it
    Issue const* issues{nullptr};
    int count{0};
    int open{-1};                     // the item that takes what comes
    std::int32_t number{-1};          // waits for its product; -1: none
    std::int32_t earlier_number{-1};  // that one, while it may be of something else
    std::uint32_t number_at{0};
    bool listing{false};                                            // behind "three pizzas:"
    std::int32_t lines_left{0};                                     // …each a line of its own
    bool lines_hard{false};                                         // …or a piece between commas
    bool number_and{false};                                         // "and" stood before it
    bool number_beside{false};                                      // …neither that nor a comma
    bool of_them{false};                                            // "one of them"
    boost::container::static_vector<Chosen, most_forward> forward;  // "large" before "pizza"
    std::uint32_t forward_at{0};
    std::int32_t idle_size{-1};  // "large" of a thing that comes in one size: it must follow
    Scope scope{Scope::None};
    bool fresh{false};    // nothing was taken out by this "without" yet
    bool refused{false};  // …and it was a bare "no": what is taken out may have been chosen before
    std::uint32_t scope_at{0};  // its token
    bool joined{false};         // ו, and, comma before this
    bool listed{false};         // …or before the words in front of it, within a list
    bool anded{false};          // the word before was "and"
    bool correcting{false};
    bool all{false};        // "all of them"
    bool both{false};       // …two of them
    bool doubled{false};    // the "double" of an extra
    bool of_base{false};    // a part differs from its total by what is chosen next alone
    bool definite{false};   // "the", "those"
    bool article{false};    // "a"
    bool times{false};      // the x of "x2"
    bool more{false};       // "another"
    bool few{false};        // "a few": how many is not said
    bool some{false};       // "some", before things that are counted as well
    bool each{false};       // "each with two …": how many of it in all?
    bool dosed{false};      // "two spoons": the number is of what follows
    bool replacing{false};  // "instead of": what follows goes
    ordering::Qualifier qualifier{ordering::Qualifier::None};
    ordering::Part part{ordering::Part::Whole};
    std::uint8_t paired{0};  // "half half X and Y": options still to place
    std::uint8_t loose_halves{0};
    Before before{Before::Start};
    bool half_waits{false};    // nothing was said yet of what this half holds
    bool broken{false};        // a break stands before this token
    bool hard{false};          // …a hard one
    int segment_items{0};      // begun since the last hard break
    std::uint32_t segment{0};  // its first token
    bool first_segment{true};
    bool segment_starts_with_product{false};
};

// The states at one position.
struct Beam {
    std::vector<State> states;
    std::vector<State const*> best;  // of them, the cheapest first
    float cheapest{0};
};

[[nodiscard]] std::uint64_t mix(std::uint64_t hash, std::uint64_t value);
[[nodiscard]] std::uint64_t number_of(Chosen const& chosen);
// What the customer gets by it; how it was read does not count.
[[nodiscard]] std::uint64_t content(Item const& item);
// Of the item and all before.
[[nodiscard]] std::uint64_t hash_of(Item const& item);
// What remains of a state when it only matters what may follow.
[[nodiscard]] std::uint64_t signature(State const& state);

// Memory of one search. A thread keeps its first block, so that an ordinary message takes none.
class Arena {
public:
    Arena() : pool_(block().data(), block().size()) {}

    template <class Value>
    Value* make(Value const& value) {
        return new (pool_.allocate(sizeof(Value), alignof(Value))) Value(value);
    }

    std::span<std::int32_t> numbers(std::size_t count) {
        auto* const first = static_cast<std::int32_t*>(
            pool_.allocate(count * sizeof(std::int32_t), alignof(std::int32_t))
        );
        return {first, count};
    }

private:
    static std::vector<std::byte>& block() {
        constexpr std::size_t first_block = 256UL * 1024;
        thread_local std::vector<std::byte> kept(first_block);
        return kept;
    }

    std::pmr::monotonic_buffer_resource pool_;
};

}  // namespace croozer::understanding
