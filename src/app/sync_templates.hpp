// The account's templates, brought in from Meta and made there.
#pragma once

#include "app/context.hpp"
#include "app/template_catalogue.hpp"
#include "store/repositories/templates.hpp"

#include <string>
#include <vector>

namespace croozer::app {

// A list of Meta's, asked for at `since`, becomes ours: what it does not name is gone, and what was
// told or made since stands. How many there are.
[[nodiscard]] Result<std::int64_t> save_templates(
    Context& context,
    std::string const& waba_id,
    std::vector<store::SeenTemplate> const& list,
    Instant since
);

// Just made at Meta. Its row.
[[nodiscard]] Result<store::TemplateRow> save_created_template(
    Context& context,
    std::string const& waba_id,
    NewTemplate const& made,
    CreatedTemplate const& created,
    Who const& who
);

// Gone at Meta.
[[nodiscard]] Result<void> forget_template(Context& context, Uuid id, Who const& who);

// At once, once more if they are being listed just now, and then every day.
[[nodiscard]] Result<void> sync_templates_soon(Context& context, AccountId account);

}  // namespace croozer::app
