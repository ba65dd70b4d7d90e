// Shops: made, shown, changed.
#include "api/call.hpp"
#include "api/routes/business_input.hpp"
#include "api/routes/page.hpp"
#include "api/views/account_view.hpp"
#include "api/views/views.hpp"
#include "app/shop_commands.hpp"
#include "app/update_business.hpp"
#include "base/log.hpp"
#include "crypto/hmac.hpp"
#include "domain/business/hours.hpp"

#include <algorithm>
#include <array>

namespace croozer::api {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 5> types{
    "pizzeria", "restaurant", "retail", "service", "other"
};

// Standard VAT of Israel: 17 % until 2024, 18 % since 1 January 2025 (Value Added Tax Order).
std::vector<business::TaxRate> israeli_rates() {
    return {
        {.from = {0}, .basis_points = 1'700},
        {.from = Instant::parse_rfc3339("2025-01-01T00:00:00+02:00").value_or(Instant{}),
         .basis_points = 1'800}
    };
}

Result<Answer> business_answer(store::Session& session, BusinessId id, int status) {
    auto const record = TRY(store::find_business_record(session, id));
    if (!record) {
        return failure(ErrorCode::NotFound, "not_found");
    }
    return json_answer(status, {{"business", business_view(*record)}}, record->version);
}

void get_business(CallPtr call) {
    if (refuse_parameters(*call)) {
        return;
    }
    Audience const audience{.role = call->shop.role, .now = call->api.runner().trade_clock().now()};
    answer_by_query(
        call,
        [id = call->business(), audience](store::Session& session) -> Result<Answer> {
            auto const record = TRY(store::find_business_record(session, id));
            if (!record) {
                return failure(ErrorCode::NotFound, "not_found");
            }
            auto const account = TRY(store::find_account_record(session, id));
            auto const stats = TRY(store::order_stats(
                session, id, business::business_day(record->settings, audience.now)
            ));
            json::value number = nullptr;
            if (account) {
                number = may(audience.role, Resource::Whatsapp, Verb::Read)
                             ? account_view(*account)
                             : account_summary_view(*account);
            }
            return json_answer(
                200,
                {{"business", business_view(*record)},
                 {"whatsappAccount", std::move(number)},
                 {"stats", order_stats_view(stats, audience)}},
                record->version
            );
        }
    );
}

void follow_business(Api& api, store::BusinessRecord const& record) {
    store::write(
        api.runner().engine(),
        store::Lane::Background,
        store::Scope::shared(),
        [id = record.id, summary = store::summary_of(record.settings), version = record.version](
            store::Session& session
        ) { return store::update_business_route(session, id, summary, version); },
        [](Result<void> followed) {
            if (!followed) {
                log::warn("directory entry not changed", {});
            }
        }
    );
}

void patch_business(CallPtr call) {
    auto const version = expected_version(call->request);
    if (!version) {
        refuse(*call, version.error());
        return;
    }
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    app::UpdateBusiness command;
    command.expected_version = *version;
    command.who = call->who();
    command.name = reader.text("name", {.code_points = limits::name_code_points});
    command.type = reader.choice("type", types);
    command.phone = reader.phone("phone");
    command.email = reader.email("email");
    reader.object("address", input::Need::Optional, [&](input::ObjectReader& address) {
        command.address = read_address(address);
    });
    reader.object("settings", input::Need::Optional, [&](input::ObjectReader& settings) {
        command.settings = read_settings(settings);
    });
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    // Written by the command, read once it is durable; a command may run more than once.
    auto const changed = std::make_shared<std::optional<store::BusinessRecord>>();
    answer_by_command(
        call,
        [command, changed](app::Context& context) -> Result<Answer> {
            CHECK(app::update_business(context, command));
            auto const record = TRY(store::find_business_record(context.session, context.business));
            if (!record) {
                return failure(ErrorCode::NotFound, "not_found");
            }
            *changed = record;
            return json_answer(200, {{"business", business_view(*record)}}, record->version);
        },
        [call, changed] {
            if (*changed) {
                follow_business(call->api, **changed);
            }
        }
    );
}

// With an Idempotency-Key the id follows from it, so that a repeated request finishes the same shop
// instead of making a second one.
BusinessId new_business_id(Call const& call) {
    auto const key = call.request.header("idempotency-key");
    if (!key || key->empty()) {
        IdSource ids(call.api.runner().system_clock(), call.api.runner().random());
        return BusinessId{ids.v4()};
    }
    auto const digest = crypto::hmac_sha256(
        call.api.options().signing_key.reveal(),
        "business:" + call.user.id.to_string() + ":" + std::string(*key)
    );
    BusinessId id;
    std::ranges::copy_n(digest.begin(), 16, id.value.bytes.begin());
    auto& bytes = id.value.bytes;
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x40U);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
    return id;
}

struct Creation {
    CallPtr call;
    BusinessId id;
    app::CreateBusiness command;
};

using CreationPtr = std::shared_ptr<Creation>;

void open_shop(CreationPtr creation) {
    auto& runner = creation->call->api.runner();
    runner.run(
        store::Lane::Interactive,
        creation->id,
        [](app::Context& context) -> Result<Answer> {
            CHECK(app::activate_business(context));
            return business_answer(context.session, context.business, 201);
        },
        [creation](Result<Answer> answer) { respond(*creation->call, std::move(answer)); }
    );
}

// Shops of others in which this person serves do not count, nor does the one being made.
bool owns_too_many(std::vector<store::Membership> const& shops, BusinessId made) {
    auto const owned = std::ranges::count_if(shops, [&](store::Membership const& shop) {
        return shop.role == ordering::Role::Owner && shop.business != made;
    });
    return static_cast<std::size_t>(owned) >= limits::businesses_per_user;
}

Error too_many_businesses() {
    return make_error(ErrorCode::Conflict, "too_many_businesses");
}

void add_routes_of(CreationPtr creation) {
    auto& api = creation->call->api;
    store::write(
        api.runner().engine(),
        store::Lane::Interactive,
        store::Scope::shared(),
        [creation, now = api.system_now()](store::Session& session) -> Result<void> {
            auto const& command = creation->command;
            // Counted where it is decided: several creations at once see each other here.
            auto const shops = TRY(store::memberships_of(session, command.owner));
            if (owns_too_many(shops, creation->id)) {
                return std::unexpected(too_many_businesses());
            }
            CHECK(store::put_business_route(
                session, creation->id, store::summary_of(command.settings), "active", now
            ));
            return store::put_user_route(
                session, command.owner, creation->id, ordering::Role::Owner
            );
        },
        [creation](Result<void> routed) {
            if (!routed) {
                refuse(*creation->call, routed.error());
                return;
            }
            open_shop(creation);
        }
    );
}

// The request was finished before. Who has lost the shop since, or whose shop was suspended, gets
// nothing back by asking again.
void answer_again(CreationPtr creation) {
    store::read(
        creation->call->api.runner().engine(),
        store::Scope::shared(),
        [owner = creation->command.owner](store::Session& session) {
            return store::memberships_of(session, owner);
        },
        [creation](Result<std::vector<store::Membership>> shops) {
            auto& call = *creation->call;
            if (!shops) {
                refuse(call, shops.error());
                return;
            }
            auto const shop = std::ranges::find(*shops, creation->id, &store::Membership::business);
            if (shop == shops->end()) {
                refuse(call, make_error(ErrorCode::Forbidden, "forbidden"));
                return;
            }
            if (shop->business_status == "suspended") {
                refuse(call, make_error(ErrorCode::Forbidden, "business_suspended"));
                return;
            }
            call.shop = *shop;
            answer_by_query(creation->call, [id = creation->id](store::Session& session) {
                return business_answer(session, id, 201);
            });
        }
    );
}

void create(CreationPtr creation) {
    creation->call->api.runner().run(
        store::Lane::Interactive,
        creation->id,
        // True: there are routes to add.
        [creation](app::Context& context) -> Result<bool> {
            auto const known = TRY(store::find_business_record(context.session, creation->id));
            if (known) {
                // "creating": an earlier request with this key was cut short.
                return known->status == "creating";
            }
            CHECK(app::create_business(context, creation->command));
            return true;
        },
        [creation](Result<bool> created) {
            if (!created) {
                refuse(*creation->call, created.error());
            } else if (*created) {
                add_routes_of(creation);
            } else {
                answer_again(creation);
            }
        }
    );
}

void post_business(CallPtr call) {
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    app::CreateBusiness command;
    command.owner = call->user.id;
    command.owner_name = call->user.name;
    command.name =
        reader.text("name", {.code_points = limits::name_code_points}, input::Need::Required)
            .value_or("");
    command.type = reader.choice("type", types, input::Need::Required).value_or("");
    command.phone = reader.phone("phone", input::Need::Required).value_or("");
    command.email = reader.email("email").value_or("");
    auto& settings = command.settings;
    settings.timezone = "Asia/Jerusalem";
    settings.currency = "ILS";
    settings.language = call->language;
    settings.bot_mode = business::BotMode::Assist;
    settings.tax_rates = israeli_rates();
    settings.payment_methods = {
        {.kind = ordering::PaymentKind::Cash,
         .label = {.he = "מזומן", .en = "Cash"},
         .at_the_door = true}
    };
    reader.object("settings", input::Need::Optional, [&](input::ObjectReader& edit) {
        app::apply_edit(settings, read_settings(edit));
    });
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    settings.name = command.name;
    settings.type = command.type;
    settings.phone = command.phone;
    auto const id = new_business_id(*call);
    if (owns_too_many(call->memberships, id)) {
        refuse(*call, too_many_businesses());
        return;
    }
    create(std::make_shared<Creation>(Creation{std::move(call), id, std::move(command)}));
}

}  // namespace

void add_business_routes(Routes& routes) {
    using enum http::Method;
    routes.user(Post, "/api/businesses", post_business);
    routes.shop(Get, "/api/businesses/{id}", Resource::Business, Verb::Read, get_business);
    routes.shop(Patch, "/api/businesses/{id}", Resource::Business, Verb::Update, patch_business);
}

}  // namespace croozer::api
