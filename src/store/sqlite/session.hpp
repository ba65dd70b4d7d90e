// A transaction of one connection as repositories see it.
#pragma once

#include "store/engine.hpp"
#include "store/guarded.hpp"
#include "store/schema.hpp"
#include "store/sqlite/connection.hpp"

#include <optional>
#include <string>

namespace croozer::store::sqlite {

class SqliteSession final : public Session {
public:
    SqliteSession(Connection& connection, std::optional<Scope> write_scope)
        : connection_(connection), write_scope_(write_scope) {}

    using Session::execute;
    using Session::query;

    [[nodiscard]] Result<Rows> query(std::string_view sql, std::span<Value const> parameters)
        override {
        CHECK(first_error_.check());
        CHECK(first_error_.note(check_scope(sql)));
        return first_error_.note(connection_.query(sql, parameters));
    }

    [[nodiscard]] Result<std::int64_t> execute(
        std::string_view sql, std::span<Value const> parameters
    ) override {
        CHECK(first_error_.check());
        CHECK(first_error_.note(check_scope(sql)));
        return first_error_.note(connection_.execute(sql, parameters));
    }

    [[nodiscard]] Dialect dialect() const override { return Dialect::Sqlite; }

    [[nodiscard]] bool writes() const override { return write_scope_.has_value(); }

    // What a command that swallowed an error is answered.
    [[nodiscard]] Result<void> check() const { return first_error_.check(); }

private:
    [[nodiscard]] Result<void> check_scope(std::string_view sql) {
        if (write_scope_ &&
            !scope_allows(
                connection_.table_classes(sql), write_scope_->kind == Scope::Kind::Business
            )) {
            return failure(ErrorCode::Internal, "scope", std::string(sql.substr(0, 80)));
        }
        return {};
    }

    Connection& connection_;
    std::optional<Scope> write_scope_;
    FirstError first_error_;
};

inline Result<void> run_in(SqliteSession& session, Engine::Work& work) {
    CHECK(run_guarded(work, session));
    return session.check();
}

// A snapshot of its own.
inline Result<void> read_in(Connection& connection, Engine::Work& work) {
    CHECK(connection.execute("begin", {}));
    SqliteSession session(connection, std::nullopt);
    auto outcome = run_in(session, work);
    if (connection.in_transaction()) {
        CHECK(connection.execute("commit", {}));
    }
    return outcome;
}

}  // namespace croozer::store::sqlite
