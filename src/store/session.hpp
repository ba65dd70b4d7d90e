// A session is one open transaction as repositories see it. It exists only inside the function
// given to Engine::write or Engine::read.
#pragma once

#include "base/result.hpp"
#include "store/value.hpp"

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace croozer::store {

class Session {
public:
    Session() = default;
    Session(Session const&) = delete;
    Session& operator=(Session const&) = delete;
    virtual ~Session() = default;

    // SQL is written once, with placeholders $1…; the text must live as long as the process (a
    // literal), because drivers keep statements prepared under it. After an error the transaction
    // is lost: return the error.
    [[nodiscard]] virtual Result<Rows> query(
        std::string_view sql, std::span<Value const> parameters
    ) = 0;
    // The number of rows changed.
    [[nodiscard]] virtual Result<std::int64_t> execute(
        std::string_view sql, std::span<Value const> parameters
    ) = 0;

    [[nodiscard]] Result<Rows> query(
        std::string_view sql, std::initializer_list<Value> parameters = {}
    ) {
        return query(sql, std::span(parameters.begin(), parameters.size()));
    }

    [[nodiscard]] Result<std::int64_t> execute(
        std::string_view sql, std::initializer_list<Value> parameters = {}
    ) {
        return execute(sql, std::span(parameters.begin(), parameters.size()));
    }

    // Whether this transaction may still be undone with what it has written: what was read in it
    // must not outlive it.
    [[nodiscard]] virtual bool writes() const = 0;

    // Search text differs by engine; everything else is one SQL.
    enum class Dialect : std::uint8_t { Sqlite, Postgres };
    [[nodiscard]] virtual Dialect dialect() const = 0;
};

}  // namespace croozer::store
