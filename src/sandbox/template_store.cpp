#include "sandbox/template_store.hpp"

#include "sandbox/template_rules.hpp"

#include <algorithm>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr Duration name_is_barred = std::chrono::days(30);
constexpr std::uint64_t id_space = 100'000'000'000'000;

StoredTemplate approved(std::string_view waba_id, std::string id, Template const& source) {
    StoredTemplate made;
    made.id = std::move(id);
    made.waba_id = waba_id;
    made.name = source.name;
    made.language = source.language;
    made.category = source.category;
    made.status = "APPROVED";
    made.quality = "GREEN";
    bool const named = std::ranges::any_of(variables_of(source.body), [](std::string const& name) {
        return name.find_first_not_of("0123456789") != std::string::npos;
    });
    made.parameter_format = named ? "NAMED" : "POSITIONAL";
    made.components = json::array{json::object{{"type", "BODY"}, {"text", source.body}}};
    return made;
}

// The one that every account of Meta's has from the start.
Template hello_world() {
    return {
        "hello_world",
        "en_US",
        "UTILITY",
        "Welcome and congratulations!! This message demonstrates your ability to send a WhatsApp "
        "message notification from the Cloud API, hosted by Meta. Thank you for taking the time to "
        "test with us."
    };
}

void set_text(std::string& into, json::object const& changes, std::string_view key) {
    if (auto text = text_of(changes, key)) {
        into = std::move(*text);
    }
}

}  // namespace

std::string StoredTemplate::text_of_component(std::string_view type) const {
    for (json::value const& component : components) {
        if (component.is_object() && text_of(component.get_object(), "type") == type) {
            return text_of(component.get_object(), "text").value_or("");
        }
    }
    return {};
}

json::object StoredTemplate::view() const {
    return json::object{
        {"id", id},
        {"name", name},
        {"language", language},
        {"category", category},
        {"status", status},
        {"parameter_format", parameter_format},
        {"components", components},
        {"quality_score", json::object{{"score", quality}}},
        {"rejected_reason", reason},
    };
}

std::string TemplateStore::new_id() {
    std::string digits = std::to_string(id_space + random_.below(9 * id_space));
    digits.front() = '9';
    return digits;
}

std::vector<StoredTemplate>& TemplateStore::of_account(std::string_view waba_id) {
    auto const found = templates_.find(waba_id);
    if (found != templates_.end()) {
        return found->second;
    }
    auto& made = templates_[std::string(waba_id)];
    made.push_back(approved(waba_id, new_id(), hello_world()));
    for (Template const& source : config_.templates) {
        made.push_back(approved(waba_id, new_id(), source));
    }
    return made;
}

void TemplateStore::reset() {
    std::scoped_lock const lock(mutex_);
    templates_.clear();
    barred_.clear();
    review_ = Review{};
}

std::vector<StoredTemplate> TemplateStore::all(std::string_view waba_id) {
    std::scoped_lock const lock(mutex_);
    return of_account(waba_id);
}

std::optional<StoredTemplate> TemplateStore::find(
    std::string_view waba_id, std::string_view name, std::string_view language
) {
    std::scoped_lock const lock(mutex_);
    auto const& own = of_account(waba_id);
    auto const found = std::ranges::find_if(own, [&](StoredTemplate const& item) {
        return item.name == name && item.language == language;
    });
    return found == own.end() ? std::nullopt : std::optional(*found);
}

std::expected<StoredTemplate, GraphError> TemplateStore::create(
    std::string_view waba_id, json::object const& source
) {
    if (auto const error = check_new_template(source)) {
        return std::unexpected(*error);
    }
    StoredTemplate made;
    made.waba_id = waba_id;
    made.name = text_of(source, "name").value_or("");
    made.language = text_of(source, "language").value_or("");
    made.category = text_of(source, "category").value_or("");
    made.parameter_format = text_of(source, "parameter_format").value_or(made.parameter_format);
    made.components = *array_of(source, "components");
    std::scoped_lock const lock(mutex_);
    auto& own = of_account(waba_id);
    bool const known = std::ranges::any_of(own, [&](StoredTemplate const& item) {
        return item.name == made.name && item.language == made.language;
    });
    if (known) {
        return std::unexpected(
            GraphError{100, "There is already content in this language for this template.", 2388024}
        );
    }
    if (own.size() >= most_of_an_account) {
        return std::unexpected(
            GraphError{100, "The limit of message templates of this account is reached.", 2388019}
        );
    }
    auto const bar = barred_.find(std::string(waba_id) + "|" + made.name);
    if (bar != barred_.end() && clock_.now() < bar->second) {
        return std::unexpected(GraphError{
            100, "A template of this name was deleted: the name cannot be used for 30 days.", {}
        });
    }
    made.id = new_id();
    own.push_back(made);
    return made;
}

bool TemplateStore::remove(std::string_view waba_id, std::string_view name, std::string_view id) {
    std::scoped_lock const lock(mutex_);
    auto& own = of_account(waba_id);
    bool found = false;
    std::erase_if(own, [&](StoredTemplate const& item) {
        if (item.name != name || (!id.empty() && item.id != id)) {
            return false;
        }
        found = true;
        if (item.status == "APPROVED") {
            barred_[std::string(waba_id) + "|" + item.name] = clock_.now() + name_is_barred;
        }
        return true;
    });
    return found;
}

std::optional<StoredTemplate> TemplateStore::change(
    std::string_view waba_id,
    std::string_view name,
    std::string_view language,
    json::object const& changes
) {
    std::scoped_lock const lock(mutex_);
    for (StoredTemplate& item : of_account(waba_id)) {
        if (item.name == name && item.language == language) {
            set_text(item.status, changes, "status");
            set_text(item.reason, changes, "reason");
            set_text(item.quality, changes, "quality");
            set_text(item.category, changes, "category");
            return item;
        }
    }
    return std::nullopt;
}

Review TemplateStore::review() const {
    std::scoped_lock const lock(mutex_);
    return review_;
}

void TemplateStore::set_review(Review review) {
    std::scoped_lock const lock(mutex_);
    review_ = std::move(review);
}

}  // namespace croozer::sandbox
