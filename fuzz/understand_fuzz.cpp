// Any message: what is understood is of this menu and within its limits, can be priced, and takes
// bounded time and memory. The first byte chooses the shop, the open cart and what was asked.
#include "base/limits.hpp"
#include "base/text.hpp"
#include "domain/conversation/cart_edits.hpp"
#include "domain/ordering/quote.hpp"
#include "domain/understanding/understand.hpp"
#include "shops.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <malloc.h>
#include <new>
#include <string>
#include <string_view>

namespace {

using namespace croozer;
using understanding::EditKind;

// What is held at once, and the most of it since the last reset. libFuzzer has a thread of its own.
std::atomic<std::size_t> held{0};
std::atomic<std::size_t> most_held{0};

void* counted(void* memory) {
    if (memory == nullptr) {
        std::abort();
    }
    std::size_t const now = held += malloc_usable_size(memory);
    if (now > most_held) {
        most_held = now;
    }
    return memory;
}

void give_back(void* memory) {
    if (memory != nullptr) {
        held -= malloc_usable_size(memory);
        std::free(memory);
    }
}

}  // namespace

void* operator new(std::size_t size) {
    return counted(std::malloc(size > 0 ? size : 1));
}

void* operator new(std::size_t size, std::nothrow_t const&) noexcept {
    return counted(std::malloc(size > 0 ? size : 1));
}

void* operator new(std::size_t size, std::align_val_t alignment) {
    auto const step = static_cast<std::size_t>(alignment);
    return counted(std::aligned_alloc(step, (size + step - 1) / step * step));
}

void operator delete(void* memory) noexcept {
    give_back(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
    give_back(memory);
}

void operator delete(void* memory, std::nothrow_t const&) noexcept {
    give_back(memory);
}

void operator delete(void* memory, std::align_val_t) noexcept {
    give_back(memory);
}

void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    give_back(memory);
}

namespace {

#if __has_feature(address_sanitizer)
constexpr std::clock_t longest = CLOCKS_PER_SEC / 2;
#else
constexpr std::clock_t longest = CLOCKS_PER_SEC / 20;
#endif
constexpr std::size_t most_memory = 4UL * 1024 * 1024;

void hold(bool truth, char const* what) {
    if (!truth) {
        std::fprintf(stderr, "understand_fuzz: %s\n", what);
        std::abort();
    }
}

struct Shop {
    std::shared_ptr<menu::Menu const> menu;
    std::shared_ptr<understanding::Lexicon const> lexicon;
    ordering::Cart cart;

