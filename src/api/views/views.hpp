// Rows as the JSON that clients read, by who reads. Field names are the contract
// (api/openapi.yaml).
#pragma once

#include "app/secret_keeper.hpp"
#include "domain/learning/menu_names.hpp"
#include "domain/ordering/order_state.hpp"
#include "store/queries/business_queries.hpp"
#include "store/queries/chat_queries.hpp"
#include "store/queries/customer_queries.hpp"
#include "store/queries/dead_letter_queries.hpp"
#include "store/queries/learning_queries.hpp"
#include "store/queries/order_queries.hpp"
#include "store/queries/product_queries.hpp"

#include <boost/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace croozer::api {

// Who reads, and when: moves depend on both.
struct Audience {
    ordering::Role role{ordering::Role::Viewer};
    Instant now;  // trade clock
};

// Whether this role reads this order at all: a courier sees deliveries that are ready, on the way,
// or done in the last two hours.
[[nodiscard]] bool sees_order(Audience const& audience, store::OrderRecord const& order);

// The kitchen reads a first name, no phone and no price; a viewer a masked phone. `door_code` is
// shown to who delivers until the order is final.
[[nodiscard]] boost::json::object order_view(
    BusinessId business,
    store::OrderRecord const& order,
    Audience const& audience,
    std::optional<Secret> const& door_code
);
// Opens the door code if this audience reads it.
[[nodiscard]] Result<std::optional<Secret>> door_code_for(
    store::Session& session,
    BusinessId business,
    app::SecretKeeper& secrets,
    store::OrderRecord const& order,
    Audience const& audience
);
// Of a customer who did something the kitchen reads the first name.
[[nodiscard]] boost::json::object timeline_view(
    store::TimelineRecord const& entry, Audience const& audience
);
[[nodiscard]] boost::json::object order_stats_view(
    store::OrderStats const& stats, Audience const& audience
);

[[nodiscard]] boost::json::object customer_view(
    BusinessId business, store::CustomerRecord const& customer, Audience const& audience
);
// Prices and costs are left out for the kitchen; the cost is the office's.
[[nodiscard]] boost::json::object product_view(
    BusinessId business,
    store::ProductRecord const& product,
    std::string const& currency,
    Audience const& audience
);
[[nodiscard]] boost::json::object deal_view(menu::Deal const& deal, Audience const& audience);
[[nodiscard]] boost::json::object option_group_view(
    menu::OptionGroup const& group, Audience const& audience
);
// `now` (trade clock) says whether the 24-hour window is open.
[[nodiscard]] boost::json::object conversation_view(
    store::ConversationRecord const& conversation, Instant now
);
[[nodiscard]] boost::json::object message_view(store::MessageRecord const& message);
[[nodiscard]] boost::json::object dead_letter_view(store::DeadLetterRecord const& letter);
[[nodiscard]] boost::json::object unknown_word_view(
    store::UnknownWordRecord const& word, std::vector<learning::NamedThing> const& suggestions
);
[[nodiscard]] boost::json::object example_view(store::ExampleRecord const& example);
[[nodiscard]] boost::json::object business_view(store::BusinessRecord const& business);

// null for an absent value.
[[nodiscard]] boost::json::value text_or_null(std::string const& text);
[[nodiscard]] boost::json::value instant_or_null(std::optional<Instant> const& instant);
[[nodiscard]] boost::json::value phone_or_null(std::string const& normal, bool masked);
[[nodiscard]] boost::json::value phone_display_or_null(std::string const& normal, bool masked);
[[nodiscard]] std::string minute_text(std::int64_t minute);  // "18:05"

}  // namespace croozer::api
