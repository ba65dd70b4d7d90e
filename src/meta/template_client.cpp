#include "meta/template_client.hpp"

#include "domain/conversation/content.hpp"

#include <boost/json.hpp>

#include <utility>

namespace croozer::meta {
namespace {

namespace json = boost::json;
namespace most = conversation::content_limits;

// An account has 6,000 at most (…/templates/overview).
constexpr std::size_t templates_of_account = 6'000;
constexpr std::size_t word = 40;
constexpr std::size_t reason = 200;
constexpr std::size_t components_bytes = 64 * std::size_t{1024};

std::string quality_of(JsonObject const& object) {
    if (auto const* const score = object_at(object, "quality_score")) {
        return text_at(*score, "score", word);
    }
    return text_at(object, "quality_score", word);
}

}  // namespace

std::optional<conversation::SeenTemplate> read_template(JsonObject const& object) {
    conversation::SeenTemplate seen{
        .meta_id = id_at(object, "id"),
        .name = text_at(object, "name", most::template_name),
        .language = text_at(object, "language", most::template_language),
        .category = text_at(object, "category", word),
        .status = text_at(object, "status", word),
        .quality = quality_of(object),
        .reason = text_at(object, "rejected_reason", reason),
        .parameter_format = text_at(object, "parameter_format", word),
        .components = "[]"
    };
    if (seen.name.empty() || seen.language.empty()) {
        return std::nullopt;
    }
    if (seen.reason == "NONE") {
        seen.reason.clear();
    }
    if (seen.parameter_format.empty()) {
        seen.parameter_format = "POSITIONAL";
    }
    if (auto const* const components = array_at(object, "components")) {
        if (auto text = json::serialize(*components); text.size() <= components_bytes) {
            seen.components = std::move(text);
        }
    }
    return seen;
}

void TemplateClient::list(
    Secret token,
    std::string waba_id,
    app::PlatformDone<std::vector<conversation::SeenTemplate>> done
) {
    graph_.call_pages(
        {.method = "GET",
         .path = {std::move(waba_id), "message_templates"},
         .query =
             {{"fields",
               "id,name,language,status,category,quality_score,rejected_reason,components,"
               "parameter_format"},
              {"limit", "100"}},
         .body = {},
         .token = std::move(token)},
        templates_of_account,
        [done = std::move(done)](app::PlatformResult<JsonArray> answer) mutable {
            if (!answer) {
                done(std::unexpected(std::move(answer).error()));
                return;
            }
            std::vector<conversation::SeenTemplate> list;
            for (auto const& value : *answer) {
                if (auto const* const object = as_object(value)) {
                    if (auto seen = read_template(*object)) {
                        list.push_back(*std::move(seen));
                    }
                }
            }
            done(std::move(list));
        }
    );
}

void TemplateClient::create(
    Secret token,
    std::string waba_id,
    app::NewTemplate made,
    app::PlatformDone<app::CreatedTemplate> done
) {
    boost::system::error_code failed;
    json::object body{
        {"name", made.name},
        {"language", made.language},
        {"category", made.category},
        {"parameter_format", made.parameter_format},
        {"components", json::parse(made.components, failed)}
    };
    graph_.call(
        {.method = "POST",
         .path = {std::move(waba_id), "message_templates"},
         .query = {},
         .body = json::serialize(body),
         .token = std::move(token)},
        [done = std::move(done)](app::PlatformResult<JsonObject> answer) mutable {
            if (!answer) {
                done(std::unexpected(std::move(answer).error()));
                return;
            }
            done(app::CreatedTemplate{
                .meta_id = id_at(*answer, "id"),
                .status = text_at(*answer, "status", word),
                .category = text_at(*answer, "category", word)
            });
        }
    );
}

void TemplateClient::remove(
    Secret token,
    std::string waba_id,
    std::string name,
    std::string meta_id,
    app::PlatformDone<bool> done
) {
    std::vector<std::pair<std::string, std::string>> query{{"name", std::move(name)}};
    if (!meta_id.empty()) {
        query.emplace_back("hsm_id", std::move(meta_id));
    }
    graph_.call(
        {.method = "DELETE",
         .path = {std::move(waba_id), "message_templates"},
         .query = std::move(query),
         .body = {},
         .token = std::move(token)},
        [done = std::move(done)](app::PlatformResult<JsonObject> answer) mutable {
            if (!answer) {
                done(std::unexpected(std::move(answer).error()));
                return;
            }
            done(is_true_at(*answer, "success"));
        }
    );
}

}  // namespace croozer::meta
