// Events as frames of a stream (WHATWG HTML §9.2), by role.
#pragma once

#include "api/views/views.hpp"
#include "store/queries/event_queries.hpp"

#include <map>
#include <string>
#include <vector>

namespace croozer::api {

// "id: 7\nevent: order\ndata: {…}\n\n".
[[nodiscard]] std::string event_frame(
    std::int64_t seq, std::string_view kind, boost::json::object const& data
);

// One frame for an event; empty for a role that must not read this kind.
[[nodiscard]] Result<std::string> frame_for(
    store::Session& session,
    BusinessId business,
    app::SecretKeeper& secrets,
    store::EventRecord const& event,
    Audience const& audience
);

// Only the last event of each subject: the earlier ones would carry the same view.
[[nodiscard]] std::vector<store::EventRecord> latest_of_each(
    std::vector<store::EventRecord> const& events
);

}  // namespace croozer::api
