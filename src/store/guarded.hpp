// How an engine calls a command's function: once an error has been seen the session is lost, and an
// exception is a bug that ends the command and not the engine's thread.
#pragma once

#include "base/log.hpp"
#include "base/result.hpp"
#include "store/engine.hpp"
#include "store/session.hpp"

#include <exception>
#include <optional>
#include <utility>

namespace croozer::store {

// Remembers a session's first error. A command that swallows it must not be committed: PostgreSQL
// has aborted its transaction, and SQLite must not be more lenient than PostgreSQL.
class FirstError {
public:
    template <class T>
    [[nodiscard]] Result<T> note(Result<T> outcome) {
        if (!outcome && !error_) {
            error_ = outcome.error();
        }
        return outcome;
    }

    // The error, if there was one; asked before every statement and after the last.
    [[nodiscard]] Result<void> check() const {
        return error_ ? Result<void>(std::unexpected(*error_)) : Result<void>();
    }

    [[nodiscard]] std::optional<Error> const& error() const { return error_; }

private:
    std::optional<Error> error_;
};

[[nodiscard]] inline Result<void> run_guarded(Engine::Work& work, Session& session) {
    try {
        return work(session);
    } catch (std::exception const& exception) {
        log::error("a command threw", {{"what", std::string_view(exception.what())}});
        return failure(ErrorCode::Internal, "exception");
    }
}

}  // namespace croozer::store
