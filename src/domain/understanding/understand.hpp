// What a message says, in this shop's own words. Pure: a compiled menu and a text in, a parse out;
// it never sees a price and never guesses (an unclear place becomes a question).
#pragma once

#include "domain/business/language.hpp"
#include "domain/menu/menu.hpp"
#include "domain/ordering/cart.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::understanding {

enum class Intent : std::uint8_t {
    Order,
    Modify,
    Cancel,
    Status,
    Question,
    Greeting,
    Address,
    Confirm,
    Deny,
    Human,
    Menu,
    Thanks,
    Unknown,
};

enum class Question : std::uint8_t {
    None,
    Hours,
    Price,
    Menu,
    DeliveryArea,
    Kosher,
    Allergens,
    Other
};

// What must be asked before this can be an order: one value = one clear question.
enum class AmbiguityKind : std::uint8_t {
    UnknownWords,   // words in the place of a dish or option that are on no menu
    WhichProduct,   // several products match equally ("drink")
    WhichLine,      // an option could belong to several lines
    HalvesUnclear,  // more than two halves, or one without a product
    QuantityUnclear,
};

struct Ambiguity {
    AmbiguityKind kind{AmbiguityKind::UnknownWords};
    std::string words;                // as the customer wrote them
    std::string clause;               // the part of the message it stands in
    std::vector<ProductId> products;  // candidates of WhichProduct
    ordering::CartLine line{};        // …what is known of it: quantity and options
};

// What the words are good for: a card at once, one question first, or a person.
enum class Decision : std::uint8_t { Accept, Ask, HandOver };

enum class EditKind : std::uint8_t {
    Add,
    Remove,
    SetQuantity,
    Replace,
    AddOption,
    RemoveOption,
    Split,  // "one of them without olives": so many of the line become another one
    Copy,   // "another one like that, without olives": so many more, changed
};

struct OptionChange {
    ordering::ChosenOption option;
    bool removes{false};
};

// A change against the open cart; `line` is an index into it.
struct Edit {
    EditKind kind{EditKind::Add};
    std::int64_t line{-1};
    ordering::CartLine item;   // Add, Replace
    std::int64_t quantity{0};  // SetQuantity, Split, Copy
    std::optional<ordering::ChosenOption> option;
    std::vector<OptionChange> changes{};  // Split, Copy
};

struct Parse {
    Intent intent{Intent::Unknown};
    std::vector<ordering::CartLine> lines;  // Order
    std::vector<Edit> edits;                // Modify
    std::vector<Ambiguity> ambiguities;
    ordering::Fulfilment fulfilment{ordering::Fulfilment::Unknown};
    ordering::Address address;  // the parts that were found
    ordering::PaymentKind payment{ordering::PaymentKind::Unknown};
    std::optional<std::int64_t> cash_tendered_minor;
    std::string customer_name;
    std::string time_words;  // a wish for a time, as written; empty if none
    Question question{Question::None};
    bool allergy{false};                 // somebody must not eat something: a person's matter
    std::vector<ProductId> asked_about;  // products a question names
    bool repeat_last{false};             // "the usual"
    bool finished{false};                // "that's all", "זהו"
    std::optional<Language> language;    // two words or more of it
    std::string residue;                 // words that mean nothing here
    Decision decision{Decision::Accept};
    float doubt{0};           // what speaks against this reading of the dishes; 0: nothing
    std::int32_t phrases{0};  // of the menu, read in an order
    bool guessed{false};      // a misspelt one among them
    float margin{9};          // how much more against the best other one
    double confidence{1};     // from doubt and margin; 1: nothing speaks against it
};

// A menu ready for matching; immutable and shared between threads.
class Lexicon {
public:
    [[nodiscard]] static std::shared_ptr<Lexicon const> compile(
        std::shared_ptr<menu::Menu const> menu
    );
    Lexicon(Lexicon const&) = delete;
    Lexicon& operator=(Lexicon const&) = delete;
    virtual ~Lexicon() = default;
    [[nodiscard]] virtual menu::Menu const& menu() const = 0;

protected:
    Lexicon() = default;
};

struct Context {
    ordering::Cart const* cart{nullptr};    // the open cart, or null
    bool address_asked{false};              // the last thing we asked for was the address
    bool card_open{false};                  // a card waits for yes or no
    bool clarifying{false};                 // we asked what was meant: it may be said again
    std::span<std::string const> places{};  // cities and neighbourhoods of the shop's zones
};

// `text` is valid UTF-8 of at most limits::message_code_points; several messages of one burst are
// joined by '\n'.
[[nodiscard]] Parse understand(
    Lexicon const& lexicon, std::string_view text, Context const& context
);

// Whether each of these words stands for something by itself, on the menu or everywhere.
[[nodiscard]] bool knows(Lexicon const& lexicon, std::string_view words);

}  // namespace croozer::understanding
