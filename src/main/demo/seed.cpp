#include "main/demo/seed.hpp"

#include "app/connect_whatsapp.hpp"
#include "base/log.hpp"
#include "main/demo/demo_shops.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/directory.hpp"
#include "store/repositories/members.hpp"
#include "store/repositories/users.hpp"

#include <map>

namespace croozer::main {
namespace {

struct Seeded {
    UserId user;
    DemoPerson person;
};

Result<std::vector<Seeded>> seed_people(
    app::Runner& runner, std::vector<DemoPerson> const& people
) {
    IdSource ids(runner.system_clock(), runner.random());
    std::map<std::string, UserId> by_facebook;
    std::vector<Seeded> seeded;
    for (auto const& person : people) {
        auto const known = by_facebook.find(person.facebook_id);
        if (known != by_facebook.end()) {
            seeded.push_back({.user = known->second, .person = person});
            continue;
        }
        auto const id = TRY(store::write_and_wait(
            runner.engine(),
            store::Scope::shared(),
            [&](store::Session& session) -> Result<UserId> {
                if (auto const user =
                        TRY(store::find_user_by_facebook_id(session, person.facebook_id))) {
                    return user->id;
                }
                auto const made = ids.next<UserId>();
                CHECK(store::insert_user(
                    session,
                    {.id = made,
                     .name = person.name,
                     .email = {},
                     .locale = "he",
                     .is_platform_admin = person.role == "platform_admin",
                     .disabled = false,
                     .auth_epoch = 0},
                    person.facebook_id,
                    runner.system_clock().now()
                ));
                return made;
            }
        ));
        by_facebook.emplace(person.facebook_id, id);
        seeded.push_back({.user = id, .person = person});
    }
    return seeded;
}

using ProductIds = std::map<std::string, ProductId>;  // by English name

menu::Deal made_deal(DemoDeal const& demo, ProductIds const& made) {
    auto deal = demo.deal;
    for (auto const& slot : demo.slots) {
        deal.slots.push_back(slot.slot);
        for (auto const& [name, upcharge] : slot.products) {
            auto const id = made.at(name);
            deal.slots.back().products.push_back(id);
            if (upcharge != Money{}) {
                deal.slots.back().upcharges.emplace_back(id, upcharge);
            }
        }
    }
    return deal;
}

Result<void> seed_menu(app::Runner& runner, BusinessId business, DemoMenu const& demo) {
    return runner.run_and_wait(business, [&](app::Context& context) -> Result<void> {
        std::int64_t order = 0;
        for (auto const& group : demo.groups) {
            CHECK(app::put_option_group(context, group, ++order));
        }
        ProductIds made;
        for (auto const& product : demo.products) {
            made[product.name_en.value_or("")] = TRY(app::edit_product(context, product)).id;
        }
        order = 0;
        for (auto const& deal : demo.deals) {
            auto placed = made_deal(deal, made);
            placed.id = context.ids.next<DealId>();
            placed.display_order = ++order;
            CHECK(app::put_deal(context, placed));
        }
        return {};
    });
}

// Tenant rows first, then the routes, then active: what crosses is never half seen.
Result<BusinessId> seed_shop(
    app::Runner& runner,
    DemoShop const& shop,
    std::int64_t burst_seconds,
    std::vector<Seeded> const& people
) {
    auto demo = demo_menu(shop.key);
    demo.settings.burst_seconds = burst_seconds;
    if (demo.settings.name.empty()) {
        return failure(ErrorCode::BadRequest, "configuration", "unknown demo shop " + shop.key);
    }
    IdSource ids(runner.system_clock(), runner.random());
    BusinessId const business{ids.v4()};
    UserId owner;
    std::string owner_name;
    for (auto const& entry : people) {
        if (entry.person.shop == shop.key && entry.person.role == "owner") {
            owner = entry.user;
            owner_name = entry.person.name;
        }
    }
    CHECK(runner.run_and_wait(business, [&](app::Context& context) {
        return app::create_business(
            context,
            {.owner = owner,
             .owner_name = owner_name,
             .name = demo.settings.name,
             .type = demo.settings.type,
             .phone = demo.settings.phone,
             .email = demo.email,
             .settings = demo.settings,
             .is_demo = true}
        );
    }));
    CHECK(seed_menu(runner, business, demo));
    CHECK(runner.run_and_wait(business, [&](app::Context& context) -> Result<void> {
        for (auto const& entry : people) {
            auto const role = ordering::role_from_name(entry.person.role);
            if (entry.person.shop != shop.key || entry.user == owner || !role) {
                continue;
            }
            CHECK(store::insert_member(
                context.session,
                business,
                {.id = context.ids.next<MemberId>(),
                 .user = entry.user,
                 .role = *role,
                 .name = entry.person.name,
                 .phone = {},
                 .disabled = false},
                context.system_now
            ));
        }
        return {};
    }));
    CHECK(store::write_and_wait(
        runner.engine(),
        store::Scope::shared(),
        [&](store::Session& session) -> Result<void> {
            CHECK(store::put_business_route(
                session,
                business,
                store::summary_of(demo.settings),
                "active",
                runner.system_clock().now()
            ));
            for (auto const& entry : people) {
                auto const role = ordering::role_from_name(entry.person.role);
                if (entry.person.shop == shop.key && role) {
                    CHECK(store::put_user_route(session, entry.user, business, *role));
                }
            }
            return {};
        }
    ));
    CHECK(runner.run_and_wait(business, [](app::Context& context) {
        return app::activate_business(context);
    }));
    // Last, because the route is what says that this shop has been seeded.
    CHECK(app::connect_whatsapp(
        runner,
        business,
        {.waba_id = shop.waba_id,
         .phone_number_id = shop.phone_number_id,
         .portfolio_id = shop.portfolio_id,
         .phone_number = shop.phone_number,
         .display_name = demo.settings.name,
         .token_kind = "permanent",
         .token = shop.access_token}
    ));
    return business;
}

// Its number leads somewhere, or its owner has a shop whose number was let go.
Result<bool> is_seeded(
    store::Session& session, DemoShop const& shop, std::vector<DemoPerson> const& people
) {
    if (TRY(store::find_phone_route(session, shop.phone_number_id))) {
        return true;
    }
    for (auto const& person : people) {
        if (person.shop != shop.key || person.role != "owner") {
            continue;
        }
        auto const user = TRY(store::find_user_by_facebook_id(session, person.facebook_id));
        if (user && !TRY(store::memberships_of(session, user->id)).empty()) {
            return true;
        }
    }
    return false;
}

}  // namespace

Result<void> seed_demo(app::Runner& runner, Configuration const& configuration) {
    auto const missing = TRY(store::read_and_wait(
        runner.engine(),
        store::Scope::shared(),
        [&](store::Session& session) -> Result<std::vector<DemoShop>> {
            std::vector<DemoShop> shops;
            for (auto const& shop : configuration.demo_shops) {
                if (!TRY(is_seeded(session, shop, configuration.demo_people))) {
                    shops.push_back(shop);
                }
            }
            return shops;
        }
    ));
    if (missing.empty()) {
        return {};
    }
    auto const people = TRY(seed_people(runner, configuration.demo_people));
    for (auto const& shop : missing) {
        TRY(seed_shop(runner, shop, configuration.demo_burst_seconds, people));
    }
    log::info(
        "demo seeded",
        {{"shops", static_cast<std::int64_t>(missing.size())},
         {"people", static_cast<std::int64_t>(people.size())}}
    );
    return {};
}

}  // namespace croozer::main
