#include "meta/graph_errors.hpp"

#include <algorithm>
#include <array>

namespace croozer::meta {
namespace {

using enum app::ErrorAction;
using namespace std::chrono_literals;

constexpr std::array rules{
    GraphErrorRule{0, 0, Reauthorise},   // the user could not be authenticated
    GraphErrorRule{1, 1, Retry, 0s, 3},  // unknown, or a malformed request: twice more
    GraphErrorRule{2, 2, Retry},
    GraphErrorRule{3, 3, Stop},  // the app lacks a capability
    GraphErrorRule{4, 4, BackOffAccount, 1min},
    GraphErrorRule{10, 10, Reauthorise},
    GraphErrorRule{33, 33, Stop},  // an id that does not exist
    GraphErrorRule{100, 100, Fix},
    GraphErrorRule{190, 190, Reauthorise},
    GraphErrorRule{200, 299, Reauthorise},
    GraphErrorRule{368, 368, StopAccount},
    GraphErrorRule{2500, 2500, Fix},
    GraphErrorRule{80007, 80007, BackOffAccount, 1min},
    GraphErrorRule{130403, 130403, Stop},
    GraphErrorRule{130429, 130429, BackOffNumber},
    GraphErrorRule{130472, 130472, Stop},
    GraphErrorRule{130497, 130497, Stop},
    GraphErrorRule{131000, 131000, Retry, 0s, 4},
    GraphErrorRule{131005, 131005, Reauthorise},
    GraphErrorRule{131008, 131009, Fix},
    GraphErrorRule{131016, 131016, Retry},
    GraphErrorRule{131021, 131021, Stop},
    GraphErrorRule{131026, 131026, Stop},
    GraphErrorRule{131030, 131030, Stop},
    GraphErrorRule{131031, 131031, StopAccount},
    GraphErrorRule{131037, 131037, StopAccount},        // the number's name is not approved
    GraphErrorRule{131042, 131042, StopBillable},       // payment method
    GraphErrorRule{131045, 131045, StopAccount},        // register the number again
    GraphErrorRule{131047, 131047, Stop},               // the 24-hour window is closed
    GraphErrorRule{131048, 131048, BackOffNumber, 1h},  // spam restriction: hours
    GraphErrorRule{131049, 131049, Retry, 24h},  // the person's marketing cap: a day, then longer
    GraphErrorRule{131050, 131050, Stop},        // stopped marketing: never again
    GraphErrorRule{131051, 131051, Fix},
    GraphErrorRule{131052, 131052, Stop},
    GraphErrorRule{131053, 131053, Fix},
    GraphErrorRule{131055, 131055, Fix},
    GraphErrorRule{131056, 131056, BackOffPair},
    GraphErrorRule{131057, 131057, Retry, 1min},  // maintenance: 1 to 5 minutes
    GraphErrorRule{131060, 131060, Stop},
    GraphErrorRule{131062, 131063, Stop},
    GraphErrorRule{131064, 131064, BackOffAccount, 10min},  // misclassified templates
    GraphErrorRule{132000, 132000, Fix},
    GraphErrorRule{132001, 132001, Stop},
    GraphErrorRule{132005, 132005, Fix},
    GraphErrorRule{132007, 132007, Stop},
    GraphErrorRule{132008, 132008, Fix},
    GraphErrorRule{132012, 132012, Fix},
    GraphErrorRule{132015, 132016, Stop},
    GraphErrorRule{132018, 132018, Fix},
    GraphErrorRule{132068, 132068, Stop},
    // Ten messages an hour, of this Flow: nothing else of the number need wait.
    GraphErrorRule{132069, 132069, Retry, 6min},
    GraphErrorRule{133000, 133000, StopAccount},
    GraphErrorRule{133004, 133004, Retry},
    GraphErrorRule{133005, 133006, StopAccount},
    GraphErrorRule{133008, 133009, BackOffAccount},
    GraphErrorRule{133010, 133010, StopAccount},  // the number is not registered
    GraphErrorRule{133015, 133015, BackOffAccount, 5min},
    GraphErrorRule{133016, 133016, StopAccount},
    GraphErrorRule{134011, 134011, Stop},
    GraphErrorRule{134100, 134102, Fix},
    GraphErrorRule{135000, 135000, Retry, 0s, 2},
    GraphErrorRule{136025, 136025, Stop},
    GraphErrorRule{137000, 137000, Stop},
    GraphErrorRule{139100, 139103, Stop},
    GraphErrorRule{139200, 139200, Stop},
    GraphErrorRule{141000, 141000, Stop},
    GraphErrorRule{141002, 141002, Stop},
    GraphErrorRule{147001, 147005, Stop},
    GraphErrorRule{2388019, 2388019, Stop},
    GraphErrorRule{2388024, 2388024, Fix},
    GraphErrorRule{2388039, 2388040, Fix},
    GraphErrorRule{2388047, 2388047, Fix},
    GraphErrorRule{2388072, 2388073, Fix},
    GraphErrorRule{2388293, 2388293, Fix},
    GraphErrorRule{2388299, 2388299, Fix},
    GraphErrorRule{2494100, 2494100, Retry, 1min},  // the number is in maintenance
    GraphErrorRule{2593107, 2593109, Stop},
};

}  // namespace

std::span<GraphErrorRule const> graph_error_rules() {
    return rules;
}

GraphErrorRule graph_error_rule(std::int64_t code, int http_status, bool is_transient) {
    auto const* const rule = std::ranges::lower_bound(rules, code, {}, &GraphErrorRule::last);
    if (rule != rules.end() && rule->first <= code) {
        return *rule;
    }
    GraphErrorRule unknown{.first = code, .last = code};
    if (http_status == 429) {
        unknown.action = BackOffNumber;
    } else if (is_transient || http_status >= 500) {
        unknown.action = Retry;
    }
    return unknown;
}

bool is_passing(app::ErrorAction action) {
    return action == Retry || action == BackOffNumber || action == BackOffAccount ||
           action == BackOffPair;
}

}  // namespace croozer::meta
