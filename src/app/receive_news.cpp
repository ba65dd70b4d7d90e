#include "app/receive_news.hpp"

#include "app/news_effects.hpp"
#include "app/news_order.hpp"
#include "base/limits.hpp"
#include "base/text.hpp"
#include "store/repositories/inbox.hpp"

#include <algorithm>
#include <type_traits>

namespace croozer::app {
namespace {

template <class News>
concept OfNumber = std::is_same_v<News, NumberQualityUpdate> ||
                   std::is_same_v<News, NumberNameUpdate> || std::is_same_v<News, SecurityUpdate>;

template <class News>
concept OfCustomer = std::is_same_v<News, UserPreference> || std::is_same_v<News, PhoneContact> ||
                     std::is_same_v<News, MessageEcho> || std::is_same_v<News, HistoryThread>;

// Meta names these numbers by how they are displayed, which says something within their WABA only.
bool concerns(store::NewsAccount const& account, OfNumber auto const& news) {
    return account.phone_number == news.display_phone_number;
}

bool concerns(store::NewsAccount const& account, AccountUpdate const& news) {
    return news.phone_number.empty() || account.phone_number == news.phone_number;
}

bool concerns(store::NewsAccount const& account, AccountAlert const& news) {
    return news.entity_type != "PHONE_NUMBER" || account.phone_number_id == news.entity_id;
}

template <class News>
bool concerns(store::NewsAccount const&, News const&) {
    return true;
}

struct Taking {
    Context& context;
    ChangeOrigin const& origin;
    std::string_view waba_id;
    AccountNews const& news;

    template <OfCustomer News>
    Result<Because> operator()(News const& detail) const {
        return take(context, origin, detail);
    }

    Result<Because> operator()(OtherNews const&) const {
        return "no effect: " + news.field + " " + news.event;
    }

    // Of history 2593109: the shop did not share it. There is nothing to do but to know.
    Result<Because> operator()(NewsErrors const& errors) const {
        if (news.field == "history") {
            store::documents::AccountFacts told;
            told.history = errors.code == 2'593'109 ? "refused" : "failed";
            CHECK(
                store::merge_account_facts(context.session, context.business, origin.account, told)
            );
            announce_account(context, origin.account);
        }
        return "error " + std::to_string(errors.code) + ": " + errors.title;
    }

    template <class News>
    Result<Because> operator()(News const& detail) const {
        auto const accounts =
            TRY(store::accounts_of_waba(context.session, context.business, waba_id));
        if (accounts.empty()) {
            return "no connected account";
        }
        Because because = "another number of the account";
        for (auto const& account : accounts) {
            if (concerns(account, detail)) {
                because = TRY(take_of_account(account, detail));
            }
        }
        return because;
    }

    template <class News>
    Result<Because> take_of_account(store::NewsAccount const& account, News const& detail) const {
        if (is_before_connection(account, origin.told_at)) {
            return "older than the connection";
        }
        NewsTarget const of{.account = account, .waba_id = waba_id};
        if constexpr (std::is_same_v<News, AccountUpdate>) {
            return take_in_order(context, of, detail, origin.told_at);
        } else {
            return take(context, of, detail);
        }
    }
};

}  // namespace

Result<Received> receive_news(
    Context& context, ChangeOrigin const& origin, std::string_view waba_id, AccountNews const& news
) {
    if (!TRY(store::claim_change(
            context.session,
            context.business,
            origin.inbox,
            origin.change_no,
            news.field,
            context.now
        ))) {
        return Received{.fate = Fate::Seen, .reason = {}, .conversation = {}};
    }
    auto const because = TRY(std::visit(
        Taking{.context = context, .origin = origin, .waba_id = waba_id, .news = news}, news.detail
    ));
    Received const received{
        .fate = because.empty() ? Fate::Accepted : Fate::Ignored,
        .reason = std::string(first_code_points(because, limits::note_code_points)),
        .conversation = {}
    };
    CHECK(settle_fate(context, origin, received));
    return received;
}

}  // namespace croozer::app
