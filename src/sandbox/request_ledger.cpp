#include "sandbox/request_ledger.hpp"

#include "sandbox/sandbox.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace croozer::sandbox {
namespace {

constexpr std::array<std::string_view, 8> secret_parameters{
    "access_token",
    "client_secret",
    "input_token",
    "code",
    "fb_exchange_token",
    "appsecret_proof",
    "verify_token",
    "revoke_token",
};

bool is_secret(std::string_view name) {
    return std::ranges::find(secret_parameters, name) != secret_parameters.end();
}

json::value without_secrets(json::value value) {
    if (json::object* const object = value.if_object()) {
        for (auto& [key, inner] : *object) {
            inner = is_secret(key) && inner.is_string() ? json::value("(secret)")
                                                        : without_secrets(std::move(inner));
        }
    } else if (json::array* const array = value.if_array()) {
        for (json::value& inner : *array) {
            inner = without_secrets(std::move(inner));
        }
    }
    return value;
}

// JSON as it is, a form as {"(form)":bytes}, nothing as null.
json::value body_view(std::string const& body, std::string_view content_type) {
    if (body.empty()) {
        return nullptr;
    }
    if (content_type.starts_with("multipart/")) {
        return json::object{{"(form)", body.size()}};
    }
    auto parsed = parse_json(body);
    return parsed ? without_secrets(std::move(*parsed)) : json::value(to_json(body));
}

}  // namespace

void RequestLedger::add(
    Instant at,
    std::string_view operation,
    http::Request const& request,
    http::Response const& answer
) {
    Entry entry;
    entry.at = at;
    entry.operation = operation;
    entry.method = http::method_name(request.method);
    entry.path = request.path;
    entry.query = request.query;
    entry.content_type = request.header("content-type").value_or("");
    if (std::string const token = token_of(request); !token.empty()) {
        entry.token_id = token_id(token);
    }
    bool const form = entry.content_type.starts_with("multipart/");
    entry.body =
        form ? std::string(request.body.substr(0, 1)) : request.body.substr(0, most_body_bytes);
    entry.status = answer.status;
    entry.answer = answer.body.substr(0, most_body_bytes);
    std::scoped_lock const lock(mutex_);
    Count& count = counts_[entry.operation];
    ++count.calls;
    count.refused += answer.status == 200 ? 0 : 1;
    entry.sequence = ++last_;
    entries_.push_back(std::move(entry));
    if (entries_.size() > most_kept) {
        entries_.pop_front();
    }
}

json::object RequestLedger::view(Entry const& entry) {
    json::object query;
    for (auto const& [name, value] : entry.query) {
        query[name] = to_json(is_secret(name) ? std::string_view("(secret)") : value);
    }
    return json::object{
        {"seq", entry.sequence},
        {"at", entry.at.to_rfc3339()},
        {"operation", entry.operation},
        {"method", entry.method},
        {"path", entry.path},
        {"query", std::move(query)},
        {"content_type", entry.content_type},
        {"token_id", entry.token_id},
        {"body", body_view(entry.body, entry.content_type)},
        {"status", entry.status},
        {"answer", body_view(entry.answer, "application/json")},
    };
}

json::object RequestLedger::after(std::int64_t since, std::size_t most) const {
    std::scoped_lock const lock(mutex_);
    json::array requests;
    std::int64_t next = since;
    for (Entry const& entry : entries_) {
        if (entry.sequence > since && requests.size() < most) {
            next = entry.sequence;
            requests.emplace_back(view(entry));
        }
    }
    return json::object{{"requests", std::move(requests)}, {"next", next}};
}

void RequestLedger::count_mixed(std::string_view operation) {
    std::scoped_lock const lock(mutex_);
    ++(operation == "send" ? mixed_sends_ : mixed_requests_);
}

json::object RequestLedger::stats() const {
    std::scoped_lock const lock(mutex_);
    json::object operations;
    for (auto const& [name, count] : counts_) {
        operations[name] = json::object{{"calls", count.calls}, {"refused", count.refused}};
    }
    return json::object{
        {"requests", last_},
        {"mixed_sends", mixed_sends_},
        {"mixed_requests", mixed_requests_},
        {"operations", std::move(operations)},
    };
}

void RequestLedger::clear() {
    std::scoped_lock const lock(mutex_);
    entries_.clear();
    counts_.clear();
    mixed_sends_ = 0;
    mixed_requests_ = 0;
}

}  // namespace croozer::sandbox
