// What crosses between a repository and a database driver: parameters in, rows out.
#pragma once

#include "base/id.hpp"
#include "base/money.hpp"
#include "base/secret.hpp"
#include "base/time.hpp"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace croozer::store {

struct Blob {
    std::string bytes;
    friend bool operator==(Blob const&, Blob const&) = default;
};

// One parameter or cell. Booleans are the integers 0 and 1 on both engines.
class Value {
public:
    using Variant = std::variant<std::monostate, std::int64_t, std::string, Blob, Uuid>;

    Value() = default;

    Value(std::nullptr_t) {}  // NOLINT(*-explicit-*)

    Value(std::string text) : data_(std::move(text)) {}  // NOLINT(*-explicit-*)

    Value(std::string_view text) : data_(std::string(text)) {}  // NOLINT(*-explicit-*)

    Value(char const* text) : data_(std::string(text)) {}  // NOLINT(*-explicit-*)

    Value(Blob blob) : data_(std::move(blob)) {}  // NOLINT(*-explicit-*)

    Value(SealedSecret const& sealed) : data_(Blob{sealed.bytes}) {}  // NOLINT(*-explicit-*)

    Value(Uuid id) : data_(id) {}  // NOLINT(*-explicit-*)

    Value(Instant instant) : data_(instant.microseconds) {}  // NOLINT(*-explicit-*)

    Value(Money money) : data_(money.minor) {}  // NOLINT(*-explicit-*)

    template <std::integral Integer>
    Value(Integer number) : data_(static_cast<std::int64_t>(number)) {}  // NOLINT(*-explicit-*)

    template <class Tag>
    Value(Id<Tag> const& id) : data_(id.value) {}  // NOLINT(*-explicit-*)

    template <class T>
    Value(std::optional<T> const& optional) {  // NOLINT(*-explicit-*)
        if (optional) {
            *this = Value(*optional);
        }
    }

    [[nodiscard]] Variant const& data() const { return data_; }

    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(data_); }

private:
    Variant data_;
};

// A row of a result. A cell read as the wrong type is a mistake of ours, not of the data: it yields
// the empty value, and contract tests over both engines catch it.
class Row {
public:
    explicit Row(std::vector<Value> cells) : cells_(std::move(cells)) {}

    [[nodiscard]] std::size_t size() const { return cells_.size(); }

    [[nodiscard]] bool is_null(std::size_t column) const { return cells_[column].is_null(); }

    [[nodiscard]] std::int64_t integer(std::size_t column) const {
        auto const* number = std::get_if<std::int64_t>(&cells_[column].data());
        return number == nullptr ? 0 : *number;
    }

    [[nodiscard]] bool boolean(std::size_t column) const { return integer(column) != 0; }

    [[nodiscard]] Instant instant(std::size_t column) const { return {integer(column)}; }

    [[nodiscard]] Money money(std::size_t column) const { return {integer(column)}; }

    [[nodiscard]] std::string const& text(std::size_t column) const {
        static std::string const empty;
        auto const* value = std::get_if<std::string>(&cells_[column].data());
        return value == nullptr ? empty : *value;
    }

    [[nodiscard]] std::string bytes(std::size_t column) const {
        auto const* blob = std::get_if<Blob>(&cells_[column].data());
        return blob == nullptr ? std::string() : blob->bytes;
    }

    [[nodiscard]] Uuid uuid(std::size_t column) const;

    template <class IdType>
    [[nodiscard]] IdType id(std::size_t column) const {
        return IdType{uuid(column)};
    }

    [[nodiscard]] std::optional<std::int64_t> maybe_integer(std::size_t column) const {
        return is_null(column) ? std::nullopt : std::optional(integer(column));
    }

    [[nodiscard]] std::optional<Instant> maybe_instant(std::size_t column) const {
        return is_null(column) ? std::nullopt : std::optional(instant(column));
    }

    template <class IdType>
    [[nodiscard]] std::optional<IdType> maybe_id(std::size_t column) const {
        return is_null(column) ? std::nullopt : std::optional(id<IdType>(column));
    }

private:
    std::vector<Value> cells_;
};

using Rows = std::vector<Row>;

}  // namespace croozer::store
