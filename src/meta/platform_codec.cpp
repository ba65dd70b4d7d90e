#include "meta/platform_codec.hpp"

#include "base/limits.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace croozer::meta {
namespace {

// Lists in Meta's answers are taken up to this length; none of them is that long.
constexpr std::size_t most_items = 250;
// Longer is no life: as many seconds as until 9999-12-31.
constexpr std::int64_t longest_life = 253'402'300'799;
constexpr std::string_view management = "whatsapp_business_management";

std::string word_at(JsonObject const& object, std::string_view key) {
    return text_at(object, key, limits::name_code_points);
}

std::string note_at(JsonObject const& object, std::string_view key) {
    return text_at(object, key, limits::note_code_points);
}

// Calls `visit` with every object of the array at `key`.
template <class Visit>
void each_object(JsonArray const* array, Visit visit) {
    if (array == nullptr) {
        return;
    }
    for (std::size_t i = 0; i < std::min(array->size(), most_items); ++i) {
        if (auto const* const object = (*array)[i].if_object()) {
            visit(*object);
        }
    }
}

std::vector<std::string> texts_at(
    JsonObject const& object, std::string_view key, std::size_t code_points
) {
    std::vector<std::string> texts;
    auto const* const array = array_at(object, key);
    if (array == nullptr) {
        return texts;
    }
    for (std::size_t i = 0; i < std::min(array->size(), most_items); ++i) {
        if (auto const* const text = (*array)[i].if_string()) {
            texts.push_back(clean_text({text->data(), text->size()}, code_points));
        }
    }
    return texts;
}

// Ids may be text or number; one that is neither names nothing.
std::vector<std::string> ids_at(JsonObject const& object, std::string_view key) {
    std::vector<std::string> ids;
    auto const* const array = array_at(object, key);
    if (array == nullptr) {
        return ids;
    }
    for (std::size_t i = 0; i < std::min(array->size(), most_items); ++i) {
        if (auto id = id_at(JsonObject{{"id", (*array)[i]}}, "id"); !id.empty()) {
            ids.push_back(std::move(id));
        }
    }
    return ids;
}

void add_once(std::vector<std::string>& list, std::string text) {
    if (!text.empty() && std::ranges::find(list, text) == list.end()) {
        list.push_back(std::move(text));
    }
}

std::string worst(std::vector<app::HealthEntity> const& entities) {
    constexpr std::array<std::string_view, 3> by_worst{"BLOCKED", "LIMITED", "AVAILABLE"};
    for (auto const state : by_worst) {
        if (std::ranges::find(entities, state, &app::HealthEntity::can_send) != entities.end()) {
            return std::string(state);
        }
    }
    return {};
}

app::HealthEntity read_entity(JsonObject const& object) {
    app::HealthEntity entity{
        .type = word_at(object, "entity_type"),
        .id = id_at(object, "id"),
        .can_send = word_at(object, "can_send_message"),
        .troubles = {},
        .information = texts_at(object, "additional_info", limits::note_code_points)
    };
    each_object(array_at(object, "errors"), [&](JsonObject const& trouble) {
        entity.troubles.push_back(
            {.code = integer_at(trouble, "error_code").value_or(0),
             .description = note_at(trouble, "error_description"),
             .possible_solution = note_at(trouble, "possible_solution")}
        );
    });
    return entity;
}

}  // namespace

std::optional<app::GrantedToken> read_granted_token(JsonObject const& answer) {
    app::GrantedToken granted;
    granted.token = Secret(std::string(string_at(answer, "access_token")));
    if (granted.token.empty()) {
        return std::nullopt;
    }
    // Not told, or 0, when it does not end.
    if (auto const seconds = integer_at(answer, "expires_in");
        seconds && *seconds > 0 && *seconds <= longest_life) {
        granted.lifetime = std::chrono::seconds(*seconds);
    }
    return granted;
}

std::optional<app::TokenFacts> read_token_facts(JsonObject const& answer) {
    app::TokenFacts facts;
    auto const* const data = object_at(answer, "data");
    auto const* const is_valid = data == nullptr ? nullptr : value_at(*data, "is_valid");
    if (is_valid == nullptr || !is_valid->is_bool()) {
        return std::nullopt;
    }
    facts.app_id = id_at(*data, "app_id");
    facts.type = word_at(*data, "type");
    facts.is_valid = is_valid->get_bool();
    facts.expires_at = instant_at(*data, "expires_at");
    facts.data_access_expires_at = instant_at(*data, "data_access_expires_at");
    for (auto& scope : texts_at(*data, "scopes", limits::name_code_points)) {
        add_once(facts.scopes, std::move(scope));
    }
    each_object(array_at(*data, "granular_scopes"), [&](JsonObject const& granted) {
        auto scope = word_at(granted, "scope");
        if (scope == management) {
            for (auto& id : ids_at(granted, "target_ids")) {
                add_once(facts.waba_ids, std::move(id));
            }
        }
        add_once(facts.scopes, std::move(scope));
    });
    return facts;
}

