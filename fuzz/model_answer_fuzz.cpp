// Any answer of any provider: whatever passes the border is of the menu and within its limits.
#include "base/limits.hpp"
#include "domain/understanding/trade_test_menu.hpp"
#include "llm/protocol.hpp"
#include "llm/validate.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <tuple>

namespace {

using namespace croozer;

conversation::Doubt doubt() {
    conversation::Doubt doubt;
    doubt.text = "3 marrgerrita half onionz without corrn and frries";
    doubt.parse.residue = doubt.text;
    return doubt;
}

void judge(std::string_view answer) {
    static auto const menu = testing_menu::pizzeria();
    static auto const unclear = doubt();
    auto const proposal = llm::read_proposal(answer);
    if (!proposal) {
        return;
    }
    llm::Ground const ground(unclear.text);
    auto const candidates = llm::candidates_for(*menu, ground, unclear);
    auto const found = llm::validate(*proposal, *menu, candidates, ground, unclear.parse);
    if (!found) {
        return;
    }
    std::ignore = llm::merge(unclear.parse, *found, ground);
    for (auto const& line : found->lines) {
        auto const* product = menu->product(line.product);
        if (product == nullptr || line.quantity < 1 || line.quantity > limits::llm_quantity) {
            std::abort();
        }
        for (auto const& option : line.options) {
            if (menu->option(*product, option.group, option.option).second == nullptr) {
                std::abort();
            }
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libFuzzer gives bytes.
    std::string const text(reinterpret_cast<char const*>(data) + 1, size - 1);
    constexpr std::array providers{
        croozer::llm::Provider::OpenAiChat,
        croozer::llm::Provider::OpenAiResponses,
        croozer::llm::Provider::Anthropic,
        croozer::llm::Provider::LlamaCpp
    };
    croozer::net::OutgoingResponse response;
    response.status = 200;
    response.body = text;
    auto const answer = croozer::llm::decode(providers.at(data[0] % providers.size()), response);
    judge(answer.fate == croozer::llm::Fate::Answered ? answer.text : text);
    return 0;
}
