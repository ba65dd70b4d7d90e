// A transaction on PostgreSQL as repositories see it.
#pragma once

#include "store/engine.hpp"
#include "store/guarded.hpp"
#include "store/postgres/link.hpp"
#include "store/session.hpp"

#include <optional>

namespace croozer::store::postgres {

class PostgresSession final : public Session {
public:
    // `scan` is nullptr for a write. It is connected only if a statement needs it.
    PostgresSession(Connection& app, Link* scan, Scope scope, Access access);

    using Session::execute;
    using Session::query;

    [[nodiscard]] Result<Rows> query(std::string_view sql, std::span<Value const> parameters)
        override;
    [[nodiscard]] Result<std::int64_t> execute(
        std::string_view sql, std::span<Value const> parameters
    ) override;

    [[nodiscard]] Dialect dialect() const override { return Dialect::Postgres; }

    [[nodiscard]] bool writes() const override { return access_ == Access::Write; }

    // The first error the database gave, which decides about a retry whatever the command made of
    // it.
    [[nodiscard]] std::optional<Error> const& first_error() const { return first_error_.error(); }

    // False once the server has gone from a connection that this session used.
    [[nodiscard]] bool alive() const;

    // Commits, or says what a swallowed error was.
    [[nodiscard]] Result<void> commit();
    void rollback();

private:
    [[nodiscard]] Result<Connection*> connection_for(std::string_view sql);

    Connection& app_;
    Link* scan_link_;
    Connection* scan_{nullptr};
    Scope scope_;
    Access access_;
    FirstError first_error_;
};

}  // namespace croozer::store::postgres
