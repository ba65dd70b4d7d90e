// An alert as a mail to the shop's owner.
#pragma once

#include "app/mailer.hpp"
#include "app/runner.hpp"
#include "domain/business/language.hpp"

#include <functional>
#include <string>

namespace croozer::app {

struct AlertWords {
    std::string subject;
    std::string text;
};

// Of any kind; `detail` is the alert's JSON.
[[nodiscard]] AlertWords words_of_alert(
    std::string_view kind, std::string_view detail, std::string_view shop, Language language
);

// To the owner's address; without one, or if it is refused there, to the business's. Sent also when
// there is nothing to tell any more (it was resolved) or nobody to tell it to.
void mail_alert(
    Runner& runner,
    Mailer& mailer,
    std::string const& public_url,
    BusinessId business,
    AlertId alert,
    std::move_only_function<void(MailOutcome)> done
);

}  // namespace croozer::app
