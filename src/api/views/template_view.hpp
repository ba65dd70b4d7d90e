#pragma once

#include "domain/conversation/templates.hpp"
#include "store/repositories/message_costs.hpp"
#include "store/repositories/templates.hpp"

#include <boost/json.hpp>

#include <string>

namespace croozer::api {

[[nodiscard]] boost::json::object template_view(store::TemplateRow const& row);
// `status`: of the template at Meta; empty if it is not there.
[[nodiscard]] boost::json::object order_template_view(
    conversation::OrderTemplate const& mapping, bool is_default, std::string const& status
);
[[nodiscard]] boost::json::object message_cost_view(store::MessageCost const& cost);

}  // namespace croozer::api
