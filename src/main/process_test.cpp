#include "main/process.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace croozer::main {
namespace {

// These run in a child, for neither can be taken back.
[[noreturn]] void end_with_private_memory() {
    keep_memory_private();
    rlimit core{};
    ::getrlimit(RLIMIT_CORE, &core);
    bool const undumpable = ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
    std::_Exit(core.rlim_cur == 0 && core.rlim_max == 0 && undumpable ? 0 : 1);
}

TEST(Process, ItsMemoryIsNotDumped) {
    EXPECT_EXIT(end_with_private_memory(), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace croozer::main
