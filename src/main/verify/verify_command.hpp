// `croozer verify-meta`: is everything at Meta as Croozer needs it? Without a server, beside a
// running one, or with a token of one's own; docs/meta-setup.md says what each check proves.
#pragma once

#include <ostream>
#include <string>

namespace croozer::main {

struct VerifyOptions {
    std::string config{"croozer.toml"};
    bool json{false};
    std::string send_to;   // a phone: sends hello_world to it
    std::string business;  // of the database: only this one's account
    // The token of CROOZER_VERIFY_TOKEN instead of the database's, with what to look at.
    bool own_token{false};
    std::string waba;
    std::string phone_number_id;
    std::string portfolio;
};

// The exit code: 0 all is well, 1 a check failed, 2 warnings only, 3 could not run.
int verify_meta(VerifyOptions const& options, std::ostream& out, std::ostream& errors);

}  // namespace croozer::main
