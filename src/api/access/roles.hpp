// Who may do what in a shop: one table, denied by default. Every route of a shop names its resource
// and verb; api/openapi.yaml repeats them as x-resource and x-verb.
#pragma once

#include "domain/ordering/order_state.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace croozer::api {

enum class Resource : std::uint8_t {
    Business,
    Orders,
    Customers,
    Products,
    Conversations,
    Messages,
    Learning,
    Whatsapp,
    Alerts,
    Events,
    Templates,
};

enum class Verb : std::uint8_t { Read, Create, Update, Move, Cancel, Undo, Send, Delete };

struct Right {
    Resource resource;
    Verb verb;
    std::uint8_t roles;  // bit 1 << Role
};

namespace impl {

using enum ordering::Role;

template <class... Roles>
constexpr std::uint8_t only(Roles... roles) {
    return static_cast<std::uint8_t>(((1U << static_cast<unsigned>(roles)) | ...));
}

inline constexpr auto office = only(Owner, Manager);
inline constexpr auto counter = only(Owner, Manager, Cashier);
inline constexpr auto everyone = only(Owner, Manager, Cashier, Kitchen, Courier, Viewer);

}  // namespace impl

// Within a right the views still hide what a role must not see, the table of order states decides
// each move, and cashier and kitchen may change of a product only whether it is there.
inline constexpr std::array rights{
    Right{
        Resource::Business,
        Verb::Read,
        impl::only(impl::Owner, impl::Manager, impl::Cashier, impl::Viewer)
    },
    Right{Resource::Business, Verb::Update, impl::office},
    Right{Resource::Orders, Verb::Read, impl::everyone},
    Right{Resource::Orders, Verb::Create, impl::counter},
    Right{
        Resource::Orders,
        Verb::Move,
        impl::only(impl::Owner, impl::Manager, impl::Cashier, impl::Kitchen, impl::Courier)
    },
    Right{Resource::Orders, Verb::Cancel, impl::counter},
    Right{
        Resource::Orders,
        Verb::Undo,
        impl::only(impl::Owner, impl::Manager, impl::Cashier, impl::Kitchen, impl::Courier)
    },
    Right{
        Resource::Customers,
        Verb::Read,
        impl::only(impl::Owner, impl::Manager, impl::Cashier, impl::Viewer)
    },
    Right{Resource::Customers, Verb::Create, impl::counter},
    Right{Resource::Customers, Verb::Update, impl::counter},
    Right{
        Resource::Products,
        Verb::Read,
        impl::only(impl::Owner, impl::Manager, impl::Cashier, impl::Kitchen, impl::Viewer)
    },
    Right{Resource::Products, Verb::Create, impl::office},
    Right{
        Resource::Products,
        Verb::Update,
        impl::only(impl::Owner, impl::Manager, impl::Cashier, impl::Kitchen)
    },
    Right{Resource::Conversations, Verb::Read, impl::counter},
    Right{Resource::Conversations, Verb::Update, impl::counter},
    Right{Resource::Messages, Verb::Read, impl::counter},
    Right{Resource::Messages, Verb::Send, impl::counter},
    Right{Resource::Learning, Verb::Read, impl::office},
    Right{Resource::Learning, Verb::Create, impl::office},
    Right{Resource::Learning, Verb::Update, impl::office},
    Right{Resource::Learning, Verb::Delete, impl::office},
    // Only the owner connects the number and lets it go; whoever runs the office sees to it.
    Right{Resource::Whatsapp, Verb::Read, impl::office},
    Right{Resource::Whatsapp, Verb::Create, impl::only(impl::Owner)},
    Right{Resource::Whatsapp, Verb::Update, impl::office},
    Right{Resource::Whatsapp, Verb::Delete, impl::only(impl::Owner)},
    // Whoever stands at the counter must know that no orders arrive; the office sees to it.
    Right{Resource::Alerts, Verb::Read, impl::counter},
    Right{Resource::Alerts, Verb::Update, impl::office},
    Right{Resource::Events, Verb::Read, impl::everyone},
    // Whoever writes to customers must see what may be sent.
    Right{Resource::Templates, Verb::Read, impl::counter},
    Right{Resource::Templates, Verb::Create, impl::office},
    Right{Resource::Templates, Verb::Update, impl::office},
    Right{Resource::Templates, Verb::Delete, impl::office},
};

[[nodiscard]] constexpr bool may(ordering::Role role, Resource resource, Verb verb) {
    for (auto const& right : rights) {
        if (right.resource == resource && right.verb == verb) {
            return ((right.roles >> static_cast<unsigned>(role)) & 1U) != 0;
        }
    }
    return false;
}

[[nodiscard]] std::string_view resource_name(Resource resource);
[[nodiscard]] std::string_view verb_name(Verb verb);

}  // namespace croozer::api
