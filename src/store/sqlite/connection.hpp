// One connection to the SQLite file, with its prepared statements. Not thread-safe.
#pragma once

#include "base/result.hpp"
#include "store/session.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace croozer::store::sqlite {

enum class Access : std::uint8_t { Writer, Reader };

class Connection {
public:
    // A writer creates the file. Every connection has automatic checkpoints off: the writer alone
    // checkpoints, because Debian 12's library has the WAL-reset bug (docs/decisions/0003).
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(
        std::string const& path, Access access
    );
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;
    ~Connection();

    [[nodiscard]] Result<Rows> query(std::string_view sql, std::span<Value const> parameters);
    [[nodiscard]] Result<std::int64_t> execute(
        std::string_view sql, std::span<Value const> parameters
    );
    // Statements that are not kept: migrations, pragmas.
    [[nodiscard]] Result<void> run(std::string const& sql);

    // False once SQLite has ended the whole transaction by itself (disk full, I/O error, no
    // memory).
    [[nodiscard]] bool in_transaction() const;
    // Table classes named by a statement (schema.hpp), remembered with it.
    [[nodiscard]] unsigned table_classes(std::string_view sql);

    [[nodiscard]] sqlite3* handle() const { return database_; }

private:
    struct Prepared {
        sqlite3_stmt* statement{nullptr};
        unsigned classes{0};
    };

    explicit Connection(sqlite3* database) : database_(database) {}

    [[nodiscard]] Result<Prepared*> prepare(std::string_view sql);
    [[nodiscard]] Result<void> bind(sqlite3_stmt* statement, std::span<Value const> parameters);
    [[nodiscard]] std::unexpected<Error> last_error() const;

    sqlite3* database_;
    std::unordered_map<std::string_view, Prepared> prepared_;
};

// $1 → ?1: SQLite numbers `$n` by first appearance, so two ids out of order would change places.
[[nodiscard]] std::string rewrite_placeholders(std::string_view sql);

}  // namespace croozer::store::sqlite
