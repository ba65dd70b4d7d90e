// Which template tells of an order's step.
#include "api/call.hpp"
#include "api/routes/page.hpp"
#include "api/views/template_view.hpp"
#include "app/journal.hpp"
#include "domain/conversation/templates.hpp"
#include "store/repositories/accounts.hpp"
#include "store/repositories/templates.hpp"

#include <algorithm>
#include <array>

namespace croozer::api {
namespace {

namespace json = boost::json;
namespace most = conversation::content_limits;

constexpr std::array languages{Language::Hebrew, Language::English};

Result<json::object> mapping_object(
    store::Session& session,
    BusinessId business,
    std::string const& waba_id,
    std::string_view event,
    Language language
) {
    auto const own = TRY(store::find_order_template(session, business, event, language));
    auto const mapping = own.value_or(conversation::default_order_template(event, language));
    auto const found = TRY(store::find_template_by_name(
        session, business, waba_id, mapping.template_name, mapping.template_language
    ));
    return order_template_view(
        mapping, !own.has_value(), found ? found->seen.status : std::string()
    );
}

// What a template says of an order must be utility by Meta's judgement; one that we have not seen
// yet is judged when it leaves.
Result<void> refuse_advertising(
    store::Session& session,
    BusinessId business,
    std::string const& waba_id,
    conversation::OrderTemplate const& mapping
) {
    auto const found = TRY(store::find_template_by_name(
        session, business, waba_id, mapping.template_name, mapping.template_language
    ));
    if (found && found->seen.category != "UTILITY") {
        return failure(ErrorCode::Conflict, "template_not_utility", found->seen.category);
    }
    return {};
}

Result<std::string> waba_of(store::Session& session, BusinessId business) {
    auto const account = TRY(store::connected_account(session, business));
    return account ? account->waba_id : std::string();
}

void get_order_templates(CallPtr call) {
    if (refuse_parameters(*call)) {
        return;
    }
    answer_by_query(call, [call](store::Session& session) -> Result<Answer> {
        auto const business = call->business();
        auto const waba_id = TRY(waba_of(session, business));
        json::array list;
        for (auto const event : conversation::order_events()) {
            for (auto const language : languages) {
                list.push_back(TRY(mapping_object(session, business, waba_id, event, language)));
            }
        }
        return json_answer(200, {{"orderTemplates", std::move(list)}});
    });
}

bool is_template_name(std::string_view name) {
    return std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

void put_order_template(CallPtr call) {
    auto const event = call->request.path_parameter("event");
    auto const language = language_from_code(call->request.path_parameter("language"));
    auto const events = conversation::order_events();
    if (!language || std::ranges::find(events, event) == events.end()) {
        refuse(*call, make_error(ErrorCode::NotFound, "not_found"));
        return;
    }
    input::Problems problems;
    input::ObjectReader reader(call->body, "", problems);
    conversation::OrderTemplate mapping;
    mapping.event = event;
    mapping.language = *language;
    constexpr auto required = input::Need::Required;
    // null: nothing is told at this step once the window is closed.
    if (!reader.is_null("templateName")) {
        mapping.template_name =
            reader.text("templateName", {.code_points = most::template_name}, required)
                .value_or("");
    }
    if (!is_template_name(mapping.template_name)) {
        reader.refuse("templateName", "meta_limit", "a-z, 0-9 and _");
    }
    mapping.template_language =
        reader.text("templateLanguage", {.code_points = most::template_language}, required)
            .value_or("");
    mapping.parameters = reader
                             .texts(
                                 "parameters",
                                 {.code_points = limits::name_code_points},
                                 most::template_parameters,
                                 required
                             )
                             .value_or(std::vector<std::string>{});
    auto const known = conversation::order_values();
    for (auto const& value : mapping.parameters) {
        if (std::ranges::find(known, value) == known.end()) {
            reader.refuse("parameters", "enum", input::list_of(known));
            break;
        }
    }
    reader.ignore("businessId");
    reader.finish();
    QueryReader(call->request, problems).finish();
    if (refuse_problems(*call, problems)) {
        return;
    }
    answer_by_command(call, [call, mapping](app::Context& context) -> Result<Answer> {
        auto& session = context.session;
        auto const waba_id = TRY(waba_of(session, context.business));
        CHECK(refuse_advertising(session, context.business, waba_id, mapping));
        CHECK(store::put_order_template(session, context.business, mapping, context.system_now));
        app::note_audit(
            context,
            call->who(),
            {.action = "order_template.update",
             .object_kind = "business",
             .object = context.business.value}
        );
        auto view =
            TRY(mapping_object(session, context.business, waba_id, mapping.event, mapping.language)
            );
        return json_answer(200, {{"orderTemplate", std::move(view)}});
    });
}

}  // namespace

void add_order_template_routes(Routes& routes) {
    using enum http::Method;
    constexpr auto resource = Resource::Templates;
    routes.shop(
        Get, "/api/businesses/{id}/order-templates", resource, Verb::Read, get_order_templates
    );
    routes.shop(
        Put,
        "/api/businesses/{id}/order-templates/{event}/{language}",
        resource,
        Verb::Update,
        put_order_template
    );
}

}  // namespace croozer::api
