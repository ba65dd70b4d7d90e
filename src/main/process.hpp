// What the operating system is told about this process before it does anything.
#pragma once

#include <cstddef>

namespace croozer::main {

// Keys and tokens lie in memory: they must not end in a core file, nor be read by another process
// of the same user.
void keep_memory_private();

// Raises the soft limit of open descriptors to the hard one; the limit that then holds.
[[nodiscard]] std::size_t raise_descriptor_limit();

// How many connections `descriptors` leave room for, at most `wanted`.
[[nodiscard]] std::size_t connections_within(std::size_t descriptors, std::size_t wanted);

}  // namespace croozer::main
