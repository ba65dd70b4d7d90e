// One libpq connection with its prepared statements. Blocking, always in pipeline mode, so that
// BEGIN, the tenant setting, a first PREPARE and the statement leave in one write. Not thread-safe.
#pragma once

#include "base/id.hpp"
#include "base/result.hpp"
#include "store/session.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct pg_conn;
struct pg_result;

namespace croozer::store::postgres {

class Parameters;

// Whose connection it is decides its time limits: a migration may build an index for minutes.
enum class Use : std::uint8_t { Commands, Migrations };
enum class Access : std::uint8_t { Write, Read };

class Connection {
public:
    // StorageUnavailable if the server cannot be reached within 3 s or refuses the role.
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(
        std::string const& conninfo, Use use
    );
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;
    ~Connection();

    // Starts a transaction with the next statement; without one there is none. A Write reads what
    // is committed as it goes, a Read sees one snapshot. A business narrows row level security.
    void begin(Access access, std::optional<BusinessId> business);
    [[nodiscard]] Result<Rows> query(std::string_view sql, std::span<Value const> parameters);
    [[nodiscard]] Result<std::int64_t> execute(
        std::string_view sql, std::span<Value const> parameters
    );
    // If alive() is false afterwards, nobody knows whether it was committed.
    [[nodiscard]] Result<void> commit();
    void rollback();

    // Statements that are not kept: migrations. One statement a call.
    [[nodiscard]] Result<void> run(std::string const& sql);

    // False once the server has gone; the connection is then only good to be destroyed.
    [[nodiscard]] bool alive() const;
    // Table classes named by a statement (schema.hpp), remembered with it.
    [[nodiscard]] unsigned table_classes(std::string_view sql);

private:
    struct Prepared {
        std::string name;
        unsigned classes{0};
        bool known_to_server{false};
    };

    struct TextHash {
        using is_transparent = void;

        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };

    struct FreeResult {
        void operator()(pg_result* result) const;
    };

    using ResultHandle = std::unique_ptr<pg_result, FreeResult>;

    explicit Connection(pg_conn* connection) : connection_(connection) {}

    [[nodiscard]] Result<void> configure(Use use);
    [[nodiscard]] Prepared& prepared(std::string_view sql);
    [[nodiscard]] Result<void> send(std::string_view sql, Parameters const& parameters);
    [[nodiscard]] Result<void> send_begin();
    [[nodiscard]] Result<ResultHandle> round_trip(
        std::string_view sql, std::span<Value const> parameters
    );
    [[nodiscard]] Result<ResultHandle> receive();
    [[nodiscard]] std::unexpected<Error> send_failed();
    [[nodiscard]] std::unexpected<Error> lost();

    pg_conn* connection_;
    std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> prepared_;
    // What is on its way and not yet answered, in order; nullptr where nothing is learnt from the
    // answer, else the statement that this answer makes known to the server.
    std::vector<Prepared*> expected_;
    bool in_transaction_{false};
    bool broken_{false};
    bool begin_pending_{false};
    Access access_{Access::Write};
    std::optional<BusinessId> business_;
};

// PostgreSQL's five-letter SQLSTATE (its manual, appendix A) as an error code of ours.
[[nodiscard]] ErrorCode code_of_sqlstate(std::string_view sqlstate);

}  // namespace croozer::store::postgres
