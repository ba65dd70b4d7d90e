// Where the bytes of a webhook go: made durable before Meta reads 200. loops/ fulfils it.
#pragma once

#include "base/result.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace croozer::api {

inline constexpr std::string_view webhook_path = "/api/webhooks/whatsapp";

class WebhookIntake {
public:
    WebhookIntake() = default;
    WebhookIntake(WebhookIntake const&) = delete;
    WebhookIntake& operator=(WebhookIntake const&) = delete;
    virtual ~WebhookIntake() = default;
    // `body` has a valid signature and has not been parsed. `done` is called once, from any thread,
    // when it is durable or could not be made so.
    virtual void store(std::string body, std::move_only_function<void(Result<void>)> done) = 0;
};

}  // namespace croozer::api
