// POST, GET and DELETE /{account}/message_templates, and the review that follows (developers.
// facebook.com/documentation/business-messaging/whatsapp/templates/template-management).
#include "base/text.hpp"
#include "sandbox/account_webhooks.hpp"
#include "sandbox/sandbox.hpp"

#include <set>
#include <utility>

namespace croozer::sandbox {
namespace {

bool is_wanted(StoredTemplate const& item, http::Request const& request) {
    auto const matches = [&](std::string_view key, std::string const& value) {
        auto const wanted = request.query_value(key);
        return !wanted || wanted->empty() || *wanted == value;
    };
    return matches("name", item.name) && matches("language", item.language) &&
           matches("status", item.status) && matches("category", item.category);
}

GraphAnswer list(Sandbox& sandbox, http::Request const& request) {
    auto const account = account_of_node(sandbox, request);
    if (!account) {
        return std::unexpected(account.error());
    }
    static std::set<std::string_view> const known{
        "id",
        "name",
        "language",
        "category",
        "status",
        "parameter_format",
        "components",
        "quality_score",
        "rejected_reason",
        "previous_category",
        "sub_category",
        "correct_category",
        "message_send_ttl_seconds",
    };
    std::string_view const fields = request.query_value("fields").value_or(
        "name,parameter_format,components,language,status,category,id"
    );
    for (std::string_view const field : split(fields, ',')) {
        if (!known.contains(trimmed(field))) {
            return std::unexpected(GraphError{
                100, "Tried accessing nonexisting field (" + std::string(trimmed(field)) + ")", {}
            });
        }
    }
    json::array data;
    for (StoredTemplate const& item : sandbox.templates.all(account->waba_id)) {
        if (!is_wanted(item, request)) {
            continue;
        }
        json::object const all = item.view();
        json::object chosen;
        for (std::string_view const field : split(fields, ',')) {
            if (json::value const* const value = all.if_contains(trimmed(field))) {
                chosen[trimmed(field)] = *value;
            }
        }
        chosen["id"] = item.id;
        data.emplace_back(std::move(chosen));
    }
    return page_of(std::move(data), request);
}

// Later, unless it was decided by hand meanwhile.
void schedule_review(Sandbox& sandbox, StoredTemplate const& made) {
    Review const review = sandbox.templates.review();
    if (review.decision == "PENDING") {
        return;
    }
    sandbox.timeline.after(review.delay, [&sandbox, made, review] {
        auto const now = sandbox.templates.find(made.waba_id, made.name, made.language);
        if (!now || now->id != made.id || now->status != "PENDING") {
            return;
        }
        auto const decided = sandbox.templates.change(
            made.waba_id,
            made.name,
            made.language,
            json::object{{"status", review.decision}, {"reason", review.reason}}
        );
        if (decided) {
            post_event(
                sandbox,
                made.waba_id,
                "message_template_status_update",
                template_status_value(*decided)
            );
        }
    });
}

GraphAnswer create(Sandbox& sandbox, http::Request const& request) {
    auto const account = account_of_node(sandbox, request);
    if (!account) {
        return std::unexpected(account.error());
    }
    auto const body = parse_object(request.body);
    if (!body) {
        return std::unexpected(GraphError{100, "The body is not a JSON object.", {}});
    }
    auto const made = sandbox.templates.create(account->waba_id, *body);
    if (!made) {
        return std::unexpected(made.error());
    }
    schedule_review(sandbox, *made);
    return json::object{{"id", made->id}, {"status", made->status}, {"category", made->category}};
}

GraphAnswer remove(Sandbox& sandbox, http::Request const& request) {
    auto const account = account_of_node(sandbox, request);
    if (!account) {
        return std::unexpected(account.error());
    }
    std::string_view const name = request.query_value("name").value_or("");
    if (name.empty()) {
        return std::unexpected(GraphError{100, "The parameter name is required.", {}});
    }
    std::string_view const id = request.query_value("hsm_id").value_or("");
    if (!sandbox.templates.remove(account->waba_id, name, id)) {
        return std::unexpected(GraphError{100, "Message template not found.", {}});
    }
    return success();
}

}  // namespace

void add_graph_template_routes(http::Router& router, Sandbox& sandbox) {
    using enum http::Method;
    std::string const path = "/{node}/message_templates";
    add_graph(router, sandbox, Get, path, "templates", list);
    add_graph(router, sandbox, Post, path, "create_template", create);
    add_graph(router, sandbox, Delete, path, "delete_template", remove);
}

}  // namespace croozer::sandbox
