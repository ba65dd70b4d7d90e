// Who is calling, when a reverse proxy stands in between.
#pragma once

#include "base/result.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace croozer::http {

// IPv4 is kept in its mapped IPv6 form, ::ffff:a.b.c.d.
using AddressBytes = std::array<std::uint8_t, 16>;

[[nodiscard]] std::optional<AddressBytes> parse_address(std::string_view text);
// Mapped addresses as IPv4.
[[nodiscard]] std::string address_text(AddressBytes const& address);

// Whose address it is, as limits count it: IPv4 whole, IPv6 without its last 64 bits, for one
// customer has at least that many (RFC 6177).
[[nodiscard]] AddressBytes network_of(AddressBytes const& address);

class AddressSet {
public:
    AddressSet() = default;
    // "10.0.0.0/8", "::1", "192.0.2.7". BadRequest "trusted_proxies" for anything else.
    [[nodiscard]] static Result<AddressSet> parse(std::span<std::string const> blocks);
    [[nodiscard]] bool contains(AddressBytes const& address) const;

private:
    struct Block {
        AddressBytes address{};
        unsigned bits{128};
    };

    std::vector<Block> blocks_;
};

// The peer itself unless it is trusted; then the right-most address of X-Forwarded-For that is not
// trusted. Garbage in the list ends the search at the address to its right. `forwarded` holds the
// field's values in the order received.
[[nodiscard]] AddressBytes client_address(
    AddressBytes const& peer, std::span<std::string_view const> forwarded, AddressSet const& trusted
);

}  // namespace croozer::http
