#include "store/postgres/connection.hpp"

#include "base/log.hpp"
#include "store/postgres/cells.hpp"
#include "store/schema.hpp"

#include <libpq-fe.h>

#include <array>
#include <charconv>

namespace croozer::store::postgres {
namespace {

constexpr std::string_view begin_write = "begin isolation level read committed";
constexpr std::string_view begin_read = "begin isolation level repeatable read read only";
constexpr std::string_view set_business = "select set_config('app.business_id', $1, true)";

// For a message of the server's. Class 22 quotes the value at fault, which may be a person's.
std::unexpected<Error> error_of(pg_result const* result) {
    char const* const field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    std::string const state = field == nullptr ? "" : field;
    char const* const message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    bool const quotes_data = state.starts_with("22");
    return failure(
        code_of_sqlstate(state), state, message == nullptr || quotes_data ? "" : message
    );
}

std::string first_line(char const* message) {
    std::string const text = message == nullptr ? "" : message;
    return text.substr(0, text.find('\n'));
}

}  // namespace

ErrorCode code_of_sqlstate(std::string_view sqlstate) {
    auto const of_class = [&](std::string_view prefix) { return sqlstate.starts_with(prefix); };
    if (sqlstate == "23505") {
        return ErrorCode::ConstraintUnique;
    }
    // 22: the value does not fit its column, which SQLite's STRICT tables call a constraint too.
    if (of_class("23") || of_class("22")) {
        return ErrorCode::ConstraintOther;
    }
    if (sqlstate == "53100") {
        return ErrorCode::StorageFull;
    }
    // Serialisation failure, deadlock, lock_timeout: the same again may well succeed.
    if (sqlstate == "40001" || sqlstate == "40P01" || sqlstate == "55P03") {
        return ErrorCode::Busy;
    }
    if (of_class("XX001") || of_class("XX002")) {
        return ErrorCode::Corrupt;
    }
    // 40003: nobody knows whether it was committed. 25006, 25P03: the server has become a standby,
    // or has ended an idle transaction. 58: its disk or files.
    if (sqlstate.empty() || of_class("08") || of_class("53") || of_class("57") || of_class("58") ||
        sqlstate == "40003" || sqlstate == "25006" || sqlstate == "25P03") {
        return ErrorCode::StorageUnavailable;
    }
    return ErrorCode::Internal;
}

void Connection::FreeResult::operator()(pg_result* result) const {
    PQclear(result);
}

Result<std::unique_ptr<Connection>> Connection::open(std::string const& conninfo, Use use) {
    // What stands before dbname the configured string may override, what stands after it not. The
    // keep-alives notice a peer that is gone while an answer is awaited, in about 25 s.
    std::array<char const*, 9> const keywords{
        "connect_timeout",
        "keepalives_idle",
        "keepalives_interval",
        "keepalives_count",
        "tcp_user_timeout",
        "application_name",
        "dbname",
        "client_encoding",
        nullptr
    };
    std::array<char const*, 9> const values{
        "3", "10", "5", "3", "10000", "croozer", conninfo.c_str(), "UTF8", nullptr
    };
    pg_conn* const raw = PQconnectdbParams(keywords.data(), values.data(), 1);
    if (raw == nullptr) {
        return failure(ErrorCode::StorageUnavailable, "connect", "out of memory");
    }
    std::unique_ptr<Connection> connection(new Connection(raw));
    if (PQstatus(raw) != CONNECTION_OK) {
        return failure(ErrorCode::StorageUnavailable, "connect", first_line(PQerrorMessage(raw)));
    }
    CHECK(connection->configure(use));
    return connection;
}

Result<void> Connection::configure(Use use) {
    PQsetNoticeProcessor(connection_, [](void*, char const*) {}, nullptr);
    std::string const settings =
        std::string(
            use == Use::Commands ? "set statement_timeout = '5s'; set lock_timeout = '2s'; "
                                   "set idle_in_transaction_session_timeout = '10s'; "
                                 : "set statement_timeout = 0; set lock_timeout = '10s'; "
        ) +
        "set synchronous_commit = on; set bytea_output = hex; set standard_conforming_strings = on";
    ResultHandle const answer(PQexec(connection_, settings.c_str()));
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) {
        return error_of(answer.get());
    }
    if (PQenterPipelineMode(connection_) != 1) {
        return failure(ErrorCode::Internal, "pipeline", first_line(PQerrorMessage(connection_)));
    }
    return {};
}

Connection::~Connection() {
    PQfinish(connection_);
}

bool Connection::alive() const {
    return !broken_ && PQstatus(connection_) == CONNECTION_OK;
}

std::unexpected<Error> Connection::lost() {
    broken_ = true;
    in_transaction_ = false;
    return failure(
        ErrorCode::StorageUnavailable, "connection", first_line(PQerrorMessage(connection_))
    );
}

// What was sent before it has no sync behind it: this connection cannot be used again.
std::unexpected<Error> Connection::send_failed() {
    expected_.clear();
    return lost();
}

Connection::Prepared& Connection::prepared(std::string_view sql) {
    auto found = prepared_.find(sql);
    if (found == prepared_.end()) {
        Prepared statement{
            .name = "s" + std::to_string(prepared_.size()),
            .classes = table_classes_in(sql),
            .known_to_server = false
        };
        found = prepared_.emplace(sql, std::move(statement)).first;
    }
    return found->second;
}

