// Identifiers. A business is a random UUIDv4 (it is the placement key and must leak nothing); rows
// below it are UUIDv7 made by us, so they sort by creation inside the business.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace croozer {

class RandomSource;
class Clock;

struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    [[nodiscard]] bool is_nil() const { return bytes == std::array<std::uint8_t, 16>{}; }

    // "018f3c5e-…", lower case.
    [[nodiscard]] std::string to_string() const;
    // Accepts exactly the canonical 36-character form, either case.
    [[nodiscard]] static std::optional<Uuid> parse(std::string_view text);

    friend auto operator<=>(Uuid const&, Uuid const&) = default;
};

// A UUID that knows what it identifies: Id<struct OrderTag> does not convert to another Id.
template <class Tag>
struct Id {
    Uuid value{};

    [[nodiscard]] bool is_nil() const { return value.is_nil(); }

    [[nodiscard]] std::string to_string() const { return value.to_string(); }

    [[nodiscard]] static std::optional<Id> parse(std::string_view text) {
        auto const uuid = Uuid::parse(text);
        return uuid ? std::optional<Id>(Id{*uuid}) : std::nullopt;
    }

    friend auto operator<=>(Id const&, Id const&) = default;
};

using BusinessId = Id<struct BusinessTag>;
using OrganizationId = Id<struct OrganizationTag>;
using LocationId = Id<struct LocationTag>;
using UserId = Id<struct UserTag>;
using MemberId = Id<struct MemberTag>;
using CustomerId = Id<struct CustomerTag>;
using ConversationId = Id<struct ConversationTag>;
using MessageId = Id<struct MessageTag>;
using OrderId = Id<struct OrderTag>;
using OrderLineId = Id<struct OrderLineTag>;
using ProductId = Id<struct ProductTag>;
using MenuVersionId = Id<struct MenuVersionTag>;
using DealId = Id<struct DealTag>;
using AccountId = Id<struct AccountTag>;
using WorkId = Id<struct WorkTag>;
using InboxId = Id<struct InboxTag>;
using SessionId = Id<struct SessionTag>;
using UnknownWordId = Id<struct UnknownWordTag>;
using ExampleId = Id<struct ExampleTag>;
using AlertId = Id<struct AlertTag>;
using ConnectAttemptId = Id<struct ConnectAttemptTag>;
using TemplateId = Id<struct TemplateTag>;
using MediaId = Id<struct MediaTag>;

// Makes ids from an injected clock and random source, so that a test can replay them. Not
// thread-safe: one per thread or command.
class IdSource {
public:
    IdSource(Clock const& clock, RandomSource& random) : clock_(clock), random_(random) {}

    [[nodiscard]] Uuid v4();
    [[nodiscard]] Uuid v7();

    template <class IdType>
    [[nodiscard]] IdType next() {
        return IdType{v7()};
    }

private:
    Clock const& clock_;
    RandomSource& random_;
    // rand_a is the part of the millisecond, so that commands sort too (RFC 9562 §6.2, method 3).
    std::int64_t last_milliseconds_{0};
    std::uint16_t counter_{0};
};

// Work, events and leases are spread over 256 buckets by FNV-1a 64 of the business's 16 bytes. The
// function is named and fixed because rows store its result.
[[nodiscard]] std::int64_t bucket_of(BusinessId business);

}  // namespace croozer

template <>
struct std::hash<croozer::Uuid> {
    std::size_t operator()(croozer::Uuid const& id) const noexcept;
};

template <class Tag>
struct std::hash<croozer::Id<Tag>> {
    std::size_t operator()(croozer::Id<Tag> const& id) const noexcept {
        return std::hash<croozer::Uuid>{}(id.value);
    }
};
