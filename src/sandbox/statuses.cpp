// sent → delivered → read, as webhooks, later.
#include "sandbox/customers.hpp"
#include "sandbox/sandbox.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace croozer::sandbox {
namespace {

struct Step {
    std::string_view status;
    // In units of the mode's delay; reading takes a person longer than the network.
    int when;
};

constexpr std::array steps{Step{"sent", 1}, Step{"delivered", 2}, Step{"read", 5}};

void post_status(Sandbox& sandbox, Shop const& shop, StatusUpdate update) {
    update.at = sandbox.clock.now();
    if (!sandbox.estate.is_subscribed(shop.waba_id)) {
        return;
    }
    sandbox.webhooks.post(meta_json(status_webhook(shop, update)), nullptr);
}

}  // namespace

void schedule_statuses(
    Sandbox& sandbox, Shop const& shop, OutgoingMessage const& message, std::string const& wamid
) {
    Modes const modes = sandbox.modes.current();
    auto const failure_code = sandbox.modes.take_failure();
    if (!modes.statuses || modes.drop_statuses) {
        return;
    }
    StatusUpdate update;
    update.wamid = wamid;
    update.recipient = sandbox.contacts.recipient(shop, message);
    update.by_bsuid = message.by_bsuid;
    update.is_template = message.type == "template";
    update.callback_data = message.callback_data;
    if (failure_code) {
        update.status = "failed";
        update.error = GraphError{*failure_code, "Asked for by the sandbox's modes.", {}};
        sandbox.timeline.after(
            modes.delay,
            [&sandbox, &shop, update = std::move(update)]() mutable {
                post_status(sandbox, shop, std::move(update));
            }
        );
        return;
    }
    for (std::size_t i = 0; i < steps.size(); ++i) {
        StatusUpdate next = update;
        next.status = steps[i].status;
        int const when = modes.reorder ? steps[steps.size() - 1 - i].when : steps[i].when;
        sandbox.timeline.after(
            modes.delay * when,
            [&sandbox, &shop, next = std::move(next)]() mutable {
                post_status(sandbox, shop, std::move(next));
            }
        );
    }
}

}  // namespace croozer::sandbox