    explicit Shop(std::shared_ptr<menu::Menu const> its)
        : menu(std::move(its)), lexicon(understanding::Lexicon::compile(menu)) {}
};

Shop pizzeria() {
    Shop shop(testing_menu::pizzeria());
    auto const id = [&](std::size_t at) { return shop.menu->products[at].id; };
    shop.cart.lines = {
        {.product = id(0),
         .quantity = 2,
         .options = {{"size", "large"}, {"topping", "olives", ordering::Part::First}},
         .note = {}},
        {.product = id(0), .quantity = 1, .options = {{"size", "family"}}, .note = {}},
        {.product = id(8), .quantity = 3, .options = {{"bottle", "can"}}, .note = {}},
    };
    return shop;
}

Shop burger_bar() {
    Shop shop(fuzzing::burger_bar());
    auto const id = [&](std::size_t at) { return shop.menu->products[at].id; };
    shop.cart.lines = {
        {.product = id(1),
         .quantity = limits::customer_quantity,
         .options =
             {{.group = "doneness", .option = "medium"},
              {.group = "topping", .option = "onion", .negated = true}},
         .note = {}},
        {.product = id(4), .quantity = 1, .options = {}, .note = {}},
    };
    return shop;
}

void hold_option(
    menu::Menu const& menu, menu::Product const& product, ordering::ChosenOption const& option
) {
    hold(
        menu.option(product, option.group, option.option).second != nullptr,
        "an option that its product has not"
    );
    hold(option.count >= 1, "an option less than once");
}

void hold_line(menu::Menu const& menu, ordering::CartLine const& line) {
    menu::Product const* const product = menu.product(line.product);
    hold(product != nullptr, "a product of no menu");
    hold(
        line.quantity >= 1 && line.quantity <= limits::customer_quantity, "a quantity out of range"
    );
    for (ordering::ChosenOption const& option : line.options) {
        hold_option(menu, *product, option);
    }
}

void hold_edit(
    menu::Menu const& menu, ordering::Cart const& cart, understanding::Edit const& edit
) {
    bool const adds = edit.kind == EditKind::Add;
    auto const lines = static_cast<std::int64_t>(cart.lines.size());
    hold(adds || (edit.line >= 0 && edit.line < lines), "an edit of no line");
    if (adds || edit.kind == EditKind::Replace) {
        hold_line(menu, edit.item);
    }
    if (edit.kind == EditKind::SetQuantity) {
        hold(
            edit.quantity >= 1 && edit.quantity <= limits::customer_quantity,
            "a line set to a quantity out of range"
        );
    }
    if (edit.kind == EditKind::AddOption || edit.kind == EditKind::RemoveOption) {
        hold(edit.option.has_value(), "an edit without its option");
        auto const& line = cart.lines[static_cast<std::size_t>(edit.line)];
        hold_option(menu, *menu.product(line.product), *edit.option);
    }
}

// Whatever was understood can be priced, and never below nothing.
void hold_price(menu::Menu const& menu, ordering::Cart const& cart) {
    static business::Settings const settings;
    constexpr Instant now{};
    ordering::Quote const quote = ordering::quote(menu, cart, settings, now);
    hold(quote.subtotal.minor >= 0 && quote.total.minor >= 0, "a total below nothing");
    for (ordering::PricedLine const& line : quote.lines) {
        hold(line.total.minor >= 0, "a line below nothing");
    }
}

void hold_parse(Shop const& shop, ordering::Cart cart, understanding::Parse const& parse) {
    menu::Menu const& menu = *shop.menu;
    for (ordering::CartLine const& line : parse.lines) {
        hold_line(menu, line);
    }
    for (understanding::Edit const& edit : parse.edits) {
        hold_edit(menu, cart, edit);
    }
    for (understanding::Ambiguity const& ambiguity : parse.ambiguities) {
        for (ProductId const id : ambiguity.products) {
            hold(menu.product(id) != nullptr, "a question about a product of no menu");
        }
    }
    for (ProductId const id : parse.asked_about) {
        hold(menu.product(id) != nullptr, "asked about a product of no menu");
    }
    hold(parse.confidence >= 0 && parse.confidence <= 1, "a confidence that is no share");
    for (std::string const& words : {parse.residue, parse.customer_name, parse.time_words}) {
        hold(is_valid_utf8(words), "words that are no UTF-8");
    }
    conversation::apply_edits(cart, parse.edits, menu);
    for (ordering::CartLine const& line : parse.lines) {
        conversation::add_line(cart, line);
    }
    hold_price(menu, cart);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static std::array const shops{pizzeria(), burger_bar()};
    if (size == 0) {
        return 0;
    }
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libFuzzer gives bytes.
    std::string const text = to_valid_utf8({reinterpret_cast<char const*>(data) + 1, size - 1});
    std::string_view const message = first_code_points(text, limits::message_code_points);
    Shop const& shop = shops.at(data[0] & 1U);
    bool const open = (data[0] & 2U) != 0;
    understanding::Context const context{
        .cart = open ? &shop.cart : nullptr,
        .address_asked = (data[0] & 4U) != 0,
        .card_open = (data[0] & 8U) != 0,
    };
    std::size_t const before = held;
    most_held = before;
    // Of this process, so that a busy machine is no finding.
    std::clock_t const from = std::clock();
    understanding::Parse const parse = understanding::understand(*shop.lexicon, message, context);
    hold(std::clock() - from <= longest, "too slow");
    hold(most_held - before <= most_memory, "too much memory");
    hold_parse(shop, open ? shop.cart : ordering::Cart{}, parse);
    return 0;
}
