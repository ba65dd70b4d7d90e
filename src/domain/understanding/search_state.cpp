#include "domain/understanding/search_state.hpp"

namespace croozer::understanding {

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
    hash ^= value + 0x9E3779B97F4A7C15ULL + (hash << 6U) + (hash >> 2U);
    return hash * 0xFF51AFD7ED558CCDULL;
}

std::uint64_t number_of(Chosen const& chosen) {
    return (static_cast<std::uint64_t>(static_cast<std::uint16_t>(chosen.group)) << 48U) |
           (static_cast<std::uint64_t>(static_cast<std::uint16_t>(chosen.option)) << 32U) |
           (static_cast<std::uint64_t>(chosen.part) << 24U) |
           (static_cast<std::uint64_t>(chosen.qualifier) << 16U) |
           (static_cast<std::uint64_t>(chosen.negated) << 8U) | chosen.count;
}

// What the customer gets by it; how it was read does not count.
std::uint64_t content(Item const& item) {
    std::uint64_t hash = static_cast<std::uint64_t>(item.quantity);
    for (std::int32_t const candidate : item.candidates) {
        hash = mix(hash, static_cast<std::uint64_t>(candidate));
    }
    std::uint64_t options = 0;
    for (Chosen const& chosen : item.options) {
        options += mix(1, number_of(chosen));  // in any order
    }
    return mix(hash, options);
}

std::uint64_t hash_of(Item const& item) {
    std::uint64_t hash = mix(item.previous == nullptr ? 0 : item.previous->hash, item.content);
    hash = mix(hash, static_cast<std::uint64_t>(item.total));
    return mix(
        hash,
        (item.plain ? 1U : 0U) | (item.counted ? 2U : 0U) | (item.part ? 4U : 0U) |
            (item.removed ? 8U : 0U) | (item.headless ? 16U : 0U) | (item.unclear ? 32U : 0U) |
            (static_cast<unsigned>(item.halves) << 8U) | (item.heading ? 64U : 0U) |
            (item.title ? 128U : 0U) | (static_cast<unsigned>(item.inherited) << 16U)
    );
}

std::uint64_t signature(State const& state) {
    std::uint64_t hash = state.items == nullptr ? 0 : state.items->hash;
    hash = mix(hash, static_cast<std::uint64_t>(state.open));
    hash = mix(hash, static_cast<std::uint64_t>(state.number));
    for (Chosen const& chosen : state.forward) {
        hash = mix(hash, number_of(chosen));
    }
    std::uint64_t flags = 0;
    for (bool const flag :
         std::initializer_list<bool>{state.fresh,     state.refused,        state.joined,
                                     state.anded,     state.correcting,     state.all,
                                     state.both,      state.doubled,        state.definite,
                                     state.article,   state.times,          state.more,
                                     state.few,       state.idle_size >= 0, state.of_them,
                                     state.listing,   state.number_beside,  state.half_waits,
                                     state.replacing, state.listed,         state.each,
                                     state.some,      state.lines_hard}) {
        flags = (flags << 1U) | (flag ? 1U : 0U);
    }
    flags = (flags << 4U) | static_cast<unsigned>(state.scope);
    flags = (flags << 4U) | static_cast<unsigned>(state.qualifier);
    flags = (flags << 4U) | static_cast<unsigned>(state.part);
    flags = (flags << 4U) | state.paired;
    flags = (flags << 4U) | state.loose_halves;
    flags = (flags << 4U) | static_cast<unsigned>(state.before);
    hash = mix(hash, static_cast<std::uint64_t>(state.lines_left));
    return mix(hash, flags);
}

}  // namespace croozer::understanding
