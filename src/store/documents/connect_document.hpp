// The steps of connecting a number and what Meta said on the way, as a connect attempt's row holds
// them.
#pragma once

#include "base/result.hpp"
#include "base/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::store {

// In the order in which they are taken (embedded-signup/onboarding-customers-as-a-tech-provider).
enum class ConnectStep : std::uint8_t {
    Exchange,
    Inspect,
    Waba,
    Numbers,
    Ownership,
    Subscribe,
    Register,
    Facts,
    Templates,
    Test,
};

inline constexpr std::size_t connect_step_count = 10;

enum class StepState : std::uint8_t { Pending, Running, Done, Skipped, Failed };

// Our word for it and Meta's own.
struct StepError {
    std::string slug;
    std::int64_t code{0};
    std::int64_t subcode{0};
    std::string detail;
    std::string user_title;
    std::string user_message;
    bool passing{false};
    std::int64_t http_status{0};
    std::string trace_id;
    friend bool operator==(StepError const&, StepError const&) = default;
};

struct StepRecord {
    StepState state{StepState::Pending};
    std::optional<Instant> at;
    std::optional<StepError> error;  // of a step that is done: a warning
    friend bool operator==(StepRecord const&, StepRecord const&) = default;
};

using ConnectSteps = std::array<StepRecord, connect_step_count>;

struct ListedNumber {
    std::string id;
    std::string display_phone_number;
    std::string verified_name;
    std::string status;
    std::string platform_type;
    bool is_on_business_app{false};
    friend bool operator==(ListedNumber const&, ListedNumber const&) = default;
};

// One request for what the WhatsApp Business app holds.
struct AppDataRequest {
    std::string sync_type;
    bool accepted{false};
    std::int64_t code{0};
    std::string detail;
    friend bool operator==(AppDataRequest const&, AppDataRequest const&) = default;
};

struct ConnectFacts {
    std::vector<std::string> granted_wabas;
    std::vector<ListedNumber> numbers;
    std::string phone_number;  // as Meta shows it
    std::string verified_name;
    std::string quality;
    std::string throughput_level;
    std::string messaging_limit;
    std::int64_t latency_ms{0};
    std::vector<AppDataRequest> app_data;
    friend bool operator==(ConnectFacts const&, ConnectFacts const&) = default;
};

[[nodiscard]] std::string_view step_name(ConnectStep step);
[[nodiscard]] std::string_view step_state_name(StepState state);

namespace documents {

[[nodiscard]] std::string encode_steps(ConnectSteps const& steps);
// Steps that the document does not name are pending. Error: Corrupt "document".
[[nodiscard]] Result<ConnectSteps> parse_steps(std::string_view text);
[[nodiscard]] std::string encode_connect_facts(ConnectFacts const& facts);
[[nodiscard]] Result<ConnectFacts> parse_connect_facts(std::string_view text);

}  // namespace documents
}  // namespace croozer::store