app::Health read_health(JsonObject const& node) {
    app::Health health;
    auto const* const status = object_at(node, "health_status");
    if (status == nullptr) {
        return health;
    }
    each_object(array_at(*status, "entities"), [&](JsonObject const& entity) {
        health.entities.push_back(read_entity(entity));
    });
    health.can_send = word_at(*status, "can_send_message");
    if (health.can_send.empty()) {
        health.can_send = worst(health.entities);
    }
    return health;
}

app::WabaFacts read_waba_facts(JsonObject const& node) {
    app::WabaFacts facts;
    facts.id = id_at(node, "id");
    facts.name = word_at(node, "name");
    facts.currency = word_at(node, "currency");
    facts.country = word_at(node, "country");
    facts.timezone_id = word_at(node, "timezone_id");
    if (auto const* const owner = object_at(node, "owner_business_info")) {
        facts.owner_id = id_at(*owner, "id");
        facts.owner_name = word_at(*owner, "name");
    }
    facts.review_status = word_at(node, "account_review_status");
    facts.verification_status = word_at(node, "business_verification_status");
    facts.funding_id = id_at(node, "primary_funding_id");
    facts.health = read_health(node);
    return facts;
}

app::NumberFacts read_number_facts(JsonObject const& node) {
    app::NumberFacts facts;
    facts.id = id_at(node, "id");
    facts.display_phone_number = word_at(node, "display_phone_number");
    facts.verified_name = word_at(node, "verified_name");
    facts.name_status = word_at(node, "name_status");
    facts.code_verification_status = word_at(node, "code_verification_status");
    facts.status = word_at(node, "status");
    facts.quality_rating = word_at(node, "quality_rating");
    facts.platform_type = word_at(node, "platform_type");
    if (auto const* const throughput = object_at(node, "throughput")) {
        facts.throughput_level = word_at(*throughput, "level");
    }
    facts.messaging_limit = word_at(node, "whatsapp_business_manager_messaging_limit");
    facts.is_on_business_app = is_true_at(node, "is_on_biz_app");
    facts.health = read_health(node);
    return facts;
}

std::vector<app::NumberFacts> read_numbers(JsonArray const& nodes) {
    std::vector<app::NumberFacts> numbers;
    each_object(&nodes, [&](JsonObject const& node) {
        if (auto facts = read_number_facts(node); !facts.id.empty()) {
            numbers.push_back(std::move(facts));
        }
    });
    return numbers;
}

std::optional<app::ProfileFacts> read_profile_facts(JsonObject const& answer) {
    app::ProfileFacts facts;
    auto const* const profile = first_object_at(answer, "data");
    if (profile == nullptr) {
        return std::nullopt;
    }
    // Meta signs picture addresses: long, and cut they would lead nowhere.
    constexpr std::size_t address_code_points = 2'048;
    facts.about = note_at(*profile, "about");
    facts.address = note_at(*profile, "address");
    facts.description = note_at(*profile, "description");
    facts.email = word_at(*profile, "email");
    facts.picture_url = text_at(*profile, "profile_picture_url", address_code_points);
    facts.websites = texts_at(*profile, "websites", address_code_points);
    facts.vertical = word_at(*profile, "vertical");
    return facts;
}

std::vector<app::SubscribedApp> read_subscribed_apps(JsonArray const& nodes) {
    constexpr std::size_t address_code_points = 200;  // webhooks/override
    std::vector<app::SubscribedApp> apps;
    each_object(&nodes, [&](JsonObject const& node) {
        auto const* const data = object_at(node, "whatsapp_business_api_data");
        if (data != nullptr) {
            apps.push_back(
                {.id = id_at(*data, "id"),
                 .name = word_at(*data, "name"),
                 .override_url = text_at(node, "override_callback_uri", address_code_points)}
            );
        }
    });
    return apps;
}

std::vector<std::string> read_subscribed_fields(JsonArray const& nodes) {
    std::vector<std::string> fields;
    each_object(&nodes, [&](JsonObject const& node) {
        if (string_at(node, "object") != "whatsapp_business_account") {
            return;
        }
        each_object(array_at(node, "fields"), [&](JsonObject const& field) {
            add_once(fields, word_at(field, "name"));
        });
        // Older versions name them alone.
        for (auto& name : texts_at(node, "fields", limits::name_code_points)) {
            add_once(fields, std::move(name));
        }
    });
    return fields;
}

}  // namespace croozer::meta
