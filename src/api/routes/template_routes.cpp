// Message templates: the list, making and deleting them at Meta, and bringing them in anew.
#include "api/call.hpp"
#include "api/routes/page.hpp"
#include "api/routes/platform_problem.hpp"
#include "api/routes/template_input.hpp"
#include "api/views/template_view.hpp"
#include "app/account_access.hpp"
#include "app/sync_templates.hpp"
#include "domain/conversation/templates.hpp"
#include "store/documents/template_document.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/templates.hpp"

#include <functional>
#include <memory>
#include <utility>

namespace croozer::api {
namespace {

namespace json = boost::json;
using Access = app::AccountAccess;

// Runs `next` with the connected number's token, or answers why not.
void with_access(CallPtr call, std::function<void(app::TemplateCatalogue&, Access)> next) {
    auto* const catalogue = call->api.templates();
    if (catalogue == nullptr) {
        refuse(*call, make_error(ErrorCode::Busy, "service_unavailable"));
        return;
    }
    call->api.runner().run(
        store::Lane::Interactive,
        call->business(),
        [](app::Context& context) { return app::account_access(context); },
        [call, catalogue, next = std::move(next)](Result<std::optional<Access>> access) {
            if (!access) {
                refuse(*call, access.error());
            } else if (!*access) {
                refuse(*call, make_error(ErrorCode::Conflict, "no_account"));
            } else {
                next(*catalogue, **std::move(access));
            }
        }
    );
}

// What Meta has done becomes ours: a command, and the answer.
void answer_after(CallPtr const& call, CommandWork work) {
    call->api.runner().run(
        store::Lane::Interactive,
        call->business(),
        std::move(work),
        [call](Result<Answer> answer) { respond(*call, std::move(answer)); }
    );
}

void get_templates(CallPtr call) {
    if (refuse_parameters(*call)) {
        return;
    }
    answer_by_query(call, [call](store::Session& session) -> Result<Answer> {
        auto const account = TRY(store::connected_account(session, call->business()));
        json::array list;
        std::optional<Instant> synced;
        if (account) {
            for (auto const& row :
                 TRY(store::list_templates(session, call->business(), account->waba_id))) {
                list.push_back(template_view(row));
            }
            synced = TRY(store::templates_seen_at(session, call->business(), account->waba_id));
        }
        return json_answer(
            200,
            {{"templates", std::move(list)},
             {"syncedAt", synced ? json::value(synced->to_rfc3339()) : json::value()}}
        );
    });
}

bool refuse_creation(Call& call, std::string const& waba_id) {
    return refuse_over_limit(call, call.api.created_templates, waba_id, "templates_an_hour");
}

void post_template(CallPtr call) {
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    auto const definition = read_definition(reader, call->body);
    reader.ignore("businessId");
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    if (auto const checked = conversation::check_definition(definition); !checked) {
        refuse(*call, checked.error());
        return;
    }
    app::NewTemplate made{
        .name = definition.name,
        .language = definition.language,
        .category = definition.category,
        .parameter_format = definition.parameter_format,
        .components = store::documents::encode_components(
            definition.components, definition.parameter_format == "NAMED"
        )
    };
    with_access(call, [call, made](app::TemplateCatalogue& catalogue, Access access) {
        if (refuse_creation(*call, access.waba_id)) {
            return;
        }
        auto const waba_id = access.waba_id;
        catalogue.create(
            std::move(access.token),
            waba_id,
            made,
            [call, made, waba_id](app::PlatformResult<app::CreatedTemplate> created) {
                if (!created) {
                    refuse_by_platform(*call, created.error());
                    return;
                }
                answer_after(
                    call,
                    [call, made, waba_id, created = *std::move(created)](app::Context& context
                    ) -> Result<Answer> {
                        auto const row = TRY(
                            app::save_created_template(context, waba_id, made, created, call->who())
                        );
                        return json_answer(201, {{"template", template_view(row)}});
                    }
                );
            }
        );
    });
}

void remove_at_meta(
    CallPtr const& call,
    app::TemplateCatalogue& catalogue,
    Access access,
    store::TemplateRow const& row
) {
    catalogue.remove(
        std::move(access.token),
        access.waba_id,
        row.seen.name,
        row.seen.meta_id,
        [call, id = row.id](app::PlatformResult<bool> removed) {
            if (!removed) {
                refuse_by_platform(*call, removed.error());
                return;
            }
            answer_after(call, [call, id](app::Context& context) -> Result<Answer> {
                CHECK(app::forget_template(context, id, call->who()));
                return json_answer(200, {{"success", true}});
            });
        }
    );
}

void delete_template(CallPtr call) {
    if (refuse_parameters(*call)) {
        return;
    }
    auto const id = Uuid::parse(call->request.path_parameter("templateId"));
    if (!id) {
        refuse(*call, make_error(ErrorCode::NotFound, "not_found"));
        return;
    }
    store::read(
        call->api.runner().engine(),
        store::Scope::of(call->business()),
        [call, id](store::Session& session) {
            return store::find_template(session, call->business(), *id);
        },
        [call](Result<std::optional<store::TemplateRow>> row) {
            if (!row || !*row) {
                refuse(*call, row ? make_error(ErrorCode::NotFound, "not_found") : row.error());
                return;
            }
            with_access(
                call,
                [call, row = **std::move(row)](app::TemplateCatalogue& catalogue, Access access) {
                    remove_at_meta(call, catalogue, std::move(access), row);
                }
            );
        }
    );
}

void sync_templates(CallPtr call) {
    if (refuse_content(*call) || refuse_platform_call(*call)) {
        return;
    }
    with_access(call, [call](app::TemplateCatalogue& catalogue, Access access) {
        auto const waba_id = access.waba_id;
        auto const since = access.at;
        catalogue.list(
            std::move(access.token),
            waba_id,
            [call, waba_id, since](app::PlatformResult<std::vector<conversation::SeenTemplate>> list
            ) {
                if (!list) {
                    refuse_by_platform(*call, list.error());
                    return;
                }
                answer_after(
                    call,
                    [waba_id, since, list = *std::move(list)](app::Context& context
                    ) -> Result<Answer> {
                        auto const count = TRY(app::save_templates(context, waba_id, list, since));
                        return json_answer(200, {{"success", true}, {"templates", count}});
                    }
                );
            }
        );
    });
}

// ---- The defaults of an order's steps, one after the other ----

struct Making {
    CallPtr call;
    app::TemplateCatalogue& catalogue;
    Access access;
    std::vector<app::NewTemplate> left;
    json::array created;
    json::array failed;
};

void make_next(std::shared_ptr<Making> const& making);

void keep_made(
    std::shared_ptr<Making> const& making,
    app::NewTemplate const& made,
    app::CreatedTemplate const& created
) {
    making->call->api.runner().run(
        store::Lane::Interactive,
        making->call->business(),
        [making, made, created](app::Context& context) {
            return app::save_created_template(
                context, making->access.waba_id, made, created, making->call->who()
            );
        },
        [making](Result<store::TemplateRow> row) {
            if (!row) {
                refuse(*making->call, row.error());
                return;
            }
            making->created.push_back(template_view(*row));
            make_next(making);
        }
    );
}

void make_next(std::shared_ptr<Making> const& making) {
    if (making->left.empty()) {
        respond(
            *making->call,
            json_answer(
                200,
                {{"created", std::move(making->created)}, {"failed", std::move(making->failed)}}
            )
        );
        return;
    }
    auto made = std::move(making->left.back());
    making->left.pop_back();
    making->catalogue.create(
        making->access.token,
        making->access.waba_id,
        made,
        [making, made](app::PlatformResult<app::CreatedTemplate> created) {
            if (created) {
                keep_made(making, made, *created);
                return;
            }
            making->failed.push_back(json::object{
                {"name", made.name},
                {"language", made.language},
                {"error", platform_error_view(created.error())}
            });
            make_next(making);
        }
    );
}

Result<std::vector<app::NewTemplate>> missing_defaults(
    store::Session& session, BusinessId business, std::string const& waba_id
) {
    std::vector<app::NewTemplate> missing;
    for (auto const event : conversation::order_events()) {
        for (auto const language : {Language::Hebrew, Language::English}) {
            auto const definition = conversation::default_order_definition(event, language);
            if (!TRY(store::find_template_by_name(
                    session, business, waba_id, definition.name, definition.language
                ))) {
                missing.push_back(
                    {.name = definition.name,
                     .language = definition.language,
                     .category = definition.category,
                     .parameter_format = definition.parameter_format,
                     .components = store::documents::encode_components(definition.components, true)}
                );
            }
        }
    }
    return missing;
}

void create_defaults(CallPtr call) {
    if (refuse_content(*call) || refuse_platform_call(*call)) {
        return;
    }
    with_access(call, [call](app::TemplateCatalogue& catalogue, Access access) {
        auto const waba_id = access.waba_id;
        auto making = std::make_shared<Making>(
            Making{call, catalogue, std::move(access), {}, json::array{}, json::array{}}
        );
        store::read(
            call->api.runner().engine(),
            store::Scope::of(call->business()),
            [call, waba_id](store::Session& session) {
                return missing_defaults(session, call->business(), waba_id);
            },
            [making](Result<std::vector<app::NewTemplate>> missing) {
                if (!missing) {
                    refuse(*making->call, missing.error());
                    return;
                }
                making->left = *std::move(missing);
                auto const& waba_id = making->access.waba_id;
                for (std::size_t i = 0; i < making->left.size(); ++i) {
                    if (refuse_creation(*making->call, waba_id)) {
                        return;
                    }
                }
                make_next(making);
            }
        );
    });
}

}  // namespace

void add_template_routes(Routes& routes) {
    using enum http::Method;
    constexpr auto resource = Resource::Templates;
    std::string const base = "/api/businesses/{id}/templates";
    routes.shop(Get, base, resource, Verb::Read, get_templates);
    routes.shop(Post, base, resource, Verb::Create, post_template);
    routes.shop(Post, base + "/sync", resource, Verb::Update, sync_templates);
    routes.shop(Delete, base + "/{templateId}", resource, Verb::Delete, delete_template);
    routes.shop(
        Post,
        "/api/businesses/{id}/order-templates/create-defaults",
        resource,
        Verb::Create,
        create_defaults
    );
    add_order_template_routes(routes);
}

}  // namespace croozer::api
