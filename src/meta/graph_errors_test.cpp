#include "meta/graph_errors.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace croozer::meta {
namespace {

using enum app::ErrorAction;
using namespace std::chrono_literals;

TEST(GraphErrors, TheTableIsAscendingWithoutOverlap) {
    std::int64_t last = -1;
    for (auto const& rule : graph_error_rules()) {
        EXPECT_LT(last, rule.first);
        EXPECT_LE(rule.first, rule.last);
        EXPECT_NE(rule.action, None);
        last = rule.last;
    }
}

TEST(GraphErrors, KnownCodes) {
    for (auto const& [code, action] : std::initializer_list<std::pair<int, app::ErrorAction>>{
             {0, Reauthorise},
             {1, Retry},
             {2, Retry},
             {4, BackOffAccount},
             {10, Reauthorise},
             {100, Fix},
             {190, Reauthorise},
             {200, Reauthorise},
             {299, Reauthorise},
             {368, StopAccount},
             {80007, BackOffAccount},
             {130429, BackOffNumber},
             {131000, Retry},
             {131005, Reauthorise},
             {131008, Fix},
             {131009, Fix},
             {131026, Stop},
             {131031, StopAccount},
             {131047, Stop},
             {131048, BackOffNumber},
             {131056, BackOffPair},
             {131057, Retry},
             {132012, Fix},
             {133010, StopAccount},
             {134101, Fix},
             {2593108, Stop},
         }) {
        EXPECT_EQ(graph_error_rule(code, 400).action, action) << code;
        EXPECT_EQ(graph_error_rule(code, 500).action, action) << code;
    }
    EXPECT_EQ(graph_error_rule(131057, 400).least_wait, 1min);
}

TEST(GraphErrors, UnknownCodes) {
    for (int const code : {-1, 5, 199, 300, 131058, 9'999'999}) {
        EXPECT_EQ(graph_error_rule(code, 400).action, Stop) << code;
        EXPECT_EQ(graph_error_rule(code, 400, true).action, Retry) << code;
        EXPECT_EQ(graph_error_rule(code, 503).action, Retry) << code;
        EXPECT_EQ(graph_error_rule(code, 429).action, BackOffNumber) << code;
    }
}

}  // namespace
}  // namespace croozer::meta
