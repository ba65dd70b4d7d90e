#include "store/documents/account_document.hpp"

#include "store/documents/json.hpp"

namespace croozer::store::documents {
namespace {

namespace json = boost::json;

json::object entity_object(HealthEntity const& entity) {
    json::array troubles;
    for (auto const& trouble : entity.troubles) {
        troubles.push_back(json::object{
            {"code", trouble.code},
            {"description", trouble.description},
            {"possible_solution", trouble.possible_solution}
        });
    }
    return {
        {"type", entity.type},
        {"id", entity.id},
        {"can_send", entity.can_send},
        {"troubles", std::move(troubles)},
        {"information", to_array(entity.information)}
    };
}

HealthEntity entity_from(json::object const& object) {
    HealthEntity entity{
        .type = text_of(object, "type"),
        .id = text_of(object, "id"),
        .can_send = text_of(object, "can_send"),
        .troubles = {},
        .information = texts_of(object, "information")
    };
    if (auto const* troubles = array_of(object, "troubles")) {
        for (auto const& item : *troubles) {
            if (auto const* trouble = item.if_object()) {
                entity.troubles.push_back(
                    {.code = integer_of(*trouble, "code"),
                     .description = text_of(*trouble, "description"),
                     .possible_solution = text_of(*trouble, "possible_solution")}
                );
            }
        }
    }
    return entity;
}

}  // namespace

std::string encode_health(AccountHealth const& health) {
    json::array entities;
    for (auto const& entity : health.entities) {
        entities.push_back(entity_object(entity));
    }
    return json::serialize(
        json::object{{"can_send", health.can_send}, {"entities", std::move(entities)}}
    );
}

Result<AccountHealth> decode_health(std::string_view text) {
    auto const object = TRY(parse_object(text));
    AccountHealth health{.can_send = text_of(object, "can_send"), .entities = {}};
    if (auto const* entities = array_of(object, "entities")) {
        for (auto const& item : *entities) {
            if (auto const* entity = item.if_object()) {
                health.entities.push_back(entity_from(*entity));
            }
        }
    }
    return health;
}

std::string encode_facts(AccountFacts const& facts) {
    json::object object{
        {"verified_name", facts.verified_name},
        {"name_status", facts.name_status},
        {"review_status", facts.review_status},
        {"verification_status", facts.verification_status},
        {"country", facts.country},
        {"currency", facts.currency},
        {"number_status", facts.number_status},
        {"about", facts.about},
        {"picture_url", facts.picture_url},
        {"history", facts.history}
    };
    if (facts.is_funded) {
        object["is_funded"] = *facts.is_funded;
    }
    return json::serialize(object);
}

Result<AccountFacts> decode_facts(std::string_view text) {
    auto const object = TRY(parse_object(text));
    AccountFacts facts{
        .verified_name = text_of(object, "verified_name"),
        .name_status = text_of(object, "name_status"),
        .review_status = text_of(object, "review_status"),
        .verification_status = text_of(object, "verification_status"),
        .country = text_of(object, "country"),
        .currency = text_of(object, "currency"),
        .is_funded = {},
        .number_status = text_of(object, "number_status"),
        .about = text_of(object, "about"),
        .picture_url = text_of(object, "picture_url"),
        .history = text_of(object, "history")
    };
    if (object.contains("is_funded")) {
        facts.is_funded = boolean_of(object, "is_funded");
    }
    return facts;
}

AccountFacts merged(AccountFacts known, AccountFacts const& told) {
    for (auto const member :
         {&AccountFacts::verified_name,
          &AccountFacts::name_status,
          &AccountFacts::review_status,
          &AccountFacts::verification_status,
          &AccountFacts::country,
          &AccountFacts::currency,
          &AccountFacts::number_status,
          &AccountFacts::about,
          &AccountFacts::picture_url,
          &AccountFacts::history}) {
        if (!(told.*member).empty()) {
            known.*member = told.*member;
        }
    }
    if (told.is_funded) {
        known.is_funded = told.is_funded;
    }
    return known;
}

std::string encode_restrictions(std::vector<AccountRestriction> const& restrictions) {
    json::array list;
    for (auto const& one : restrictions) {
        list.push_back(json::object{
            {"type", one.type},
            {"expiration",
             one.expiration ? json::value(one.expiration->to_rfc3339()) : json::value()},
            {"remediation", one.remediation}
        });
    }
    return json::serialize(list);
}

Result<std::vector<AccountRestriction>> decode_restrictions(std::string_view text) {
    std::vector<AccountRestriction> restrictions;
    if (text.empty()) {
        return restrictions;
    }
    for (auto const& item : TRY(parse_array(text))) {
        if (auto const* one = item.if_object()) {
            restrictions.push_back(
                {.type = text_of(*one, "type"),
                 .expiration = Instant::parse_rfc3339(text_of(*one, "expiration")),
                 .remediation = text_of(*one, "remediation")}
            );
        }
    }
    return restrictions;
}

}  // namespace croozer::store::documents
