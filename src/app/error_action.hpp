// What to do about an error of Graph, as data: of a call's answer or of a message's status
// (developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes).
#pragma once

#include <cstdint>

namespace croozer::app {

enum class ErrorAction : std::uint8_t {
    None,
    Retry,        // exponential back-off with jitter
    BackOffPair,  // slow this conversation
    BackOffNumber,
    BackOffAccount,
    Stop,          // permanent for this message
    Reauthorise,   // the connection is broken: pause the account, keep the queue
    StopBillable,  // nothing that costs may be sent for this account
    StopAccount,   // nothing may be sent for this account
    Fix,           // our bug or our data: stop and tell the operators
};

}  // namespace croozer::app
