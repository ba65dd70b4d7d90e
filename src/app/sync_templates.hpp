// The account's templates, brought in from Meta and made there.
#pragma once

#include "app/context.hpp"
#include "app/template_catalogue.hpp"
#include "store/repositories/templates.hpp"

#include <string>
#include <vector>

namespace croozer::app {

// A list of Meta's becomes ours: what it no longer names is gone. How many there are.
[[nodiscard]] Result<std::int64_t> save_templates(
    Context& context, std::string const& waba_id, std::vector<store::SeenTemplate> const& list
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

// At once, and then every day.
[[nodiscard]] Result<void> order_template_sync(Context& context, AccountId account);

}  // namespace croozer::app
