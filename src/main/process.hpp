// What the operating system is told about this process before it does anything.
#pragma once

namespace croozer::main {

// Keys and tokens lie in memory: they must not end in a core file, nor be read by another process
// of the same user.
void keep_memory_private();

}  // namespace croozer::main
