// What Meta's webhooks change on a message template that we know.
#pragma once

#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace croozer::store {

struct TemplateKey {
    std::string waba_id;
    std::string name;
    std::string language;
};

// What is absent stays.
struct TemplateChange {
    std::optional<std::string> status{};
    std::optional<std::string> quality{};
    std::optional<std::string> category{};
    // Empty: nothing is announced any more.
    std::optional<std::string> announced_category{};
    std::optional<std::string> reason{};
};

// The template's id; nothing, and nothing happens, if we do not have it yet.
[[nodiscard]] Result<std::optional<Uuid>> change_template(
    Session& session,
    BusinessId business,
    TemplateKey const& key,
    TemplateChange const& change,
    Instant at
);

}  // namespace croozer::store
