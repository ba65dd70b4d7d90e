// The message templates of every account: what is asked for is checked, waits for its review and is
// decided (developers.facebook.com/documentation/business-messaging/whatsapp/templates/
// template-management). Thread-safe, in memory.
#pragma once

#include "base/random.hpp"
#include "base/time.hpp"
#include "sandbox/config.hpp"
#include "sandbox/graph_error.hpp"
#include "sandbox/json_tools.hpp"

#include <chrono>
#include <expected>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::sandbox {

struct StoredTemplate {
    std::string id;
    std::string waba_id;
    std::string name;
    std::string language;
    std::string category;
    std::string status{"PENDING"};
    std::string quality{"UNKNOWN"};
    // Why it was rejected; "NONE" otherwise.
    std::string reason{"NONE"};
    // POSITIONAL or NAMED.
    std::string parameter_format{"POSITIONAL"};
    json::array components;

    // The text of the component of that type; empty without one.
    [[nodiscard]] std::string text_of_component(std::string_view type) const;
    [[nodiscard]] json::object view() const;
};

// What the next reviews decide.
struct Review {
    // APPROVED, REJECTED, or PENDING: it is never decided.
    std::string decision{"APPROVED"};
    std::string reason{"NONE"};
    // Meta takes minutes to a day.
    std::chrono::milliseconds delay{500};
};

class TemplateStore {
public:
    TemplateStore(Config const& config, Clock const& clock, RandomSource& random)
        : config_(config), clock_(clock), random_(random) {}

    // As configured, for every account.
    void reset();

    [[nodiscard]] std::vector<StoredTemplate> all(std::string_view waba_id);
    [[nodiscard]] std::optional<StoredTemplate> find(
        std::string_view waba_id, std::string_view name, std::string_view language
    );
    // Checked as Meta checks it; PENDING.
    std::expected<StoredTemplate, GraphError> create(
        std::string_view waba_id, json::object const& source
    );
    // Every language of that name, or the one with that id. False if there was none.
    bool remove(std::string_view waba_id, std::string_view name, std::string_view id);
    // The keys that are there: status, reason, quality, category. The template afterwards.
    std::optional<StoredTemplate> change(
        std::string_view waba_id,
        std::string_view name,
        std::string_view language,
        json::object const& changes
    );

    [[nodiscard]] Review review() const;
    void set_review(Review review);

    // Of an account that is not verified (meta notes §9).
    static constexpr std::size_t most_of_an_account = 250;

private:
    std::vector<StoredTemplate>& of_account(std::string_view waba_id);
    [[nodiscard]] std::string new_id();

    Config const& config_;
    Clock const& clock_;
    RandomSource& random_;
    mutable std::mutex mutex_;
    std::map<std::string, std::vector<StoredTemplate>, std::less<>> templates_;
    // Approved names that were deleted cannot be used for 30 days; by "account|name".
    std::map<std::string, Instant, std::less<>> barred_;
    Review review_;
};

}  // namespace croozer::sandbox
