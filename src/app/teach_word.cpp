#include "app/teach_word.hpp"

#include "app/journal.hpp"
#include "app/shop_commands.hpp"
#include "base/limits.hpp"
#include "store/repositories/businesses.hpp"
#include "store/repositories/menus.hpp"
#include "store/repositories/unknown_words.hpp"

#include <algorithm>

namespace croozer::app {
namespace {

constexpr std::string_view open = "open";
constexpr std::string_view taught = "taught";
constexpr std::string_view dismissed = "dismissed";

Result<store::UnknownWordRow> locked(Context& context, SettleWord const& command) {
    auto row = TRY(store::lock_unknown_word(context.session, context.business, command.word));
    if (!row) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    if (row->version != command.expected_version) {
        return failure(ErrorCode::PreconditionFailed, "stale");
    }
    return *std::move(row);
}

Result<void> save(
    Context& context,
    SettleWord const& command,
    store::UnknownWordRow& row,
    std::string_view state,
    std::string_view action
) {
    row.state = state;
    ++row.version;
    if (!TRY(store::update_unknown_word(
            context.session, context.business, row, command.who.id, context.system_now
        ))) {
        return failure(ErrorCode::PreconditionFailed, "stale");
    }
    note_audit(
        context,
        command.who,
        {.action = action, .object_kind = "unknown_word", .object = row.id.value}
    );
    return {};
}

std::unexpected<Error> refuse(
    ErrorCode code, std::string slug, std::string pointer, std::string detail = {}
) {
    auto error = make_error(code, std::move(slug), std::move(detail));
    error.pointer = std::move(pointer);
    return std::unexpected(std::move(error));
}

// Changes the synonyms of a thing by `change`, which says whether it did. False: nothing to change,
// or no such thing any more.
template <class Change>
Result<bool> change_synonyms(
    Context& context, Who const& who, learning::Thing const& thing, Change change
) {
    auto& session = context.session;
    if (thing.product) {
        auto row = TRY(store::lock_product(session, context.business, *thing.product));
        if (!row || !TRY(change(row->product.synonyms))) {
            return false;
        }
        ProductEdit edit;
        edit.id = *thing.product;
        edit.synonyms = std::move(row->product.synonyms);
        edit.who = who;
        TRY(edit_product(context, edit));
        return true;
    }
    auto group = TRY(store::lock_option_group(session, context.business, thing.group));
    if (!group) {
        return false;
    }
    auto const option = std::ranges::find(group->options, thing.option, &menu::Option::id);
    if (option == group->options.end() || !TRY(change(option->synonyms))) {
        return false;
    }
    CHECK(store::update_options(session, context.business, *group));
    CHECK(store::raise_menu_revision(session, context.business, context.system_now));
    return true;
}

}  // namespace

Result<void> note_unknown_words(Context& context, std::vector<learning::UnknownWord> const& words) {
    for (auto const& word : words) {
        auto const id = context.ids.next<UnknownWordId>();
        bool const fresh = TRY(store::note_unknown_word(
            context.session,
            context.business,
            {.id = id,
             .word = word.word,
             .written = word.written,
             .message = word.message,
             .at = context.now}
        ));
        if (fresh) {
            CHECK(store::make_room_for_word(
                context.session, context.business, open, limits::open_words, id
            ));
        }
    }
    return {};
}

Result<void> teach_word(Context& context, SettleWord const& command, learning::Thing const& thing) {
    auto row = TRY(locked(context, command));
    if (row.state != open) {
        return failure(ErrorCode::Conflict, "word_settled");
    }
    auto const shop = TRY(context.shops.load(context.session, context.business));
    learning::MenuNames const names(*shop.menu);
    if (!names.name_of(thing)) {
        return refuse(
            ErrorCode::Validation, "unknown_reference", thing.product ? "/productId" : "/optionId"
        );
    }
    if (auto const holder = names.other_holder(row.word, thing)) {
        return failure(
            ErrorCode::Conflict, "word_taken", holder->he.empty() ? holder->en : holder->he
        );
    }
    if (!names.has(thing, row.word)) {
        auto const add = [&](std::vector<std::string>& synonyms) -> Result<bool> {
            if (synonyms.size() >= limits::synonyms_per_name) {
                return failure(ErrorCode::Validation, "too_many");
            }
            synonyms.push_back(row.written);
            return true;
        };
        if (TRY(change_synonyms(context, command.who, thing, add))) {
            row.taught_synonym = row.written;
        }
    }
    row.taught = thing;
    return save(context, command, row, taught, "unknown_word.teach");
}

Result<void> dismiss_word(Context& context, SettleWord const& command) {
    auto row = TRY(locked(context, command));
    if (row.state != open) {
        return failure(ErrorCode::Conflict, "word_settled");
    }
    CHECK(save(context, command, row, dismissed, "unknown_word.dismiss"));
    return store::make_room_for_word(
        context.session, context.business, dismissed, limits::dismissed_words, row.id
    );
}

Result<void> reopen_word(Context& context, SettleWord const& command) {
    auto row = TRY(locked(context, command));
    if (row.state == open) {
        return failure(ErrorCode::Conflict, "word_open");
    }
    if (row.taught && row.taught_synonym) {
        auto const remove = [&](std::vector<std::string>& synonyms) -> Result<bool> {
            return std::erase(synonyms, *row.taught_synonym) > 0;
        };
        TRY(change_synonyms(context, command.who, *row.taught, remove));
    }
    row.taught.reset();
    row.taught_synonym.reset();
    CHECK(save(context, command, row, open, "unknown_word.undo"));
    return store::make_room_for_word(
        context.session, context.business, open, limits::open_words, row.id
    );
}

}  // namespace croozer::app
