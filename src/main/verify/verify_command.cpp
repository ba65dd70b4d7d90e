#include "main/verify/verify_command.hpp"

#include "base/log.hpp"
#include "base/phone.hpp"
#include "main/database.hpp"
#include "main/process.hpp"
#include "main/verify/verifier.hpp"
#include "store/queries/status_queries.hpp"

#include <cstdlib>

namespace croozer::main {
namespace {

constexpr int could_not_run = 3;
constexpr auto const* token_variable = "CROOZER_VERIFY_TOKEN";

Result<std::vector<Subject>> own_subject(VerifyOptions const& options) {
    // Not an argument, which every user of the machine could read.
    char const* const token = std::getenv(token_variable);
    if (token == nullptr || *token == '\0') {
        return failure(
            ErrorCode::BadRequest,
            "token",
            std::string("--token: put the token into the environment as ") + token_variable
        );
    }
    return std::vector{Subject{
        .business = std::nullopt,
        .waba_id = options.waba,
        .phone_number_id = options.phone_number_id,
        .portfolio_id = options.portfolio,
        .token = Secret(token)
    }};
}

void send_sample(
    Verifier& verifier,
    std::vector<Subject> const& subjects,
    std::string const& phone,
    store::Engine* engine
) {
    auto const& subject = subjects.front();
    std::function<Result<bool>(std::string const&)> status_came;
    if (engine != nullptr && subject.business) {
        status_came = [engine, business = *subject.business](std::string const& wamid) {
            return store::read_and_wait(
                *engine,
                store::Scope::of(business),
                [business, wamid](store::Session& session) {
                    return store::has_status(session, business, wamid);
                }
            );
        };
    }
    verifier.check_send(subject, phone, status_came);
}

struct Wish {
    std::optional<BusinessId> business;
    std::string phone;
};

Result<Wish> read_wish(VerifyOptions const& options) {
    Wish wish;
    if (!options.business.empty()) {
        wish.business = BusinessId::parse(options.business);
        if (!wish.business) {
            return failure(ErrorCode::BadRequest, "business", options.business + " is no id");
        }
    }
    if (!options.send_to.empty()) {
        auto phone = normal_phone(options.send_to);
        if (!phone) {
            return failure(ErrorCode::BadRequest, "phone", "--send-to: that is no phone");
        }
        if (options.own_token && options.phone_number_id.empty()) {
            return failure(
                ErrorCode::BadRequest, "phone", "--send-to with --token needs --phone-number-id"
            );
        }
        wish.phone = *std::move(phone);
    }
    return wish;
}

Result<int> run(VerifyOptions const& options, std::ostream& out) {
    auto const wish = TRY(read_wish(options));
    auto const configuration = TRY(load_configuration(options.config));
    if (configuration.app_id.empty()) {
        return failure(ErrorCode::BadRequest, "app_id", "meta.app_id must name the app");
    }
    std::unique_ptr<store::Engine> engine;
    std::vector<Subject> subjects;
    if (options.own_token) {
        subjects = TRY(own_subject(options));
    } else {
        engine = TRY(open_database_for_reading(configuration));
        subjects = TRY(stored_subjects(configuration, *engine, wish.business));
    }
    if (!wish.phone.empty() && subjects.size() > 1) {
        return failure(
            ErrorCode::BadRequest,
            "business",
            "--send-to: several businesses are connected, say with --business whose number sends"
        );
    }
    net::HttpClient http;
    Verifier verifier(configuration, http);
    if (verifier.check_version()) {
        for (auto const& subject : subjects) {
            verifier.check_subject(subject);
        }
        verifier.check_app();
        verifier.check_callback();
        if (wish.phone.empty()) {
            verifier.skip_send();
        } else {
            send_sample(verifier, subjects, wish.phone, engine.get());
        }
    }
    http.stop();
    if (engine) {
        engine->stop();
    }
    Verified const what{
        .graph_url = configuration.graph_url,
        .graph_version = configuration.graph_version,
        .app_id = configuration.app_id,
        .callback_url = verifier.callback_url()
    };
    (options.json ? write_json : write_table)(what, verifier.findings(), out);
    return exit_code_of(verifier.findings());
}

}  // namespace

int verify_meta(VerifyOptions const& options, std::ostream& out, std::ostream& errors) {
    // Before the first secret is read.
    keep_memory_private();
    log::configure(log::Level::Error, false);
    auto const code = run(options, out);
    if (!code) {
        auto const& error = code.error();
        errors << "croozer verify-meta: " << (error.detail.empty() ? error.slug : error.detail)
               << '\n';
        return could_not_run;
    }
    return *code;
}

}  // namespace croozer::main
