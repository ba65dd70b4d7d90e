#include "http/client_address.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <ranges>

namespace croozer::http {

namespace {

constexpr std::array<std::uint8_t, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr unsigned mapped_prefix_bits = 96;
constexpr std::ptrdiff_t network_bytes = 8;

bool is_mapped(AddressBytes const& address) {
    return std::equal(mapped_prefix.begin(), mapped_prefix.end(), address.begin());
}

// Proxies write "192.0.2.1:4711" and "[2001:db8::1]:4711" as well.
std::string_view without_port(std::string_view text) {
    if (text.starts_with('[')) {
        auto const end = text.find(']');
        return end == std::string_view::npos ? text : text.substr(1, end - 1);
    }
    auto const colon = text.find(':');
    bool const one_colon = colon != std::string_view::npos && text.rfind(':') == colon;
    return one_colon ? text.substr(0, colon) : text;
}

}  // namespace

std::optional<AddressBytes> parse_address(std::string_view text) {
    // inet_pton wants a terminated string; no address is longer than this.
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    if (text.empty() || text.size() >= buffer.size()) {
        return std::nullopt;
    }
    std::ranges::copy(text, buffer.begin());
    AddressBytes address{};
    if (::inet_pton(AF_INET6, buffer.data(), address.data()) == 1) {
        return address;
    }
    std::ranges::copy(mapped_prefix, address.begin());
    if (::inet_pton(AF_INET, buffer.data(), address.data() + mapped_prefix.size()) == 1) {
        return address;
    }
    return std::nullopt;
}

std::string address_text(AddressBytes const& address) {
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    bool const four = is_mapped(address);
    char const* const text = ::inet_ntop(
        four ? AF_INET : AF_INET6,
        four ? address.data() + mapped_prefix.size() : address.data(),
        buffer.data(),
        static_cast<socklen_t>(buffer.size())
    );
    return text == nullptr ? std::string() : std::string(text);
}

AddressBytes network_of(AddressBytes const& address) {
    auto network = address;
    if (!is_mapped(address)) {
        std::fill(network.begin() + network_bytes, network.end(), std::uint8_t{0});
    }
    return network;
}

Result<AddressSet> AddressSet::parse(std::span<std::string const> blocks) {
    AddressSet set;
    for (auto const& text : blocks) {
        auto const slash = std::min(text.find('/'), text.size());
        auto const address = parse_address(std::string_view(text).substr(0, slash));
        Block block;
        bool good = address.has_value();
        if (good) {
            block.address = *address;
            unsigned const offset = is_mapped(*address) ? mapped_prefix_bits : 0;
            if (slash < text.size()) {
                auto const* const end = text.data() + text.size();
                auto const read = std::from_chars(text.data() + slash + 1, end, block.bits);
                good = read.ec == std::errc() && read.ptr == end && block.bits <= 128 - offset;
                block.bits += offset;
            }
        }
        if (!good) {
            return failure(
                ErrorCode::BadRequest, "trusted_proxies", "not an address block: " + text
            );
        }
        set.blocks_.push_back(block);
    }
    return set;
}

bool AddressSet::contains(AddressBytes const& address) const {
    return std::ranges::any_of(blocks_, [&](Block const& block) {
        std::size_t const whole = block.bits / 8;
        unsigned const rest = block.bits % 8;
        if (!std::equal(
                block.address.begin(),
                block.address.begin() + static_cast<std::ptrdiff_t>(whole),
                address.begin()
            )) {
            return false;
        }
        if (rest == 0) {
            return true;
        }
        auto const difference = static_cast<unsigned>(block.address[whole] ^ address[whole]);
        return (difference >> (8U - rest)) == 0;
    });
}

AddressBytes client_address(
    AddressBytes const& peer, std::span<std::string_view const> forwarded, AddressSet const& trusted
) {
    auto client = peer;
    if (!trusted.contains(peer)) {
        return client;
    }
    for (auto const value : forwarded | std::views::reverse) {
        auto const hops = split(value, ',');
        for (auto const hop : hops | std::views::reverse) {
            auto const address = parse_address(without_port(trimmed(hop)));
            if (!address) {
                return client;
            }
            client = *address;
            if (!trusted.contains(client)) {
                return client;
            }
        }
    }
    return client;
}

}  // namespace croozer::http
