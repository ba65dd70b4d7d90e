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

// Meta's list with what it asks of us, (support/error-codes): REAUTH, BACKOFF by scope, STOP of
// the message, of what costs or of the account, RETRY, FIX. Some of the codes are of other calls
// than sends.
TEST(GraphErrors, EveryCodeOfMetasList) {
    for (auto const& [code, action] : std::initializer_list<std::pair<int, app::ErrorAction>>{
             {0, Reauthorise},
             {1, Retry},
             {2, Retry},
             {3, Stop},
             {4, BackOffAccount},
             {10, Reauthorise},
             {33, Stop},
             {100, Fix},
             {190, Reauthorise},
             {200, Reauthorise},
             {201, Reauthorise},
             {250, Reauthorise},
             {299, Reauthorise},
             {368, StopAccount},
             {2500, Fix},
             {80007, BackOffAccount},
             {130403, Stop},
             {130429, BackOffNumber},
             {130472, Stop},
             {130497, Stop},
             {131000, Retry},
             {131005, Reauthorise},
             {131008, Fix},
             {131009, Fix},
             {131016, Retry},
             {131021, Stop},
             {131026, Stop},
             {131030, Stop},
             {131031, StopAccount},
             {131037, StopAccount},
             {131042, StopBillable},
             {131045, StopAccount},
             {131047, Stop},
             {131048, BackOffNumber},
             {131049, Retry},
             {131050, Stop},
             {131051, Fix},
             {131052, Stop},
             {131053, Fix},
             {131055, Fix},
             {131056, BackOffPair},
             {131057, Retry},
             {131060, Stop},
             {131062, Stop},
             {131063, Stop},
             {131064, BackOffAccount},
             {132000, Fix},
             {132001, Stop},
             {132005, Fix},
             {132007, Stop},
             {132008, Fix},
             {132012, Fix},
             {132015, Stop},
             {132016, Stop},
             {132018, Fix},
             {132068, Stop},
             {132069, Retry},
             {133000, StopAccount},
             {133004, Retry},
             {133005, StopAccount},
             {133006, StopAccount},
             {133008, BackOffAccount},
             {133009, BackOffAccount},
             {133010, StopAccount},
             {133015, BackOffAccount},
             {133016, StopAccount},
             {134011, Stop},
             {134100, Fix},
             {134101, Fix},
             {134102, Fix},
             {135000, Retry},
             {136025, Stop},
             {137000, Stop},
             {139100, Stop},
             {139101, Stop},
             {139102, Stop},
             {139103, Stop},
             {139200, Stop},
             {141000, Stop},
             {141002, Stop},
             {147001, Stop},
             {147005, Stop},
             {2388019, Stop},
             {2388024, Fix},
             {2388039, Fix},
             {2388040, Fix},
             {2388047, Fix},
             {2388072, Fix},
             {2388073, Fix},
             {2388293, Fix},
             {2388299, Fix},
             {2494100, Retry},
             {2593107, Stop},
             {2593108, Stop},
             {2593109, Stop},
         }) {
        EXPECT_EQ(graph_error_rule(code, 400).action, action) << code;
        EXPECT_EQ(graph_error_rule(code, 500).action, action) << code;
    }
}

TEST(GraphErrors, HowLongAndHowOften) {
    EXPECT_EQ(graph_error_rule(131057, 400).least_wait, 1min);
    EXPECT_EQ(graph_error_rule(131048, 400).least_wait, 1h);
    EXPECT_EQ(graph_error_rule(131049, 400).least_wait, 24h);
    // The first try and as many more as Meta's trouble is worth.
    EXPECT_EQ(graph_error_rule(1, 400).most_attempts, 1 + 2);
    EXPECT_EQ(graph_error_rule(131000, 400).most_attempts, 1 + 3);
    EXPECT_EQ(graph_error_rule(135000, 400).most_attempts, 1 + 1);
    EXPECT_EQ(graph_error_rule(2, 400).most_attempts, 0);
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
