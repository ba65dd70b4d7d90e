// Meta's templates as we last saw them, and which of them tells of an order's step.
#pragma once

#include "domain/conversation/templates.hpp"
#include "store/session.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

using conversation::SeenTemplate;

// As Meta lists it; `listed_since`: when that list was asked for, and what was written later
// stands. True if it is new or anything of it changed.
[[nodiscard]] Result<bool> save_template(
    Session& session,
    BusinessId business,
    std::string_view waba_id,
    Uuid new_id,
    SeenTemplate const& seen,
    Instant now,
    std::optional<Instant> listed_since = {}
);
// Those of the account that nobody has seen or changed since are gone: a list asked for then does
// not name them. How many.
[[nodiscard]] Result<std::int64_t> forget_unseen_templates(
    Session& session, BusinessId business, std::string_view waba_id, Instant since
);

struct TemplateRow {
    Uuid id;
    std::string waba_id;
    SeenTemplate seen;
    std::string announced_category;  // what Meta says it will become; may be empty
    Instant updated_at;
};

[[nodiscard]] Result<std::vector<TemplateRow>> list_templates(
    Session& session, BusinessId business, std::string_view waba_id
);
[[nodiscard]] Result<std::optional<TemplateRow>> find_template(
    Session& session, BusinessId business, Uuid id
);
[[nodiscard]] Result<std::optional<TemplateRow>> find_template_by_name(
    Session& session,
    BusinessId business,
    std::string_view waba_id,
    std::string_view name,
    std::string_view language
);
[[nodiscard]] Result<void> delete_template(Session& session, BusinessId business, Uuid id);
// When the account's templates were listed last.
[[nodiscard]] Result<std::optional<Instant>> templates_seen_at(
    Session& session, BusinessId business, std::string_view waba_id
);

[[nodiscard]] Result<std::vector<conversation::OrderTemplate>> list_order_templates(
    Session& session, BusinessId business
);
[[nodiscard]] Result<std::optional<conversation::OrderTemplate>> find_order_template(
    Session& session, BusinessId business, std::string_view event, Language language
);
[[nodiscard]] Result<void> put_order_template(
    Session& session, BusinessId business, conversation::OrderTemplate const& mapping, Instant now
);

}  // namespace croozer::store
