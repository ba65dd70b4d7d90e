#include "app/news_order.hpp"

#include "store/documents/json.hpp"

#include <chrono>

namespace croozer::app {
namespace {

namespace json = boost::json;
namespace documents = store::documents;

// What one update says anew of what another one said; of the rest none undoes another.
std::string_view kind_of(AccountUpdate const& news) {
    if (news.event == "DISABLED_UPDATE") {
        return "ban";
    }
    if (news.event == "ACCOUNT_RESTRICTION") {
        return "restriction";
    }
    if (news.event == "ACCOUNT_VIOLATION") {
        return "violation";
    }
    return is_removal(news.event) || news.event == "ACCOUNT_RECONNECTED" ? "ties" : "";
}

// Tells two updates of one second apart.
std::string words_of(AccountUpdate const& news) {
    auto words = news.event + ' ' + news.ban_state + ' ' + news.violation_type;
    for (auto const& restriction : news.restrictions) {
        words += ' ' + restriction.type;
    }
    return words;
}

}  // namespace

bool is_before_connection(store::NewsAccount const& account, std::optional<Instant> told_at) {
    // To the second: within it nobody knows which was first.
    return told_at && *told_at + Duration(std::chrono::seconds(1)) <= account.connected_at;
}

Result<Because> take_in_order(
    Context& context,
    NewsTarget const& of,
    AccountUpdate const& news,
    std::optional<Instant> told_at
) {
    auto const kind = kind_of(news);
    if (!told_at || kind.empty()) {
        return take(context, of, news);
    }
    auto const& before = of.account.told;
    auto told = before.empty() ? json::object() : TRY(documents::parse_object(before));
    auto const words = words_of(news);
    if (auto const* const last = documents::object_of(told, kind)) {
        auto const last_at = documents::integer_of(*last, "at");
        if (told_at->seconds() < last_at) {
            return "older than what was told since";
        }
        if (told_at->seconds() == last_at && documents::text_of(*last, "words") == words) {
            return "told before";
        }
    }
    auto because = TRY(take(context, of, news));
    if (because.empty()) {
        told[kind] = {{"at", told_at->seconds()}, {"words", words}};
        CHECK(store::note_news_told(
            context.session, context.business, of.account.id, before, json::serialize(told)
        ));
    }
    return because;
}

}  // namespace croozer::app
