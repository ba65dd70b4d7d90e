// Message templates through Graph
// (developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-management).
#pragma once

#include "app/template_catalogue.hpp"
#include "meta/graph_call.hpp"

namespace croozer::meta {

// Thread-safe. `graph` must outlive it and every call under way.
class TemplateClient final : public app::TemplateCatalogue {
public:
    explicit TemplateClient(GraphCaller& graph) : graph_(graph) {}

    void list(
        Secret token,
        std::string waba_id,
        app::PlatformDone<std::vector<conversation::SeenTemplate>> done
    ) override;
    void create(
        Secret token,
        std::string waba_id,
        app::NewTemplate made,
        app::PlatformDone<app::CreatedTemplate> done
    ) override;
    void remove(
        Secret token,
        std::string waba_id,
        std::string name,
        std::string meta_id,
        app::PlatformDone<bool> done
    ) override;

private:
    GraphCaller& graph_;
};

// One element of the list; nullopt without a name or a language.
[[nodiscard]] std::optional<conversation::SeenTemplate> read_template(JsonObject const& object);

}  // namespace croozer::meta
