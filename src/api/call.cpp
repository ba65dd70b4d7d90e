#include "api/call.hpp"

#include "crypto/hmac.hpp"
#include "store/repositories/idempotency.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace croozer::api {
namespace {

constexpr auto answer_kept = std::chrono::hours(24);
constexpr std::size_t key_bytes = 255;

// Errors: BadRequest "idempotency_key" for one that is no 1–255 visible ASCII characters.
Result<std::string> idempotency_key(http::Request const& request) {
    auto const header = request.header("idempotency-key");
    if (!header) {
        return std::string();
    }
    bool const visible = std::ranges::all_of(*header, [](char c) { return c > 0x20 && c < 0x7F; });
    if (header->empty() || header->size() > key_bytes || !visible) {
        return failure(ErrorCode::BadRequest, "idempotency_key");
    }
    return std::string(*header);
}

void erase_everywhere(boost::json::value& value, std::string_view name) {
    if (auto* object = value.if_object()) {
        object->erase(name);
        for (auto& [key, member] : *object) {
            erase_everywhere(member, name);
        }
    } else if (auto* array = value.if_array()) {
        for (auto& item : *array) {
            erase_everywhere(item, name);
        }
    }
}

// Door codes are sealed wherever they are stored; the copy of an answer is kept without, and so is
// what a replay reads.
std::string to_keep(std::string const& body) {
    constexpr std::string_view secret = "doorCode";
    if (!body.contains(secret)) {
        return body;
    }
    auto value = boost::json::parse(body);
    erase_everywhere(value, secret);
    return boost::json::serialize(value);
}

// Of a body to compare later ones with. Under our key: some hold six digits that nobody may find by
// trying (the PIN of a number's two-step verification).
std::string fingerprint(Call const& call) {
    auto const digest =
        crypto::hmac_sha256(call.api.options().signing_key.reveal(), "body:" + call.request.body);
    return {digest.begin(), digest.end()};
}

Result<Answer> run_once(
    app::Context& context,
    CommandWork const& work,
    store::IdempotencyKey const& key,
    std::string const& body_hash
) {
    auto const not_before = context.system_now - Duration(answer_kept);
    auto const known = TRY(store::find_answer(context.session, context.business, key, not_before));
    if (known) {
        if (known->body_hash != body_hash) {
            return failure(ErrorCode::Validation, "idempotency_key_reused");
        }
        return Answer{
            .status = static_cast<int>(known->status),
            .body = known->response,
            .version = std::nullopt,
            .replayed = true
        };
    }
    auto answer = TRY(work(context));
    auto stored = store::insert_answer(
        context.session,
        context.business,
        key,
        {.body_hash = body_hash, .status = answer.status, .response = to_keep(answer.body)},
        context.system_now,
        not_before
    );
    if (!stored) {
        return stored.error().code == ErrorCode::ConstraintUnique
                   ? failure(ErrorCode::Conflict, "request_in_flight")
                   : std::unexpected(std::move(stored).error());
    }
    return answer;
}

}  // namespace

app::Who Call::who() const {
    return {
        .kind = app::WhoKind::Member,
        .id = user.id.value,
        .name = user.name,
        .role = shop.role,
        .remote_address = request.remote_address,
        .request_id = request.request_id
    };
}

void add_api_headers(http::Response& response) {
    response.set("Cache-Control", "no-store");
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Referrer-Policy", "same-origin");
    response.set("Cross-Origin-Resource-Policy", "same-origin");
}

void respond(Call& call, Result<Answer> answer) {
    if (!answer) {
        refuse(call, answer.error());
        return;
    }
    http::Response response;
    if (answer->status == 204) {
        response.status = 204;
    } else {
        response = http::Response::json(answer->status, std::move(answer->body));
    }
    add_api_headers(response);
    if (answer->version) {
        response.set("ETag", "\"v" + std::to_string(*answer->version) + "\"");
    }
    if (answer->replayed) {
        response.set("Idempotency-Replayed", "true");
    }
    call.respond(std::move(response));
}

void refuse(Call& call, Error const& error) {
    call.respond(problem_response(error, call.language, call.request.request_id));
}

bool refuse_problems(Call& call, input::Problems const& problems) {
    if (problems.empty()) {
        return false;
    }
    auto const& first = problems.list().front();
    Error const error = make_error(
        first.code == "cursor" ? ErrorCode::BadRequest : ErrorCode::Validation, first.code
    );
    call.respond(problem_response(error, call.language, call.request.request_id, problems.list()));
    return true;
}

bool refuse_parameters(Call& call) {
    input::Problems problems;
    QueryReader(call.request, problems).finish();
    return refuse_problems(call, problems);
}

bool refuse_content(Call& call) {
    input::Problems problems;
    input::ObjectReader reader(call.body, "", problems);
    reader.ignore("businessId");
    reader.finish();
    QueryReader(call.request, problems).finish();
    return refuse_problems(call, problems);
}

void answer_by_query(CallPtr call, ReadWork work) {
    auto& engine = call->api.runner().engine();
    auto const scope = store::Scope::of(call->business());
    store::read(engine, scope, std::move(work), [call](Result<Answer> answer) {
        respond(*call, std::move(answer));
    });
}

void answer_by_command(CallPtr call, CommandWork work, std::function<void()> after) {
    auto key = idempotency_key(call->request);
    if (!key) {
        refuse(*call, key.error());
        return;
    }
    if (!key->empty()) {
        store::IdempotencyKey const stored{
            .principal = "user:" + call->user.id.to_string(),
            .route =
                std::string(http::method_name(call->request.method)) + " " + call->request.path,
            .key = *std::move(key)
        };
        work = [work = std::move(work), stored, hash = fingerprint(*call)](app::Context& context) {
            return run_once(context, work, stored, hash);
        };
    }
    call->api.runner().run(
        store::Lane::Interactive,
        call->business(),
        std::move(work),
        [call, after = std::move(after)](Result<Answer> answer) {
            if (answer && after) {
                after();
            }
            respond(*call, std::move(answer));
        }
    );
}

Result<std::int64_t> expected_version(http::Request const& request) {
    auto const header = request.header("if-match");
    if (!header || *header == "*") {
        return failure(ErrorCode::PreconditionRequired, "precondition_required");
    }
    auto text = *header;
    std::int64_t version = 0;
    if (text.size() < 4 || !text.starts_with("\"v") || !text.ends_with('"')) {
        return failure(ErrorCode::BadRequest, "if_match");
    }
    text = text.substr(2, text.size() - 3);
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    if (error != std::errc{} || end != text.data() + text.size() || version < 0) {
        return failure(ErrorCode::BadRequest, "if_match");
    }
    return version;
}

}  // namespace croozer::api
