#include "app/marketing_consent.hpp"

#include "app/news_effects.hpp"
#include "app/outbox.hpp"
#include "app/recognise_customer.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "domain/conversation/marketing_words.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/consents.hpp"
#include "store/repositories/customers.hpp"

namespace croozer::app {

Result<void> note_marketing(Context& context, MarketingAct const& act) {
    TRY(store::note_consent(
        context.session,
        context.business,
        {.id = context.ids.v7(),
         .customer = act.customer,
         .purpose = "marketing",
         .is_given = act.is_given,
         .wording = std::string(first_code_points(act.wording, limits::note_code_points)),
         .proof = act.proof,
         .at = act.at}
    ));
    return {};
}

Result<void> stop_marketing_by_words(
    Context& context, MarketingAct const& act, ConversationId conversation, bool confirm
) {
    CHECK(note_marketing(context, act));
    auto const chat =
        TRY(store::find_conversation(context.session, context.business, conversation));
    auto const shop = TRY(context.shops.load(context.session, context.business));
    if (!confirm || !chat ||
        chat->bot_mode.value_or(shop.settings->bot_mode) == business::BotMode::Off) {
        return {};
    }
    TRY(enqueue_message(
        context,
        {.conversation = conversation,
         .customer = act.customer,
         .order = std::nullopt,
         .reply = conversation::marketing_stopped_reply(chat->state.language),
         .author = "bot",
         .author_name = {},
         .reply_to_wamid = {},
         .draft = false,
         .hold = std::nullopt,
         .lifetime = std::nullopt}
    ));
    return {};
}

Result<Because> take(Context& context, ChangeOrigin const& origin, UserPreference const& news) {
    if (news.category != "marketing_messages") {
        return "another category: " + news.category;
    }
    bool const stop = news.value == "stop";
    if (!stop && news.value != "resume" && news.value != "signup") {
        return "unknown preference: " + news.value;
    }
    auto const account =
        TRY(store::find_account(context.session, context.business, origin.account));
    if (!account) {
        return failure(ErrorCode::Corrupt, "no_account");
    }
    Sender const sender{
        .phone = news.phone, .bsuid = news.bsuid, .username = news.username, .name = news.name
    };
    auto const customer =
        TRY(recognise_customer(context, {.sender = sender}, account->portfolio_id));
    CHECK(note_marketing(
        context,
        {.customer = customer,
         .is_given = !stop,
         .wording = news.detail.empty() ? news.value : news.detail,
         .at = news.at.value_or(context.now)}
    ));
    return Because{};
}

}  // namespace croozer::app
