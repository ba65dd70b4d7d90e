#include "main/process.hpp"

#include "base/limits.hpp"

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

[[noreturn]] void end_with_descriptors() {
    rlimit limit{.rlim_cur = 300, .rlim_max = 900};
    ::setrlimit(RLIMIT_NOFILE, &limit);
    auto const allowed = raise_descriptor_limit();
    ::getrlimit(RLIMIT_NOFILE, &limit);
    std::_Exit(allowed == 900 && limit.rlim_cur == 900 ? 0 : 1);
}

TEST(Process, ItsMemoryIsNotDumped) {
    EXPECT_EXIT(end_with_private_memory(), testing::ExitedWithCode(0), "");
}

TEST(Process, DescriptorsAreRaisedToWhatIsAllowed) {
    EXPECT_EXIT(end_with_descriptors(), testing::ExitedWithCode(0), "");
}

TEST(Process, ConnectionsLeaveDescriptorsForTheRest) {
    EXPECT_EQ(connections_within(1'000'000, 20'000), 20'000U);
    EXPECT_EQ(connections_within(1'024, 20'000), 1'024 - limits::reserved_descriptors);
    EXPECT_EQ(connections_within(1'024, 100), 100U);
    EXPECT_EQ(connections_within(100, 20'000), 50U);
}

}  // namespace
}  // namespace croozer::main
