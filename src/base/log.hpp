// One JSON line a record on stderr, asynchronous-safe by spdlog. Values are given as fields so that
// nothing is built from user text; bodies, tokens and phones are never logged (phone.hpp masks).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <variant>

namespace croozer::log {

enum class Level : std::uint8_t { Debug, Info, Warn, Error };

using FieldValue = std::variant<std::string_view, std::int64_t, bool>;
using Field = std::pair<std::string_view, FieldValue>;

void configure(Level least, bool json);

void write(Level level, std::string_view message, std::initializer_list<Field> fields);

inline void debug(std::string_view message, std::initializer_list<Field> fields = {}) {
    write(Level::Debug, message, fields);
}

inline void info(std::string_view message, std::initializer_list<Field> fields = {}) {
    write(Level::Info, message, fields);
}

inline void warn(std::string_view message, std::initializer_list<Field> fields = {}) {
    write(Level::Warn, message, fields);
}

inline void error(std::string_view message, std::initializer_list<Field> fields = {}) {
    write(Level::Error, message, fields);
}

}  // namespace croozer::log
