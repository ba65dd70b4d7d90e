// What a model is asked: the shop's menu cut to what the text may mean, a schema of closed lists,
// and the customer's words as data.
#pragma once

#include "app/ports.hpp"
#include "llm/grounding.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace croozer::llm {

// Of one menu, which must outlive it; in the menu's order, so that a small menu always gives the
// same schema and providers need not compile it anew.
struct Candidates {
    std::vector<menu::Product const*> products;
    std::vector<menu::OptionGroup const*> groups;  // of these products
};

[[nodiscard]] Named named(menu::Product const& product);
[[nodiscard]] Named named(menu::Option const& option);

// At most limits::llm_products by closeness to the text, within OpenAI's limits for strict schemas;
// what our own reading names is always among them.
[[nodiscard]] Candidates candidates_for(
    menu::Menu const& menu, Ground const& ground, conversation::Doubt const& doubt
);

struct Prompt {
    std::string system;  // instructions, menu, our own reading, the open cart
    std::string user;    // {"customer_text": …} and nothing else
    boost::json::value schema;
};

// The text as it leaves the house: without phones, e-mails, links and the name and address that our
// own reading found in it (one it did not find goes along), without control and bidi characters, at
// most limits::llm_text_code_points.
[[nodiscard]] std::string text_for_model(conversation::Doubt const& doubt);

[[nodiscard]] Prompt prompt_for(
    Candidates const& candidates, app::UnclearText const& unclear, std::string const& text
);

}  // namespace croozer::llm
