// Message templates at Meta, as commands and jobs see them.
#pragma once

#include "app/platform.hpp"
#include "base/secret.hpp"
#include "domain/conversation/templates.hpp"

#include <string>
#include <vector>

namespace croozer::app {

struct NewTemplate {
    std::string name;
    std::string language;
    std::string category;
    std::string parameter_format;
    std::string components;  // Meta's JSON
};

struct CreatedTemplate {
    std::string meta_id;
    std::string status;    // PENDING, APPROVED…
    std::string category;  // Meta may choose another
};

class TemplateCatalogue {
public:
    TemplateCatalogue() = default;
    TemplateCatalogue(TemplateCatalogue const&) = delete;
    TemplateCatalogue& operator=(TemplateCatalogue const&) = delete;
    virtual ~TemplateCatalogue() = default;

    // All pages.
    virtual void list(
        Secret token,
        std::string waba_id,
        PlatformDone<std::vector<conversation::SeenTemplate>> done
    ) = 0;
    virtual void create(
        Secret token, std::string waba_id, NewTemplate made, PlatformDone<CreatedTemplate> done
    ) = 0;
    // With `meta_id` that one alone; without, all languages of the name.
    virtual void remove(
        Secret token,
        std::string waba_id,
        std::string name,
        std::string meta_id,
        PlatformDone<bool> done
    ) = 0;
};

}  // namespace croozer::app