unsigned Connection::table_classes(std::string_view sql) {
    return prepared(sql).classes;
}

Result<void> Connection::send(std::string_view sql, Parameters const& parameters) {
    auto& statement = prepared(sql);
    if (!statement.known_to_server) {
        std::string const text(sql);
        if (PQsendPrepare(connection_, statement.name.c_str(), text.c_str(), 0, nullptr) != 1) {
            return send_failed();
        }
        expected_.push_back(&statement);
    }
    if (PQsendQueryPrepared(
            connection_,
            statement.name.c_str(),
            parameters.count(),
            parameters.pointers(),
            parameters.lengths(),
            parameters.formats(),
            0
        ) != 1) {
        return send_failed();
    }
    expected_.push_back(nullptr);
    return {};
}

void Connection::begin(Access access, std::optional<BusinessId> business) {
    begin_pending_ = true;
    access_ = access;
    business_ = business;
}

Result<void> Connection::send_begin() {
    begin_pending_ = false;
    in_transaction_ = true;
    CHECK(send(access_ == Access::Write ? begin_write : begin_read, Parameters()));
    if (business_) {
        // A parameter for a text argument is text: the id goes in its canonical form.
        std::array<Value, 1> const business{Value(business_->to_string())};
        CHECK(send(set_business, TRY(Parameters::of(business))));
    }
    return {};
}

Result<Connection::ResultHandle> Connection::round_trip(
    std::string_view sql, std::span<Value const> parameters
) {
    if (!alive()) {
        return lost();
    }
    // Before anything is sent: a value that cannot be sent must not leave a pipeline without end.
    auto const rendered = TRY(Parameters::of(parameters));
    if (begin_pending_) {
        CHECK(send_begin());
    }
    CHECK(send(sql, rendered));
    return receive();
}

// Reads every answer up to the sync. The last one is the statement's own; after the first error
// the server skips the rest.
Result<Connection::ResultHandle> Connection::receive() {
    if (PQpipelineSync(connection_) != 1) {
        return send_failed();
    }
    std::optional<Error> error;
    ResultHandle last;
    std::size_t answered = 0;
    // A null ends each command's answers. More of them than commands means that nothing will come.
    for (std::size_t ends = 0; ends <= expected_.size() + 1;) {
        ResultHandle result(PQgetResult(connection_));
        if (!result) {
            ++ends;
            continue;
        }
        auto const status = PQresultStatus(result.get());
        if (status == PGRES_PIPELINE_SYNC) {
            expected_.clear();
            if (error) {
                return std::unexpected(*std::move(error));
            }
            return last;
        }
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
            if (!error && answered < expected_.size() && expected_[answered] != nullptr) {
                expected_[answered]->known_to_server = true;
            }
            ++answered;
            last = std::move(result);
        } else if (status != PGRES_PIPELINE_ABORTED && !error) {
            error = error_of(result.get()).error();
        }
    }
    expected_.clear();
    auto gone = lost();
    // The server's last words ("terminating connection due to administrator command") say more.
    return error ? failure(ErrorCode::StorageUnavailable, error->slug, error->detail) : gone;
}

Result<Rows> Connection::query(std::string_view sql, std::span<Value const> parameters) {
    auto const result = TRY(round_trip(sql, parameters));
    int const row_count = PQntuples(result.get());
    int const columns = PQnfields(result.get());
    Rows rows;
    rows.reserve(static_cast<std::size_t>(row_count));
    for (int row = 0; row < row_count; ++row) {
        std::vector<Value> cells;
        cells.reserve(static_cast<std::size_t>(columns));
        for (int column = 0; column < columns; ++column) {
            if (PQgetisnull(result.get(), row, column) == 1) {
                cells.emplace_back();
                continue;
            }
            auto const length = static_cast<std::size_t>(PQgetlength(result.get(), row, column));
            std::string_view const text(PQgetvalue(result.get(), row, column), length);
            cells.push_back(decode_cell(PQftype(result.get(), column), text));
        }
        rows.emplace_back(std::move(cells));
    }
    return rows;
}

Result<std::int64_t> Connection::execute(std::string_view sql, std::span<Value const> parameters) {
    auto const result = TRY(round_trip(sql, parameters));
    std::string_view const count = PQcmdTuples(result.get());
    std::int64_t changed = 0;  // stays 0 for a statement that counts no rows
    std::from_chars(count.data(), count.data() + count.size(), changed);
    return changed;
}

Result<void> Connection::commit() {
    begin_pending_ = false;
    if (!in_transaction_) {
        return {};
    }
    auto const result = TRY(round_trip("commit", {}));
    in_transaction_ = false;
    // COMMIT of a transaction in which a statement has failed succeeds as a ROLLBACK.
    if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
        return failure(ErrorCode::Internal, "rolled_back", "a statement of it had failed");
    }
    return {};
}

void Connection::rollback() {
    begin_pending_ = false;
    if (!in_transaction_ || !alive()) {
        return;
    }
    if (auto const undone = round_trip("rollback", {}); !undone) {
        // In an unknown state it must not serve the next command.
        broken_ = true;
    }
    in_transaction_ = false;
}

Result<void> Connection::run(std::string const& sql) {
    if (!alive()) {
        return lost();
    }
    if (PQsendQueryParams(connection_, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) !=
        1) {
        return send_failed();
    }
    expected_.push_back(nullptr);
    CHECK(receive());
    return {};
}

}  // namespace croozer::store::postgres
