#include "app/shop_cache.hpp"

#include "store/repositories/businesses.hpp"
#include "store/repositories/menus.hpp"

namespace croozer::app {

Result<Shop> ShopCache::load(store::Session& session, BusinessId business) {
    auto const revision = TRY(store::shop_revision(session, business));
    if (!revision) {
        return failure(ErrorCode::NotFound, "business");
    }
    Shop known;
    bool same_menu = false;
    {
        std::lock_guard const guard(mutex_);
        if (auto const found = by_business_.find(business); found != by_business_.end()) {
            auto const& entry = *found->second;
            same_menu = entry.menu_revision == revision->menu_revision;
            known = entry.shop;
            entries_.splice(entries_.begin(), entries_, found->second);
            if (same_menu && entry.version == revision->version) {
                return known;
            }
        }
    }
    Shop shop{
        .settings =
            std::make_shared<business::Settings const>(TRY(store::load_settings(session, business))
            ),
        .menu = same_menu ? known.menu
                          : std::make_shared<menu::Menu const>(
                                TRY(store::load_menu(session, business, revision->menu_revision))
                            ),
        .status = revision->status
    };
    if (session.writes()) {
        // Its own changes may never be committed, and the revision's number is then given again.
        return shop;
    }
    std::lock_guard const guard(mutex_);
    if (auto const found = by_business_.find(business); found != by_business_.end()) {
        auto& entry = *found->second;
        // A slower reader of an older snapshot must not put the clock back.
        if (entry.version <= revision->version && entry.menu_revision <= revision->menu_revision) {
            if (entry.menu_revision != revision->menu_revision) {
                entry.lexicon.reset();
            }
            entry.version = revision->version;
            entry.menu_revision = revision->menu_revision;
            entry.shop = shop;
        }
        return shop;
    }
    entries_.push_front(
        {.business = business,
         .version = revision->version,
         .menu_revision = revision->menu_revision,
         .shop = shop,
         .lexicon = nullptr}
    );
    by_business_.emplace(business, entries_.begin());
    if (entries_.size() > capacity_) {
        by_business_.erase(entries_.back().business);
        entries_.pop_back();
    }
    return shop;
}

std::shared_ptr<understanding::Lexicon const> ShopCache::lexicon(
    BusinessId business, std::shared_ptr<menu::Menu const> const& menu
) {
    {
        std::lock_guard const guard(mutex_);
        auto const found = by_business_.find(business);
        if (found != by_business_.end() && found->second->lexicon != nullptr &&
            &found->second->lexicon->menu() == menu.get()) {
            return found->second->lexicon;
        }
    }
    auto compiled = understanding::Lexicon::compile(menu);
    std::lock_guard const guard(mutex_);
    auto const found = by_business_.find(business);
    if (found != by_business_.end() && found->second->shop.menu == menu) {
        found->second->lexicon = compiled;
    }
    return compiled;
}

}  // namespace croozer::app
