#include "store/postgres/session.hpp"

#include "store/schema.hpp"

#include <string>

namespace croozer::store::postgres {
namespace {

bool names_tenant_tables(unsigned classes) {
    return (classes & (1U << static_cast<unsigned>(TableClass::Tenant))) != 0;
}

}  // namespace

PostgresSession::PostgresSession(Connection& app, Link* scan, Scope scope, Access access)
    : app_(app), scan_link_(scan), scope_(scope), access_(access) {
    app_.begin(
        access, scope.kind == Scope::Kind::Business ? std::optional(scope.business) : std::nullopt
    );
}

Result<Connection*> PostgresSession::connection_for(std::string_view sql) {
    unsigned const classes = app_.table_classes(sql);
    bool const business = scope_.kind == Scope::Kind::Business;
    if (access_ == Access::Write) {
        if (!scope_allows(classes, business)) {
            return failure(ErrorCode::Internal, "scope", std::string(sql.substr(0, 80)));
        }
        return &app_;
    }
    if (business || !names_tenant_tables(classes)) {
        return &app_;
    }
    if (scan_ == nullptr) {
        scan_ = TRY(scan_link_->get());
        scan_->begin(Access::Read, std::nullopt);
    }
    return scan_;
}

Result<Rows> PostgresSession::query(std::string_view sql, std::span<Value const> parameters) {
    CHECK(first_error_.check());
    auto* const connection = TRY(first_error_.note(connection_for(sql)));
    return first_error_.note(connection->query(sql, parameters));
}

Result<std::int64_t> PostgresSession::execute(
    std::string_view sql, std::span<Value const> parameters
) {
    CHECK(first_error_.check());
    auto* const connection = TRY(first_error_.note(connection_for(sql)));
    return first_error_.note(connection->execute(sql, parameters));
}

bool PostgresSession::alive() const {
    return app_.alive() && (scan_ == nullptr || scan_->alive());
}

Result<void> PostgresSession::commit() {
    CHECK(first_error_.check());
    if (scan_ != nullptr) {
        CHECK(scan_->commit());
    }
    return first_error_.note(app_.commit());
}

void PostgresSession::rollback() {
    if (scan_ != nullptr) {
        scan_->rollback();
    }
    app_.rollback();
}

}  // namespace croozer::store::postgres
