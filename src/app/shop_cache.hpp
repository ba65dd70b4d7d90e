// Settings, menus and compiled lexicons of shops, kept in memory by version and bounded. A command
// asks for the shop; the cache looks at two integers of its row and loads only what has changed.
#pragma once

#include "base/result.hpp"
#include "domain/business/settings.hpp"
#include "domain/menu/menu.hpp"
#include "domain/understanding/understand.hpp"
#include "store/session.hpp"

#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace croozer::app {

struct Shop {
    std::shared_ptr<business::Settings const> settings;
    std::shared_ptr<menu::Menu const> menu;
    std::string status;
};

class ShopCache {
public:
    // At 10,000 businesses a shop that sleeps holds no memory here.
    explicit ShopCache(std::size_t capacity = 512) : capacity_(capacity) {}

    // Only what a read saw is kept. Error: NotFound "business".
    [[nodiscard]] Result<Shop> load(store::Session& session, BusinessId business);
    // Compiles on first use: call it where milliseconds do not matter, not on the writer.
    [[nodiscard]] std::shared_ptr<understanding::Lexicon const> lexicon(
        BusinessId business, std::shared_ptr<menu::Menu const> const& menu
    );

private:
    struct Entry {
        BusinessId business;
        std::int64_t version{0};
        std::int64_t menu_revision{0};
        Shop shop;
        std::shared_ptr<understanding::Lexicon const> lexicon;
    };

    std::size_t capacity_;
    std::mutex mutex_;
    std::list<Entry> entries_;  // most recently used first
    std::unordered_map<BusinessId, std::list<Entry>::iterator> by_business_;
};

}  // namespace croozer::app
