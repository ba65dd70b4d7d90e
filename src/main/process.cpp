#include "main/process.hpp"

#include "base/limits.hpp"
#include "base/log.hpp"

#include <algorithm>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace croozer::main {

// Both are needed. The limit is what an operator sees and can reason about, but the kernel does not
// hold it against a dump that is piped to a handler (core(5)), as most distributions configure it;
// an undumpable process is not dumped at all, and closes /proc/<pid>/mem and ptrace to the rest of
// its user's processes. The price: only root can attach a profiler or a debugger.
void keep_memory_private() {
    rlimit const none{.rlim_cur = 0, .rlim_max = 0};
    bool const limited = ::setrlimit(RLIMIT_CORE, &none) == 0;
    bool const undumpable = ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
    if (!limited || !undumpable) {
        log::warn("a core dump of this process would hold its secrets");
    }
}

std::size_t raise_descriptor_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return 2 * limits::reserved_descriptors;
    }
    auto const before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return before;
    }
    return limit.rlim_cur;
}

std::size_t connections_within(std::size_t descriptors, std::size_t wanted) {
    // Where there are next to none, half are for clients.
    auto const reserved = std::min(limits::reserved_descriptors, descriptors / 2);
    return std::min(wanted, descriptors - reserved);
}

}  // namespace croozer::main
